package source

import (
	"slices"
	"strings"
)

// A weight is what speaks for a role of a column: what its header says, and that
// with what its values say. Below least it does not get the role.
type weight struct {
	header, sum float64
	word        string // of the header, folded
	notes       []Note // what the values say
}

// never is the weight of what cannot be.
var never = weight{sum: -100}

func (w *weight) add(by float64, why string) {
	w.sum += by
	if why != "" {
		w.notes = append(w.notes, note(whyKey(why)))
	}
}

// least is the weight from which a column may have a role.
const least = 3

// near is how close below the best a second is said to be one.
const near = 1.5

// exclusive are the roles that one column of a file has.
var exclusive = []role{roleScore, roleComment, roleTime, roleID, roleCustomer, roleLanguage, roleTouchpoint, roleStage, roleUnit, roleTitle}

// says is what the header and the further header lines say for a role.
func (c *column) says(r role) weight {
	w, word := c.heading.says(r)
	if c.label != "" {
		if l, lw := c.labelled.says(r); l > w {
			w, word = l, lw
		}
	}
	if ir, iw := c.heading.identifies(); ir == r && iw > w && (r == roleID || r == roleCustomer || r == rolePerson) {
		w, word = iw, "id"
	}
	return weight{header: w, sum: w, word: word}
}

// weigh is what speaks for a role of c.
func (c *column) weigh(r role) weight {
	w := c.says(r)
	switch r {
	case roleScore:
		return c.weighScore(w)
	case roleComment:
		return c.weighComment(w)
	case roleTime:
		return c.weighTime(w)
	case roleID:
		return c.weighID(w)
	case roleLanguage:
		return c.weighLanguage(w)
	case rolePerson, rolePrivate:
		return c.weighPerson(r, w)
	case roleTouchpoint, roleStage:
		if c.belies(r) || w.header < 10 && !c.comesBack() {
			return never
		}
	case roleTitle:
		if c.most(c.whole+c.decimal, 0.5) || c.most(c.dates, 0.5) || c.comesBack() {
			return never
		}
	}
	if w.header < 6 || c.given == 0 && w.header < 10 {
		return never
	}
	return w
}

// weighScore: whole numbers of a short scale, more than two of them.
func (c *column) weighScore(w weight) weight {
	sc, scaled := headerScale(c.header)
	if scaled && w.header == 0 && sc.High == 10 {
		w = weight{header: 5, sum: 5, word: sc.String()} // no word, but what scores are asked on
	}
	sure := c.unmistakable(w.header)
	marks := c.marks()
	if w.header >= 5 {
		marks += c.coded
	}
	switch {
	case c.given == 0:
		if w.header < 10 {
			return never
		}
		w.add(-5, "")
	case c.most(c.classes, 0.5), c.most(c.dates, 0.5), c.isText() && !c.most(marks, 0.5) && !sure:
		return never
	case c.counting() && w.header < 10:
		return never
	case c.most(marks, 0.95):
		w.add(3, "marks")
	case c.most(marks, 0.8), w.header >= 5 && c.most(marks+c.halves5, 0.95):
		w.add(2, "marks")
	case c.most(marks, 0.5):
	case w.header >= 7 && c.most(c.between(-100, 100), 0.9) && len(c.numbers) > 2:
		w.add(-4, "") // to be refused by name, unless another column is the score
	case !sure:
		return never
	default:
		w.add(-3, "")
	}
	if w.header <= 0 && (w.header < 0 || !c.most(c.marks(), 0.95) || len(c.values) <= 2) {
		return never
	}
	c.weighSpread(&w, marks, scaled)
	return w
}

// weighSpread adds to the weight of a score what its values, all together, say.
func (c *column) weighSpread(w *weight, marks int, scaled bool) {
	switch {
	case c.given >= 20 && len(c.values) == 1 && c.most(marks, 0.5) && w.header < asksToRecommend:
		w.add(-8, "constant") // what a tool counted, unless there is no other
	case c.given >= 20 && len(c.values) <= 2 && w.header < 12:
		w.add(-3, "constant")
	}
	if c.between(6, 10)+c.between(0, 0) > 0 {
		w.add(0.4, "")
	}
	if scaled && w.header > 0 {
		w.add(1, "scale")
	}
	if c.starred > 0 {
		w.add(2, "stars")
	}
	if w.header >= asksToRecommend && c.joined().recommendsElse() {
		w.add(-2.5, "") // the organisation's own score comes first
	}
}

// weighComment: running text that differs from row to row.
func (c *column) weighComment(w weight) weight {
	text := c.isText()
	if 6 <= w.header && w.header < 8 {
		w.sum = 7 // of two open questions the first is the comment
	}
	switch {
	case c.given == 0:
		if w.header < 9 {
			return never
		}
		w.add(-5, "")
		return w
	case c.most(c.whole+c.decimal, 0.5), c.most(c.dates, 0.5), c.most(c.personal+c.links, 0.5),
		c.most(c.likert+c.classes, 0.9) && w.header < 9:
		return never
	case w.header <= 0 && !text, w.header < 10 && (c.isPickList() || c.isTicks()), c.most(c.logged, 0.8):
		return never
	case text:
		w.add(4, "running")
	case !c.most(c.letters, 0.5) && w.header < 9:
		return never
	case c.isSegment(false) && c.given >= 10 && w.header < 10:
		w.add(-5, "repeating")
	case c.isSegment(false) && c.given >= 10:
		w.add(-1, "repeating")
	}
	if w.header < 6 && text {
		w.add(min(3, float64(c.bytes)/float64(c.given)/40), "")
		if c.given >= 20 && len(c.values)*4 < c.given {
			w.add(-3, "repeating")
		}
	}
	if c.given > 3 && len(c.values) == 1 && w.header < 9 {
		w.add(-5, "constant")
	}
	return w
}

// weighTime: dates, in most of the rows.
func (c *column) weighTime(w weight) weight {
	if w.header < 0 && slices.Contains(c.heading.tokens, answerTime) && c.isDates(false) {
		w = weight{} // when it was answered, not how long that took
	}
	switch {
	case c.given == 0:
		if w.header < 10 {
			return never
		}
		w.add(-9, "")
	case c.between(0, 1) == c.given: // whether it was finished, not when
		return never
	case w.header > 0 && c.most(c.dates+c.counts, 0.95):
		w.add(3, "dates")
	case w.header > 0 && c.most(c.dates+c.counts, 0.5):
		w.add(1, "dates")
	case w.header == 0 && c.most(c.millis, 0.95) && !c.namesKey():
		w.add(3, "dates")
	case w.header <= 0 && c.isDates(false):
		w.add(3, "dates")
	case !c.unmistakable(w.header) || c.most(c.counts, 0.5):
		return never
	}
	if w.header < 8 && c.most(c.counts, 0.5) && !c.most(c.millis, 0.95) && c.dates == 0 && !c.heading.asks(timing) && !(w.header >= 5 && c.most(c.epochs, 0.95)) {
		return never
	}
	if c.rows >= 4 && c.given*2 < c.rows {
		w.add(-4, "sparse")
	}
	if c.clocks > 0 {
		w.add(0.2, "")
	}
	if c.most(c.coarse, 0.5) {
		w.add(-1, "coarse")
	}
	return w
}

// answerTime is what the time that an answer took is called, and when it came too.
const answerTime = "svartid"

// namesKey says whether the header is that of an id, a number or a key.
func (c *column) namesKey() bool {
	_, w := c.heading.identifies()
	return w > 0 || c.says(roleID).header > 0
}

var timing = foldAll("dato date time tid stamp måned month uge week dag day")

// strongID is the weight from which a header says for sure that it is the id of a
// response.
const strongID = 7

// leastEach is how many rows each have an id of their own where it is said to be
// that of the survey: then it is that of its answer. Chosen by eye.
const leastEach = 20

// nearlyUnique says whether but a few of many values come twice.
func (p *profile) nearlyUnique() bool {
	return p.given >= 20 && (p.given-len(p.values))*50 <= p.given+50
}

// weighID: what names a response, each value once or nearly.
func (c *column) weighID(w weight) weight {
	if w.header == 0 && c.unique && c.given >= leastEach && c.heading.identifiesSurvey() {
		w = weight{header: 5, sum: 5, word: "id"}
	}
	switch {
	case w.header < 5, c.given == 0 && w.header < 9, c.most(c.dates, 0.5), c.given > 0 && c.isText():
		return never
	case c.unique:
		w.add(2, "unique")
	case w.header < strongID && c.nearlyUnique():
		w.add(1, "unique")
	case w.header < strongID:
		return never // the number of something else
	}
	return w
}

func (c *column) weighLanguage(w weight) weight {
	if w.header < 6 || len(c.values) > maxValues {
		return never
	}
	known := 0
	for v, n := range c.values {
		if languageOf(v) != "" {
			known += n
		}
	}
	switch {
	case c.most(known, 0.5):
		w.add(3, "languages")
	case w.header < 10:
		return never
	}
	return w
}

// weighPerson: short values under a header that names people. What is asked of
// people, and a mark for them, is an answer.
func (c *column) weighPerson(r role, w weight) weight {
	asked := strings.HasSuffix(strings.TrimSpace(c.header), "?") || len(c.heading.tokens) > 5
	switch {
	case r == rolePrivate && c.most(c.personal, 0.5):
		w.add(10, "personal")
	case w.header < 8:
		return never
	case c.most(c.marks()+c.likert, 0.9) && (asked || c.heading.asks(ratingWords)):
		return never
	case c.given > 0 && c.words > 5*c.given, c.most(c.dates, 0.5):
		return never
	case asked && c.given > 0 && len(c.values) <= 5 && c.given > 10:
		return never
	}
	return w
}

// unmistakable says whether a header is taken at its word even where no value
// fits: its cells are then faults rather than no answers. A few words that come
// again are of something else that is called the same.
func (c *column) unmistakable(header float64) bool {
	words := c.given >= leastWords && len(c.values) >= 2 && len(c.values) <= mostPicked && 2*len(c.values) <= c.given
	return header >= 10 && (c.heading.wholly(roleScore) && !(words && 2*c.digits < c.given) || c.heading.wholly(roleTime) && !(words && c.digits < 3*c.given))
}

// leastWords is how many values show that a few words come again. Chosen by eye.
const leastWords = 8

// steps is how many different steps of a scale of five the answers in words are.
func (p *profile) steps() int {
	met := map[int]bool{}
	for v := range p.values {
		if step := likertOf(v); step > 0 {
			met[step] = true
		}
	}
	return len(met)
}

// isRating says whether c is a further question on a scale.
func (c *column) isRating() bool {
	if c.given == 0 || c.given > 10 && len(c.values) == 1 {
		return false
	}
	score := c.says(roleScore).header
	if c.between(0, 1) == c.given || c.isVerdict() { // ticked or not, good or bad
		return false
	}
	if c.most(c.likert, 0.95) && c.steps() >= 3 {
		return true // whatever the header is
	}
	_, scaled := headerScale(c.header)
	asked := score >= 5 || scaled || score > -3 && (c.heading.asks(ratingWords) || c.labelled.asks(ratingWords) || strings.HasSuffix(c.header, "?"))
	return asked && (c.most(c.between(0, 100), 0.9) && !c.counting() || c.most(c.likert, 0.9) || c.starred > 0 && c.most(c.starred, 0.9) ||
		c.most(c.coded, 0.9))
}
