package improvement

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
)

// Shown says which groups the other open tables show. What is followed up is
// withheld where one of its groups is: its count would tell theirs.
type Shown struct {
	Cut    func(key nps.CutKey) bool                  // a row of nps
	Theme  func(key nps.CutKey, theme string) bool    // a row of theme_nps; true of what is in none
	Rating func(key nps.CutKey, question string) bool // a row of ratings
}

// AllShown is where nothing is withheld.
var AllShown = Shown{
	Cut:    func(nps.CutKey) bool { return true },
	Theme:  func(nps.CutKey, string) bool { return true },
	Rating: func(nps.CutKey, string) bool { return true },
}

// whole is the cut of all responses, without its period.
var whole = nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}

// cutsOf are the cuts that the conditions of w name, without their period, after the
// whole: each value of each way to cut that responses which fit have, as they have it.
func (in *Input) cutsOf(w *codebook.Where) []nps.CutKey {
	cuts := []nps.CutKey{whole}
	seen := map[nps.CutKey]bool{}
	add := func(asked bool, dimension, value string) {
		key := nps.CutKey{PeriodKind: nps.KindAll, Dimension: dimension, Value: value}
		if asked && !seen[key] {
			seen[key] = true
			cuts = append(cuts, key)
		}
	}
	for _, path := range w.Unit {
		add(true, nps.DimensionUnit, strings.TrimSuffix(path, "/"))
	}
	for i := range in.Responses {
		r := &in.Responses[i]
		if !in.Fits(i, w) {
			continue
		}
		add(len(w.Touchpoint) > 0, nps.DimensionTouchpoint, r.Touchpoint)
		add(len(w.Stage) > 0, nps.DimensionStage, r.Stage)
		add(len(w.Source) > 0, nps.DimensionSource, r.Source)
		for name, values := range w.Segment {
			add(len(values) > 0, nps.SegmentDimension(name), r.Segment(name))
		}
	}
	return cuts
}

// A subject is what is told of responses beside their number: themes that they
// mention, a question that they answered.
type subject struct {
	themes   []string
	question string
}

// shows says whether every cut is shown in a period, and what is told of it.
func (in *Input) shows(cuts []nps.CutKey, of subject, kind, period string) bool {
	for _, cut := range cuts {
		cut.PeriodKind, cut.Period = kind, period
		if !in.Shown.Cut(cut) || of.question != "" && !in.Shown.Rating(cut, of.question) {
			return false
		}
		for _, theme := range of.themes {
			if !in.Shown.Theme(cut, theme) {
				return false
			}
		}
	}
	return true
}

// few says whether n responses are a small group.
func (in *Input) few(n int) bool { return n > 0 && n < in.SmallGroup }

// exposes says whether observations from first to last, of the responses that fit w,
// would tell a withheld group: where one of the months they touch is withheld, and
// their days are all, or none, that w has in each of those months, but for less than a
// small group.
func (in *Input) exposes(w *codebook.Where, of subject, by observer, first, last models.Day) bool {
	type month struct{ inside, outside int }
	months := map[string]*month{}
	from, to := nps.PeriodName(nps.KindMonth, first), nps.PeriodName(nps.KindMonth, last)
	for i := range in.Responses {
		day := in.Responses[i].Day
		if day == models.NoDay || !in.Fits(i, w) {
			continue
		}
		name := nps.PeriodName(nps.KindMonth, day)
		if _, ok := by(i); !ok || name < from || name > to {
			continue
		}
		if months[name] == nil {
			months[name] = &month{}
		}
		if day < first || day > last {
			months[name].outside++
		} else {
			months[name].inside++
		}
	}
	apart, withheld := 0, false
	cuts := in.cutsOf(w)
	for name, m := range months {
		apart += min(m.inside, m.outside)
		withheld = withheld || !in.shows(cuts, of, nps.KindMonth, name)
	}
	return withheld && apart < max(in.SmallGroup, 1)
}
