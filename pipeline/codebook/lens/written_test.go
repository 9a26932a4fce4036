package lens_test

import (
	"slices"
	"testing"

	"stemme/pipeline/codebook/lens"
)

// TestWritten: an entry is the analysts' own where no shipped lens has it, also one in a lens
// that takes the place of a shipped one; of a theme that such an entry tells most of, the
// entry alone is told, where it is found too.
func TestWritten(t *testing.T) {
	shipped := lens.Shipped()[0]
	for theme, want := range map[string]bool{"": false, "t0001": false, shipped.ID + "/" + shipped.Entries[0].ID: false, shipped.ID + "/vores-egen": true, "færgen/forsinket": true} {
		if got := lens.Written(theme); got != want {
			t.Errorf("Written(%q) = %v", theme, got)
		}
	}
	told := lens.ToldBy([]lens.OverlapRow{
		{ThemeID: "t0001", EntryID: "færgen/forsinket", Share: .7}, {ThemeID: "t0001", EntryID: "færgen/kold", Share: .6},
		{ThemeID: "t0002", EntryID: "færgen/forsinket", Share: .4}, {ThemeID: "færgen/kold", EntryID: "båden/kold", Share: .9},
		{ThemeID: "t0003", EntryID: "færgen/kold", Share: .9}, {ThemeID: "t0004", EntryID: shipped.ID + "/" + shipped.Entries[0].ID, Share: .9},
	})
	if len(told) != 2 || told["t0001"] != "færgen/forsinket" || told["t0003"] != "færgen/kold" {
		t.Errorf("told: %v", told)
	}
	rows := []lens.Finding{{"t0001", "maj"}, {"t0001", "juni"}, {"t0002", "maj"}, {"t0003", "maj"}, {"færgen/forsinket", "maj"}}
	kept := lens.Once(rows, told, func(f *lens.Finding) lens.Finding { return *f })
	if want := rows[1:]; !slices.Equal(kept, want) {
		t.Errorf("kept: %v", kept)
	}
}
