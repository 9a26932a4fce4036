package arrivals

import (
	"fmt"
	"testing"

	"stemme/pipeline/source"
)

// TestKnownNotes: of a source without ids the rows that are taken as answers that were there are
// told, with how many of them have no words; of one with ids they are not.
func TestKnownNotes(t *testing.T) {
	for _, c := range []struct {
		header string
		want   []any
	}{{"Sted", []any{"svar", 20, 10}}, {"Svar-ID", nil}} {
		n := newNights(t)
		file := func(name string, rows int) string {
			return n.write(name, c.header+";Dato;NPS;Kommentar", rows, func(i int) string {
				return fmt.Sprintf("S%d;%02d-03-2026;%d;%s", i, 1+i%28, i%11, []string{"", comment(i)}[i%2])
			})
		}
		if notes, asked, text := n.read(Rules{}, source.Config{}, file("svar.csv", 20)); asked != nil || known(notes) != nil {
			t.Fatalf("the first night: %v %s", known(notes), text)
		}
		notes, asked, text := n.read(Rules{}, source.Config{}, file("svar (2).csv", 24))
		if got := known(notes); asked != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: told %v, want %v: %s", c.header, got, c.want, text)
		}
	}
}

// known are what is told of rows that are known already.
func known(notes []source.Note) []any {
	for _, n := range notes {
		if n.Key == "reading_known" {
			return n.Args
		}
	}
	return nil
}
