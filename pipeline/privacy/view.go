package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A view is a text as its patterns are matched over: compatible forms of digits,
// letters and signs as the common ones, and without what cannot be seen. What is
// found in it is replaced in the text itself, so that all else stays as written.
type view struct {
	text string  // what patterns are matched over
	kept string  // the text itself, where at is not nil
	at   []int32 // for each byte of text, and its end, where in kept it comes from; nil where the two are one
}

// An edit replaces text[from:to] of a view.
type edit struct {
	from, to int
	place    string
}

// viewOf folds text.
func viewOf(text string) view {
	if !foldable(text) {
		return view{text: text}
	}
	v := view{kept: text, at: make([]int32, 0, len(text)+1)}
	var b strings.Builder
	b.Grow(len(text))
	last := rune(' ')
	for i, size := 0, 0; i < len(text); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:])
		as := text[i : i+size]
		if r != utf8.RuneError {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			as = foldRune(r, last, next)
		}
		b.WriteString(as)
		for range len(as) {
			v.at = append(v.at, int32(i))
		}
		if as != "" {
			last, _ = utf8.DecodeLastRuneInString(as)
		}
	}
	v.text, v.at = b.String(), append(v.at, int32(len(text)))
	v.join()
	return v
}

// whole is the text itself.
func (v *view) whole() string {
	if v.at == nil {
		return v.text
	}
	return v.kept
}

// apply makes edits, which are in order and apart. What cannot be seen behind a
// character goes with it.
func (v *view) apply(edits []edit) {
	if len(edits) == 0 {
		return
	}
	var text, kept strings.Builder
	var at []int32
	last := 0
	keep := func(to int) {
		if v.at != nil {
			shift := int32(kept.Len()) - v.at[last]
			for _, from := range v.at[last:to] {
				at = append(at, from+shift)
			}
			kept.WriteString(v.kept[v.at[last]:v.at[to]])
		}
		text.WriteString(v.text[last:to])
	}
	for _, e := range edits {
		keep(e.from)
		if v.at != nil {
			for i := range len(e.place) {
				at = append(at, int32(kept.Len()+i))
			}
			kept.WriteString(e.place)
		}
		text.WriteString(e.place)
		last = e.to
	}
	keep(len(v.text))
	if v.at != nil {
		v.at, v.kept = append(at, int32(kept.Len())), kept.String()
	}
	v.text = text.String()
}

// spelledOut is how many characters that stand alone, each behind a blank, make a word
// or a number that is spelled out: "2 0 3 0", "M e t t e".
const spelledOut = 4

// join leaves out of a view the blanks inside what is spelled out.
func (v *view) join() {
	text := v.text
	drop := map[int]bool{}
	for i := 0; i < len(text); {
		end, blanks := singles(text, i)
		if len(blanks) >= spelledOut-1 {
			for _, at := range blanks {
				drop[at] = true
			}
		}
		i = end
	}
	if len(drop) == 0 {
		return
	}
	var b strings.Builder
	at := v.at[:0]
	for i := range len(text) {
		if !drop[i] {
			b.WriteByte(text[i])
			at = append(at, v.at[i])
		}
	}
	v.text, v.at = b.String(), append(at, v.at[len(text)])
}

// singles are the blanks between the characters that stand alone from i on, and where
// to look on.
func singles(text string, i int) (end int, blanks []int) {
	for i < len(text) {
		_, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		switch {
		case text[i] == ' ': // two blanks
			return next, blanks[:max(0, len(blanks)-1)]
		case next == len(text):
			return next, blanks
		case text[next] != ' ': // a word: its end
			if n := strings.IndexByte(text[next:], ' '); n >= 0 {
				next += n
			} else {
				next = len(text)
			}
			if len(blanks) > 0 {
				blanks = blanks[:len(blanks)-1] // the one before the word
			}
			return min(next+1, len(text)), blanks
		}
		blanks = append(blanks, next)
		i = next + 1
	}
	return i, blanks
}

// foldable says whether a view of text differs from it. Latin letters and what texts
// mostly hold beside them are told apart fast.
func foldable(text string) bool {
	blank, alone := -1, 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ':
			if i-blank == 2 || i-blank == 3 && text[blank+1] >= utf8.RuneSelf {
				if alone++; alone >= spelledOut {
					return true
				}
			} else {
				alone = 0
			}
			blank = i
			i++
		case c < utf8.RuneSelf:
			i++
		case c == 0xc3: // À to ÿ
			i += 2
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if folds(r) {
				return true
			}
			i += size
		}
	}
	return false
}

// folds says whether a view may show r as something else.
func folds(r rune) bool {
	switch {
	case r < 0xa0, r == '–', r == '—', r == '’', r == '‘', r == '”', r == '“', r == '…', r == '€', r == '•', r == '´',
		0x2600 <= r && r <= 0x27ff, 0x1f200 <= r && r <= 0x1faff, r == utf8.RuneError:
		return false
	case lookalikes[r] != 0:
		return true
	}
	return foldRune(r, '0', '0') != string(r)
}

// lookalikes are Cyrillic and Greek letters that look like Latin ones: between
// Latin ones, they stand for those.
var lookalikes = map[rune]rune{'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'Х': 'X', 'У': 'Y', 'Ѕ': 'S',
	'І': 'I', 'Ј': 'J', 'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'ѕ': 's', 'і': 'i', 'ј': 'j', 'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z',
	'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X', 'ο': 'o'}

// foldRune is r, between two others, as a view shows it: digits of all scripts as
// ASCII; fullwidth, mathematical, raised and circled letters, digits and signs
// as what NFKC makes of them; blanks and hyphens of all kinds as one; nothing
// for what cannot be seen, after the property Default_Ignorable_Code_Point
// (Unicode Standard Annex 44), and for marks on what is no letter.
func foldRune(r, before, after rune) string {
	switch {
	case r < 0xa0:
		return string(r)
	case unicode.IsDigit(r):
		return string('0' + digitOf(r))
	case ignorable(r), unicode.In(r, unicode.Mn, unicode.Me) && !unicode.IsLetter(before):
		return ""
	case unicode.Is(unicode.Zs, r):
		return " "
	case strings.ContainsRune("‐‑⁃−﹣－⁻₋", r):
		return "-"
	case r == '‒':
		return "–"
	case r == '―':
		return "—"
	case lookalikes[r] != 0 && (latin(before) || latin(after)):
		return string(lookalikes[r])
	case compatible(r):
		if as := norm.NFKC.String(string(r)); len(as) <= 2 && as[len(as)-1] < utf8.RuneSelf {
			return as
		}
	}
	return string(r)
}

func latin(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

// compatible says whether r is of the blocks of raised, lowered, circled, small,
// fullwidth and mathematical forms.
func compatible(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || 0x2070 <= r && r <= 0x209c || 0x2100 <= r && r <= 0x2138 && r != '№' ||
		0x2460 <= r && r <= 0x24ff || 0xfe50 <= r && r <= 0xfe6f || 0xff01 <= r && r <= 0xff5e || 0x1d400 <= r && r <= 0x1d7ff
}

// ignorable says whether r shows nothing.
func ignorable(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return true
	}
	return false
}

// digitOf is the value of a decimal digit. The digits of a script stand in order,
// and so do the scripts of a range.
func digitOf(r rune) rune {
	for _, of := range unicode.Nd.R16 {
		if rune(of.Lo) <= r && r <= rune(of.Hi) {
			return (r - rune(of.Lo)) % 10
		}
	}
	for _, of := range unicode.Nd.R32 {
		if rune(of.Lo) <= r && r <= rune(of.Hi) {
			return (r - rune(of.Lo)) % 10
		}
	}
	return 0
}
