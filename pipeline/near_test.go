package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestTwins: files whose names are written otherwise, or are copies', go to the source that is
// there; one that is another version or part of it is asked about, and taken in as the answer
// says.
func TestTwins(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config("")
	cfg.Data = t.TempDir()
	first := 0
	for _, c := range []struct{ file, source, note string }{
		{"kommune.csv", "kommune", ""},
		{"KOMMUNE.csv", "kommune", "source_name_twin"},
		{"Kopi af Kommune.csv", "kommune", "source_name_twin"},
		{"kommune (1).csv", "kommune", ""},
		{"kommune-08b.csv", "kommune", "source_nearly"},
		{"kommune-ny.csv", "kommune-ny", "source_nearly"},
		{"kommune_ny.csv", "kommune-ny", "source_name_twin"},
		{"kommunen.csv", "kommunen", ""},
	} {
		first += 1000
		path := answersFile(t, dir, c.file, "id;dato;NPS;kommentar", 30, first, func(i, id int) string {
			return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(id))
		})
		cfg.Sources = []pipeline.Source{{Files: []string{path}}}
		if c.note == "source_nearly" {
			var fault *messages.Error
			if _, err := pipeline.Fast(context.Background(), cfg, silent{}); !errors.As(err, &fault) || string(fault.Key) != c.note {
				t.Errorf("%s is not asked about: %v", c.file, err)
			}
			c.note = ""
			if cfg.AsNew = c.source != "kommune"; !cfg.AsNew { // the two answers
				cfg.Sources[0].Name = c.source
			}
		}
		s, err := pipeline.Fast(context.Background(), cfg, silent{})
		cfg.AsNew = false
		if err != nil {
			t.Fatal(c.file, err)
		}
		var keys []string
		for _, n := range append(slices.Clone(s.Notes), s.Files[0].Notes...) {
			keys = append(keys, string(n.Key))
		}
		if s.Files[0].Source != c.source || c.note == "" && len(keys) > 0 || c.note != "" && !slices.Contains(keys, c.note) {
			t.Errorf("%s: source %s, notes %v", c.file, s.Files[0].Source, keys)
		}
	}
}

// TestTwinsTogether: whatever the order in which they are named, files of one night are of one source.
func TestTwinsTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string, first int) string {
		return answersFile(t, dir, name, "id;dato;NPS;kommentar", 30, first, func(i, id int) string {
			return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(id))
		})
	}
	files := []string{file("Kunde-svar.csv", 1000), file("kundesvar 2026.csv", 2000)}
	for range 2 {
		cfg := config("")
		cfg.Data = t.TempDir()
		cfg.Sources = []pipeline.Source{{Files: files}}
		batch, err := pipeline.Read(context.Background(), cfg)
		if err != nil || len(batch.Readings) != 1 || batch.Readings[0].Source != "Kunde-svar" {
			t.Errorf("%v: %d sources, %v", files, len(batch.Readings), err)
		}
		slices.Reverse(files)
	}
}

// TestNamedBefore: a source that an earlier version named goes on under its name.
func TestNamedBefore(t *testing.T) {
	t.Parallel()
	path := answersFile(t, t.TempDir(), "s_99.csv", "id;dato;NPS;kommentar", 30, 1, func(i, id int) string {
		return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(id))
	})
	for known, want := range map[string]string{"s": "s", "t": "s_99"} {
		batch, err := source.Read(context.Background(), source.Config{Files: []string{path}, Readings: map[string]source.Reading{known: {Source: known}}})
		if err != nil || batch.Files[0].Source != want {
			t.Errorf("with %s known: %q, %v", known, batch.Files[0].Source, err)
		}
	}
}

// TestTwinsOfOneNight: of two sources of the configuration without names the second is of the first
// where its file's name is but written otherwise, on the first night too.
func TestTwinsOfOneNight(t *testing.T) {
	t.Parallel()
	dir, other := t.TempDir(), t.TempDir()
	row := func(i, id int) string { return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(id)) }
	cfg := config("")
	cfg.Data = t.TempDir()
	cfg.Sources = []pipeline.Source{
		{Files: []string{answersFile(t, dir, "kommune.csv", "id;dato;NPS;kommentar", 30, 1, row)}},
		{Files: []string{answersFile(t, other, "Kommune (2).csv", "id;dato;NPS;kommentar", 30, 1001, row)}},
	}
	s, err := pipeline.Fast(context.Background(), cfg, silent{})
	if err != nil {
		t.Fatal(err)
	}
	if f := s.Files[1]; f.Source != "kommune" || !slices.ContainsFunc(f.Notes, func(n source.Note) bool { return n.Key == "source_name_twin" }) {
		t.Errorf("%s: %v", f.Source, f.Notes)
	}
}
