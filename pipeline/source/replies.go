package source

import "slices"

// Words of a header that say that a column holds what the organisation answered.
var (
	replyWords = folded("svar reply response replied answer besvarelse respons")
	ownerWords = folded("virksomhed virksomhedens virksomheden firma firmaets firmaet butik butikkens butikken company owner business merchant shop host ejer ejerens ejeren sælger sælgers forhandler vores vort our os kundeservice")
)

// answersComments says whether the organisation's answers stand beside the comments.
func (p *plan) answersComments() bool {
	return slices.ContainsFunc(p.columns, func(c column) bool {
		return c.heading.holds(replyWords) && c.heading.holds(ownerWords) && c.isText()
	})
}

// beneathReview weighs the time of an answer where the organisation answers: below the
// plain date of what it answers.
func (c *column) beneathReview(w *weight) {
	if c.heading.holds(replyWords) || c.heading.holds(replyDates) {
		w.sum = min(w.sum, 9)
	}
}

// replyDates are words that hold the answer and its date in one.
var replyDates = folded("svardato svartidspunkt svarsdatum besvaret besvarelsesdato replydate responsedate replied responded answered")
