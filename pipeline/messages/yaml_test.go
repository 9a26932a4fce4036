package messages_test

import (
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
		"liste: 7\n":           "plan.yaml, linje 1, tegn 8: her skal stå en liste",
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
