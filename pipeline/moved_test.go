package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// hasFault says whether an error is, or holds, that of a key.
func hasFault(err error, key messages.Key) bool {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			if hasFault(e, key) {
				return true
			}
		}
		return false
	}
	var fault *messages.Error
	return errors.As(err, &fault) && fault.Key == key
}

// TestMovedColumn: a column that holds what a column held that is gone is asked about, and no yes parts the two
// unless it says so; of other values it is one column less and one more, as before.
func TestMovedColumn(t *testing.T) {
	t.Parallel()
	places := []string{"Klinik Vest", "Klinik Øst", "Dagkirurgi"}
	file := func(t *testing.T, dir, name, header string, first int, values []string) string {
		return answersFile(t, dir, name, "Svar-ID;Score (0-10);Kommentar;Vareslag;"+header, 24, first, func(i, id int) string {
			return fmt.Sprintf("%d;%d;%s;%s;%s", id, 3+i%8, saidBy(i), []string{"sko", "tøj"}[i%2], values[i%len(values)])
		})
	}
	for _, c := range []struct {
		name    string
		values  []string
		columns map[string]string // of the answer
		want    messages.Key      // of what the answer is refused for
		segment string            // that the later file's values have
	}{
		{"without a choice", places, nil, "reading_moved_unsaid", ""},
		{"the same", places, map[string]string{"behandlingssted": "Tilknytning"}, "", "behandlingssted"},
		{"another", places, map[string]string{"tilknytning": "Tilknytning"}, "", "tilknytning"},
		{"a field that never was", places, map[string]string{"hvor": "Tilknytning"}, "reading_no_field", ""},
		{"a column that is not there", places, map[string]string{"behandlingssted": "Hvor"}, "reading_no_column", ""},
		{"other values", []string{"Aarhus", "Vejle", "Thy"}, nil, "", "tilknytning"},
		{"a third of other values", []string{"Klinik Vest", "Klinik Øst", "Thy"}, nil, "", "tilknytning"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			cfg := config(t.TempDir())
			fast := func(file string) error {
				cfg.Sources = []pipeline.Source{{Name: "patient", Files: []string{file}}}
				_, err := pipeline.Fast(context.Background(), cfg, silent{})
				return err
			}
			if err := fast(file(t, dir, "a.csv", "Behandlingssted", 1, places)); err != nil {
				t.Fatal(err)
			}
			later := file(t, dir, "b.csv", "Tilknytning", 101, c.values)
			asks := c.values[2] == places[2]
			if err := fast(later); !hasFault(err, "reading_refused") || hasFault(err, "reading_moved") != asks {
				t.Fatalf("the night says %v", err)
			}
			err := pipeline.AcceptReading(cfg, "patient", "", c.columns)
			if c.want != "" {
				if !hasFault(err, c.want) || !hasFault(fast(later), "reading_refused") {
					t.Errorf("the answer: %v; want %s, and the file waits", err, c.want)
				}
				return
			}
			if err != nil || fast(later) != nil {
				t.Fatal(err)
			}
			for _, r := range keptOf(t, cfg) {
				if len(r.ID) == 3 && r.Segment(c.segment) == "" {
					t.Fatalf("%s has %v", r.ID, r.Segments)
				}
			}
		})
	}
}
