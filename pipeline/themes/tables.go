package themes

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A ThemeRow is one theme.
type ThemeRow struct {
	ThemeID    string        `table:"theme_id" doc:"short, stable across nights, never reused: t0042, or lens/entry"`
	Name       string        `table:"name" doc:"short phrase in the customers' own written words, or the analyst's name"`
	Origin     models.Origin `table:"origin,dict" doc:"discovered, seeded (described by an analyst, found in the comments) entry (of a lens) or none (the row of uden tema)"`
	Lens       string        `table:"lens,null,dict" doc:"lens of an entry; NULL for other themes"`
	LensName   string        `table:"lens_name,null,dict" doc:"what the lens is called; NULL for other themes"`
	ParentID   string        `table:"parent_id,null,dict" doc:"the top theme it belongs to; NULL for a top theme"`
	State      models.State  `table:"state,dict" doc:"ready, not_ready (too generic, incoherent or unstable to act on) or hidden (by an analyst's edit)"`
	Words      []string      `table:"words" doc:"its words as written, the best first"`
	Responses  tables.Int    `table:"responses,null" doc:"responses with at least one mention; NULL where withheld"`
	Clauses    tables.Int    `table:"clauses,null" doc:"clauses that mention it; NULL where withheld"`
	Share      float64       `table:"share,null" doc:"responses / responses with a comment, from 0 to 1; NULL where withheld"`
	Coherence  float64       `table:"coherence,null" doc:"NPMI of its words, from -1 to 1; NULL with too few words"`
	Separation float64       `table:"separation,null" doc:"distance from the nearest theme, from -1 to 1, higher is further; NULL where unknown"`
	Stability  float64       `table:"stability,null" doc:"agreement over resamples, from 0 to 1; NULL where unknown"`
	Owner      string        `table:"owner,null,dict" doc:"who sees to it; NULL where nobody does"`
	Action     string        `table:"action,null" doc:"next step; NULL where there is none"`
	LabelFit   float64       `table:"label_fit,null" doc:"share of its different clauses that hold a word of its name or its kin, or that the entry matches whose name it bears, from 0 to 1; NULL where the name is only its words"`
	Kind       string        `table:"kind,dict" doc:"topic, or verdict: it restates the score and is no cause of it"`
	Grain      string        `table:"grain,dict" doc:"what the row is one of: top (sums up the themes under it), theme, the lens of an entry, or none (uden tema). A response speaks of several themes: shares do not sum to 1; never sum over several grains"`
	Suppressed bool          `table:"suppressed" doc:"responses, clauses and share are withheld and NULL, as the theme's row of theme_nps over all is"`
	Covered    float64       `table:"covered,null" doc:"share of its clauses that the entry covered_by matches, from 0 to 1; NULL for entries, top themes, and where no lens of topics is read"`
	CoveredBy  string        `table:"covered_by,null,dict" doc:"the entry of a lens of topics (kundetemaer, its supplements, own lenses) that matches most of its clauses; NULL where none matches 1 in 20"`
	Principle  string        `table:"principle,null,dict" doc:"the principle (lens principper) that it belongs to most, by the cosine of their clauses; NULL where none matches 1 in 20 of its clauses"`
	NameEN     string        `table:"name_en,null" doc:"name of an entry in English; NULL where its lens has none, and for other themes"`
	LensNameEN string        `table:"lens_name_en,null,dict" doc:"what the lens is called in English; NULL where it has no such name, and for other themes"`
}

// Themes has one row per theme.
var Themes = tables.Define("themes", "theme", "What customers speak of, and how well each theme stands.",
	tables.Key(func(r *ThemeRow) string { return r.ThemeID })).
	Apart(func(r *ThemeRow) bool { return r.Origin == noTheme }).
	With(
		tables.Derive("words_text,null", "words in one text, parted by commas; NULL where it has none", func(r *ThemeRow) string { return strings.Join(r.Words, ", ") }))

// noTheme is the origin of the row that what no theme covers has in the table, so
// that every figure finds its theme. Only other readers are given it.
const noTheme models.Origin = "none"

// WithoutTheme is that row: so many responses and clauses of so many responses
// with a comment speak of no discovered theme, without counts where it is withheld.
func WithoutTheme(responses, clauses, commented int, withheld bool) ThemeRow {
	nan := math.NaN()
	row := ThemeRow{ThemeID: models.NoThemeKey, Name: "uden tema", Origin: noTheme, State: models.Ready, Responses: tables.IntOf(responses), Clauses: tables.IntOf(clauses), Share: nan,
		Coherence: nan, Separation: nan, Stability: nan, LabelFit: nan, Kind: kindNames[models.Topic], Grain: "none", Covered: nan}
	if commented > 0 {
		row.Share = float64(responses) / float64(commented)
	}
	row.withhold(withheld)
	return row
}

// withhold takes the counts out of a row that is withheld: nobody may take it for a theme
// that nobody mentions.
func (r *ThemeRow) withhold(withheld bool) {
	if withheld {
		r.Suppressed, r.Responses, r.Clauses, r.Share = true, tables.Int{}, tables.Int{}, math.NaN()
	}
}

// grainOf tells themes that clauses speak of from those that sum them up.
func grainOf(t *models.Theme, sums bool) string {
	switch {
	case t.Lens != "":
		return t.Lens
	case sums:
		return "top"
	}
	return "theme"
}

// How much of a found theme a lens entry covers: from half on it is the entry by
// another name, below a quarter it is news to the lens. Chosen by eye.
const (
	coveredFrom = 0.5
	newBelow    = 0.25
)

// IsCovered says whether an entry of a lens says what the theme does.
func (r *ThemeRow) IsCovered() bool { return Covers(r.Covered) }

// Covers says whether an entry that matches that share of a theme's clauses says what the
// theme does.
func Covers(share float64) bool { return share >= coveredFrom }

// IsNew says whether no entry of a lens says what the found theme does.
func (r *ThemeRow) IsNew() bool { return r.Covered < newBelow }

// kindNames are the kinds of themes as they are written down.
var kindNames = map[models.ThemeKind]string{models.Topic: "topic", models.Verdict: "verdict"}

// NotReady says whether the theme is too generic, incoherent or unstable to act on.
func (r *ThemeRow) NotReady() bool { return r.State == models.NotReady }

// Restates says whether the theme restates the score and is no cause of it.
func (r *ThemeRow) Restates() bool { return r.Kind == kindNames[models.Verdict] }

// A ThemeTermRow is one word of one theme.
type ThemeTermRow struct {
	ThemeID string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Rank    int32   `table:"rank" doc:"place among the theme's words, the best is 1"`
	Term    string  `table:"term" doc:"the word as it is counted: a stem, not for showing"`
	Written string  `table:"written" doc:"its commonest written form"`
	Weight  float64 `table:"weight" doc:"importance within the theme, above 0"`
}

// ThemeTerms has one row per theme and word.
var ThemeTerms = tables.Define("theme_terms", "theme × term", "The words of each theme.",
	tables.By(tables.Key(func(r *ThemeTermRow) string { return r.ThemeID }), tables.Key(func(r *ThemeTermRow) int32 { return r.Rank })))

// ThemeRows are the rows of themes; of those that are withheld without counts.
func ThemeRows(all []models.Theme, withheld map[string]bool) []ThemeRow {
	rows := make([]ThemeRow, len(all))
	sums := map[string]bool{}
	for _, t := range all {
		sums[t.Parent] = true
	}
	for i, t := range all {
		words := make([]string, len(t.Words))
		for j, w := range t.Words {
			words[j] = w.Written
		}
		rows[i] = ThemeRow{
			ThemeID: t.ID, Name: t.Name, Origin: t.Origin, Lens: t.Lens, LensName: t.LensName, NameEN: t.NameEN, LensNameEN: t.LensNameEN, ParentID: t.Parent, State: t.State,
			Words: words, Responses: tables.IntOf(t.Responses), Clauses: tables.IntOf(t.Clauses), Share: t.Share,
			Coherence: t.Coherence, Separation: t.Separation, Stability: t.Stability, LabelFit: t.LabelFit,
			Owner: t.Owner, Action: t.Action, Kind: kindNames[t.Kind], Grain: grainOf(&t, sums[t.ID]), Covered: math.NaN(),
		}
		rows[i].withhold(withheld[t.ID])
	}
	return rows
}

// ThemeTermRows are the rows of the words of
func ThemeTermRows(all []models.Theme) []ThemeTermRow {
	var rows []ThemeTermRow
	for _, t := range all {
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
		ID: r.ThemeID, Name: r.Name, Origin: r.Origin, Lens: r.Lens, LensName: r.LensName, NameEN: r.NameEN, LensNameEN: r.LensNameEN, Parent: r.ParentID, State: r.State,
		Responses: int(r.Responses.N), Clauses: int(r.Clauses.N), Share: r.Share,
		Coherence: r.Coherence, Separation: r.Separation, Stability: r.Stability, LabelFit: r.LabelFit,
		Owner: r.Owner, Action: r.Action,
	}
	if r.Restates() {
		t.Kind = models.Verdict
	}
	for _, w := range terms {
		t.Words = append(t.Words, models.Word{Term: w.Term, Written: w.Written, Weight: w.Weight})
	}
	return t
}

// InEnglish are rows with the English names of entries and lenses that have any in place of
// the Danish ones; the rows that it is given stay as they are.
func InEnglish(rows []ThemeRow) []ThemeRow {
	rows = slices.Clone(rows)
	for i := range rows {
		r := &rows[i]
		r.Name, r.LensName = cmp.Or(r.NameEN, r.Name), cmp.Or(r.LensNameEN, r.LensName)
	}
	return rows
}

// A ThemeExampleRow is one comment that is typical of a theme.
type ThemeExampleRow struct {
	ThemeID     string       `table:"theme_id,dict" doc:"the theme, see themes"`
	Rank        int32        `table:"rank" doc:"place among the theme's examples: promoters first, then passives, detractors and those without a score; within a class the most typical first; the first is 1"`
	NPSClass    models.Class `table:"nps_class,null,dict" doc:"promoter, passive or detractor; NULL without a score"`
	ResponseKey string       `table:"response_key" doc:"source/response_id, see responses"`
	Clause      int32        `table:"clause" doc:"number of the clause that speaks of the theme most, the first is 0"`
	Centrality  float64      `table:"centrality" doc:"how typical it is: cosine of the clause to the theme, times its probability, from 0 to 1"`
}

// ThemeExamples has one row per theme and typical comment.
var ThemeExamples = tables.Define("theme_examples", "theme × typical comment", "Comments to read to know what a theme is about: central, and unlike each other.",
	tables.By(tables.Key(func(r *ThemeExampleRow) string { return r.ThemeID }), tables.Key(func(r *ThemeExampleRow) int32 { return r.Rank }))).Detail()

// A ThemeChoiceRow is one number of themes that was tried.
type ThemeChoiceRow struct {
	Themes    int32   `table:"themes" doc:"number of themes"`
	Stability float64 `table:"stability,null" doc:"agreement of themes found in samples of the comments"`
	Coherence float64 `table:"coherence,null" doc:"mean coherence of the themes"`
	Score     float64 `table:"score,null" doc:"what the choice went by, higher is better"`
	Chosen    bool    `table:"chosen" doc:"whether this number was taken"`
}

// ThemeChoices has one row per number of themes that was tried; none where the
// number was given, or kept from the night before.
var ThemeChoices = tables.Define("theme_choice", "number of themes", "How the number of themes was chosen.",
	tables.Key(func(r *ThemeChoiceRow) int32 { return r.Themes }))

// A ThemeEventRow is something that happened to the
type ThemeEventRow struct {
	EventNo   int32      `table:"event_no" doc:"number of the event, the first is 1; kept from edition to edition"`
	Day       models.Day `table:"day,null" doc:"day of the newest response at the time; NULL where none had a day"`
	Event     What       `table:"event,dict" doc:"fitted, born, split, merged, died (themes found in the comments); edited, lapsed, undone (edits of the codebook that apply from now on, no longer apply, were taken out); shifted (a theme that people have named, own, keep, hide or plan on has other comments than before the fit)"`
	ThemeID   string     `table:"theme_id,null,dict" doc:"the theme; NULL for fitted. A top theme has no row in themes in nights in which it says less than those under it"`
	Others    []string   `table:"other_ids" doc:"of split, the theme it came out of; of merged, the one it went into"`
	Detail    string     `table:"detail,null" doc:"of fitted, why: first, fresh, number, asked, grown or worse; of an edit, the edit; of born, split, merged and died, why (fresh: all themes were forgotten, as asked) or by which edit; of shifted, the responses that it had, those that it has and those that are in both, by the comments of that night"`
	Asked     tables.Int `table:"asked,null" doc:"of fitted, the number of themes asked for, 0 for chosen from the data"`
	Responses int        `table:"responses" doc:"responses in the ledger at the time"`
	Clauses   tables.Int `table:"clauses,null" doc:"different clauses that it is about; NULL where not counted"`
	Fit       float64    `table:"fit,null" doc:"of fitted, mean natural logarithm of the probability of a term, given its clause: higher is better explained"`
}

// ThemeEvents has one row per event, from the first night on or from the last that forgot all themes.
var ThemeEvents = tables.Define("theme_events", "event", "How the themes came to be what they are: fits, births, splits, merges, deaths and the analysts' edits.",
	tables.Key(func(r *ThemeEventRow) int32 { return r.EventNo }))

// ThemeEventRows are the rows of events, which are in the order they happened.
func ThemeEventRows(events []Event) []ThemeEventRow {
	rows := make([]ThemeEventRow, len(events))
	for i, e := range events {
		rows[i] = ThemeEventRow{EventNo: int32(i + 1), Day: e.Day, Event: e.What, ThemeID: e.Theme, Others: e.Others, Detail: e.Detail,
			Responses: e.Responses, Fit: e.Fit}
		if e.What == Fitted {
			rows[i].Asked = tables.IntOf(e.Asked)
		}
		if e.Clauses > 0 {
			rows[i].Clauses = tables.IntOf(e.Clauses)
		}
	}
	return rows
}

// ReadEvents reads the events in the folder dir.
func ReadEvents(dir string) ([]Event, error) {
	rows, err := ThemeEvents.Read(dir)
	if err != nil {
		return nil, err
	}
	return EventsOf(rows), nil
}

// EventsOf are the events of rows.
func EventsOf(rows []ThemeEventRow) []Event {
	events := make([]Event, len(rows))
	for i, r := range rows {
		events[i] = Event{Day: r.Day, What: r.Event, Theme: r.ThemeID, Others: r.Others, Detail: r.Detail, Asked: int(r.Asked.N),
			Responses: r.Responses, Clauses: int(r.Clauses.N), Fit: r.Fit}
	}
	return events
}
