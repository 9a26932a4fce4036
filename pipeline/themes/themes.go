// Package themes finds what customers speak of: from clauses over vectors to a
// theme model, and from the model to mentions.
//
// Find is the whole of it. The theme model, a mixture of multinomials over
// terms, is the part that lasts: it is kept between nights, assigns new clauses
// in one pass over their terms, and is where the next fit starts from.
package themes

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/linear"
	"stemme/models/parallel"
	"stemme/pipeline/codebook"
	"stemme/pipeline/themes/internal/naming"
	"stemme/pipeline/themes/internal/polarity"
)

// A Config says how themes are found. Workers never changes the result.
type Config struct {
	Themes         int          // themes to find; 0 chooses from the data
	MinProbability float64      // a theme less likely than this is no mention, in [0, 1]
	Seed           uint64       // of every draw
	Workers        int          // goroutines, at least 1
	Fresh          bool         // find themes anew though there is a previous model
	Refit          bool         // fit the previous model again, whether it needs it or not
	AssignOnly     bool         // leave the previous model as it is, whatever the comments say
	EditsOnly      bool         // only replay the book on the previous model: nothing is found or fitted, and names stay
	RefitAfter     float64      // fit again when the responses have grown by this share since the last fit; 0 for never
	Vectors        *WordVectors // learned from other texts; nil for none

	wordy   bool // function words count
	repeats bool // a sentence counts as often as it is said
}

// DefaultMinProbability leaves about a fifth of the reviews' clauses without a
// theme. Clauses whose theme two samples of the comments disagree on lie mostly
// among them.
const DefaultMinProbability = 0.42

// DefaultRefitAfter has the themes of a survey that asks as many every month
// fitted again about every month at first and twice a year after two years.
const DefaultRefitAfter = 0.25

// DefaultConfig is what is measured when nothing else is said.
func DefaultConfig() Config {
	return Config{MinProbability: DefaultMinProbability, Seed: 1, Workers: 1, RefitAfter: DefaultRefitAfter}
}

// An Input is what themes are found in. Documents has the same index as
// Responses.
type Input struct {
	Responses []models.Response
	Documents []models.Document
	Previous  *Model  // the model of the night before; nil for none
	History   []Event // of the nights before
	Given     []int   // numbers of next themes that nights before knew, the first night first: ids that History may not tell of any more
	Book      codebook.Book
	Planned   []string                                                       // themes that plans are about
	Felt      func(of models.Key, clause int) (polarity float64, known bool) // polarities that scores told before, of the same responses; nil for none
	Terms     func(text string) []models.Term                                // reads the words of the book as comments are read; nil takes them as terms

	// Rising is what is said beyond its past; nil for none. Themes are born of it.
	Rising func() []Rising

	// Topics reads the comments by lists of topics, whose names themes may bear that
	// they cover; feeling is Result.Feeling. nil for none.
	Topics func(feeling func(models.Clause) float64) ([]Topic, error)
}

// A Result is what was found.
//
// Top themes are rows of Themes like others. No clause mentions one directly:
// their Responses, Clauses and Share are those of the themes under them, which
// name them as Parent. They have no Separation and no Stability of their own.
type Result struct {
	Themes    []models.Theme   // in the order of their ids
	Typical   [][]Typical      // of each theme, comments that show what it is about; none for top themes
	Mentions  []models.Mention // in the order of responses, clauses and falling probability
	Primary   []string         // of each response, the theme that its comment as a whole speaks of most; NoTheme for none
	Model     *Model           // nil with too few comments for themes
	Remainder Remainder
	Choice    []Choice // the numbers of themes that were tried; nil where none were
	Events    []Event  // the history with what happened tonight
	Told      int      // of Events, how many were told before; 0 where the history begins anew
	Lapses    []Lapse  // edits that do not apply tonight

	// Feeling is the polarity of a clause, as learned from tonight's scores: NaN
	// where too few scored responses exist to tell.
	Feeling func(models.Clause) float64

	hand *hand
}

// Typical is a comment that shows what a theme is about.
type Typical = naming.Typical

// A Topic is what a list of topics calls one, with the clauses that speak of it. A
// Place is one of them.
type (
	Topic = naming.Topic
	Place = naming.Place
)

// A Remainder says how much no theme covers.
type Remainder struct {
	Clauses int // clauses with at least two different content terms
	Without int // those of them that mention no theme
}

// Share is the share of clauses without a theme; 0 without clauses.
func (r Remainder) Share() float64 {
	if r.Clauses == 0 {
		return 0
	}
	return float64(r.Without) / float64(r.Clauses)
}

// Find finds the themes of in. Equal inputs give equal results, bit by bit, in
// whatever order the responses come and with any number of workers. Too few
// comments for themes give a result without any, which is no error. It returns
// ctx.Err() when ctx ends.
func Find(ctx context.Context, in Input, cfg Config) (Result, error) {
	if len(in.Responses) != len(in.Documents) {
		return Result{}, fmt.Errorf("themes: %d responses but %d documents", len(in.Responses), len(in.Documents))
	}
	in, order := inOrder(in)
	result, err := find(ctx, in, cfg)
	if err != nil {
		return Result{}, err
	}
	result.restore(order)
	return result, nil
}

// inOrder is in with its responses in the order of their keys, and the index
// that each had before; nil where they were so already.
func inOrder(in Input) (Input, []int) {
	byKey := func(a, b models.Response) int { return a.Key().Compare(b.Key()) }
	if slices.IsSortedFunc(in.Responses, byKey) {
		return in, nil
	}
	order := make([]int, len(in.Responses))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return byKey(in.Responses[a], in.Responses[b]) })
	sorted := in
	if in.Topics != nil {
		sorted.Topics = func(feeling func(models.Clause) float64) ([]Topic, error) { return placed(in.Topics, feeling, order) }
	}
	sorted.Responses, sorted.Documents = make([]models.Response, len(order)), make([]models.Document, len(order))
	for i, from := range order {
		sorted.Responses[i], sorted.Documents[i] = in.Responses[from], in.Documents[from]
	}
	return sorted, order
}

// placed are the topics with the indices of responses in order.
func placed(read func(func(models.Clause) float64) ([]Topic, error), feeling func(models.Clause) float64, order []int) ([]Topic, error) {
	topics, err := read(feeling)
	rank := make([]int, len(order))
	for i, from := range order {
		rank[from] = i
	}
	for t := range topics {
		for i := range topics[t].Clauses {
			topics[t].Clauses[i].Response = rank[topics[t].Clauses[i].Response]
		}
	}
	return topics, err
}

// restore turns indices of ordered responses into those they had before.
func (r *Result) restore(order []int) {
	if order == nil {
		return
	}
	for i := range r.Mentions {
		r.Mentions[i].Response = order[r.Mentions[i].Response]
	}
	slices.SortStableFunc(r.Mentions, func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause))
	})
	for _, theme := range r.Typical {
		for i := range theme {
			theme[i].Response = order[theme[i].Response]
		}
	}
	primary := make([]string, len(order))
	for i, from := range order {
		primary[from] = r.Primary[i]
	}
	r.Primary = primary
}

// find is Find for responses in the order of their keys.
func find(ctx context.Context, in Input, cfg Config) (Result, error) {
	cfg.wordy = in.wordy(cfg)
	clauses := clausesOf(in.Documents, cfg.wordy, cfg.Workers)
	cfg.repeats = repeated(clauses)
	events := newHistory(in)
	learn := feeling(ctx, in, cfg)
	reading := sync.OnceValue(func() *naming.Reading { return naming.Read(in.Responses, in.Documents, cfg.Workers) })
	var beside parallel.Group // what needs no themes is done while they are found
	if cfg.Workers > 1 {
		beside.Go(func() error { return ahead(learn, reading, in) })
	}
	r, err := assigned(ctx, clauses, in, events, cfg)
	if err = cmp.Or(beside.Wait(), err); err != nil {
		return Result{}, err
	}
	r.Feeling = felt(learn)
	if r.Model != nil {
		if err := r.describe(ctx, in, reading(), cfg); err != nil {
			return Result{}, err
		}
	}
	r.hand.note(events, &in.Book)
	r.shift(in, events, cfg)
	r.Lapses, r.Events, r.Told = r.hand.lapses, events.all, events.told
	r.Remainder = remainder(clauses, r.Mentions)
	judged := judged(in.Documents)
	r.Remainder.Clauses, r.Remainder.Without = r.Remainder.Clauses+judged, r.Remainder.Without+judged
	return r, r.feel(in, learn, cfg.Workers)
}

// ahead learns what scores tell of words, where that will be asked for, and reads the
// comments for naming.
func ahead(learn func() (*polarity.Model, error), reading func() *naming.Reading, in Input) (err error) {
	if in.Felt == nil {
		_, err = learn()
	}
	reading()
	return err
}

// assigned is what the clauses mention, by tonight's model and the book.
func assigned(ctx context.Context, clauses []clause, in Input, events *history, cfg Config) (Result, error) {
	fit, err := renew(ctx, carried(clauses), in, events, cfg)
	if err != nil {
		return Result{}, err
	}
	r := Result{Primary: make([]string, len(in.Responses)), Model: fit.model, Choice: fit.choice}
	if fit.model == nil {
		r.hand = (&Model{}).apply(&in)
		return r, nil
	}
	r.hand = fit.model.apply(&in)
	as := r.hand.merged().worded(&in)
	r.Mentions = r.hand.move(as.Assign(in.Documents, cfg.MinProbability, cfg.Workers), in)
	r.Primary = as.primary(in.Documents, r.Mentions, cfg.Workers)
	return r, nil
}

// Mention finds what in mentions by the model of the night before, with the
// book's seeds, splits and edits: what Find does where cfg.EditsOnly is set, by the
// same code. Of the result only Mentions, without polarity, and Lapses are set.
func Mention(ctx context.Context, in Input, cfg Config) (Result, error) {
	in, order := inOrder(in)
	events := newHistory(in)
	cfg.EditsOnly, cfg.Fresh = true, false
	cfg.wordy = in.wordy(cfg)
	clauses := clausesOf(in.Documents, cfg.wordy, cfg.Workers)
	cfg.repeats = repeated(clauses)
	r, err := assigned(ctx, clauses, in, events, cfg)
	if err != nil {
		return Result{}, err
	}
	r.restore(order)
	return Result{Mentions: r.Mentions, Lapses: r.hand.lapses}, nil
}

// feeling learns what scores tell of words, when it is first asked.
func feeling(ctx context.Context, in Input, cfg Config) (learn func() (*polarity.Model, error)) {
	pc := polarity.DefaultConfig()
	pc.Workers = cfg.Workers
	return sync.OnceValues(func() (*polarity.Model, error) { return polarity.Learn(ctx, in.Responses, in.Documents, pc) })
}

// felt is the polarity of a clause by what is learned.
func felt(learn func() (*polarity.Model, error)) func(models.Clause) float64 {
	return func(c models.Clause) float64 {
		m, err := learn()
		if err != nil {
			return math.NaN() // ctx has ended, and so does the night
		}
		return m.Clause(c)
	}
}

// feel sets the polarity of every mention.
func (r *Result) feel(in Input, learn func() (*polarity.Model, error), workers int) error {
	felt := make([]bool, len(r.Mentions))
	if in.Felt != nil {
		for i := range r.Mentions {
			at := &r.Mentions[i]
			at.Polarity, felt[i] = in.Felt(in.Responses[at.Response].Key(), at.Clause)
		}
	}
	if !slices.Contains(felt, false) {
		return nil
	}
	m, err := learn()
	if err != nil {
		return err
	}
	linear.Share(len(r.Mentions), 1024, workers, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			if at := &r.Mentions[i]; !felt[i] {
				at.Polarity = m.Clause(in.Documents[at.Response].Clauses[at.Clause])
			}
		}
	})
	return nil
}

// remainder counts what mentions leave out.
func remainder(clauses []clause, mentions []models.Mention) Remainder {
	var r Remainder
	next := 0 // both lists are in the order of responses and clauses
	for _, c := range clauses {
		for next < len(mentions) && (mentions[next].Response < c.response ||
			mentions[next].Response == c.response && mentions[next].Clause < c.clause) {
			next++
		}
		if c.content < 2 {
			continue
		}
		r.Clauses++
		if next == len(mentions) || mentions[next].Response != c.response || mentions[next].Clause != c.clause {
			r.Without++
		}
	}
	return r
}

// judged counts the clauses with two content terms that only say how it was.
func judged(documents []models.Document) (n int) {
	for i := range documents {
		again := repeats(&documents[i])
		for j, c := range documents[i].Clauses {
			if !again[j] && different(c.Terms) >= 2 && naming.OnlyJudges(c.Terms) {
				n++
			}
		}
	}
	return n
}
