package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// mcpCmd lets a program that speaks the Model Context Protocol read figures, over
// standard input and output.
type mcpCmd struct {
	Comments bool `help:"cli_mcp_comments"`
	place
}

// Run serves until its input ends or it is interrupted.
func (c *mcpCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	cfg.Figures.SmallGroup = max(cfg.Figures.SmallGroup, 2) // a group of one is never told
	s := &toolbox{cfg: cfg, comments: c.Comments, lang: t.lang}
	err = s.server().Run(t.ctx, &mcp.IOTransport{Reader: io.NopCloser(os.Stdin), Writer: kept{os.Stdout}})
	if t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	return err
}

// kept is a writer that is not closed with the session.
type kept struct{ io.Writer }

func (kept) Close() error { return nil }

// A toolbox answers the tools. It reads the edition that is current when it is
// asked, and changes nothing.
type toolbox struct {
	cfg      pipeline.Config
	comments bool // whether single comments may be told
	lang     messages.Lang
}

// server is the tools of the toolbox.
func (b *toolbox) server() *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "stemme", Version: pipeline.Version()}, nil)
	reads := &mcp.ToolAnnotations{ReadOnlyHint: true}
	tool := func(name string) *mcp.Tool {
		return &mcp.Tool{Name: name, Description: b.lang.Text(messages.Key("mcp_" + name)), Annotations: reads}
	}
	mcp.AddTool(s, tool("scores"), answer(b, "scores", b.scores))
	mcp.AddTool(s, tool("themes"), answer(b, "themes", b.themes))
	mcp.AddTool(s, tool("changes"), answer(b, "changes", b.changes))
	mcp.AddTool(s, tool("explain"), answer(b, "explain", b.explain))
	mcp.AddTool(s, tool("search"), answer(b, "search", b.search))
	return s
}

// A told is the answer of a tool: which edition it is of, and rows under the names
// of the edition's tables.
type told struct {
	Edition string           `json:"edition"`
	Total   int              `json:"total" jsonschema:"rows, or comments found"`
	Rows    []map[string]any `json:"rows"`
	Notes   []string         `json:"notes,omitempty"`

	object string // what the audit says it was of
	single int    // single comments in it
}

// answer is a tool's handler: it opens the edition, asks, and puts the call into
// the audit before anything is told. Faults are told in the user's language; they
// hold no comment text.
func answer[In any](b *toolbox, name string, ask func(context.Context, *edition.Edition, In) (told, error)) mcp.ToolHandlerFor[In, told] {
	return func(ctx context.Context, _ *mcp.CallToolRequest, in In) (*mcp.CallToolResult, told, error) {
		ed, err := edition.Open(b.cfg.Data, edition.Current)
		if err != nil {
			return nil, told{}, fmt.Errorf("%s", b.lang.Error(err))
		}
		defer ed.Close()
		out, err := ask(ctx, ed, in)
		if fault := pipeline.Audit(b.cfg.Data, pipeline.AuditEntry{User: userName(), Action: "mcp " + name, Edition: ed.ID, Object: out.object, Rows: out.single}); fault != nil {
			err = fault
		}
		if err != nil {
			return nil, told{}, fmt.Errorf("%s", b.lang.Error(err))
		}
		if out.Edition = ed.ID; out.Rows == nil {
			out.Rows = []map[string]any{}
		}
		return nil, out, nil
	}
}

// mostTold is how many rows a tool tells.
const mostTold = 200

// rowsOf are the rows of an open table that match wants.
func rowsOf(ed *edition.Edition, table string, wants func(map[string]any) bool) (out told, err error) {
	out.object = table
	t, err := tables.Read(ed.Path(edition.Tables, table+tables.Extension))
	if err != nil {
		return out, err
	}
	var lines bytes.Buffer
	if err := tables.WriteJSONLines(&lines, t); err != nil {
		return out, err
	}
	for line := range bytes.Lines(lines.Bytes()) {
		row := map[string]any{}
		if err := json.Unmarshal(line, &row); err != nil {
			return out, err
		}
		if !wants(row) {
			continue
		}
		if out.Total++; len(out.Rows) < mostTold {
			out.Rows = append(out.Rows, row)
		}
	}
	return out, nil
}

// is says whether a cell holds the text, where one is asked for; a cell that is
// NULL holds "".
func is(row map[string]any, column, text string) bool {
	value, _ := row[column].(string)
	return text == "" || value == text
}

type scoresAsk struct {
	Dimension  string `json:"dimension,omitempty" jsonschema:"all (default), touchpoint, stage, unit or a segment's name"`
	Value      string `json:"value,omitempty" jsonschema:"one value of the dimension"`
	PeriodKind string `json:"period_kind,omitempty" jsonschema:"all (default), month, quarter or year"`
	Period     string `json:"period,omitempty" jsonschema:"such as 2026-03, 2026-Q1 or 2026"`
}

func (b *toolbox) scores(_ context.Context, ed *edition.Edition, in scoresAsk) (told, error) {
	in.Dimension, in.PeriodKind = orAll(in.Dimension), orAll(in.PeriodKind)
	return rowsOf(ed, "nps", func(r map[string]any) bool {
		return is(r, "dimension", in.Dimension) && is(r, "value", in.Value) && is(r, "period_kind", in.PeriodKind) && is(r, "period", in.Period)
	})
}

func orAll(word string) string {
	if word == "" {
		return "all"
	}
	return word
}

type themesAsk struct {
	Lens string `json:"lens,omitempty" jsonschema:"a lens, to have its entries instead of the themes that were found"`
}

// themes are the themes with what they do to the score, of all responses.
func (b *toolbox) themes(_ context.Context, ed *edition.Edition, in themesAsk) (told, error) {
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	if err != nil {
		return told{}, err
	}
	if b.lang == messages.English {
		rows = themes.InEnglish(rows)
	}
	byID := map[string]*themes.ThemeRow{}
	for i := range rows {
		byID[rows[i].ThemeID] = &rows[i]
	}
	out, err := rowsOf(ed, "theme_nps", func(r map[string]any) bool {
		lens, _ := r["lens"].(string)
		return is(r, "period_kind", "all") && is(r, "dimension", "all") && lens == in.Lens
	})
	for _, row := range out.Rows {
		id, _ := row["theme_id"].(string)
		if t := byID[id]; t != nil {
			row["name"], row["state"], row["words"] = t.Name, t.State, t.Words
		}
	}
	return out, err
}

type changesAsk struct {
	PeriodKind string `json:"period_kind,omitempty" jsonschema:"month, quarter (default) or year"`
	To         string `json:"to_period,omitempty" jsonschema:"the later period, such as 2026-Q3; without it all that lead"`
}

func (b *toolbox) changes(_ context.Context, ed *edition.Edition, in changesAsk) (told, error) {
	if in.PeriodKind == "" {
		in.PeriodKind = "quarter"
	}
	return rowsOf(ed, "changes", func(r map[string]any) bool {
		lead, _ := r["lead"].(bool)
		return lead && r["lens"] == nil && is(r, "dimension", "all") && is(r, "period_kind", in.PeriodKind) && is(r, "to_period", in.To)
	})
}

type explainAsk struct {
	Table string            `json:"table" jsonschema:"a table of figures: nps, theme_nps, causes, drivers, changes"`
	Key   map[string]string `json:"key" jsonschema:"columns and their values that together point at one row"`
}

// explain tells a figure, its rule and whether it came out the same when it was
// computed again. The responses behind it are told one by one only where single
// comments may be.
func (b *toolbox) explain(_ context.Context, ed *edition.Edition, in explainAsk) (told, error) {
	path := ed.Path(edition.Tables, in.Table+tables.Extension)
	if names := tables.Names(ed.Path(edition.Tables)); !slices.Contains(names, in.Table) {
		return told{}, unknown("kind_table", in.Table, names)
	}
	if t, err := tables.Read(path); err != nil || t.Detail() {
		return told{object: in.Table}, errorsOr(err, messages.Errorf("export_detail", in.Table))
	}
	to := models.Everybody
	if b.comments {
		to = models.Analysts
	}
	e, err := pipeline.Explain(ed, b.cfg, to, in.Table, in.Key)
	if err != nil {
		return told{object: in.Table}, err
	}
	row := map[string]any{}
	for _, c := range e.Cells {
		row[c.Column] = c.Value
		if c.Number && c.Value != "" {
			row[c.Column] = json.Number(c.Value)
		}
	}
	out := told{Total: 1, Rows: []map[string]any{row}, Notes: []string{e.Rule}, object: in.Table}
	if len(e.Differs) > 0 {
		out.Notes = append(out.Notes, b.lang.Text("explain_differs", strings.Join(e.Differs, ", ")))
	}
	if len(e.Open) > 0 {
		t := &terminal{lang: b.lang}
		out.Notes = append(out.Notes, b.lang.Text("explain_open", t.openly(&e)))
	}
	if said := aloneSaid(e.Alone); said != "" {
		out.Notes = append(out.Notes, b.lang.Text(said))
	}
	for i := range e.Responses {
		if r := &e.Responses[i]; b.comments && i < mostComments {
			out.Rows = append(out.Rows, map[string]any{"response_key": r.ResponseKey, "score": r.Score, "comment": r.Comment})
			out.single++
		}
	}
	return out, nil
}

func errorsOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// mostComments is how many single comments a call tells.
const mostComments = 20

type searchAsk struct {
	Query string `json:"query" jsonschema:"words; with --comments as stemme search reads them"`
	By    string `json:"by,omitempty" jsonschema:"touchpoint, stage, unit or a segment (segment:NAME); with --comments class, theme and month too"`
}

// search finds comments, or, where single comments may not be told, what the open
// tables say of words.
func (b *toolbox) search(ctx context.Context, ed *edition.Edition, in searchAsk) (told, error) {
	if !b.comments {
		return b.published(ed, in)
	}
	ix, err := index.Open(ed.Path(edition.Index))
	if err != nil {
		return told{}, unopened(err)
	}
	defer ix.Close()
	req := index.Request{Query: in.Query, Size: mostComments, MinGroup: b.cfg.Figures.SmallGroup,
		Filter: index.Filter{First: models.NoDay, Last: models.NoDay}}
	if in.By != "" {
		req.Facets = []string{in.By}
		if err := knownFacets(ix, req.Facets); err != nil {
			return told{}, err
		}
	}
	res, err := ix.Search(ctx, req)
	if err != nil {
		return told{}, queryFault(err)
	}
	out := told{Total: res.Total, object: in.By}
	for _, f := range res.Facets {
		if f.Withheld > 0 {
			out.Notes = append(out.Notes, b.lang.Text("search_withheld", f.Withheld))
		}
		for _, v := range f.Values {
			if n := v.Total(); n > 0 {
				out.Rows = append(out.Rows, map[string]any{f.Name: v.Value, "comments": n})
			}
		}
	}
	for _, h := range res.Hits {
		out.Rows = append(out.Rows, map[string]any{"response_key": h.Key.String(), "score": h.Score, "nps_class": h.Class.String(),
			"responded_on": h.Day.String(), "touchpoint": h.Touchpoint, "themes": h.Themes, "comment": h.Comment})
		out.single++
	}
	return out, nil
}
