package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is a word of a text.
type span struct {
	from, to int
	capital  bool // as a name is: a capital, then small letters or nothing
	upper    bool // capitals alone, two or more
	hump     int  // where a second capital begins a name written in one with the first: "MetteHansen"; 0 for none
	masked   bool // a placeholder in its square brackets
	lower    string
}

func (s span) of(text string) string { return text[s.from:s.to] }

// isInitial says whether s is one capital.
func (s span) isInitial(text string) bool {
	return s.capital && utf8.RuneCountInString(s.of(text)) == 1
}

// wordsOf are the words of text, with hyphens and apostrophes inside them.
func wordsOf(text string) []span {
	words := make([]span, 0, len(text)/6+1)
	from, small := -1, true
	add := func(to int) {
		for text[to-1] == '-' || text[to-1] == '\'' {
			to--
		}
		w := span{from: from, to: to, lower: text[from:to]}
		w.masked = from > 0 && text[from-1] == '[' && to < len(text) && text[to] == ']' && placeholders[w.lower]
		if !small {
			w.cased()
		}
		words = append(words, w)
		from, small = -1, true
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
			if from < 0 {
				from = i
			}
			small = small && isSmall(r)
		case from >= 0 && (r == '-' || r == '\'' || r == '’'):
		case from >= 0:
			add(i)
		}
	}
	if from >= 0 {
		add(len(text))
	}
	return words
}

// placeholders are the words of those that masking puts in: a name in brackets is none.
var placeholders = wordSet("CPR E-MAIL TELEFON KORT KONTO IBAN FØDSELSDATO ADRESSE NAVN KUNDENUMMER ID-NUMMER NUMMERPLADE BRUGERNAVN KODE IP-ADRESSE PROFIL")

// isSmall says whether a letter is sure to be a small one, of those of Latin-1.
func isSmall(r rune) bool { return 'a' <= r && r <= 'z' || 'ß' <= r && r <= 'ÿ' }

// cased says of a word, which is in lower as it is written, how it is written.
func (s *span) cased() {
	s.capital, s.upper = caseOf(s.lower)
	if !s.capital && !s.upper {
		s.hump = hump(s.lower)
	}
	s.lower = strings.ToLower(s.lower)
}

// caseOf says whether each part of a word begins with a capital and goes on in
// small letters, and whether all of it is in capitals.
func caseOf(word string) (capital, upper bool) {
	capital, upper = true, true
	letters, begins := 0, true
	for _, r := range word {
		if !unicode.IsLetter(r) {
			begins = true
			continue
		}
		letters++
		if !unicode.IsUpper(r) {
			upper = false
		}
		if letters == 1 && !unicode.IsUpper(r) || !begins && unicode.IsUpper(r) {
			capital = false
		}
		begins = false
	}
	return capital, upper && letters > 1
}

// hump is where the only capital stands that follows a small letter in a word that
// begins with one; 0 for none.
func hump(word string) int {
	at, last := 0, rune(0)
	for i, r := range word {
		switch {
		case i == 0 && !unicode.IsUpper(r):
			return 0
		case i > 0 && unicode.IsUpper(r):
			if at > 0 || !unicode.IsLower(last) {
				return 0
			}
			at = i
		}
		last = r
	}
	return at
}

// startsSentence says whether the word at words[i] may have its capital from the
// place where it stands.
func startsSentence(text string, words []span, i int) bool {
	if i == 0 {
		return true
	}
	return strings.ContainsAny(text[words[i-1].to:words[i].from], ".!?:\n\t\"”“»()*-–…;")
}

// adjacent says whether nothing but a blank stands between two words, or a full
// stop behind an initial.
func adjacent(text string, a, b span) bool {
	gap := text[a.to:b.from]
	short := a.isInitial(text) || shortNames[a.lower]
	return gap == " " || gap == ". " && short || gap == "." && short
}

// shortNames are given names that stand between others with a full stop.
var shortNames = wordSet("chr kr th joh jul fr alb alex vilh aug edv rud aa kn gunn vald")

// endsLine says whether nothing but signs stands before the end of the line.
func endsLine(rest string) bool {
	line, _, _ := strings.Cut(rest, "\n")
	return strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}
