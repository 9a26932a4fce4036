package nps

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/bitset"
)

// A diary is what one way to cut makes of the responses day by day: every response's
// place, value × days + day. The boards of all kinds of period count by it, so that a
// term's responses are looked up once.
type diary struct {
	values  []string
	first   int // day
	days    int
	marks   []int32          // of each response: place × numbers + class; −1 for one that does not count
	met     []int32          // the marks of the responses of the term at hand
	all     [numbers][]int32 // responses by class and place, with a comment or without
	wrote   [numbers][]int32 // those with one
	writers byClass          // how many of each class wrote
	counts  []int32          // of the term at hand, by place
	touched []int32          // the places that it is said at
	sayers  byClass          // how many of each class say it
}

// A board is what one kind of period and one way to cut make of the responses: every
// response's slot, value × periods + period, and how many comments each is
// expected to have.
type board struct {
	*watch
	*diary
	start   int // period
	periods int
	slots   []int32    // of each place of the diary
	held    []byClass  // comments of each class, who comments held
	earlier []past     // of each value: exposure before each period, and after the last
	said    []int32    // how many say the term at hand, by slot
	heard   []int32    // the slots that it is said at
	marked  bitset.Set // slots, while they are put in order

	before    []int32   // how often it is said before each of heard, once aligned
	loud      []float64 // how often it is said at each of heard
	exposures []float64 // what it is expected of, at each of heard

	totals []int32 // how many say it, by value
	tests  int     // of one period: of what is said twice k times at a value
	often  []int   // the terms that at least k responses say in one period
	spread float64 // by how much the variance of counts grows with their mean
}

// A past is what lies before a period: its exposure by class, and in how many periods.
type past struct {
	held    byClass
	periods int
}

// newDiary places the responses.
func newDiary(responses []models.Response, d newsDimension) *diary {
	b := &diary{marks: make([]int32, len(responses)), first: math.MaxInt}
	last, number := math.MinInt, slices.Repeat([]int32{-1}, len(d.values))
	for i := range responses {
		r, value := &responses[i], d.of[i]
		if !speaks(r) {
			continue
		}
		b.first, last = min(b.first, int(r.Day)), max(last, int(r.Day))
		if number[value] < 0 {
			number[value] = int32(len(b.values))
			b.values = append(b.values, d.values[value])
		}
	}
	b.days = max(0, last-b.first+1)
	b.counts = make([]int32, len(b.values)*b.days)
	for class := range b.all {
		b.all[class], b.wrote[class] = make([]int32, len(b.counts)), make([]int32, len(b.counts))
	}
	for i := range responses {
		b.mark(i, &responses[i], number[d.of[i]])
	}
	return b
}

// mark places response i, of the value of that number, -1 of one that nobody wrote of, and
// counts who wrote and who did not, by class and place.
func (d *diary) mark(i int, r *models.Response, value int32) {
	d.marks[i] = -1
	day := int(r.Day) - d.first
	if !answers(r) || value < 0 || day < 0 || day >= d.days {
		return
	}
	class, place := classOf(r), value*int32(d.days)+int32(day)
	d.all[class][place]++
	if speaks(r) {
		d.marks[i] = place*int32(numbers) + int32(class)
		d.wrote[class][place]++
		d.writers[class]++
	}
}

// answers says whether a response counts in who comments.
func answers(r *models.Response) bool { return r.Day != models.NoDay && r.Kind != models.Employees }

// speaks says whether a response counts in news.
func speaks(r *models.Response) bool { return answers(r) && r.Commented() }

// boards are those of several kinds of period.
func (d *diary) boards(kinds []watch) []*board {
	exposure := make([]int32, len(d.counts))
	for class := range d.wrote {
		for place, n := range d.wrote[class] {
			exposure[place] += n
		}
	}
	held := d.held()
	boards := make([]*board, len(kinds))
	for n := range kinds {
		boards[n] = d.board(&kinds[n], exposure, held)
	}
	return boards
}

// board is that of one kind of period; exposure counts the comments by place, held
// those with who comments held.
func (d *diary) board(w *watch, exposure []int32, held []byClass) *board {
	b := &board{watch: w, diary: d, slots: make([]int32, len(d.counts))}
	if d.days == 0 {
		return b
	}
	b.start = w.of(models.Day(d.first))
	b.periods = w.of(models.Day(d.first+d.days-1)) - b.start + 1
	commented := make([]int32, len(d.values)*b.periods)
	b.held = make([]byClass, len(commented))
	for day := range d.days {
		period := w.of(models.Day(d.first+day)) - b.start
		for v := range d.values {
			place, slot := v*d.days+day, v*b.periods+period
			b.slots[place] = int32(slot)
			commented[slot] += exposure[place]
			b.held[slot].add(held[place])
		}
	}
	b.said, b.marked, b.totals = make([]int32, len(commented)), bitset.New(len(commented)), make([]int32, len(d.values))
	for v := range d.values {
		sum := past{}
		for slot := v * b.periods; slot < (v+1)*b.periods; slot++ {
			b.earlier = append(b.earlier, sum)
			sum.held.add(b.held[slot])
			if commented[slot] > 0 {
				sum.periods++
			}
		}
		b.earlier = append(b.earlier, sum)
	}
	return b
}

// load counts one term's responses by place.
func (d *diary) load(of []int32) {
	for _, place := range d.touched {
		d.counts[place] = 0
	}
	d.touched, d.sayers = d.touched[:0], byClass{}
	d.met = d.met[:0]
	for _, i := range of { // by itself: the marks lie far apart, and are fetched several at a time
		d.met = append(d.met, d.marks[i])
	}
	for _, mark := range d.met {
		if mark >= 0 {
			place := mark / int32(numbers)
			d.sayers[mark%int32(numbers)]++
			if d.counts[place] == 0 {
				d.touched = append(d.touched, place)
			}
			d.counts[place]++
		}
	}
}

// gather counts what the diary has loaded by slot.
func (b *board) gather() {
	for _, slot := range b.heard {
		b.said[slot] = 0
	}
	b.heard = b.heard[:0]
	for _, place := range b.touched {
		slot := b.slots[place]
		if b.said[slot] == 0 {
			b.heard = append(b.heard, slot)
		}
		b.said[slot] += b.counts[place]
	}
}

// forget lets go of what is only needed to count.
func (d *diary) forget(boards []*board) {
	d.marks, d.met, d.counts, d.touched = nil, nil, nil, nil
	d.all, d.wrote = [numbers][]int32{}, [numbers][]int32{}
	for _, b := range boards {
		b.slots, b.said, b.heard, b.marked, b.before, b.loud, b.exposures, b.totals, b.often = nil, nil, nil, nil, nil, nil, nil, nil, nil
	}
}

// line is the counts of one value.
func (b *board) line(v int) []int32 { return b.said[v*b.periods : (v+1)*b.periods] }

// spoken is how many responses say a term that tells how much periods differ.
const spoken = 20

// FewestSaid is by how many responses a term must be said to count in news, where groups
// below smallGroup are withheld: what fewer say is neither tested nor tells how much
// periods differ.
func FewestSaid(smallGroup int) int { return min(2*max(smallGroup, 1), spoken) }

// hear counts every term: how many tests there are; which terms are said often; and how
// much more than chance periods differ, which is of every period's count c with mean m the
// sum of (c − m)² − m, worked out from the periods that say the term alone.
func (d *diary) hear(boards []*board, said []Said, k int) {
	ears := make([]ear, len(boards))
	for n, b := range boards {
		ears[n] = b.ear()
	}
	for t := range said {
		if len(said[t].Responses) < FewestSaid(k) {
			continue
		}
		d.load(said[t].Responses)
		for n, b := range boards {
			b.gather()
			if ears[n].add(b, k) >= k {
				b.often = append(b.often, t)
			}
		}
	}
	for n, b := range boards {
		b.spread = max(0, ears[n].extra/max(ears[n].squares, 1))
	}
}

// An ear is the sums of hear over the terms of one board.
type ear struct {
	extra, squares float64
	of             []heard // by value
}

// heard is the sums of one term at one value, behind those of the value's exposure, by
// class, and of its products.
type heard struct {
	exposure               byClass
	products               [numbers]byClass
	total, counts, crossed float64
}

// ear has heard nothing yet.
func (b *board) ear() ear {
	e := ear{of: make([]heard, len(b.values))}
	for slot := range b.held {
		of, held := &e.of[slot/b.periods], &b.held[slot]
		of.exposure.add(*held)
		for class, n := range held {
			for other, m := range held {
				of.products[class][other] += n * m
			}
		}
	}
	return e
}

// add adds the term that the board has gathered, and returns how many say it in the period
// in which most do.
func (e *ear) add(b *board, k int) (most int) {
	likely := b.likely()
	for v := range e.of {
		e.of[v].total, e.of[v].counts, e.of[v].crossed = 0, 0, 0
	}
	for _, slot := range b.heard {
		v, c := &e.of[int(slot)/b.periods], float64(b.said[slot])
		v.total, v.counts, v.crossed = v.total+c, v.counts+c*c, v.crossed+c*b.held[slot].times(&likely)
		most = max(most, int(b.said[slot]))
	}
	for v := range e.of {
		of := &e.of[v]
		if of.total >= float64(2*k) && b.periods > b.least {
			b.tests++
		}
		if of.total >= spoken {
			rate := of.total / of.exposure.times(&likely) // the mean of a period is rate · its exposure
			square := 0.0
			for class := range of.products {
				square += likely[class] * of.products[class].times(&likely)
			}
			means := rate * rate * square
			e.extra += of.counts - 2*rate*of.crossed + means - of.total
			e.squares += means
		}
	}
	return most
}
