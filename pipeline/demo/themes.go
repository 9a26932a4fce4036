package demo

// A theme is what is planted: how often customers speak of it, how, and what it
// does to the score.
type theme struct {
	ID       string
	Name     string     // Danish
	share    float64    // of the comments, on average over touchpoints
	positive float64    // share of its mentions that praise
	down, up float64    // what a complaint and a praise add to the score, in points
	at       [4]float64 // how much it belongs to each touchpoint, in the order of touchpoints
}

// The touchpoints with their share of the responses and what each adds to the
// score by itself.
var touchpoints = [4]struct {
	name   string
	share  float64
	points float64
}{
	{"Telefon", .28, -.25},
	{"Netbank og app", .32, -.10},
	{"Rådgivermøde", .25, .40},
	{"Filial", .15, .15},
}

// themes are all that is planted, chosen so that each trap of reading comments
// has its theme: gebyrer is loud and does nothing, klage is quiet and does most,
// parkering lives in one branch, chatrobot comes up in the last months.
var themes = []theme{
	{"telefonventetid", "Ventetid på telefonen", .085, .12, -1.8, .8, [4]float64{9, 1, .3, 1}},
	{"app-nedbrud", "Netbank og app er nede", .080, .18, -1.6, .9, [4]float64{1, 8, .3, .5}},
	{"gebyrer", "Gebyrer og priser", .170, .05, 0, 0, [4]float64{1, 1, .8, 1.2}},
	{"proaktiv", "Rådgiveren ringer selv eller aldrig", .065, .50, -1.6, 1.5, [4]float64{1, .4, 3, 1}},
	{"raadgiverskift", "Rådgiverskift", .050, .10, -2.0, .9, [4]float64{1, .3, 3, 1}},
	{"laanesag", "Behandlingstid på lånesager", .070, .25, -2.2, 1.3, [4]float64{1, .5, 3, 1}},
	{"mitid", "Login med MitID", .050, .12, -1.0, .5, [4]float64{2, 4, .2, .7}},
	{"filial-lukket", "Filialer lukker", .045, .12, -1.4, .7, [4]float64{1, .6, 1, 3}},
	{"kort-spaerret", "Spærret kort", .040, .28, -1.5, 1.1, [4]float64{3, 1.5, .2, 1}},
	{"naervaer", "Personligt nærvær", .125, .86, -2.2, 1.3, [4]float64{1.2, .3, 3, 3}},
	{"rente", "Renten på opsparing og lån", .065, .15, -.8, .6, [4]float64{1, 1, 1.5, 1}},
	{"boligraadgivning", "Boligrådgivning", .050, .72, -1.6, 1.3, [4]float64{.5, .2, 5, 1}},
	{"klage", "Klager besvares ikke", .025, 0, -4.2, 0, [4]float64{1.5, 1, 1, 1}},
	{"dokumentation", "Papirarbejde og legitimation", .055, .07, -.8, .4, [4]float64{1, 1.2, 1.5, 2}},
	{"parkering", "Parkering", .0025, .03, -.6, .2, [4]float64{.1, .1, 3, 3}},
	{"chatrobot", "Chatrobotten", .005, .10, -1.8, .6, [4]float64{1, 3, .1, .1}},
}

// Where single themes leave the common pattern.
const (
	localTheme  = "parkering"
	localUnit   = "Region Nord/Aalborg/Privat"
	localShare  = .18 // of the comments there
	newTheme    = "chatrobot"
	newFrom     = months - 3 // first month of the rise
	newShare    = .15        // of the comments from then on
	seasonTheme = "telefonventetid"
	seasonTimes = 1.9 // in December and January
)

// What makes the score. Points are those of the scale 0-10, before rounding.
const (
	basePoints = 8.35
	noise      = 1.25 // standard deviation within a customer
	habit      = .65  // standard deviation between customers
	stepYear   = 2025 // from then on
	stepPoints = .45
)

// Shares of the rows, or of the comments where it says so.
const (
	shareBlank    = .16  // of the rows: no comment at all
	shareEmptyish = .02  // of the rows: "ingen kommentar" and the like
	shareUnscored = .015 // of the rows
	shareRejected = .006 // of the rows
	shareRepeated = .006 // of the comments: a text given before
	shareOffTopic = .12  // of the comments without a theme: about something else
	sharePersonal = .016 // of the Danish comments
	shareThanks   = .012 // of the Danish comments: thanks by name
	sharePasted   = .25  // of the comments in the campaign's place and time
	shareEnglish  = .026 // of the customers
	shareSwedish  = .013 // of the customers
	shareNorsk    = .006 // of the customers
)

// The campaign: one text that many paste. It is about filial-lukket.
const (
	campaignTheme  = "filial-lukket"
	campaignRegion = "Region Syd/"
	campaignText   = "Jeg støtter kravet fra borgergruppen Bevar Banken i Byen: Genåbn filialen, og lad de ældre få deres kasse tilbage!"
	campaignFrom   = 16 // month: 2023-03
	campaignTo     = 18 // month: 2023-05
)

// A Summary is what was written and what was planted in it.
type Summary struct {
	Rows       int               `json:"rows"`
	Rejected   map[string]int    `json:"rejected"`   // by the column at fault
	Accepted   int               `json:"accepted"`   // rows that a reader must take
	Scored     int               `json:"scored"`     // accepted, with a score
	Promoters  int               `json:"promoters"`  // accepted
	Passives   int               `json:"passives"`   // accepted
	Detractors int               `json:"detractors"` // accepted
	Comments   int               `json:"comments"`   // accepted, with a comment that is not blank
	Languages  map[string]int    `json:"languages"`  // of those comments
	Facts      map[string]int    `json:"facts"`      // planted facts by kind, in all rows
	Customers  int               `json:"customers"`  // distinct, accepted
	Step       Step              `json:"step"`
	Themes     []Theme           `json:"themes"`
	Years      map[string][3]int `json:"years"` // accepted promoters, passives and detractors by year
}

// A Step is a lasting change of every score.
type Step struct {
	Year   int     `json:"year"`   // the first it holds in
	Points float64 `json:"points"` // added to the score before rounding
}

// A Theme is what was planted of one theme, over the accepted rows. The effect
// on NPS is the mean, over the scored responses that mention it, of what their
// 100, 0 or -100 is minus what it would have been had the same customer said
// all but this.
type Theme struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Comments   int     `json:"comments"`
	Positive   int     `json:"positive"` // of Comments
	Share      float64 `json:"share"`    // of all comments
	Down       float64 `json:"down"`     // points a complaint adds to the score
	Up         float64 `json:"up"`       // points a praise adds to the score
	NPSEffect  float64 `json:"nps_effect"`
	LocalUnit  string  `json:"local_unit,omitempty"`
	LocalShare float64 `json:"local_share,omitempty"` // of the comments there, as planned
	From       string  `json:"from,omitempty"`        // month that a rise begins, yyyy-mm
	RisesTo    float64 `json:"rises_to,omitempty"`    // share of the comments from then on, as planned

	scored int
	effect float64
}
