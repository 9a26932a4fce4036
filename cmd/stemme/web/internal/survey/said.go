package survey

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/pipeline/nps"
)

// Saying are the rows of customers that say of a theme what sign says: 1 they praise
// it, −1 they complain of it, 0 they mention it without either.
func (s *Survey) Saying(id string, sign int8) *Selection {
	t := s.theme(id)
	return s.where(func(row int) bool {
		said, mentioned := s.sign(row, t)
		return mentioned && said == sign
	})
}

// sign is what a row says of a theme, as the night's tables take it.
func (s *Survey) sign(row, theme int) (sign int8, mentioned bool) {
	sum := 0.0
	for _, c := range s.Clauses(row) {
		if int(c.theme) == theme {
			mentioned = true
			if p := c.Polarity(); !math.IsNaN(p) {
				sum += p
			}
		}
	}
	return nps.SignOf(sum), mentioned
}

// Matching are the rows of customers that asked for one entry of a lens and met
// another, "" for none, as nps.AskedAndMet says.
func (s *Survey) Matching(asked, met string) *Selection {
	lens := models.LensOf(asked)
	return s.where(func(row int) bool {
		var missed, praised []string
		for _, t := range s.themesOf(row) {
			if s.themes[t].Lens != lens {
				continue
			}
			switch sign, _ := s.sign(row, int(t)); sign {
			case -1:
				missed = append(missed, s.themes[t].ID)
			case 1:
				praised = append(praised, s.themes[t].ID)
			}
		}
		return slices.Contains(nps.AskedAndMet(missed, praised), [2]string{asked, met})
	})
}

// where are the rows of customers for which holds is true.
func (s *Survey) where(holds func(row int) bool) *Selection {
	sel := &Selection{s, make([]bool, s.n)}
	for row := range sel.in {
		sel.in[row] = s.seen(row) && s.flags[row]&counted != 0 && holds(row)
	}
	return sel
}

// Keys are those of the selected rows that a search can find.
func (sel *Selection) Keys() []models.Key {
	keys := []models.Key{}
	for row, in := range sel.in {
		if in && sel.flags[row]&searchable != 0 {
			keys = append(keys, sel.Key(row))
		}
	}
	return keys
}

// Mood is how well a row speaks, from −1 to 1: the mean polarity of its clauses, each
// counted once, by the words of the clause, not by what a lens makes of them; NaN
// where none has one.
func (s *Survey) Mood(row int) float64 {
	sum, n, last := 0.0, 0, int32(-1)
	for _, c := range s.Clauses(row) {
		if p := c.Polarity(); !math.IsNaN(p) && c.Number != last && s.themes[c.theme].Lens == "" {
			sum, n, last = sum+p, n+1, c.Number
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}
