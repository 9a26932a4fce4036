package messages_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"stemme/pipeline/messages"
)

// TestYAMLFault: what is wrong with a file is told in the reader's language, with
// the line and the place marked.
func TestYAMLFault(t *testing.T) {
	for text, want := range map[string]string{
		"navn: a\nnvan: b\n":   `plan.yaml, linje 2, tegn 1: feltet "nvan" kendes ikke her`,
		"navn: a\nnavn: b\n":   "plan.yaml, linje 2, tegn 1: feltet \"navn\" står to gange",
		"antal: mange\n":       "plan.yaml, linje 1, tegn 8: her skal stå et tal",
		"liste: 7\n":           "plan.yaml, linje 1, tegn 8: her skal stå en liste ([a, b])",
		"navn: a\nliste: [a\n": "plan.yaml, linje 2, tegn 8: det er ikke gyldig YAML",
	} {
		var to struct {
			Navn  string   `yaml:"navn"`
			Antal int      `yaml:"antal"`
			Liste []string `yaml:"liste"`
		}
		err := messages.YAMLFault(yaml.UnmarshalWithOptions([]byte(text), &to, yaml.Strict()), "plan.yaml")
		got := messages.Danish.Error(err)
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "\n") || !strings.HasSuffix(got, "^") {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// TestAliasesAreRefused: a place that points to another is a fault with its line, at once,
// however much it would come to; marks in texts are none.
func TestAliasesAreRefused(t *testing.T) {
	text := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		text += fmt.Sprintf("%c: &%c [*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c,*%[3]c]\n", c, c, c-1)
	}
	var any map[string]any
	if err := messages.StrictYAML([]byte(text), "l.yaml", &any); err == nil || !strings.Contains(err.Error(), "l.yaml, line 2: *a ") {
		t.Errorf("aliases: %v", err)
	}
	if err := messages.StrictYAML([]byte("a: 'H&M *'\nb: [x, \"*&\"]\n# *a &a\n"), "l.yaml", &any); err != nil {
		t.Errorf("marks in texts: %v", err)
	}
}
