package tables

import (
	"stemme/models"
	"stemme/pipeline/themes"
)

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
var ThemeExamples = define("theme_examples", "theme × typical comment", "Comments to read to know what a theme is about: central, and unlike each other.",
	by(key(func(r *ThemeExampleRow) string { return r.ThemeID }), key(func(r *ThemeExampleRow) int32 { return r.Rank })))

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
var ThemeChoices = define("theme_choice", "number of themes", "How the number of themes was chosen.",
	key(func(r *ThemeChoiceRow) int32 { return r.Themes }))

// A ThemeEventRow is something that happened to the themes.
type ThemeEventRow struct {
	EventNo   int32       `table:"event_no" doc:"number of the event, the first is 1; kept from edition to edition"`
	Day       models.Day  `table:"day,null" doc:"day of the newest response at the time; NULL where none had a day"`
	Event     themes.What `table:"event,dict" doc:"fitted, born, split, merged, died (themes found in the comments); edited, lapsed, undone (edits of the codebook that apply from now on, no longer apply, were taken out)"`
	ThemeID   string      `table:"theme_id,null,dict" doc:"the theme; NULL for fitted"`
	Others    []string    `table:"other_ids" doc:"of split, the theme it came out of; of merged, the one it went into"`
	Detail    string      `table:"detail,null" doc:"of fitted, why: first, fresh, number, asked, grown or worse; of an edit, the edit; of born, split, merged and died, why or by which edit"`
	Asked     Int         `table:"asked,null" doc:"of fitted, the number of themes asked for, 0 for chosen from the data"`
	Responses int         `table:"responses" doc:"responses in the ledger at the time"`
	Clauses   Int         `table:"clauses,null" doc:"different clauses that it is about; NULL where not counted"`
	Fit       float64     `table:"fit,null" doc:"of fitted, mean natural logarithm of the probability of a term, given its clause: higher is better explained"`
}

// ThemeEvents has one row per event, from the first night on.
var ThemeEvents = define("theme_events", "event", "How the themes came to be what they are: fits, births, splits, merges, deaths and the analysts' edits.",
	key(func(r *ThemeEventRow) int32 { return r.EventNo }))

// ThemeEventRows are the rows of events, which are in the order they happened.
func ThemeEventRows(events []themes.Event) []ThemeEventRow {
	rows := make([]ThemeEventRow, len(events))
	for i, e := range events {
		rows[i] = ThemeEventRow{EventNo: int32(i + 1), Day: e.Day, Event: e.What, ThemeID: e.Theme, Others: e.Others, Detail: e.Detail,
			Responses: e.Responses, Fit: e.Fit}
		if e.What == themes.Fitted {
			rows[i].Asked = IntOf(e.Asked)
		}
		if e.Clauses > 0 {
			rows[i].Clauses = IntOf(e.Clauses)
		}
	}
	return rows
}

// ReadEvents reads the events in the folder dir.
func ReadEvents(dir string) ([]themes.Event, error) {
	rows, err := ThemeEvents.Read(dir)
	if err != nil {
		return nil, err
	}
	events := make([]themes.Event, len(rows))
	for i, r := range rows {
		events[i] = themes.Event{Day: r.Day, What: r.Event, Theme: r.ThemeID, Others: r.Others, Detail: r.Detail, Asked: int(r.Asked.N),
			Responses: r.Responses, Clauses: int(r.Clauses.N), Fit: r.Fit}
	}
	return events, nil
}
