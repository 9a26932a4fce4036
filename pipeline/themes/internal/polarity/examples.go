package polarity

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/parallel"
)

// An example is a comment as it is learned from: all responses of one class
// that wrote the same terms.
type example struct {
	doc      *models.Document
	content  uint64 // hash of the terms in order; also decides the fold
	promoter bool
	weight   float64 // 1 + ln(responses), so that a text pasted 500 times does not drown the rest
}

// collect gathers the examples of both classes in the order of their content,
// which no order of the responses can change; nil where a class has too few.
func collect(responses []models.Response, docs []models.Document, cfg Config) []example {
	var all []example
	counts := map[models.Class]int{}
	for i := range responses {
		class := responses[i].Class()
		if class != models.Promoter && class != models.Detractor || !commented(&docs[i]) {
			continue
		}
		counts[class]++
		all = append(all, example{&docs[i], content(&docs[i]), class == models.Promoter, 1})
	}
	if min(counts[models.Promoter], counts[models.Detractor]) < max(cfg.MinResponses, 1) {
		return nil
	}
	slices.SortFunc(all, func(a, b example) int {
		return cmp.Or(cmp.Compare(a.content, b.content), compareBool(a.promoter, b.promoter))
	})
	return limit(merge(all), cfg.MaxResponses)
}

// merge turns neighbours of one content and class into one example.
func merge(all []example) []example {
	out := all[:0]
	for lo := 0; lo < len(all); {
		hi := lo + 1
		for hi < len(all) && all[hi].content == all[lo].content && all[hi].promoter == all[lo].promoter {
			hi++
		}
		e := all[lo]
		e.weight = 1 + math.Log(float64(hi-lo))
		out = append(out, e)
		lo = hi
	}
	return out
}

// limit keeps the first n examples of each class: a draw, since the order is
// that of a hash.
func limit(all []example, n int) []example {
	var kept [2]int
	return slices.DeleteFunc(all, func(e example) bool {
		class := 0
		if e.promoter {
			class = 1
		}
		kept[class]++
		return kept[class] > n
	})
}

func commented(d *models.Document) bool {
	return slices.ContainsFunc(d.Clauses, func(c models.Clause) bool { return len(c.Terms) > 0 })
}

func content(d *models.Document) uint64 {
	h := uint64(len(d.Clauses))
	for _, c := range d.Clauses {
		h = pair(h, 1)
		for i := range c.Terms {
			h = pair(h, hash(c.Terms[i].Text))
		}
	}
	return h
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// A matrix is the examples as rows of entries. An entry is the number of a
// feature, or the complement of it where the feature stands reversed.
type matrix struct {
	examples []example
	starts   []int // row i is entries[starts[i]:starts[i+1]]
	entries  []int32
	numbers  *table   // of the features
	names    []Weight // by number; Value 0
	fold     []uint8  // by example
}

// design numbers the features that enough different comments hold, in the order
// in which the examples show them.
func design(examples []example, cfg Config) *matrix {
	d := &matrix{examples: examples, starts: make([]int, 1, len(examples)+1), fold: make([]uint8, len(examples))}
	held := hold(examples, cfg.Workers)
	met, places := meet(held)
	for i := range examples {
		d.fold[i] = uint8(examples[i].content % uint64(cfg.Folds))
	}
	d.number(held, met, places, cfg.MinComments)
	d.name()
	return d
}

// A meeting is a feature that examples hold.
type meeting struct {
	comments int32 // that hold it as it is, not reversed
	number   int32 // that it has in a matrix, from 1; 0 for none
}

// meet lists the features of examples, and the place of each one's features in that
// list, one example after the other.
func meet(held [][]uint64) (met []meeting, places []int32) {
	all := 0
	for _, fs := range held {
		all += len(fs)
	}
	known := newTable(8 * len(held))
	met, places = make([]meeting, 0, all/4), make([]int32, 0, all)
	for _, fs := range held {
		for _, f := range fs {
			cell := known.cell(f &^ reversed)
			if *cell == 0 {
				met = append(met, meeting{})
				*cell = int32(len(met))
			}
			if places = append(places, *cell-1); f&reversed == 0 {
				met[*cell-1].comments++
			}
		}
	}
	return met, places
}

// hold lists the different features of every example.
func hold(examples []example, workers int) [][]uint64 {
	const step = 256
	held := make([][]uint64, len(examples))
	var g parallel.Group
	g.SetLimit(max(workers, 1))
	for lo := 0; lo < len(examples); lo += step {
		g.Go(func() error {
			var fs []uint64
			for i := lo; i < min(lo+step, len(examples)); i++ {
				fs = fs[:0]
				for _, c := range examples[i].doc.Clauses {
					fs = features(fs, c.Terms)
				}
				held[i] = slices.Clone(distinct(fs))
			}
			return nil
		})
	}
	_ = g.Wait() // listing cannot fail
	return held
}

// number gives a number to every feature that enough comments hold, and fills in the rows.
func (d *matrix) number(held [][]uint64, met []meeting, places []int32, enough int) {
	d.numbers = newTable(len(met) / 4)
	next := 0
	for _, fs := range held {
		for _, f := range fs {
			m := &met[places[next]]
			if next++; f&reversed == 0 && m.number == 0 && int(m.comments) >= enough {
				cell := d.numbers.cell(f)
				m.number = int32(d.numbers.used)
				*cell = m.number - 1
			}
		}
	}
	next = 0
	for _, fs := range held {
		for _, f := range fs {
			n := met[places[next]].number
			if next++; n == 0 {
				continue
			}
			e := n - 1
			if f&reversed != 0 {
				e = ^e
			}
			d.entries = append(d.entries, e)
		}
		d.starts = append(d.starts, len(d.entries))
	}
}

// entry is f in a row.
func (d *matrix) entry(f uint64) (e int32, known bool) {
	e, known = d.numbers.value(f &^ reversed)
	if f&reversed != 0 {
		e = ^e
	}
	return e, known
}

// value gives the feature behind an entry and what it stands for in a row.
func value(entry int32) (feature int32, value float64) {
	if entry < 0 {
		return ^entry, -reversal
	}
	return entry, 1
}

// name finds the terms behind the hashes.
func (d *matrix) name() {
	d.names = make([]Weight, d.numbers.used)
	set := func(f uint64, first, second *models.Term) {
		if n, ok := d.numbers.value(f); ok && d.names[n].First == "" {
			d.names[n].First = label(first)
			if second != nil {
				d.names[n].Second = label(second)
			}
		}
	}
	for i := range d.examples {
		for _, c := range d.examples[i].doc.Clauses {
			var before *models.Term
			var beforeHash uint64
			for j := range c.Terms {
				t := &c.Terms[j]
				h := hash(text(t))
				if t.Negated {
					h = negate(h)
				}
				set(h, t, nil)
				if t.Kind == models.Part {
					continue
				}
				if before != nil {
					set(pair(beforeHash, h), before, t)
				}
				before, beforeHash = t, h
			}
		}
	}
}

// label is how t is written in a Weight.
func label(t *models.Term) string {
	if t.Negated {
		return negatedTag + text(t)
	}
	return text(t)
}

// rows puts the weights beside their terms, in the order of the terms.
func (d *matrix) rows(weights []float64) []Weight {
	rows := slices.Clone(d.names)
	for col := range rows {
		rows[col].Value = float32(weights[col])
	}
	slices.SortFunc(rows, func(a, b Weight) int {
		return cmp.Or(strings.Compare(a.First, b.First), strings.Compare(a.Second, b.Second))
	})
	return rows
}
