package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// key is the hash of what decides the tables: the program, what went in, and the
// theme model that came out, which the model of the night before has a part in. It
// is known before a table is written, so that every table can name it.
func (p *publication) key(model *themes.Model) string {
	m := p.manifest()
	text, err := json.Marshal([]any{m.Program, m.Inputs}) // sorts the keys of maps
	if err != nil {
		panic("pipeline: a manifest that is no JSON: " + err.Error())
	}
	sum := sha256.New()
	sum.Write(text)
	hashModel(sum, model)
	return hex.EncodeToString(sum.Sum(nil))
}

func hashModel(sum hash.Hash, model *themes.Model) {
	if model == nil {
		return
	}
	hashModel(sum, model.Base())
	of, terms := model.Rows()
	var text []byte
	for _, t := range of {
		text = append(append(text, t.ID...), 0)
		text = append(append(text, t.Name...), 0)
		text = binary.LittleEndian.AppendUint32(text, math.Float32bits(t.Weight))
	}
	for _, t := range terms {
		text = append(append(text, t.Theme...), 0)
		text = append(append(text, t.Term...), 0)
		text = binary.LittleEndian.AppendUint32(text, math.Float32bits(t.Log))
	}
	sum.Write(text)
}

// stamp is what every table of the edition says of it.
func stamp(key string, responses []models.Response) tables.Stamp {
	_, last := bi.Span(responses)
	return tables.Stamp{Edition: edition.Mark(key), AsOf: last.String()}
}

// biTables are the tables that the others join.
func (n *night) biTables(made *results, s tables.Stamp) []draftTable {
	responses, k := made.responses, n.cfg.Figures.SmallGroup
	return []draftTable{
		of(edition.Tables, bi.Edition, func() []bi.EditionRow {
			return bi.EditionRows(responses, s, Version(), k)
		}),
		of(edition.Tables, bi.Calendar, func() []bi.CalendarRow { return bi.CalendarRows(responses) }),
		of(edition.Tables, bi.Classes, bi.ClassRows),
		of(edition.Tables, bi.Touchpoints, func() []bi.TouchpointRow { return bi.TouchpointRows(responses, k) }),
		of(edition.Tables, bi.Stages, func() []bi.StageRow { return bi.StageRows(responses, n.cfg.stages(), k) }),
		of(edition.Tables, bi.Units, func() []bi.UnitRow { return bi.UnitRows(responses, k) }),
		of(edition.Tables, bi.Segments, func() []bi.SegmentRow { return segmentRows(made.figures.open, k) }),
		of(edition.Tables, bi.Dictionary, func() []bi.DictionaryRow { return bi.DictionaryRows(Tables, responses) }),
	}
}

// segmentRows are those of the segments that figures are cut by.
func segmentRows(responses []models.Response, k int) []bi.SegmentRow {
	cuts := map[string]bool{}
	return slices.DeleteFunc(bi.SegmentRows(responses, k), func(r bi.SegmentRow) bool {
		cut, known := cuts[r.Segment]
		if !known {
			cut = nps.TellsApart(responses, r.Segment)
			cuts[r.Segment] = cut
		}
		return !cut
	})
}

// Meaning is what a table or a column is, in lang, by what it says of itself in English.
func Meaning(lang messages.Lang, english string) string {
	if lang == messages.Danish {
		return bi.InDanish(english)
	}
	return english
}

// themeRows are the rows of the themes and that of what none of them covers: themes that
// count as not mentioned cover nothing.
func themeRows(made *results) []themes.ThemeRow {
	withheld, few := made.figures.withheld, made.figures.few
	said := make([]map[int32]bool, len(made.responses)) // clauses of each response that speak of a discovered theme
	for _, m := range counting(discovered(made.found.Mentions), few) {
		if said[m.Response] == nil {
			said[m.Response] = map[int32]bool{}
		}
		said[m.Response][int32(m.Clause)] = true
	}
	responses, clauses, commented := 0, 0, 0
	for i := range made.responses {
		if !made.responses[i].Commented() || made.responses[i].Kind == models.Employees {
			continue
		}
		commented++
		clauses += len(made.language.documents[i].Clauses) - len(said[i])
		if len(said[i]) == 0 {
			responses++
		}
	}
	found := made.found
	found.Themes = made.counting(few)
	return append(found.themeRows(withheld), themes.WithoutTheme(responses, clauses, commented, withheld[models.NoTheme]))
}

// counting are the themes, those that were found counted without some.
func (made *results) counting(without map[string]bool) []models.Theme {
	all := made.found.Themes
	if !slices.ContainsFunc(all, func(t models.Theme) bool { return t.Lens == "" && without[t.ID] }) {
		return all
	}
	again := made.found.Without(without, themes.Input{Responses: made.responses, Documents: made.language.documents})
	all = slices.Clone(all)
	for i := range all {
		if all[i].Lens == "" {
			all[i] = again[i]
		}
	}
	return all
}

// tabled are the tables in the folder of tables: all but those of the model.
func tabled() []tables.Described {
	return slices.DeleteFunc(slices.Clone(Tables), func(d tables.Described) bool {
		return strings.HasPrefix(d.Describe().Name, themes.ThemeModel.Name())
	})
}

// writeBI writes what BI tools get beside the tables.
func writeBI(draft *edition.Draft, responses []models.Response, parted map[string]bool) error {
	for _, f := range bi.Files(tabled(), responses, parted) {
		if err := draft.Write(f.Path, func(w io.Writer) error { _, err := io.WriteString(w, f.Text); return err }); err != nil {
			return err
		}
	}
	return nil
}

// biPaths are the files of writeBI and the folders that they are in: who reads the
// open tables reads them.
func biPaths(responses []models.Response) []string {
	var paths []string
	for _, f := range bi.Files(tabled(), responses, nil) {
		for path := f.Path; path != "."; path = filepath.ToSlash(filepath.Dir(path)) {
			paths = append(paths, path)
		}
	}
	return paths
}

// stages are the rows of the journey's stages, in its order.
func (cfg *Config) stages() []bi.StageRow {
	rows := make([]bi.StageRow, len(cfg.Journey))
	for i := range cfg.Journey {
		s := &cfg.Journey[i]
		rows[i] = bi.StageRow{Stage: s.Shown(), ID: s.ID, Position: tables.IntOf(i + 1)}
	}
	return rows
}
