package source

import (
	"slices"
	"strconv"
	"strings"

	"stemme/pipeline/messages"
)

// oneHot is where a line of headers has a column for each score up to 10 ("NPS: 0" … "NPS: 10"): the first of them and
// how many; 0 for none.
func oneHot(headers []string) (first, n int) {
	const least = 10 // from 1 to 10
	for first = range headers {
		at := 0
		before, is := strings.CutSuffix(strings.TrimSpace(headers[first]), "0")
		if !is {
			if before, is = strings.CutSuffix(strings.TrimSpace(headers[first]), "1"); !is {
				continue
			}
			at = 1
		}
		n = 1
		for first+n < len(headers) && strings.TrimSpace(headers[first+n]) == before+strconv.Itoa(at+n) && at+n <= 10 {
			n++
		}
		if n >= least && at+n == 11 {
			return first, n
		}
	}
	return 0, 0
}

// refuseOneHot stops a file whose score stands in a column for each answer, one of which is marked in every row. A
// score that is declared is taken as it is.
func (p *plan) refuseOneHot(t *table, closed map[role]bool) error {
	first, n := oneHot(t.headers)
	if n == 0 || closed[roleScore] {
		return nil
	}
	single, rows := 0, 0
	for _, r := range t.rows {
		marked := 0
		for i := first; i < first+n; i++ {
			if cell := strings.TrimSpace(cellOf(r, i)); cell != "0" && !isMissing(cell) {
				marked++
			}
		}
		if rows++; marked <= 1 {
			single++
		}
	}
	if 10*single < 9*rows {
		return nil
	}
	return messages.Errorf("source_onehot", p.file, t.headers[first], t.headers[first+n-1], n)
}

// oneHotHeader is the line of headers that has a column for each score, which zeros and ones below do not tell from an
// answer; -1 for none.
func oneHotHeader(records []record) int {
	return slices.IndexFunc(records[:min(headerRows, len(records))], func(r record) bool {
		_, n := oneHot(r.cells)
		return n > 0
	})
}
