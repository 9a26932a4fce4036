package pipeline

import (
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
)

// madeBy is what another program made of the responses in the edition before.
type madeBy struct {
	program string            // "" for this one
	primary map[string]string // themes by keys of responses
}

// madeByOf is what is to be told of the program that made an edition. A table that this
// program cannot read tells nothing; that another program made it is told all the same.
func madeByOf(ed *edition.Edition) madeBy {
	if ed.Manifest.Program == Version() {
		return madeBy{}
	}
	by := madeBy{ed.Manifest.Program, map[string]string{}}
	err := tables.Parts(ledger.Responses.Path(ed.Path(edition.Tables)), func(p tables.Part) error {
		key, theme := p.Text("response_key"), p.Text("primary_theme_id")
		for i := range p.Rows() {
			if key != nil && theme != nil {
				by.primary[key(i)] = theme(i)
			}
		}
		return nil
	})
	if err != nil {
		clear(by.primary)
	}
	return by
}

// upgradeNotes say that the last edition was another program's, and what it comes to.
func (made *results) upgradeNotes() []source.Note {
	by := made.previous.by
	if by.program == "" {
		return nil
	}
	other, both := 0, 0
	for i := range made.responses {
		was, there := by.primary[made.responses[i].Key().String()]
		if !there {
			continue
		}
		both++
		if was != made.found.Primary[i] {
			other++
		}
	}
	return []source.Note{{Key: "upgraded", Args: []any{by.program, Version(), other, both}}}
}
