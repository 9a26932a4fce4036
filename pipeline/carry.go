package pipeline

import (
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// carried is the edition of which a run of edits alone takes over what no edit of
// themes can change: what lenses read, and the words of the index. Figures of
// lenses, and what is new, are measured again, since what is withheld is decided
// over all of them. It must be closed.
type carried struct {
	edition *edition.Edition
	seen    lens.Result
	felt    func(models.Key, int) (float64, bool) // polarities that its scores told of the clauses that speak of found themes
}

// carry opens the edition that stands and takes over what its lenses read. It must
// be of the same program, ledger and configuration: it is a *messages.Error where it
// is not, since then a whole night is due.
func carry(cfg Config, responses []models.Response, in inputs) (c *carried, err error) {
	ed, passed, err := edition.Whole(cfg.Data)
	if err != nil {
		return nil, err
	}
	if ed == nil {
		return nil, messages.Errorf("no_edition", cfg.Data)
	}
	defer func() {
		if err != nil {
			ed.Close()
		}
	}()
	m := ed.Manifest
	if len(passed) > 0 || m.Program != Version() || m.Inputs["ledger"] != ledger.Hash(responses) || m.Inputs["config"] != cfg.identity(in) {
		return nil, messages.Errorf("edits_only_changed")
	}
	mentions, err := themes.Mentions.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	c = &carried{edition: ed, felt: felt(mentions)}
	c.seen, err = lensesIn(ed, responses, mentions)
	return c, err
}

// felt gives the polarities of mentions of found themes.
func felt(rows []themes.MentionRow) func(models.Key, int) (float64, bool) {
	type place struct {
		key    string
		clause int32
	}
	told := make(map[place]float64, len(rows))
	for i := range rows {
		if r := &rows[i]; models.LensOf(r.ThemeID) == "" {
			told[place{r.ResponseKey, r.Clause}] = r.Polarity
		}
	}
	return func(key models.Key, clause int) (float64, bool) {
		p, known := told[place{key.String(), int32(clause)}]
		return p, known
	}
}

// lensesIn is what the lenses of an edition read: entries and their mentions.
func lensesIn(ed *edition.Edition, responses []models.Response, mentions []themes.MentionRow) (seen lens.Result, err error) {
	dir := ed.Path(edition.Tables)
	index := make(map[string]int, len(responses))
	for i := range responses {
		index[responses[i].Key().String()] = i
	}
	for i := range mentions {
		r := &mentions[i]
		if models.LensOf(r.ThemeID) != "" {
			seen.Mentions = append(seen.Mentions, models.Mention{Response: index[r.ResponseKey], Clause: int(r.Clause), Theme: strings.Clone(r.ThemeID),
				Probability: r.Probability, Polarity: r.Polarity, Weight: r.Weight})
		}
	}
	terms, err := themes.ThemeTerms.Read(dir)
	if err != nil {
		return seen, err
	}
	of := map[string][]themes.ThemeTermRow{}
	for _, t := range terms {
		of[t.ThemeID] = append(of[t.ThemeID], t)
	}
	all, err := themes.Themes.Read(dir)
	for i := range all {
		if all[i].Lens != "" {
			seen.Themes = append(seen.Themes, all[i].Theme(of[all[i].ThemeID]))
		}
	}
	return seen, err
}

// table is a table of the edition as it is.
func (c *carried) table(name string) draftTable {
	return draftTable{edition.Tables, name, func() (tables.Outgoing, error) {
		table, err := tables.Read(c.edition.Path(edition.Tables, name+tables.Extension))
		return table.Outgoing(), err
	}}
}
