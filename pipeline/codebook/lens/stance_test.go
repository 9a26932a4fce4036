package lens

import "testing"

// A pattern that is at fault would silently say nothing.
func TestShippedConstructionsParse(t *testing.T) {
	t.Parallel()
	f, s := shippedFeelings(), shippedStances()
	for _, list := range [][]string{f.Good, f.Bad, f.Lacks, f.Wishes, f.Unable} {
		for _, text := range list {
			if _, fault := parsePattern(text, f.Sets); fault != nil {
				t.Errorf("feelings.yaml: %s: %s", text, fault.key)
			}
		}
	}
	for _, list := range [][]string{s.Blames, s.BlamesClause, s.Wishes, s.Praises, s.Refuses, s.States, s.Neither} {
		for _, text := range list {
			if _, fault := parsePattern(text, s.Sets); fault != nil {
				t.Errorf("stances.yaml: %s: %s", text, fault.key)
			}
		}
	}
}
