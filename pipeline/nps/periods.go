package nps

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
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

	yearBefore    int32 // the same period a year earlier; -1 where there is none
	days, covered int   // its days, and how many of them the data cover; 0 of what has no days
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
	case KindWeek:
		return (day - models.Day((at.Weekday()+6)%7)).String()
	case KindDay:
		return day.String()
	default:
		return fmt.Sprintf("%04d-%02d", y, m)
	}
}

// Above is the name of the period that one of a kind lies in, of the next wider
// kind: the quarter of a month, the year of a quarter, "" of a year.
func Above(kind, name string) string {
	switch kind {
	case KindMonth:
		month, _ := strconv.Atoi(name[max(0, len(name)-2):])
		return fmt.Sprintf("%s-Q%d", name[:max(0, len(name)-3)], (month+2)/3)
	case KindQuarter:
		year, _, _ := strings.Cut(name, "-Q")
		return year
	}
	return ""
}

// setPeriods builds the tree of the periods that hold a response, in the order
// of the calendar, widest kind first, and every row's chain in it.
func (p *Panel) setPeriods(of *sheet) {
	months := map[int]models.Day{}
	undated := false
	for i, m := range of.month {
		if m == noMonth {
			undated = true
		} else if i == 0 || m != of.month[i-1] {
			months[int(m)] = firstDay(int(m))
		}
	}
	p.periods = []period{{kind: KindAll, parent: -1, before: -1, yearBefore: -1}}
	byMonth := p.growPeriods(slices.Sorted(maps.Keys(months)), months)
	none := []int32{periodAll}
	if undated {
		none = append(none, int32(len(p.periods)))
		p.periods = append(p.periods, period{parent: periodAll, before: -1, yearBefore: -1})
	}
	p.chains = make([][]int32, len(of.month))
	for i, m := range of.month {
		if m == noMonth {
			p.chains[i] = none[of.from[i]:]
		} else {
			p.chains[i] = byMonth[int(m)][of.from[i]:]
		}
	}
}

// setDays says of every period how many of its days the data cover.
func (p *Panel) setDays(days map[models.Day]int64) {
	cover := newCoverage(days)
	for i := range p.periods {
		if q := &p.periods[i]; q.kind != "" && q.kind != KindAll {
			first := firstDay(q.months)
			q.days, q.covered = cover.of(first, firstDay(q.months+monthsOf(q.kind))-1)
		}
	}
}

// whole says whether the data cover all days of a period; false of the responses
// without a day.
func (q *period) whole() bool { return q.kind == KindAll || q.days > 0 && q.covered == q.days }

// A Coverage says which days the data cover: those from the first day with a response to
// the last. A stretch at either end that is no longer than most between two days with
// responses is covered too.
type Coverage struct {
	first, last models.Day // NoDay where none is known
	gap         int        // days between responses that are nothing to wonder at
}

// CoverageOf is that of responses as they are counted.
func CoverageOf(responses []models.Response) Coverage {
	days := map[models.Day]int64{}
	for i := range responses {
		if r := &responses[i]; r.Kind != models.Employees && r.Day != models.NoDay {
			days[r.Day]++
		}
	}
	return newCoverage(days)
}

func newCoverage(days map[models.Day]int64) Coverage {
	order := slices.Sorted(maps.Keys(days))
	if len(order) == 0 {
		return Coverage{models.NoDay, models.NoDay, 0}
	}
	gaps := []int{1}
	for i := range order[1:] {
		gaps = append(gaps, int(order[i+1]-order[i]))
	}
	slices.Sort(gaps)
	return Coverage{order[0], order[len(order)-1], gaps[(len(gaps)-1)*usualGap/100] - 1}
}

// of is how many days there are from first to end, and how many of them are covered.
func (c Coverage) of(first, end models.Day) (days, covered int) {
	if c.first == models.NoDay {
		return int(end-first) + 1, 0
	}
	from, to := max(first, c.first), min(end, c.last)
	if int(from-first) <= c.gap {
		from = first
	}
	if int(end-to) <= c.gap {
		to = end
	}
	return int(end-first) + 1, max(0, int(to-from)+1)
}

// Whole says whether all days of a named period are covered.
func (c Coverage) Whole(kind, name string) bool {
	first, last := Span(kind, name)
	days, covered := c.of(first, last)
	return first != models.NoDay && covered == days
}

// usualGap is the percentile of the gaps between days with responses up to which a
// gap is nothing to wonder at. Chosen by eye: closed days, not holidays.
const usualGap = 95

// monthsOf is how many months a kind of period has.
func monthsOf(kind string) int {
	switch kind {
	case KindYear:
		return 12
	case KindQuarter:
		return 3
	}
	return 1
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
				fresh := period{kind: kind, name: name, parent: parent, before: -1, yearBefore: -1, months: m / size * size}
				if last := &p.periods[node-1]; last.kind == kind && last.months == fresh.months-size {
					fresh.before = node - 1
				}
				if year, ok := at[PeriodName(kind, models.DayOf(months[m].Time().AddDate(-1, 0, 0)))]; ok && kind != KindYear {
					fresh.yearBefore = year
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

// quarters writes the quarters of people, 2026-K3, as the tables do.
var quarters = strings.NewReplacer("K", "Q", "k", "Q", "q", "Q")

// PeriodNamed is the name in the tables of a period that somebody wrote: K stands for Q in a
// quarter.
func PeriodNamed(written string) string { return quarters.Replace(written) }

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

// Span is the first and the last day of a period as the tables name it, or of a
// week or day of news; NoDay of what has no days.
func Span(kind, name string) (first, last models.Day) {
	if day, err := models.ParseDay(name); err == nil {
		if kind == KindWeek {
			return day, day + 6
		}
		return day, day
	}
	if parsed, ok := ParsePeriod(name); !ok || parsed == KindAll {
		return models.NoDay, models.NoDay
	}
	year, month := name[:4], 1
	switch kind {
	case KindQuarter:
		month = int(name[6]-'1')*3 + 1
	case KindMonth:
		month = int(name[5]-'0')*10 + int(name[6]-'0')
	}
	first, err := models.ParseDay(fmt.Sprintf("%s-%02d-01", year, month))
	if err != nil {
		return models.NoDay, models.NoDay
	}
	return first, models.DayOf(first.Time().AddDate(0, monthsOf(kind), -1))
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// YearBefore names the same period a year earlier; "" of what is no period.
func YearBefore(name string) string {
	if kind, ok := ParsePeriod(name); !ok || kind == KindAll {
		return ""
	}
	year, err := strconv.Atoi(name[:4])
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%04d", year-1) + name[4:]
}
