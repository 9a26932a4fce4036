package nps

import (
	"iter"
	"slices"
	"time"

	"stemme/models"
	"stemme/models/parallel"
)

// A Said is one term or phrase with the responses that say it.
type Said struct {
	Term      string                     // as it is counted
	Written   func(among []int32) string // its commonest written form among some of the responses; asked for where it is told
	Responses []int32                    // ascending, none twice
}

// The kinds of period that new terms are looked for in, beside KindMonth.
const (
	KindDay  = "day"
	KindWeek = "week"
)

// A watch is how one kind of period is held against its past.
type watch struct {
	kind        string
	monthly     int // periods of a month, at most
	least, most int // periods of the past
	yearly      yearly
	of          func(models.Day) int
	name        func(int) string
}

var watches = [...]watch{
	{KindMonth, 1, 3, 24, yearly{12, 0}, monthOf, func(n int) string { return PeriodName(KindMonth, firstDay(n)) }},
	{KindWeek, 5, 8, 52, yearly{52, 1}, func(d models.Day) int { return int(d+3+7*52000) / 7 }, func(n int) string { return (models.Day(7*n) - 3 - 7*52000).String() }},
	{KindDay, 31, 28, 180, yearly{365, 3}, func(d models.Day) int { return int(d) }, func(n int) string { return models.Day(n).String() }},
}

// News are the findings of one panel.
type News struct {
	Rows     []NewsRow
	Examples []NewsExampleRow
}

// mostNewsValues is how many values a dimension may have to be watched value by value.
const mostNewsValues = 60

// FindNews lists the terms and phrases that are said beyond their past: over all
// responses, and by value of touchpoint, segments and each level of the units, by day,
// week and month. It needs no theme. A term's responses in a period are held against
// those of the periods before, given their sum, by the binomial test of a rate ratio,
// its counts shrunk by how much more than chance periods differ, past outbreaks left
// out; so are those of two periods together, where what is said in the second alone is surely
// beyond its past; what is said as often at the same time of the years before is not new. q is over all terms
// and ways to cut of one period of a kind; terms that are said by the same responses are
// one finding; workers never changes a result. None is of fewer than k customers, lies in a month of a cut that shows
// does not hold for, or lets such a group be found by subtraction.
//
// Methods: Przyborowski and Wilenski, "Homogeneity of results in testing samples from
// Poisson series", Biometrika 31 (1940), for the test; Farrington et al., JRSS A 159
// (1996), for the spread of the past.
func FindNews(responses []models.Response, said []Said, smallGroup, workers int, shows func(CutKey) bool) News {
	dimensions, k := newsDimensions(responses), max(smallGroup, 1)
	heard := make([][]tried, len(watches)) // by kind and dimension
	for kind := range heard {
		heard[kind] = make([]tried, len(dimensions))
	}
	var g parallel.Group
	g.SetLimit(workers)
	for n, d := range dimensions {
		g.Go(func() error {
			diary := newDiary(responses, d)
			boards := diary.boards(watches[:])
			diary.hear(boards, said, k)
			for kind, rises := range diary.rises(boards, said, k) {
				heard[kind][n] = tried{boards[kind], rises}
			}
			diary.forget(boards)
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	var found []finding
	for _, boards := range heard {
		discover(boards)
		for n, b := range boards {
			for _, group := range grouped(b.rises) {
				if f := (finding{b.board, dimensions[n], group}); enough(responses, f.said(), k) && f.shown(responses, shows) {
					found = append(found, f)
				}
			}
		}
	}
	var news News
	told := guarded(found, smallGroup)
	names := named(told, said)
	for i := range told {
		news.add(&told[i], responses, names, smallGroup)
	}
	return news
}

// enough says whether some responses are of so many customers that they are a group.
func enough[T int | int32](responses []models.Response, some []T, k int) bool {
	who := models.NewCustomers[struct{}](k)
	for _, i := range some {
		if who.Add(struct{}{}, &responses[i]); who.Number[struct{}{}] >= k {
			return true
		}
	}
	return false
}

// NewsUnit is the unit whose news a unit's are among: itself, or the nearest above it of
// a level that has few enough units, of all that cuts name.
func NewsUnit(path string, cuts iter.Seq[CutRow]) string {
	units := map[string]bool{}
	for c := range cuts {
		if c.Dimension == DimensionUnit {
			units[c.Value] = true
		}
	}
	above := models.UnitLevels(path)
	for deep := len(above) - 1; deep > 0; deep-- {
		of := map[string]bool{}
		for u := range units {
			if l := models.UnitLevels(u); len(l) > deep {
				of[l[deep]] = true
			}
		}
		if len(of) <= mostNewsValues {
			return above[deep]
		}
	}
	return topLevel(path)
}

// A newsDimension is a way to cut that news is looked for in.
type newsDimension struct {
	name   string
	level  int      // of units, from 0
	values []string // that responses have, none twice
	of     []uint8  // of each response: place in values
}

// newsDimensions lists those of few enough values: all, and the others in the order of
// their names but touchpoint and unit, which come first.
func newsDimensions(responses []models.Response) []newsDimension {
	found := []newsDimension{newsAll(responses)}
	add := func(name string, of func(*models.Response) string) {
		if d, few := newNewsDimension(name, responses, of); few {
			found = append(found, d)
		}
	}
	add(DimensionTouchpoint, func(r *models.Response) string { return r.Touchpoint })
	found = append(found, newsUnits(responses)...)
	names := map[string]bool{}
	var order []string
	for i := range responses {
		for _, s := range responses[i].Segments {
			if !names[s.Name] {
				names[s.Name] = true
				order = append(order, s.Name)
			}
		}
	}
	slices.Sort(order)
	for _, name := range order {
		if TellsApart(responses, name) {
			add(SegmentDimension(name), func(r *models.Response) string { return r.Segment(name) })
		}
	}
	return found
}

// newsUnits are the levels of the units that have few enough of them, but those that cut
// as the level above does. Who answered of a unit above a level has no value there.
func newsUnits(responses []models.Response) (found []newsDimension) {
	of := map[string][]string{}
	deepest := 0
	for i := range responses {
		unit := responses[i].Unit
		if _, known := of[unit]; !known {
			of[unit] = models.UnitLevels(unit)
			deepest = max(deepest, len(of[unit]))
		}
	}
	before := 0
	for level := range deepest {
		d, few := newNewsDimension(DimensionUnit, responses, func(r *models.Response) string {
			if l := of[r.Unit]; len(l) > level {
				return l[level]
			}
			return ""
		})
		same := len(d.values) == before && !slices.Contains(d.values, "")
		if d.level = level; few && !same {
			found = append(found, d)
		}
		before = len(d.values)
	}
	return found
}

// newsAll is the way to cut that leaves all responses together.
func newsAll(responses []models.Response) newsDimension {
	return newsDimension{name: DimensionAll, values: []string{""}, of: make([]uint8, len(responses))}
}

// newNewsDimension sorts responses by their values; few says whether those are several
// and may be watched value by value.
func newNewsDimension(name string, responses []models.Response, of func(*models.Response) string) (d newsDimension, few bool) {
	d = newsDimension{name: name, of: make([]uint8, len(responses))}
	number := map[string]uint8{}
	for i := range responses {
		value := of(&responses[i])
		n, seen := number[value]
		if !seen {
			n = uint8(len(d.values))
			number[value], d.values = n, append(d.values, value)
			if _, none := number[""]; none && len(d.values) > mostNewsValues+1 || !none && len(d.values) > mostNewsValues {
				return d, false
			}
		}
		d.of[i] = n
	}
	return d, len(d.values) > 1
}

// firstDay is the first day of a month that is counted from year 0.
func firstDay(month int) models.Day {
	return models.DayOf(time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC))
}
