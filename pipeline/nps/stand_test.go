package nps_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
)

var update = flag.Bool("update", false, "rewrite testdata/figures.txt")

// moved draws a survey in which something happens: in its last month theme c is spoken
// of three times as often, those of touchpoint butik answer worse, and "tabt" is said
// for the first time. Theme d restates the score; a and b lie under a top theme.
func moved(n int) (responses []models.Response, discovered, lens nps.System, said []nps.Said) {
	draw := rand.New(rand.NewPCG(7, 7))
	s := lived(draw, n)
	discovered = nps.System{Order: []string{"a", "b", "c", "d"}, Tops: []string{"ab", "ab", "", ""}, Restates: []bool{false, false, false, true}}
	said = []nps.Said{{Term: "ofte", Written: written("Ofte")}, {Term: "tabt", Written: written("Tabt")}}
	for i := range s.responses {
		r := &s.responses[i]
		last := nps.PeriodName(nps.KindMonth, r.Day) == "2024-12"
		r.Stage, r.Unit = []string{"", "køb", "brug"}[draw.IntN(3)], r.Unit+"/"+[]string{"nord", "syd", "øst"}[draw.IntN(3)]
		r.Segments = []models.Segment{{Name: "kundetype", Value: []string{"privat", "erhverv", "forening"}[draw.IntN(3)]}}
		if last && r.Touchpoint == "butik" && draw.IntN(3) > 0 {
			r.Score = models.ScoreOf(2)
		}
		switch draw.IntN(60) {
		case 0:
			r.Score = models.Score{}
		case 1:
			r.Day = models.NoDay
		}
		themes, signs := s.system.Themes[i], s.system.Signs[i]
		if last && r.Comment != "" && draw.IntN(3) == 0 && (len(themes) == 0 || themes[len(themes)-1] < 2) {
			themes, signs = append(themes, 2), append(signs, -1)
		}
		s.system.Themes[i], s.system.Signs[i] = themes, signs
		if r.Comment != "" && r.Class() != models.Passive && r.Class() != models.NoClass && draw.IntN(4) == 0 {
			sign := map[models.Class]int8{models.Promoter: 1, models.Detractor: -1}[r.Class()]
			themes, signs = append(themes[:len(themes):len(themes)], 3), append(signs[:len(signs):len(signs)], sign)
		}
		discovered.Themes, discovered.Signs = append(discovered.Themes, themes), append(discovered.Signs, signs)
		if draw.IntN(4) == 0 {
			said[0].Responses = append(said[0].Responses, int32(i))
		}
		if last && draw.IntN(3) == 0 && r.Day != models.NoDay {
			said[1].Responses = append(said[1].Responses, int32(i))
		}
	}
	return s.responses, discovered, s.system, said
}

// TestFiguresStand holds every figure of an invented survey against those of
// testdata/figures.txt, to seven digits: the other tests say that they are right, this
// one that none changes unseen. Read the diff of -update.
func TestFiguresStand(t *testing.T) {
	t.Parallel()
	responses, discovered, lens, said := moved(900)
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), discovered, lens, lens.Pairs())
	if err != nil {
		t.Fatal(err)
	}
	all := panel.Score()
	var b strings.Builder
	table(&b, "nps", all[0].Cuts)
	table(&b, "ratings", panel.Ratings())
	table(&b, "dimensions", panel.DimensionRows())
	for _, sc := range all[:2] {
		table(&b, "theme_nps", sc.Rows)
		drivers := sc.Drivers(nps.OutcomeNPS)
		table(&b, "drivers", drivers)
		table(&b, "drivers of a question", sc.Drivers("let"))
		table(&b, "high five", sc.HighFive(drivers, func(string) bool { return true }, func(a, b string) bool { return false }))
		table(&b, "alerts", sc.Alerts(nps.KindMonth))
		table(&b, "edges", sc.Edges())
		table(&b, "profiles", sc.Profiles())
		table(&b, "impact", sc.Impact("touchpoint"))
		table(&b, "what_if", sc.WhatIf(nps.DefaultClassValues, "touchpoint"))
		table(&b, "causes", sc.Causes("touchpoint", "unit"))
		table(&b, "local", sc.Local("unit"))
		table(&b, "changes", sc.Changes())
	}
	table(&b, "comparisons", all[0].Comparisons("touchpoint", "unit"))
	table(&b, "standings", all[0].Standings())
	table(&b, "promises", all[1].Promises())
	table(&b, "purposes", all[1].Purposes())
	table(&b, "matches", all[2].Matches())
	heard(&b, responses, said)
	for _, all := range []bool{false, true} {
		compared(&b, all)
	}
	const file = "testdata/figures.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, lines, shown := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n"), 0
	for i := range max(len(got), len(lines)) {
		g, w := at(got, i), at(lines, i)
		if g != w && shown < 5 {
			shown++
			t.Errorf("%s:%d\n got %s\nwant %s", file, i+1, g, w)
		}
	}
}

// heard writes what is new.
func heard(b *strings.Builder, responses []models.Response, said []nps.Said) {
	table(b, "news", nps.FindNews(responses, said, 5, 1, func(nps.CutKey) bool { return true }).Rows)
	table(b, "risings", nps.Risings(responses, said, 5))
}

// compared writes the figures that compare times and groups of a survey of years; in all of
// it all but a few write a comment.
func compared(b *strings.Builder, all bool) {
	responses, system, said := years(4500, all)
	panel, err := nps.Prepare(responses, nps.DefaultOptions(), system)
	if err != nil {
		panic(err)
	}
	sc := panel.Score()[0]
	drivers := sc.Drivers(nps.OutcomeNPS)
	fmt.Fprintln(b, "# years, nearly all write:", all)
	table(b, "dimensions", panel.DimensionRows())
	table(b, "drivers", drivers)
	table(b, "high five", sc.HighFive(drivers, func(string) bool { return true }, func(a, b string) bool { return false }))
	table(b, "month alerts", sc.Alerts(nps.KindMonth))
	table(b, "quarter alerts", sc.Alerts(nps.KindQuarter))
	table(b, "changes", sc.Changes())
	table(b, "comparisons", sc.Comparisons("touchpoint", "unit", "kundetype"))
	table(b, "standings", sc.Standings())
	table(b, "edges", sc.Edges())
	table(b, "causes", sc.Causes("kundetype"))
	table(b, "local", sc.Local("unit"))
	heard(b, responses, said)
}

// years draws a survey of thirty months, in which every December butik answers worse and theme
// 0 is spoken of more, and the last one does more than that; theme 1 is spoken of more then, theme 4 for the first
// time, and theme 2 by months of its own. Of the business customers, who answer worse, come more in the last
// year, most of them by web and in one unit; promoters write less than before, or all but a few write.
func years(n int, all bool) (responses []models.Response, system nps.System, said []nps.Said) {
	draw := rand.New(rand.NewPCG(8, 8))
	system.Order = []string{"a", "b", "c", "d", "e", "f"}
	for _, term := range []string{"jul", "ny", "ofte"} {
		said = append(said, nps.Said{Term: term, Written: written(term)})
	}
	odd := make([]float64, 30)
	for m := range odd {
		odd[m] = math.Exp(0.5 * draw.NormFloat64())
	}
	for i := range n {
		m := draw.IntN(30)
		december, last := m%12 == 5, m == 29
		one := func(of ...string) string { return of[draw.IntN(len(of))] }
		r := models.Response{Source: one("brev", "net"), ID: fmt.Sprint(i), Customer: fmt.Sprint(draw.IntN(n)), Scale: models.Scale0to10, Score: models.ScoreOf(10),
			Day: models.DayOf(time.Date(2022, time.Month(7+m), 1+draw.IntN(28), 0, 0, 0, 0, time.UTC)), Touchpoint: one("web", "butik", "telefon"),
			Unit: one("A/nord", "A/syd", "B/nord/1", "B/nord/2", "B/øst"), Segments: []models.Segment{{Name: "kundetype", Value: "privat"}, {Name: "alder", Value: one("ung", "midt", "gammel")}}}
		bad := 0.2
		if draw.Float64() < map[bool]float64{true: 0.55, false: 0.25}[m >= 18] {
			r.Segments[0].Value, bad = "erhverv", 0.5
			if draw.IntN(2) == 0 {
				r.Touchpoint, r.Unit = "web", "A/syd"
			}
		}
		if december && r.Touchpoint == "butik" {
			bad += map[bool]float64{true: 0.5, false: 0.15}[last]
		}
		if draw.Float64() < bad {
			r.Score = models.ScoreOf(3)
		} else if draw.IntN(4) == 0 {
			r.Score = models.ScoreOf(7)
		}
		write := 0.8
		if r.Class() == models.Promoter && m >= 24 {
			write = 0.4
		}
		themes, signs := []int{}, []int8{}
		if all && i%500 > 0 || !all && draw.Float64() < write {
			r.Comment = "x"
			blame := map[bool]float64{true: 2, false: 0.7}[r.Class() == models.Detractor]
			for t, p := range [...]float64{0.1, 0.07 * blame, 0.06 * odd[m], 0.1 / blame, 0, 0.005} {
				switch {
				case t == 0 && december, t == 1 && last:
					p *= 4
				case t == 3 && len(themes) > 0:
					p = 0.4
				case t == 4 && last:
					p = 0.3
				}
				if draw.Float64() < p {
					themes, signs = append(themes, t), append(signs, int8(draw.IntN(3)-1))
				}
			}
		}
		responses, system.Themes, system.Signs = append(responses, r), append(system.Themes, themes), append(system.Signs, signs)
		for term, p := range [...]float64{map[bool]float64{true: 0.3, false: 0.02}[december], map[bool]float64{true: 0.4}[last], 0.15} {
			if r.Comment != "" && draw.Float64() < p {
				said[term].Responses = append(said[term].Responses, int32(i))
			}
		}
	}
	return responses, system, said
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// inFull is how many rows of a table stand in the file; a digest stands for the others.
const inFull = 24

// table writes the rows of a table, a line each, below the names of their fields.
func table[T any](b *strings.Builder, name string, rows []T) {
	fmt.Fprintf(b, "# %s, %d rows: %s\n", name, len(rows), strings.Join(fieldNames(reflect.TypeFor[T]()), " "))
	rest := sha256.New()
	for i, r := range rows {
		line := strings.Join(fields(reflect.ValueOf(r)), " ") + "\n"
		if i < inFull {
			b.WriteString(line)
		} else {
			rest.Write([]byte(line))
		}
	}
	if len(rows) > inFull {
		fmt.Fprintf(b, "%d more: %x\n", len(rows)-inFull, rest.Sum(nil)[:8])
	}
}

func fieldNames(of reflect.Type) (names []string) {
	for i := range of.NumField() {
		if f := of.Field(i); f.Anonymous {
			names = append(names, fieldNames(f.Type)...)
		} else if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	return names
}

func fields(v reflect.Value) (out []string) {
	for i := range v.NumField() {
		f, of := v.Field(i), v.Type().Field(i)
		switch {
		case of.Anonymous:
			out = append(out, fields(f)...)
		case !of.IsExported():
		case f.Kind() == reflect.Float64:
			out = append(out, strconv.FormatFloat(f.Float(), 'g', 7, 64))
		case f.Kind() == reflect.Bool:
			out = append(out, map[bool]string{true: "yes", false: "no"}[f.Bool()])
		case f.Kind() == reflect.String:
			out = append(out, strconv.Quote(f.String()))
		default:
			out = append(out, fmt.Sprint(f.Interface()))
		}
	}
	return out
}
