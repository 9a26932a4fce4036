package lens

import (
	"sync"

	"stemme/models"
)

// shippedEntries are the entries of the shipped lenses, as the themes that they are.
var shippedEntries = sync.OnceValue(func() map[string]bool {
	ids := map[string]bool{}
	for _, l := range Shipped() {
		for i := range l.Entries {
			ids[l.ID+"/"+l.Entries[i].ID] = true
		}
	}
	return ids
})

// Written says whether a theme is an entry that the analysts wrote themselves: of a lens of
// their own, or one that they put into a shipped lens. What they look for they are told first.
func Written(theme string) bool {
	id := models.LensOf(theme)
	return id != "" && (!ships(id) || !shippedEntries()[theme])
}

// toldShare is what share of a theme's clauses a written entry must match to tell the
// same as the theme. Chosen by eye: it is most of what the theme is about.
const toldShare = 0.5

// ToldBy is, for every theme of rows that nobody wrote, the written entry that tells the same, if
// any does; of equals the first by id.
func ToldBy(rows []OverlapRow) map[string]string {
	best, by := map[string]float64{}, map[string]string{}
	for _, r := range rows {
		if r.Share >= toldShare && r.Share > best[r.ThemeID] && Written(r.EntryID) && !Written(r.ThemeID) {
			best[r.ThemeID], by[r.ThemeID] = r.Share, r.EntryID
		}
	}
	return by
}

// A Finding is the theme that something is found of, "" for none, and what: two with one
// About say the same of their themes, as that they rose in May.
type Finding struct{ Theme, About string }

// Once leaves out of findings those of themes of which a written entry tells the same, where
// that is found of the entry too. Rows stay in their order; of reads one.
func Once[T any](rows []T, told map[string]string, of func(*T) Finding) (kept []T) {
	said := map[Finding]bool{}
	for i := range rows {
		said[of(&rows[i])] = true
	}
	for i := range rows {
		f := of(&rows[i])
		if by, same := told[f.Theme]; !same || !said[Finding{by, f.About}] {
			kept = append(kept, rows[i])
		}
	}
	return kept
}
