package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// find finds the themes, starting from those of the night before, replays the
// analysts' edits and reads the comments by lenses. It returns the hash of the word vectors' file, too, "" for
// none.
func (n *night) find(ctx context.Context, responses []models.Response, a analysis, previous predecessor, hand books) (found finding, vectors string, err error) {
	err = n.stage(ctx, StageThemes, func() ([]any, error) {
		how := n.cfg.themes()
		if how.Vectors, vectors, err = wordVectors(n.cfg.Themes.Vectors, responses, a); err != nil {
			return nil, err
		}
		read := func(feeling func(models.Clause) float64) (lens.Result, error) {
			return look(ctx, hand.lenses, responses, a, feeling, n.cfg.Workers)
		}
		if n.cfg.Themes.EditsOnly && !n.cfg.Themes.whole {
			if n.carried, err = carry(n.cfg, responses, inputs{a.dictionary, vectors, hashOfLenses(hand.lenses)}); err != nil {
				return nil, err
			}
			previous.felt, n.carried.lenses = n.carried.felt, hand.lenses
			read = func(func(models.Clause) float64) (lens.Result, error) { return n.carried.seen, nil }
		}
		found, err = n.themesAndEntries(ctx, responses, a, previous, hand, how, read)
		facts := []any{"themes", len(found.Themes) - len(found.seen.Themes), "clauses", found.Remainder.Clauses, "without_theme", found.Remainder.Without,
			"edits", len(hand.Edits), "lapsed", len(found.Lapses)}
		if n.carried != nil {
			return facts, err
		}
		return append(facts, "entries", len(found.seen.Themes), "lens_mentions", len(found.seen.Mentions)), err
	})
	return found, vectors, err
}

// themesAndEntries finds the themes, whose names may be those of entries that cover
// them, and puts behind them what read gives of lenses.
func (n *night) themesAndEntries(ctx context.Context, responses []models.Response, a analysis, previous predecessor, hand books, how themes.Config,
	read func(feeling func(models.Clause) float64) (lens.Result, error)) (found finding, err error) {
	known := false
	topics := func(feeling func(models.Clause) float64) ([]themes.Topic, error) {
		known = true
		found.seen, err = read(feeling)
		return topicsOf(found.seen), err
	}
	if found.Result, err = findThemes(ctx, responses, a, previous, handed{hand.Book, hand.planned, topics}, how); err != nil {
		return finding{}, err
	}
	if !known { // too few comments for themes
		if found.seen, err = read(found.Feeling); err != nil {
			return finding{}, err
		}
	}
	if n.carried != nil {
		if found.seen.Sounds, err = n.heard(ctx, found.Mentions, responses, a); err != nil {
			return finding{}, err
		}
	}
	behind(&found.Result, found.seen)
	found.overlaps = n.overlaps(responses, found.Mentions)
	return found, nil
}

// letGo closes what was taken over from.
func (n *night) letGo() {
	if n.carried != nil {
		n.carried.edition.Close()
	}
}

// overlaps counts what themes and entries share of what customers write.
func (n *night) overlaps(responses []models.Response, mentions []models.Mention) []lens.OverlapRow {
	ofCustomers := slices.DeleteFunc(slices.Clone(mentions), func(m models.Mention) bool { return responses[m.Response].Kind == models.Employees })
	return lens.OverlapRows(ofCustomers, n.cfg.Figures.SmallGroup)
}

// A predecessor is what a night takes over from the one before.
type predecessor struct {
	model  *themes.Model           // nil for none
	events []themes.Event          // what happened to the themes until then
	choice []themes.ThemeChoiceRow // how the number of its themes was chosen
	hash   string                  // of the model, "" for none
	given  []int                   // numbers of next themes, as runs knew them
	notes  []source.Note           // editions that could not be taken over from
	felt   func(models.Key, int) (float64, bool)
	by     madeBy
	found  int // themes that were found, not of lenses
}

// themeLenses is what of the themes before is counted.
var themeLenses = themes.Themes.Only("theme_id", "lens")

// previous reads what the night takes over from the edition that stands. Where
// that was made before something was erased from book, words that language no longer
// holds leave the model, and moves of what was erased the history. A nil book has
// erased nothing.
func (n *night) previous(book *ledger.Ledger, responses []models.Response, language analysis) (p predecessor, err error) {
	ed, passed, err := edition.Whole(n.cfg.Data)
	if err != nil {
		return predecessor{}, err
	}
	p.notes, p.given = passedNotes(passed, ed), numbered(n.cfg.Data)
	if ed, err = withModel(n.cfg.Data, ed, len(passed) > 0); err != nil || ed == nil {
		return p, err
	}
	if ed, err = n.backTo(ed, responses); err != nil {
		return predecessor{}, err
	}
	defer ed.Close()
	p.by = madeByOf(ed)
	if err := themeLenses.Each(ed.Path(edition.Tables), func(r *themes.ThemeRow) {
		if r.Lens == "" {
			p.found++
		}
	}); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return predecessor{}, err
	}
	// An edition of an earlier version of the program may lack a table.
	if p.events, err = themes.ReadEvents(ed.Path(edition.Tables)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return predecessor{}, err
	}
	if p.choice, err = themes.ThemeChoices.Read(ed.Path(edition.Tables)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return predecessor{}, err
	}
	erased := book != nil && ed.Manifest.Counts[countGeneration] < book.ErasedAt()
	if erased {
		gone, err := vanishedFrom(ed, book, nil)
		if err != nil {
			return predecessor{}, err
		}
		p.events = slices.DeleteFunc(p.events, func(e themes.Event) bool { return gone.keys[codebook.Moved(e.Detail)] })
	}
	if book != nil {
		renameEvents(p.events, book.Names())
	}
	p.model, err = themes.ReadModel(ed.Path(edition.Model))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil // too few comments for themes until now
	}
	if !n.cfg.Themes.Fresh {
		p.hash = hashOf(ed.Manifest.Files, edition.Model)
	}
	if err == nil && erased {
		p.model, err = without(p.model, language.documents)
	}
	return p, err
}

// withModel is the newest edition of which all is whole that a night takes over, where the newest one is damaged
// elsewhere; else ed, nil for none. What the themes are is in the model, and not in what has been measured.
func withModel(data string, ed *edition.Edition, damaged bool) (*edition.Edition, error) {
	if !damaged {
		return ed, nil
	}
	newer, err := edition.WholeIn(data, edition.Model+"/", edition.Tables+"/")
	if err != nil || newer == nil || ed != nil && newer.ID <= ed.ID {
		if newer != nil {
			newer.Close()
		}
		return ed, err
	}
	if ed != nil {
		ed.Close()
	}
	return newer, nil
}

// bornOf is how many responses must say a term in a month or week for a theme to be
// born of it, the fewest of which news is told by default.
const bornOf = 5

// hashOf is the hash of the files of one folder of an edition.
func hashOf(files []edition.File, folder string) string {
	sum := sha256.New()
	for _, f := range files {
		if strings.HasPrefix(f.Path, folder+"/") {
			fmt.Fprintf(sum, "%s %s\n", f.SHA256, f.Path)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// themes is what the configuration says of finding themes.
func (cfg *Config) themes() themes.Config {
	return themes.Config{
		Themes: cfg.Themes.Number, MinProbability: cfg.Themes.MinProbability, Seed: cfg.Themes.Seed, Workers: cfg.Workers,
		Fresh: cfg.Themes.Fresh, Refit: cfg.Themes.Refit, AssignOnly: cfg.Themes.AssignOnly, EditsOnly: cfg.Themes.EditsOnly, RefitAfter: cfg.Themes.RefitAfter,
	}
}

// themesInput is what themes are found in, and what is said beyond its past, of which
// they are born; the words of the codebook are read as Danish comments are.
func themesInput(responses []models.Response, documents []models.Document, a analysis, previous predecessor, edits codebook.Book) themes.Input {
	return themes.Input{
		Responses: responses, Documents: documents, Previous: previous.model, History: previous.events, Book: edits, Felt: previous.felt, Given: previous.given,
		Rising: func() (all []themes.Rising) {
			for _, r := range nps.Risings(responses, said(responses, documents, nps.FewestSaid(bornOf)), bornOf) {
				all = append(all, themes.Rising(r))
			}
			return all
		},
		Terms: func(text string) (terms []models.Term) {
			for _, c := range a.analyser.Document(text, models.Danish).Clauses {
				terms = append(terms, c.Terms...)
			}
			return terms
		},
	}
}
