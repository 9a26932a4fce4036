package web

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// extras are the tables that an edition may lack: older ones do, and so does one
// of a survey with too few comments or scores.
type extras struct {
	drivers  map[string]nps.DriverRow // by theme
	causes   map[cut][]nps.CauseRow   // over all time, in the order of class and rank
	local    map[cut][]nps.LocalRow   // what is surely heard more than elsewhere, entries that the analysts wrote first, then in the order of rank
	heard    []nps.LocalRow           // likewise, of every lens, the surest first
	told     map[string]string        // written entries that tell the same as other themes, by theme
	events   []themes.ThemeEventRow   // in the order they happened
	changes  map[pair][]nps.ChangeRow
	alerts   []nps.AlertRow           // of every lens, newest first
	whatIf   map[string]nps.WhatIfRow // over all, by theme
	examples map[string][]themes.ThemeExampleRow
	cited    map[string]*ledger.ResponseRow // the responses that examples are of, by key
	news     []nps.NewsRow                  // newest first
	facts    map[cut][]nps.NewsRow          // of a cut, over all time: its news, newest first, each fact once; of all: those of every cut
	clauses  map[clauseKey][2]int32         // first character and the one after the last of the clauses they are about
	plans    plans
	assumed  map[messages.Lang][]string // see report.Assumed
	standing map[cut]nps.StandingRow    // over all time
	twins    [][2]string                // ways to cut that split the responses likewise
	ways     []string                   // ways to cut whose mix is taken out of changes; nil where the edition does not say
}

// A clauseKey names one clause of one response.
type clauseKey struct {
	response string
	clause   int32
}

// A pair names one comparison of two periods.
type pair struct{ kind, from, to, dimension, value string }

// readExtras reads what there is of them in dir, of the lens that leads.
func readExtras(dir, lead string) (x extras, err error) {
	x = extras{drivers: map[string]nps.DriverRow{}, causes: map[cut][]nps.CauseRow{}, local: map[cut][]nps.LocalRow{}, changes: map[pair][]nps.ChangeRow{},
		whatIf: map[string]nps.WhatIfRow{}, examples: map[string][]themes.ThemeExampleRow{}, cited: map[string]*ledger.ResponseRow{},
		clauses: map[clauseKey][2]int32{},
		assumed: map[messages.Lang][]string{}, standing: map[cut]nps.StandingRow{}}
	if err = errors.Join(x.readThemes(dir, lead), x.readCuts(dir, lead), x.readNews(dir)); err != nil {
		return x, err
	}
	if x.plans, err = readPlans(dir); err != nil {
		return x, err
	}
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		if x.assumed[lang], err = report.Assumed(dir, lang); err != nil {
			return x, err
		}
	}
	sortAlerts(x.alerts)
	x.setLocal(lead)
	return x, nil
}

// setLocal sorts what is heard more than elsewhere by where it is, of the lens that leads and what
// the analysts wrote.
func (x *extras) setLocal(lead string) {
	x.heard = slices.DeleteFunc(x.heard, func(r nps.LocalRow) bool { return r.Q > nps.Significant })
	told := slices.DeleteFunc(slices.Clone(x.heard), func(r nps.LocalRow) bool { return r.Lens != lead && !lens.Written(r.ThemeID) })
	for _, r := range report.LocalFirst(told, x.told) {
		c := cut{kind: "all", dimension: r.Dimension, value: r.Value}
		x.local[c] = append(x.local[c], r)
	}
	slices.SortStableFunc(x.heard, func(a, b nps.LocalRow) int { return cmp.Compare(b.Z, a.Z) })
}

// readThemes reads what tables say of themes.
func (x *extras) readThemes(dir, lead string) error {
	var overlaps []lens.OverlapRow
	defer func() { x.told = lens.ToldBy(overlaps) }()
	return errors.Join(
		each(lens.Overlaps, dir, func(r lens.OverlapRow) { overlaps = append(overlaps, r) }),
		each(nps.Drivers, dir, func(r nps.DriverRow) {
			if r.Outcome == nps.OutcomeNPS && (r.Lens == "" || r.Lens == lead || lens.Written(r.ThemeID)) {
				x.drivers[r.ThemeID] = r
			}
		}),
		each(nps.Local, dir, func(r nps.LocalRow) { x.heard = append(x.heard, r) }),
		each(nps.Causes, dir, func(r nps.CauseRow) {
			c := cut{kind: "all", dimension: r.Dimension, value: r.Value}
			if r.Lens == lead {
				x.causes[c] = append(x.causes[c], r)
			}
		}),
		each(nps.WhatIf, dir, func(r nps.WhatIfRow) {
			if r.Dimension == "all" && (r.Lens == "" || r.Lens == lead) {
				x.whatIf[r.ThemeID] = r
			}
		}),
		each(themes.ThemeEvents, dir, func(r themes.ThemeEventRow) { x.events = append(x.events, r) }),
		each(themes.ThemeExamples, dir, func(r themes.ThemeExampleRow) {
			x.examples[r.ThemeID] = append(x.examples[r.ThemeID], r)
			x.cited[r.ResponseKey] = nil
		}))
}

// readCuts reads what they say of cuts and periods.
func (x *extras) readCuts(dir, lead string) error {
	return errors.Join(
		each(nps.Standings, dir, func(r nps.StandingRow) {
			x.standing[cut{kind: "all", dimension: r.Dimension, value: r.Value}] = r
		}),
		each(nps.Dimensions, dir, func(r nps.DimensionRow) {
			if r.Mix {
				x.ways = append(x.ways, r.Dimension)
			}
			if r.SameAs != "" {
				x.twins = append(x.twins, [2]string{r.SameAs, r.Dimension})
			}
		}),
		each(nps.Changes, dir, func(r nps.ChangeRow) {
			p := pair{r.PeriodKind, r.From, r.To, r.Dimension, r.Value}
			if r.Lens == lead {
				x.changes[p] = append(x.changes[p], r)
			}
		}),
		each(nps.Alerts, dir, func(r nps.AlertRow) { x.alerts = append(x.alerts, r) }))
}

// readNews reads what is new.
func (x *extras) readNews(dir string) error {
	var examples []nps.NewsExampleRow
	if err := errors.Join(
		each(nps.NewsFound, dir, func(r nps.NewsRow) { x.news = append(x.news, r) }),
		each(nps.NewsExamples, dir, func(r nps.NewsExampleRow) {
			examples = append(examples, r)
			x.cited[r.ResponseKey] = nil
		})); err != nil {
		return err
	}
	slices.SortStableFunc(x.news, func(a, b nps.NewsRow) int { return cmp.Or(cmp.Compare(b.Period, a.Period), cmp.Compare(a.Q, b.Q)) })
	said, of := nps.NewsSaid(examples), map[cut][]nps.NewsRow{whole: x.news}
	for _, r := range x.news {
		if r.Dimension != nps.DimensionAll {
			at := cut{whole.kind, "", r.Dimension, r.Value}
			of[at] = append(of[at], r)
		}
	}
	x.facts = map[cut][]nps.NewsRow{}
	for at, rows := range of {
		x.facts[at] = nps.OnceTold(rows, said)
	}
	return nil
}

// each calls do with every row of a table, a few at a time, so that a large
// table never stands in memory as rows; a table that is not there has none.
func each[T any](d tables.Definition[T], dir string, do func(T)) error {
	err := d.Each(dir, func(row *T) { do(*row) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// effect is the driver of a theme, with what is not known as NaN.
func (x *extras) effect(theme string) nps.DriverRow {
	if d, ok := x.drivers[theme]; ok {
		return d
	}
	nan := math.NaN()
	return nps.DriverRow{Effect: nan, CILow: nan, CIHigh: nan, Q: nan, Weight: nan}
}

// surest are the causes of a class in a cut that are more than chance.
func (x *extras) surest(c cut, class models.Class) []nps.CauseRow {
	var rows []nps.CauseRow
	for _, r := range x.causes[c] {
		if r.Class == class.String() && !r.Restates && r.Q <= nps.Significant {
			rows = append(rows, r)
		}
	}
	return rows
}
