package messages_test

import (
	"testing"

	"stemme/pipeline/messages"
)

// TestArgument: a command that a message prints can be pasted as it is.
func TestArgument(t *testing.T) {
	for word, want := range map[string]string{"svar": "svar", "Borgerservice svar": "'Borgerservice svar'", "Bo's": `'Bo'\''s'`, "køb-2026": "køb-2026", "": "''"} {
		if got := messages.Argument(word).Text(messages.Danish); got != want {
			t.Errorf("%q is written %s, want %s", word, got, want)
		}
	}
	if got := messages.Danish.Text("source_diff_renamed_to", "x", "y", "z", messages.Argument("a b")); got[len(got)-5:] != "'a b'" {
		t.Errorf("%s", got)
	}
}
