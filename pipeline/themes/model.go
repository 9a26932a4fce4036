package themes

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/themes/internal/linear"
	"stemme/pipeline/themes/internal/mixture"
)

// A Model is the theme model: how likely each theme is, and each term in it.
// It never changes once made and may be used by many goroutines.
type Model struct {
	IDs     []string // of the themes, ascending
	Terms   []string // ascending
	Mixture *mixture.Model

	term map[string]int32
}

// index prepares the look-up of terms.
func (m *Model) index() {
	m.term = make(map[string]int32, len(m.Terms))
	for i, t := range m.Terms {
		m.term[t] = int32(i)
	}
}

// further is how likely a theme must be to be mentioned beside a likelier one.
const further = 0.25

// Mentions assigns the themes of the model to the clauses of documents: to
// each clause that holds a known content term its likeliest theme, and any
// other that is at least a quarter likely, where their probability is at least
// minimum. Polarity is left NaN. It is one pass over the terms.
func (m *Model) Mentions(documents []models.Document, minimum float64, workers int) []models.Mention {
	const step = 256
	blocks := make([][]models.Mention, (len(documents)+step-1)/step)
	linear.Share(len(documents), step, workers, func(lo, hi int) {
		s := m.scorer()
		for i := lo; i < hi; i++ {
			from := len(blocks[lo/step])
			for j := range documents[i].Clauses {
				blocks[lo/step] = s.mentions(blocks[lo/step], i, j, documents[i].Clauses[j].Terms, minimum)
			}
			weigh(blocks[lo/step][from:])
		}
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
	model  *Model
	ids    []int32
	counts []float32
	p      []float32
}

func (m *Model) scorer() *scorer {
	return &scorer{model: m, p: make([]float32, len(m.IDs))}
}

// posterior sets s.p for a clause and says whether it knows any of its terms.
func (s *scorer) posterior(terms []models.Term) bool {
	s.ids, s.counts = s.ids[:0], s.counts[:0]
	for _, t := range terms {
		if id, known := s.model.term[t.Text]; known && t.Kind.Topical() {
			s.ids, s.counts = append(s.ids, id), append(s.counts, 1)
		}
	}
	if len(s.ids) == 0 {
		return false
	}
	slices.Sort(s.ids) // the sum must not depend on the order of the terms
	s.model.Mixture.Posterior(s.ids, s.counts, s.p)
	return true
}

func (s *scorer) mentions(to []models.Mention, response, clause int, terms []models.Term, minimum float64) []models.Mention {
	if !s.posterior(terms) {
		return to
	}
	from := len(to)
	likeliest := 0
	for j, p := range s.p {
		if p > s.p[likeliest] {
			likeliest = j
		}
	}
	for j, p := range s.p {
		if q := float64(p); q >= minimum && (j == likeliest || q >= further) {
			to = append(to, models.Mention{Response: response, Clause: clause, Theme: s.model.IDs[j],
				Probability: q, Polarity: math.NaN()})
		}
	}
	slices.SortStableFunc(to[from:], func(a, b models.Mention) int { return cmp.Compare(b.Probability, a.Probability) })
	return to
}

// primary is the mentioned theme of each response that is likeliest for its
// comment as a whole.
func (m *Model) primary(documents []models.Document, mentions []models.Mention, workers int) []string {
	out := make([]string, len(documents))
	s := m.scorer()
	for lo := 0; lo < len(mentions); {
		hi := lo + 1
		for hi < len(mentions) && mentions[hi].Response == mentions[lo].Response {
			hi++
		}
		out[mentions[lo].Response] = s.primary(&documents[mentions[lo].Response], mentions[lo:hi])
		lo = hi
	}
	return out
}

func (s *scorer) primary(d *models.Document, mentions []models.Mention) string {
	if len(mentions) == 1 {
		return mentions[0].Theme
	}
	var all []models.Term
	for _, c := range d.Clauses {
		all = append(all, c.Terms...)
	}
	s.posterior(all)
	best, most := "", float32(-1)
	for _, m := range mentions {
		j, _ := slices.BinarySearch(s.model.IDs, m.Theme)
		if s.p[j] > most {
			best, most = m.Theme, s.p[j]
		}
	}
	return best
}
