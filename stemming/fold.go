package stemming

import (
	"slices"
	"strings"
)

// digraphs are the spellings of æ, ø and å for want of the letter.
var digraphs = strings.NewReplacer("ae", "æ", "oe", "ø", "aa", "å")

// fold is word with drawn-out letters shortened ("suuuper") and ae, oe and aa
// read as æ, ø and å ("raadgiver"), where l does not know better: "kontoen" and
// "temaet" stay.
func (l *Lexicon) fold(word string) string {
	if drawnOut(word) {
		word = l.shorten(word)
	}
	if !strings.Contains(word, "aa") && !strings.Contains(word, "ae") && !strings.Contains(word, "oe") {
		return word
	}
	at := inflected(word)
	if at > 0 && l.evidence(word[:at]) > 0 {
		return digraphs.Replace(word[:at]) + word[at:]
	}
	folded := digraphs.Replace(word)
	switch written, read := l.evidence(word), l.evidence(folded); {
	case read > written:
		return folded
	case written > 0:
		return word
	}
	if at > 0 {
		return digraphs.Replace(word[:at]) + word[at:]
	}
	return folded
}

// evidence is how sure l is of word: how often it was written, and more if it
// is known to be correct.
func (l *Lexicon) evidence(word string) int {
	n := l.count(word)
	if l.listed(word) {
		n += 3
	}
	return n
}

// inflected is where the ending begins of a word such as "kontoen" or "temaer",
// whose e is the ending's and not half of ø or æ; 0 if the word is none.
func inflected(word string) int {
	for _, ending := range []string{"ernes", "erne", "enes", "edes", "ene", "ens", "ers", "ets", "ede", "en", "er", "et"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) > 1 && (strings.HasSuffix(rest, "o") || strings.HasSuffix(rest, "a")) {
			return len(rest)
		}
	}
	return 0
}

// drawnOut says whether word holds a letter three times in a row.
func drawnOut(word string) bool {
	run := 1
	var last rune
	for _, r := range word {
		if r != last {
			run, last = 1, r
			continue
		}
		if run++; run == 3 {
			return true
		}
	}
	return false
}

// shorten is word with drawn-out letters once or twice, whichever l knows best;
// once where it knows neither.
func (l *Lexicon) shorten(word string) string {
	once := collapse(word, 1)
	best := once
	for _, w := range []string{collapse(word, 2), digraphs.Replace(collapse(word, 2))} {
		if l.evidence(w) > l.evidence(best) {
			best = w
		}
	}
	return best
}

// collapse is word with n in place of three or more of the same letter.
func collapse(word string, n int) string {
	runes := []rune(word)
	out := runes[:0:0]
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && runes[j] == runes[i] {
			j++
		}
		keep := j - i
		if keep >= 3 {
			keep = n
		}
		out = append(out, slices.Repeat([]rune{runes[i]}, keep)...)
		i = j
	}
	return string(out)
}

// align gives for each border between the characters of fixed, 0 to its
// length, the border in word, of which fixed is the folded and corrected form:
// by the edits of the shortest way from one to the other.
func align(word, fixed string) []int {
	a, b := []rune(word), []rune(fixed)
	dist := make([][]int, len(a)+1)
	for i := range dist {
		dist[i] = make([]int, len(b)+1)
		for j := range dist[i] {
			switch {
			case i == 0:
				dist[i][j] = j
			case j == 0:
				dist[i][j] = i
			case a[i-1] == b[j-1]:
				dist[i][j] = dist[i-1][j-1]
			default:
				dist[i][j] = 1 + min(dist[i-1][j-1], dist[i-1][j], dist[i][j-1])
			}
		}
	}
	borders := make([]int, len(b)+1)
	i, j := len(a), len(b)
	for borders[j] = i; j > 0; {
		switch {
		case i > 0 && (a[i-1] == b[j-1] && dist[i][j] == dist[i-1][j-1] || a[i-1] != b[j-1] && dist[i][j] == 1+dist[i-1][j-1]):
			i, j = i-1, j-1
			borders[j] = i
		case i > 0 && dist[i][j] == 1+dist[i-1][j]:
			i--
			borders[j] = i
		default:
			j--
			borders[j] = i
		}
	}
	borders[0] = 0
	return borders
}
