package pipeline

import (
	"maps"
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/source"
)

// When the scores of a source stand against what its customers write. Chosen by eye: of scores that
// say nothing at all of the comments, one source in 2,000 would be so sure by chance; where they stand
// right, who praises scores above who complains in some 85 of 100 pairs.
const (
	turnedLeast = 30   // responses that praise, and that complain
	turnedShare = 0.65 // of the pairs of one that praises and one that complains: the latter scores higher
	turnedSure  = 3.3  // standard errors above one half
	turnedClear = 0.5  // polarity of a mention that counts
)

// A leaning is how many responses of a source gave each score, of those that only praise and of those
// that only complain.
type leaning struct{ praise, complaints map[int]int }

// turned lists the sources of which those who complain surely score higher than those who praise,
// by what lenses read of their comments; declared are those that the configuration turns.
func turned(responses []models.Response, mentions []models.Mention, declared []string) (all []edition.Turned) {
	praised, blamed := make([]bool, len(responses)), make([]bool, len(responses))
	for i := range mentions {
		m := &mentions[i]
		if models.LensOf(m.Theme) != "" && math.Abs(m.Polarity) >= turnedClear {
			praised[m.Response] = praised[m.Response] || m.Polarity > 0
			blamed[m.Response] = blamed[m.Response] || m.Polarity < 0
		}
	}
	of := map[string]*leaning{}
	for i := range responses {
		r := &responses[i]
		score, given := r.Score.Value()
		if !given || r.Kind == models.Employees || praised[i] == blamed[i] {
			continue
		}
		l := of[r.Source]
		if l == nil {
			l = &leaning{map[int]int{}, map[int]int{}}
			of[r.Source] = l
		}
		if praised[i] {
			l.praise[score]++
		} else {
			l.complaints[score]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if l := of[name]; l.isTurned() {
			all = append(all, edition.Turned{Source: name, Praise: total(l.praise), Complaints: total(l.complaints),
				PraiseMean: mean(l.praise), ComplaintsMean: mean(l.complaints), Declared: slices.Contains(declared, name)})
		}
	}
	return all
}

// isTurned says whether those who complain surely score higher, by the share of pairs in which they
// do, ties counted as half (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988).
func (l *leaning) isTurned() bool {
	if total(l.praise) < turnedLeast || total(l.complaints) < turnedLeast {
		return false
	}
	share, above := placements(l.complaints, l.praise)
	_, below := placements(l.praise, l.complaints)
	return share >= turnedShare && share-turnedSure*math.Sqrt(above+below) > 0.5
}

// placements is the share of pairs in which one of the first scores higher, and the variance of that
// share by who of the first is drawn.
func placements(first, second map[int]int) (share, variance float64) {
	n, of := float64(total(first)), float64(total(second))
	place := func(score int) (p float64) {
		for other, count := range second {
			switch {
			case other < score:
				p += 2 * float64(count)
			case other == score:
				p += float64(count)
			}
		}
		return p / 2 / of
	}
	scores := slices.Sorted(maps.Keys(first))
	for _, score := range scores {
		share += float64(first[score]) * place(score) / n
	}
	for _, score := range scores {
		apart := place(score) - share
		variance += float64(first[score]) * apart * apart / (n - 1) / n
	}
	return share, variance
}

func total(of map[int]int) (n int) {
	for _, count := range of {
		n += count
	}
	return n
}

func mean(of map[int]int) float64 {
	sum := 0
	for score, count := range of {
		sum += score * count
	}
	return float64(sum) / float64(total(of))
}

// doubtNotes are what the edition's manifest says that a reader must know.
func doubtNotes(m *edition.Manifest) (all []source.Note) {
	for _, d := range m.Doubts() {
		all = append(all, source.Note{Key: d.Key, Args: d.Args})
	}
	return all
}
