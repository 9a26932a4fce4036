package source

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"stemme/pipeline/messages"
)

// decode turns the bytes of a text file into a string without a byte order
// mark and says which encoding they were in: a byte order mark decides, then
// valid UTF-8, then the NULs of UTF-16, then where the Danish letters are.
func decode(data []byte) (text, encoding string, notes []Note, err error) {
	if n := tailOfNULs(data); n >= leastNULs {
		return "", "", nil, messages.Errorf("source_nuls", n)
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
		if utf8.Valid(data) {
			return plain(string(data), "utf-8")
		}
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return plain(fromUTF16(data[2:], binary.LittleEndian), "utf-16le")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return plain(fromUTF16(data[2:], binary.BigEndian), "utf-16be")
	}
	if order, name := wide(data); order != nil {
		return plain(fromUTF16(data, order), name)
	}
	if utf8.Valid(data) {
		text, n := onceEncoded(string(data))
		if text, encoding, _, err = plain(text, "utf-8"); err == nil && n > 0 {
			notes = []Note{note("source_twice_encoded", n)}
		}
		return text, encoding, notes, err
	}
	cm, name := codePage(data)
	if good, bad := sequences(data); good > 4*bad || name == "windows-1252" && mixesLines(data) {
		if text, encoding, _, err = plain(mend(data), "utf-8"); err != nil {
			return "", "", nil, err
		}
		return text, encoding, []Note{note("source_mended", bad)}, nil
	}
	out, err := cm.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", nil, err
	}
	return plain(string(out), name)
}

// leastNULs is how many NULs at the end of a text are what a copy leaves that broke off: one may
// end a text of UTF-16, and some systems end any.
const leastNULs = 4

// tailOfNULs is how many bytes at the end of data are NULs.
func tailOfNULs(data []byte) int { return len(data) - len(bytes.TrimRight(data, "\x00")) }

// decodeAs is a further piece of a text in an encoding that decode recognised.
func decodeAs(data []byte, encoding string) (string, error) {
	for _, page := range codePages {
		if page.name == encoding {
			out, err := page.charmap.NewDecoder().Bytes(data)
			return string(out), err
		}
	}
	return strings.ToValidUTF8(string(data), "\ufffd"), nil
}

// plain refuses what is no text: more than one control character in a hundred
// characters of the first 64 KiB.
func plain(text, encoding string) (string, string, []Note, error) {
	head := text[:min(len(text), 1<<16)]
	control := 0
	for _, r := range head {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r == 0x7f || 0x80 <= r && r < 0xa0 {
			control++
		}
	}
	if control > 3 && control*100 > utf8.RuneCountInString(head) {
		return "", "", nil, errBinary
	}
	return text, encoding, nil, nil
}

// wide says which UTF-16 data without a byte order mark is in; nil for none. In
// Danish text nearly every second byte of it is NUL.
func wide(data []byte) (binary.ByteOrder, string) {
	head := data[:min(len(data), 1<<16)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch units := len(head) / 2; {
	case odd*10 > units*7 && even*10 < units:
		return binary.LittleEndian, "utf-16le"
	case even*10 > units*7 && odd*10 < units:
		return binary.BigEndian, "utf-16be"
	}
	return nil, ""
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// sequences counts the characters beyond ASCII that are valid UTF-8 and the
// bytes that are not.
func sequences(data []byte) (good, bad int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// From so many lines on, and such a share of those with letters beyond ASCII, that are
// UTF-8 a file was put together from two: in Windows-1252 hardly a line is by chance.
const (
	leastUTF8 = 3
	someUTF8  = 0.02
)

// mixesLines says whether some lines are UTF-8 and others are not.
func mixesLines(data []byte) bool {
	wide, other := 0, 0
	for line := range bytes.Lines(data) {
		switch good, bad := sequences(line); {
		case bad > 0:
			other++
		case good > 0:
			wide++
		}
	}
	return wide >= leastUTF8 && float64(wide) >= someUTF8*float64(wide+other)
}

// mend is UTF-8 with each byte that is none read as Windows-1252: what files
// that were put together from both look like.
func mend(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/50)
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(data[i])
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}
