package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A toldScore is the score of a cut as the interface tells it; what the open tables
// withhold is NULL there, and not compared here.
type toldScore struct {
	Kind              string `json:"period_kind"`
	Period            string
	Dimension, Value  string
	Responses, Scored *int
	NPS               *float64
	Low               *float64 `json:"ci_low"`
	High              *float64 `json:"ci_high"`
	Suppressed        bool
}

// text is the score as people read it, without its interval and with.
func (s *toldScore) text() (score, interval, both string) {
	da := messages.Danish
	score, interval = plainly(da.Number(*s.NPS, 1)), plainly(da.Interval(*s.Low, *s.High))
	return score, interval, score + " " + interval
}

func count(n int) string { return messages.Danish.Count(n) }

// scoresBy are the scores of a dimension or a kind of period that are told.
func (p scene) scoresBy(query string) (known []toldScore) {
	var told struct{ Scores []toldScore }
	if err := json.Unmarshal([]byte(p.get("/api/v1/scores?"+query)), &told); err != nil {
		p.t.Fatal(err)
	}
	for _, s := range told.Scores {
		if !s.Suppressed && s.NPS != nil && s.Responses != nil && s.Value+s.Period != "" {
			known = append(known, s)
		}
	}
	return known
}

var tableRows = regexp.MustCompile(`(?s)<tr[ >].*?</tr>`)

// linesOf are the rows of a page's tables that begin with a name, as they are read.
func linesOf(page, name string) (rows []string) {
	for _, row := range tableRows.FindAllString(page, -1) {
		if text := said(row); strings.HasPrefix(text, name+" ") {
			rows = append(rows, text)
		}
	}
	return rows
}

// holds fails where a place tells a figure otherwise: where none of its lines has all that is wanted.
func (p scene) holds(place, what string, lines []string, want ...string) {
	p.t.Helper()
	if !slices.ContainsFunc(lines, func(line string) bool {
		return !slices.ContainsFunc(want, func(w string) bool { return !strings.Contains(" "+line+" ", w) })
	}) {
		p.t.Errorf("%s tells %s otherwise than %q: %q", place, what, want, lines)
	}
}

// sameScores holds the score of all responses, of every touchpoint, unit and segment and of
// every period against the places that tell it, and returns how many it held.
func (p scene) sameScores() (held int) {
	front, report, exported := p.get("/"), strings.Split(plainly(p.ask("report", "--data", p.data)), "\n"), p.exported("nps")
	for query, places := range map[string][]string{"dimension=touchpoint": {"/", "/kontaktpunkter"}, "dimension=unit": {"/kontaktpunkter?by=unit"}, "dimension=kundetype": {"/", "/kontaktpunkter?by=kundetype"}} {
		for _, s := range p.scoresBy(query) {
			p.sameCut(&s, places, report)
			p.exportedScore(exported, &s)
			held++
		}
	}
	var whole struct{ Score toldScore }
	if err := json.Unmarshal([]byte(p.get("/api/v1/edition")), &whole); err != nil {
		p.t.Fatal(err)
	}
	score, interval, both := whole.Score.text()
	p.holds("/", "all", []string{said(front)}, "alle besvarelser: "+both+", n = "+count(*whole.Score.Scored))
	p.holds("/kontaktpunkter", "all", linesOf(p.page("/kontaktpunkter"), "Alle"), " "+count(*whole.Score.Responses)+" ", both)
	p.holds("report", "all", report, "alle ", count(*whole.Score.Responses), count(*whole.Score.Scored), score, interval)
	return held + 1 + p.samePeriods(report, exported)
}

// sameCut holds the score of a value of a way to cut against pages, its own front page and
// the report, which names touchpoints and units of the top level.
func (p scene) sameCut(s *toldScore, places, report []string) {
	score, _, both := s.text()
	path, what, param := strings.Split(s.Value, "/"), s.Dimension+" "+s.Value, s.Dimension
	for _, place := range places {
		p.holds(place, what, linesOf(p.page(place), path[len(path)-1]), " "+count(*s.Responses)+" ", both)
	}
	if s.Dimension == nps.DimensionTouchpoint || len(path) == 1 && s.Dimension == nps.DimensionUnit {
		p.holds("report", what, report, strings.Fields(s.Value)[0], count(*s.Responses), count(*s.Scored), score)
	}
	if s.Dimension != nps.DimensionTouchpoint && s.Dimension != nps.DimensionUnit {
		param = "segment:" + s.Dimension
	}
	own := said(p.get("/?" + url.Values{param: {s.Value}}.Encode()))
	p.holds("the front page of", what, []string{own}, both, count(*s.Responses)+" af ")
}

// samePeriods holds the score of every month, quarter and year.
func (p scene) samePeriods(report []string, exported [][]string) (held int) {
	for _, kind := range []string{nps.KindMonth, nps.KindQuarter, nps.KindYear} {
		front, rows := p.get("/?period="+kind), p.scoresBy("period_kind="+kind)
		book := p.workbook("/?period=" + kind)
		for i, s := range rows {
			score, interval, _ := s.text()
			name := messages.Danish.Period(s.Period)
			p.holds("/?period="+kind, s.Period, linesOf(front, name), score, interval, " "+count(*s.Scored)+" ")
			p.inBook(book, name, *s.NPS, float64(*s.Scored))
			if kind != nps.KindMonth && i > len(rows)-3 {
				p.holds("report", s.Period, report, s.Period, count(*s.Responses), count(*s.Scored), score, interval)
			}
			if i == 1 || i == len(rows)-1 {
				q := url.Values{"period": {kind}, "before": {rows[i-1].Period}, "after": {s.Period}}
				p.holds("/udvikling", s.Period, []string{said(p.get("/udvikling?" + q.Encode()))}, name+" "+score+" "+interval+", n = "+count(*s.Scored))
			}
			p.exportedScore(exported, &s)
			held++
		}
	}
	return held
}

// page is a page, asked for once.
func (p scene) page(path string) string {
	if p.pages[path] == "" {
		p.pages[path] = p.get(path)
	}
	return p.pages[path]
}

// exported is a table as the command writes it, in CSV.
func (p scene) exported(table string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.ask("export", table, "--data", p.data), "\ufeff"))).ReadAll()
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

// exportedScore holds a row of nps as it is exported.
func (p scene) exportedScore(rows [][]string, s *toldScore) {
	p.t.Helper()
	at := func(name string) int { return slices.Index(rows[0], name) }
	for _, row := range rows[1:] {
		if row[at("period_kind")] != s.Kind || row[at("period")] != s.Period || row[at("dimension")] != s.Dimension || row[at("value")] != s.Value {
			continue
		}
		if row[at("responses")] != fmt.Sprint(*s.Responses) || row[at("scored")] != fmt.Sprint(*s.Scored) || !isNumber(row[at("nps")], *s.NPS, 1e-9) {
			p.t.Errorf("%s %s %s%s: the export says %q", s.Kind, s.Dimension, s.Period, s.Value, row)
		}
		return
	}
	p.t.Errorf("%s %s %s%s is not exported", s.Kind, s.Dimension, s.Period, s.Value)
}

// isNumber says whether a cell is a number, within so much.
func isNumber(cell string, want, within float64) bool {
	v, err := strconv.ParseFloat(cell, 64)
	return err == nil && math.Abs(v-want) <= within
}

// workbook are the rows of all sheets of a page in Excel, unformatted.
func (p scene) workbook(page string) (rows [][]string) {
	book, err := excelize.OpenReader(bytes.NewReader([]byte(p.get("/eksport/side.xlsx?" + url.Values{"of": {page}}.Encode()))))
	if err != nil {
		p.t.Fatal(err)
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		of, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			p.t.Fatal(err)
		}
		rows = append(rows, of...)
	}
	return rows
}

// inBook holds numbers of the row of a name against a workbook, in which they are as the
// page rounds them.
func (p scene) inBook(rows [][]string, name string, score, n float64) {
	p.t.Helper()
	for _, row := range rows {
		if len(row) > 1 && strings.HasPrefix(plainly(row[0]), name) {
			is := func(want, within float64) bool {
				return slices.ContainsFunc(row[1:], func(cell string) bool { return isNumber(cell, want, within) })
			}
			if !is(score, .051) || !is(n, 0) {
				p.t.Errorf("Excel tells %s otherwise than %.1f of %v: %q", name, score, n, row)
			}
			return
		}
	}
	p.t.Errorf("%s is in no sheet", name)
}

// effectIn is the effect of a theme that a line of the high five tells: of the side that it names.
func effectIn(line string, row *nps.DriverRow) string {
	da, effect, low, high := messages.Danish, row.Effect, row.CILow, row.CIHigh
	for _, side := range row.Sides() {
		if strings.Contains(line, da.Text(messages.Key(side.Polarity))) {
			effect, low, high = side.Effect, side.CILow, side.CIHigh
		}
	}
	return plainly(da.Signed(effect, 0) + " [" + da.Number(low, 0) + "; " + da.Number(high, 0) + "]")
}

// sameEffects holds the effect of every theme, other things equal, against the pages that
// tell it, and returns how many it held.
func (p scene) sameEffects() (held int) {
	rows := standing(p, nps.Drivers.Read)
	five, list, front := p.page("/linser?lens=fundne"), p.page("/temaer?lens=fundne"), p.page("/")
	for _, row := range rows {
		if row.Outcome != nps.OutcomeNPS || row.Lens != "" || math.IsNaN(row.Effect) {
			continue
		}
		da := messages.Danish
		effect := plainly(da.Signed(row.Effect, 0))
		interval := plainly("[" + da.Number(row.CILow, 0) + "; " + da.Number(row.CIHigh, 0) + "]")
		lines := about(list, row.ThemeID)
		if len(lines) == 0 { // a top theme, or one that is hidden
			continue
		}
		p.holds("/temaer", "the effect of "+row.ThemeID, lines, effect+" "+interval)
		p.holds("its page", "the effect of "+row.ThemeID, []string{said(p.get("/temaer/" + row.ThemeID))}, "Effekt "+effect+" "+interval)
		for _, line := range about(five, row.ThemeID) {
			if strings.Contains(line, ". ") && strings.Contains(line, "[") {
				p.holds("/linser", "the effect of "+row.ThemeID, []string{line}, effectIn(line, &row))
			}
		}
		for _, line := range about(front, row.ThemeID) {
			if strings.Contains(line, "n = ") && !strings.Contains(line, "point") {
				p.holds("/", "the effect of "+row.ThemeID, []string{line}, effect+" "+interval)
			}
		}
		held++
	}
	return held
}
