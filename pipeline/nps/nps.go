// Package nps holds the statistics: scores with intervals, causes, drivers, the
// exact change between two periods, alerts, what is at stake, and the one
// decision on what small groups must not be shown. Everything is a pure function
// of slices; there is no input or output, no clock and no map order in a result.
//
// Responses are prepared once (Prepare) and scored by one or more systems of
// themes (Panel.Score); every figure is a method of what comes of it. Sums run in a fixed order, so the same responses in the same
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

// A System is one way to sort what responses say: the discovered themes, or the
// entries of one lens. What none of its themes covers is its own rest, so that a
// system adds up by itself; figures of several systems are never mixed.
type System struct {
	Lens     string   // name of the lens, "" for the discovered themes
	Order    []string // theme ids; figures list themes in this order
	Tops     []string // by place in Order: the top theme it lies under, "" for none; nil for none
	Restates []bool   // by place in Order: the theme is the score in words, no cause of it; nil for none
	Themes   [][]int  // of each response: its distinct themes, ascending places in Order
}

// NewSystem gathers the distinct themes of each of the n responses. Mentions of
// themes that are not in order are left out.
func NewSystem(lens string, n int, mentions []models.Mention, order []string) System {
	place := make(map[string]int, len(order))
	for t, id := range order {
		place[id] = t
	}
	themes := make([][]int, n)
	for _, m := range mentions {
		if t, ok := place[m.Theme]; ok && !slices.Contains(themes[m.Response], t) {
			themes[m.Response] = append(themes[m.Response], t)
		}
	}
	for _, of := range themes {
		slices.Sort(of)
	}
	return System{Lens: lens, Order: order, Themes: themes}
}

// restates says whether theme t is the score in words.
func (s *System) restates(t int) bool { return t < len(s.Restates) && s.Restates[t] }

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

	source      []int          // index into the responses of each one kept
	class       []models.Class // of each response
	commented   []bool
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

// Prepare turns responses into columns. Those on several scales are refused
// unless opt allows it: the error is a *messages.Error with the key
// "mixed_scales". Only surveys of customers have a score that counts; employees
// are no part of any figure about customers.
func Prepare(responses []models.Response, opt Options) (*Panel, error) {
	if scales := scalesOf(responses); len(scales) > 1 && !opt.MixScales {
		return nil, messages.Errorf("mixed_scales", joinScales(scales))
	}
	opt.Workers = max(opt.Workers, 1)
	p := &Panel{Options: opt}
	p.source = keep(responses, opt.Latest)
	for _, i := range p.source {
		r := &responses[i]
		p.class = append(p.class, classOf(r))
		p.commented = append(p.commented, r.Commented())
	}
	p.setPeriods(responses)
	p.setCuts(responses)
	p.setClusters(responses)
	p.setRatings(responses)
	return p, nil
}

// classOf is the class that counts: only a survey's.
func classOf(r *models.Response) models.Class {
	if r.Kind != models.Survey {
		return models.NoClass
	}
	return r.Class()
}

// scalesOf lists the scales of all scored responses.
func scalesOf(responses []models.Response) []models.Scale {
	var scales []models.Scale
	for i := range responses {
		if r := &responses[i]; classOf(r) != models.NoClass && !slices.Contains(scales, r.Scale) {
			scales = append(scales, r.Scale)
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
			if j, seen := last[r.Customer]; r.Customer != "" && r.Kind != models.Employees && (!seen || later(r, &responses[j])) {
				last[r.Customer] = i
			}
		}
	}
	kept := make([]int, 0, len(responses))
	for i := range responses {
		if responses[i].Kind == models.Employees {
			continue
		}
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
