package tables

import "stemme/models"

// A ThemeRow is one theme.
type ThemeRow struct {
	ThemeID    string        `table:"theme_id" doc:"short, stable across nights, never reused: t0042, or lens/entry"`
	Name       string        `table:"name" doc:"short phrase in the customers' own written words, or the analyst's name"`
	Origin     models.Origin `table:"origin,dict" doc:"discovered, seeded (described by an analyst, found in the comments) or entry (of a lens)"`
	Lens       string        `table:"lens,null,dict" doc:"lens of an entry; NULL for other themes"`
	ParentID   string        `table:"parent_id,null,dict" doc:"the top theme it belongs to; NULL for a top theme"`
	State      models.State  `table:"state,dict" doc:"ready, not_ready (too generic, incoherent or unstable to act on) or hidden (by an analyst's edit)"`
	Words      []string      `table:"words" doc:"its words as written, the best first"`
	Responses  int           `table:"responses" doc:"responses with at least one mention"`
	Clauses    int           `table:"clauses" doc:"clauses that mention it"`
	Share      float64       `table:"share" doc:"responses / responses with a comment, from 0 to 1"`
	Coherence  float64       `table:"coherence,null" doc:"NPMI of its words, from -1 to 1; NULL with too few words"`
	Separation float64       `table:"separation,null" doc:"distance from the nearest theme, from -1 to 1, higher is further; NULL where unknown"`
	Stability  float64       `table:"stability,null" doc:"agreement over resamples, from 0 to 1; NULL where unknown"`
	Owner      string        `table:"owner,null,dict" doc:"who sees to it; NULL where nobody does"`
	Action     string        `table:"action,null" doc:"next step; NULL where there is none"`
	LabelFit   float64       `table:"label_fit,null" doc:"share of its responses that hold a word of its name, from 0 to 1; NULL where unknown"`
}

// Themes has one row per theme.
var Themes = define("themes", "theme", "What customers speak of, and how well each theme stands.",
	key(func(r *ThemeRow) string { return r.ThemeID }))

// A ThemeTermRow is one word of one theme.
type ThemeTermRow struct {
	ThemeID string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Rank    int32   `table:"rank" doc:"place among the theme's words, the best is 1"`
	Term    string  `table:"term" doc:"the word as it is counted: a stem, not for showing"`
	Written string  `table:"written" doc:"its commonest written form"`
	Weight  float64 `table:"weight" doc:"importance within the theme, above 0"`
}

// ThemeTerms has one row per theme and word.
var ThemeTerms = define("theme_terms", "theme × term", "The words of each theme.",
	by(key(func(r *ThemeTermRow) string { return r.ThemeID }), key(func(r *ThemeTermRow) int32 { return r.Rank })))

// ThemeRows are the rows of themes.
func ThemeRows(themes []models.Theme) []ThemeRow {
	rows := make([]ThemeRow, len(themes))
	for i, t := range themes {
		words := make([]string, len(t.Words))
		for j, w := range t.Words {
			words[j] = w.Written
		}
		rows[i] = ThemeRow{
			ThemeID: t.ID, Name: t.Name, Origin: t.Origin, Lens: t.Lens, ParentID: t.Parent, State: t.State,
			Words: words, Responses: t.Responses, Clauses: t.Clauses, Share: t.Share,
			Coherence: t.Coherence, Separation: t.Separation, Stability: t.Stability, LabelFit: t.LabelFit,
			Owner: t.Owner, Action: t.Action,
		}
	}
	return rows
}

// ThemeTermRows are the rows of the words of themes.
func ThemeTermRows(themes []models.Theme) []ThemeTermRow {
	var rows []ThemeTermRow
	for _, t := range themes {
		for i, w := range t.Words {
			rows = append(rows, ThemeTermRow{t.ID, int32(i + 1), w.Term, w.Written, w.Weight})
		}
	}
	return rows
}

// Theme is the theme that r and its words are of; terms are those of r in the
// order of their rank.
func (r *ThemeRow) Theme(terms []ThemeTermRow) models.Theme {
	t := models.Theme{
		ID: r.ThemeID, Name: r.Name, Origin: r.Origin, Lens: r.Lens, Parent: r.ParentID, State: r.State,
		Responses: r.Responses, Clauses: r.Clauses, Share: r.Share,
		Coherence: r.Coherence, Separation: r.Separation, Stability: r.Stability, LabelFit: r.LabelFit,
		Owner: r.Owner, Action: r.Action,
	}
	for _, w := range terms {
		t.Words = append(t.Words, models.Word{Term: w.Term, Written: w.Written, Weight: w.Weight})
	}
	return t
}
