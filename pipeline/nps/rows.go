package nps

// The rows of every table of figures. A table is one of these structs: the table
// tag holds the column's name and null where NULL is allowed, dict where values
// repeat; the doc tag says what it is. NaN, "" in a null column and the zero Int
// stand for what is not known.

// A CutKey says which responses a row is about.
type CutKey struct {
	PeriodKind string `table:"period_kind,dict" doc:"all, month, quarter or year"`
	Period     string `table:"period,null,dict" doc:"2026-03, 2026-Q1 or 2026; NULL for all, and for the responses without a day"`
	Dimension  string `table:"dimension,dict" doc:"all, touchpoint, stage, unit, source (where there are several) or the name of a segment"`
	Value      string `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
}

// A ScoreRow is the score of one cut. The figures of a suppressed cut are NULL.
type ScoreRow struct {
	CutKey
	Responses    Int     `table:"responses,null" doc:"responses, scored or not; NULL where suppressed"`
	Scored       Int     `table:"scored,null" doc:"responses with a score: promoters + passives + detractors; NULL where suppressed"`
	Promoters    Int     `table:"promoters,null" doc:"scored responses that are promoters; NULL where suppressed"`
	Passives     Int     `table:"passives,null" doc:"scored responses that are passives; NULL where suppressed"`
	Detractors   Int     `table:"detractors,null" doc:"scored responses that are detractors; NULL where suppressed"`
	NPS          float64 `table:"nps,null" doc:"100 · (promoters − detractors) / scored, from -100 to 100; NULL where suppressed or nothing is scored"`
	CILow        float64 `table:"ci_low,null" doc:"lower end of the 95 % adjusted-Wald interval of nps, widened where customers answered more than once"`
	CIHigh       float64 `table:"ci_high,null" doc:"upper end of the 95 % adjusted-Wald interval of nps"`
	Suppressed   bool    `table:"suppressed" doc:"withheld because the group is small, or would let a small group be found by subtraction"`
	Unscored     Int     `table:"unscored,null" doc:"responses without a score: responses − scored; NULL where suppressed"`
	Commented    Int     `table:"commented,null" doc:"responses with a comment; NULL where suppressed"`
	CommentShare float64 `table:"comment_share,null" doc:"commented / responses, from 0 to 1; NULL where suppressed"`
	DesignEffect float64 `table:"design_effect,null" doc:"how much repeated customers widen the variance of nps, more where they are few; 1 where nobody repeats; NULL where suppressed or nothing is scored"`
}

// A CutRow is the score of one cut, with how far the data cover its period and the
// score of those who commented, which is what themes are held against.
type CutRow struct {
	ScoreRow
	Days            Int     `table:"days,null" doc:"days of the period; NULL for all, and for the responses without a day"`
	DaysCovered     Int     `table:"days_covered,null" doc:"of them those from the survey's first response to its last; gaps as they are usual at either end count as covered"`
	Complete        bool    `table:"complete" doc:"the data cover the whole period: days_covered = days; true of all, false of the responses without a day. Compare complete periods only"`
	CommentedScored Int     `table:"commented_scored,null" doc:"scored responses with a comment; NULL where withheld, also where those without one are a small group"`
	CommentedNPS    float64 `table:"commented_nps,null" doc:"score of those who commented: what the score of a theme is held against"`
	CommentedLow    float64 `table:"commented_ci_low,null" doc:"lower end of its 95 % interval, as ci_low"`
	CommentedHigh   float64 `table:"commented_ci_high,null" doc:"upper end"`
}

// A ThemeScoreRow is the score of those of one cut who mention one theme.
type ThemeScoreRow struct {
	ScoreRow
	ThemeID string  `table:"theme_id,dict,theme" doc:"the theme, see themes; t0000 is uden tema: commented, but no theme, or no entry of the lens, that is not of few; it has a row in every cut with a comment. A theme that fewer responses mention in all than the small group counts as not mentioned: it has one row, over all, that is suppressed"`
	Share   float64 `table:"share,null" doc:"responses of this row / responses of the cut with a comment, from 0 to 1; NULL where suppressed or the cut has no comment"`
	BaseNPS float64 `table:"base_nps,null" doc:"score of all who commented in the same cut, which nps is held against: commented_nps of nps"`
	Lens    string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`

	Complete bool `table:"complete" doc:"the data cover the whole period, see nps"`
}

// A RatingRow is the mean of one further question over one cut.
type RatingRow struct {
	CutKey
	Rating     string  `table:"rating,dict" doc:"name of the question"`
	Rated      Int     `table:"rated,null" doc:"responses that answered it; NULL where suppressed"`
	Mean       float64 `table:"mean,null" doc:"mean answer on the question's own scale; NULL where suppressed"`
	CILow      float64 `table:"ci_low,null" doc:"lower end of the 95 % interval of mean (Student's t; customers who repeat widen it); NULL below two answers"`
	CIHigh     float64 `table:"ci_high,null" doc:"upper end of the interval"`
	Suppressed bool    `table:"suppressed" doc:"withheld as in nps"`
}

// A CauseRow says how far one theme is over-represented among the detractors or
// the promoters of one cut.
type CauseRow struct {
	Dimension string  `table:"dimension,dict" doc:"all, touchpoint, or another way to cut"`
	Value     string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	ThemeID   string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Class     string  `table:"class,dict" doc:"detractor or promoter: the class in which the theme is said more often than among the cut's other scored commenters"`
	Rank      int     `table:"rank" doc:"place among the causes of its cut and class, the surest first, those that restate the score last; the first is 1"`
	Mentions  int     `table:"mentions" doc:"responses of the class that mention the theme"`
	Commented int     `table:"commented" doc:"responses of the class with a comment"`
	Others    int     `table:"others" doc:"responses of the other classes that mention the theme"`
	OthersOf  int     `table:"others_of" doc:"responses of the other classes with a comment"`
	LogOdds   float64 `table:"log_odds" doc:"log odds ratio of mentioning the theme, class against others, drawn to 0 by a prior of some comments; above 0"`
	CILow     float64 `table:"ci_low" doc:"lower end of its 95 % interval"`
	CIHigh    float64 `table:"ci_high" doc:"upper end"`
	Z         float64 `table:"z" doc:"signed root of the likelihood ratio against equal odds: beyond ±1.96 exactly where the interval does not hold 0"`
	Q         float64 `table:"q" doc:"false discovery rate (Benjamini–Hochberg) in the family of all themes of the cut and class"`
	GSquared  float64 `table:"g2,null" doc:"Dunning's G² of the same table, for comparison"`
	Lens      string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates  bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// A LocalRow says that one theme is said more often in one cut than elsewhere.
type LocalRow struct {
	Dimension      string  `table:"dimension,dict" doc:"unit, or another way to cut"`
	Value          string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none"`
	ThemeID        string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Rank           int     `table:"rank" doc:"place among the themes of its value, the surest first; the first is 1"`
	Responses      int     `table:"responses" doc:"responses of the value that mention the theme"`
	Share          float64 `table:"share" doc:"responses / commented responses of the value, from 0 to 1"`
	ShareElsewhere float64 `table:"share_elsewhere" doc:"the same of all other responses"`
	LogOdds        float64 `table:"log_odds" doc:"log odds ratio of mentioning the theme, here against elsewhere, drawn to 0 by a prior of some comments; above 0"`
	CILow          float64 `table:"ci_low" doc:"lower end of its 95 % interval"`
	CIHigh         float64 `table:"ci_high" doc:"upper end"`
	Z              float64 `table:"z" doc:"signed root of the likelihood ratio against equal odds: beyond ±1.96 exactly where the interval does not hold 0"`
	Q              float64 `table:"q" doc:"false discovery rate (Benjamini–Hochberg) over all values and themes of the dimension"`
	Lens           string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates       bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// A DriverRow is the effect of one theme on the score, the others held.
type DriverRow struct {
	Outcome    string  `table:"outcome,dict" doc:"nps, or the name of a further question, in whose points the effects are"`
	ThemeID    string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Responses  int     `table:"responses" doc:"scored responses that mention it"`
	Share      float64 `table:"share" doc:"responses / scored responses, from 0 to 1"`
	Effect     float64 `table:"effect,null" doc:"points of NPS by which a comment that mentions it scores (100/0/−100) above or below the average comment, its other themes in the usual mix, touchpoint and unit being equal; of a group, the joint effect; NULL where it cannot be told from touchpoint, unit or other themes"`
	CILow      float64 `table:"ci_low,null" doc:"lower end of its 95 % interval (cluster-robust, Student's t), cut at what is possible"`
	CIHigh     float64 `table:"ci_high,null" doc:"upper end"`
	Q          float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) over all themes"`
	Importance float64 `table:"importance,null" doc:"relative weight: the part of R² that is the theme's (of a group, shared evenly); all rows sum to explained; NULL for themes that restate the score"`
	Explained  float64 `table:"explained,null" doc:"R² of all themes on the values, controls taken out: the same in every row"`
	Weight     float64 `table:"weight,null" doc:"effect × share: the points of the whole score that go with the theme, against the average comment. The weights sum to 0 with that of the comments without theme only where every comment has one theme; where comments have several they do not add up"`
	LeaveOut   float64 `table:"leave_out,null" doc:"n·(NPS of those who mention it − NPS) / (N − n): how much higher the score is with them than without; parts do NOT add up"`
	Mean       float64 `table:"mean" doc:"mean value of those who mention it, unadjusted: their NPS, or their mean answer"`
	Penalty    float64 `table:"penalty,null" doc:"points by which the share of detractors (as 100·share) rises with the theme, other things equal"`
	Reward     float64 `table:"reward,null" doc:"points by which the share of promoters (as 100·share) rises with the theme, other things equal"`
	Rank       int     `table:"rank" doc:"place by the certain size of its effect: the end of the interval nearer to 0, then effect; themes that restate the score last; the first is 1"`
	Group      string  `table:"theme_group,null,dict,was=group" doc:"ids, joined by +, of themes that the effect is of together: they come together in 97 of 100 mentions, or else one could be told from the other by an impossible effect alone, and the effect of the other is that of the rest of its mentions; NULL for a theme by itself"`
	Lens       string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates   bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
	Reverses   bool    `table:"reverses" doc:"the effect is sure, and the score of those who mention it surely lies on the other side of base_nps in theme_nps: what else they mention, or where they were asked, turns it"`

	Praised       Int     `table:"praised,null" doc:"scored responses that praise it (sum of the polarities of its mentions beyond ±0.1); NULL where those who praise or those who blame it are fewer than 5 or a small group, where one would follow, for themes that restate the score and for further questions"`
	PraisedNPS    float64 `table:"praised_nps,null" doc:"their score, unadjusted"`
	PraisedEffect float64 `table:"praised_effect,null" doc:"effect of a comment that praises it: as effect, of a fit in which those who praise a theme, those who blame it and all others who mention it are columns of their own; NULL where it cannot be told"`
	PraisedLow    float64 `table:"praised_low,null" doc:"lower end of its 95 % interval"`
	PraisedHigh   float64 `table:"praised_high,null" doc:"upper end"`
	PraisedQ      float64 `table:"praised_q,null" doc:"false discovery rate (Benjamini–Hochberg) over both polarities of all themes"`

	Blamed       Int     `table:"blamed,null" doc:"scored responses that blame it (sum of the polarities of its mentions beyond ±0.1); NULL where those who praise or those who blame it are fewer than 5 or a small group, where one would follow, for themes that restate the score and for further questions"`
	BlamedNPS    float64 `table:"blamed_nps,null" doc:"their score, unadjusted"`
	BlamedEffect float64 `table:"blamed_effect,null" doc:"effect of a comment that blames it: as effect, of a fit in which those who praise a theme, those who blame it and all others who mention it are columns of their own; NULL where it cannot be told"`
	BlamedLow    float64 `table:"blamed_low,null" doc:"lower end of its 95 % interval"`
	BlamedHigh   float64 `table:"blamed_high,null" doc:"upper end"`
	BlamedQ      float64 `table:"blamed_q,null" doc:"false discovery rate (Benjamini–Hochberg) over both polarities of all themes"`
}

// A ChangeRow is one part of the difference between two periods' scores. The
// parts of one comparison, cut and mix_dimension sum to delta.
type ChangeRow struct {
	PeriodKind      string  `table:"period_kind,dict" doc:"month, quarter or year"`
	From            string  `table:"from_period,dict" doc:"the earlier period: the one before, over all also the same a year earlier"`
	To              string  `table:"to_period,dict" doc:"the later period"`
	Dimension       string  `table:"dimension,dict" doc:"all, touchpoint or unit"`
	Value           string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	Part            string  `table:"part,dict" doc:"theme, no_theme (uden tema), no_comment (ingen kommentar), small (all parts too small to be shown, in one), mix (responses moved between the values of mix_of) or performance (all parts but mix in one)"`
	ThemeID         string  `table:"theme_id,null,dict,theme" doc:"the theme; t0000 is uden tema; NULL for the other parts"`
	Volume          float64 `table:"volume,null" doc:"points because more or fewer responses spoke of it; NULL for mix and performance"`
	Score           float64 `table:"score_part,null" doc:"points because those who spoke of it scored otherwise; NULL for mix and performance"`
	Total           float64 `table:"total" doc:"points of NPS; of a theme volume + score_part. Beside a mix_dimension told in steps: 1, 2 or 5 times a power of ten, no less than 200 / the scored of the smaller period"`
	CILow           float64 `table:"ci_low,null" doc:"lower end of the 95 % interval of total (influence function, cluster-robust)"`
	CIHigh          float64 `table:"ci_high,null" doc:"upper end"`
	Q               float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) over the parts of this comparison, cut and mix_dimension; of a mix over those of all dimensions, of the joint split its own"`
	NPSFrom         float64 `table:"nps_from" doc:"score of the earlier period"`
	NPSTo           float64 `table:"nps_to" doc:"score of the later period"`
	Delta           float64 `table:"delta" doc:"nps_to − nps_from: the sum of total over all parts of one mix_dimension"`
	DeltaLow        float64 `table:"delta_low,null" doc:"lower end of its 95 % interval"`
	DeltaHigh       float64 `table:"delta_high,null" doc:"upper end"`
	ShareFrom       float64 `table:"share_from,null" doc:"weighted share of the scored responses in the earlier period (1 / themes of the response each); for mix that of mix_value"`
	ShareTo         float64 `table:"share_to,null" doc:"the same in the later period"`
	Writers         string  `table:"writers,null,dict" doc:"for no_comment, the class of which surely another share wrote a comment than before, the surest of several; NULL where none is sure, and for the other parts. All parts are counted as if the same share of every class had written in both periods"`
	WritersFrom     float64 `table:"writers_from,null" doc:"its share that wrote a comment in the earlier period"`
	WritersTo       float64 `table:"writers_to,null" doc:"the same in the later period"`
	MixDimension    string  `table:"mix_dimension,null,dict" doc:"the dimensions whose mix is taken out, several of them joined by ×; unit:1 is the top level of the units; NULL where none is. A dimension with more than 300 values is left out: see dimensions"`
	MixOf           string  `table:"mix_of,null,dict" doc:"for mix, the dimension that the points are of; NULL for the other parts"`
	MixValue        string  `table:"mix_value,null,dict" doc:"for mix over all, the value of mix_of whose share moved the score the most; NULL where it has no name or is withheld, and in other cuts, whose crossings are in no table"`
	Performance     float64 `table:"performance,null" doc:"for mix, what is left: points because responses of the same values scored otherwise. The mixes of one mix_dimension + performance = delta"`
	PerformanceLow  float64 `table:"performance_low,null" doc:"lower end of its 95 % interval"`
	PerformanceHigh float64 `table:"performance_high,null" doc:"upper end"`
	Complete        bool    `table:"complete" doc:"the data cover both periods whole, see nps: others are held against each other by days that differ"`
	Lead            bool    `table:"lead" doc:"the parts that tell this change best: with the mix taken out that is largest and sure, jointly where several are"`
	Lens            string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates        bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// A ComparisonRow compares two values of one dimension.
type ComparisonRow struct {
	Dimension string  `table:"dimension,dict" doc:"touchpoint, stage, unit (its top level) or a segment"`
	First     string  `table:"first,null,dict" doc:"the one value"`
	Second    string  `table:"second,null,dict" doc:"the other"`
	NPSFirst  float64 `table:"nps_first" doc:"score of the one"`
	NPSSecond float64 `table:"nps_second" doc:"score of the other"`
	Points    float64 `table:"difference" doc:"nps_second − nps_first"`
	CILow     float64 `table:"ci_low" doc:"lower end of its 95 % interval"`
	CIHigh    float64 `table:"ci_high" doc:"upper end"`
	Z         float64 `table:"z,null" doc:"difference / standard error"`
	Q         float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) over the pairs of the dimension"`
	Smallest  float64 `table:"detectable" doc:"the smallest difference that so many responses would have shown in 8 of 10 surveys"`
	Verdict   string  `table:"verdict,dict" doc:"higher, lower or not_sure (q above 0.05)"`
	Mixed
}

// An AlertRow is a move beyond noise.
type AlertRow struct {
	Family       string  `table:"family,dict" doc:"theme_volume, theme_trend, theme_new, touchpoint_score or unit_score: the tests that q is over, of theme_volume and theme_trend together, of unit_score those of one level. A score is tested in the period alone and with the one and the two before it: see since"`
	PeriodKind   string  `table:"period_kind,dict" doc:"month, quarter or year"`
	Period       string  `table:"period,dict" doc:"the period that moved"`
	Dimension    string  `table:"dimension,dict" doc:"all, touchpoint or unit"`
	Value        string  `table:"value,null,dict" doc:"the touchpoint or unit; NULL for all"`
	ThemeID      string  `table:"theme_id,null,dict" doc:"the theme; NULL for scores"`
	Direction    string  `table:"direction,dict" doc:"up or down"`
	Observed     float64 `table:"observed,null" doc:"responses that mention the theme, or the score; NULL, as the figures that follow, where withheld"`
	Expected     float64 `table:"expected,null" doc:"what its own past leads to expect; of a theme were the same classes to answer, who writes a comment being as it is"`
	Low          float64 `table:"low,null" doc:"lower end of the 95 % range expected"`
	High         float64 `table:"high,null" doc:"upper end"`
	Z            float64 `table:"z,null" doc:"how far out it is, in standard errors"`
	Q            float64 `table:"q,null" doc:"false discovery rate (Benjamini–Hochberg) in the family and period; where figures are withheld the level below which it alarms"`
	Complete     bool    `table:"complete" doc:"the data cover the whole period, see nps"`
	Tests        int     `table:"tests" doc:"tests in the family and period"`
	Lens         string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes and for scores"`
	Restates     bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
	Mix          float64 `table:"mix,null" doc:"points of observed less expected that come from who answered, by mix_dimension; NULL where no mix moved the score surely, for themes and where withheld"`
	MixDimension string  `table:"mix_dimension,null,dict" doc:"way to cut whose mix moved the score most"`
	Season       string  `table:"season,null,dict" doc:"beyond: it lies off the same month or quarter of the years before, too; unknown: there is none to hold it against"`
	Since        string  `table:"since,null,dict" doc:"of theme_trend, and of a score that moved over several periods together, the first of the periods that observed and expected are of, period the last of them; NULL for others"`
	Polarity     string  `table:"polarity,null,dict" doc:"blamed, praised or both: those who complain of the theme, who praise it or both are surely more, or fewer where direction is down, than their own past leads to expect (p at most 0.05); NULL where neither surely is, for scores and where observed is withheld"`
	Blamed       Int     `table:"blamed,null" doc:"of observed, responses that complain of the theme; where small groups are withheld rounded down to a multiple of their size, NULL below it"`
	Praised      Int     `table:"praised,null" doc:"of observed, responses that praise the theme, rounded likewise"`
}

// A WhatIfRow says what is at stake with one theme's detractors.
type WhatIfRow struct {
	Dimension   string  `table:"dimension,dict" doc:"all or touchpoint"`
	Value       string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	ThemeID     string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Detractors  int     `table:"detractors" doc:"detractors of the cut that mention the theme"`
	NPS         float64 `table:"nps" doc:"score of the cut"`
	IfPassive   float64 `table:"nps_if_passive" doc:"score of the cut if these detractors were passive"`
	IfPromoter  float64 `table:"nps_if_promoter" doc:"score of the cut if they were promoters"`
	GainPassive float64 `table:"value_if_passive,null" doc:"value gained if they were passive, by the configured class values; NULL where passives have none"`
	Gain        float64 `table:"value_if_promoter,null" doc:"value gained if they were promoters, by the configured class values"`
	Lens        string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates    bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// A DimensionRow is one way to cut.
type DimensionRow struct {
	Dimension string `table:"dimension,dict" doc:"touchpoint, stage, source, the name of a segment, or unit:1 and so on for the levels of the units"`
	Values    int    `table:"value_count,was=values" doc:"values that responses have, none being one"`
	Mix       bool   `table:"mix" doc:"the mix of its values is taken out of changes: it has 2 to 300 of them, and no other dimension splits the responses likewise"`
	SameAs    string `table:"same_as,null,dict" doc:"the dimension that splits the responses as this one does: what comes from the one cannot be told from what comes from the other, and is told by it alone"`
}

// An ImpactRow is what one part lifts the score by from −100, and keeps it down by
// from 100.
type ImpactRow struct {
	Dimension string  `table:"dimension,dict" doc:"all or touchpoint"`
	Value     string  `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	Part      string  `table:"part,dict" doc:"theme, no_theme (uden tema), no_comment, small (all parts too small to be shown, in one) or unsaid (no theme of the comment speaks for it)"`
	ThemeID   string  `table:"theme_id,null,dict,theme" doc:"the theme; t0000 is uden tema; NULL for the other parts"`
	Lift      float64 `table:"lift" doc:"points by which it lifts the score from -100: 200 of a promoter and 100 of a passive, shared by what the comment praises; all rows of the value and lens sum to NPS + 100"`
	LiftLow   float64 `table:"lift_low" doc:"lower end of its 95 % interval (cluster-robust)"`
	LiftHigh  float64 `table:"lift_high" doc:"upper end"`
	Loss      float64 `table:"loss" doc:"points by which it keeps the score from 100: 200 of a detractor and 100 of a passive, shared by what the comment complains of; all rows of the value and lens sum to 100 - NPS"`
	LossLow   float64 `table:"loss_low" doc:"lower end of its 95 % interval"`
	LossHigh  float64 `table:"loss_high" doc:"upper end"`
	NPS       float64 `table:"nps" doc:"score of the value: the same in every row of it"`
	Lens      string  `table:"lens,null,dict" doc:"lens that the themes are entries of; NULL for the discovered themes"`
	Restates  bool    `table:"restates" doc:"the theme says the score in words ('kan anbefales') and is no cause of it"`
}

// A NewsRow is a term or phrase that is said beyond its past in one period.
type NewsRow struct {
	PeriodKind string   `table:"period_kind,dict" doc:"month, week or day"`
	Period     string   `table:"period,dict" doc:"2026-03 of a month, the first day of a week, the day of a day"`
	Dimension  string   `table:"dimension,dict" doc:"all, touchpoint, unit (each level of at most 60 units) or the name of a segment"`
	Value      string   `table:"value,null,dict" doc:"value of the dimension; NULL for those that have none, and for all"`
	Phrase     string   `table:"phrase" doc:"the surest of the terms, as it is written most often"`
	Terms      []string `table:"terms" doc:"all terms and phrases of the finding: those that the same responses say, the surest first"`
	Responses  int      `table:"responses" doc:"responses of the period that say phrase"`
	Expected   float64  `table:"expected" doc:"what its past leads to expect, who writes a comment being as it is"`
	RatioLow   float64  `table:"ratio_low" doc:"lower end of the 95 % interval of how many times oftener it is said than in its past"`
	Q          float64  `table:"q" doc:"false discovery rate (Benjamini–Hochberg) over all terms and ways to cut of a month and kind"`
	Season     string   `table:"season,dict" doc:"beyond: it is said surely more often than at the same time of the years before, too; unknown: there is none to hold it against"`
}

// A NewsExampleRow is one response that says what is new.
type NewsExampleRow struct {
	PeriodKind  string `table:"period_kind,dict" doc:"as in news"`
	Period      string `table:"period,dict" doc:"as in news"`
	Dimension   string `table:"dimension,dict" doc:"as in news"`
	Value       string `table:"value,null,dict" doc:"as in news"`
	Phrase      string `table:"phrase" doc:"as in news"`
	ResponseKey string `table:"response_key" doc:"the response, see responses"`
}
