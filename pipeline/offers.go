package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// An Offer is a shipped lens for one trade that is not in use: what its patterns find in
// clauses that no lens of topics in use says anything of.
type Offer struct {
	Lens                  string
	Responses, OfComments int  // with such a clause; with a comment in Danish
	Clauses, OfClauses    int  // such clauses; all
	Fits                  bool // the comments are of its trade
}

// The comments are of a trade where its lens reads so much that no lens in use does, and
// twice what the next lens would, in so many comments, and no entry alone makes
// half of it. Measured on 28 November 2026: on 38,600 invented comments of eight trades
// and reviews of nine firms the lens of the trade has 6.5 to 12.9 % of the clauses, another
// at most 3.3 % where there are 70 comments or more.
const (
	fitsClauses  = 0.05
	fitsNext     = 2.0
	fitsComments = 20
)

// offers are the lenses for one trade that are not in use, what reads the most first.
// covered says which clauses lenses of topics in use speak of.
func offers(ctx context.Context, inUse []*lens.Lens, responses []models.Response, a analysis, covered func(themes.Place) bool, workers int) ([]Offer, error) {
	unused := slices.DeleteFunc(slices.Clone(lens.Shipped()), func(l *lens.Lens) bool {
		return !strings.HasPrefix(l.ID, lens.Supplement) || slices.Contains(lens.IDs(inUse), l.ID)
	})
	seen, err := look(ctx, unused, responses, a, nil, workers)
	if err != nil {
		return nil, err
	}
	comments, clauses := 0, 0
	for i := range a.documents {
		if n := len(a.documents[i].Clauses); n > 0 && a.documents[i].Language == models.Danish {
			comments++
			clauses += n
		}
	}
	counts := make([]offerCount, len(unused))
	for _, m := range seen.Mentions {
		at := themes.Place{Response: m.Response, Clause: m.Clause}
		if m.Probability >= lens.Matched && !covered(at) {
			i := slices.IndexFunc(unused, func(l *lens.Lens) bool { return l.ID == models.LensOf(m.Theme) })
			counts[i].add(at, m.Theme)
		}
	}
	all := make([]Offer, len(unused))
	for i, l := range unused {
		c := &counts[i]
		all[i] = Offer{Lens: l.ID, Responses: len(c.responses), OfComments: comments, Clauses: len(c.clauses), OfClauses: clauses}
		all[i].Fits = float64(len(c.clauses)) >= fitsClauses*float64(clauses) && len(c.responses) >= fitsComments && !c.single()
	}
	slices.SortStableFunc(all, func(a, b Offer) int { return cmp.Compare(b.Clauses, a.Clauses) })
	for i := range all {
		all[i].Fits = all[i].Fits && i == 0 && (len(all) == 1 || float64(all[0].Clauses) >= fitsNext*float64(all[1].Clauses))
	}
	return all, nil
}

// An offerCount is what one lens finds.
type offerCount struct {
	responses map[int]bool
	clauses   map[themes.Place]bool
	entries   map[string]int
}

func (c *offerCount) add(at themes.Place, entry string) {
	if c.clauses == nil {
		*c = offerCount{map[int]bool{}, map[themes.Place]bool{}, map[string]int{}}
	}
	c.responses[at.Response], c.clauses[at] = true, true
	c.entries[entry]++
}

// single says whether one entry makes half of it.
func (c *offerCount) single() bool {
	for _, n := range c.entries {
		if 2*n >= len(c.clauses) {
			return true
		}
	}
	return false
}

// Note says that the comments are of the trade of a lens, and how it comes into use.
func (o *Offer) Note() source.Note {
	return source.Note{Key: "lens_offer", Args: []any{o.Lens, messages.Counted(o.Responses), messages.Counted(o.OfComments), o.Lens}}
}

// offerMost is how many responses a night looks through for a lens to offer, spread over
// all: on 28 November 2026 all of 17,635 reviews took 2.4 s of one core, as long as the
// lenses in use. Chosen by eye.
const offerMost = 4000

// offered are the lenses to offer, of those of one trade, where nobody has chosen any.
func (n *night) offered(ctx context.Context, inUse []*lens.Lens, responses []models.Response, a analysis, found finding) ([]Offer, error) {
	if len(n.cfg.Lenses.Use) > 0 || n.carried != nil {
		return nil, nil
	}
	if spoken := slices.DeleteFunc(slices.Clone(a.documents), func(d models.Document) bool { return len(d.Clauses) == 0 }); len(spoken) < fitsComments {
		return nil, nil // no lens can find so many
	}
	covered := map[themes.Place]bool{}
	for _, m := range found.seen.Mentions {
		if lens.IsTopics(models.LensOf(m.Theme)) {
			covered[themes.Place{Response: m.Response, Clause: m.Clause}] = true
		}
	}
	step := max(1, (len(responses)+offerMost-1)/offerMost)
	var at []int
	for i := 0; i < len(responses); i += step {
		at = append(at, i)
	}
	some := cutAt(responses, a.documents, at)
	a.documents = some.documents
	all, err := offers(ctx, inUse, some.responses, a, func(at themes.Place) bool {
		return covered[themes.Place{Response: some.at[at.Response], Clause: at.Clause}]
	}, n.cfg.Workers)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(o Offer) bool { return !o.Fits }), nil
}

// offerNotes say them.
func offerNotes(offers []Offer) (notes []source.Note) {
	for i := range offers {
		notes = append(notes, offers[i].Note())
	}
	return notes
}
