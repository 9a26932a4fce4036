package lens_test

import (
	"os"
	"strings"
	"testing"
)

// factsJudged is how many of the 330 facts and questions may have a mention that praises or blames: before
// such comments were told by their form 139 had.
const factsJudged = 78

// TestFacts: who says in few words when, where, how much or what he did judges nothing. The sentences were
// written before the rule, of many trades.
func TestFacts(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../testdata/facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	judged, n := 0, 0
	for said := range strings.Lines(string(text)) {
		n++
		for id, polarity := range reading(strings.TrimSuffix(said, "\n")) {
			if heard(polarity) != "0" && !strings.HasPrefix(id, "formaal/") {
				judged++
				break
			}
		}
	}
	t.Logf("%d of %d judged", judged, n)
	if judged > factsJudged {
		t.Errorf("%d of %d facts are judged, at most %d may be", judged, n, factsJudged)
	}
}
