package pipeline

import (
	"context"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// carried is the edition of which a run of edits alone takes over what no edit of
// themes can change: what lenses read, the words of the index, and, where the same
// cuts are withheld, what is new. Figures of lenses are measured again, since what is
// withheld is decided over all of them. It must be closed.
type carried struct {
	edition *edition.Edition
	seen    lens.Result
	lenses  []*lens.Lens
	told    map[clauseKey]float64 // polarities that its scores told of the clauses that speak of found themes
}

// A clauseKey is a clause of a response.
type clauseKey struct {
	key    string
	clause int32
}

// carriedMentions are mentions without what the responses tell again.
var carriedMentions = themes.Mentions.Only("response_key", "clause", "theme_id", "probability", "polarity", "weight")

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
	mentions, err := carriedMentions.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	c = &carried{edition: ed, told: make(map[clauseKey]float64, len(mentions))}
	for i := range mentions {
		if r := &mentions[i]; models.LensOf(r.ThemeID) == "" {
			c.told[clauseKey{r.ResponseKey, r.Clause}] = r.Polarity
		}
	}
	c.seen, err = lensesIn(ed, responses, mentions)
	return c, err
}

// felt is the polarity that the edition's scores told of a clause that speaks of found
// themes.
func (c *carried) felt(key models.Key, clause int) (polarity float64, known bool) {
	polarity, known = c.told[clauseKey{key.String(), int32(clause)}]
	return polarity, known
}

// heard is how the clauses sound of the responses that speak of found themes in one that the edition
// that stands has no polarity of; nil for all others, whose polarities are taken over.
func (n *night) heard(ctx context.Context, mentions []models.Mention, responses []models.Response, a analysis) ([][]float32, error) {
	var at []int
	for _, m := range mentions {
		if _, known := n.carried.felt(responses[m.Response].Key(), m.Clause); !known && (len(at) == 0 || at[len(at)-1] != m.Response) {
			at = append(at, m.Response)
		}
	}
	if len(at) == 0 {
		return nil, nil
	}
	some := cutAt(responses, a.documents, at)
	a.documents = some.documents
	seen, err := look(ctx, n.carried.lenses, some.responses, a, nil, n.cfg.Workers)
	if err != nil {
		return nil, err
	}
	sounds := make([][]float32, len(responses))
	for k, i := range at {
		sounds[i] = seen.Sounds[k]
	}
	return sounds, nil
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
			m := r.Mention(index[r.ResponseKey])
			m.Theme = strings.Clone(m.Theme)
			seen.Mentions = append(seen.Mentions, m)
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
	return draftTable{edition.Tables, name, "", func() (tables.Outgoing, error) {
		table, err := tables.Read(c.edition.Path(edition.Tables, name+tables.Extension))
		return table.Outgoing(), err
	}}
}

// news are the tables of what is new, where the edition withholds the cuts that are
// withheld now: what is new follows from responses, their words and the cuts shown.
func (c *carried) news(scores *nps.Scores) (all []draftTable, ok bool, err error) {
	cuts, err := nps.NPS.Only("period_kind", "period", "dimension", "value", "suppressed").Read(c.edition.Path(edition.Tables))
	if err != nil || len(cuts) != len(scores.Cuts) {
		return nil, false, err
	}
	withheld := make(map[nps.CutKey]bool, len(cuts))
	for i := range cuts {
		withheld[cuts[i].CutKey] = cuts[i].Suppressed
	}
	for i := range scores.Cuts {
		if was, known := withheld[scores.Cuts[i].CutKey]; !known || was != scores.Cuts[i].Suppressed {
			return nil, false, nil
		}
	}
	return []draftTable{c.table(nps.NewsFound.Name()), c.table(nps.NewsExamples.Name())}, true, nil
}
