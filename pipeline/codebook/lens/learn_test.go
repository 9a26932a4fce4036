package lens

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/stemming"
)

// A Labelled is a comment with what its author says that it speaks of. Mended says
// that patterns were mended by what the author wrote, so that what they find in it
// says nothing of what they find elsewhere.
type Labelled struct {
	Author string
	Lesson
	Mended bool
}

// ParseLessons reads a file of lessons of a shipped lens.
func ParseLessons(text []byte, lens string) ([]Lesson, error) {
	i := slices.IndexFunc(Shipped(), func(l *Lens) bool { return l.ID == lens })
	lessons, err := parseLessons(text, lens, Shipped()[i])
	for i := range lessons {
		lessons[i].For = []string{lens}
	}
	return lessons, err
}

// Numbers of the learning, chosen on authors left out: penalties on the weights of
// the second sums from 6 to 25 are equal there, 1.5 and 3 are worse, by 0.02; a
// comment by which patterns were mended counts half.
const (
	leastSecond  = 0.05 // weight
	penalty      = 12.0
	sharedRounds = 30
	rounds       = 40
	mendedCounts = 0.5
	farthest     = 63 // targets that one digit reaches
	leastShared  = 8  // comments that speak of an entry of a lens, to learn what its entries share
	leastLevel   = 40 // comments that speak of an entry, to learn from which odds on it is told
	folds        = 6  // sets of authors, each read by what the others taught
)

// A learner learns what the shipped lenses are taught.
type learner struct {
	comments []Labelled
	lessons  []Lesson
	t        *taught
	sums     [][]float32 // by comment and target, of what was taught without its author
	found    [][]bool    // by comment and target: a pattern finds it
	aims     [][]int8    // by comment and target: 1 it speaks of it, 0 it does not, -1 not known
	shared   []sharedSum // by target
	second   [][]float64 // by target: bias, and the weights of found and spoken
}

// Learn learns from labelled comments and lessons what the shipped lenses are taught,
// as the text of the file. Equal comments in equal order give equal texts.
func Learn(comments []Labelled, lessons []Lesson) string {
	l := &learner{comments: comments, lessons: lessons}
	l.sums, l.found = make([][]float32, len(comments)), make([][]bool, len(comments))
	var g parallel.Group
	g.Go(func() error { l.t = l.teach(nil); return nil })
	_ = g.Wait() // it does not fail
	for _, authors := range l.folds() {
		g.Go(func() error { l.read(authors, l.teach(authors)); return nil })
	}
	_ = g.Wait()
	l.aim()
	l.find()
	l.share()
	l.weigh()
	l.level()
	return l.write()
}

// folds parts the authors into as many sets of about as many comments each.
func (l *learner) folds() [][]string {
	counts := map[string]int{}
	for _, c := range l.comments {
		counts[c.Author]++
	}
	authors := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(authors, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	out, sizes := make([][]string, min(folds, len(authors))), make([]int, folds)
	for _, a := range authors {
		least := 0
		for i := range out {
			if sizes[i] < sizes[least] {
				least = i
			}
		}
		out[least], sizes[least] = append(out[least], a), sizes[least]+counts[a]
	}
	return out
}

// teach learns from all lessons, and from the comments of all authors but some.
func (l *learner) teach(without []string) *taught {
	lessons := slices.Clone(l.lessons)
	for _, c := range l.comments {
		if !slices.Contains(without, c.Author) {
			lessons = append(lessons, c.Lesson)
		}
	}
	var plain []bool
	if without == nil {
		plain = l.plain(lessons)
	}
	t := teach(lessons, plain)
	t.network = train(t, lessons)
	return t
}

// plain says of each lesson whether no word of it judges by itself: of these it is learned which judge.
func (l *learner) plain(lessons []Lesson) []bool {
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	r := Compile(Shipped(), analyser).NewReader()
	out := make([]bool, len(lessons))
	for i := range lessons {
		doc := analyser.Document(lessons[i].Text, models.Danish)
		out[i] = !strings.Contains(lessons[i].Text, "!")
		for j := range doc.Clauses {
			var c clauseRead
			r.read(lessons[i].Text, &doc.Clauses[j])
			r.find()
			r.clause(&c, j, &commentRules{})
			out[i] = out[i] && !c.judges
		}
	}
	return out
}

// read takes the first sums of the authors' comments by what others taught.
func (l *learner) read(authors []string, t *taught) {
	place := map[string]int{}
	for k, id := range t.entries {
		place[id] = k
	}
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	c := newRecall(t, make([]int32, len(t.entries)))
	for i, comment := range l.comments {
		if !slices.Contains(authors, comment.Author) {
			continue
		}
		doc := analyser.Document(comment.Text, models.Danish)
		c.read(&doc, nil)
		l.sums[i] = make([]float32, len(l.t.entries))
		for k, id := range l.t.entries {
			l.sums[i][k] = -1
			if from, known := place[id]; known && len(doc.Clauses) > 0 {
				l.sums[i][k] = c.all[from]
			}
		}
	}
}

// aim takes what the comments speak of.
func (l *learner) aim() {
	l.aims = make([][]int8, len(l.comments))
	for i, c := range l.comments {
		says := map[string]bool{}
		for _, s := range c.Says {
			says[s.Entry] = true
		}
		l.aims[i] = make([]int8, len(l.t.entries))
		for k, id := range l.t.entries {
			switch {
			case says[id]:
				l.aims[i][k] = 1
			case !c.readFor(lensOf(id)):
				l.aims[i][k] = -1
			}
		}
	}
}

// find takes what patterns find in the comments.
func (l *learner) find() {
	before := shippedTaught
	shippedTaught = func() *taught { return l.t } // not the file that is being learned anew
	defer func() { shippedTaught = before }()
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(Shipped(), analyser)
	r := m.NewReader()
	r.shipped = newRecall(l.t, nil)
	place := map[string]int{}
	for k, id := range l.t.entries {
		place[id] = k
	}
	for i, c := range l.comments {
		l.found[i] = make([]bool, len(l.t.entries))
		doc := analyser.Document(c.Text, models.Danish)
		for _, f := range r.Document(c.Text, &doc) {
			if k, taught := place[m.entries[f.Entry].theme]; taught {
				l.found[i][k] = true
			}
		}
	}
}

// share learns what the entries of each lens share, from comments by which no pattern
// was mended.
func (l *learner) share() {
	l.shared = make([]sharedSum, len(l.t.entries))
	of := map[string][]example{}
	yes := map[string]int{}
	for i, c := range l.comments {
		if c.Mended {
			continue
		}
		for k, id := range l.t.entries {
			if l.aims[i][k] < 0 {
				continue
			}
			e := example{yes: l.aims[i][k] == 1, weight: 1}
			value := first(l.sums[i][k])
			add := func(number int32, value float64) {
				if value != 0 {
					e.features = append(e.features, feature{number, float32(value)})
				}
			}
			add(1, value)
			add(3, max(0, value-sumScale*sumTells))
			if l.found[i][k] {
				add(0, 1)
				add(2, value)
			}
			lens := sharing(id)
			if of[lens] = append(of[lens], e); e.yes {
				yes[lens]++
			}
		}
	}
	sums := map[string]sharedSum{}
	var g parallel.Group
	learned := make([]sharedSum, len(of))
	for n, lens := range slices.Sorted(maps.Keys(of)) {
		if yes[lens] >= leastShared {
			g.Go(func() error { copy(learned[n][:], logistic(of[lens], 4, 0.5, sharedRounds)); return nil })
		}
	}
	_ = g.Wait()
	for n, lens := range slices.Sorted(maps.Keys(of)) {
		sums[lens] = learned[n]
	}
	for k, id := range l.t.entries {
		l.shared[k] = sums[sharing(id)]
	}
}

// weigh learns what each entry has of its own.
func (l *learner) weigh() {
	n := len(l.t.entries)
	rows := l.rows()
	l.second = make([][]float64, n)
	var g parallel.Group
	for k := range n {
		g.Go(func() error {
			var examples []example
			for i, c := range l.comments {
				if l.aims[i][k] < 0 {
					continue
				}
				e := example{rows[i], l.shared[k].of(l.found[i][k], l.sums[i][k]), l.aims[i][k] == 1, 1}
				if c.Mended {
					e.weight = mendedCounts
				}
				examples = append(examples, e)
			}
			l.second[k] = logistic(examples, 2*n, penalty, rounds)
			return nil
		})
	}
	_ = g.Wait()
}

// rows are, by comment, what the second sums are learned from: what patterns found, and
// the first sums.
func (l *learner) rows() [][]feature {
	n := len(l.t.entries)
	rows := make([][]feature, len(l.comments))
	for i := range rows {
		for k, id := range l.t.entries {
			if strings.HasPrefix(id, Supplement) {
				continue
			}
			if l.found[i][k] {
				rows[i] = append(rows[i], feature{int32(k), 1})
			}
			if value := other(l.sums[i][k]); value > 0 {
				rows[i] = append(rows[i], feature{int32(n + k), float32(value)})
			}
		}
	}
	return rows
}

// level shifts the second sums of each entry so that the odds from which a mention is
// told are those of half its F1 (Lipton, Elkan and Naryanaswamy, "Optimal Thresholding
// of Classifiers to Maximize F1 Measure", ECML PKDD 2014). On authors left out it is
// worth 0.008 macro-F1.
func (l *learner) level() {
	rows := l.rows()
	for k := range l.t.entries {
		hits, told, yes := 0.0, 0.0, 0.0
		for i := range l.comments {
			if l.aims[i][k] < 0 {
				continue
			}
			odds := l.second[k][0] + l.shared[k].of(l.found[i][k], l.sums[i][k])
			for _, f := range rows[i] {
				odds += l.second[k][1+f.number] * float64(f.value)
			}
			speaks, tells := l.aims[i][k] == 1, odds >= tellsFrom
			if speaks {
				yes++
			}
			if tells {
				told++
			}
			if speaks && tells {
				hits++
			}
		}
		if yes >= leastLevel {
			l.second[k][0] += tellsFrom - logOdds(min(0.4, max(0.15, hits/(told+yes))))
		}
	}
}

// TaughtBy has the shipped lenses know what Learn wrote, until the function that is
// returned is called.
func TaughtBy(text string) (back func()) {
	before := shippedTaught
	t := parseTaught(text)
	shippedTaught = func() *taught { return t }
	return func() { shippedTaught = before }
}
