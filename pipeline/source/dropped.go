package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/pipeline/messages"
)

// noteDropped tells of columns that are dropped as personal data and may be what the survey asked
// for: texts, which nobody's name is, and the number of a customer that is called an account.
// What is declared, or was told in an earlier night, is not told again.
func (p *plan) noteDropped() {
	for i := range p.columns {
		c := &p.columns[i]
		if c.role != rolePrivate && c.role != rolePerson || c.why.Key == "source_why_declared" || c.why.Key == "source_why_before" {
			continue
		}
		switch {
		case c.isProse() && p.first(roleComment) == nil:
			p.notes = append(p.notes, note("source_text_dropped", c.header, messages.Argument("comment="+c.header)))
		case c.isProse():
			p.notes = append(p.notes, note("source_text_dropped", c.header, messages.Argument("answer:"+cleanLine(c.question())+"="+c.header)))
		case c.role == rolePrivate && accounts[c.heading.whole] && p.first(roleCustomer) == nil && c.given >= leastKeys && c.words == c.given:
			p.notes = append(p.notes, note("source_account_dropped", c.header, messages.Argument("customer="+c.header)))
		}
	}
}

// isProse says whether the values are mostly of several words, one of them in small letters, as
// answers are and names or addresses hardly ever.
func (c *column) isProse() bool {
	if c.given < leastKeys || c.words < 2*c.given || c.digits >= c.given {
		return false
	}
	all, prose := c.sample(), 0
	for _, v := range all {
		words := strings.Fields(v)
		if len(words) > 1 && slices.ContainsFunc(words, func(w string) bool {
			r, _ := utf8.DecodeRuneInString(w)
			return unicode.IsLower(r) && utf8.RuneCountInString(w) > 2
		}) {
			prose++
		}
	}
	return 2*prose >= len(all)
}

// accounts are headers of an account's number: a bank's, or a customer's in the books of a firm.
var accounts = folded("konto kontonr kontonummer konto_nr konto_nummer account_number account_no")
