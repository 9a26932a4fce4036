package pipeline_test

import (
	"strings"
	"testing"

	"stemme/pipeline/edition"
)

// TestSaltDoesNotShow: two folders with other salts and the same responses have
// the same mark and the same bytes in every file but the one that holds customers'
// keys.
func TestSaltDoesNotShow(t *testing.T) {
	t.Parallel()
	file := survey(t, 200, 3)
	var made []edition.Manifest
	for _, salt := range []string{"et salt til en test", "et andet salt til den"} {
		cfg := config(t.TempDir(), file)
		cfg.Salt = salt
		_, m := night(t, cfg)
		made = append(made, m)
	}
	if made[0].Edition != made[1].Edition || made[0].Key == "" {
		t.Errorf("editions %s and %s", made[0].Edition, made[1].Edition)
	}
	if d := strings.Join(differing(made[0], made[1]), " "); d != "tables/responses.parquet" {
		t.Errorf("%s differ", d)
	}
}
