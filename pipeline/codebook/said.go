package codebook

import (
	"regexp"
	"strconv"
	"strings"
)

// said are the forms that String says edits in: the subject, and what follows it.
var said = map[Verb]*regexp.Regexp{
	Rename: regexp.MustCompile(`^(\S+) to (.+)$`),
	Merge:  regexp.MustCompile(`^(\S+) to (\S+)$`),
	Split:  regexp.MustCompile(`^(\S+?)(?: words (.+))?$`),
	Pin:    regexp.MustCompile(`^(\S+)$`),
	Hide:   regexp.MustCompile(`^(\S+)$`),
	Move:   regexp.MustCompile(`^(.+?)(?: clause (\d+))?(?: to (\S+))?$`),
	Owner:  regexp.MustCompile(`^(\S+?)(?: to (.+?))?(?: action (.+))?$`),
}

// Said is the edit that String says so; false for what it says of none.
func Said(text string) (e Edit, ok bool) {
	verb, rest, _ := strings.Cut(text, " ")
	form := said[Verb(verb)]
	if form == nil {
		return e, false
	}
	m := form.FindStringSubmatch(rest)
	if m == nil {
		return e, false
	}
	switch Verb(verb) {
	case Rename:
		e.Rename, e.To = m[1], m[2]
	case Merge:
		e.Merge, e.To = m[1], m[2]
	case Split:
		e.Split = m[1]
		if m[2] != "" {
			e.Words = strings.Split(m[2], ", ")
		}
	case Pin:
		e.Pin = m[1]
	case Hide:
		e.Hide = m[1]
	case Move:
		e.Move, e.To = m[1], m[3]
		if n, err := strconv.Atoi(m[2]); err == nil {
			e.Clause = &n
		}
	case Owner:
		e.Owner, e.To, e.Action = m[1], m[2], m[3]
	}
	return e, e.String() == text
}

// SeedSaid is the theme and the words of the seed that String says so; false for what
// it says of none.
func SeedSaid(text string) (theme string, words []string, ok bool) {
	theme, list, ok := strings.Cut(text, " words ")
	return theme, strings.Split(list, ", "), ok && strings.HasPrefix(theme, SeedPrefix)
}
