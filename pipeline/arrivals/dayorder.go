package arrivals

import (
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// Responses of a delivery come at most nearBefore days before the source's latest and
// nearAfter days behind it; farBefore and more before it they are late. From leastSpread
// dates on, all on one day of as many months, no survey was answered so. Chosen by eye.
const (
	nearBefore  = 14
	nearAfter   = 31
	farBefore   = 21
	leastSpread = 3
)

// askewDates refuses files of which earlier nights alone say whether day or month stands
// first, where that order makes of the dates what hardly was answered and the other order does
// not: one day in each of many months, or days long past.
func (r *Rules) askewDates(all []models.Response, batch source.Batch) (faults []error) {
	for i, responses := range byFile(batch) {
		f := &batch.Files[i]
		if f.Recalled == "" {
			continue
		}
		h := historyOf(f.Source, all, responses)
		days := daysOf(responses)
		other := swapped(days)
		if !h.speaksFor(other, days, r.Today) {
			continue
		}
		order := source.MonthFirst
		if f.Dates.Order == source.MonthFirst {
			order = source.DayFirst
		}
		file := messages.Argument(f.File)
		faults = append(faults, messages.Errorf("source_dates_askew", f.File, f.Recalled, messages.Key("source_order_"+f.Dates.Order), days[0].String(), days[len(days)-1].String(),
			messages.Key("source_order_"+order), other[0].String(), other[len(other)-1].String(), h.last.String(), file, file))
	}
	return faults
}

// daysOf are the days of responses that would be others if day and month were swapped, each once.
func daysOf(responses []models.Response) (days []models.Day) {
	for i := range responses {
		if day := responses[i].Day; day != models.NoDay && swap(day) != day {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// swap is the day with its month and day the other way about; the day itself where that is none.
func swap(day models.Day) models.Day {
	y, m, d := day.Time().Date()
	if d > 12 {
		return day
	}
	return models.DayOf(time.Date(y, time.Month(d), int(m), 0, 0, 0, 0, time.UTC))
}

func swapped(days []models.Day) []models.Day {
	other := make([]models.Day, len(days))
	for i, day := range days {
		other[i] = swap(day)
	}
	slices.Sort(other)
	return other
}

// A past is what a ledger says of the days of a source.
type past struct {
	last       models.Day
	days       map[models.Day]bool
	same, flip int  // responses that are known, of the day as read, and of it with day and month swapped
	clocks     bool // whether the new ones have a time of day
}

// historyOf is the past of a source, but for what the new responses stand for.
func historyOf(name string, all, fresh []models.Response) past {
	h := past{days: map[models.Day]bool{}, last: models.NoDay}
	now := make(map[models.Key]models.Day, len(fresh))
	for i := range fresh {
		now[fresh[i].Key()] = fresh[i].Day
		h.clocks = h.clocks || !fresh[i].At.IsZero()
	}
	for i := range all {
		r := &all[i]
		if r.Source != name || r.Day == models.NoDay {
			continue
		}
		if day, known := now[r.Key()]; known && day != models.NoDay && swap(day) != day {
			switch r.Day {
			case day:
				h.same++
			case swap(day):
				h.flip++
			}
			continue
		}
		h.days[r.Day] = true
		if h.last == models.NoDay || r.Day > h.last {
			h.last = r.Day
		}
	}
	return h
}

// speaksFor says whether other are the days that were answered on, and not days; now is the zero
// time where it is not known.
func (h *past) speaksFor(other, days []models.Day, now time.Time) bool {
	switch {
	case len(days) == 0 || h.same > h.flip:
		return false
	case h.flip > h.same:
		return true
	case h.last == models.NoDay || !now.IsZero() && other[len(other)-1] > models.DayOf(now)+1:
		return false
	}
	adjoins := other[0] >= h.last-nearBefore && other[len(other)-1] <= h.last+nearAfter
	if adjoins && days[len(days)-1] < h.last-farBefore {
		return true
	}
	_, month, on := days[0].Time().Date()
	spread := map[time.Month]bool{month: true}
	for _, day := range days {
		_, m, d := day.Time().Date()
		if d != on {
			return false
		}
		spread[m] = true
	}
	return len(spread) >= leastSpread && !h.usual(on) && (adjoins || h.clocks || on > 1)
}

// usual says whether most days of the source are that day of a month.
func (h *past) usual(on int) bool {
	n := 0
	for day := range h.days {
		if day.Time().Day() == on {
			n++
		}
	}
	return 2*n >= len(h.days)
}
