package source

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/messages"
)

// chunk is after how many rows the context is asked.
const chunk = 1024

// A harvest is what the rows of one file became.
type harvest struct {
	responses []models.Response
	rows      []int // of the responses, as Reject.Row
	rejects   []Reject
	rejected  int // rows among them
	cells     int // cells among them
	later     int // rows that a later one with the same id stands in for
}

// responses turns the rows of t into responses and rejects: as many responses,
// rows rejected and rows that a later one stands in for as there are rows.
func (p *plan) responses(ctx context.Context, t *table) (harvest, error) {
	h := harvest{responses: make([]models.Response, 0, len(t.rows)), rows: make([]int, 0, len(t.rows))}
	units := p.units()
	faults := make([]fault, len(p.columns))
	for i, row := range t.rows {
		if i%chunk == 0 && ctx.Err() != nil {
			return harvest{}, ctx.Err()
		}
		place := Reject{File: p.file, Row: i + 1, Line: row.line}
		if row.fault != nil {
			place.Kind, place.Reason = RejectRow, *row.fault
			h.rejects = append(h.rejects, place)
			h.rejected++
			continue
		}
		if row.cut != nil {
			h.rejects = append(h.rejects, p.cuts(row, place)...)
		}
		r, bad := p.response(row, units, faults)
		for _, cell := range bad {
			cell.File, cell.Row, cell.Line, cell.Kind = p.file, i+1, row.line, RejectCell
			h.rejects = append(h.rejects, cell)
		}
		h.cells += len(bad)
		h.responses, h.rows = append(h.responses, r), append(h.rows, i+1)
	}
	if err := p.unreadable(faults); err != nil {
		return harvest{}, err
	}
	p.settleIDs(&h, t)
	p.keepCustomers(h.responses)
	if n := silent(h.responses); p.first(roleScore) != nil && n >= leastSilent && float64(n) >= mostSilent*float64(len(h.responses)) {
		p.notes = append(p.notes, note("source_silent", n))
	}
	return h, nil
}

// From so many rows that say nothing on, and from such a share of all, it is told:
// they may be invitations, or what a system counted. Chosen by eye.
const (
	leastSilent = 3
	mostSilent  = 0.1
)

func scored(r *models.Response) bool {
	_, given := r.Score.Value()
	return given
}

// silent is how many responses have neither a score nor a word.
func silent(responses []models.Response) (n int) {
	for i := range responses {
		if r := &responses[i]; !scored(r) && r.Comment == "" && r.Title == "" && len(r.Answers) == 0 {
			n++
		}
	}
	return n
}

// A fault counts the cells of a column that cannot be read.
type fault struct {
	n      int
	future int // days that are still to come
	forms  map[string]int
	values map[string]int // short cells, as they stand
}

func (f *fault) add(cell string) {
	if f.n++; f.forms == nil {
		f.forms, f.values = map[string]int{}, map[string]int{}
	}
	if cell = strings.TrimSpace(cell); len(cell) <= shownCell && (f.values[cell] > 0 || len(f.values) < maxValues) {
		f.values[cell]++
	}
	if len(f.forms) < maxValues {
		f.forms[formOf(cell)]++
	}
}

// Over a quarter of a column that cannot be read, and no slip of one or two
// cells, means that the column was not understood.
const (
	mostUnreadable  = 0.25
	leastUnreadable = 3
)

// One score that comes so often, and in such a share of the answers, is no slip of the
// pen. Chosen by eye: of slips a typing error is the commonest, and each is another.
const (
	leastLost = 5
	mostLost  = 0.02
)

// lost is the unreadable score that comes most, where it comes too often to leave it
// out: whoever answers so answers alike, and the NPS would be that of the others. A
// word that says nothing of good or bad may stand for no answer.
func (f *fault) lost(given int) (cell string, n int) {
	for _, v := range slices.Sorted(maps.Keys(f.values)) {
		if f.values[v] > n && (strings.ContainsFunc(v, unicode.IsDigit) || endOf(v) != 0) {
			cell, n = v, f.values[v]
		}
	}
	if n < leastLost || float64(n) <= mostLost*float64(given) {
		return "", 0
	}
	return cell, n
}

// unreadable is the fault of the first column of which too much cannot be read.
func (p *plan) unreadable(faults []fault) error {
	for i, f := range faults {
		c := &p.columns[i]
		if c.role == roleScore && float64(f.n) <= mostUnreadable*float64(c.given) {
			if cell, n := f.lost(c.given); n > 0 {
				shown, safe := quotable(cell)
				if !safe {
					shown = formOf(cell)
				}
				return messages.Errorf("source_unreadable_value", p.file, c.header, shown, n, c.given)
			}
		}
		if f.n == 0 || f.n < leastUnreadable && f.n < c.given || float64(f.n) <= mostUnreadable*float64(c.given) {
			continue
		}
		key := messages.Key("source_unreadable_score")
		if c.role == roleTime {
			key = "source_unreadable_time"
			if 2*f.future > f.n {
				key = "source_unreadable_future"
			}
		}
		if c.role == roleScore && c.halves5*2 > f.n {
			key = "source_unreadable_halves"
		}
		return messages.Errorf(key, p.file, c.header, f.n, c.given, strings.Join(commonestOf(f.forms, 3), "  "))
	}
	return nil
}

// units are the indexes of the columns that make the unit, top first.
func (p *plan) units() []int {
	var units []int
	for i, c := range p.columns {
		if c.role == roleUnit {
			units = append(units, i)
		}
	}
	slices.SortStableFunc(units, func(a, b int) int { return cmp.Compare(p.columns[a].level, p.columns[b].level) })
	return units
}

// response reads one row, and answers the cells of it that cannot be read.
func (p *plan) response(row record, units []int, faults []fault) (r models.Response, bad []Reject) {
	r = models.Response{Source: p.source, Scale: p.scaling.scale, Day: models.NoDay, Language: p.language}
	for i := range p.columns {
		c := &p.columns[i]
		if reason := p.put(&r, c, row.cells[i]); reason != nil {
			bad = append(bad, Reject{Column: c.header, Reason: *reason})
			faults[i].add(row.cells[i])
			if reason.Key == "source_reject_date_future" {
				faults[i].future++
			}
		}
	}
	r.Unit = unitPath(row.cells, units)
	slices.SortFunc(r.Segments, func(a, b models.Segment) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(r.Ratings, func(a, b models.Rating) int { return cmp.Compare(a.Name, b.Name) })
	return r, bad
}

// put reads one cell into r; it answers why it cannot be.
func (p *plan) put(r *models.Response, c *column, cell string) *Note {
	switch c.role {
	case roleScore:
		return p.putScore(r, c, cell)
	case roleTime:
		return p.putTime(r, cell)
	case roleComment:
		if r.Comment = comment(cell); r.Comment != "" {
			r.Asks = c.asks
		}
	case roleTitle:
		r.Title = comment(cell)
	case roleAnswer:
		if text := comment(cell); text != "" {
			r.Answers = append(r.Answers, models.Answer{Question: c.name, Text: text})
		}
	case roleID:
		if !isMissing(cell) {
			r.ID = cleanLine(cell)
		}
	case roleCustomer:
		if !p.nobody[strings.TrimSpace(cell)] {
			r.Customer = property(cell)
		}
	case roleTouchpoint:
		r.Touchpoint = property(cell)
	case roleStage:
		r.Stage = property(cell)
	case roleLanguage:
		if l := languageOf(cell); l != "" {
			r.Language = l
		}
	case roleSegment:
		if v := property(cell); v != "" {
			r.Segments = append(r.Segments, models.Segment{Name: c.name, Value: v})
		}
	case roleRating:
		if v, ok := ratingOf(cell); ok && !c.missing[v] {
			r.Ratings = append(r.Ratings, models.Rating{Name: c.name, Score: models.ScoreOf(v)})
		}
	}
	return nil
}

// ratingOf reads a mark, or an answer in words as its place on a scale of five.
func ratingOf(cell string) (int, bool) {
	if isMissing(cell) {
		return 0, false
	}
	if m, ok := parseMark(cell); ok && !m.half {
		return m.value, true
	}
	v := likertOf(cell)
	return v, v > 0
}

func (p *plan) putScore(r *models.Response, c *column, cell string) *Note {
	if isMissing(cell) || isUnanswered(cell) {
		return nil
	}
	m, ok := parseMark(cell)
	switch {
	case !ok || m.half:
		n := note("source_reject_score")
		if shown, safe := quotable(cell); safe {
			n = note("source_reject_score_value", shown)
		}
		return &n
	case p.scaling.missing[m.value]:
		return nil
	case !p.scaling.scale.Holds(m.value):
		n := note("source_reject_score_range", m.value, p.scaling.scale.Range())
		return &n
	}
	r.Score = models.ScoreOf(m.value)
	return nil
}

func (p *plan) putTime(r *models.Response, cell string) *Note {
	if isMissing(cell) {
		return nil
	}
	if st, ok := parseStamp(cell); ok {
		if at, day, ok := p.dates.resolve(st); ok {
			if n := p.implausible(day); n != nil {
				return n
			}
			r.At, r.Day = at, day
			return nil
		}
	}
	n := note("source_reject_date")
	if shown, safe := quotable(cell); safe {
		n = note("source_reject_date_value", shown)
	}
	return &n
}

// shownCell is the length of the longest cell that may be shown, in bytes.
const shownCell = 40

// quotable is a cell that may stand in a message: a short number or date. What
// has letters may be a comment that slipped a column.
func quotable(cell string) (string, bool) {
	cell = strings.TrimSpace(cell)
	return cell, len(cell) <= 19 && strings.Trim(cell, "0123456789.,:-/+<>=≤≥ ") == ""
}

// property is the value of a touchpoint, a segment and their like.
func property(cell string) string {
	if isMissing(cell) {
		return ""
	}
	return cleanLine(cell)
}

// unitPath is the unit that the cells of the given columns make.
func unitPath(cells []string, units []int) string {
	var path []string
	for _, i := range units {
		for _, part := range strings.FieldsFunc(property(cells[i]), func(r rune) bool { return r == '/' || r == '>' || r == '\\' || r == '|' }) {
			if part = strings.TrimSpace(part); part != "" {
				path = append(path, part)
			}
		}
	}
	return strings.Join(path, "/")
}
