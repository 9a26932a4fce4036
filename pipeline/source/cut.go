package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texts are cut where so many different ones, and one in so many, have the length that none is beyond, and of one in so
// many of these the last letters are a word nowhere else. Shorter than so many letters
// none are looked at. Chosen by eye.
const (
	leastCut   = 5
	shareCut   = 100
	brokenIn   = 3
	shortestOf = 15
)

// tellCut notes comments that the exporting program has likely cut at a length.
func (p *plan) tellCut(t *table) {
	at := p.index(roleComment)
	if at < 0 {
		return
	}
	longest, given, full := 0, 0, map[string]bool{}
	for _, r := range t.rows {
		text := strings.TrimSpace(cellOf(r, at))
		if r.fault != nil || text == "" {
			continue
		}
		given++
		n := utf8.RuneCountInString(text)
		if n > longest {
			longest = n
			clear(full)
		}
		if n == longest {
			full[text] = true
		}
	}
	if longest >= shortestOf && len(full) >= leastCut && len(full)*shareCut >= given && broken(full, t, at)*brokenIn >= len(full) {
		p.notes = append(p.notes, note("source_cut", p.columns[at].header, longest, len(full)))
	}
}

// broken counts the texts that end with letters that are a word at no other place in their column.
func broken(texts map[string]bool, t *table, at int) (n int) {
	words := map[string]bool{} // their last ones, and whether each is a word elsewhere
	for text := range texts {
		if end, _ := utf8.DecodeLastRuneInString(text); unicode.IsLetter(end) {
			words[lastWord(text)] = false
		}
	}
	for _, r := range t.rows {
		if r.fault != nil {
			continue
		}
		text := strings.TrimSpace(cellOf(r, at))
		if texts[text] {
			text = text[:strings.LastIndexFunc(text, notOfWord)+1]
		}
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), notOfWord) {
			if _, last := words[word]; last {
				words[word] = true
			}
		}
	}
	for text := range texts {
		if whole, letters := words[lastWord(text)]; letters && !whole {
			n++
		}
	}
	return n
}

// lastWord is the last word of a text, in small letters.
func lastWord(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), notOfWord)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
