package lens_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// parking is a lens that has one word of its own and learns the others.
const parking = `lens: parkering
name: Parkering
entries:
  - id: plads
    name: Plads
    match: [parkeringsplads]
  - id: bøde
    name: Bøde
    match: [parkeringsbøde]
`

const parkingLessons = `#! what drivers write
# plads
- kørte rundt om blokken i tyve minutter
- måtte holde tre gader væk
- ingen ledig bås nogen steder, kørte rundt igen
+ der var en ledig bås lige uden for døren
+ kunne holde lige ved indgangen
# bøde
- gul seddel i forruden
- en gul lap til 795 {plads-}
# -
0 min bil er blå
0 vi købte en sofa
`

// readParking writes the lens, with lessons if any, and reads it.
func readParking(t *testing.T, lensText, lessons string) (*lens.Lens, error) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("parkering.yaml", strings.ReplaceAll(lensText, "bøde\n    name", "boede\n    name"))
	if lessons != "" {
		write("parkering.lessons.txt", strings.ReplaceAll(lessons, "# bøde", "# boede"))
	}
	return lens.ReadFile(filepath.Join(dir, "parkering.yaml"))
}

// entriesIn lists the entries that the lens finds in text, with their signs.
func entriesIn(l *lens.Lens, text string) map[string]bool {
	m := lens.Compile([]*lens.Lens{l}, plain)
	themes := m.Themes()
	doc := plain.Document(text, models.Danish)
	out := map[string]bool{}
	for _, f := range m.NewReader().Document(text, &doc) {
		out[themes[f.Entry].ID] = f.Polarity > 0
	}
	return out
}

// TestLessons has entries found by words that stand in lessons alone, told apart
// and told good from bad, and none where an entry is exact or there are none.
func TestLessons(t *testing.T) {
	t.Parallel()
	l, err := readParking(t, parking, parkingLessons)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]map[string]bool{
		"jeg kørte rundt om blokken to gange":    {"parkering/plads": false},
		"dejligt med en ledig bås ved indgangen": {"parkering/plads": true},
		"så sad der en gul seddel":               {"parkering/boede": false},
		"vi købte en blå bil":                    {},
	} {
		got := entriesIn(l, text)
		if len(got) != len(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		for id, good := range want {
			if found, is := got[id]; !is || found != good {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
	exact, err := readParking(t, strings.Replace(parking, "    name: Plads\n", "    name: Plads\n    exact: true\n", 1), parkingLessons)
	if err != nil {
		t.Fatal(err)
	}
	if got := entriesIn(exact, "jeg kørte rundt om blokken to gange"); len(got) != 0 {
		t.Errorf("an exact entry learned: %v", got)
	}
	none, err := readParking(t, parking, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := entriesIn(none, "jeg kørte rundt om blokken to gange"); len(got) != 0 {
		t.Errorf("a lens without lessons learned: %v", got)
	}
}

// TestLessonFaults names the line of every fault in a file of lessons.
func TestLessonFaults(t *testing.T) {
	t.Parallel()
	_, err := readParking(t, parking, "- uden post\n# ukendt\n# plads\nuden tegn\n- kendt {ukendt-}\n- god {boede}\n-\n+ rigtig {boede0}\n")
	if err == nil {
		t.Fatal("no fault")
	}
	for _, line := range []string{"line 1:", "line 2:", "line 4:", "line 5:", "line 6:", "line 7:"} {
		if !strings.Contains(err.Error(), line) {
			t.Errorf("%v says nothing of %s", err, line)
		}
	}
	if strings.Contains(err.Error(), "kendt") {
		t.Errorf("%v tells what the lesson says", err)
	}
	if strings.Contains(err.Error(), "line 8") || strings.Contains(err.Error(), "line 3") {
		t.Errorf("%v: finds fault where there is none", err)
	}
}
