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
	sel := &Selection{Survey: s, in: make([]bool, s.n)}
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

// Together counts the comments that mention both themes of each pair, in one walk
// through the rows.
func (s *Survey) Together(pairs [][2]string) []int {
	counts := make([]int, len(pairs))
	behind := make([][][2]int, len(s.themes)) // by one theme: the other and the pair
	for i, pair := range pairs {
		if a, b := s.theme(pair[0]), s.theme(pair[1]); a >= 0 && b >= 0 {
			behind[a] = append(behind[a], [2]int{b, i})
		}
	}
	last := make([]int, len(s.themes)) // the row that mentioned a theme last, from 1
	for row := range s.n {
		if s.flags[row]&searchable == 0 {
			continue
		}
		of := s.themesOf(row)
		for _, t := range of {
			last[t] = row + 1
		}
		for _, t := range of {
			for _, other := range behind[t] {
				if last[other[0]] == row+1 {
					counts[other[1]]++
				}
			}
		}
	}
	return counts
}

// A Saying counts the comments that praise a theme, complain of it, and do neither.
type Saying struct{ Kept, Broken, Unclear int }

// SayingOf counts what rows of customers say of each theme of a lens, in one walk.
func (s *Survey) SayingOf(lens string) map[string]Saying {
	counts := make([]Saying, len(s.themes))
	s.signed(lens, func(theme int, sign int8) {
		switch c := &counts[theme]; sign {
		case 1:
			c.Kept++
		case -1:
			c.Broken++
		default:
			c.Unclear++
		}
	}, func() {})
	of := map[string]Saying{}
	for i, t := range s.themes {
		if t.Lens == lens {
			of[t.ID] = counts[i]
		}
	}
	return of
}

// MatchesOf counts the comments that asked for one entry of a lens and met another, in
// one walk.
func (s *Survey) MatchesOf(lens string) map[[2]string]int {
	counts := map[[2]string]int{}
	var missed, met []string
	s.signed(lens, func(theme int, sign int8) {
		switch sign {
		case -1:
			missed = append(missed, s.themes[theme].ID)
		case 1:
			met = append(met, s.themes[theme].ID)
		}
	}, func() {
		for _, pair := range nps.AskedAndMet(missed, met) {
			counts[pair]++
		}
		missed, met = missed[:0], met[:0]
	})
	return counts
}

// signed calls each with what every customer's comment says of the themes of a lens,
// and done behind each comment that mentions one.
func (s *Survey) signed(lens string, each func(theme int, sign int8), done func()) {
	of := make([]bool, len(s.themes))
	for i, t := range s.themes {
		of[i] = t.Lens == lens
	}
	sums := make([]float64, len(s.themes))
	for row := range s.n {
		if s.flags[row]&(counted|searchable) != counted|searchable {
			continue
		}
		themes, any := s.themesOf(row), false
		for _, t := range themes {
			any = any || of[t]
			sums[t] = 0
		}
		if !any {
			continue
		}
		for _, c := range s.Clauses(row) {
			if p := c.Polarity(); of[c.theme] && !math.IsNaN(p) {
				sums[c.theme] += p
			}
		}
		for _, t := range themes {
			if of[t] {
				each(int(t), nps.SignOf(sums[t]))
			}
		}
		done()
	}
}
