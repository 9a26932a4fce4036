package source

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// The ends of a scale are often named, and now and then the lowest number is the
// best: "1 = helt sikkert, 5 = slet ikke".
var (
	// labelAfter finds "1 = helt sikkert", "0 er slet ikke", "1 (bedst)", "5: aldrig".
	labelAfter = regexp.MustCompile(`(?:^|[^0-9.,])([0-9]{1,2}) ?(?:=|:|\(|–|-|er|is|being|betyder|means|svarer til) ?["'“”»]?(\pL[^0-9;,.()"“”»]{1,40})`)
	// labelBefore finds "meget tilfreds (1)", "slet ikke = 10".
	labelBefore = regexp.MustCompile(`(\pL[\pL ]{1,40})(?: ?\(| = | ?= ?)([0-9]{1,2})(?:\)|[^0-9.,]|$)`)
)

// Words of the ends of scales, in small letters; the bad are looked for first,
// since they hold the good ones: "utilfreds".
var (
	badEnd = strings.Fields(`slet ikke not never aldrig usandsynlig unlikely utilfreds dissatisf unsatisf uenig disagree dårlig poor worst bad værst
		ringe ungenügend mangelhaft schlecht unzufrieden unwahrscheinlich dålig missnöjd osannolik usannsynlig misfornøyd nie niemals lavest lowest svær besværlig difficult hard nej negativ kritisk utryg langsom`)
	goodEnd = strings.Fields(`sikkert sikker sandsynlig likely tilfreds satisf enig agree god good great best bedst højest highest meget very extremely altid
		always gut zufrieden wahrscheinlich bra nöjd sannolik sannsynlig fornøyd immer alltid nem let easy ja yes fremragende excellent perfekt perfect positiv tryg hurtig absolut definitely`)
)

// endOf is 1 for the words of a good end, -1 for those of a bad one, 0 for others.
func endOf(label string) int {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return strings.ContainsRune(" -–=:()/\"'.,", r) })
	begins := func(list []string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			return slices.ContainsFunc(list, func(l string) bool { return w == l || len(l) > 3 && strings.HasPrefix(w, l) })
		})
	}
	switch {
	case begins(badEnd):
		return -1
	case begins(goodEnd):
		return 1
	}
	return 0
}

// ends are what the lowest and the highest of the named numbers are called.
type ends struct {
	low, high       int
	lowEnd, highEnd int // as endOf
	isNamed         bool
}

func (e *ends) add(number, end int) {
	if end == 0 {
		return
	}
	if !e.isNamed || number < e.low {
		e.low, e.lowEnd = number, end
	}
	if !e.isNamed || number > e.high {
		e.high, e.highEnd = number, end
	}
	e.isNamed = true
}

// turned says whether a low number is the good end and a high one the bad.
func (e *ends) turned() bool { return e.isNamed && e.low < e.high && e.lowEnd > 0 && e.highEnd < 0 }

// isTurned says whether the lowest number of c is the best, by its header or by
// the labels in its cells.
func (c *column) isTurned() bool {
	var header, cells ends
	lower := strings.ToLower(c.header + " " + c.label)
	for rest := lower; ; {
		m := labelAfter.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		header.add(number(rest[m[2]:m[3]]), endOf(rest[m[4]:m[5]]))
		rest = rest[max(m[5]-1, m[3]):] // the blank before the next number is part of the label
	}
	if !header.turned() {
		header = ends{}
		for _, m := range labelBefore.FindAllStringSubmatch(lower, -1) {
			header.add(number(m[2]), endOf(m[1]))
		}
	}
	if c.letters > 0 && len(c.values) <= maxValues {
		for v := range c.values {
			if m, ok := parseMark(v); ok && !m.half && !m.stars {
				cells.add(m.value, endOf(strings.Trim(v, "0123456789 ")))
			}
		}
	}
	return header.turned() || cells.turned()
}

// answerCodes says whether the numbers of c are those of the answers 0 to 10
// counted from 1, and the header asks for 0 to 10 or about recommending. The number
// behind them may be that of "ved ikke".
func (c *column) answerCodes() bool {
	if !c.toEleven() || c.between(codeBeyond+1, 60) > 0 {
		return false
	}
	sc, stated := headerScale(c.header + " " + c.label)
	return stated && sc.Low == 0 && sc.High == 10 || c.joined().asks(recommending)
}

// codeBeyond is the number of the answer behind 0 to 10 counted from 1: "ved ikke".
const codeBeyond = 12

// toEleven says whether the numbers of c reach from 1 to 11, none of them 0.
func (p *profile) toEleven() bool {
	eleven := p.between(11, 11)
	return eleven >= leastUnreadable && eleven*50 >= p.whole && p.between(1, 1)+p.between(2, 2) > 0 && p.between(0, 0) == 0
}

// coded is a column that no role was found for and that may hold the answers 0 to 10
// counted from 1, under a header that says nothing of it (s_1); nil for none.
func (p *plan) coded() *column {
	for i := range p.columns {
		c := &p.columns[i]
		if (c.role == ignored || c.role == roleSegment && c.why.Key == "source_why_few") && c.whole == c.given && c.toEleven() && c.between(codeBeyond, math.MaxInt) == 0 && len(c.values) >= leastCodes {
			return c
		}
	}
	return nil
}

// leastCodes is how many of eleven answers are given at least where enough answer.
// Chosen by eye.
const leastCodes = 6

// noteCoded says how a column that may be the score is read as one, where no other
// surely is.
func (p *plan) noteCoded() {
	if score := p.first(roleScore); score != nil && !score.doubt {
		return
	}
	if c := p.coded(); c != nil {
		p.notes = append(p.notes, note("source_score_coded", c.header, c.header))
	}
}

// refuseEnds is the fault of a scale whose lowest number is the best, or whose
// numbers are counted from 1; nil for none.
func (p *plan) refuseEnds(c *column) error {
	switch {
	case c.isTurned():
		return messages.Errorf("source_scale_turned", p.file, c.header)
	case c.answerCodes() && c.between(codeBeyond, codeBeyond) > 0:
		return messages.Errorf("source_scale_codes_beyond", p.file, c.header, codeBeyond, c.between(codeBeyond, codeBeyond))
	case c.answerCodes():
		return messages.Errorf("source_scale_codes", p.file, c.header)
	}
	return nil
}
