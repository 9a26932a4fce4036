package bi_test

import (
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/tables"
)

func on(year int, month time.Month, day int) models.Response {
	return models.Response{Day: models.DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))}
}

// TestCalendar: whole years without a gap; ISO weeks over the turn of a year.
func TestCalendar(t *testing.T) {
	rows := bi.CalendarRows([]models.Response{on(2021, 3, 4), {Day: models.NoDay}, on(2020, 12, 31)})
	if len(rows) != 366+365 {
		t.Fatalf("%d days", len(rows))
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].Day != rows[i-1].Day+1 {
			t.Fatalf("a gap after %s", rows[i-1].Day)
		}
	}
	// 3 January 2021 is the Sunday of week 53 of 2020.
	got := rows[366+2]
	if got.ISOYear != 2020 || got.ISOWeek != 53 || got.WeekName != "2020-W53" || got.Weekday != 7 || !got.Weekend || got.DayDanish != "søndag" ||
		got.MonthDanish != "januar" || got.WeekStart.String() != "2020-12-28" || got.QuarterPeriod != "2021-Q1" || got.MonthPeriod != "2021-01" {
		t.Errorf("%+v", got)
	}
	if last := rows[len(rows)-1]; last.Day.String() != "2021-12-31" || last.QuarterStart.String() != "2021-10-01" || last.MonthStart.String() != "2021-12-01" {
		t.Errorf("%+v", last)
	}
	if rows := bi.CalendarRows([]models.Response{on(1, 1, 1), on(2021, 1, 1)}); len(rows) > 101*366 {
		t.Errorf("%d days for a response of another age", len(rows))
	}
	if rows := bi.CalendarRows([]models.Response{{Day: models.NoDay}}); rows != nil {
		t.Errorf("days out of nothing: %v", rows)
	}
}

// TestUnits: every level above a unit is there once.
func TestUnits(t *testing.T) {
	rows := bi.UnitRows([]models.Response{{Unit: "Nord/Aarhus/Erhverv"}, {Unit: "Nord/Aarhus"}, {Unit: "Syd"}, {}}, 1)
	got := map[string]bi.UnitRow{}
	for _, r := range rows {
		got[r.Unit] = r
	}
	if len(rows) != 4 || len(got) != 4 {
		t.Fatalf("%+v", rows)
	}
	if u := got["Nord/Aarhus"]; u.Parent != "Nord" || u.Level != 2 || u.Leaf || u.Name != "Aarhus" || u.Level1 != "Nord" || u.Level2 != "Aarhus" || u.Level3 != "" {
		t.Errorf("%+v", u)
	}
	if u := got["Nord/Aarhus/Erhverv"]; !u.Leaf || u.Level3 != "Erhverv" {
		t.Errorf("%+v", u)
	}
	if u := got["Syd"]; u.Parent != "" || !u.Leaf || u.Level != 1 {
		t.Errorf("%+v", u)
	}
}

// TestTouchpointsAndSegments: a touchpoint of two stages has none; two segments
// that come to one column name are told apart as in responses.
func TestTouchpointsAndSegments(t *testing.T) {
	responses := []models.Response{
		{Touchpoint: "butik", Stage: "køb"}, {Touchpoint: "telefon", Stage: "køb"}, {Touchpoint: "telefon", Stage: "klage"},
		{Segments: []models.Segment{{Name: "Område", Value: "nord"}, {Name: "område", Value: "syd"}, {Name: "tom"}}},
	}
	touchpoints := bi.TouchpointRows(responses, 1)
	if len(touchpoints) != 2 || !slices.Contains(touchpoints, bi.TouchpointRow{Touchpoint: "butik", Stage: "køb"}) || !slices.Contains(touchpoints, bi.TouchpointRow{Touchpoint: "telefon"}) {
		t.Errorf("%+v", touchpoints)
	}
	segments := bi.SegmentRows(responses, 1)
	if len(segments) != 2 || !slices.Contains(segments, bi.SegmentRow{Segment: "Område", Value: "nord", Column: "segment_omraade"}) ||
		!slices.Contains(segments, bi.SegmentRow{Segment: "område", Value: "syd", Column: "segment_omraade_2"}) {
		t.Errorf("%+v", segments)
	}
}

// TestEditionSaysItsRule: an edition in which nothing is withheld says so.
func TestEditionSaysItsRule(t *testing.T) {
	for small, want := range map[int]string{5: bi.AudienceOpen, 1: bi.AudienceAnalysts} {
		if row := bi.EditionRows(nil, tables.Stamp{}, "", small)[0]; row.Audience != want {
			t.Errorf("small groups of %d: %q, want %q", small, row.Audience, want)
		}
	}
}

// TestFewCustomersAreNotNamed: what one customer answers five times is of one.
func TestFewCustomersAreNotNamed(t *testing.T) {
	var all []models.Response
	for i := range 5 {
		all = append(all, models.Response{Customer: "en", Touchpoint: "filial", Unit: "Nord/Ø", Stage: "brug", Segments: []models.Segment{{Name: "type", Value: "hav"}}},
			models.Response{Touchpoint: "web", Unit: "Syd", Stage: "køb", Segments: []models.Segment{{Name: "type", Value: "land"}}},
			models.Response{Customer: string(rune('a' + i)), Touchpoint: "telefon", Unit: "Øst"})
	}
	var got []string
	for _, r := range bi.TouchpointRows(all, 5) {
		got = append(got, r.Touchpoint)
	}
	for _, r := range bi.UnitRows(all, 5) {
		got = append(got, r.Unit)
	}
	for _, r := range bi.StageRows(all, nil, 5) {
		got = append(got, r.Stage)
	}
	for _, r := range bi.SegmentRows(all, 5) {
		got = append(got, r.Value)
	}
	slices.Sort(got)
	if want := []string{"Syd", "køb", "land", "telefon", "web", "Øst"}; !slices.Equal(got, want) {
		t.Errorf("named are %v, want %v", got, want)
	}
}
