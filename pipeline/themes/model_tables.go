package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"math"

	"stemme/models"
	"stemme/pipeline/tables"
)

// The theme model on disk is two tables, in the folder model of an edition:
//
//	theme_model         a row per theme: id, parent, log_weight w, log_floor f, and what its name was made of
//	theme_model_base    the same of the model before seeds and splits, where it is kept; so with its terms
//	theme_model_terms   a row per theme and term that is likelier in it than f: log_probability p
//
// A clause with the terms t1 … tn falls to theme k in proportion to
// exp(w + p(t1) + … + p(tn)), where f stands for every p that has no row. Numbers
// are 32-bit floats, written as 64-bit ones, so that they come back exactly.

// A ThemeModelRow is what the theme model holds of one theme beside its terms.
// The model's numbers are of 32 bits and are kept exactly.
type ThemeModelRow struct {
	ThemeID    string        `table:"theme_id" doc:"the theme, see themes"`
	ParentID   string        `table:"parent_id,null,dict" doc:"the top theme it belongs to; NULL for none"`
	LogWeight  float64       `table:"log_weight" doc:"natural logarithm of how likely the theme is"`
	LogFloor   float64       `table:"log_floor" doc:"natural logarithm of the probability of a term that theme_model_terms does not list for the theme"`
	Separation float64       `table:"separation,null" doc:"as in themes"`
	Stability  float64       `table:"stability,null" doc:"as in themes"`
	Origin     models.Origin `table:"origin,dict" doc:"as in themes"`
	Remark     float64       `table:"log_remark,null" doc:"natural logarithm of how much likelier than a theme a remark is that no theme is about, the same for all themes; NULL where an earlier program made the model"`
	Wordy      bool          `table:"wordy" doc:"whether function words count, in all themes alike"`
	MadeBy     string        `table:"made_by,null" doc:"the seed or split of the codebook that made it; NULL for none"`
	Name       string        `table:"name,null" doc:"what it was called last, before edits; NULL for none"`
	NameKey    string        `table:"name_key,null" doc:"shape and terms of that name; NULL where it is only the theme's words"`
	TopName    string        `table:"parent_name,null" doc:"the same of its top theme"`
	TopNameKey string        `table:"parent_name_key,null" doc:"the same of its top theme"`
}

// ThemeModel has one row per theme of the theme model. It and ThemeModelTerms
// are kept in the folder of the model, not among the tables for BI tools.
var ThemeModel = tables.Define("theme_model", "theme", "What clauses are assigned to themes by, tonight and in the nights to come: a mixture of multinomials over terms.",
	tables.Key(func(r *ThemeModelRow) string { return r.ThemeID }))

// A ThemeModelTermRow is how likely a term is in a theme.
type ThemeModelTermRow struct {
	ThemeID        string  `table:"theme_id,dict" doc:"the theme, see theme_model"`
	Term           string  `table:"term,dict" doc:"the term as it is counted"`
	LogProbability float64 `table:"log_probability" doc:"natural logarithm of how likely the term is in the theme"`
}

// ThemeModelTerms has one row per theme and term of the theme model.
var ThemeModelTerms = tables.Define("theme_model_terms", "theme × term", "How likely each term is in each theme.",
	tables.By(tables.Key(func(r *ThemeModelTermRow) string { return r.ThemeID }), tables.Key(func(r *ThemeModelTermRow) string { return r.Term })))

// ThemeModelBase and ThemeModelBaseTerms are the model before any theme that it has was
// made by hand, from which those are made again when one of them is undone; they are
// there where the model knows it.
var (
	ThemeModelBase = tables.Define("theme_model_base", "theme", "The theme model as it was before the first of the seeds and splits that stand, which undoing them goes back to.",
		tables.Key(func(r *ThemeModelRow) string { return r.ThemeID }))
	ThemeModelBaseTerms = tables.Define("theme_model_base_terms", "theme × term", "How likely each term is in each theme of theme_model_base.",
		tables.By(tables.Key(func(r *ThemeModelTermRow) string { return r.ThemeID }), tables.Key(func(r *ThemeModelTermRow) string { return r.Term })))
)

// ThemeModelRows are the rows of a model's themes.
func ThemeModelRows(model []ModelTheme) []ThemeModelRow {
	rows := make([]ThemeModelRow, len(model))
	for i, t := range model {
		rows[i] = ThemeModelRow{t.ID, t.Parent, float64(t.Weight), float64(t.Floor), t.Separation, t.Stability, t.Origin, float64(t.Remark), t.Wordy, t.Made,
			t.Name, t.NameKey, t.TopName, t.TopNameKey}
	}
	return rows
}

// ThemeModelTermRows are the rows of a model's terms.
func ThemeModelTermRows(terms []ModelTerm) []ThemeModelTermRow {
	rows := make([]ThemeModelTermRow, len(terms))
	for i, t := range terms {
		rows[i] = ThemeModelTermRow{t.Theme, t.Term, float64(t.Log)}
	}
	return rows
}

// ReadModel reads the theme model in the folder dir; where there is none, the
// error satisfies errors.Is(err, fs.ErrNotExist).
func ReadModel(dir string) (*Model, error) {
	m, err := readModel(dir, ThemeModel, ThemeModelTerms)
	if err != nil {
		return nil, err
	}
	if m.base, err = readModel(dir, ThemeModelBase, ThemeModelBaseTerms); errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	return m, err
}

func readModel(dir string, of tables.Definition[ThemeModelRow], terms tables.Definition[ThemeModelTermRow]) (*Model, error) {
	priors, err := of.Read(dir)
	if err != nil {
		return nil, err
	}
	likely, err := terms.Read(dir)
	if err != nil {
		return nil, err
	}
	model := make([]ModelTheme, len(priors))
	for i, r := range priors {
		model[i] = ModelTheme{ID: r.ThemeID, Parent: r.ParentID, Weight: float32(r.LogWeight), Floor: float32(r.LogFloor),
			Separation: r.Separation, Stability: r.Stability, Origin: r.Origin, Remark: float32(known(r.Remark)), Wordy: r.Wordy, Made: r.MadeBy,
			Name: r.Name, NameKey: r.NameKey, TopName: r.TopName, TopNameKey: r.TopNameKey}
	}
	probable := make([]ModelTerm, len(likely))
	for i, r := range likely {
		probable[i] = ModelTerm{Theme: r.ThemeID, Term: r.Term, Log: float32(r.LogProbability)}
	}
	m, err := RowsModel(model, probable)
	if err != nil {
		return nil, fmt.Errorf("reading the theme model: %w", err)
	}
	return m, nil
}

// known is v, or 0 where it is not known.
func known(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
