package nps_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

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
	news := nps.FindNews(responses, said, 5, 1, func(nps.CutKey) bool { return true })
	table(&b, "news", news.Rows)
	table(&b, "risings", nps.Risings(responses, said, 5))
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
