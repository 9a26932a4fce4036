package pipeline

import (
	"context"
	"io"
	"maps"
	"slices"
	"sync"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// A draftTable is a table to be, or a part of one, and the folder of the edition it
// goes into.
type draftTable struct {
	folder string
	name   string
	part   string // "" for a table in one file
	make   func() (tables.Outgoing, error)
}

// of is a table in the folder of an edition, its rows made when asked for.
func of[T any](folder string, d tables.Definition[T], rows func() []T) draftTable {
	return draftTable{folder, d.Name(), "", func() (tables.Outgoing, error) { return d.Outgoing(rows()) }}
}

// tabulate writes every table of the night into the draft and counts its rows.
func (n *night) tabulate(ctx context.Context, draft *edition.Draft, made results, stamp tables.Stamp) (rows map[string]int64, err error) {
	err = n.stage(ctx, StageTabulate, func() ([]any, error) {
		all := slices.Concat(made.large(n.cfg.Tables.PartitionRows), made.tables(), lensTables(made.responses, &made.found, made.figures.withheld, n.carried), made.figures.tables, made.followed.tables(), n.biTables(&made, stamp))
		var open []string
		if rows, open, err = n.write(ctx, draft, all, stamp); n.cfg.Tables.Group != "" {
			draft.OpenTo(n.group, append(open, biPaths(made.responses)...))
		}
		if err == nil {
			err = writeBI(draft, made.responses, partedIn(all))
		}
		return []any{"tables", len(all), "mentions", len(made.found.Mentions)}, err
	})
	return rows, err
}

// tables are those of the responses and the themes.
func (made *results) tables() []draftTable {
	responses, found := made.responses, made.found
	all := []draftTable{
		of(edition.Tables, source.SourceReadings, func() []source.ReadingRow { return made.readings }),
		of(edition.Tables, themes.Themes, func() []themes.ThemeRow { return themeRows(made) }),
		of(edition.Tables, themes.ThemeTerms, func() []themes.ThemeTermRow { return themes.ThemeTermRows(found.Themes) }),
		of(edition.Tables, themes.ThemeExamples, func() []themes.ThemeExampleRow { return examples(responses, found) }),
		of(edition.Tables, themes.ThemeChoices, func() []themes.ThemeChoiceRow { return choices(found, made.previous) }),
		of(edition.Tables, themes.ThemeEvents, func() []themes.ThemeEventRow { return themes.ThemeEventRows(found.Events) }),
	}
	if found.Model != nil {
		all = append(all, modelTables(found.Model, themes.ThemeModel, themes.ThemeModelTerms)...)
		if base := found.Model.Base(); base != nil {
			all = append(all, modelTables(base, themes.ThemeModelBase, themes.ThemeModelBaseTerms)...)
		}
	}
	return all
}

// large are the responses and the mentions, each parted by year where it has more rows
// than most; 0 parts none. Mentions are made while they are written, part after part.
func (made *results) large(most int) []draftTable {
	years := map[string]bool{}
	for i := range made.responses {
		years[tables.PartOf(made.responses[i].Day)] = true
	}
	parts := func(rows int) []string {
		if most == 0 || rows <= most {
			return []string{""}
		}
		return slices.Sorted(maps.Keys(years))
	}
	responses := sync.OnceValues(func() (map[string]tables.Outgoing, error) {
		rows := ledger.ResponseRows(made.responses, made.language.documents, discovered(made.found.Mentions), made.found.Primary)
		return ledger.Responses.Parts(rows, func(r *ledger.ResponseRow) string {
			if len(parts(len(rows))) == 1 {
				return ""
			}
			return tables.PartOf(r.RespondedOn)
		})
	})
	var all []draftTable
	for _, part := range parts(len(made.responses)) {
		all = append(all, draftTable{edition.Tables, ledger.Responses.Name(), part, func() (tables.Outgoing, error) {
			made, err := responses()
			return made[part], err
		}})
	}
	for _, part := range parts(len(made.found.Mentions)) {
		all = append(all, draftTable{edition.Tables, themes.Mentions.Name(), part, func() (tables.Outgoing, error) {
			in := func(i int) bool { return part == "" || tables.PartOf(made.responses[i].Day) == part }
			return themes.Mentions.Stream(themes.EachMention(made.responses, made.language.documents, made.found.Mentions, in)), nil
		}})
	}
	return all
}

// partedIn are the names of the tables of which there are parts.
func partedIn(all []draftTable) map[string]bool {
	parted := map[string]bool{}
	for _, d := range all {
		parted[d.name] = parted[d.name] || d.part != ""
	}
	return parted
}

// modelTables are the tables of a theme model.
func modelTables(m *themes.Model, model tables.Definition[themes.ThemeModelRow], likely tables.Definition[themes.ThemeModelTermRow]) []draftTable {
	theme, terms := m.Rows()
	return []draftTable{
		of(edition.Model, model, func() []themes.ThemeModelRow { return themes.ThemeModelRows(theme) }),
		of(edition.Model, likely, func() []themes.ThemeModelTermRow { return themes.ThemeModelTermRows(terms) }),
	}
}

// examples are the rows of the comments that are typical of each theme.
func examples(responses []models.Response, found finding) []themes.ThemeExampleRow {
	var rows []themes.ThemeExampleRow
	for i, typical := range found.Typical {
		for j, e := range typical {
			rows = append(rows, themes.ThemeExampleRow{
				ThemeID: found.Themes[i].ID, Rank: int32(j + 1), NPSClass: e.Class,
				ResponseKey: responses[e.Response].Key().String(), Clause: int32(e.Clause), Centrality: e.Centrality,
			})
		}
	}
	return rows
}

// choices are the rows of the numbers of themes that were tried: tonight, or
// when the model that is still in use was found.
func choices(found finding, previous predecessor) []themes.ThemeChoiceRow {
	if found.Choice == nil && !slices.ContainsFunc(found.Events[found.Told:], chosen) {
		return previous.choice
	}
	rows := make([]themes.ThemeChoiceRow, len(found.Choice))
	for i, c := range found.Choice {
		rows[i] = themes.ThemeChoiceRow{Themes: int32(c.Themes), Stability: c.Stability, Coherence: c.Coherence,
			Score: c.Score, Chosen: c.Chosen}
	}
	return rows
}

// chosen says whether e is a fit that had its number of themes given or chosen.
func chosen(e themes.Event) bool {
	return e.What == themes.Fitted && (e.Detail == string(themes.First) || e.Detail == string(themes.Anew) || e.Detail == string(themes.Number))
}

// write makes tables and writes them, several at a time. It counts their rows and
// lists the paths of those that are open.
func (n *night) write(ctx context.Context, draft *edition.Draft, all []draftTable, stamp tables.Stamp) (rows map[string]int64, open []string, err error) {
	counts := make([]int64, len(all))
	names := make([]string, len(all))
	paths := make([]string, len(all)) // of open tables
	g, ctx := parallel.WithContext(ctx)
	g.SetLimit(n.cfg.Workers)
	for i, d := range all {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			table, err := d.make()
			if err != nil {
				return err
			}
			table.Snappy = n.cfg.Tables.snappy()
			names[i] = d.name
			path := d.folder + "/" + tables.FileOf(d.name, d.part)
			if d.folder == edition.Tables && !table.Detail() {
				paths[i] = path
			}
			return draft.Write(path, func(w io.Writer) (err error) {
				counts[i], err = table.Stamped(stamp).Write(w)
				return err
			})
		})
	}
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	rows = make(map[string]int64, len(all))
	for i, name := range names {
		rows[name] += counts[i]
	}
	return rows, slices.DeleteFunc(paths, func(p string) bool { return p == "" }), nil
}
