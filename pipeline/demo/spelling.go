package demo

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// misspell writes text as w would: some words wrong, some as they are spoken.
func (w *writer) misspell(text string) string {
	if w.typos == 0 && !w.spoken {
		return text
	}
	words := strings.Split(text, " ")
	for i, word := range words {
		core := strings.TrimRight(word, ",.!?:")
		lower := strings.ToLower(core)
		var forms []string
		switch {
		case w.spoken && w.rng.Float64() < .7:
			forms = w.grammars.spoken[lower]
		case w.rng.Float64() < w.typos:
			forms = w.misspelt[lower]
		}
		switch {
		case forms != nil:
			words[i] = forms[w.rng.IntN(len(forms))] + word[len(core):]
		case w.typos > 0 && w.rng.Float64() < w.typos/30:
			words[i] = slip(core, w.rng) + word[len(core):]
		}
	}
	return strings.Join(words, " ")
}

// slip is one slip of the finger inside a word: two letters swapped, one left
// out or one twice. Short words and those with digits are spared.
func slip(word string, rng *rand.Rand) string {
	letters := []rune(word)
	if len(letters) < 5 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return word
	}
	i := 1 + rng.IntN(len(letters)-2)
	switch rng.IntN(3) {
	case 0:
		letters[i], letters[i+1] = letters[i+1], letters[i]
	case 1:
		letters = append(letters[:i], letters[i+1:]...)
	default:
		letters = append(letters[:i+1], letters[i:]...)
	}
	return string(letters)
}
