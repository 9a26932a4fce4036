package polarity

import (
	"slices"

	"stemme/models"
)

// Texts that stand for all terms of a kind, whose own text says nothing about
// opinions, and the mark of a term in the scope of a negation. No term is
// spelt so: they hold no letter and no digit.
const (
	anyNumber  = "#"
	anyMasked  = "@"
	negatedTag = "¬"
)

// A feature is a hash of one term, of one negated term, or of two terms that
// stand side by side in a clause, with its lowest bit clear. With that bit set
// it is the same feature reversed. With 63 bits, the chance that two of a
// million features share one is 5e-8.
const reversed uint64 = 1

// reversal is how much of a term's weight counts the other way round where it
// is negated: what "ikke kedelig" says is first taken from "kedelig", and then
// from what was learned of the negated term itself. Measured on the reviews
// (22 November 2026): accuracy 97.1 % at 0, 0.3 and 0.6, 97.0 % at 1; at 0 the
// clause "ikke dårligt" comes out at -0.1, at 0.6 at 0.7.
const reversal = 0.6

// features appends the features of a clause to fs: every term, every pair of
// neighbours, and for a negated term its plain form reversed. A negation that
// has a scope speaks through what it negates, not by itself. A part of a
// compound is a term of its own but nobody's neighbour.
func features(fs []uint64, terms []models.Term) []uint64 {
	var before uint64
	for i := range terms {
		t := &terms[i]
		h := hash(text(t))
		if t.Negated {
			if t.Kind.Topical() {
				fs = append(fs, h|reversed)
			}
			h = negate(h)
		}
		if !governs(terms, i) {
			fs = append(fs, h)
		}
		if t.Kind == models.Part {
			continue
		}
		if before != 0 {
			fs = append(fs, pair(before, h))
		}
		before = h
	}
	return fs
}

// governs says whether term i is a negation with a scope behind it.
func governs(terms []models.Term, i int) bool {
	return terms[i].Kind == models.Negation && i+1 < len(terms) && terms[i+1].Negated
}

// text is what t counts as.
func text(t *models.Term) string {
	switch t.Kind {
	case models.Number:
		return anyNumber
	case models.Masked:
		return anyMasked
	default:
		return t.Text
	}
}

// distinct sorts fs and drops repeats, in place.
func distinct(fs []uint64) []uint64 {
	slices.Sort(fs)
	return slices.Compact(fs)
}

// hash is 64-bit FNV-1a, stirred so that all bits differ between short words.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return stir(h)
}

// pair is the feature of two neighbours; the order counts.
func pair(a, b uint64) uint64 { return stir(a*0x9e3779b97f4a7c15 + b) }

// negate is the feature of a negated term.
func negate(h uint64) uint64 { return stir(^h) }

// stir is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), with
// the bit for reversed features clear.
func stir(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return (h ^ h>>31) &^ reversed
}
