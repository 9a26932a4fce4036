package source

import (
	"slices"
	"strconv"
	"strings"

	"stemme/pipeline/messages"
)

// A hot is a line of columns, one for each score up to 10.
type hot struct {
	first, n int // columns
	score    int // of the first
	step     int // to the next: 1, or -1 where the highest comes first
}

// oneHot is where a line of headers has a column for each score up to 10 ("NPS: 0" … "NPS: 10", or the bare numbers), from
// the lowest to the highest or the other way round; of no columns where there is none.
func oneHot(headers []string) hot {
	const least, most = 10, 10 // columns from 1 on, and the highest score
	for first := range headers {
		header := strings.TrimSpace(headers[first])
		for _, h := range [...]hot{{first, 0, 0, 1}, {first, 0, 1, 1}, {first, 0, most, -1}} {
			before, is := strings.CutSuffix(header, strconv.Itoa(h.score))
			if !is {
				continue
			}
			for at := h.score; at >= 0 && at <= most && first+h.n < len(headers) && strings.TrimSpace(headers[first+h.n]) == before+strconv.Itoa(at); at += h.step {
				h.n++
			}
			if last := h.score + h.step*(h.n-1); h.n >= least && (last == most || h.step < 0) {
				return h
			}
		}
	}
	return hot{}
}

// marked is the score that a row marks, -1 for none, and how many it marks.
func (h hot) marked(r record) (score, n int) {
	score = -1
	for i := range h.n {
		if cell := strings.TrimSpace(cellOf(r, h.first+i)); cell != "0" && !isMissing(cell) {
			score, n = h.score+h.step*i, n+1
		}
	}
	return score, n
}

// refuseOneHot stops a file whose score stands in a column for each answer, one of which is marked in every row, and
// names the column that holds the number besides, where there is one. A score that is declared is taken as it is.
func (p *plan) refuseOneHot(t *table, closed map[role]bool) error {
	h := oneHot(t.headers)
	if h.n == 0 || closed[roleScore] {
		return nil
	}
	single := 0
	for _, r := range t.rows {
		if _, marked := h.marked(r); marked <= 1 {
			single++
		}
	}
	if 10*single < 9*len(t.rows) {
		return nil
	}
	first, last := t.headers[h.first], t.headers[h.first+h.n-1]
	if at := h.number(t); at >= 0 {
		return messages.Errorf("source_onehot_score", p.file, first, last, h.n, t.headers[at], messages.Argument("score="+t.headers[at]))
	}
	return messages.Errorf("source_onehot", p.file, first, last, h.n)
}

// number is the column that holds the score which each row marks, in nine of ten rows that mark one; -1 for none.
func (h hot) number(t *table) int {
	for at := range t.headers {
		if at >= h.first && at < h.first+h.n {
			continue
		}
		alike, of := 0, 0
		for _, r := range t.rows {
			if score, n := h.marked(r); n == 1 {
				of++
				if strings.TrimSpace(cellOf(r, at)) == strconv.Itoa(score) {
					alike++
				}
			}
		}
		if of > 0 && 10*alike >= 9*of {
			return at
		}
	}
	return -1
}

// oneHotHeader is the line of headers that has a column for each score, which zeros and ones below do not tell from an
// answer; -1 for none.
func oneHotHeader(records []record) int {
	return slices.IndexFunc(records[:min(headerRows, len(records))], func(r record) bool {
		return oneHot(r.cells).n > 0
	})
}
