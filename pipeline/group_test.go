package pipeline_test

import (
	"context"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// TestGroupReadsOpenTablesAlone: a group may read the figures, and nothing from
// which a withheld one could be computed; a group that does not exist stops the
// night before anything is kept.
func TestGroupReadsOpenTablesAlone(t *testing.T) {
	t.Parallel()
	own, err := user.LookupGroupId(strconv.Itoa(os.Getgid()))
	if err != nil {
		t.Skip("the group of this process has no name")
	}
	cfg := withLenses(t.TempDir(), survey(t, 400, 3))
	cfg.Tables.Group = "findes-ikke"
	var fault *messages.Error
	if _, err := pipeline.Run(context.Background(), cfg, silent{}); !errors.As(err, &fault) || fault.Key != "group_unknown" {
		t.Fatalf("an unknown group: %v", err)
	}
	if _, err := os.Stat(filepath.Join(cfg.Data, "editions")); err == nil {
		t.Fatal("a night with an unknown group has kept something")
	}
	cfg.Tables.Group = own.Name
	night(t, cfg)
	for path, want := range map[string]os.FileMode{
		"": 0o750, "editions": 0o750, "current/tables": 0o750, "current/tables/nps.parquet": 0o640, "current/tables/changes.parquet": 0o640,
		"current/tables/responses.parquet": 0o600, "current/tables/mentions.parquet": 0o600, "current/tables/theme_examples.parquet": 0o600,
		"current/index": 0o700, "current/model": 0o700, "ledger": 0o700,
	} {
		info, err := os.Stat(filepath.Join(cfg.Data, path))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has mode %o, want %o", path, got, want)
		}
	}
}
