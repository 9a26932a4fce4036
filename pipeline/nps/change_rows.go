package nps

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
)

// table is a decomposition's rows, as yet with p for q: its parts, then its mixes. Where another cut
// than all is taken apart by a dimension, its parts are put together as
// performance. The difference itself and the parts' shares are those of plain, which is
// without any mix: told by another sum they would differ in the last digits.
func (d *decomposition) table(s *Scores, job comparison, plain *decomposition) []ChangeRow {
	p := s.panel
	delta := plain.difference(len(plain.stat))
	fresh := func(k int) ChangeRow {
		own := d.difference(k)
		nan := math.NaN()
		return ChangeRow{
			Lens: s.Lens, Complete: p.periods[job.from].whole() && p.periods[job.to].whole(),
			PeriodKind: p.periods[job.to].kind, From: p.periods[job.from].name, To: p.periods[job.to].name,
			Dimension: p.dimension(job.cut), Value: p.cuts[job.cut].value, MixDimension: d.name(),
			Volume: nan, Score: nan, ShareFrom: nan, ShareTo: nan, WritersFrom: nan, WritersTo: nan, Performance: nan, PerformanceLow: nan, PerformanceHigh: nan,
			Total: own.Points, CILow: own.Low, CIHigh: own.High, Q: own.P,
			NPSFrom: d.nps[0], NPSTo: d.nps[1], Delta: delta.Points, DeltaLow: delta.Low, DeltaHigh: delta.High,
		}
	}
	out := make([]ChangeRow, 0, d.parts+len(d.by))
	performance := d.parts + len(d.by)
	if len(d.by) > 0 && job.cut != cutAll {
		row := fresh(performance)
		row.Part = PartPerformance
		out = append(out, row)
	} else {
		for k, name := range d.of.names {
			row := fresh(k)
			row.Part, row.ThemeID, row.Restates = name.part, name.theme, name.restates
			row.Volume, row.Score = d.volumeAndScore(k)
			row.ShareFrom, row.ShareTo = plain.shareOf(0, k), plain.shareOf(1, k)
			if q := plain.quiet; name.part == PartNoComment && q.class != models.NoClass {
				row.Writers, row.WritersFrom, row.WritersTo = q.class.String(), q.from, q.to
			}
			out = append(out, row)
		}
	}
	for a, by := range d.by {
		row := fresh(d.parts + a)
		row.Part, row.MixOf = PartMix, by.name
		if job.cut == cutAll {
			row.MixValue, row.ShareFrom, row.ShareTo = d.moved(a, job)
		}
		within := d.difference(performance)
		row.Performance, row.PerformanceLow, row.PerformanceHigh = within.Points, within.Low, within.High
		out = append(out, row)
	}
	return out
}

// judged puts q in the place of the p of rows, of parts over the parts and of mixes that of mixes,
// and tells them in steps. How sure it is who answered does not hang on how many themes there are.
func (d *decomposition) judged(rows []ChangeRow, mixes []float64) []ChangeRow {
	parts := len(rows) - len(d.by)
	ps := make([]float64, parts)
	for k := range ps {
		ps[k] = rows[k].Q
	}
	for k, q := range slices.Concat(BenjaminiHochberg(ps), mixes) {
		rows[k].Q = q
	}
	if len(d.by) > 0 {
		blurred(rows, d.scores.panel.step(200, min(d.n[0], d.n[1])))
	}
	return rows
}

// blurred tells the rows of one mix_dimension in multiples of step: first the mixes,
// then performance, which is what they leave, then the parts of that.
func blurred(rows []ChangeRow, step float64) {
	if step == 0 {
		return
	}
	var parts []*float64
	within := rows[0].Delta
	for i := range rows {
		r := &rows[i]
		r.CILow, r.CIHigh = toldRange(r.CILow, r.CIHigh, step)
		r.Q = toldQ(r.Q, step)
		if r.Part == PartMix {
			r.Total = told(r.Total, step, math.Round)
			within -= r.Total
		} else {
			parts = append(parts, &r.Total)
		}
	}
	toldAll(parts, within, step)
	for i := range rows {
		r := &rows[i]
		r.Volume = told(r.Volume, step, math.Round)
		r.Score = r.Total - r.Volume
		if r.Part == PartMix {
			r.Score, r.Performance = math.NaN(), within
			r.PerformanceLow, r.PerformanceHigh = toldRange(r.PerformanceLow, r.PerformanceHigh, step)
		}
	}
}

// name is that of the dimensions whose mix is taken out, "" for none.
func (d *decomposition) name() string {
	names := make([]string, len(d.by))
	for n, by := range d.by {
		names[n] = by.name
	}
	return strings.Join(names, " × ")
}

// moved is the value of dimension a whose share moved the score the most in the
// direction of the mix, with its shares of all responses; "" where that is the rest
// or not known.
func (d *decomposition) moved(a int, job comparison) (value string, from, to float64) {
	shares, sums := [2]map[int32]float64{{}, {}}, map[int32]float64{}
	for x, at := range d.coord {
		for j := range shares {
			shares[j][at[a]] += d.share[j][x]
		}
		sums[at[a]] += (d.share[0][x] + d.share[1][x]) / 2 * d.centre(x)
	}
	best, found := 0.0, int32(rest)
	middle := (d.nps[0] + d.nps[1]) / 2
	for v := range int32(len(d.by[a].values)) {
		size := (shares[0][v] + shares[1][v]) / 2
		if size == 0 {
			continue
		}
		points := (shares[1][v] - shares[0][v]) * (sums[v]/size - middle) * sign(d.stat[d.parts+a])
		if points > best {
			best, found = points, v
		}
	}
	if found == rest || !d.scores.showsShare(job, d.by[a].cuts[found]) {
		return "", math.NaN(), math.NaN()
	}
	p, cut := d.scores.panel, d.by[a].cuts[found]
	of := func(period int32, j int) float64 {
		return float64(d.scores.base.cube.cell(p.at(period, cut)).scored()) / d.n[j]
	}
	return d.by[a].values[found], of(job.from, 0), of(job.to, 1)
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}
