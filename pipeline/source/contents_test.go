package source

import "testing"

// TestContentsOfTwoReadings: a file that two sources read is known by its hash only where it
// was the same both times.
func TestContentsOfTwoReadings(t *testing.T) {
	var all Batch
	all.Add(Batch{Contents: Contents{"a.csv": "1", "b.csv": "2", "c.csv": ""}})
	all.Add(Batch{Contents: Contents{"a.csv": "1", "b.csv": "3", "c.csv": "4"}})
	if got := all.Contents; got["a.csv"] != "1" || got["b.csv"] != "" || got["c.csv"] != "" {
		t.Errorf("contents: %v", got)
	}
}
