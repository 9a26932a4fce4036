package messages

import (
	"regexp"
	"strings"
)

// An Argument is a word of a command that a message prints, written so that a shell
// takes it as one.
type Argument string

// plainArgument needs no quotes in any shell.
var plainArgument = regexp.MustCompile(`^[\p{L}\p{N}_./:=@%+,-]+$`)

// Text is the word, in quotes where it needs them.
func (a Argument) Text(Lang) string {
	if s := string(a); plainArgument.MatchString(s) && !strings.HasPrefix(s, "-") {
		return s
	}
	return "'" + strings.ReplaceAll(string(a), "'", `'\''`) + "'"
}
