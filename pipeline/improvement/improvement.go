// Package improvement follows up what an organisation does about what its
// customers say: the effect of its initiatives, its KPIs against their targets,
// a department's own series beside a theme, and what customers did afterwards.
//
// Every figure is of a team, a touchpoint or all, never of a person. It depends
// on the responses, their themes and the files of the codebook alone.
package improvement

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// Input is what is followed up.
type Input struct {
	Responses  []models.Response // in the order of their keys
	Themes     [][]string        // ids of all that each response speaks of
	Feelings   [][]float64       // beside Themes: the sum of how its clauses feel of it, above 0 praise; nil where nothing asks
	Above      models.Above      // conditions that name a top theme hold for those under it
	Languages  []models.Language // of each comment
	SmallGroup int               // figures of fewer responses are withheld
	Shown      Shown             // what the other open tables show
	Known      map[string]bool   // ids of all themes and entries; nil where every id is one

	register []codebook.Initiative // all that are followed up: what one reaches is no control of another
}

// lacks says whether there is no theme of one of the ids; "lens/" stands for its entries.
func (in *Input) lacks(ids ...string) bool {
	return in.Known != nil && slices.ContainsFunc(ids, func(id string) bool { return id != "" && !strings.HasSuffix(id, "/") && !in.Known[id] })
}

// counts says whether response i is of a survey of customers and so counts in
// figures.
func (in *Input) counts(i int) bool { return in.Responses[i].Kind == models.Survey }

// Fits says whether response i counts and fits w.
func (in *Input) Fits(i int, w *codebook.Where) bool {
	return in.counts(i) && in.speaks(i, w)
}

// speaks says whether response i fits w, of whatever kind it is.
func (in *Input) speaks(i int, w *codebook.Where) bool {
	themes := in.Themes[i]
	if len(w.Theme) > 0 { // else nothing asks for them
		themes = in.Above.With(themes)
	}
	return w.Fits(&in.Responses[i], in.Languages[i], themes)
}

// last is the last day of any response that counts; NoDay where there is none.
func (in *Input) last() models.Day {
	last := models.NoDay
	for i := range in.Responses {
		if in.counts(i) {
			last = max(last, in.Responses[i].Day)
		}
	}
	return last
}

// An observer turns a response into a value that is averaged; ok is false where
// it says nothing of it.
type observer func(i int) (value float64, ok bool)

// observe is the observations of all responses that keep holds for.
func (in *Input) observe(keep func(i int) bool, by observer) []nps.Observation {
	var of []int
	for i := range in.Responses {
		if keep(i) {
			of = append(of, i)
		}
	}
	return in.observed(of, by)
}

// observed is the observations of some responses.
func (in *Input) observed(of []int, by observer) (all []nps.Observation) {
	for _, i := range of {
		if v, ok := by(i); ok {
			all = append(all, nps.Observation{Value: v, Customer: in.Responses[i].Customer, Response: i})
		}
	}
	return all
}

// score observes NPS: 100, 0 or -100.
func (in *Input) score(i int) (float64, bool) {
	class := in.Responses[i].Class()
	return float64(class.Value()), class != models.NoClass
}

// mention observes the share in per cent of commented responses that speak of
// the theme.
func (in *Input) mention(theme string) observer {
	one := codebook.Where{Theme: []string{theme}}
	return func(i int) (float64, bool) {
		if !in.Responses[i].Commented() {
			return 0, false
		}
		return percent(in.speaks(i, &one)), true
	}
}

// FeelingsOf are the Feelings of an Input with these themes.
func FeelingsOf(themes [][]string, mentions []models.Mention) [][]float64 {
	all := make([][]float64, len(themes))
	for _, m := range mentions {
		at := slices.Index(themes[m.Response], m.Theme)
		if at < 0 || math.IsNaN(m.Polarity) {
			continue
		}
		if all[m.Response] == nil {
			all[m.Response] = make([]float64, len(themes[m.Response]))
		}
		all[m.Response][at] += m.Polarity
	}
	return all
}

// says observes the share in per cent of commented responses that praise a theme, or, of sign -1,
// complain of it; of a top theme by all under it together.
func (in *Input) says(theme string, sign int8) observer {
	return func(i int) (float64, bool) {
		if !in.Responses[i].Commented() || i >= len(in.Feelings) {
			return 0, false
		}
		sum := 0.0
		for at, feeling := range in.Feelings[i] {
			if slices.Contains(in.Above.With(in.Themes[i][at:at+1]), theme) {
				sum += feeling
			}
		}
		return percent(nps.SignOf(sum) == sign), true
	}
}

// class observes the share in per cent of scored responses in the class.
func (in *Input) class(c models.Class) observer {
	return func(i int) (float64, bool) {
		of := in.Responses[i].Class()
		return percent(of == c), of != models.NoClass
	}
}

// rating observes the mean answer to a further question.
func (in *Input) rating(name string) observer {
	return func(i int) (float64, bool) {
		for _, r := range in.Responses[i].Ratings {
			if r.Name == name {
				v, ok := r.Score.Value()
				return float64(v), ok
			}
		}
		return 0, false
	}
}

func percent(yes bool) float64 {
	if yes {
		return 100
	}
	return 0
}

// between keeps the responses that fit w and were answered on the days from
// first to last.
func (in *Input) between(w *codebook.Where, first, last models.Day) func(int) bool {
	return func(i int) bool {
		d := in.Responses[i].Day
		return d != models.NoDay && first <= d && d <= last && in.Fits(i, w)
	}
}

// mean is the mean of observations; NaN without any.
func mean(of []nps.Observation) float64 {
	if len(of) == 0 {
		return math.NaN()
	}
	return nps.MeanOf(of).Value
}
