package source

import (
	"strconv"
	"strings"
	"unicode"

	"stemme/models"
)

// parseScore reads a whole number as spreadsheets, decimal commas and labelled
// answers write it: "9", "9,0", "9.0", "+9", "9/10", "10 - Meget sandsynligt".
func parseScore(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 1 && '0' <= s[0] && s[0] <= '9' {
		return int(s[0] - '0'), true
	}
	number, label := s, ""
	for i, r := range s {
		if !strings.ContainsRune("+-0123456789.,", r) {
			number, label = s[:i], s[i:]
			break
		}
	}
	if label != "" && !isLabel(label) {
		return 0, false
	}
	if i := strings.IndexAny(number, ".,"); i >= 0 {
		if i == 0 || i+1 == len(number) || strings.Trim(number[i+1:], "0") != "" {
			return 0, false
		}
		number = number[:i]
	}
	v, err := strconv.Atoi(number)
	if err != nil || v < -1000 || v > 1000 {
		return 0, false
	}
	return v, true
}

// isLabel says whether s is what surveys write behind a score: "/10", " ud af
// 10", or words set off from it and without digits.
func isLabel(s string) bool {
	rest := strings.TrimSpace(s)
	for _, of := range []string{"/", "ud af", "af", "of", "out of"} {
		if after, ok := strings.CutPrefix(rest, of); ok {
			if _, err := strconv.ParseUint(strings.TrimSpace(after), 10, 8); err == nil {
				return true
			}
		}
	}
	return strings.ContainsRune(" (:=", rune(s[0])) && len(s) <= 60 && !strings.ContainsFunc(s, unicode.IsDigit)
}

// ranges are the bounds that a header may state, as folded and unfolded.
var ranges = []struct {
	texts []string
	scale models.Scale
}{
	{[]string{"0-10", "0–10", "0..10", "0 til 10", "0 to 10", "0_10", "0 10", "(0/10)"}, models.Scale0to10},
	{[]string{"1-10", "1–10", "1..10", "1 til 10", "1 to 10", "1_10", "1 10"}, models.Scale1to10},
	{[]string{"1-5", "1–5", "1..5", "1 til 5", "1 to 5", "1_5"}, models.Scale1to5},
}

// scaleOf recognises the scale of a column from its header and its values. It
// answers why, and whether that is in doubt.
func scaleOf(header string, p *profile) (sc models.Scale, why Note, doubt bool) {
	lower := strings.ToLower(header)
	for _, known := range ranges {
		for _, text := range known.texts {
			if containsApart(lower, text) {
				return known.scale, note("source_scale_header"), false
			}
		}
	}
	folded := fold(header)
	nps := strings.Contains(folded, "nps") || strings.Contains(folded, "anbefal") || strings.Contains(folded, "recommend")
	stars := strings.Contains(folded, "stjern") || strings.Contains(folded, "star") || strings.Contains(folded, "rating")
	all := p.upTo5 + p.upTo10 + p.zeros
	switch {
	case all == 0:
		return models.Scale0to10, note("source_scale_none"), !nps
	case p.upTo10*50 > all || p.zeros*50 > all:
		if p.zeros > 0 {
			return models.Scale0to10, note("source_scale_zero", p.zeros), false
		}
		return models.Scale0to10, note("source_scale_ten", all), !nps
	case nps:
		return models.Scale0to10, note("source_scale_low", all), all >= evidence
	case stars:
		return models.Scale1to5, note("source_scale_stars", all), false
	case all >= evidence && p.upTo10 == 0 && p.zeros == 0 && p.fives > 0:
		return models.Scale1to5, note("source_scale_five", all), false
	}
	return models.Scale0to10, note("source_scale_low", all), true
}

// evidence is how many scores must all lie in 1 to 5 before that alone makes
// the scale 1-5. Of a 0-10 question, whose answers lie above 5 for 70 % of
// customers and more, 30 such would come about once in 10^15; chosen by eye.
const evidence = 30

// containsApart says whether text stands in s with no digit beside it.
func containsApart(s, text string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], text)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(text)
		if (i == 0 || !isDigit(s[i-1])) && (end == len(s) || !isDigit(s[end])) {
			return true
		}
		from = i + 1
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
