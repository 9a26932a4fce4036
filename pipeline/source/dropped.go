package source

import (
	"strings"

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

// isProse says whether the values are mostly of several words, as answers are and names or
// addresses hardly ever: three words on average, or two where the header asks.
func (c *column) isProse() bool {
	asks := strings.HasSuffix(strings.TrimSpace(c.question()), "?") || len(c.heading.tokens) > 2
	return c.given >= leastKeys && c.most(c.letters, 0.5) && !c.most(c.personal+c.links, 0.5) && c.digits < c.given &&
		(c.words >= 3*c.given || asks && c.words >= 2*c.given)
}

// accounts are headers of an account's number: a bank's, or a customer's in the books of a firm.
var accounts = folded("konto kontonr kontonummer konto_nr konto_nummer account_number account_no")
