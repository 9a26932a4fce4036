package main

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// A caller is how the program was called: what it prints to be typed next works in the
// same way, on the same data.
type caller struct {
	program string // as it was typed
	place   string // --config and --data as they were given, with a space before each
}

// callerOf reads how the program was called.
func callerOf(program string, args []string) (c caller) {
	c.program = "stemme"
	if strings.ContainsAny(program, `/\`) { // found by its path, not by its name
		c.program = messages.Argument(program).Text(messages.Danish)
	}
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for _, flag := range []string{"--config", "--data"} {
		if value := flagOf(args, flag); value != "" {
			c.place += " " + flag + " " + messages.Argument(value).Text(messages.Danish)
		}
	}
	return c
}

// printedCommand is a command in a text: the program's name, a command, and perhaps one
// under it.
var printedCommand = regexp.MustCompile(`\bstemme ([a-z]+)( [a-z]+)?`)

// allCommands are the program's commands, to look up those that texts name. They are made
// once: that takes longer than most of the commands whose texts they are for.
var allCommands = sync.OnceValues(func() (*kong.Kong, error) { return newParser(new(grammar)) })

// pasted is a text whose commands can be pasted where the program was called: each is
// called as the program was, and those that read data or a configuration have the flags
// that say which.
func (c caller) pasted(text string) string {
	if c.program == "stemme" && c.place == "" || !strings.Contains(text, "stemme ") {
		return text
	}
	parser, err := allCommands()
	if err != nil {
		return text
	}
	return printedCommand.ReplaceAllStringFunc(text, func(printed string) string {
		words := strings.Fields(printed)
		node, rest := parser.Model.Node, words[1:]
		for len(rest) > 0 {
			at := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == rest[0] })
			if at < 0 {
				break
			}
			node, rest = node.Children[at], rest[1:]
		}
		if node == parser.Model.Node { // no command, but the word
			return printed
		}
		command := c.program + " " + strings.Join(words[1:len(words)-len(rest)], " ")
		if readsData(node) {
			command += c.place
		}
		return strings.Join(append([]string{command}, rest...), " ")
	})
}

// readsData says whether a command, or the one that it is without another, takes --data.
func readsData(node *kong.Node) bool {
	if node.DefaultCmd != nil {
		node = node.DefaultCmd
	}
	return slices.ContainsFunc(node.Flags, func(f *kong.Flag) bool { return f.Name == "data" })
}
