package stemming

import (
	"strings"
	"unicode/utf8"
)

// punctuation adds what the ASCII sign at i begins: an emoticon, a masked piece
// or a break. It returns where to go on.
func (s *scanner) punctuation(i int) int {
	if end := s.emoticon(i); end > i {
		s.add(i, end, emojiShape)
		return end
	}
	switch s.text[i] {
	case '.', '!', '?':
		end := i + 1
		for end < len(s.text) && strings.IndexByte(".!?", s.text[end]) >= 0 {
			end++
		}
		s.stop(i, end)
		return end
	case ';', '*', '|':
		s.stop(i, i+1)
	case ',':
		s.add(i, i+1, commaShape)
	case '(', ')', ':', '/', '"':
		// Within the clause.
	case '-':
		return s.dash(i, 1)
	case '[':
		if end := s.masked(i); end > i {
			s.add(i, end, maskedShape)
			return end
		}
	case '+':
		if s.lineStart(i) {
			s.stop(i, i+1)
		}
	}
	return i + 1
}

// dash adds a stop for a dash of size bytes at i that stands between spaces or
// begins a line; others do not break a clause.
func (s *scanner) dash(i, size int) int {
	end := i + size
	for end < len(s.text) && s.text[end] == '-' {
		end++
	}
	spaced := (i == 0 || s.text[i-1] <= ' ') && (end == len(s.text) || s.text[end] <= ' ')
	if spaced || end-i > size || s.lineStart(i) {
		s.stop(i, end)
	}
	return end
}

// lineStart says whether only white space stands before i on its line.
func (s *scanner) lineStart(i int) bool {
	for i--; i >= 0; i-- {
		switch byteClass[s.text[i]] {
		case newlineByte:
			return true
		case spaceByte:
			continue
		}
		return false
	}
	return true
}

// longestMask bounds a placeholder, brackets included.
const longestMask = 24

// masked is the end of the placeholder for masked personal data at i, such as
// [CPR] or [E-MAIL]; i for none.
func (s *scanner) masked(i int) int {
	for j := i + 1; j < len(s.text) && j-i < longestMask; j++ {
		switch c := s.text[j]; {
		case c == ']' && j > i+2 && utf8.ValidString(s.text[i:j]):
			return j + 1
		case 'A' <= c && c <= 'Z', c == '-', c == '_', c == 0xC3, 0x80 <= c && c <= 0x9F:
		default:
			return i
		}
	}
	return i
}

// emoticon is the end of the emoticon at i; i for none.
func (s *scanner) emoticon(i int) int {
	text, j := s.text, i+1
	switch text[i] {
	case '<':
		if j < len(text) && text[j] == '3' && !s.isDigit(j+1) {
			return j + 1
		}
		return i
	case ':', ';', '=':
	default:
		return i
	}
	if text[i] == ':' && j < len(text) && text[j] == '\'' {
		j++
	}
	for j < len(text) && (text[j] == '-' || text[j] == 'o') && j-i < 3 {
		j++
	}
	if j == len(text) {
		return i
	}
	switch c := text[j]; c {
	case ')', '(', ']', '[', '|', '}', '{':
		for j++; j < len(text) && text[j] == c; j++ {
		}
		return j
	case 'D', 'P', 'p', 'O', 'S', 's', '/', '\\', '*', '3':
		before, _ := s.alnum(i - 1)
		after, _ := s.alnum(j + 1)
		if before || after || c == '/' && j+1 < len(text) && text[j+1] == '/' {
			return i
		}
		return j + 1
	}
	return i
}

// wide adds what the character at i that is not ASCII begins, and returns where
// to go on.
func (s *scanner) wide(i int) int {
	if ok, _ := s.alnum(i); ok {
		return s.word(i)
	}
	r, size := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case isPictograph(r):
		end := s.emoji(i)
		s.add(i, end, emojiShape)
		return end
	case r == '…', r == '•', r == '·', r == '●', r == '▪', r == '‣', r == '■', r == '◦', r == '¿', r == '¡', 0x2190 <= r && r <= 0x21FF:
		s.stop(i, i+size)
	case r == '–', r == '—':
		return s.dash(i, size)
	case r == '\u2028', r == '\u2029', r == '\u0085':
		s.stop(i, i+size)
	}
	return i + size
}

// isPictograph says whether r is shown as a picture.
// Ranges: Unicode Technical Standard 51, the blocks that hold emoji.
func isPictograph(r rune) bool {
	switch {
	case r < 0x203C:
		return false
	case 0x1F000 <= r && r <= 0x1FAFF:
		return true
	case 0x2600 <= r && r <= 0x27BF:
		return true
	case 0x2B1B <= r && r <= 0x2B55:
		return true
	case 0x2300 <= r && r <= 0x23FF, r == 0x203C, r == 0x2049, r == 0x3030:
		return true
	}
	return false
}

// emoji is the end of the emoji at i with its signs of variant and skin, its
// joined parts and, for a flag, its second letter.
func (s *scanner) emoji(i int) int {
	r, size := utf8.DecodeRuneInString(s.text[i:])
	end := i + size
	if isRegional(r) {
		if next, size := utf8.DecodeRuneInString(s.text[end:]); isRegional(next) {
			return end + size
		}
		return end
	}
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		switch {
		case r == 0xFE0F, r == 0xFE0E, r == 0x20E3, 0x1F3FB <= r && r <= 0x1F3FF:
			end += size
		case r == 0x200D:
			next, wide := utf8.DecodeRuneInString(s.text[end+size:])
			if !isPictograph(next) {
				return end
			}
			end += size + wide
		default:
			return end
		}
	}
	return end
}

// isRegional says whether r is one of the letters that flags are spelt with.
func isRegional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// feeling is the sign that all emoji and emoticons of one meaning become: 🙂,
// 🙁, 😠, ❤, 👍 or 👎. Others become themselves, without variant and skin.
func feeling(sign string) string {
	if sign[0] < utf8.RuneSelf {
		return emoticonFeeling(sign)
	}
	r, size := utf8.DecodeRuneInString(sign)
	if is, ok := feelings[r]; ok {
		return is
	}
	if isRegional(r) {
		return sign
	}
	return sign[:size]
}

// emoticonFeeling is feeling for an emoticon.
func emoticonFeeling(sign string) string {
	if sign == "<3" {
		return "❤"
	}
	switch sign[len(sign)-1] {
	case ')', ']', '}', 'D', 'P', 'p', '*', '3':
		return "🙂"
	case '(', '[', '{', '/', '\\', '|', 'S', 's':
		return "🙁"
	}
	return sign
}

// feelings gives the sign for the emoji that customers use for a feeling.
// Meaning after the names in Unicode's emoji list; chosen by eye.
var feelings = func() map[rune]string {
	m := map[rune]string{}
	for is, all := range map[string]string{
		"🙂": "🙂😀😃😄😁😆😅😊☺😇🥰😍🤩😎🥳🤗😉😋😌👏🎉💯⭐🌟✨👌🙌😘😻😃",
		"🙁": "🙁☹😞😔😟😕😢😭😩😫😖😣😓😥😰😨🥺😒🙄😑😐🤦🤷😬😱",
		"😠": "😠😡🤬😤👿🖕💢",
		"❤": "❤🧡💛💚💙💜🖤💕💖💗💓💞💘💝♥🤍🤎",
		"👍": "👍💪✅🆗",
		"👎": "👎❌⛔",
	} {
		for _, r := range all {
			m[r] = is
		}
	}
	return m
}()
