package report_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
	"stemme/testdata/corpora"
)

// write puts one table into dir.
func write[T any](t *testing.T, dir string, d tables.Definition[T], rows []T) {
	t.Helper()
	table, err := d.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tables.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, d.Name()+tables.Extension), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// edition writes the tables of a small survey: two themes, one of which goes
// with low scores, over two years.
func edition(t *testing.T) string {
	t.Helper()
	var responses []models.Response
	var mentions []models.Mention
	for i := range 1600 {
		score, theme := 9, "t0002"
		if i%4 == 0 {
			score, theme = 3, "t0001"
		}
		year := 2024 + i%2
		if i%8 == 0 {
			year = 2025
		}
		day, err := models.ParseDay([]string{"2024-01-01", "2025-01-01"}[year-2024])
		if err != nil {
			t.Fatal(err)
		}
		day += models.Day(i * 365 / 1600)
		responses = append(responses, models.Response{Source: "butik", ID: fmt.Sprint(i),
			Score: models.ScoreOf(score), Scale: models.Scale0to10, Comment: "opdigtet", Day: day, Touchpoint: []string{"Butik", "Web"}[i/2%2]})
		mentions = append(mentions, models.Mention{Response: i, Theme: theme, Probability: 1, Polarity: math.NaN(), Weight: 1})
	}
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), nps.NewSystem("", len(responses), mentions, []string{"t0001", "t0002"}))
	if err != nil {
		t.Fatal(err)
	}
	s, dir := panel.Score()[0], t.TempDir()
	write(t, dir, themes.Themes, themes.ThemeRows([]models.Theme{
		{ID: "t0001", Name: "lang kø ved kassen", Origin: models.Discovered, State: models.Ready},
		{ID: "t0002", Name: "godt udvalg", Origin: models.Discovered, State: models.Ready},
	}, nil))
	write(t, dir, nps.NPS, s.Cuts)
	write(t, dir, nps.Causes, s.Causes(nps.DimensionTouchpoint))
	write(t, dir, nps.Drivers, s.Drivers(nps.OutcomeNPS))
	write(t, dir, nps.Changes, s.Changes())
	write(t, dir, nps.Alerts, s.Alerts(nps.KindMonth))
	write(t, dir, nps.NewsFound, []nps.NewsRow{
		{PeriodKind: nps.KindMonth, Period: "2026-03", Dimension: nps.DimensionAll, Phrase: "selvbetjening", Responses: 13, Expected: 1.25, RatioLow: 3.04, Q: 0.001}})
	write(t, dir, nps.WhatIf, s.WhatIf(nps.DefaultClassValues, nps.DimensionTouchpoint))
	return dir
}

// TestReport: the sections stand in reading order, the loudest cause is named
// with its class, and the parts of the change come with their sum.
func TestReport(t *testing.T) {
	r, err := report.Read(edition(t), report.Options{Lang: messages.Danish, Purpose: "Vi vil være bedre.", Kind: nps.KindYear, Most: 5})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	byName := map[string]report.Section{}
	for _, s := range r.Sections {
		names = append(names, s.Name)
		byName[s.Name] = s
		for _, row := range s.Rows {
			if len(row) != len(s.Header) && !strings.Contains(strings.Join(row, " "), "for få") {
				t.Errorf("%s: %d cells under %d headers: %v", s.Name, len(row), len(s.Header), row)
			}
		}
	}
	if got := strings.Join(names, " "); got != "scores touchpoints causes drivers change alerts news at_stake" {
		t.Errorf("sections: %s", got)
	}
	if first := byName["causes"].Rows[0]; first[0] != "detractor" || !strings.HasPrefix(first[1], "lang kø ved kassen") || first[7] != "sikker" {
		t.Errorf("first cause: %v", first)
	}
	change := byName["change"]
	if last := change.Rows[len(change.Rows)-1]; last[0] != "i alt" || !strings.Contains(change.Title, "2024 → 2025") {
		t.Errorf("change %q ends with %v", change.Title, last)
	}
}

// TestHiddenIsHidden: a theme that an analyst hid stands in no section but the parts of the change,
// which sum up, and is marked there.
func TestHiddenIsHidden(t *testing.T) {
	dir := edition(t)
	read := func() (in map[string]bool) {
		r, err := report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindYear})
		if err != nil {
			t.Fatal(err)
		}
		in = map[string]bool{}
		for _, s := range r.Sections {
			for _, row := range s.Rows {
				if text := strings.Join(row, " "); strings.Contains(text, "lang kø ved kassen") {
					in[s.Name] = true
					if marked := strings.Contains(text, "lang kø ved kassen (skjult) (t0001)"); len(in) == 1 && in["change"] && !marked {
						t.Errorf("%s: %s", s.Name, text)
					}
				}
			}
		}
		return in
	}
	if all := read(); len(all) < 5 {
		t.Fatalf("before it is hidden: %v", all)
	}
	write(t, dir, themes.Themes, themes.ThemeRows([]models.Theme{
		{ID: "t0001", Name: "lang kø ved kassen", Origin: models.Discovered, State: models.Hidden},
		{ID: "t0002", Name: "godt udvalg", Origin: models.Discovered, State: models.Ready},
	}, nil))
	if hidden := read(); len(hidden) != 1 || !hidden["change"] {
		t.Errorf("hidden: %v", hidden)
	}
}

// TestAlertsElsewhereAreTold: a report that has no alert of its own lens says which other has.
func TestAlertsElsewhereAreTold(t *testing.T) {
	dir := edition(t)
	for _, own := range [][]nps.AlertRow{nil, {{Family: nps.FamilyScore, PeriodKind: nps.KindMonth, Period: "2025-11", Value: "Web", Direction: "up"}}} {
		write(t, dir, nps.Alerts, append(own, nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: "2025-11", ThemeID: "formaal/tid", Lens: "formaal", Direction: "up"}))
		r, err := report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindYear})
		if err != nil {
			t.Fatal(err)
		}
		said := r.None["alerts"]
		for _, s := range r.Sections {
			if s.Name == "alerts" {
				said += s.Note
			}
		}
		if !strings.Contains(said, "1 udsving er blandt andre temaer (formaal): stemme export alerts viser det.") {
			t.Errorf("%d own: %q", len(own), said)
		}
	}
}

// TestUnsureIsNoCause: an interval that holds 0 is never worded as sure.
func TestUnsureIsNoCause(t *testing.T) {
	r, err := report.Read(edition(t), report.Options{Lang: messages.English, Kind: nps.KindYear})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, s := range r.Sections {
		if s.Header[len(s.Header)-1] != "sure?" {
			continue
		}
		for _, row := range s.Rows {
			for _, cell := range row {
				if low, high, ok := strings.Cut(strings.Trim(cell, "[]"), "; "); ok && strings.HasPrefix(cell, "[") {
					checked++
					holds := strings.HasPrefix(low, "−") && !strings.HasPrefix(high, "−")
					if sure := row[len(row)-1] == "sure"; sure && holds {
						t.Errorf("%s: %v holds 0 and is called sure", s.Name, row)
					}
				}
			}
		}
	}
	if checked == 0 {
		t.Fatal("no interval was checked")
	}
}

// TestCauseAlone: a theme that detractors surely mention more often is no sure cause where
// its driver's interval holds 0, or is on the other side.
func TestCauseAlone(t *testing.T) {
	dir := edition(t)
	for _, c := range []struct {
		low, high float64
		want      string
	}{{-30, -10, "sure"}, {-4, 6, "by itself not sure"}, {10, 30, "by itself reversed"}} {
		write(t, dir, nps.Drivers, []nps.DriverRow{{Outcome: nps.OutcomeNPS, ThemeID: "t0001", Effect: (c.low + c.high) / 2, CILow: c.low, CIHigh: c.high}})
		r, err := report.Read(dir, report.Options{Lang: messages.English, Kind: nps.KindYear})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range r.Sections {
			last := s.Rows[0][len(s.Rows[0])-1]
			switch {
			case s.Name == "causes" && last != c.want:
				t.Errorf("effect [%g; %g]: the cause is called %q, want %q", c.low, c.high, last, c.want)
			case s.Name == "touchpoints" && c.want != "sure" && !strings.HasSuffix(last, "("+c.want+")"):
				t.Errorf("effect [%g; %g]: the touchpoint says %q, want %q", c.low, c.high, last, c.want)
			}
		}
	}
}

// TestLead: the first sentence says how much of a fall is who answered, by the
// value that answers more.
func TestLead(t *testing.T) {
	row := nps.ChangeRow{PeriodKind: "quarter", From: "2021-Q3", To: "2021-Q4", NPSFrom: 10, NPSTo: -21.3, Delta: -31.3, DeltaLow: -40, DeltaHigh: -22,
		Lead: true, Part: nps.PartMix, MixDimension: "firma", MixOf: "firma", MixValue: "A/S Blomst", Total: -30, CILow: -38, CIHigh: -22, Performance: -1.3,
		PerformanceLow: -11, PerformanceHigh: 8, ShareFrom: 0.429, ShareTo: 0.688, Dimension: nps.DimensionAll}
	got := report.Lead(messages.Danish, []nps.ChangeRow{row})
	want := "NPS faldt 31,3 point fra 3. kvartal 2021 til 4. kvartal 2021 (10,0 til −21,3); 30,0 af dem, fordi svarene fordeler sig anderledes på firma, mest fordi flere kom fra A/S Blomst (43 % før, 69 % nu). " +
		"Inden for samme sammensætning: −1,3 point [−11,0; 8,0], men det kan være tilfældigt."
	if got != want {
		t.Errorf("%s", got)
	}
	row.Total, row.CILow, row.CIHigh, row.ShareTo = 5, 1, 9, 0.2
	if got := report.Lead(messages.English, []nps.ChangeRow{row}); !strings.Contains(got, "that the answers spread otherwise over firma, mostly because fewer came from A/S Blomst (43% before, 20% now) pulled the other way (+5.0)") {
		t.Errorf("%s", got)
	}
	row.CILow = -1
	if got := report.Lead(messages.English, []nps.ChangeRow{row}); !strings.HasSuffix(got, "It is not certain that it is due to who answered.") {
		t.Errorf("%s", got)
	}
}

// TestLeadingTakesCompletePeriods: the last complete period is held against the one
// before and the same a year earlier.
func TestLeadingTakesCompletePeriods(t *testing.T) {
	complete := map[string]bool{"2025-Q3": true, "2026-Q2": true, "2026-Q3": true}
	var rows []nps.ChangeRow
	for _, x := range [][2]string{{"2026-Q2", "2026-Q3"}, {"2025-Q3", "2026-Q3"}, {"2026-Q3", "2026-Q4"}} {
		rows = append(rows, nps.ChangeRow{PeriodKind: "quarter", From: x[0], To: x[1], Dimension: "all", Lead: true})
	}
	before, year := report.Leading(rows, "quarter", complete)
	if len(before) != 1 || before[0].From != "2026-Q2" || len(year) != 1 || year[0].From != "2025-Q3" {
		t.Errorf("%v and %v", before, year)
	}
}

// What is new is told in a sentence with its numbers; an alert whose figures are
// missing says why.
func TestNewsAndAlertsInWords(t *testing.T) {
	row := nps.NewsRow{PeriodKind: nps.KindWeek, Period: "2026-03-02", Dimension: "touchpoint", Value: "web", Phrase: "chatrobot", Responses: 7, Expected: 0.5, RatioLow: 2.26}
	want := "»chatrobot« siges i 7 besvarelser i ugen fra den dag; ventet var 0,5. Det er mindst 2,3 gange så ofte som ventet, hos dem i »web« (kontaktpunkt)."
	if got := report.Telling(messages.Danish, &row); got != want {
		t.Errorf("%q", got)
	}
	nan := math.NaN()
	dir := edition(t)
	write(t, dir, nps.Alerts, []nps.AlertRow{
		{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: "2026-02", Dimension: nps.DimensionAll, ThemeID: "t0001", Direction: "up",
			Observed: nan, Expected: nan, Low: nan, High: nan, Z: nan, Q: nan},
		{Family: nps.FamilyNew, PeriodKind: nps.KindMonth, Period: "2026-01", Dimension: nps.DimensionAll, ThemeID: "t0002", Direction: "up",
			Observed: 9, Expected: nan, Low: nan, High: nan, Z: 5, Q: 0.01},
		{Family: nps.FamilyScore, PeriodKind: nps.KindMonth, Period: "2025-12", Dimension: nps.DimensionTouchpoint, Value: "web", Direction: "down",
			Observed: 9, Expected: 30, Low: 20, High: 40, Z: -5, Q: 0.01, Mix: -23.4, MixDimension: "kundetype"},
	})
	r, err := report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindMonth})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Sections {
		switch s.Name {
		case "alerts":
			if got := s.Rows[0][3:]; !slices.Equal(got, []string{"tilbageholdt", "tilbageholdt", "", "tilbageholdt"}) {
				t.Errorf("withheld: %q", got)
			}
			if got := s.Rows[1][3:]; !slices.Equal(got, []string{"9,0", "aldrig før", "", "0,010"}) {
				t.Errorf("new: %q", got)
			}
			if got := s.Rows[2][1]; got != "kontaktpunkt: web, heraf −23,4 fra, hvem der svarede (kundetype)" {
				t.Errorf("mix: %q", got)
			}
		case "news":
			if len(s.Rows) != 1 || !strings.Contains(s.Rows[0][1], "»selvbetjening« siges i 13 besvarelser i måneden") {
				t.Errorf("news: %q", s.Rows)
			}
		}
	}
	if !slices.ContainsFunc(r.Sections, func(s report.Section) bool { return s.Name == "news" }) {
		t.Error("no section of news")
	}
	month := func(period string, n int) nps.CutRow {
		return nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindMonth, Period: period, Dimension: nps.DimensionAll}, Responses: nps.IntOf(n), Commented: nps.IntOf(n)}, Complete: true}
	}
	own := &report.Own{Cuts: []nps.CutRow{month("2026-02", 90), month("2026-03", 120)}, Alerts: []nps.AlertRow{{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: "2026-02", Dimension: nps.DimensionAll, ThemeID: "t0001",
		Direction: "up", Observed: 9, Expected: 2, Low: 0, High: 5, Z: 4, Q: 0.01}}}
	if r, err = report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindMonth, Own: own}); err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Sections {
		if s.Name == "alerts" && (len(s.Rows) != 1 || s.Rows[0][3] != "9,0") {
			t.Errorf("who may read the comments is told %q", s.Rows)
		}
		if want := "siden marts 2026: 9 besvarelser i februar 2026, ingen i marts 2026 (af 120 kommentarer)."; s.Name == "alerts" && !strings.Contains(s.Note, want) {
			t.Errorf("%q does not say that it is over", s.Note)
		}
	}
}

// TestNothingNewer: alerts stand with what ended last first, months among quarters, and the
// report says since when there is none, where data go on after it.
func TestNothingNewer(t *testing.T) {
	alert := func(kind, period, theme string) nps.AlertRow {
		return nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: kind, Period: period, Dimension: nps.DimensionAll, ThemeID: theme, Direction: "up", Observed: 9, Expected: 2, Low: 0, High: 5, Z: 4, Q: 0.01}
	}
	for last, said := range map[string]string{"2026-05": "Intet nyere siden marts 2026: der er set efter til og med maj 2026.", "2026-03": ""} {
		dir := edition(t)
		var cuts []nps.CutRow
		for _, period := range []string{"2026-01", last} {
			cuts = append(cuts, nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindMonth, Period: period, Dimension: nps.DimensionAll}}})
		}
		write(t, dir, nps.NPS, cuts)
		write(t, dir, nps.Alerts, []nps.AlertRow{alert(nps.KindQuarter, "2025-Q3", "t0001"), alert(nps.KindMonth, "2026-03", "t0001"), alert(nps.KindMonth, "2025-12", "t0002")})
		r, err := report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindMonth})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(r.Sections, func(s report.Section) bool { return s.Name == "alerts" })
		if at < 0 {
			t.Fatal("no alerts")
		}
		var periods []string
		for _, row := range r.Sections[at].Rows {
			periods = append(periods, row[0])
		}
		if !slices.Equal(periods, []string{"2026-03", "2025-12", "2025-Q3"}) {
			t.Errorf("in the order %q", periods)
		}
		if note := r.Sections[at].Note; strings.Contains(note, "Intet nyere") != (said != "") || !strings.Contains(note, said) {
			t.Errorf("data up to %s: %q", last, note)
		}
	}
}

// TestStillStands: what alarmed and is still beyond is not told as over, and what comes from who
// answered is told as the table of alerts tells it, also to who may read the comments.
func TestStillStands(t *testing.T) {
	alert := nps.AlertRow{Family: nps.FamilyUnit, PeriodKind: nps.KindMonth, Period: "2026-03", Dimension: nps.DimensionUnit, Value: "Nord", Direction: "down", Observed: -60, Expected: -10, Low: -40, High: 20, Z: -4, Q: 0.01, Mix: -10, MixDimension: "kundetype"}
	cut := func(period, dimension, value string, score float64) nps.CutRow {
		return nps.CutRow{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: nps.KindMonth, Period: period, Dimension: dimension, Value: value}, NPS: score, CILow: score - 12, CIHigh: score + 12}, Complete: true}
	}
	exact := alert
	exact.Mix = -10.4
	for now, still := range map[float64]bool{-64: true, -15: false} {
		dir := edition(t)
		cuts := []nps.CutRow{cut("2026-03", "all", "", 10), cut("2026-04", "all", "", 10), cut("2026-03", "unit", "Nord", -60), cut("2026-04", "unit", "Nord", now)}
		write(t, dir, nps.NPS, cuts)
		write(t, dir, nps.Alerts, []nps.AlertRow{alert})
		for _, own := range []*report.Own{nil, {Cuts: cuts, Alerts: []nps.AlertRow{exact}}} {
			r, err := report.Read(dir, report.Options{Lang: messages.Danish, Kind: nps.KindMonth, Own: own})
			if err != nil {
				t.Fatal(err)
			}
			s := r.Sections[slices.IndexFunc(r.Sections, func(s report.Section) bool { return s.Name == "alerts" })]
			said := "Intet nyere siden marts 2026: "
			if still {
				said = "Intet nyere siden marts 2026, men ikke alt er ovre: der er set efter til og med april 2026. »Nord« ligger stadig uden for det ventede i april 2026: −64,0 [−76,0; −52,0], ventet var −10,0 (udsving i marts 2026)."
			}
			if !strings.Contains(s.Note, said) {
				t.Errorf("%.0f: %q", now, s.Note)
			}
			if !strings.Contains(s.Rows[0][1], "heraf −10,0 fra") {
				t.Errorf("%q", s.Rows[0])
			}
		}
	}
}

// The report's first sentence about the reviews of nine firms, from one quarter to the
// next: they fell by 31.3 points, 30.0 of them because more came from one firm.
func TestReviewsAreToldByMix(t *testing.T) {
	text, err := os.ReadFile(corpora.File(t, "danish-reviews/reviews.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var responses []models.Response
	for line := range strings.Lines(string(text)) {
		f := strings.Split(line, "\t")
		stars, err := strconv.Atoi(f[2])
		day, dayErr := models.ParseDay(f[3])
		if err != nil || dayErr != nil || day.Time().Year() != 2021 {
			continue
		}
		responses = append(responses, models.Response{Source: "s", ID: f[0], Score: models.ScoreOf(stars), Scale: models.Scale1to5, Day: day,
			Comment: "x", Segments: []models.Segment{{Name: "firma", Value: f[1]}}})
	}
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), nps.System{})
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.DeleteFunc(panel.Score()[0].Changes(), func(r nps.ChangeRow) bool {
		return !r.Lead || r.From != "2021-Q3" || r.To != "2021-Q4" || r.Dimension != nps.DimensionAll
	})
	want := "NPS faldt 31,3 point fra 3. kvartal 2021 til 4. kvartal 2021"
	got := report.Lead(messages.Danish, rows)
	if !strings.HasPrefix(got, want) || !strings.Contains(got, "; 30,0 af dem, fordi svarene fordeler sig anderledes på firma, mest fordi flere kom fra cdon.dk (43 % før, 69 % nu).") {
		t.Errorf("%s", got)
	}
}
