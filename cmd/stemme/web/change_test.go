package web

import (
	"html"
	"math"
	"regexp"
	"strings"
	"testing"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// Of many values that moved by chance none is told as sure, and one that moved beyond
// all of them is; a value of one response on either side is not.
func TestDifferencesOfManyValues(t *testing.T) {
	row := func(pro, det int) counted {
		tally := nps.Tally{Promoters: pro, Detractors: det}
		var c counted
		c.Scored, c.Promoters, c.Passives, c.Detractors = tables.IntOf(pro+det), tables.IntOf(pro), tables.IntOf(0), tables.IntOf(det)
		c.Responses, c.NPS = c.Scored, tally.NPS()
		return c
	}
	var lines []changeLine
	add := func(from, to counted) {
		l := changeLine{A: from, B: to}
		l.Difference, l.Known = differenceOf(from.CutRow, to.CutRow)
		lines = append(lines, l)
	}
	add(row(0, 1), row(1, 0))
	add(row(60, 40), row(45, 55)) // z −2.1: sure alone, not among forty
	add(row(80, 20), row(20, 80))
	for range 40 {
		add(row(50, 50), row(50, 50))
	}
	sureAmong(lines)
	for i, want := range []bool{false, false, true} {
		if lines[i].Sure != want {
			t.Errorf("line %d: %+v", i, lines[i])
		}
	}
	if l := lines[1]; !(l.High < 0) {
		t.Errorf("alone it is not sure: the test proves nothing: %+v", l)
	}
}

// TestCausesStandOnTheirPage: what the front page names as causes of a change is on the
// page of that change, also what the night holds together as it is small.
func TestCausesStandOnTheirPage(t *testing.T) {
	s := site(t, nil)
	cause := regexp.MustCompile(`(?s)<p class="points"><b[^>]*>[^<]*</b> <a href="([^"]*)"`)
	link := regexp.MustCompile(`<p class="more"><a href="([^"]*)"`)
	named := 0
	for _, kind := range []string{"month", "quarter", "year"} {
		front := body(t, get(s, "/?period="+kind, nil))
		to := link.FindStringSubmatch(front)
		if to == nil {
			continue
		}
		page := body(t, get(s, html.UnescapeString(to[1]), nil))
		_, page, _ = strings.Cut(page, `id="h-parts"`)
		page, _, _ = strings.Cut(page, `id="h-th"`) // every theme is in the table below
		for _, c := range cause.FindAllStringSubmatch(front, -1) {
			if named++; !strings.Contains(page, `href="`+c[1]+`"`) {
				t.Errorf("%s: %s is a cause on the front page and no part on %s", kind, c[1], to[1])
			}
		}
	}
	if named == 0 {
		t.Error("the front page names no cause")
	}
}

// TestPartsOfReaders: the parts of a change have no column of comments for who cannot
// read them: it told 0 of each.
func TestPartsOfReaders(t *testing.T) {
	s, _ := roles(t)
	for who, reads := range map[string]bool{"analytiker": true, "laeser": false} {
		if page := body(t, get(s, "/udvikling", user(who))); strings.Contains(page, `data-th="Kommentarer"`) != reads {
			t.Errorf("%s has a column of comments: %t", who, !reads)
		}
	}
}

// TestSaidOfParts: a part is chance where it is not sure among all of its change, is said
// to come of fewer who speak only where its volume is the most of it, and what is larger
// than the causes and none of them is named.
func TestSaidOfParts(t *testing.T) {
	for _, c := range []struct {
		points, volume float64
		want           bool
	}{{-2, -1.5, true}, {-2, -.5, false}, {2.2, -.02, false}, {2, math.NaN(), true}, {-1, -3, true}, {1, -3, false}} {
		if got := byVolume(survey.Part{Points: c.points, Volume: c.volume}); got != c.want {
			t.Errorf("%v points of which volume %v: %t", c.points, c.volume, got)
		}
	}
	part := func(kind string, total, low, high, q float64) changePart {
		return changePart{Name: kind, ChangeRow: nps.ChangeRow{Part: kind, Total: total, CILow: low, CIHigh: high, Q: q}}
	}
	if p := part(nps.PartTheme, 2.2, .5, 3.9, .2); p.Sure() {
		t.Error("sure with q 0.2")
	}
	if p := part(nps.PartTheme, 2.2, .5, 3.9, .02); !p.Sure() {
		t.Error("not sure with q 0.02")
	}
	r := &request{Visit: &frame.Visit{Lang: messages.Danish}, published: &published{figures: figures{byID: map[string]*themes.ThemeRow{
		"t1": {ThemeID: "t1", Name: "udvalg", State: models.Ready}, "t2": {ThemeID: "t2", Name: "hurtighed", State: models.NotReady}}}}}
	measured := []changePart{part(nps.PartNoComment, -7.7, -9, -6, 0), part(nps.PartNoTheme, -1, -2, 0, .3), part(nps.PartMix, 18, 16, 20, 0), part(nps.PartSmall, 9, 8, 10, 0)}
	causes := []survey.Part{{Theme: "t1", Points: -2.6}}
	got := r.larger(causes, append(causes, survey.Part{Theme: "t2", Points: -7.1}), measured, true)
	if got != "Større dele af ændringen, der ikke er et klart tema: «hurtighed» (ikke klar) −7,1; no_comment −7,7." {
		t.Errorf("larger parts: %q", got)
	}
	if got := r.larger(causes, causes, measured[1:3], true); got != "" {
		t.Errorf("none is larger: %q", got)
	}
}

// TestDoubt: beside an interval that leaves 0 out and is yet not sure stands why.
func TestDoubt(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		sure      bool
		want      messages.Key
	}{{-5.3, -.5, true, ""}, {-5.3, .5, false, "web_may_be_chance"}, {0, 2, false, "web_may_be_chance"}, {-5.3, -.5, false, "web_chance_of_many"}} {
		if got := doubt(c.low, c.high, c.sure); got != c.want {
			t.Errorf("[%v; %v] %v: %q, want %q", c.low, c.high, c.sure, got, c.want)
		}
	}
}

// TestChangeOfDaysAskedFor: where the days of a period are asked for, the page compares that period
// with the one before it, and not the last two years.
func TestChangeOfDaysAskedFor(t *testing.T) {
	s := site(t, nil)
	chosen := regexp.MustCompile(`<option value="([^"]*)" selected`)
	for _, c := range []struct{ days, before, after string }{
		{"from=2025-04-01&to=2025-06-30", "2025-Q1", "2025-Q2"},
		{"from=2025-06-01&to=2025-06-30", "2025-05", "2025-06"},
	} {
		page := body(t, get(s, "/udvikling?"+c.days, nil))
		var got []string
		for _, m := range chosen.FindAllStringSubmatch(page, -1) {
			if strings.HasPrefix(m[1], "20") && !strings.Contains(m[1], "..") {
				got = append(got, m[1])
			}
		}
		if len(got) != 2 || got[0] != c.before || got[1] != c.after {
			t.Errorf("%s: %q are compared, want %s and %s", c.days, got, c.before, c.after)
		}
	}
}
