package source

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"stemme/models"
)

// chunk is after how many rows the context is asked.
const chunk = 1024

// responses turns the rows of t into responses and rejects, which together are
// as many as the rows.
func (p *plan) responses(ctx context.Context, t *table) ([]models.Response, []Reject, error) {
	out := make([]models.Response, 0, len(t.rows))
	var rejects []Reject
	var nameless []int
	units := p.units()
	for i, row := range t.rows {
		if i%chunk == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		r, fault := p.response(row, units)
		if fault != nil {
			fault.File, fault.Row, fault.Line = p.file, i+1, row.line
			rejects = append(rejects, *fault)
			continue
		}
		if r.ID == "" {
			nameless = append(nameless, len(out))
		}
		out = append(out, r)
	}
	identify(out, nameless, p.mask)
	return out, rejects, nil
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

// response reads one row.
func (p *plan) response(row record, units []int) (models.Response, *Reject) {
	r := models.Response{Source: p.source, Scale: p.scale, Day: models.NoDay, Language: p.language}
	if row.fault != nil {
		return r, &Reject{Reason: *row.fault}
	}
	for i := range p.columns {
		c := &p.columns[i]
		if reason := p.put(&r, c, row.cells[i]); reason != nil {
			return r, &Reject{Column: c.header, Reason: *reason}
		}
	}
	r.Unit = unitPath(row.cells, units)
	slices.SortFunc(r.Segments, func(a, b models.Segment) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(r.Ratings, func(a, b models.Rating) int { return cmp.Compare(a.Name, b.Name) })
	return r, nil
}

// put reads one cell into r; it answers why it cannot be.
func (p *plan) put(r *models.Response, c *column, cell string) *Note {
	switch c.role {
	case roleScore:
		return p.putScore(r, cell)
	case roleTime:
		return p.putTime(r, cell)
	case roleComment:
		r.Comment = comment(cell)
	case roleTitle:
		r.Title = comment(cell)
	case roleID:
		if !isMissing(cell) {
			r.ID = cleanLine(cell)
		}
	case roleCustomer:
		r.Customer = property(cell)
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
		if v, ok := parseScore(cell); ok {
			r.Ratings = append(r.Ratings, models.Rating{Name: c.name, Score: models.ScoreOf(v)})
		}
	}
	return nil
}

func (p *plan) putScore(r *models.Response, cell string) *Note {
	if isMissing(cell) {
		return nil
	}
	v, ok := parseScore(cell)
	if !ok {
		n := note("source_reject_score")
		if shown, safe := quotable(cell); safe {
			n = note("source_reject_score_value", shown)
		}
		return &n
	}
	if !p.scale.Holds(v) {
		n := note("source_reject_score_range", v, p.scale.Range())
		return &n
	}
	r.Score = models.ScoreOf(v)
	return nil
}

func (p *plan) putTime(r *models.Response, cell string) *Note {
	if isMissing(cell) {
		return nil
	}
	if st, ok := parseStamp(cell); ok {
		if at, day, ok := p.dates.resolve(st); ok {
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

// quotable is a cell that may stand in a message: a short number or date. What
// has letters may be a comment that slipped a column.
func quotable(cell string) (string, bool) {
	cell = strings.TrimSpace(cell)
	return cell, len(cell) <= 19 && strings.Trim(cell, "0123456789.,:-/+ ") == ""
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
