package nps

import (
	"fmt"
	"slices"
	"strings"

	"stemme/models"
)

// The kinds of period, as the tables name them.
const (
	KindAll     = "all"
	KindYear    = "year"
	KindQuarter = "quarter"
	KindMonth   = "month"
)

// Kinds lists the kinds of period, widest first.
var Kinds = [...]string{KindAll, KindYear, KindQuarter, KindMonth}

// A period is a node of the tree all → years → quarters → months. The responses
// without a day are one further child of all, the period noDay.
type period struct {
	kind   string // "" for noDay
	name   string // "2026", "2026-Q1", "2026-03"; "" for all and noDay
	parent int32  // -1 for all
	before int32  // the period of its kind before it in the calendar; -1 where there is none
	months int    // since year 0, of its first month
}

// periodAll is the node of all responses.
const periodAll = 0

// A PeriodName is the name of the period of a kind that a day lies in: "" for
// KindAll and for a day that is not known.
func PeriodName(kind string, day models.Day) string {
	if day == models.NoDay || kind == KindAll {
		return ""
	}
	at := day.Time()
	switch y, m := at.Year(), int(at.Month()); kind {
	case KindYear:
		return fmt.Sprintf("%04d", y)
	case KindQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (m+2)/3)
	default:
		return fmt.Sprintf("%04d-%02d", y, m)
	}
}

// setPeriods builds the tree of the periods that hold a response, in the order
// of the calendar, widest kind first, and every response's chain in it.
func (p *Panel) setPeriods(responses []models.Response) {
	months := map[int]models.Day{}
	undated := false
	for _, i := range p.source {
		d := responses[i].Day
		if d == models.NoDay {
			undated = true
			continue
		}
		months[monthOf(d)] = d
	}
	order := make([]int, 0, len(months))
	for m := range months {
		order = append(order, m)
	}
	slices.Sort(order)
	p.periods = []period{{kind: KindAll, parent: -1, before: -1}}
	byMonth := p.growPeriods(order, months)
	none := []int32{periodAll}
	if undated {
		none = append(none, int32(len(p.periods)))
		p.periods = append(p.periods, period{parent: periodAll, before: -1})
	}
	p.chains = make([][]int32, len(p.source))
	for j, i := range p.source {
		if d := responses[i].Day; d == models.NoDay {
			p.chains[j] = none
		} else {
			p.chains[j] = byMonth[monthOf(d)]
		}
	}
}

// growPeriods adds years, quarters and months, and returns each month's chain.
func (p *Panel) growPeriods(order []int, months map[int]models.Day) map[int][]int32 {
	at := map[string]int32{}
	chains := map[int][]int32{}
	for level, kind := range Kinds[1:] {
		size := [...]int{12, 3, 1}[level]
		for _, m := range order {
			name := PeriodName(kind, months[m])
			node, seen := at[name]
			if !seen {
				node = int32(len(p.periods))
				at[name] = node
				parent := int32(periodAll)
				if level > 0 {
					parent = chains[m][level]
				}
				fresh := period{kind: kind, name: name, parent: parent, before: -1, months: m / size * size}
				if last := &p.periods[node-1]; last.kind == kind && last.months == fresh.months-size {
					fresh.before = node - 1
				}
				p.periods = append(p.periods, fresh)
			}
			if level == 0 {
				chains[m] = []int32{periodAll}
			}
			chains[m] = append(chains[m], node)
		}
	}
	return chains
}

// monthOf counts months from year 0.
func monthOf(d models.Day) int {
	at := d.Time()
	return at.Year()*12 + int(at.Month()) - 1
}

// findPeriod is the node of a named period; -1 where no response lies in it.
func (p *Panel) findPeriod(kind, name string) int32 {
	for i := range p.periods {
		if q := &p.periods[i]; q.kind == kind && q.name == name {
			return int32(i)
		}
	}
	return -1
}

// ParsePeriod tells the kind of a period from its name: "" is all.
func ParsePeriod(name string) (kind string, ok bool) {
	switch {
	case name == "":
		return KindAll, true
	case len(name) == 4 && digits(name):
		return KindYear, true
	case len(name) == 7 && digits(name[:4]) && name[4:6] == "-Q" && strings.Contains("1234", name[6:]):
		return KindQuarter, true
	case len(name) == 7 && digits(name[:4]) && name[4] == '-' && digits(name[5:]) && name[5:] >= "01" && name[5:] <= "12":
		return KindMonth, true
	}
	return "", false
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
