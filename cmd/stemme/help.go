package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// helpCmd is the help of the program or of a command, or the manual page.
type helpCmd struct {
	Command []string `arg:"" optional:"" help:"cli_help_command"`
	Man     bool     `help:"cli_help_man"`
}

// Run prints it.
func (c *helpCmd) Run(t *terminal) error {
	parser, err := newParser(new(grammar))
	if err != nil {
		return err
	}
	if c.Man {
		return writeManual(t.stdout, t.lang, parser.Model.Node)
	}
	node := parser.Model.Node
	for _, word := range c.Command {
		if node, err = child(node, word); err != nil {
			return err
		}
	}
	t.help(node)
	return nil
}

// child is the command called word under node.
func child(node *kong.Node, word string) (*kong.Node, error) {
	var names []string
	for _, c := range node.Children {
		if c.Name == word {
			return c, nil
		}
		names = append(names, c.Name)
	}
	return nil, unknown("kind_command", word, names)
}

// help writes the help of a command: usage, what it does, examples, commands
// under it, arguments, flags. It is as wide as the terminal.
func (t *terminal) help(node *kong.Node) {
	page := pageOf(node, t.lang)
	width := min(t.width(), mostHelp)
	paragraph := func(text string) { fmt.Fprintln(t.stdout, wrapped(text, width)) }
	paragraph(t.text("cli_usage_word") + " " + page.usage + "\n")
	for i, text := range page.about {
		if i > 0 {
			fmt.Fprintln(t.stdout)
		}
		paragraph(text)
	}
	if len(page.examples) > 0 {
		paragraph("\n" + t.text("cli_examples"))
		for _, e := range page.examples {
			paragraph("  " + e[0] + "\n      " + e[1])
		}
	}
	for _, s := range page.sections {
		paragraph("\n" + t.text(s.title))
		g := grid{rows: s.rows, indent: "  "}
		_ = t.grid(g) // a terminal that is gone takes no help
	}
	if node.Type == kong.ApplicationNode {
		paragraph("\n" + reflowed(t.text("cli_codes")))
	}
}

// mostHelp is how wide running text may become. Chosen by eye.
const mostHelp = 100

// A helpPage is what is said of a command: on the terminal and in the manual.
type helpPage struct {
	path     string // "" for the program
	usage    string
	about    []string // paragraphs
	examples [][2]string
	sections []helpSection
}

type helpSection struct {
	title messages.Key
	rows  [][]string
}

func pageOf(node *kong.Node, lang messages.Lang) helpPage {
	p := helpPage{usage: "stemme " + lang.Text("cli_command_word")}
	about := messages.Key("cli_about")
	if node.Type != kong.ApplicationNode {
		p.path = strings.TrimPrefix(node.FullPath(), "stemme ")
		p.usage = "stemme " + p.path
		for _, positional := range node.Positional {
			p.usage += " " + positional.Summary()
		}
		about = messages.Key(node.Help)
	}
	p.about = []string{reflowed(lang.Text(about))}
	if more := lang.Text(about + "_more"); more != string(about+"_more") {
		p.about = append(p.about, reflowed(more))
	}
	for _, e := range examples[p.path] {
		p.examples = append(p.examples, [2]string{e.line, [2]string{e.danish, e.english}[lang]})
	}
	for _, s := range []helpSection{{"cli_commands", commandRows(node, lang)}, {"cli_arguments", argumentRows(node, lang)},
		{"cli_flags", flagRows(node, lang)}} {
		if len(s.rows) > 0 {
			p.sections = append(p.sections, s)
		}
	}
	return p
}

func commandRows(node *kong.Node, lang messages.Lang) (rows [][]string) {
	for _, child := range node.Children {
		if !child.Hidden {
			rows = append(rows, []string{child.Name, lang.Text(messages.Key(child.Help))})
		}
	}
	return rows
}

func argumentRows(node *kong.Node, lang messages.Lang) (rows [][]string) {
	for _, p := range node.Positional {
		rows = append(rows, []string{p.Summary(), lang.Text(messages.Key(p.Help))})
	}
	return rows
}

func flagRows(node *kong.Node, lang messages.Lang) (rows [][]string) {
	for _, f := range flagsOf(node) {
		name := "--" + f.Name
		if f.Short != 0 {
			name = "-" + string(f.Short) + ", " + name
		}
		if !f.IsBool() {
			name += " " + placeholder(f)
		}
		rows = append(rows, []string{name, lang.Text(messages.Key(f.Help))})
	}
	return rows
}

// placeholder is what stands for a flag's value: its choices, or what it is.
func placeholder(f *kong.Flag) string {
	switch values := enumOf(f.Value); {
	case f.PlaceHolder != "":
		return f.PlaceHolder
	case len(values) > 0:
		return strings.Join(values, "|")
	}
	return strings.ToUpper(f.FormatPlaceHolder())
}

// reflowed is text with the lines of a paragraph joined; indented ones stay.
func reflowed(text string) string {
	lines := strings.Split(text, "\n")
	joined := lines[:1]
	for _, l := range lines[1:] {
		last := len(joined) - 1
		if l == "" || strings.HasPrefix(l, " ") || joined[last] == "" || strings.HasPrefix(joined[last], " ") {
			joined = append(joined, l)
			continue
		}
		joined[last] += " " + l
	}
	return strings.Join(joined, "\n")
}

// flagsOf are the flags of a command and of those it is under; --help, which all
// have, is not among them.
func flagsOf(node *kong.Node) (flags []*kong.Flag) {
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			if f.Name != "help" {
				flags = append(flags, f)
			}
		}
	}
	return flags
}

// danish turns the parser's own English into Danish, phrase by phrase.
var danish = strings.NewReplacer(
	"unknown flag", "ukendt flag",
	"unexpected argument", "uventet argument",
	"missing positional arguments", "der mangler",
	"missing flags:", "der mangler flag:",
	"did you mean one of", "mente du et af",
	"did you mean", "mente du",
	"must be one of", "skal være en af",
	"but got", "ikke",
	"expected one of", "vælg en af",
	"expected a valid", "ventede en gyldig",
	"expected", "ventede",
	" and ", " og ",
	"can't be used together", "kan ikke bruges sammen",
)

// beforeCommand is what the parser says of a flag that stands before the command that it is of.
var beforeCommand = regexp.MustCompile(`flag (--[a-z-]+) applies to the default command "[a-z-]+", not "([a-z-]+)"`)

// inWords is a fault of the command line in lang.
func inWords(lang messages.Lang, err error) error {
	text := strings.ReplaceAll(err.Error(), without, "")
	if m := beforeCommand.FindStringSubmatch(text); m != nil {
		return messages.Errorf("cli_flag_before", m[1], m[2])
	}
	if lang == messages.Danish {
		text = danish.Replace(text)
	}
	return messages.Errorf("cli_usage", text)
}

// without marks a word of a query that begins with a hyphen, so that the parser
// does not take it for a flag.
const without = "\x00"

// queryWords marks the words of stemme search that leave comments out: a hyphen
// and something that is no flag. What follows "--" is words in any case.
func queryWords(args []string) []string {
	at := 0
	for ; at < len(args) && strings.HasPrefix(args[at], "-"); at++ {
		if args[at] == "--lang" {
			at++
		}
	}
	if at >= len(args) || args[at] != "search" {
		return args
	}
	marked := append([]string{}, args...)
	for i := at + 1; i < len(marked) && marked[i] != "--"; i++ {
		if word := marked[i]; len(word) > 1 && word[0] == '-' && word[1] != '-' && word != "-h" {
			marked[i] = without + word
		}
	}
	return marked
}

// helpFor prints help where the parser asks for it.
func helpFor(lang messages.Lang, stdout io.Writer) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		node := ctx.Selected()
		if node == nil {
			node = ctx.Model.Node
		}
		(&terminal{stdout: stdout, lang: lang}).help(node)
		return nil
	}
}
