package source

// Words of a header that say that a column holds what the organisation answered.
var (
	replyWords = folded("svar reply response replied answer besvarelse respons")
	ownerWords = folded("virksomhed virksomhedens virksomheden firma firmaets firmaet butik butikkens butikken company owner business merchant shop host ejer ejerens ejeren sælger sælgers forhandler vores vort our os kundeservice")
)

// isReply says whether c holds what the organisation answered to the comments.
func (c *column) isReply() bool {
	reply, owner := false, false
	for _, t := range c.heading.tokens {
		reply, owner = reply || replyWords[t], owner || ownerWords[t]
	}
	return reply && owner && c.isText()
}

// answersComments says whether the organisation's answers stand beside the comments.
func (p *plan) answersComments() bool {
	for i := range p.columns {
		if p.columns[i].isReply() {
			return true
		}
	}
	return false
}

// beneathReview weighs the time of an answer where the organisation answers: below the
// plain date of what it answers.
func (c *column) beneathReview(w *weight) {
	for _, t := range c.heading.tokens {
		if replyWords[t] || replyDates[t] {
			w.sum = min(w.sum, 9)
			return
		}
	}
}

// replyDates are words that hold the answer and its date in one.
var replyDates = folded("svardato svartidspunkt svarsdatum besvaret besvarelsesdato replydate responsedate replied responded answered")
