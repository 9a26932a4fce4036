package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// printHelp writes the help of the program or of the command that ctx stands
// at: usage, what it does, examples, arguments, flags.
func printHelp(w io.Writer, lang messages.Lang, ctx *kong.Context) {
	node := ctx.Selected()
	if node == nil {
		node = ctx.Model.Node
	}
	usage := "stemme " + lang.Text("cli_command_word")
	if node.Type != kong.ApplicationNode {
		usage = "stemme " + strings.TrimPrefix(node.FullPath(), "stemme ")
		for _, p := range node.Positional {
			usage += " " + p.Summary()
		}
	}
	fmt.Fprintf(w, "%s %s\n\n", lang.Text("cli_usage_word"), usage)
	about := messages.Key("cli_about")
	if node.Type != kong.ApplicationNode {
		about = messages.Key(node.Help)
	}
	fmt.Fprintln(w, lang.Text(about))
	if more := lang.Text(about + "_more"); more != string(about+"_more") {
		fmt.Fprintln(w, "\n"+more)
	}
	tw := tabwriter.NewWriter(w, 0, 4, 3, ' ', 0)
	section(tw, lang, "cli_commands", commandRows(node, lang))
	section(tw, lang, "cli_arguments", argumentRows(node, lang))
	section(tw, lang, "cli_flags", flagRows(node, lang))
	tw.Flush()
	if node.Type == kong.ApplicationNode {
		fmt.Fprintln(w, "\n"+lang.Text("cli_codes"))
	}
}

func section(w io.Writer, lang messages.Lang, title messages.Key, rows []string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", lang.Text(title))
	for _, row := range rows {
		fmt.Fprintln(w, "  "+row)
	}
}

func commandRows(node *kong.Node, lang messages.Lang) (rows []string) {
	for _, child := range node.Children {
		if !child.Hidden {
			rows = append(rows, child.Name+"\t"+lang.Text(messages.Key(child.Help)))
		}
	}
	return rows
}

func argumentRows(node *kong.Node, lang messages.Lang) (rows []string) {
	for _, p := range node.Positional {
		rows = append(rows, p.Summary()+"\t"+lang.Text(messages.Key(p.Help)))
	}
	return rows
}

func flagRows(node *kong.Node, lang messages.Lang) (rows []string) {
	for _, group := range node.AllFlags(true) {
		for _, f := range group {
			if f.Name == "help" {
				continue
			}
			name := "--" + f.Name
			if !f.IsBool() {
				name += " " + strings.ToUpper(f.FormatPlaceHolder())
			}
			rows = append(rows, name+"\t"+lang.Text(messages.Key(f.Help)))
		}
	}
	return rows
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

// inWords is a fault of the command line in lang.
func inWords(lang messages.Lang, err error) error {
	text := err.Error()
	if lang == messages.Danish {
		text = danish.Replace(text)
	}
	return messages.Errorf("cli_usage", text)
}
