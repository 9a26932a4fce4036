package pipeline_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/copies"
	"stemme/pipeline/messages"
)

// TestCopiesFollow: each night ends at the target, open tables alone unless told
// otherwise; what was erased is not in any copy; a target that cannot be reached
// leaves the edition here, and the next night copies it.
func TestCopiesFollow(t *testing.T) {
	t.Parallel()
	data, away := t.TempDir(), filepath.Join(t.TempDir(), "bi")
	all := filepath.Join(t.TempDir(), "alt")
	of := func(files ...string) pipeline.Config {
		cfg := config(data, files...)
		cfg.Publish = []copies.Target{{Folder: away}, {Folder: all, Detail: true}}
		return cfg
	}
	first, _ := night(t, of(answers(t, "1", "2")))
	second, _ := night(t, of(answers(t, "3")))
	for path, want := range map[string]bool{
		away + "/editions/" + first.Edition + "/tables/nps.parquet": true, away + "/editions/" + second.Edition + "/tables/nps.parquet": true,
		away + "/editions/" + second.Edition + "/tables/responses.parquet": false, away + "/editions/" + second.Edition + "/bi/views.sql": false,
		all + "/editions/" + second.Edition + "/tables/responses.parquet": true, all + "/editions/" + second.Edition + "/bi/views.sql": true,
		all + "/editions/" + first.Edition: false,
	} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: there is %v, want %v", path, err == nil, want)
		}
	}
	if len(holding(t, all, "som nummer 2")) == 0 || len(holding(t, away, "som nummer 2")) > 0 {
		t.Error("the texts are not where they belong")
	}
	receipt := forget(t, of(), 1, pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "2"}}})
	if found := holding(t, all, "som nummer 2"); len(found) > 0 {
		t.Errorf("erased, and still in %q", found)
	}
	if _, err := os.Stat(filepath.Join(away, "editions", first.Edition)); err == nil {
		t.Error("figures of before the erasure are still there")
	}
	if _, err := os.Stat(filepath.Join(away, "editions", receipt.Edition)); err != nil {
		t.Error(err)
	}
	os.RemoveAll(away)
	if err := os.WriteFile(away, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := pipeline.Run(context.Background(), of(answers(t, "4")), silent{})
	if told := new(messages.Error); !errors.As(err, &told) || told.Key != "copy_failed" {
		t.Errorf("%v", err)
	}
	os.Remove(away)
	last, _ := night(t, of())
	if _, err := os.Stat(filepath.Join(away, "editions", last.Edition, "files.json")); err != nil || last.Responses != 3 {
		t.Errorf("%v, %d responses", err, last.Responses)
	}
}
