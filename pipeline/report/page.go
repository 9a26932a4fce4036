package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"slices"

	"stemme/pipeline/messages"
)

// A Page is the one-page report, ready to be drawn: every text is in the
// reader's language, every number is a figure of the edition. Its lists hold at
// most what a page has room for.
type Page struct {
	Lang     messages.Lang
	Purpose  string // why the organisation measures; "" for none
	Title    string // what it is about: "3. kvartal 2026"
	Unit     string // the unit it is about, "" for all
	Sentence string // what happened, how sure, and why
	Certain  string // how sure, what is customer mix, and what is assumed

	Score         Bar // NPS of the period
	Course        []Point
	Shares        [3]Share // promoters, passives, detractors
	Down, Up      []Bar    // parts of the change below and above 0
	Unparted      string   // why no part of the change is named, where none is
	Detractors    []Bar    // themes that detractors name more than others
	Promoters     []Bar    // likewise
	Unspoken      string   // why no theme of theirs is named, where none is
	PlacesTitle   string
	Touchpoints   []Bar
	HighFive      []Bar
	HighFiveTitle string // says what it is of
	News          []Bar  // what is said beyond its past in the period
	NoNews        string // says that nothing is, or that nobody has looked
	LocalTitle    string
	Local         []Bar // of a unit: themes that it hears more than the others; of all: the units at both ends
	Improvements  []Improvement
	NoImprovement string   // why there are none
	Foot          []string // n, what is withheld, edition
}

// A Bar is a named figure with its interval.
type Bar struct {
	Name      string
	Value     float64 // NaN where it is withheld
	Low, High float64 // NaN without an interval
	Text      string  // the figure as it is written
	Note      string  // how sure, n, withheld
	Unsure    bool    // not sure: see nps.Sure
	Tone      string  // of a theme: whether it is praised; of a unit: whether it is above the others; "" where that is not sure
	Sign      string  // of a theme's tone: +, − or ±

	id      string // of its theme, "" for none
	side    string // polarity of those whose figure it is, "" where it is of all who mention the theme
	unknown bool   // what has no value: it is always shown
}

// A Point is the score of one period of the course.
type Point struct {
	Label            string
	Value, Low, High float64 // NaN where it is withheld
	Partial          bool    // the data cover only a part of it
}

// A Share is one class's part of the scored.
type Share struct {
	Class string // promoter, passive, detractor
	Name  string
	Count string
	Text  string // per cent as it is written
	Share float64
}

// An Improvement is one line of the register.
type Improvement struct{ What, Owner, Action, Effect string }

// Most rows of each list: what an A4 page has room for.
const (
	mostCauses       = 4
	mostThemes       = 4
	mostTouchpoints  = 6
	mostHighFive     = 5
	mostNews         = 4
	mostLocal        = 4
	mostImprovements = 5
	mostPeriods      = 13
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"text": func(lang messages.Lang, key string) string { return lang.Text(messages.Key(key)) },
	"bars": func(of []Bar) []drawn { return draw(of, drawBar) },
	"one":  func(q Quote) []Quote { return []Quote{q} },
	"few":  fewQuotes,
	"dots": drawDots,
	"code": func(lang messages.Lang) string { return [...]string{"da", "en"}[lang] },
}).Parse(pageHTML))

// pageView is a page as its template sees it.
type pageView struct {
	*Page
	CSS                template.CSS
	CourseChart, Strip template.HTML
}

// view cuts the page to what it has room for and draws it.
func (p *Page) view() pageView {
	cut := *p
	cut.fit()
	return pageView{&cut, template.CSS(pageCSS), courseChart(cut.Lang, cut.Course), sharesStrip(cut.Shares)}
}

// WriteHTML writes the page as one HTML file that needs no other: its styles and
// drawings are in it.
func (p *Page) WriteHTML(w io.Writer) error {
	var body bytes.Buffer
	if err := pageTemplate.ExecuteTemplate(&body, "page", p.view()); err != nil {
		return err
	}
	_, err := body.WriteTo(w)
	return err
}

// fit cuts every list to what the page has room for.
func (p *Page) fit() {
	cut := func(list *[]Bar, most int) { *list = (*list)[:min(len(*list), most)] }
	cut(&p.Down, mostCauses)
	cut(&p.Up, mostCauses)
	cut(&p.Detractors, mostThemes)
	cut(&p.Promoters, mostThemes)
	places := mostTouchpoints
	cut(&p.HighFive, mostHighFive)
	cut(&p.News, mostNews)
	cut(&p.Local, mostLocal)
	improvements := mostImprovements
	if len(p.News)+len(p.Local) > 0 { // their section takes the room of others
		places--
		improvements -= 3
	}
	if i := slices.IndexFunc(p.Touchpoints, func(b Bar) bool { return b.unknown }); i >= places {
		p.Touchpoints = slices.Insert(slices.Clone(p.Touchpoints), places-1, p.Touchpoints[i])
	}
	cut(&p.Touchpoints, places)
	p.Improvements = p.Improvements[:min(len(p.Improvements), improvements)]
	p.Course = p.Course[max(0, len(p.Course)-mostPeriods):]
}
