package themes

import (
	"math"
	"slices"

	"stemme/models"
)

// A Voice is what one comment says of themes, clause by clause, as far as the
// comment can be shown as evidence of it.
type Voice struct {
	praised, blamed []string // themes that a clause surely speaks of, and how
	heard           []int    // clauses of which it is known how they speak
	complains       bool     // in any clause
}

// What makes a clause evidence. Chosen by eye, 2026-11-26, on the demo: below these,
// one example in four spoke of something else, or the other way.
const (
	sureOfTheme = 0.8 // probability of the theme from which a clause surely speaks of it
	plainly     = 0.6 // size of the polarity from which it plainly praises or complains
	hinted      = 0.1 // size of the polarity from which it does so at all
)

// Hear adds a mention of the comment. A clause of unknown polarity is not heard.
func (v *Voice) Hear(theme string, clause int, probability, polarity float64) {
	if math.IsNaN(polarity) {
		return
	}
	if !slices.Contains(v.heard, clause) {
		v.heard = append(v.heard, clause)
	}
	v.complains = v.complains || polarity < -hinted
	switch {
	case probability < sureOfTheme:
	case polarity >= plainly:
		v.praised = append(v.praised, theme)
	case polarity <= -plainly:
		v.blamed = append(v.blamed, theme)
	}
}

// Shows says whether the comment, which has so many clauses, is evidence of how a
// class speaks of a theme: a clause that surely speaks of the theme speaks plainly as
// the class does, and, for praise, every clause was heard and none complains.
func (v *Voice) Shows(class models.Class, theme string, clauses int) bool {
	return slices.Contains(v.as(class, clauses), theme)
}

// ShowsAny says the same of any theme.
func (v *Voice) ShowsAny(class models.Class, clauses int) bool { return len(v.as(class, clauses)) > 0 }

// as are the themes that the comment is evidence of.
func (v *Voice) as(class models.Class, clauses int) []string {
	switch {
	case v == nil:
	case class == models.Detractor:
		return v.blamed
	case class == models.Promoter && !v.complains && len(v.heard) >= clauses:
		return v.praised
	}
	return nil
}

// Hear is the voice of every response with a mention, by its key.
func Hear(mentions []MentionRow) map[string]*Voice {
	voices := map[string]*Voice{}
	for i := range mentions {
		m := &mentions[i]
		v := voices[m.ResponseKey]
		if v == nil {
			v = &Voice{}
			voices[m.ResponseKey] = v
		}
		v.Hear(m.ThemeID, int(m.Clause), m.Probability, m.Polarity)
	}
	return voices
}
