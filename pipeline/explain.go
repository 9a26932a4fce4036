package pipeline

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// An Explanation is one figure with the rule it follows and the responses
// behind it.
type Explanation struct {
	Table      string
	Edition    string               // that the figure is of
	Rule       string               // what a row of the table is
	Cells      []Cell               // of the row, in the table's order
	Differs    []string             // columns that come out otherwise when the table is computed again; none when all is well
	Open       []Cell               // cells that the open tables tell otherwise than those who may read the comments count; none for others
	Withheld   bool                 // the open tables do not show the row: it is counted for who may read the comments
	Kept       bool                 // the table cannot be computed again from what is published
	OtherSetup bool                 // the configuration is not the one that the edition was made with, which may be why
	Responses  []ledger.ResponseRow // behind the figure, in the order of their keys
	Alone      nps.Alone            // of a row that says what a class speaks of more: what is left of it with the rest held; "" of others
	Said       []int8               // of rows of promises, by response: 1 that it was kept, -1 broken, 0 neither; nil for others
}

// A Cell is one value of a row.
type Cell struct {
	Column, Value, Doc string
	Number             bool // Value is a number, written as 1234.5
}

// Explain explains one row of a table of figures. The key names columns and
// their values; what it leaves out is "all", or must be the only choice. Besides
// the columns it knows theme for theme_id, period for its kind too, and a
// dimension by its own name ("touchpoint": "Telefon").
//
// The table is computed again from the published responses and mentions, and the
// row compared to the last bit. A row that the open tables withhold is counted for
// analysts, and explained to nobody else. Errors are of type *messages.Error.
func Explain(ed *edition.Edition, cfg Config, to models.Audience, table string, key map[string]string) (Explanation, error) {
	published, err := tables.Read(ed.Path(edition.Tables, table+tables.Extension))
	if err != nil {
		return Explanation{}, messages.Wrap(err, "explain_table", table)
	}
	rows := tables.Text(published)
	if len(rows.Rows) == 0 {
		return Explanation{}, messages.Errorf("explain_empty", table, ed.ID)
	}
	asked := complete(rows, key)
	row, err := shownRow(rows, asked)
	if err != nil {
		if err = unfound(table, rows, asked, err); to.SeesAll("") && tellsMore(err) {
			return explainOwn(ed, cfg, table, asked, err)
		}
		return Explanation{}, err
	}
	survey, err := readSurvey(ed.Path(edition.Tables))
	if err != nil {
		return Explanation{}, err
	}
	survey.latest = cfg.Figures.LatestPerCustomer
	in, err := cfg.inputs()
	if err != nil {
		return Explanation{}, err
	}
	e := Explanation{Table: table, Edition: ed.ID, Rule: rows.Doc, OtherSetup: ed.Manifest.Inputs["config"] != cfg.identity(in)}
	e.Cells = cellsIn(published, rows, row)
	if table == nps.NewsFound.Name() { // of the comments' terms, which are not published
		e.Kept = true
		e.Responses, err = survey.saying(ed.Path(edition.Tables), cellsOf(rows, row))
		return e, err
	}
	plans, err := readPlans(&cfg)
	if err != nil {
		return Explanation{}, err
	}
	open := survey.gathered(cfg.Figures.SmallGroup) // of which the mentions stay that count in open figures
	if e.Differs, err = open.differing(cfg, table, rows, row, plans); errors.Is(err, errKept) {
		e.Kept = true
	} else if err != nil {
		return Explanation{}, err
	}
	analysts := to.SeesAll("")
	switch {
	case analysts && slices.Contains(ownTables, table):
		if err := survey.tellOwn(&e, cfg, rows, row, plans); err != nil {
			return Explanation{}, err
		}
	case analysts && slices.Contains(planTables, table): // who may read comments is told all that fit
		survey.evidence(&e, rows, row, plans)
	default:
		open.evidence(&e, rows, row, plans)
	}
	e.Alone, err = aloneOf(ed.Path(edition.Tables), table, cellsOf(rows, row))
	return e, err
}

// tellsMore says whether a row that is not shown can be one that the open tables leave out:
// not where a key fits several.
func tellsMore(err error) bool {
	var fault *messages.Error
	return errors.As(err, &fault) && slices.Contains([]messages.Key{"figure_withheld", "change_small", "explain_value", "row_none"}, fault.Key)
}

// shownRow is the place of the row that the open tables show under a key.
func shownRow(rows tables.TextTable, asked map[string]string) (int, error) {
	row, err := rows.Find(asked)
	if err != nil {
		return 0, cmp.Or(heldTogether(rows, asked), err)
	}
	if at := slices.Index(rows.Columns, "suppressed"); at >= 0 && rows.Rows[row][at] == "true" {
		return 0, messages.Errorf("figure_withheld")
	}
	return row, nil
}

// cellsIn are the cells of a row of a table, rows being its text.
func cellsIn(t tables.Table, rows tables.TextTable, row int) (cells []Cell) {
	for i, column := range rows.Columns {
		cells = append(cells, Cell{column, rows.Rows[row][i], rows.Docs[i], numeric(t, column)})
	}
	return cells
}

// errKept says that a table is not made of responses and mentions alone.
var errKept = errors.New("not computed again")

// heldTogether says of a theme without a row of its own in a change that the row of small
// parts holds it; nil where there is none.
func heldTogether(rows tables.TextTable, asked map[string]string) error {
	if asked["theme_id"] == "" || !slices.Contains(rows.Columns, "part") {
		return nil
	}
	var several *messages.Error
	if _, err := rows.Find(asked); errors.As(err, &several) && several.Key == "row_several" {
		return nil // it has rows of its own, to choose from
	}
	together := maps.Clone(asked)
	delete(together, "theme_id")
	together["part"] = nps.PartSmall
	if _, err := rows.Find(together); err != nil {
		return nil
	}
	return messages.Errorf("change_small", asked["theme_id"], nps.PartSmall)
}

// evidence lists the responses behind a row, and of a promise what each says of it.
func (s *survey) evidence(e *Explanation, rows tables.TextTable, row int, p plans) {
	cells := cellsOf(rows, row)
	id := cells["theme_id"]
	if in := s.planned(e.Table, cells, p); in != nil {
		for i := range s.responses {
			if in(i) {
				e.Responses = append(e.Responses, s.rows[i])
			}
		}
		return
	}
	of := s.behind(cells)
	for _, i := range of {
		e.Responses = append(e.Responses, s.rows[i])
	}
	if e.Table != nps.Promises.Name() {
		return
	}
	system := s.system(models.LensOf(id))
	for _, i := range of {
		e.Said = append(e.Said, system.Sign(i, id))
	}
}

// numeric says whether a column holds numbers.
func numeric(t tables.Table, column string) bool {
	at := t.Schema.FieldIndices(column)
	if len(at) != 1 {
		return false
	}
	switch t.Schema.Field(at[0]).Type.ID() {
	case arrow.FLOAT64, arrow.INT64, arrow.INT32:
		return true
	}
	return false
}

// alsoCalled are columns by what people call them.
var alsoCalled = map[string]string{"theme": "theme_id", "before": "from_period", "from": "from_period", "after": "to_period", "to": "to_period",
	"term": "phrase", "word": "phrase"}

// complete puts what the key leaves out into columns that the table has.
func complete(rows tables.TextTable, key map[string]string) map[string]string {
	full := map[string]string{}
	has := func(column string) bool { return slices.Contains(rows.Columns, column) }
	for name, value := range key {
		as := alsoCalled[name]
		if name == "period" && !has("period") && slices.Contains([]string{nps.KindMonth, nps.KindQuarter, nps.KindYear}, value) {
			as = "period_kind"
		} else if name == "period" { // of a change, the period that it led to
			as = "to_period"
		}
		switch {
		case has(name):
			full[name] = value
		case as != "" && has(as):
			full[as] = value
		default:
			full["dimension"], full["value"] = name, value
		}
	}
	setDefault := func(column, value string) { // where there is such a row
		at := slices.Index(rows.Columns, column)
		if _, given := full[column]; !given && at >= 0 && slices.ContainsFunc(rows.Rows, func(row []string) bool { return row[at] == value }) {
			full[column] = value
		}
	}
	for _, column := range []string{"period", "from_period", "to_period"} {
		if of, given := full[column]; given {
			full[column] = nps.PeriodNamed(of)
		}
		if kind, ok := nps.ParsePeriod(full[column]); ok && full[column] != "" {
			setDefault("period_kind", kind)
		}
	}
	if full["theme_id"] != "" {
		setDefault("mix_dimension", "") // a part that is a theme's is no mix
	}
	setDefault("lens", models.LensOf(full["theme_id"]))
	setDefault("dimension", nps.DimensionAll)
	if has("period") {
		setDefault("period_kind", nps.KindAll)
	}
	return full
}
