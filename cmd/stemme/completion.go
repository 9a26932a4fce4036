package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// completeCmd writes what a shell needs to complete command lines.
type completeCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"cli_completion_shell"`
}

// Run writes it to standard output.
func (c *completeCmd) Run(t *terminal) error {
	parser, err := newParser(new(grammar))
	if err != nil {
		return err
	}
	all := completions(parser.Model.Node, t.lang)
	switch c.Shell {
	case "zsh":
		return zshCompletion(t.stdout, all)
	case "fish":
		return fishCompletion(t.stdout, all)
	}
	return bashCompletion(t.stdout, all)
}

// A completion is what may follow one command.
type completion struct {
	path  string // "" for the program, "themes merge"
	words []word // commands, flags and the values of arguments
	flags []flagValues
	dirs  bool // arguments are files
}

type word struct{ text, help string }

// flagValues are the words that may follow a flag; none are files.
type flagValues struct {
	flag   string
	values []string
}

// completions are those of node and all under it.
func completions(node *kong.Node, lang messages.Lang) []completion {
	c := completion{path: pathOf(node)}
	for _, child := range node.Children {
		if !child.Hidden {
			c.words = append(c.words, word{child.Name, lang.Text(messages.Key(child.Help))})
		}
	}
	for _, p := range node.Positional {
		if p.Enum == "" {
			c.dirs = true
		}
		for _, value := range enumOf(p) {
			c.words = append(c.words, word{value, lang.Text(messages.Key(p.Help))})
		}
	}
	for _, f := range flagsOf(node) {
		c.words = append(c.words, word{"--" + f.Name, lang.Text(messages.Key(f.Help))})
		if !f.IsBool() {
			c.flags = append(c.flags, flagValues{"--" + f.Name, enumOf(f.Value)})
		}
	}
	all := []completion{c}
	for _, child := range node.Children {
		if !child.Hidden {
			all = append(all, completions(child, lang)...)
		}
	}
	return all
}

func pathOf(node *kong.Node) string {
	if node.Type == kong.ApplicationNode {
		return ""
	}
	return strings.TrimPrefix(node.FullPath(), "stemme ")
}

// enumOf is the values that v may have; none where any will do.
func enumOf(v *kong.Value) (values []string) {
	for value := range strings.SplitSeq(v.Enum, ",") {
		if value != "" {
			values = append(values, value)
		}
	}
	return values
}

// shellQuoted is s as one word of a shell.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// bashCompletion finds the command that the line is at, word by word, and offers
// what may follow it. It needs no package of completions.
func bashCompletion(w io.Writer, all []completion) error {
	var b strings.Builder
	b.WriteString("# bash: source <(stemme completion bash)\n_stemme() {\n" +
		"  local cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\" path='' i\n" +
		"  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"$path/${COMP_WORDS[i]}\" in\n")
	for _, c := range all[1:] {
		at := strings.LastIndex(c.path, " ")
		before, last := "", c.path
		if at >= 0 {
			before, last = c.path[:at], c.path[at+1:]
		}
		fmt.Fprintf(&b, "      %s) path=%s ;;\n", shellQuoted(before+"/"+last), shellQuoted(c.path))
	}
	b.WriteString("    esac\n  done\n  case \"$path $prev\" in\n")
	for _, c := range all {
		for _, f := range c.flags {
			values := `COMPREPLY=($(compgen -f -- "$cur"))`
			if len(f.values) > 0 {
				values = fmt.Sprintf(`COMPREPLY=($(compgen -W %s -- "$cur"))`, shellQuoted(strings.Join(f.values, " ")))
			}
			fmt.Fprintf(&b, "    %s) %s; return ;;\n", shellQuoted(c.path+" "+f.flag), values)
		}
	}
	b.WriteString("  esac\n  case \"$path\" in\n")
	for _, c := range all {
		texts := make([]string, len(c.words))
		for i, w := range c.words {
			texts[i] = w.text
		}
		files := ""
		if c.dirs {
			files = ` $(compgen -f -- "$cur")`
		}
		fmt.Fprintf(&b, "    %s) COMPREPLY=($(compgen -W %s -- \"$cur\")%s) ;;\n", shellQuoted(c.path), shellQuoted(strings.Join(texts, " ")), files)
	}
	b.WriteString("  esac\n}\ncomplete -o filenames -F _stemme stemme\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// zshCompletion is the same for zsh, with what each word means.
func zshCompletion(w io.Writer, all []completion) error {
	var b strings.Builder
	b.WriteString("#compdef stemme\n# zsh: source <(stemme completion zsh)\n_stemme() {\n" +
		"  local path_='' i prev=\"${words[CURRENT-1]}\"\n  local -a offered\n" +
		"  for ((i = 2; i < CURRENT; i++)); do\n    case \"$path_/${words[i]}\" in\n")
	for _, c := range all[1:] {
		at := strings.LastIndex(c.path, " ")
		fmt.Fprintf(&b, "      %s) path_=%s ;;\n", shellQuoted(c.path[:max(at, 0)]+"/"+c.path[at+1:]), shellQuoted(c.path))
	}
	b.WriteString("    esac\n  done\n  case \"$path_ $prev\" in\n")
	for _, c := range all {
		for _, f := range c.flags {
			values := "_files"
			if len(f.values) > 0 {
				values = "compadd -- " + strings.Join(f.values, " ")
			}
			fmt.Fprintf(&b, "    %s) %s; return ;;\n", shellQuoted(c.path+" "+f.flag), values)
		}
	}
	b.WriteString("  esac\n  case \"$path_\" in\n")
	for _, c := range all {
		fmt.Fprintf(&b, "    %s) offered=(\n", shellQuoted(c.path))
		for _, w := range c.words {
			fmt.Fprintf(&b, "      %s\n", shellQuoted(w.text+":"+strings.ReplaceAll(w.help, ":", `\:`)))
		}
		b.WriteString("    )\n    _describe stemme offered\n")
		if c.dirs {
			b.WriteString("    _files\n")
		}
		b.WriteString("    ;;\n")
	}
	b.WriteString("  esac\n}\ncompdef _stemme stemme\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// fishCompletion is the same for fish, a line a word.
func fishCompletion(w io.Writer, all []completion) error {
	var b strings.Builder
	b.WriteString("# fish: stemme completion fish | source\n" +
		"function __stemme_at\n  set -l words (commandline -opc)[2..-1]\n  set -l here\n" +
		"  for word in $words\n    string match -q -- '-*' $word; or set -a here $word\n  end\n" +
		"  set -l want (string split -n ' ' -- $argv[1])\n" +
		"  set -l n (count $want)\n  set -l next (math $n + 1)\n  test (count $here) -ge $n; or return 1\n" +
		"  test $n -eq 0; or test \"$here[1..$n]\" = \"$want\"; or return 1\n" +
		"  contains -- \"$here[$next]\" $argv[2..-1]; and return 1\n  return 0\nend\ncomplete -c stemme -f\n")
	for _, c := range all {
		var under []string
		for _, w := range c.words {
			if !strings.HasPrefix(w.text, "--") {
				under = append(under, w.text)
			}
		}
		at := shellQuoted("__stemme_at " + shellQuoted(c.path) + " " + strings.Join(under, " "))
		values := map[string][]string{}
		takes := map[string]bool{}
		for _, f := range c.flags {
			values[f.flag], takes[f.flag] = f.values, true
		}
		for _, w := range c.words {
			name, is := strings.CutPrefix(w.text, "--")
			switch {
			case !is:
				fmt.Fprintf(&b, "complete -c stemme -n %s -a %s -d %s\n", at, w.text, shellQuoted(w.help))
			case len(values[w.text]) > 0:
				fmt.Fprintf(&b, "complete -c stemme -n %s -l %s -x -a %s -d %s\n", at, name, shellQuoted(strings.Join(values[w.text], " ")), shellQuoted(w.help))
			case takes[w.text]:
				fmt.Fprintf(&b, "complete -c stemme -n %s -l %s -r -F -d %s\n", at, name, shellQuoted(w.help))
			default:
				fmt.Fprintf(&b, "complete -c stemme -n %s -l %s -d %s\n", at, name, shellQuoted(w.help))
			}
		}
		if c.dirs {
			fmt.Fprintf(&b, "complete -c stemme -n %s -F\n", at)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
