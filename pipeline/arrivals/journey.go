package arrivals

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A JourneyStage is a stage of the customer journey as the configuration defines it: its id stays
// when it is renamed.
type JourneyStage struct {
	ID          string   `yaml:"id"`          // lower case letters, digits and hyphens
	Name        string   `yaml:"name"`        // as it is shown; the id by default
	Touchpoints []string `yaml:"touchpoints"` // each in one stage; in capitals or not
}

// JourneyFaults lists what is wrong with a journey.
func JourneyFaults(journey []JourneyStage) (faults []error) {
	ids, names, stage := map[string]bool{}, map[string]bool{}, map[string]string{}
	for i, s := range journey {
		field := fmt.Sprintf("journey[%d]", i)
		if s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || ids[s.ID] {
			faults = append(faults, messages.Errorf("config_field", field+".id", "a-z 0-9 -, én gang / once"))
		}
		if name := strings.ToLower(s.Shown()); names[name] {
			faults = append(faults, messages.Errorf("journey_name", field+".name", s.Shown()))
		}
		ids[s.ID], names[strings.ToLower(s.Shown())] = true, true
		for _, touchpoint := range s.Touchpoints {
			if other, taken := stage[strings.ToLower(touchpoint)]; taken {
				faults = append(faults, messages.Errorf("journey_touchpoint", field+".touchpoints", touchpoint, other))
			}
			stage[strings.ToLower(touchpoint)] = s.ID
		}
	}
	return faults
}

// Shown is the stage's name.
func (s *JourneyStage) Shown() string {
	if s.Name == "" {
		return s.ID
	}
	return s.Name
}

// stage sets the stages of responses by their touchpoints, in place. A touchpoint that
// the journey does not name keeps the stage of the file.
func stage(journey []JourneyStage, responses []models.Response) {
	of := map[string]string{}
	for _, s := range journey {
		for _, touchpoint := range s.Touchpoints {
			of[strings.ToLower(touchpoint)] = s.Shown()
		}
	}
	for i := range responses {
		if name, told := of[strings.ToLower(responses[i].Touchpoint)]; told {
			responses[i].Stage = name
		}
	}
}

// unplaced notes what new responses have that the journey, where there is one, does not
// name: touchpoints, where the file tells no stage either, and stages.
func unplaced(journey []JourneyStage, fresh []models.Response) (notes []source.Note) {
	if len(journey) == 0 {
		return nil
	}
	touchpoints, stages := map[string]bool{}, map[string]bool{}
	for i := range journey {
		stages[strings.ToLower(journey[i].Shown())] = true
		for _, name := range journey[i].Touchpoints {
			touchpoints[strings.ToLower(name)] = true
		}
	}
	unplaced, unknown := map[string]int{}, map[string]int{}
	for i := range fresh {
		switch r := &fresh[i]; {
		case touchpoints[strings.ToLower(r.Touchpoint)]:
		case r.Stage == "" && r.Touchpoint != "":
			unplaced[r.Touchpoint]++
		case r.Stage != "" && !stages[strings.ToLower(r.Stage)]:
			unknown[r.Stage]++
		}
	}
	for _, of := range []struct {
		key    messages.Key
		counts map[string]int
	}{{"journey_unplaced", unplaced}, {"journey_unknown", unknown}} {
		if n, names := largest(of.counts); n > 0 {
			notes = append(notes, source.Note{Key: of.key, Args: []any{n, names}})
		}
	}
	return notes
}

// largest sums the counts of names, and lists the names with the largest.
func largest(counts map[string]int) (sum int, names string) {
	var shown []string
	order := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	for i, name := range order {
		sum += counts[name]
		if i < messages.NamedMost {
			shown = append(shown, fmt.Sprintf("%q (%d)", name, counts[name]))
		}
	}
	if len(order) > messages.NamedMost {
		shown = append(shown, "…")
	}
	return sum, strings.Join(shown, ", ")
}
