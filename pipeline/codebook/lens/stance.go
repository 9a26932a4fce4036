package lens

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"stemme/models"
)

// Stances are entries of their own behind the feelings: constructions that say of all
// that stands beside them whether it is praised or blamed, whatever its own words say.
const (
	blamesPart   = iota // what stands between the same commas
	blamesClause        // the whole clause
	wishesPart          // what is asked for there is missing
	praisesPart
	refuses // the question before it
	states  // something, whatever the question asks
	does    // what customers do and are: judges nothing by itself
	asks    // a question, or what is known from elsewhere: likewise
	untried // what customers have not done or do not have: its denial judges nothing
	neither // hides the others of which it holds a word
	stances
)

//go:embed stances.yaml
var stancesFile []byte

// stanceLists is what stances.yaml holds.
type stanceLists struct {
	Sets         map[string][]string `yaml:"sets"`
	Blames       []string            `yaml:"blames"`
	BlamesClause []string            `yaml:"blames_clause"`
	Wishes       []string            `yaml:"wishes"`
	Praises      []string            `yaml:"praises"`
	Refuses      []string            `yaml:"refuses"`
	States       []string            `yaml:"states"`
	Does         []string            `yaml:"does"`
	Asks         []string            `yaml:"asks"`
	Untried      []string            `yaml:"untried"`
	Neither      []string            `yaml:"neither"`
}

var shippedStances = sync.OnceValue(func() *stanceLists {
	s := &stanceLists{}
	if err := yaml.UnmarshalWithOptions(stancesFile, s, yaml.Strict()); err != nil {
		panic("lens: stances.yaml: " + err.Error())
	}
	return s
})

// stances compiles the constructions behind the feelings.
func (c *compiler) stances() {
	s := shippedStances()
	first := int32(len(c.m.entries) + feelings)
	for kind, list := range [stances][]string{s.Blames, s.BlamesClause, s.Wishes, s.Praises, s.Refuses, s.States, s.Does, s.Asks, s.Untried, s.Neither} {
		for _, text := range list {
			c.patterns(first+int32(kind), speaks, text, s.Sets, DefaultNear)
		}
	}
}

// A stance is what a construction says of the parts of a clause from one comma to
// another.
type stance struct {
	sign     float64 // 1 praised, -1 blamed
	from, to int32   // segments
	wish     bool    // something is asked for
}

// stand lists the stances of the clause that was read, from its hits, and says whether
// it refuses the question before it and whether it states something. A construction that opens must begin the clause, no comma will do. Of constructions that share a word the one of
// most words counts.
func (r *Reader) stand(out *clauseRead) (stated bool) {
	var all []stance
	first := int32(len(r.m.entries) + feelings)
	of := r.some[0][:0]
	for _, h := range r.hits {
		if h.entry >= first && (!r.m.rules[h.rule].opens || slices.Min(h.tokens) == 0) {
			of = append(of, h)
		}
	}
	r.some[0] = of
	kind := func(h hit) int32 { return h.entry - first }
	for _, h := range of {
		switch kind(h) {
		case refuses:
			out.refused = true
			continue
		case states:
			stated = true
			continue
		case does:
			out.does = true
			continue
		case asks:
			out.asks = true
			continue
		case untried:
			out.untried = true
			continue
		}
		longer := func(o hit) bool {
			return telling(kind(o)) && len(o.tokens) > len(h.tokens) && share(o.tokens, h.tokens)
		}
		if kind(h) == neither || slices.ContainsFunc(of, longer) {
			continue
		}
		s := r.stanceOf(kind(h), h)
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	out.stances = all
	return stated
}

// telling says whether a kind of construction says something of what stands beside it.
func telling(kind int32) bool { return kind < refuses || kind == neither }

// stanceOf is the stance that a hit of a kind is.
func (r *Reader) stanceOf(kind int32, h hit) stance {
	s := stance{sign: -1, from: r.tokens[slices.Min(h.tokens)].segment, to: r.tokens[slices.Max(h.tokens)].segment}
	switch kind {
	case praisesPart:
		s.sign = 1
	case wishesPart:
		s.wish = true
	case blamesClause:
		s.from, s.to = 0, r.tokens[len(r.tokens)-1].segment
	}
	return s
}

// takeStances sets the polarity of what was found beside constructions, clause by
// clause. A question that the clause behind it refuses is blamed, or praised where it
// asks for what is bad.
func takeStances(text string, doc *models.Document, clauses []clauseRead) {
	for i := range clauses {
		c := &clauses[i]
		if i+1 < len(clauses) && (clauses[i+1].refused && text[doc.Clauses[i].End-1] == '?' || c.sum > 0 && deniesAll(text, &doc.Clauses[i+1], 0)) {
			s := stance{sign: -1, to: int32(len(c.segments))}
			if c.sum < 0 {
				s.sign = 1
			}
			c.stances = []stance{s}
		}
		if n := len(doc.Clauses[i].Terms); n > 1 && c.sum > 0 && deniesAll(text, &doc.Clauses[i], n-1) {
			c.stances = []stance{{sign: -1, to: int32(len(c.segments))}}
		}
		if len(c.stances) == 0 {
			continue
		}
		sum := 0.0
		for _, s := range c.stances {
			sum += s.sign
		}
		if sum != 0 {
			c.sum = max(-1, min(1, sum))
		}
		for j := range c.found {
			c.found[j].stand(c.stances)
		}
	}
}

// deniesAll says whether term i, the last of a clause, takes back all that stands
// before it: "god service – ikke", "Venlige folk. Not!". A question ("ikke?") does not.
func deniesAll(text string, c *models.Clause, i int) bool {
	if i != len(c.Terms)-1 {
		return false
	}
	t := c.Terms[i]
	switch strings.ToLower(text[t.Start:t.End]) {
	case "ikke", "ikk", "ik", "not":
	default:
		return false
	}
	if i > 0 && !strings.ContainsAny(text[c.Terms[i-1].End:t.Start], ",;:–—-.…(") {
		return false
	}
	return !strings.HasPrefix(strings.TrimLeft(text[t.End:], " "), "?")
}

// stand sets the polarity of f to what the constructions beside it say.
func (f *Found) stand(all []stance) {
	sum := 0.0
	for _, s := range all {
		if slices.ContainsFunc(f.segments, func(at int32) bool { return at >= s.from && at <= s.to }) {
			sum += s.sign
		}
	}
	switch {
	case sum == 0 || f.timed && !(f.waited && sum < 0): // who waits no longer than the limit may wait in vain
	case sum > 0:
		f.Polarity, f.Told = said, true
	default:
		f.Polarity, f.Told = -said, true
	}
}
