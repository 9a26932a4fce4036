package pipeline

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps"
)

// worsened are the themes that surely a larger share of the comments complain of in the period of a
// cut than in all periods before: what their customers praise is then not what the period is about. None where a
// cut is of all time.
func (s *survey) worsened(key nps.CutKey) map[string]bool {
	if key.Period == "" {
		return nil
	}
	all := key
	all.PeriodKind, all.Period = nps.KindAll, ""
	const out, before, now = 0, 1, 2
	when, comments := make([]uint8, len(s.responses)), [3]int{}
	for i := range s.responses {
		r := &s.responses[i]
		switch {
		case r.Kind == models.Employees || !r.Commented() || r.Day == models.NoDay || !all.Holds(r):
			continue
		case key.Holds(r):
			when[i] = now
		case nps.PeriodName(key.PeriodKind, r.Day) < key.Period:
			when[i] = before
		}
		comments[when[i]]++
	}
	type says struct {
		response int
		theme    string
	}
	sums := map[says]float64{}
	for _, m := range s.mentions {
		if when[m.Response] != out && m.Polarity == m.Polarity {
			sums[says{m.Response, m.Theme}] += m.Polarity
		}
	}
	blamed := map[string]*[3]int{}
	for of, sum := range sums {
		if nps.SignOf(sum) < 0 {
			if blamed[of.theme] == nil {
				blamed[of.theme] = new([3]int)
			}
			blamed[of.theme][when[of.response]]++
		}
	}
	ids := slices.Sorted(maps.Keys(blamed))
	differences, ps := make([]nps.Difference, len(ids)), make([]float64, len(ids))
	for n, id := range ids {
		of := blamed[id]
		differences[n] = nps.CompareShares(nps.Share{Yes: of[before], N: comments[before], Design: 1}, nps.Share{Yes: of[now], N: comments[now], Design: 1})
		ps[n] = differences[n].P
	}
	worse := map[string]bool{}
	for n, q := range nps.BenjaminiHochberg(ps) {
		if d := &differences[n]; comments[before] > 0 && comments[now] > 0 && d.Low > 0 && nps.Sure(d.Low, d.High, q) {
			worse[ids[n]] = true
		}
	}
	return worse
}
