package pipeline_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/source"
)

// TestLapsesAreToldEveryNight: an edit that does not apply is told in the night it stops
// applying, in nights with nothing new, in runs of edits alone, in the history of the runs
// and by verify; the history names no response.
func TestLapsesAreToldEveryNight(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 200, 5))
	night(t, cfg)
	path := filepath.Join(data, codebook.Name)
	if err := codebook.Append(path, codebook.Edit{Pin: "t0999"}, codebook.Edit{Move: "survey/findesikke", To: "t0001"}); err != nil {
		t.Fatal(err)
	}
	of := func(notes []source.Note) (keys []string) {
		for _, n := range pipeline.Urgent(notes, nil) {
			keys = append(keys, string(n.Key))
		}
		slices.Sort(keys)
		return keys
	}
	want := []string{"lapse_response", "lapse_theme"}
	alone := cfg
	alone.Themes.EditsOnly = true
	for what, c := range map[string]pipeline.Config{"a night": cfg, "edits alone": alone} {
		for range 3 {
			if s, _ := night(t, c); !slices.Equal(of(s.Notes), want) {
				t.Errorf("%s, unchanged %v: told %v", what, s.Unchanged, of(s.Notes))
			}
		}
	}
	runs, err := pipeline.History(data)
	last := runs[len(runs)-1]
	if err != nil || len(last.Lapsed) != 2 || last.Damaged != 0 || slices.ContainsFunc(last.Lapsed, func(l pipeline.Lapsed) bool { return strings.Contains(l.ID, "/") }) {
		t.Errorf("the history says %+v, %v", last, err)
	}
	v, err := pipeline.Verify(context.Background(), cfg, false, silent{})
	if err != nil || !v.Whole || !slices.Equal(of(v.Lines), want) {
		t.Fatalf("verify says %v, %v", of(v.Lines), err)
	}
	if at := pipeline.Urgent(v.Lines, nil)[0].Args[0].(string); !strings.HasPrefix(at, "edits.yaml:") {
		t.Errorf("no place: %q", at)
	}
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	if err := codebook.Append(path, codebook.Edit{Pin: "t0001"}); err != nil {
		t.Fatal(err)
	}
	if notes, err := pipeline.Lapses(cfg, ed); err != nil || len(notes) > 0 {
		t.Errorf("of another codebook: %v, %v", notes, err)
	}
}
