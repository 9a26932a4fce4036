package lens

import (
	"slices"
	"strings"

	"stemme/models"
)

// Below what score of judging a comment without a word that praises or blames is plain, where it
// asks, says what customers do and are, or is anything else; where it says what customers do in few
// words the score may be higher, and lower where a pattern of several words or a word of feeling
// tells besides. Of 330 facts and questions of many trades, written before, 139 were judged without the rule and 69 are;
// of 38 neutral sentences of a stranger's, held apart, 17 and 10. Gold comments hardly state facts, and pay: of three authors left
// out 89.1 % of the mentions have the right sign, 89.8 % without the rule; on the test 93.8 % as before both.
const (
	asksBelow    = 1.1
	doesBelow    = 0.7
	brieflyBelow = 0.95
	toldBelow    = 0.7
	feltBelow    = 0.45
	statesBelow  = 0.55
)

// Few words are at most brieflyWords. In a comment that says in so few what customers do, and
// scores below hintedBelow, a polarity below hints is none: of 41 such mentions by authors left out 14 had the right
// sign, 9 the wrong one, and 18 should have none.
const (
	brieflyWords = 12
	hintedBelow  = 1.05
	hints        = 0.35
)

// plainly says whether the comment asks or states a fact and judges nothing: no word praises,
// blames, wishes or denies, and it reads like those that people found to judge nothing. It sets
// below which size a polarity of the comment is none.
func (r *Reader) plainly(text string, doc *models.Document, clauses []clauseRead) bool {
	r.hinted = 0
	if strings.Contains(text, "!") {
		return false
	}
	asks, does, tells, feels := true, true, false, false
	for i := range clauses {
		c := &clauses[i]
		if c.judges && !c.feels {
			return false
		}
		feels = feels || c.feels
		if len(c.terms) == 0 {
			continue
		}
		asks = asks && (c.asks || text[doc.Clauses[i].End-1] == '?')
		does = does && (c.does || c.asks)
		tells = tells || slices.ContainsFunc(c.found, func(f Found) bool { return f.Told && f.words > 1 })
	}
	judges, briefly := r.shipped.judges, does && lengthOf(doc) <= brieflyWords
	switch {
	case feels:
		return briefly && judges < feltBelow
	case briefly && judges < hintedBelow:
		r.hinted = hints
	}
	switch {
	case asks:
		return judges < asksBelow
	case tells:
		return briefly && judges < toldBelow
	case briefly:
		return judges < brieflyBelow
	case does:
		return judges < doesBelow
	default:
		return judges < statesBelow
	}
}
