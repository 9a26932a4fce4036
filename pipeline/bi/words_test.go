package bi

import (
	"regexp"
	"testing"

	"stemme/models"
)

// TestOneWordForOneThing: the Danish meanings call score and classes what everything
// else calls them.
func TestOneWordForOneThing(t *testing.T) {
	other := regexp.MustCompile(`(?i)ambassadør|kritiker|karakter`)
	if word := other.FindString(glossary); word != "" {
		t.Errorf("the glossary says %q", word)
	}
	for _, c := range ClassRows() {
		if other.MatchString(c.Danish) || c.Class == models.NoClass {
			t.Errorf("%+v", c)
		}
	}
}
