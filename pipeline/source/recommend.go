package source

import (
	"slices"
	"strings"
)

// What may be recommended beside the organisation, folded: whoever served, what
// was bought, where it was; employer words make the question the employees'.
var (
	recommendedElse = foldAll(`rådgiver medarbejder konsulent sagsbehandler advisor adviser agent employee kollega teamleder leder chef produkt product
		app netbank mobilbank hjemmeside website webshop filial butik afdeling kursus course løsning abonnement funktion feature chatbot
		person vedkommende`)
	asEmployer = foldAll("arbejdsplads arbejdsgiver employer workplace place_to_work arbeitgeber arbeitsplatz arbetsgivare arbetsplats arbeidsplass arbeidsgiver")
	// ourselves name the organisation in a question about recommending.
	ourselves = foldAll(`os us banken virksomheden selskabet firmaet company organisationen organisation organization sparekassen kommunen bank virksomhed
		selskab firma forsikringsselskab sparekasse`)
	recommendVerbs = foldAll("anbefal recommend rekommend empfehl weiterempfehl")
)

// behindVerb is how many words behind "anbefale" what is recommended is looked
// for. Chosen by eye.
const behindVerb = 5

// recommendsElse says whether a heading that asks about recommending asks about
// something other than the organisation: of what stands behind the verb the first
// that is known decides, and where there is no verb ("NPS rådgiver") any word.
func (h heading) recommendsElse() bool {
	begins := func(list []string, t string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return len(w) > 3 && strings.HasPrefix(t, w) || t == w })
	}
	if h.asks(asEmployer) {
		return true
	}
	tokens := h.tokens
	if at := slices.IndexFunc(tokens, func(t string) bool { return begins(recommendVerbs, t) }); at >= 0 && at < len(tokens)-1 {
		tokens = tokens[at+1:]
		tokens = tokens[:min(len(tokens), behindVerb)]
	}
	for _, t := range tokens {
		switch {
		case slices.Contains(ourselves, t):
			return false
		case begins(recommendedElse, t):
			return true
		}
	}
	return false
}

// satisfying are words of questions that are no recommendation, also on 0-10.
var satisfying = foldAll("tilfreds satisf csat ces effort nemt lethed easy venlig")

// doubtNPS says of a score that does not ask about recommending that its NPS is
// not what is meant by it: where it asks about the place to work, where another question asks that and is answered by
// yes and no, and where it asks about satisfaction.
func (p *plan) doubtNPS() {
	score := p.first(roleScore)
	if score != nil && score.why.Key != "source_why_declared" && score.joined().asks(asEmployer) {
		p.notes = append(p.notes, note("source_score_employer", score.header))
		score.doubt = true
	}
	if score == nil || score.why.Key == "source_why_declared" || score.joined().asks(recommending) {
		return
	}
	for i := range p.columns {
		c := &p.columns[i]
		if c != score && c.joined().asks(recommending) && c.given > 0 && len(c.values) <= 6 && c.letters == c.given {
			p.notes = append(p.notes, note("source_score_else", score.header, c.header))
			score.doubt = true
			return
		}
	}
	if score.joined().asks(satisfying) {
		p.notes = append(p.notes, note("source_score_satisfaction", score.header))
		score.doubt = true
	}
}
