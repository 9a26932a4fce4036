package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
	"stemme/pipeline/report"
)

// model is the grammar as help, manual and completion see it.
func model(t *testing.T) *kong.Node {
	t.Helper()
	parser, err := newParser(new(grammar))
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model.Node
}

// TestExamples: every command that a user can give has an example, and every
// example is a command line that the program takes for that command.
func TestExamples(t *testing.T) {
	seen := map[string]bool{}
	var walk func(*kong.Node)
	walk = func(node *kong.Node) {
		if path := pathOf(node); path != "" && !node.Hidden {
			if seen[path] = true; len(examples[path]) == 0 {
				t.Errorf("%s has no example", path)
			}
		}
		for _, child := range node.Children {
			walk(child)
		}
	}
	walk(model(t))
	for path, all := range examples {
		if !seen[path] {
			t.Errorf("examples of %q, which is no command", path)
		}
		for _, e := range all {
			args := wordsOf(e.line)
			if !strings.HasPrefix(strings.Join(args[1:], " "), path) {
				t.Errorf("%s: %s", path, e.line)
			}
			if _, err := parse(args[1:], messages.Danish, os.Stdout); err != nil {
				t.Errorf("%s: %v", e.line, err)
			}
		}
	}
}

// wordsOf parts a command line as a shell does that knows single quotes.
func wordsOf(line string) (words []string) {
	in, at := false, ""
	for _, r := range line {
		switch {
		case r == '\'':
			in = !in
		case r == ' ' && !in:
			words, at = append(words, at), ""
		default:
			at += string(r)
		}
	}
	return append(words, at)
}

// TestManualIsCurrent holds the manual pages against the program; make man writes
// them.
func TestManualIsCurrent(t *testing.T) {
	for lang, path := range map[messages.Lang]string{messages.Danish: "../../docs/man/da/stemme.1", messages.English: "../../docs/man/stemme.1"} {
		var b bytes.Buffer
		if err := writeManual(&b, lang, model(t)); err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(kept, b.Bytes()) {
			t.Errorf("%s is not what the program says of itself: make man (%v)", path, err)
		}
	}
}

// TestHelpInNoOtherLanguage: no key of the catalogue is shown for want of a text.
func TestHelpInNoOtherLanguage(t *testing.T) {
	var b bytes.Buffer
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		if err := writeManual(&b, lang, model(t)); err != nil {
			t.Fatal(err)
		}
	}
	for _, word := range strings.Fields(b.String()) {
		if strings.HasPrefix(word, "cli_") || strings.HasPrefix(word, "man_") {
			t.Errorf("%s has no text", word)
		}
	}
}

// TestHelpNamesChoices: what a flag or an argument takes, where that is a closed list, its help names,
// or its placeholder, in both languages.
func TestHelpNamesChoices(t *testing.T) {
	lists := map[string][]string{"report section": report.SectionNames, "search facet": facetNames}
	held := 0
	var walk func(*kong.Node)
	walk = func(node *kong.Node) {
		hold := func(v *kong.Value, shown string) {
			key := pathOf(node) + " " + v.Name
			values := append(slices.Clone(lists[key]), enumOf(v)...)
			delete(lists, key)
			for _, value := range values {
				for _, lang := range []messages.Lang{messages.Danish, messages.English} {
					if text := shown + " " + lang.Text(messages.Key(v.Help)); !slices.Contains(strings.FieldsFunc(text, parted), value) {
						t.Errorf("the help of %s does not name %s: %s", key, value, text)
					}
					held++
				}
			}
		}
		for _, f := range node.Flags {
			hold(f.Value, placeholder(f))
		}
		for _, p := range node.Positional {
			hold(p, "")
		}
		for _, child := range node.Children {
			walk(child)
		}
	}
	walk(model(t))
	if len(lists) > 0 || held < 60 {
		t.Errorf("%d choices held; not taken by any flag: %v", held, lists)
	}
}

func parted(r rune) bool { return r != '_' && r != '-' && !unicode.IsLetter(r) }

// TestCompletionInBash asks a bash what it would offer.
func TestCompletionInBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	var script bytes.Buffer
	if err := bashCompletion(&script, completions(model(t), messages.Danish)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "stemme.bash")
	if err := os.WriteFile(file, script.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string][]string{
		"stemme rep":                    {"report"},
		"stemme themes me":              {"merge"},
		"stemme search --for":           {"--format"},
		"stemme search --sort d":        {"date"},
		"stemme completion f":           {"fish"},
		"stemme themes merge --edition": nil,
	} {
		words := strings.Split(line, " ")
		ask := "source " + file + "; COMP_WORDS=(" + strings.Join(words, " ") + "); COMP_CWORD=" +
			map[int]string{2: "1", 3: "2", 4: "3"}[len(words)] + "; _stemme; printf '%s\\n' \"${COMPREPLY[@]}\""
		cmd := exec.Command(bash, "--norc", "-c", ask)
		cmd.Dir = t.TempDir() // no file to offer
		out, err := cmd.CombinedOutput()
		if got := strings.Fields(string(out)); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: offers %q, want %q (%v)", line, got, want, err)
		}
	}
}

// TestCompletionParses has the shells that are there read their scripts.
func TestCompletionParses(t *testing.T) {
	all := completions(model(t), messages.Danish)
	for shell, write := range map[string]func(*bytes.Buffer) error{
		"bash": func(b *bytes.Buffer) error { return bashCompletion(b, all) },
		"zsh":  func(b *bytes.Buffer) error { return zshCompletion(b, all) },
		"fish": func(b *bytes.Buffer) error { return fishCompletion(b, all) },
	} {
		var script bytes.Buffer
		if err := write(&script); err != nil {
			t.Fatal(err)
		}
		path, err := exec.LookPath(shell)
		if err != nil {
			t.Logf("no %s: its script is not read", shell)
			continue
		}
		file := filepath.Join(t.TempDir(), "script")
		if err := os.WriteFile(file, script.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(path, "-n", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", shell, err, out)
		}
	}
}
