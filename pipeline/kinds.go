package pipeline

import (
	"maps"
	"slices"

	"stemme/models"
	"stemme/pipeline/privacy"
)

// kindNames are the kinds of sources as the configuration names them.
var kindNames = map[string]models.Kind{"": models.Survey, "survey": models.Survey, "open": models.Open, "employees": models.Employees, "panel": models.Panel}

// allKinds are the kinds of the sources that are no surveys, by name: of those
// that cfg names and of those that its file does, when others are read tonight.
func (cfg *Config) allKinds() map[string]models.Kind {
	kinds := maps.Clone(cfg.kinds)
	for _, s := range cfg.Sources {
		if kind := kindNames[s.Kind]; kind != models.Survey {
			if kinds == nil {
				kinds = map[string]models.Kind{}
			}
			kinds[s.Name] = kind
		}
	}
	return kinds
}

// placed sets the kinds and the stages of responses and unites the spellings of
// their values, in place. The ledger holds what was accepted: what a source is may
// be said, and unsaid, later, and which spelling most use may change.
func (cfg *Config) placed(responses []models.Response) []models.Response {
	kinds := cfg.allKinds()
	for i := range responses {
		responses[i].Kind = kinds[responses[i].Source]
	}
	renamed(responses)
	cfg.merged(responses)
	respelled(responses)
	cfg.staged(responses)
	return responses
}

// renamed takes personal data out of the names of segments, ratings and questions that
// an earlier version kept, in place: they are those of the columns that later nights
// read, which hold none.
func renamed(responses []models.Response) {
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
