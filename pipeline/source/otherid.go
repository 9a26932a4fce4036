package source

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// What a number is of that no answer has, folded: of a person, a card or a machine, which
// nobody's answer is to be known by, or of a day or a place.
var neverIDs = append(foldAll(`post zip telefon tlf phone mobil mobile fax hus vej gade etage house street kort card pas passport kørekort
	license licens nummerplade plate reg registrerings imei mac serie serienummer serial model version vare item artikel article sku ean
	uge week år year måned month dag day konto iban bank swift sygesikring cookie ip device enhed medarb rute linje tog bus fly flight
	line route plads sæde bord værelse room stue side`), foldAll("business unit location store butik filial product produkt "+
	"collector campaign kampagne page domain seed external team afdeling group question spørgsmål template webshop cpr person fødsel ssn")...)

// lastingIDs are of what a customer keeps, and may answer about again another day, folded.
var lastingIDs = foldAll(`police policy abonnement subscription aftale agreement kontrakt contract lejemål bolig husstand household
	ejendom property installation måler meter panel elev student bil vehicle debitor kreditor debtor creditor`)

// bareIDs may head a column of ids without a word such as "id".
var bareIDs = folded("ticket sag case booking ordre order henvendelse besøg visit rejse interview journal reference ref key nøgle")

// keyEnds end the header of an id, or a word of it.
var (
	keyEnds     = folded("id ids nr no nummer number num key nøgle guid uuid ref reference")
	keyEndings  = foldAll("nummer number nøgle guid uuid nr id")
	mostKeyPart = 4 // words of the header of an id
)

// idOfOther is what the id is of that h names, where it is no answer, customer or person:
// "besøg" of "Besøgs-ID", and "" where it names none.
func (h heading) idOfOther() string {
	if _, w := h.identifies(); w > 0 || len(h.tokens) == 0 || len(h.tokens) > mostKeyPart {
		return ""
	}
	last := len(h.tokens) - 1
	if last == 0 && bareIDs[h.tokens[0]] {
		return h.tokens[0]
	}
	named, of := false, ""
	for i, t := range h.tokens {
		switch subject := withoutKey(t); {
		case keyEnds[t] && last > 0 && (i == last || i == 0):
			named = true
		case subject != t && i == last:
			named, of = true, subject
		default:
			of = t
		}
	}
	if !named {
		return ""
	}
	return of
}

// withoutKey is a folded word without the ending that makes it an id: "rejse" of "rejseid".
// What ends in "tid" is a time.
func withoutKey(word string) string {
	for _, ending := range keyEndings {
		if subject, ok := strings.CutSuffix(word, ending); ok && len(subject) > 2 && !strings.HasSuffix(word, "tid") {
			return subject
		}
	}
	return word
}

// isOf says whether a subject is one of words, or a compound that ends in one.
func isOf(subject string, words []string) bool {
	subject = strings.TrimSuffix(subject, "s")
	return slices.ContainsFunc(words, func(w string) bool {
		w = strings.TrimSuffix(w, "s")
		return subject == w || len(w) >= 4 && strings.HasSuffix(subject, w)
	})
}

// holdsKeys says whether nearly all rows have a value that may be a key: one word, with a
// digit, and no date, fraction or address.
func (c *column) holdsKeys() bool {
	return c.given >= leastKeys && 10*c.given >= 9*c.rows && c.words == c.given && c.digits >= c.given &&
		!c.most(c.dates, 0.5) && !c.most(c.personal+c.links, 0.1) &&
		!(c.most(c.decimal, 0.5) && slices.ContainsFunc(c.sample(), func(v string) bool { return strings.ContainsAny(v, ",.") }))
}

// leastKeys is how many rows show that a column may hold keys, and so many of them may come
// twice for one to be asked about. Chosen by eye.
const (
	leastKeys     = 5
	oneRepeatedIn = 5
)

// keysOfOthers lets, where nothing else may be the id of the answers, the id of what they
// are about weigh as that: of a visit, a booking, a task, when it is another in every
// row of enough. Where it may be one all the same, that is asked.
func (p *plan) keysOfOthers(weights [][roleCount]weight, closed map[role]bool) {
	if closed[roleID] || slices.ContainsFunc(weights, func(w [roleCount]weight) bool { return w[roleID].sum >= least }) {
		return
	}
	var sure, asked []*column
	var why []messages.Key
	for i := range p.columns {
		c := &p.columns[i]
		of := c.heading.idOfOther()
		if of == "" || !c.open() || isOf(of, neverIDs) || !c.holdsKeys() ||
			slices.ContainsFunc(exclusive, func(r role) bool { return weights[i][r].sum >= least }) {
			continue
		}
		switch doubt := p.doubtsKeys(c, of); {
		case doubt == "" && len(sure) == 0:
			sure = append(sure, c)
			w := weight{header: 5, sum: 5, word: "id"}
			w.add(2, "unique")
			weights[i][roleID] = w
		case doubt == "":
			sure = append(sure, c)
		case oneRepeatedIn*(c.given-len(c.values)) <= c.given:
			asked, why = append(asked, c), append(why, doubt)
		}
	}
	for i, c := range asked {
		if len(sure) == 0 {
			p.notes = append(p.notes, note("source_id_asked", c.header, why[i], messages.Argument(c.header)))
		}
	}
	if len(sure) > 1 {
		p.notes = append(p.notes, note("source_id_which", sure[0].header, sure[1].header, messages.Argument(sure[1].header)))
	}
}

// doubtsKeys says why the keys in c, of what of names, are not surely one an answer; "" for no
// reason.
func (p *plan) doubtsKeys(c *column, of string) messages.Key {
	switch {
	case !c.unique:
		return "source_id_why_repeats"
	case c.given < leastEach:
		return "source_id_why_few"
	case isOf(of, lastingIDs):
		return "source_id_why_lasting"
	case c.counting() && c.between(0, 1) > 0:
		return "source_id_why_counting"
	case p.masks(c):
		return "source_id_why_masked"
	}
	return ""
}

// masks says whether a tenth of the values of c are such as are masked: numbers of people.
func (p *plan) masks(c *column) bool {
	all, masked := c.sample(), 0
	for _, v := range all {
		if p.mask(v) != v {
			masked++
		}
	}
	return 10*masked >= len(all)
}
