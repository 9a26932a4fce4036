package lens

import (
	"math"
	"slices"

	"stemme/models"
)

// From how many hours on nobody praises a wait, or how long something took. Chosen by eye.
const (
	longWait = 0.15
	longTook = 240
)

// drawn says whether the sentence tells of the duration as a long wait ("37 minutters ventetid", "ventede 40 minutter")
// or that something took long ("leveringen tog 40 dage"). What came after a time is not told so: "han ringede en uge efter" may praise.
func (s *setting) drawn(d *Duration) bool {
	if s.before(2, "efter", "kun", "bare", "blot", "uden") || s.word(s.start) == "kun" {
		return false
	}
	return d.Low >= longWait && (s.after(2, "ventetid", "kø", "telefonkø") || s.before(2, "ventetid", "ventetiden", "ventede", "ventet", "kø", "køen")) ||
		d.Low >= longTook && !math.IsInf(d.Low, 1) && s.before(1, "tog", "taget", "gik", "gået", "varede")
}

// agree gives what a clause says of times one sign where it says how long something took. The time is sure; what patterns and lessons
// say of words beside it is not: "37 minutters ventetid for at få et menneske i røret" praises the voice, "leveringen tog
// kun to dage" blames days. A time that is long blames, and one within a limit praises. A clause that says the opposite in
// words is left as it is, and so is what somebody wrote down as praise or blame.
func (r *Reader) agree(all []Found, text string, doc *models.Document, clauses []clauseRead) {
	if len(all) == 0 || !timeTold(doc) {
		return
	}
	times := r.durations(text)
	for i := range doc.Clauses {
		v, whole := r.lasted(all, times, &doc.Clauses[i], i)
		if v == unjudged || clauses[i].says(v) {
			continue
		}
		for k := range all {
			f := &all[k]
			switch {
			case f.Clause != i || f.Fixed || f.Hours > 0 || !r.m.entries[f.Entry].timed && !whole || f.Told && !r.m.yielding(f.Entry):
			case v == broken && f.Polarity > 0:
				f.Polarity = -said
			case v == kept && f.Polarity < 0:
				f.Polarity = said
			}
		}
	}
}

// lasted is whether what clause i says of a time is sure praise or blame: a limit that an entry was held to was kept, or
// a time was long, on the whole clause where it says for what somebody waited. Where it says both, or quotes a time, it is neither.
func (r *Reader) lasted(all []Found, times []Duration, c *models.Clause, i int) (v verdict, whole bool) {
	for _, d := range times {
		if d.Start < int(c.Start) || d.Start >= int(c.End) {
			continue
		}
		if d.quoted || d.Sense == Promised {
			return unjudged, false
		}
		if d.drawn {
			v, whole = broken, whole || d.whole
		}
	}
	for k := range all {
		if f := &all[k]; f.Clause == i && f.Hours > 0 && !f.Fixed && f.Polarity > 0 {
			if v == broken {
				return unjudged, false
			}
			v = kept
		}
	}
	return v, whole
}

// says whether words of the clause say the opposite of a verdict: they feel so, wish, lack or deny, or a construction does.
func (c *clauseRead) says(v verdict) bool {
	sign := 1.0
	if v == kept {
		sign = -1
	}
	return v == kept && c.denies || slices.ContainsFunc(c.feelings, func(f feeling) bool { return f.value*sign > 0 || f.kind == lacks || f.kind == wishes }) ||
		slices.ContainsFunc(c.stances, func(s stance) bool { return s.sign*sign > 0 })
}
