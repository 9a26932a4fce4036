package nps_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// Two companies have a source each, and a segment that names them, but for two blanks; another
// segment is like the company in nine of ten. More of the better company answer in the second year.
// The mix is told once, by the segment, the source is said to be the same split, and what is
// only much alike stays.
func TestOneSplitIsToldOnce(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(3, 9))
	var s survey
	for i := range 4000 {
		year, name, share := i%2, "a", 0.2
		if draw.Float64() < 0.3+0.4*float64(year) {
			name, share = "b", 0.8
		}
		r := models.Response{Source: "kilde-" + name, ID: fmt.Sprint(i), Scale: models.Scale0to10, Score: models.ScoreOf(3), Day: models.Day(19800 + 366*year)}
		if draw.Float64() < share {
			r.Score = models.ScoreOf(10)
		}
		near := name
		if draw.Float64() < 0.1 {
			near = "c"
		}
		if i > 1 {
			r.Segments = append(r.Segments, models.Segment{Name: "firma", Value: name})
		}
		r.Segments = append(r.Segments, models.Segment{Name: "kanal", Value: near})
		s.Responses, s.Themes = append(s.Responses, r), append(s.Themes, nil)
	}
	p, err := nps.Prepare(s.Responses, nps.DefaultOptions(), nps.System{Themes: s.Themes})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.DimensionRows() {
		if want := map[string]string{"source": "firma"}[d.Dimension]; d.SameAs != want || d.Mix != (want == "") {
			t.Errorf("%+v, want same as %q", d, want)
		}
	}
	told := map[string]int{}
	for _, r := range p.Score()[0].Changes() {
		if r.Part == nps.PartMix && r.PeriodKind == nps.KindYear {
			told[r.MixDimension]++
		}
	}
	if told["firma"] != 1 || told["source"] != 0 || told["kanal"] != 1 {
		t.Errorf("%v", told)
	}
}
