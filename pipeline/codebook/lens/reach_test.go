package lens_test

import (
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// reaches are own lenses, the sentences that they are to read and how many must be read right: 29 and 15 before negation,
// rarity and wishes were read to the end of the clause. The second was written after the first was read right.
var reaches = map[string]struct {
	lens  string
	right int
}{
	"reach-dev":     {"lens: togdrift\nname: Togdrift\nentries:\n  - {id: tid, name: Til tiden, good: [til tiden], bad: [forsinket]}\n", 49},
	"reach-test":    {"lens: hal\nname: Hal\nentries:\n  - {id: stand, name: Stand, good: [ren, venlig], bad: [i stykker]}\n", 28},
	"reach-without": {"lens: ro\nname: Ro\nentries:\n  - {id: ro, name: Ro, good: [rent], bad: [larm]}\n", 19},
}

// TestReach: what a negation of a whole clause, rarity and a wish say of good and bad.
func TestReach(t *testing.T) {
	t.Parallel()
	for file, c := range reaches {
		path := filepath.Join(t.TempDir(), "egen.yaml")
		if err := os.WriteFile(path, []byte(c.lens), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := lens.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		reader, right := lens.Compile([]*lens.Lens{l}, plain).NewReader(), 0
		for _, row := range tsv(t, "../testdata/"+file+".tsv") {
			sum, doc := 0.0, plain.Document(row[1], models.Danish)
			for _, f := range reader.Document(row[1], &doc) {
				sum += f.Polarity
			}
			if row[0] == "+" && sum > 0 || row[0] == "-" && sum < 0 {
				right++
			} else {
				t.Logf("%s: %s %s", file, row[0], row[1])
			}
		}
		if right < c.right {
			t.Errorf("%s: right %d, want %d", file, right, c.right)
		}
	}
}
