package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// books are what analysts have written down before a night: their edits of the
// themes, and the lenses.
type books struct {
	codebook.Book
	written []byte // the text of the edits
	lenses  []*lens.Lens
	planned []string // themes that plans are about
}

// readBooks reads them.
func (cfg *Config) readBooks() (b books, err error) {
	if b.Book, b.written, err = codebook.ReadText(cfg.EditsPath()); err != nil {
		return books{}, err
	}
	b.lenses, err = cfg.ReadLenses()
	return b, err
}

// A finding is what a night finds in the comments: themes, with the entries of
// lenses behind them, and what only lenses read.
type finding struct {
	themes.Result
	seen     lens.Result
	overlaps []lens.OverlapRow // of themes and entries
}

// ids are those of all themes.
func (f finding) ids() (ids []string) {
	for i := range f.Themes {
		ids = append(ids, f.Themes[i].ID)
	}
	return ids
}

// LensFolder is where the analysts' own lenses lie.
func (cfg *Config) LensFolder() string {
	return cmp.Or(cfg.Lenses.Folder, filepath.Join(cfg.Data, "lenses"))
}

// ReadLenses reads the lenses that a night reads comments by.
func (cfg *Config) ReadLenses() ([]*lens.Lens, error) {
	own, err := lens.ReadDir(cfg.LensFolder())
	if err != nil {
		return nil, err
	}
	return lens.Choose(cfg.Lenses.Use, own)
}

// hashOfLenses is the same for lenses that say the same.
func hashOfLenses(all []*lens.Lens) string {
	text, err := json.Marshal(all)
	if err != nil {
		panic("pipeline: lenses that are no JSON: " + err.Error())
	}
	sum := sha256.Sum256(append(text, lens.Taught()...))
	return hex.EncodeToString(sum[:])
}

// look reads the comments by lenses. feeling may be nil.
func look(ctx context.Context, lenses []*lens.Lens, responses []models.Response, a analysis, feeling func(models.Clause) float64, workers int) (lens.Result, error) {
	return lens.Compile(lenses, a.analyser).Apply(ctx, lens.Input{Responses: responses, Documents: a.documents, Feeling: feeling, Workers: workers})
}

// topics reads the comments by lenses of topics, see themes.Input.
type topics func(feeling func(models.Clause) float64) ([]themes.Topic, error)

// handed is what themes are found with beside the comments.
type handed struct {
	codebook.Book
	planned []string // themes that plans are about
	topics  topics
}

// topicsOf are the entries of lenses of topics with the clauses that they match.
func topicsOf(seen lens.Result) (all []themes.Topic) {
	at := map[string]int{}
	for i := range seen.Themes {
		if t := &seen.Themes[i]; lens.IsTopics(models.LensOf(t.ID)) {
			at[t.ID] = len(all)
			all = append(all, themes.Topic{ID: t.ID, Name: t.Name})
		}
	}
	for _, m := range seen.Mentions {
		if i, is := at[m.Theme]; is {
			all[i].Clauses = append(all[i].Clauses, themes.Place{Response: m.Response, Clause: m.Clause})
		}
	}
	return all
}

// behind puts what lenses read behind what was found: entries after themes, and in
// a clause mentions of entries after those of themes. Of found themes too words say first whether they are praised.
func behind(found *themes.Result, seen lens.Result) {
	for i := range found.Mentions {
		m := &found.Mentions[i]
		if sounds := soundsOf(seen, m.Response); sounds != nil {
			m.Polarity = lens.Heard(float64(sounds[m.Clause]), m.Polarity)
		}
	}
	found.Themes = append(found.Themes, seen.Themes...)
	all := append(slices.Clone(found.Mentions), seen.Mentions...)
	slices.SortStableFunc(all, func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Clause, b.Clause))
	})
	found.Mentions = all
}

// soundsOf is how the clauses of a response sound; nil where they were not read.
func soundsOf(seen lens.Result, response int) []float32 {
	if response < len(seen.Sounds) {
		return seen.Sounds[response]
	}
	return nil
}

// discovered are the mentions of themes that were found, without those of lenses.
func discovered(mentions []models.Mention) []models.Mention {
	return slices.DeleteFunc(slices.Clone(mentions), func(m models.Mention) bool { return models.LensOf(m.Theme) != "" })
}

// themeRows are the rows of all themes, with what covers those that were found and
// the principle of each.
func (f *finding) themeRows(withheld map[string]bool) []themes.ThemeRow {
	rows, overlaps := themes.ThemeRows(f.Themes, withheld), f.shown(withheld)
	covering, principle := lens.Covering(overlaps, lens.IsTopics), lens.Belonging(overlaps, lens.IsPrinciples)
	topics, parent := false, map[string]bool{}
	for i := range rows {
		topics = topics || lens.IsTopics(rows[i].Lens)
		parent[rows[i].ParentID] = true
	}
	for i := range rows {
		r := &rows[i]
		r.Principle = principle[r.ThemeID].EntryID
		if topics && r.Lens == "" && !parent[r.ThemeID] && !withheld[r.ThemeID] {
			r.CoveredBy, r.Covered = covering[r.ThemeID].EntryID, covering[r.ThemeID].Share
		}
	}
	return rows
}

// shown are the overlaps of themes and entries that are not withheld.
func (f *finding) shown(withheld map[string]bool) []lens.OverlapRow {
	return slices.DeleteFunc(slices.Clone(f.overlaps), func(r lens.OverlapRow) bool { return withheld[r.ThemeID] || withheld[r.EntryID] })
}

// lensTables are the tables of what only lenses read.
func lensTables(responses []models.Response, found *finding, withheld map[string]bool, c *carried) []draftTable {
	overlaps := of(edition.Tables, lens.Overlaps, func() []lens.OverlapRow { return found.shown(withheld) })
	if c != nil {
		return []draftTable{overlaps, c.table(lens.DurationTable.Name()), c.table(lens.AmountTable.Name())}
	}
	seen := found.seen
	return []draftTable{
		overlaps,
		of(edition.Tables, lens.DurationTable, func() []lens.DurationRow { return lens.DurationRows(responses, seen.Times) }),
		of(edition.Tables, lens.AmountTable, func() []lens.AmountRow { return lens.AmountRows(responses, seen.Amounts) }),
	}
}
