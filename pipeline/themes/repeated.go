package themes

import "slices"

// A survey that is answered by few sentences, quick answers or what staff write down by
// templates, has hardly any different ones. Elsewhere a sentence weighs once in a fit
// however often it is said, so that a text that is pasted makes no theme; here that
// would leave a few dozen rows to find themes in, of which most words are in one. So
// where nearly all is repeated, repeats count.
//
// The sentences that are said most are left aside when that is asked, so that a few
// texts that are pasted do not make a survey one of few sentences. Of the clauses of the
// reviews 0.05 are repeated so, of three demos 0.00 to 0.01.
const (
	saidOften = 5    // times from which a sentence is repeated, beside others that are
	setAside  = 3    // sentences that are said most
	nearlyOf  = 0.75 // of the other clauses
)

// repeated says whether the clauses are few sentences that many say.
func repeated(clauses []clause) bool {
	return repeatedShare(clauses) >= nearlyOf
}

// repeatedShare is the share of the clauses, but for those of the sentences that are said
// most, that are said often.
func repeatedShare(clauses []clause) float64 {
	times := map[uint64]int{}
	for i := range clauses {
		var said uint64
		for _, terms := range [][]string{clauses[i].bag.Terms, clauses[i].bag.Light} {
			for _, t := range terms {
				said = hashed(said, t)
			}
		}
		times[said]++
	}
	counts := make([]int, 0, len(times))
	for _, n := range times {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	often, all := 0, 0
	for _, n := range counts[:max(0, len(counts)-setAside)] {
		if all += n; n >= saidOften {
			often += n
		}
	}
	return float64(often) / float64(max(1, all))
}
