package polarity

import "strings"

// A Weight is what one feature adds to a score: a term, or a pair of neighbours
// where Second is not empty. First begins with "¬" for a negated term.
type Weight struct {
	First, Second string
	Value         float32
}

// Rows gives the whole of m as plain rows, in the order of First, then Second,
// and the maps of clause and comment scores. New makes the same model again.
func (m *Model) Rows() (rows []Weight, clauses, comments Logit) {
	if m == nil {
		return nil, Logit{}, Logit{}
	}
	return m.rows, m.clauses, m.comments
}

// New makes the model that Rows was called on. Without rows it is empty.
func New(rows []Weight, clauses, comments Logit) *Model {
	return newModel(rows, clauses, comments)
}

func newModel(rows []Weight, clauses, comments Logit) *Model {
	m := &Model{rows: rows, clauses: clauses, comments: comments, row: newTable(len(rows))}
	for i, r := range rows {
		*m.row.cell(r.feature()) = int32(i)
	}
	return m
}

// feature is the hash that features gives for the terms of w.
func (w Weight) feature() uint64 {
	if w.Second != "" {
		return pair(tagged(w.First), tagged(w.Second))
	}
	return tagged(w.First)
}

// tagged is the hash of a term that may begin with negatedTag.
func tagged(s string) uint64 {
	if plain, ok := strings.CutPrefix(s, negatedTag); ok {
		return negate(hash(plain))
	}
	return hash(s)
}
