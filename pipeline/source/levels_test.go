package source_test

import (
	"fmt"
	"testing"

	"stemme/pipeline/source"
)

// TestLevelsOfUnit: the levels of a unit are those that are declared, in their order; else what is
// called after a house stands below the region, where few values come back, and one column does.
func TestLevelsOfUnit(t *testing.T) {
	t.Parallel()
	file := func(low string, houses int) string {
		return rows("Svar-ID;NPS;Kommentar;Område;"+low, 40, func(i int) string {
			return fmt.Sprintf("S%d;%d;det gik fint her %d;%s;Hus %c", i, i%11, i, []string{"Nord", "Syd"}[i%2], 'A'+i%houses)
		})
	}
	for _, c := range []struct {
		low    string
		houses int
		cfg    source.Config
		want   string // unit of the first row
	}{
		{"Klinik", 4, source.Config{}, "Nord/Hus A"},
		{"Hal", 4, source.Config{}, "Nord/Hus A"},
		{"Klinik", 30, source.Config{}, "Nord"},
		{"Kanalnavn", 4, source.Config{}, "Nord"},
		{"Klinik", 4, source.Config{Columns: map[string]string{"unit": "Klinik", "unit:2": "Område"}}, "Hus A/Nord"},
		{"Kanalnavn", 4, source.Config{Columns: map[string]string{"unit": "Område", "unit:2": "Kanalnavn"}}, "Nord/Hus A"},
		{"Klinik", 4, source.Config{Columns: map[string]string{"unit": "Klinik"}}, "Hus A"},
	} {
		batch := read(t, "f.csv", file(c.low, c.houses), c.cfg)
		if got := batch.Responses[0].Unit; got != c.want {
			t.Errorf("%s of %d, %v: the unit is %q, want %q", c.low, c.houses, c.cfg.Columns, got, c.want)
		}
	}
}
