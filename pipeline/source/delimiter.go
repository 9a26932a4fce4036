package source

import (
	"fmt"
	"strings"
)

// Delimiters are the signs that Config.Delimiter may be, beside other signs that are no
// letter, as they are written.
const Delimiters = "; , tab | ^ ~"

// ParseDelimiter reads the sign between the cells of a CSV file: a sign of one byte, or
// "tab".
func ParseDelimiter(s string) (delimiter byte, ok bool) {
	if s == "tab" || s == `\t` || s == "\t" {
		return '\t', true
	}
	return (s + " ")[0], len(s) == 1 && strings.Contains("!#$%&*+,/:;<=>?@^_`|~", s)
}

// errNoDelimiter is the fault of a file that a declared delimiter does not part.
type errNoDelimiter struct{ declared, better string }

func (e errNoDelimiter) Error() string { return fmt.Sprintf("%s parts no cells", e.declared) }

// delimiter is the sign that cells are parted by, where that is said: by the call, by the
// first line of the file, or by a call of an earlier night, as long as it parts the file.
// fixed says whether a call said it.
func (cfg *Config) delimiter(text string, separator byte) (delimiter byte, fixed bool, err error) {
	known := knownIn(*cfg)
	if d, declared := ParseDelimiter(cfg.Delimiter); declared {
		if !parts(text, d, known) {
			best, _ := bestDelimiter(text, known)
			return 0, false, errNoDelimiter{delimiterName(d), delimiterName(best)}
		}
		return d, true, nil
	}
	before := cfg.Readings[cfg.Name]
	for _, l := range before.Layouts() {
		if d, kept := ParseDelimiter(l.Delimiter); separator == 0 && kept && l.DelimiterFixed && parts(text, d, known) {
			return d, true, nil
		}
	}
	return separator, false, nil
}

// parts says whether a sign makes text a header and rows of several cells.
func parts(text string, delimiter byte, known knower) bool {
	for _, quoted := range []bool{true, false} {
		records := split(head(text), dialect{delimiter: delimiter, quoted: quoted}).records
		records = records[:min(len(records), headSample)]
		if width, _ := commonWidth(records); width > 1 && headerAt(records, width, known) >= 0 {
			return true
		}
	}
	return false
}

// separatorLine takes off the line "sep=;" that Excel writes and obeys.
func separatorLine(text string) (rest string, delimiter byte) {
	line, rest, ok := strings.Cut(text, "\n")
	line = strings.TrimRight(line, "\r")
	if ok && len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return rest, line[4]
	}
	return text, 0
}

func delimiterName(d byte) string {
	switch d {
	case 0:
		return ""
	case '\t':
		return "tab"
	}
	return string(rune(d))
}

// sampled is how much of a file decides its delimiter: 256 KiB.
const sampled = 1 << 18

// head is the whole lines of text that are within what is sampled.
func head(text string) string {
	if len(text) <= sampled {
		return text
	}
	return text[:strings.LastIndexByte(text[:sampled], '\n')+1]
}

// The least fit of a delimiter; below, the file has one column. A share of even
// rows counts up to 1, a header above them enough, known names in it up to 1/2.
const leastFit = 0.85

// bestDelimiter is the one that gives the most even rows below the best header;
// 0 where one column fits better. A comma is none where another sign parts the header
// and the rows into more columns: "det, at du" in a question and "301,37" in a row are
// as even as two columns, and the names of two are easier known than those of six.
// runner is another sign that parts header and rows evenly too; 0 for none.
func bestDelimiter(text string, known knower) (best, runner byte) {
	text = head(text)
	var likely []byte
	most, widest := leastFit, 1
	var other byte // than the comma, that parts most
	parts := 2
	marked := strings.Contains(text, `"`)
	for _, delimiter := range delimiters {
		if strings.IndexByte(text, delimiter) < 0 {
			continue
		}
		for _, quoted := range []bool{false, true} {
			records := split(text, dialect{delimiter: delimiter, quoted: quoted}).records
			fit, width := fitOf(records, known)
			if !quoted && marked {
				fit -= torn(records)
			}
			if fit > most || fit == most && width > widest {
				best, most, widest = delimiter, fit, width
			}
			if delimiter != ',' && width > parts && fit >= leastFit && even(records, width, known) {
				other, parts = delimiter, width
			}
			if fit >= leastFit && namedAbove(records, width) && even(records, width, known) {
				likely = append(likely, delimiter)
			}
		}
	}
	if best == ',' && parts > widest {
		best = other
	}
	for _, d := range likely {
		if d != best && best != 0 {
			return best, d
		}
	}
	return best, 0
}

// namedAbove says whether the first record that is not blank has width cells.
func namedAbove(records []record, width int) bool {
	for _, r := range records {
		if !r.blank() {
			return len(r.cells) == width && width > 1
		}
	}
	return false
}

// leastEven is the share of rows as wide as the header from which they are a table by
// that alone.
const leastEven = 0.95

// even says whether nearly all records are of one width, and a header among them.
func even(records []record, width int, known knower) bool {
	common, share := commonWidth(records)
	return common == width && share >= leastEven && headerAt(records[:min(len(records), headSample)], width, known) >= 0
}
