package pipeline_test

import (
	"context"
	"testing"

	"stemme/models"
	"stemme/pipeline"
)

// TestFastTellsLanguagesAsNightsDo: between two nights a comment is of the language
// that its source states, where its words could be of either.
func TestFastTellsLanguagesAsNightsDo(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	const header = "id;dato;score;sprog;kommentar"
	night(t, config(data, answersFile(t, dir, "første.csv", header, 4, 1, func(i, id int) string {
		return string(rune('0'+id)) + ";01-02-2026;9;da;god hjælp i butikken"
	})))
	cfg := config(data, answersFile(t, dir, "anden.csv", header, 1, 5, func(i, id int) string {
		return "5;02-02-2026;1;en;app problem"
	}))
	if _, err := pipeline.Fast(context.Background(), cfg, silent{}); err != nil {
		t.Fatal(err)
	}
	list, err := pipeline.Worklist(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != 1 || list.Items[0].Language != models.English {
		t.Errorf("%d items; want one in English: %+v", len(list.Items), list.Items)
	}
}
