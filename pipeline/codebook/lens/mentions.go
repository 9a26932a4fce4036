package lens

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/parallel"
)

// An Input is what lenses are read in. Documents has the same index as Responses.
type Input struct {
	Responses []models.Response
	Documents []models.Document
	Feeling   func(models.Clause) float64 // polarity that was learned of the survey's scores; NaN where it does not tell; nil for none
	Workers   int                         // goroutines, at least 1; never changes a result
}

// A Result is what lenses found.
type Result struct {
	Themes   []models.Theme   // one per entry, in the order of their ids
	Mentions []models.Mention // in the order of responses, clauses and ids
	Sounds   [][]float32      // of each response and clause: how it sounds by its words, see sounds; nil for a comment that is not read
	Times    []Time           // in the order of responses
	Amounts  []Amount         // in the order of responses
}

// Matched is the probability of a mention that words of the entry say. Chosen by
// eye: words can always stand for something else.
const Matched = 0.95

// probability is how likely f is what the comment says.
func (f *Found) probability() float64 {
	if f.Learned {
		return learned
	}
	return Matched
}

// chunk is how many responses a goroutine takes at a time.
const chunk = 512

// Apply reads every Danish comment by the matcher. Equal inputs give equal
// results with any number of workers. It returns ctx.Err() when ctx ends.
func (m *Matcher) Apply(ctx context.Context, in Input) (Result, error) {
	n := (len(in.Responses) + chunk - 1) / chunk
	parts := make([]Result, n)
	g, ctx := parallel.WithContext(ctx)
	workers := max(in.Workers, 1)
	for w := range workers {
		g.Go(func() error {
			r := m.NewReader()
			for i := w; i < n; i += workers {
				if err := ctx.Err(); err != nil {
					return err
				}
				m.part(r, &in, i*chunk, min((i+1)*chunk, len(in.Responses)), &parts[i])
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Result{}, err
	}
	out := Result{Themes: m.Themes()}
	slices.SortFunc(out.Themes, func(a, b models.Theme) int { return strings.Compare(a.ID, b.ID) })
	n = 0
	for _, p := range parts {
		n += len(p.Mentions)
	}
	out.Mentions = slices.Grow(out.Mentions, n)
	for _, p := range parts {
		out.Mentions = append(out.Mentions, p.Mentions...)
		out.Sounds = append(out.Sounds, p.Sounds...)
		out.Times = append(out.Times, p.Times...)
		out.Amounts = append(out.Amounts, p.Amounts...)
	}
	m.count(&out, &in)
	return out, nil
}

// part reads the responses [lo, hi) into out.
func (m *Matcher) part(r *Reader, in *Input, lo, hi int, out *Result) {
	mentions := r.mentions[:0]
	distinct := make([]int, len(m.lenses)) // entries, by lens
	for i := lo; i < hi; i++ {
		doc := &in.Documents[i]
		if len(doc.Clauses) == 0 || doc.Language != models.Danish {
			out.Sounds = append(out.Sounds, nil)
			continue
		}
		text := in.Responses[i].Text()
		r.asked, r.class = asksOf(r.asked[:0], &in.Responses[i], doc), in.Responses[i].Class()
		found := r.document(text, doc)
		out.Sounds = append(out.Sounds, r.sounds(r.clauses[:len(doc.Clauses)]))
		clear(distinct)
		for j, f := range found {
			if !slices.ContainsFunc(found[:j], func(o Found) bool { return o.Entry == f.Entry }) {
				distinct[m.entries[f.Entry].lens]++
			}
		}
		slices.SortStableFunc(found, func(a, b Found) int {
			return cmp.Or(cmp.Compare(a.Clause, b.Clause), strings.Compare(m.entries[a.Entry].theme, m.entries[b.Entry].theme))
		})
		for _, f := range found {
			e := &m.entries[f.Entry]
			mentions = append(mentions, models.Mention{
				Response: i, Clause: f.Clause, Theme: e.theme, Probability: f.probability(),
				Polarity: f.blend(in.Feeling, doc), Weight: 1 / float64(distinct[e.lens]),
			})
		}
		out.Times = times(out.Times, r.durations(text), i, text, doc)
		out.Amounts = amounts(out.Amounts, amountsOf(r.said), i, text, doc)
	}
	out.Mentions, r.mentions = slices.Clone(mentions), mentions
}

// Unsure is below what polarity the words around a mention leave room for what
// the scores have taught. Chosen by eye.
const Unsure = 0.5

// blend is the polarity of f, with what the scores have taught where the words do
// not tell.
func (f *Found) blend(feeling func(models.Clause) float64, doc *models.Document) float64 {
	if f.Told || f.Fixed || feeling == nil || math.Abs(f.Polarity) >= Unsure {
		return f.Polarity
	}
	learned := feeling(doc.Clauses[f.Clause])
	if math.IsNaN(learned) {
		return f.Polarity
	}
	return (f.Polarity + learned) / 2
}

// count counts what customers say in the themes; employees are a cut of their own.
func (m *Matcher) count(out *Result, in *Input) {
	place := make(map[string]int, len(out.Themes))
	for i := range out.Themes {
		place[out.Themes[i].ID] = i
	}
	commented := 0
	for i := range in.Documents {
		if len(in.Documents[i].Clauses) > 0 && in.Responses[i].Kind != models.Employees {
			commented++
		}
	}
	last := make([]int, len(out.Themes)) // response that was counted last, from 1
	for _, mention := range out.Mentions {
		if in.Responses[mention.Response].Kind == models.Employees {
			continue
		}
		t := place[mention.Theme]
		out.Themes[t].Clauses++
		if last[t] != mention.Response+1 {
			last[t] = mention.Response + 1
			out.Themes[t].Responses++
		}
	}
	for i := range out.Themes {
		out.Themes[i].Share = float64(out.Themes[i].Responses) / float64(max(commented, 1))
	}
}

// Themes lists the entries as themes, in the order that Found counts them by,
// with nothing counted.
func (m *Matcher) Themes() []models.Theme {
	out := make([]models.Theme, m.shown)
	for i, e := range m.entries[:m.shown] {
		l := m.lenses[e.lens]
		entry := &l.Entries[e.at]
		out[i] = models.Theme{ID: e.theme, Name: entry.Name, Origin: models.Entry, Lens: l.ID, LensName: l.Name, NameEN: entry.English, LensNameEN: l.English, State: models.Ready,
			Words: m.said(l, entry), Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN(),
			Owner: entry.Owner, Action: entry.Action}
		if entry.Restates {
			out[i].Kind = models.Verdict
		}
	}
	return out
}

// shownWords is how many words of an entry people are shown.
const shownWords = 8

// said lists words that an entry is said in: those of its patterns of one word.
func (m *Matcher) said(l *Lens, e *Entry) []models.Word {
	var out []models.Word
	seen := map[string]bool{}
	for _, list := range [][]string{e.Match, e.Good, e.Bad} {
		for _, text := range list {
			parsed := l.plainWaysOf(text)
			if len(parsed) != 1 || len(parsed[0].phrases) > 1 || len(parsed[0].phrases[0]) > 1 {
				continue
			}
			for _, c := range parsed[0].phrases[0][0].choices {
				if c.how > written {
					continue
				}
				if term, _ := m.words.term(c.word); !seen[term] {
					seen[term] = true
					out = append(out, models.Word{Term: term, Written: c.word, Weight: 1 / float64(len(out)+1)})
				}
				if len(out) == shownWords {
					return out
				}
			}
		}
	}
	return out
}

// plainWaysOf are those of a pattern without the sets of l; none for one that names such.
func (l *Lens) plainWaysOf(text string) []pattern {
	if !strings.Contains(text, "<") {
		return l.waysOf(text)
	}
	ways, err := parsePattern(text, nil)
	if err != nil {
		return nil
	}
	return ways
}
