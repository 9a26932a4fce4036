package naming

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/privacy"
)

// Words and names of themes stand in tables that anybody may read, where no customer and no
// employee is named. Masking reads comments one by one, so that a family name that stands
// alone stays in them ("Tvedskov ringede tilbage"), and one in small letters behind a given
// name that it knows ("[NAVN] tvedskov"). All comments together show which words are persons.

// A personal counts what shows that a form is a person's name.
type personal struct {
	named  int32 // uses behind a masked name
	acts   int32 // before what only a person does
	inside int32 // behind "i", where places stand
}

func (p *personal) add(more personal) {
	p.named, p.acts, p.inside = p.named+more.named, p.acts+more.acts, p.inside+more.inside
}

// What it takes for a word that no list has to be a person's name. Chosen by eye, on invented
// comments.
const (
	often    = 2   // times that it stands behind a masked name, or does what persons do,
	mostly   = 0.2 // and the share of its uses behind a masked name: verbs stand there, too, so it must be formed or written as a name,
	acting   = 0.1 // or before what only persons do
	atPlaces = 0.2 // share behind "i" from which a word with a capital is a place
)

// person counts what the word before t, of the form last, and t, of its own form, tell of
// persons. before is none at the beginning of a clause.
func (p *piece) person(text string, before, t *models.Term, last, form int32) {
	written := text[before.Start:before.End]
	if last >= 0 && t.Kind != models.Part && privacy.IsDeed(strings.ToLower(text[t.Start:t.End])) {
		p.forms[last].person.acts++
	}
	if form < 0 {
		return
	}
	switch at := &p.forms[form].person; {
	case before.Kind == models.Masked && strings.Contains(written, "NAVN"):
		at.named++
	case written == "i":
		at.inside++
	}
}

// findPersons finds the terms that are names of persons.
func (c *corpus) findPersons() {
	type counted struct {
		personal
		uses, sure, perhaps int32
		known               bool // a list or a group of kin has it
	}
	of := make([]counted, len(c.terms))
	for i := range c.forms {
		f := &c.forms[i]
		at := &of[f.term]
		at.add(f.person)
		at.uses += f.count
		at.known = at.known || f.listed != noClass
		if privacy.IsName(f.text) {
			at.sure += f.count
		}
		if privacy.MayBeName(f.text) {
			at.perhaps += f.count
		}
	}
	c.person = make([]bool, len(c.terms))
	for t := range of {
		at, uses := &of[t], float64(of[t].uses)
		place := float64(at.inside) >= atPlaces*uses
		switch capital := c.isName(int32(t)); {
		case at.uses == 0:
		case 2*at.sure >= at.uses:
			c.person[t] = true
		case capital && !place && 2*at.perhaps >= at.uses:
			c.person[t] = true
		case !at.known && !place:
			c.person[t] = at.named >= often && float64(at.named) >= mostly*uses && (2*at.perhaps >= at.uses || c.proper[t] > 0) ||
				capital && (at.named > 0 || at.acts >= often && float64(at.acts) >= acting*uses)
		}
	}
}
