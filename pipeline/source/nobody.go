package source

import "slices"

// A key that so many rows have, such a share of all, and so many times as many as the
// next, beside so many others, is that of nobody: "Anonym", "0". Chosen by eye; a customer
// who answers often has others beside him who do, and a file may be of few customers.
const (
	leastNobody  = 10
	mostOfOne    = 0.05
	timesTheNext = 5
	fewestOthers = 20
)

// nobodyWords are written where a customer is not known, folded.
var nobodyWords = folded("anonym anonymt anonymous ukendt unknown ingen none gæst guest 0 00 000 0000 00000 000000 0000000 00000000 na nul null privat uoplyst dummy xxx")

// noCustomers finds what stands in the place of a customer and is none, and says so:
// its rows would be one customer who answers again and again.
func (p *plan) noCustomers() {
	c := p.first(roleCustomer)
	if c == nil {
		return
	}
	counts := []int{0, 0}
	for _, n := range c.values {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	most, next := counts[len(counts)-1], counts[len(counts)-2]
	many := len(c.values) > fewestOthers
	p.nobody = map[string]bool{}
	n := 0
	for v, times := range c.values {
		if word := fold(v); many && times == most && times >= leastNobody && float64(times) >= mostOfOne*float64(c.given) && times >= timesTheNext*next ||
			times > 1 && (word == "" || nobodyWords[word]) {
			p.nobody[v] = true
			n += times
		}
	}
	if n > 0 {
		p.notes = append(p.notes, note("source_nobody", n, c.header))
	}
}
