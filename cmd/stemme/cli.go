package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// grammar is the command line: a field per command, its flags as fields of the
// command. Help tags are keys of the message catalogue.
type grammar struct {
	Lang     string      `default:"da" enum:"da,en," env:"STEMME_LANG" placeholder:"da|en" help:"cli_lang"`
	Run      runCmd      `cmd:"" help:"cli_run"`
	Check    checkCmd    `cmd:"" help:"cli_check"`
	Search   searchCmd   `cmd:"" help:"cli_search"`
	Themes   themesCmd   `cmd:"" help:"cli_themes"`
	Report   reportCmd   `cmd:"" help:"cli_report"`
	Highfive highfiveCmd `cmd:"" help:"cli_highfive"`
	Serve    serveCmd    `cmd:"" help:"cli_serve"`
	Explain  explainCmd  `cmd:"" help:"cli_explain"`
	Packs    packsCmd    `cmd:"" help:"cli_packs"`
	Sample   sampleCmd   `cmd:"" help:"cli_sample"`
	Validate validateCmd `cmd:"" help:"cli_validate"`
	Sources  sourcesCmd  `cmd:"" help:"cli_sources"`
	Worklist worklistCmd `cmd:"" help:"cli_worklist"`
	Codebook codebookCmd `cmd:"" help:"cli_codebook"`
	Editions editionsCmd `cmd:"" help:"cli_editions"`
	Verify   verifyCmd   `cmd:"" help:"cli_verify"`
	Backup   backupCmd   `cmd:"" help:"cli_backup"`
	Restore  restoreCmd  `cmd:"" help:"cli_restore"`
	Export   exportCmd   `cmd:"" help:"cli_export"`
	Forget   forgetCmd   `cmd:"" help:"cli_forget"`
	Init     initCmd     `cmd:"" help:"cli_init"`
	Demo     demoCmd     `cmd:"" help:"cli_demo"`
	MCP      mcpCmd      `cmd:"" name:"mcp" help:"cli_mcp"`
	Help     helpCmd     `cmd:"" help:"cli_help"`
	Complete completeCmd `cmd:"" name:"completion" help:"cli_completion"`
	Version  versionCmd  `cmd:"" help:"cli_version"`
}

// A command is one field of the grammar, filled in from the command line.
type command interface {
	Run(*terminal) error
}

// terminal is where a command works: its end, its output, its language.
type terminal struct {
	ctx            context.Context
	stdout, stderr io.Writer
	lang           messages.Lang
	called         caller
}

// print writes a message of the catalogue and a line end.
func (t *terminal) print(key messages.Key, args ...any) {
	t.line(t.called.pasted(t.lang.Text(key, args...)))
}

// text is a message of the catalogue.
func (t *terminal) text(key messages.Key, args ...any) string { return t.lang.Text(key, args...) }

// langOf finds the program's language before the command line is parsed, since
// help and faults of the command line are in it too: that of --lang, else of
// STEMME_LANG, else of the configuration.
func langOf(args []string) messages.Lang {
	word := cmp.Or(flagOf(args, "--lang"), os.Getenv("STEMME_LANG"))
	if word == "" {
		word = pipeline.LangIn(cmp.Or(flagOf(args, "--config"), defaultConfig))
	}
	lang, _ := messages.ParseLang(word)
	return lang
}

// flagOf is the last value that args give a flag; "" for none.
func flagOf(args []string, name string) (value string) {
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, name+"="); ok {
			value = v
		} else if arg == name && i+1 < len(args) {
			value = args[i+1]
		}
	}
	return value
}

// parse reads the command line. Without an error and without a command it has
// printed the help that was asked for.
func parse(args []string, lang messages.Lang, stdout io.Writer) (command, error) {
	helped := false
	var g grammar
	parser, err := newParser(&g,
		kong.Writers(stdout, io.Discard),
		kong.Exit(func(int) { helped = true }),
		kong.Help(helpFor(lang, stdout)),
	)
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(queryWords(args))
	if helped {
		return nil, nil
	}
	if err != nil {
		return nil, usageError{inWords(lang, err)}
	}
	node := ctx.Selected()
	if node == nil {
		return nil, usageError{messages.Errorf("cli_no_command")}
	}
	selected, ok := node.Target.Addr().Interface().(command)
	if !ok {
		return nil, fmt.Errorf("command %s cannot run", node.Path())
	}
	return selected, nil
}

// newParser reads command lines into g.
func newParser(g *grammar, how ...kong.Option) (*kong.Kong, error) {
	return kong.New(g, append(how, kong.Name("stemme"))...)
}
