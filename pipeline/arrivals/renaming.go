package arrivals

import (
	"fmt"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Renaming says that a unit, a touchpoint, a stage or a value of a segment is called otherwise
// now: responses of both are of one.
type Renaming struct {
	Of  string `yaml:"of"`  // unit, touchpoint, stage or the name of a segment
	Was string `yaml:"was"` // in capitals or not; of a unit its path, which takes what lies below along
	Is  string `yaml:"is"`
}

// Faults lists what is wrong with the renaming at a place.
func (r *Renaming) Faults(at int) (faults []error) {
	for _, f := range []struct{ name, value string }{{"of", r.Of}, {"was", r.Was}, {"is", r.Is}} {
		if strings.TrimSpace(f.value) == "" {
			faults = append(faults, messages.Errorf("config_field", fmt.Sprintf("renamed[%d].%s", at, f.name), "of: unit | touchpoint | stage | SEGMENT, was: …, is: …"))
		}
	}
	return faults
}

// property is what drift and spellings call what the renaming is of.
func (r *Renaming) property() string {
	switch r.Of {
	case OfUnit, OfTouchpoint, OfStage:
		return r.Of
	}
	return OfSegment + r.Of
}

// as is a value of the property by its name now.
func (r *Renaming) as(value string) string {
	if strings.EqualFold(value, r.Was) {
		return r.Is
	}
	if n := len(r.Was); r.Of == OfUnit && len(value) > n && value[n] == '/' && strings.EqualFold(value[:n], r.Was) {
		return r.Is + value[n:]
	}
	return value
}

// merge calls the values of responses by their names now, in place, one renaming after the
// other.
func merge(names []Renaming, responses []models.Response) {
	if len(names) == 0 {
		return
	}
	as := func(property, value string) string {
		for i := range names {
			if names[i].property() == property {
				value = names[i].as(value)
			}
		}
		return value
	}
	for i := range responses {
		r := &responses[i]
		r.Touchpoint, r.Stage, r.Unit = as(OfTouchpoint, r.Touchpoint), as(OfStage, r.Stage), as(OfUnit, r.Unit)
		r.Segments = slices.Clone(r.Segments) // the ledger's own stay as accepted
		for j := range r.Segments {
			r.Segments[j].Value = as(OfSegment+r.Segments[j].Name, r.Segments[j].Value)
		}
	}
}

// asNamed are responses as they are called now; those given stay as they are.
func (p *Placing) asNamed(responses []models.Response) []models.Response {
	if len(p.Renamed) == 0 {
		return responses
	}
	responses = slices.Clone(responses)
	merge(p.Renamed, responses)
	return responses
}
