package messages

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// choice is a part of a message that depends on a count: {2|række|rækker} is række
// where the second argument is 1, written as a number or as a text, and else rækker.
// Either form may be empty; neither holds a verb.
var choice = regexp.MustCompile(`\{([1-9])\|([^{}|%]*)\|([^{}|%]*)\}`)

// A count is a whole number by which a message chooses: whatever verb takes it writes it as the
// language does.
type count struct {
	n    int
	lang Lang
}

// Format writes the number with its thousands parted.
func (c count) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.lang.Count(c.n)) }

// chooses says whether a message chooses by argument i, from 0, in any language.
func chooses(texts [2]string, i int) bool {
	choice := "{" + strconv.Itoa(i+1) + "|"
	return strings.Contains(texts[Danish], choice) || strings.Contains(texts[English], choice)
}

// counted is text with every choice made by the arguments.
func counted(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return choice.ReplaceAllStringFunc(text, func(part string) string {
		of := choice.FindStringSubmatch(part)
		n, _ := strconv.Atoi(of[1]) // a digit, by the expression
		if n <= len(args) && fmt.Sprint(args[n-1]) == "1" {
			return of[2]
		}
		return of[3]
	})
}

// misschosen is the first brace of a message that begins no choice, or the first
// choice by an argument that the message does not take; "" for none.
func misschosen(text string) string {
	for _, of := range choice.FindAllStringSubmatch(text, -1) {
		if n, _ := strconv.Atoi(of[1]); n > len(verbs(text)) {
			return of[0]
		}
	}
	if rest := choice.ReplaceAllString(text, ""); strings.Contains(rest, "|") && strings.ContainsAny(rest, "{}") {
		return rest
	}
	return ""
}
