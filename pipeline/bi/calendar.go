package bi

import (
	"fmt"
	"time"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A CalendarRow is one day.
type CalendarRow struct {
	Day           models.Day `table:"day" doc:"the day, as responded_on in responses"`
	Year          int32      `table:"year" doc:"year"`
	Quarter       int32      `table:"quarter" doc:"quarter of the year, 1 to 4"`
	Month         int32      `table:"month" doc:"month of the year, 1 to 12"`
	DayOfMonth    int32      `table:"day_of_month" doc:"day of the month, 1 to 31"`
	Weekday       int32      `table:"weekday" doc:"day of the week, Monday is 1"`
	ISOYear       int32      `table:"iso_year" doc:"year that the ISO week belongs to"`
	ISOWeek       int32      `table:"iso_week" doc:"ISO week (the Danish one), 1 to 53"`
	YearPeriod    string     `table:"year_period,dict" doc:"the year as period in the figures: 2026"`
	QuarterPeriod string     `table:"quarter_period,dict" doc:"the quarter as period in the figures: 2026-Q1"`
	MonthPeriod   string     `table:"month_period,dict" doc:"the month as period in the figures: 2026-03"`
	WeekName      string     `table:"week_name,dict" doc:"the ISO week, such as 2026-W09"`
	QuarterStart  models.Day `table:"quarter_start" doc:"first day of the quarter"`
	MonthStart    models.Day `table:"month_start" doc:"first day of the month"`
	WeekStart     models.Day `table:"week_start" doc:"Monday of the week"`
	MonthDanish   string     `table:"month_name_da,dict" doc:"name of the month in Danish"`
	MonthEnglish  string     `table:"month_name_en,dict" doc:"name of the month in English"`
	DayDanish     string     `table:"weekday_name_da,dict" doc:"name of the day of the week in Danish"`
	DayEnglish    string     `table:"weekday_name_en,dict" doc:"name of the day of the week in English"`
	Weekend       bool       `table:"weekend" doc:"Saturday or Sunday"`
}

// Calendar has one row per day of every year that holds a response.
var Calendar = tables.Define("calendar", "day", "Every day of the years from the first response to the last, without a gap.",
	tables.Key(func(r *CalendarRow) models.Day { return r.Day }))

var (
	monthsDanish = [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
	daysDanish   = [...]string{"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"}
)

// maxYears bounds the calendar where a survey has a day from another age. Chosen
// by eye.
const maxYears = 100

// CalendarRows are the days of the years from the first response to the last; no
// more than a hundred years before the last.
func CalendarRows(responses []models.Response) []CalendarRow {
	first, last := Span(responses)
	if last == models.NoDay {
		return nil
	}
	end := last.Time().Year()
	begin := max(first.Time().Year(), end-maxYears)
	var rows []CalendarRow
	for at := time.Date(begin, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= end; at = at.AddDate(0, 0, 1) {
		rows = append(rows, calendarRow(at))
	}
	return rows
}

func calendarRow(at time.Time) CalendarRow {
	year, month, day := at.Date()
	isoYear, isoWeek := at.ISOWeek()
	weekday := (int(at.Weekday())+6)%7 + 1
	quarter := (int(month) + 2) / 3
	return CalendarRow{
		Day: models.DayOf(at), Year: int32(year), Quarter: int32(quarter), Month: int32(month), DayOfMonth: int32(day), Weekday: int32(weekday),
		ISOYear: int32(isoYear), ISOWeek: int32(isoWeek),
		YearPeriod: fmt.Sprintf("%04d", year), QuarterPeriod: fmt.Sprintf("%04d-Q%d", year, quarter), MonthPeriod: fmt.Sprintf("%04d-%02d", year, month),
		WeekName:     fmt.Sprintf("%04d-W%02d", isoYear, isoWeek),
		QuarterStart: models.DayOf(time.Date(year, time.Month(quarter*3-2), 1, 0, 0, 0, 0, time.UTC)),
		MonthStart:   models.DayOf(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)),
		WeekStart:    models.DayOf(at.AddDate(0, 0, 1-weekday)),
		MonthDanish:  monthsDanish[month-1], MonthEnglish: month.String(),
		DayDanish: daysDanish[weekday-1], DayEnglish: at.Weekday().String(), Weekend: weekday > 5,
	}
}
