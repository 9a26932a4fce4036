package web

import (
	"math"
	"testing"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/nps"
)

// TestCountsAreTheTables: what the pages count from columns, filtered or not, is
// what the night's tables say, intervals and all.
func TestCountsAreTheTables(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	checked := 0
	same := func(what string, got survey.Count, want nps.ScoreRow) {
		t.Helper()
		if !want.Responses.Known {
			return
		}
		checked++
		low, high := got.Interval(got.Design)
		if got.Responses() != int(want.Responses.N) || got.Promoters != int(want.Promoters.N) || got.Detractors != int(want.Detractors.N) ||
			got.Commented != int(want.Commented.N) || want.Scored.N > 0 && (math.Abs(low-want.CILow) > 1e-9 || math.Abs(high-want.CIHigh) > 1e-9) {
			t.Errorf("%s: counted %+v [%g; %g], the table says %+v", what, got, low, high, want)
		}
	}
	all := p.survey.Select(survey.Where{})
	same("all", all.All().Count, p.scores[whole].ScoreRow)
	for _, kind := range periodKinds {
		for _, v := range all.Periods(kind) {
			row, ok := p.scores[cut{kind, v.Name, "all", ""}]
			if !ok {
				t.Errorf("%s %s is in no table", kind, v.Name)
			}
			same(v.Name, v.Count, row.ScoreRow)
			first, last := bounds(kind, v.Name)
			in := p.survey.Select(survey.Where{Filter: index.Filter{First: first, Last: last}})
			same(v.Name+" by its days", in.All().Count, row.ScoreRow)
			for _, theme := range in.Themes("") {
				if row, ok := p.mention(cut{kind, v.Name, "all", ""}, theme.Name); ok {
					same(v.Name+" "+theme.Name, theme.Count, row.ScoreRow)
				}
			}
		}
	}
	for _, dimension := range p.dimensions() {
		for _, v := range all.By(dimension) {
			row := p.scores[cut{kind: "all", dimension: dimension, value: v.Name}]
			same(dimension+" "+v.Name, v.Count, row.ScoreRow)
		}
		values, themes, counts := all.Cross(dimension, "", true)
		for i, value := range values {
			for j, theme := range themes {
				if row, ok := p.mention(cut{kind: "all", dimension: dimension, value: value}, theme); ok {
					same(dimension+" "+value+" "+theme, counts[i][j], row.ScoreRow)
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d figures were held against each other", checked)
	}
}

// TestFiltersFindWhatSearchFinds: the rows that a filter lets through are those
// that the search finds with the same filter.
func TestFiltersFindWhatSearchFinds(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	open := index.Filter{First: models.NoDay, Last: models.NoDay}
	for _, change := range []func(f *index.Filter){
		func(f *index.Filter) {},
		func(f *index.Filter) { f.Classes = []models.Class{models.Detractor, models.Passive} },
		func(f *index.Filter) { f.Touchpoints = []string{"telefon"} },
		func(f *index.Filter) { f.Touchpoints = []string{"", "Filial"} },
		func(f *index.Filter) { f.Units = []string{"Region Nord"} },
		func(f *index.Filter) { f.Units = []string{""} },
		func(f *index.Filter) { f.Segments = []models.Segment{{Name: "Kundetype", Value: "Erhverv"}} },
		func(f *index.Filter) { f.Segments = []models.Segment{{Name: "Ukendt", Value: "x"}} },
		func(f *index.Filter) { f.Themes = []string{"t0002", "t0003"} },
		func(f *index.Filter) { f.Themes = []string{models.NoTheme} },
		func(f *index.Filter) { f.Sources = []string{"demo"} },
		func(f *index.Filter) { f.Sources = []string{"nix"} },
		func(f *index.Filter) { f.Languages = []models.Language{models.Danish} },
		func(f *index.Filter) { f.First = 20_000 },
		func(f *index.Filter) { f.First, f.Last = 19_900, 20_100 },
		func(f *index.Filter) {
			f.Last, f.Touchpoints, f.Classes = 20_100, []string{"Telefon"}, []models.Class{models.Detractor}
		},
	} {
		f := open
		change(&f)
		res, err := p.index.Search(t.Context(), index.Request{Filter: f})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.survey.Select(survey.Where{Filter: f}).Hits(); got != res.Total {
			t.Errorf("%+v: %d rows, the search finds %d", f, got, res.Total)
		}
	}
}
