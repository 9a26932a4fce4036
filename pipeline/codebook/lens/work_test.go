package lens_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/codebook/lens"
)

// TestLongPatterns: patterns of many words that may stand apart, in a clause of many
// words that each can be any of them, take time in proportion to both, and still find
// what is said.
func TestLongPatterns(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("lens: lange\nname: Lange\nentries:\n")
	for i := range 20 {
		fmt.Fprintf(&text, "  - {id: e%d, name: E%d, match: [\"%s-e-\"]}\n", i, i, strings.Repeat("-e- ... ", 55+i))
	}
	l, err := lens.Parse([]byte(text.String()), "lange.yaml")
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Repeat("hest veje regne bede ", 15) // 60 words
	done := make(chan map[string]bool, 1)
	go func() { done <- entriesIn(l, said) }()
	select {
	case found := <-done:
		// Of 56 to 75 words, those that 60 words of the clause can be are said.
		if len(found) != 5 {
			t.Errorf("found %v", found)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("20 patterns and one clause of 60 words take more than 20 s")
	}
}
