package themes

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/corpus"
)

// further is how likely a theme must be to be mentioned beside a likelier one.
const further = 0.3

// Assign finds the mentions of the model's themes in documents: for each clause
// that holds a known content term its likeliest theme, and any other that is at
// least further likely, where their probability is at least minimum. Polarity
// is left NaN. Responses are counted from 0 in the order of documents. It is one
// pass over the terms, and what it says of a document depends on that document
// alone.
func (m *Model) Assign(documents []models.Document, minimum float64, workers int) []models.Mention {
	const step = 256
	blocks := make([][]models.Mention, (len(documents)+step-1)/step)
	linear.Share(len(documents), step, workers, func(lo, hi int) {
		s, block := m.scorer(), []models.Mention(nil)
		for i := lo; i < hi; i++ {
			from := len(block)
			s.comment = &documents[i]
			s.clauses = bagsOf(s.clauses[:0], &documents[i], m.wordy())
			for j := range documents[i].Clauses {
				block = s.mentions(block, i, j, minimum)
			}
			weigh(block[from:])
		}
		blocks[lo/step] = block
	})
	return slices.Concat(blocks...)
}

// weigh sets the weights of the mentions of one response.
func weigh(mentions []models.Mention) {
	distinct := 0
	for i := range mentions {
		if !slices.ContainsFunc(mentions[:i], func(m models.Mention) bool { return m.Theme == mentions[i].Theme }) {
			distinct++
		}
	}
	for i := range mentions {
		mentions[i].Weight = 1 / float64(distinct)
	}
}

// A scorer holds what one goroutine needs to assign clauses.
type scorer struct {
	model   *Model
	comment *models.Document
	clauses []plain // of the comment
	ids     []int32
	counts  []float32
	p       []float32 // of each theme
	saying  []int32   // ids of the clause's own terms that say what it is about
	said    []float32 // their counts
}

func (m *Model) scorer() *scorer { return &scorer{model: m, p: make([]float32, len(m.themes))} }

// posterior sets s.p for a bag of terms, whose own terms must bear a theme out, and says
// whether any of them is known. Where none of them can, the likeliest theme is unlikely.
func (s *scorer) posterior(bag corpus.Bag) bool {
	known, tells := s.mixed(bag)
	if !known {
		return false
	}
	for j, p := range s.p {
		switch {
		case !tells:
			s.p[j] = p * borne(-mostRemarks)
		case p >= slight:
			s.p[j] = p * borne(s.model.mix.Evidence(s.saying, s.said, j)-s.model.themes[j].Remark)
		}
	}
	return true
}

// mixed sets s.p to what the mixture says of a bag of terms, and s.saying to those that
// may bear a theme out. It says whether any of the bag's own is known, and whether any
// topical one that does not only judge.
func (s *scorer) mixed(bag corpus.Bag) (known, tells bool) {
	s.ids, s.counts = s.ids[:0], s.counts[:0]
	all := func(int32) bool { return true }
	unknown := float64(s.add(bag.Terms, 1, all))
	s.say(0)
	topical := len(s.ids)
	tells = len(s.saying) > 0
	unknown += corpus.Light * float64(s.add(bag.Light, corpus.Light, all))
	s.say(topical)
	if len(s.ids) == 0 {
		clear(s.p)
		return false, false
	}
	s.add(bag.Near, corpus.Near, func(id int32) bool { return !slices.Contains(s.ids, id) })
	s.model.mix.Beside(unknown, s.ids, s.counts, s.p)
	return true, tells
}

// say adds those of s.ids to s.saying, from the first-th on, that do not only judge.
func (s *scorer) say(first int) {
	if first == 0 {
		s.saying, s.said = s.saying[:0], s.said[:0]
	}
	for i, id := range s.ids[first:] {
		if !s.model.judges[id] {
			s.saying, s.said = append(s.saying, id), append(s.said, s.counts[first+i])
		}
	}
}

// add adds the known ones of terms that are wanted, counted at weight each, in an
// order that does not depend on theirs, so that no sum does. It gives the number of
// those that are unknown.
func (s *scorer) add(terms []string, weight float32, wanted func(int32) bool) (unknown int) {
	from := len(s.ids)
	for _, t := range terms {
		if id, known := s.model.term[t]; !known {
			unknown++
		} else if wanted(id) {
			s.ids, s.counts = append(s.ids, id), append(s.counts, weight)
		}
	}
	slices.Sort(s.ids[from:])
	return unknown
}

// mentions appends those of a clause of the comment s.clauses.
func (s *scorer) mentions(to []models.Mention, response, clause int, minimum float64) []models.Mention {
	bag, _ := read(s.clauses, clause)
	terms := s.comment.Clauses[clause].Terms
	known := s.posterior(bag)
	s.parted(terms)
	s.model.fold(s.p)
	if !s.seeded(terms) && !known {
		return to
	}
	from := len(to)
	likeliest := slices.Index(s.p, slices.Max(s.p))
	for j, p := range s.p {
		if q := float64(p); q >= minimum && (j == likeliest || q >= further) {
			to = append(to, models.Mention{Response: response, Clause: clause, Theme: s.model.themes[j].ID,
				Probability: q, Polarity: math.NaN()})
		}
	}
	slices.SortStableFunc(to[from:], func(a, b models.Mention) int { return cmp.Compare(b.Probability, a.Probability) })
	return to
}

// primary is, for each document that mentions a theme, the mentioned theme that
// is likeliest for its comment as a whole.
func (m *Model) primary(documents []models.Document, mentions []models.Mention, workers int) []string {
	out := make([]string, len(documents))
	var first []int // mentions of each document that has any
	for i := range mentions {
		if i == 0 || mentions[i].Response != mentions[i-1].Response {
			first = append(first, i)
		}
	}
	first = append(first, len(mentions))
	linear.Share(len(first)-1, 256, workers, func(lo, hi int) {
		s := m.scorer()
		for d := lo; d < hi; d++ {
			said := mentions[first[d]:first[d+1]]
			out[said[0].Response] = s.primary(&documents[said[0].Response], said)
		}
	})
	return out
}

func (s *scorer) primary(d *models.Document, mentions []models.Mention) string {
	if len(mentions) == 1 {
		return mentions[0].Theme
	}
	s.whole(d)
	best, most := "", float32(-1)
	for j, t := range s.model.themes {
		if s.p[j] > most && slices.ContainsFunc(mentions, func(m models.Mention) bool { return m.Theme == t.ID }) {
			best, most = t.ID, s.p[j]
		}
	}
	return best
}

// whole sets s.p to how much of a comment is of each theme: what holds the words of a
// seed counts for it by its terms, the rest as the mixture says.
func (s *scorer) whole(d *models.Document) {
	var all corpus.Bag
	var own []float32 // terms of clauses that hold the words of each theme's seed; nil where none does
	for _, c := range d.Clauses {
		bag, _ := topical(c.Terms, s.model.wordy())
		if !s.seeded(c.Terms) {
			all.Terms, all.Light = append(all.Terms, bag.Terms...), append(all.Light, bag.Light...)
			continue
		}
		if own == nil {
			own = make([]float32, len(s.p))
		}
		for j, p := range s.p {
			own[j] += p * float32(len(bag.Terms))
		}
	}
	s.posterior(all)
	s.model.fold(s.p)
	for j := range own {
		s.p[j] = s.p[j]*float32(len(all.Terms)) + own[j]
	}
}
