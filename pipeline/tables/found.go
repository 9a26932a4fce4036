package tables

import "stemme/models"

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
