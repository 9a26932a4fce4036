package lens

import (
	"cmp"
	"math"
	"slices"

	"stemme/models"
)

// A Found is an entry that a clause speaks of.
type Found struct {
	Clause   int
	Entry    int     // of Matcher.Themes
	Polarity float64 // in [-1, 1]; 0 where the words do not tell
	Told     bool    // the entry or its words told the polarity, not the words around
	Fixed    bool    // the entry fixes it
	Hours    float64 // that a limit was held against; 0 for none
	Learned  bool    // lessons say it, no pattern
	Whys     []Why

	turned   bool    // a negation turned what its words say
	timed    bool    // a time, or what is said of a promised one, told the polarity
	waited   bool    // that time was a wait
	segments []int32 // of the clause, parted by commas, that its words stand in
	words    int     // that a pattern of it matched, at most
	first    int32   // the word of the clause that its words begin with
}

// A Why is a pattern that matched, and where.
type Why struct {
	Pattern string
	Spans   [][2]int32 // bytes of the comment
}

// A read clause, before its comment has been read to the end.
type clauseRead struct {
	found    []Found
	feelings []feeling
	stances  []stance
	refused  bool    // it refuses the question before it
	wished   bool    // most of its words ask for something
	named    bool    // it is named where what was good is asked, and nothing in it complains
	denies   bool    // it has a negation
	judges   bool    // a word of it praises, blames, wishes or denies
	feels    bool    // words of feeling alone do so
	does     bool    // it says what customers do and are
	asks     bool    // it asks, or says where it knows from
	untried  bool    // it says what customers have not done or do not have
	sum      float64 // of the feelings, and of what entries say by themselves
	asked    models.Ask
	segments []int32 // of the clause
	terms    []models.Term
	denied   []int32 // entries all of whose words a pattern takes away
	lenses   []int32 // whose entries it denies
}

// Document lists the entries that a comment speaks of, clause by clause, in the
// order of entries. Only Danish is read.
func (r *Reader) Document(text string, doc *models.Document) []Found {
	r.asked, r.class = r.asked[:0], models.NoClass
	return slices.Clone(r.document(text, doc))
}

// document lists them until the next comment is read.
func (r *Reader) document(text string, doc *models.Document) []Found {
	if doc.Language != models.Danish {
		return nil
	}
	r.timed = false
	for len(r.clauses) < len(doc.Clauses) {
		r.clauses = append(r.clauses, clauseRead{})
	}
	clauses := r.clauses[:len(doc.Clauses)]
	var comment commentRules
	r.brief = brief(doc)
	r.terms, r.parts = r.terms[:0], r.parts[:0]
	for i := range doc.Clauses {
		r.read(text, &doc.Clauses[i])
		r.find()
		r.clause(&clauses[i], i, &comment)
		clauses[i].terms, clauses[i].segments = doc.Clauses[i].Terms, r.segments()
	}
	r.shipped.read(doc, r.terms)
	r.praised(clauses)
	takeStances(text, doc, clauses)
	for _, c := range r.recalls {
		c.read(doc, nil)
	}
	r.recalled(clauses, &comment)
	r.plain = r.plainly(text, doc, clauses)
	all := r.all[:0]
	for i := range clauses {
		found := slices.DeleteFunc(clauses[i].found, func(f Found) bool {
			return comment.refuse(int32(f.Entry), &r.m.entries[f.Entry]) || comment.withdraw(&f)
		})
		for _, f := range r.yielded(r.derived(found, i, &comment)) {
			e := &r.m.entries[f.Entry]
			if e.limit > 0 {
				f.judge(e.limit, r.durations(text), doc)
			} else if !f.Told && !f.Learned {
				f.Polarity = around(clauses, i, f.Polarity)
			}
			if e.limit == 0 && !f.Learned && !(f.Told && !r.m.yielding(f.Entry)) { // what somebody wrote down as praise or blame is it, however the clause sounds
				counts := toneCounts
				if f.turned {
					counts = turnedTone
				}
				f.Polarity = tone(f.Polarity, counts*(r.shipped.tones[i]+leaning*e.leaning))
			}
			f.stand(clauses[i].stances)
			if (r.plain || math.Abs(f.Polarity) < r.hinted) && !f.timed && !(f.Told && !r.m.yielding(f.Entry)) {
				f.Polarity, f.Told = 0, false
			}
			all = append(all, r.fixed(f, e))
		}
	}
	all = r.weighed(r.placed(all, &comment), clauses, doc, &comment)
	r.heard(all, text, doc)
	r.agree(all, text, doc, clauses)
	r.all = all
	return slices.DeleteFunc(r.placed(all, &comment), func(f Found) bool { return f.Entry >= r.m.shown })
}

// durations are those of the comment at hand, which is looked through once.
func (r *Reader) durations(text string) []Duration {
	if !r.timed {
		r.said = wordsOf(r.said[:0], text)
		r.times, r.timed = durationsOf(r.times[:0], r.said), true
	}
	return r.times
}

// fewWords is how many words a comment may have and be read by the patterns for
// short ones. Chosen by eye.
const fewWords = 5

// brief says whether a comment has few words.
func brief(doc *models.Document) bool { return lengthOf(doc) <= fewWords }

// lengthOf counts the words of a comment.
func lengthOf(doc *models.Document) int {
	n := 0
	for i := range doc.Clauses {
		for _, t := range doc.Clauses[i].Terms {
			if t.Kind != models.Part && t.Kind != models.Emoji {
				n++
			}
		}
	}
	return n
}

// cover says whether the hits hold every word of content in the clause.
func (r *Reader) cover(hits []hit) bool {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.term.Kind == models.Content && !slices.ContainsFunc(hits, func(h hit) bool { return slices.Contains(h.tokens, int32(i)) }) {
			return false
		}
	}
	return len(hits) > 0
}

// commentRules are the entries that something anywhere in the comment takes away
// or allows.
type commentRules struct {
	clause       int // at hand
	takes, meets []int32
	allows       []int32 // entries that lessons alone may tell
	spoken       []int32 // entries that the comment speaks of
	withdrawn    []withdrawal
}

// refuse says whether the comment takes entry away or lacks what it needs.
func (c *commentRules) refuse(entry int32, e *compiledEntry) bool {
	return slices.Contains(c.takes, entry) || e.needsComment && !slices.Contains(c.meets, entry)
}

// refuseLearned says whether lessons alone may not tell entry in the comment.
func (c *commentRules) refuseLearned(entry int32, e *compiledEntry) bool {
	return c.refuse(entry, e) || e.needsLearned && !slices.Contains(c.allows, entry)
}

// mostOther is from how many hours on a duration of no sense says nothing of a limit: a year, as
// somebody has been a customer.
const mostOther = 365 * 24

// fixed sets the polarity that the entry fixes.
func (r *Reader) fixed(f Found, e *compiledEntry) Found {
	switch e.sense {
	case Positive:
		f.Polarity, f.Fixed = said, true
	case Negative:
		f.Polarity, f.Fixed = -said, true
	case None:
		f.Polarity, f.Fixed = 0, true
	}
	return f
}

// said is the polarity of what is said in words that leave no doubt.
const said = 0.9

// clause judges the hits of the clause that was read, into out.
func (r *Reader) clause(out *clauseRead, at int, comment *commentRules) {
	comment.clause = at
	r.inability()
	*out = clauseRead{feelings: r.feel(out.feelings[:0]), found: out.found[:0]}
	stated := r.stand(out)
	out.denies = r.denying()
	denies := out.denies && !out.untried
	out.feels = len(out.stances) == 0 && len(out.feelings) > 0 && !out.refused && !denies
	out.judges = out.feels || len(out.stances) > 0 || out.refused || denies
	out.asked = r.asks(at)
	out.answer(out.asked, stated || r.content(out), r.tokens)
	for _, f := range out.feelings {
		out.sum += f.value
	}
	slices.SortStableFunc(r.hits, func(a, b hit) int { return cmp.Compare(a.entry, b.entry) })
	r.denied = r.denied[:0]
	said, n := 0.0, 0
	for lo := 0; lo < len(r.hits); {
		entry := r.hits[lo].entry
		hi := lo
		for hi < len(r.hits) && r.hits[hi].entry == entry {
			hi++
		}
		if int(entry) < len(r.m.entries) {
			if f, ok := r.judge(entry, r.hits[lo:hi], out.feelings, comment); ok {
				f.Clause = at
				out.found = append(out.found, f)
				if f.Told {
					said, n = said+f.Polarity, n+1
				}
			}
		}
		lo = hi
	}
	if n > 0 {
		out.sum += said / float64(n)
	}
	out.found, out.lenses = r.yielded(out.found), r.deniedOnly()
	if len(r.denied) > 0 {
		out.denied = slices.Clone(r.denied)
	}
}

// yielded is found without the entries that make room for another one that stands
// in the same part of the clause.
func (r *Reader) yielded(found []Found) []Found {
	if len(found) < 2 || !slices.ContainsFunc(found, func(f Found) bool { return len(r.m.entries[f.Entry].yields) > 0 }) {
		return found
	}
	all := slices.Clone(found)
	return slices.DeleteFunc(found, func(f Found) bool {
		return slices.ContainsFunc(r.m.entries[f.Entry].yields, func(to int32) bool {
			return slices.ContainsFunc(all, func(o Found) bool { return int32(o.Entry) == to && share(o.segments, f.segments) })
		})
	})
}

// sorted are the hits of one entry in one clause, by what they are for.
type sorted struct {
	speak, touched, alone []hit
	met                   bool // the clause has what the entry needs
	taken                 bool // the clause is taken away from the entry
}

// sort parts the hits of one entry by what they are for, and tells the comment what they
// take from it, give it or withdraw.
func (r *Reader) sort(entry int32, hits []hit, comment *commentRules) sorted {
	s := sorted{speak: r.some[1][:0], touched: r.some[2][:0], alone: r.some[3][:0], met: !r.m.entries[entry].needsClause}
	for _, h := range hits {
		switch r.m.rules[h.rule].role {
		case takesTouched:
			s.touched = append(s.touched, h)
		case takesClause:
			s.taken = true
		case takesComment:
			comment.takes = appendOnce(comment.takes, entry)
		case speaksAlone:
			s.alone = append(s.alone, h)
		case needsClause:
			s.met = true
		case needsComment:
			comment.meets = appendOnce(comment.meets, entry)
		case allowsLearned:
			comment.allows = appendOnce(comment.allows, entry)
		case withdraws:
			if !r.denies(h) {
				comment.withdrawn = append(comment.withdrawn, withdrawal{entry, comment.clause, slices.Min(h.tokens)})
			}
		default:
			s.speak = append(s.speak, h)
		}
	}
	r.some[1], r.some[2], r.some[3] = s.speak, s.touched, s.alone
	return s
}

// judge is what the hits of one entry in one clause come to.
func (r *Reader) judge(entry int32, hits []hit, feelings []feeling, comment *commentRules) (Found, bool) {
	s := r.sort(entry, hits, comment)
	if !s.met || s.taken {
		return Found{}, false
	}
	speak := s.speak
	if r.brief && r.cover(s.alone) {
		speak = append(speak, s.alone...)
	}
	spoke := len(speak) > 0
	speak = r.without(speak, &r.m.entries[entry])
	speak = slices.DeleteFunc(speak, func(h hit) bool {
		return slices.ContainsFunc(s.touched, func(o hit) bool { return share(o.tokens, h.tokens) })
	})
	if len(speak) == 0 {
		if spoke {
			r.denied = append(r.denied, entry)
		}
		return Found{}, false
	}
	f := Found{Entry: int(entry)}
	r.stands(&f, speak)
	if r.whys {
		f.Whys = r.explain(speak)
	}
	f.Polarity, f.Told, f.turned = r.polarity(speak, feelings)
	return f, true
}

// stands sets the words and the parts of the clause that f stands in.
func (r *Reader) stands(f *Found, speak []hit) {
	from := len(r.parts)
	f.first = slices.Min(speak[0].tokens)
	for _, h := range speak {
		f.first = max(f.first, slices.Min(h.tokens))
		f.words = max(f.words, len(h.tokens))
		for _, t := range h.tokens {
			if s := r.tokens[t].segment; !slices.Contains(r.parts[from:], s) {
				r.parts = append(r.parts, s)
			}
		}
	}
	f.segments = r.parts[from:len(r.parts):len(r.parts)]
}

// explain says which patterns matched, and where.
func (r *Reader) explain(hits []hit) []Why {
	out := make([]Why, len(hits))
	for i, h := range hits {
		out[i].Pattern = r.m.rules[h.rule].source
		for _, t := range h.tokens {
			term := r.tokens[t].term
			out[i].Spans = append(out[i].Spans, [2]int32{term.Start, term.End})
		}
	}
	return out
}

// segments are those of the clause that was read.
func (r *Reader) segments() []int32 {
	if len(r.tokens) == 0 {
		return nil
	}
	n := int(r.tokens[len(r.tokens)-1].segment) + 1
	for len(r.counts) < n {
		r.counts = append(r.counts, int32(len(r.counts)))
	}
	return r.counts[:n:n]
}
