package lens_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

var update = flag.Bool("update", false, "learn clues.tsv again from the gold comments of the development part")

// cluedLenses are the lenses whose entries are learned.
var cluedLenses = []string{"adfaerd", "afgang", "principper", "servicepraeference"}

// TestCluesOfGold: the clues that ship are those learned from the gold comments that
// the lenses were mended by, never from those of the test.
func TestCluesOfGold(t *testing.T) {
	if os.Getenv("STEMME_LONG") == "" && !*update {
		t.Skip("STEMME_LONG=1 learns the clues again")
	}
	var comments []lens.Labelled
	for _, row := range gold(t, development) {
		comments = append(comments, lens.Labelled{Text: row.text, Labels: row.labels})
	}
	learned := lens.WriteClues(lens.Learn(comments, cluedLenses))
	if *update {
		if err := os.WriteFile("clues.tsv", []byte(learned), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shipped, err := os.ReadFile("clues.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if string(shipped) != learned {
		t.Error("clues.tsv is not what the gold comments teach; go test ./pipeline/codebook/lens -run CluesOfGold -update learns it again")
	}
}

// TestLearn: what goes with an entry in labelled comments says it, what goes without
// it speaks against it, and what is written is read back.
func TestLearn(t *testing.T) {
	var comments []lens.Labelled
	for range 15 {
		for text, labels := range map[string]map[string]byte{
			"Stolen gynger":        {"stol": '-'},
			"Stolen gynger stadig": {"stol": '-'},
			"Bordet er blankt":     {},
			"Lampen er blank":      {},
		} {
			comments = append(comments, lens.Labelled{Text: text, Labels: map[string]map[string]byte{"hjem": labels}})
		}
	}
	slices.SortFunc(comments, func(a, b lens.Labelled) int { return strings.Compare(a.Text, b.Text) })
	clues := lens.Learn(comments, []string{"hjem"})
	says := map[string]float64{}
	for _, c := range clues {
		says[c.Name] = c.Weights["hjem/stol"]
	}
	if says["stol"] < 0.5 || says["blank"] > -0.3 {
		t.Errorf("stol says %.2f, blank %.2f", says["stol"], says["blank"])
	}
	if again := lens.WriteClues(lens.ParseClues(lens.WriteClues(clues))); again != lens.WriteClues(clues) {
		t.Error("clues are not read as they were written")
	}
}

// TestClued: an entry that no pattern says is told by clues, says which, and is less
// sure; an entry marked exact is told by patterns alone.
func TestClued(t *testing.T) {
	const story = "Hun satte sig på hug ved siden af mig, hentede et glas saft og blev til jeg smilede igen"
	warm := func(lenses []*lens.Lens) *lens.Found {
		m := lens.Compile(lenses, plain)
		doc := plain.Document(story, models.Danish)
		for _, f := range m.NewReader().Explain().Document(story, &doc) {
			if m.Themes()[f.Entry].ID == "servicepraeference/relationel" {
				return &f
			}
		}
		return nil
	}
	bare := func(exact bool) []*lens.Lens {
		return []*lens.Lens{{ID: "servicepraeference", Name: "Service", Entries: []lens.Entry{
			{ID: "relationel", Name: "Relationel", Match: []string{"zeppelin"}, Exact: exact},
		}}}
	}
	f := warm(bare(false))
	if f == nil || !f.Clued || f.Polarity <= 0 || len(f.Whys) == 0 || f.Whys[0].Clue <= 0 {
		t.Fatalf("%q: %+v", story, f)
	}
	if f := warm(bare(true)); f != nil {
		t.Errorf("exact: %+v", f)
	}
}

// TestWhere: a reason to leave counts only where the comment speaks of leaving,
// though the lens of leaving is not read.
func TestWhere(t *testing.T) {
	reasons := slices.DeleteFunc(slices.Clone(lens.Shipped()), func(l *lens.Lens) bool { return l.ID != "fravalg" })
	m := lens.Compile(reasons, plain)
	for text, want := range map[string]bool{
		"Jeg har skiftet selskab. Prisen var alt for høj": true,
		"Prisen var alt for høj":                          false,
	} {
		doc := plain.Document(text, models.Danish)
		found := slices.ContainsFunc(m.NewReader().Document(text, &doc), func(f lens.Found) bool {
			return m.Themes()[f.Entry].ID == "fravalg/pris"
		})
		if found != want {
			t.Errorf("%q: found %v, want %v", text, found, want)
		}
	}
}
