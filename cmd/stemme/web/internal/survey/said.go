package survey

import (
	"math"
	"slices"

	"stemme/models"
	"stemme/models/bitset"
	"stemme/pipeline/nps"
)

// Saying are the rows of customers that say of a theme what sign says: 1 they praise
// it, −1 they complain of it, 0 they mention it without either.
func (s *Survey) Saying(id string, sign int8) *Selection {
	t := s.theme(id)
	return s.where(models.LensOf(id), func(row int) bool {
		said, mentioned := s.sign(row, t)
		return mentioned && said == sign
	})
}

// sign is what a row says of a theme, as the night's tables take it.
func (s *Survey) sign(row, theme int) (sign int8, mentioned bool) {
	for _, c := range s.Clauses(row) {
		if int(c.theme) == theme {
			return c.sign, true
		}
	}
	return 0, false
}

// Sign is what a row says of a theme: 1 praise, −1 a complaint, 0 neither or nothing.
func (s *Survey) Sign(row int, theme string) int8 {
	sign, _ := s.sign(row, s.theme(theme))
	return sign
}

// Matching are the rows of customers that asked for one entry of a lens and met
// another, "" for none, as nps.AskedAndMet says.
func (s *Survey) Matching(asked, met string) *Selection {
	lens := models.LensOf(asked)
	by := s.lens(lens)
	return s.where(lens, func(row int) bool {
		var missed, praised []string
		for _, group := range by.groups(by.code[s.place[row]]) {
			switch sign, _ := s.sign(row, s.theme(by.names[group])); sign {
			case -1:
				missed = append(missed, by.names[group])
			case 1:
				praised = append(praised, by.names[group])
			}
		}
		return slices.Contains(nps.AskedAndMet(missed, praised), [2]string{asked, met})
	})
}

// where are the rows of customers that speak of a lens, for which holds is true.
func (s *Survey) where(lens string, holds func(row int) bool) *Selection {
	by := s.lens(lens)
	in := bitset.New(s.n)
	for _, at := range s.list {
		if by.code[at] > speaking && s.counted.Has(at) && holds(int(s.row[at])) {
			in.Add(at)
		}
	}
	return &Selection{Survey: s, in: in, through: endless}
}

// Keys are those of the selected rows that a search can find.
func (sel *Selection) Keys() []models.Key {
	keys := []models.Key{}
	for row, at := range sel.place {
		if sel.in.Has(at) && sel.searchable.Has(at) {
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

// Together counts the comments that mention both themes of each pair.
func (s *Survey) Together(pairs [][2]string) []int {
	counts := make([]int, len(pairs))
	for i, pair := range pairs {
		counts[i] = s.Speaking(pair[0]).And(s.Speaking(pair[1])).Hits()
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
	by := s.lens(lens)
	place := make([]int, len(by.names)-1)
	for i := range place {
		place[i] = s.theme(by.names[i])
	}
	signs := make([]int8, len(s.themes))
	for _, at := range s.list {
		if by.code[at] <= speaking || !s.counted.Has(at) || !s.searchable.Has(at) {
			continue
		}
		groups := by.groups(by.code[at])
		for _, group := range groups {
			signs[place[group]] = 0
		}
		for _, c := range s.Clauses(int(s.row[at])) {
			signs[c.theme] = c.sign
		}
		for _, group := range groups {
			each(place[group], signs[place[group]])
		}
		done()
	}
}
