// Package nps holds the statistics: scores with intervals, causes, drivers, the
// exact change between two periods, alerts, what is at stake, and the one
// decision on what small groups must not be shown. Everything is a pure function
// of slices; there is no input or output, no clock and no map order in a result.
//
// A Survey is prepared once (Prepare); every figure is a method of the Panel
// that comes of it. Sums run in a fixed order, so the same responses in the same
// order give the same bits for any number of workers. No figure is about a
// person: customers are only ever counted and used to widen intervals.
//
// docs/figures.md explains each figure to those who read it.
package nps

import (
	"cmp"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A Survey is what figures are made of.
type Survey struct {
	Responses []models.Response
	Themes    [][]int  // Themes[i]: the distinct themes of response i, ascending indices into Order
	Order     []string // theme ids; figures list themes in this order
}

// NewSurvey gathers the distinct themes of each response. Mentions of themes
// that are not in order are left out.
func NewSurvey(responses []models.Response, mentions []models.Mention, order []string) Survey {
	place := make(map[string]int, len(order))
	for t, id := range order {
		place[id] = t
	}
	themes := make([][]int, len(responses))
	for _, m := range mentions {
		if t, ok := place[m.Theme]; ok && !slices.Contains(themes[m.Response], t) {
			themes[m.Response] = append(themes[m.Response], t)
		}
	}
	for _, of := range themes {
		slices.Sort(of)
	}
	return Survey{responses, themes, order}
}

// Options say how a survey is measured.
type Options struct {
	SmallGroup int  // figures of fewer responses are withheld; 1 or less withholds none
	MixScales  bool // allow scores on different scales in one figure
	Latest     bool // keep each customer's latest response only
	Workers    int  // goroutines; below 1 is 1; never changes a result
}

// DefaultOptions withhold groups below five.
func DefaultOptions() Options { return Options{SmallGroup: 5, Workers: 1} }

// A Panel is a survey as columns: class, period and cuts of every response.
type Panel struct {
	Options
	Order []string // theme ids

	source      []int          // index into Survey.Responses of each response kept
	class       []models.Class // of each response
	commented   []bool
	themes      [][]int
	chains      [][]int32 // periods of a response, whole first, finest last
	places      [][]int32 // cuts of a response: cutAll, then each axis from its leaf up
	periods     []period
	cuts        []cut
	axes        []axis
	lines       int     // of sibling cuts
	touchpoint  []int32 // number of each response's touchpoint, below touchpoints
	touchpoints int
	cluster     []int32   // customer of each response, numbered; unknown customers are one each
	repeats     [][]int32 // scored responses of each customer with at least two
	ratings     []ratingColumn
}

// Prepare turns a survey into columns. A survey whose scores are on several
// scales is refused unless opt allows it: the error is a *messages.Error with
// the key "mixed_scales".
func Prepare(s Survey, opt Options) (*Panel, error) {
	if scales := scalesOf(s.Responses); len(scales) > 1 && !opt.MixScales {
		return nil, messages.Errorf("mixed_scales", joinScales(scales))
	}
	opt.Workers = max(opt.Workers, 1)
	p := &Panel{Options: opt, Order: s.Order}
	p.source = keep(s.Responses, opt.Latest)
	for _, i := range p.source {
		r := &s.Responses[i]
		p.class = append(p.class, r.Class())
		p.commented = append(p.commented, r.Commented())
		var of []int
		if i < len(s.Themes) {
			of = s.Themes[i]
		}
		p.themes = append(p.themes, of)
	}
	p.setPeriods(s.Responses)
	p.setCuts(s.Responses)
	p.setClusters(s.Responses)
	p.setRatings(s.Responses)
	return p, nil
}

// scalesOf lists the scales of all scored responses.
func scalesOf(responses []models.Response) []models.Scale {
	var scales []models.Scale
	for i := range responses {
		if _, scored := responses[i].Score.Value(); scored && !slices.Contains(scales, responses[i].Scale) {
			scales = append(scales, responses[i].Scale)
		}
	}
	slices.SortFunc(scales, func(a, b models.Scale) int { return cmp.Compare(a.String(), b.String()) })
	return scales
}

func joinScales(scales []models.Scale) string {
	text := ""
	for i, s := range scales {
		if i > 0 {
			text += ", "
		}
		text += s.String()
	}
	return text
}

// keep lists the responses that are measured: all of them or, where latest, the
// last of every known customer by day, time and key.
func keep(responses []models.Response, latest bool) []int {
	last := map[string]int{}
	if latest {
		for i := range responses {
			r := &responses[i]
			if j, seen := last[r.Customer]; r.Customer != "" && (!seen || later(r, &responses[j])) {
				last[r.Customer] = i
			}
		}
	}
	kept := make([]int, 0, len(responses))
	for i := range responses {
		if c := responses[i].Customer; !latest || c == "" || last[c] == i {
			kept = append(kept, i)
		}
	}
	return kept
}

func later(a, b *models.Response) bool {
	return cmp.Or(cmp.Compare(a.Day, b.Day), a.At.Compare(b.At), a.Key().Compare(b.Key())) > 0
}

// setClusters numbers customers and lists those with several scored responses.
func (p *Panel) setClusters(responses []models.Response) {
	number := map[string]int32{}
	var members [][]int32
	p.cluster = make([]int32, len(p.source))
	for j, i := range p.source {
		c := responses[i].Customer
		n, seen := number[c]
		if !seen || c == "" {
			n = int32(len(members))
			members = append(members, nil)
			if c != "" {
				number[c] = n
			}
		}
		p.cluster[j] = n
		if p.class[j] != models.NoClass {
			members[n] = append(members[n], int32(j))
		}
	}
	for _, of := range members {
		if len(of) > 1 {
			p.repeats = append(p.repeats, of)
		}
	}
}
