package web

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// What an address asks for that is not there is said, never passed over: a program with a
// misspelt parameter would take the figures of everything for those of a cut, and a reader
// the last period for the one asked for.

// everywhere are the parameters that every answer of the interface knows.
var everywhere = []string{"edition", "lang"}

// anySegment stands in the description for the filters by the survey's own segments.
const anySegment = segmentPrefix + "NAME"

// A parameter is one as the description of the interface has it.
type parameter struct {
	Name   string `json:"name"`
	In     string `json:"in"`
	Schema struct {
		Enum []string `json:"enum"`
	} `json:"schema"`
}

// described are the parameters of every path of the interface, from its description.
var described = sync.OnceValue(func() map[string][]parameter {
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Parameters []parameter `json:"parameters"`
			} `json:"get"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		panic(err) // embedded, and read by a test
	}
	all := map[string][]parameter{}
	for path, of := range doc.Paths {
		all[strings.TrimSuffix(frame.APIRoot, "/")+path] = of.Get.Parameters
	}
	return all
})

// refuseUnknown names a parameter of the interface that its description does not have, or
// a value that is none of those that the parameter takes, with what is valid.
func (r *request) refuseUnknown() error {
	_, path, _ := strings.Cut(r.Pattern, " ")
	known, ok := described()[path]
	if !ok {
		return nil
	}
	valid, values := slices.Clone(everywhere), map[string][]string{}
	for _, p := range known {
		if p.In == "query" && p.Name != anySegment {
			valid, values[p.Name] = append(valid, p.Name), p.Schema.Enum
		}
	}
	if slices.Contains(valid, "theme") { // the filters, which segments are part of
		valid = append(valid, r.sieveNames()...)
	}
	if slices.Contains(valid, "dimension") {
		values["dimension"] = append([]string{whole.dimension}, r.dimensions()...)
	}
	slices.Sort(valid)
	valid = slices.Compact(valid)
	asked := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		if !slices.Contains(valid, name) {
			return messages.Errorf("web_api_parameter", name, strings.Join(valid, ", "))
		}
		if of := values[name]; len(of) > 0 && asked.Get(name) != "" && !slices.Contains(of, asked.Get(name)) {
			return messages.Errorf("web_api_value", asked.Get(name), name, strings.Join(of, ", "))
		}
	}
	return r.refuseValues(asked)
}

// refusePeriods names a period that the address of a page asks for and that there is not,
// with some that there are.
func (r *request) refusePeriods() error {
	asked := r.URL.Query()
	if kind := asked.Get("period"); kind != "" && !slices.Contains(periodKinds[:], kind) {
		return messages.Errorf("web_bad_kind", kind)
	}
	if r.URL.Path != changePath {
		return nil
	}
	periods := r.periods(r.changeKind())
	for _, name := range []string{"before", "after"} {
		if of := r.periodAsked(name); of != "" && !slices.Contains(periods, of) {
			return badPeriod(of, periods)
		}
	}
	return nil
}

// periodAsked is a period that the address asks for, K standing for Q in a quarter.
func (r *request) periodAsked(name string) string {
	return nps.PeriodNamed(r.URL.Query().Get(name))
}

// changePath is the page of changes, whose before and after are periods.
const changePath = "/udvikling"

// examplesOfPeriods is how many periods are named where one that there is not was asked for.
const examplesOfPeriods = 4

func badPeriod(asked string, periods []string) error {
	if len(periods) == 0 {
		return messages.Errorf("web_no_periods", asked)
	}
	some := slices.Clone(periods[max(0, len(periods)-examplesOfPeriods):])
	slices.Reverse(some)
	return messages.Errorf("web_bad_period", asked, strings.Join(some, ", "), periods[0])
}

// refuseDays says that days are asked for that end before they begin.
func refuseDays(from, to models.Day) error {
	if from != models.NoDay && to != models.NoDay && to < from {
		return messages.Errorf("web_bad_days", from.String(), to.String())
	}
	return nil
}
