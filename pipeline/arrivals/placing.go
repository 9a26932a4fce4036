package arrivals

import (
	"slices"

	"stemme/models"
	"stemme/pipeline/privacy"
)

// Placing is what the configuration says of where responses belong: the kinds of the sources that
// are no surveys, what values are called now, and the stages of touchpoints. All of it may be told,
// and told anew, after responses are accepted.
type Placing struct {
	Kinds   map[string]models.Kind
	Renamed []Renaming
	Journey []JourneyStage
	Turned  []string // sources of whose scores the lowest is the best
}

// Place sets the kinds and the stages of responses and unites the spellings of
// their values, in place. The ledger holds what was accepted: what a source is may
// be said, and unsaid, later, and which spelling most use may change.
func (p *Placing) Place(responses []models.Response) []models.Response {
	for i := range responses {
		r := &responses[i]
		r.Kind = p.Kinds[r.Source]
		if slices.Contains(p.Turned, r.Source) {
			r.Score = r.Scale.Turned(r.Score)
		}
	}
	hideNames(responses)
	merge(p.Renamed, responses)
	respell(responses)
	stage(p.Journey, responses)
	return responses
}

// hideNames takes personal data out of the names of segments, ratings and questions that
// an earlier version kept, in place: they are those of the columns that later nights
// read, which hold none.
func hideNames(responses []models.Response) {
	hidden := map[string]string{}
	changed := false
	hide := func(name string) string {
		as, known := hidden[name]
		if !known {
			as = privacy.MaskShort(name)
			hidden[name] = as
			changed = changed || as != name
		}
		return as
	}
	for i := range responses {
		r := &responses[i]
		for _, s := range r.Segments {
			hide(s.Name)
		}
		for _, s := range r.Ratings {
			hide(s.Name)
		}
		for _, a := range r.Answers {
			hide(a.Question)
		}
	}
	if !changed {
		return
	}
	for i := range responses { // the ledger's own stay as accepted
		r := &responses[i]
		r.Segments, r.Ratings, r.Answers = slices.Clone(r.Segments), slices.Clone(r.Ratings), slices.Clone(r.Answers)
		for j := range r.Segments {
			r.Segments[j].Name = hide(r.Segments[j].Name)
		}
		for j := range r.Ratings {
			r.Ratings[j].Name = hide(r.Ratings[j].Name)
		}
		for j := range r.Answers {
			r.Answers[j].Question = hide(r.Answers[j].Question)
		}
	}
}
