// Package messages is the one catalogue of what people read: on the terminal,
// in the pages, in reports and in errors that are theirs to mend. Danish first,
// English by switch. Errors for programmers and log lines stay in English and
// are not in it.
package messages

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Lang is the language of the program's own words.
type Lang int

// The languages of the program.
const (
	Danish Lang = iota
	English
)

// ParseLang reads "da" and "en".
func ParseLang(s string) (Lang, error) {
	switch s {
	case "da":
		return Danish, nil
	case "en":
		return English, nil
	}
	return Danish, fmt.Errorf("language %q: want da or en", s)
}

// A Key names one message of the catalogue.
type Key string

// Text is the message in lang with args put in as by fmt.Sprintf; an argument
// that is a Key, or has a Text of its own, is put in as that. What stands in braces
// is chosen by a count, {1|række|rækker} by the first argument, and the count is written with its
// thousands parted. A key that the catalogue lacks is shown as it is.
func (lang Lang) Text(key Key, args ...any) string {
	pair, ok := catalogue[key]
	if !ok {
		return string(key)
	}
	if len(args) == 0 || !strings.Contains(pair[lang], "%") {
		return pair[lang]
	}
	said := make([]any, len(args))
	for i, arg := range args {
		switch a := arg.(type) {
		case Key:
			arg = lang.Text(a)
		case interface{ Text(Lang) string }:
			arg = a.Text(lang)
		case int:
			if chooses(pair, i) {
				arg = count{a, lang}
			}
		}
		said[i] = arg
	}
	return fmt.Sprintf(counted(pair[lang], said), said...)
}

// An Error is a fault that the program's user can mend. It never holds comment
// text.
type Error struct {
	Key  Key
	Args []any
	Err  error // the cause, nil for none; its text is shown behind the message
}

// Errorf is a fault without a cause.
func Errorf(key Key, args ...any) *Error { return &Error{Key: key, Args: args} }

// Wrap is a fault with its cause; nil when err is nil.
func Wrap(err error, key Key, args ...any) error {
	if err == nil {
		return nil
	}
	return &Error{Key: key, Args: args, Err: err}
}

// Error is the message in English.
func (e *Error) Error() string { return e.in(English) }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Text is e in lang, for an Error that is part of another's text.
func (e *Error) Text(lang Lang) string { return e.in(lang) }

func (e *Error) in(lang Lang) string {
	args := slices.Clone(e.Args)
	for i, arg := range args {
		if s, ok := arg.(string); ok {
			args[i] = Printable(s)
		}
	}
	text := lang.Text(e.Key, args...)
	if e.Err != nil {
		text += ": " + strings.ReplaceAll(lang.Error(e.Err), "\n", "; ")
	}
	return text
}

// Printable is s, of which control characters and bytes that are no UTF-8 are escaped
// as in Go: names of files may hold both, and a message is one line.
func Printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsControl(r) || r == utf8.RuneError && n == 1 {
			b.WriteString(strings.Trim(strconv.Quote(s[:n]), `"`))
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// Error is err in lang: the message of the first Error in its chain, or, where
// there is none, err's own text. Joined errors are a line each.
func (lang Lang) Error(err error) string {
	for e := err; e != nil; e = errors.Unwrap(e) {
		switch e := e.(type) {
		case *Error:
			return e.in(lang)
		case interface{ Unwrap() []error }:
			var lines []string
			for _, one := range e.Unwrap() {
				lines = append(lines, lang.Error(one))
			}
			return strings.Join(lines, "\n")
		}
	}
	return err.Error()
}

// Known are the parts of a sentence that are not empty.
func Known(parts ...string) (known []string) {
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return known
}
