package messages

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// choice is a part of a message that depends on a count: {2|række|rækker} is række
// where the second argument is 1, written as a number or as a text, and else rækker.
// Either form may be empty; neither holds a verb.
var choice = regexp.MustCompile(`\{([1-9])\|([^{}|%]*)\|([^{}|%]*)\}`)

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
