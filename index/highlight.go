package index

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"stemme/index/internal/columns"
	"stemme/index/internal/query"
	"stemme/models"
)

// A marker finds in a comment what a plan was looking for.
type marker struct {
	ix      *Index
	leaves  []*query.Leaf
	phrases []*query.Phrase
}

func newMarker(ix *Index, p query.Plan) *marker {
	m := &marker{ix: ix}
	m.collect(p)
	return m
}

func (m *marker) collect(p query.Plan) {
	switch p := p.(type) {
	case query.And:
		for _, kid := range p {
			m.collect(kid)
		}
	case query.Or:
		for _, kid := range p {
			m.collect(kid)
		}
	case *query.Leaf:
		m.leaves = append(m.leaves, p)
	case *query.Phrase:
		m.phrases = append(m.phrases, p)
	}
}

// marks is what was found in the title and the comment of a row. The texts are
// cut into words again, as they were when the index was built; their words
// are known from there.
func (m *marker) marks(row int, d *Document) (title, comment []Span) {
	titleWords, commentWords := m.ix.cols.RowWords(row)
	return m.textMarks(d.Title, titleWords, columns.LanguageOf(d), true), m.textMarks(d.Comment, commentWords, columns.LanguageOf(d), false)
}

func (m *marker) textMarks(text string, words []uint32, lang models.Language, title bool) []Span {
	if !m.any(words, title) {
		return nil
	}
	list := columns.Tokens(m.ix.analyser, text, lang)
	if len(list) != len(words) {
		return nil // the analyser is not the one of the night; nothing to mark is better than a wrong mark
	}
	var spans []Span
	for i, word := range words {
		for _, l := range m.leaves {
			if l.Words.Has(word) {
				spans = append(spans, m.wordSpans(l, &list[i])...)
			}
		}
		for _, p := range m.phrases {
			if (title || !p.Title) && i+len(p.Slots) <= len(words) && p.At(words[i:]) {
				for j, slot := range p.Slots {
					spans = append(spans, m.wordSpans(slot, &list[i+j])...)
				}
			}
		}
	}
	return apart(spans)
}

// any says whether it is worth looking at all.
func (m *marker) any(words []uint32, title bool) bool {
	return slices.ContainsFunc(words, func(w uint32) bool {
		return slices.ContainsFunc(m.leaves, func(l *query.Leaf) bool { return l.Words.Has(w) }) ||
			slices.ContainsFunc(m.phrases, func(p *query.Phrase) bool { return (title || !p.Title) && p.Slots[0].Words.Has(w) })
	})
}

// wordSpans is the piece of a word that l stands for: of a compound, only the
// parts that were looked for.
func (m *marker) wordSpans(l *query.Leaf, t *columns.Token) []Span {
	looked := func(term string) bool {
		id, ok := m.ix.cols.Terms.Find(term)
		return ok && slices.Contains(l.Terms, id)
	}
	var spans []Span
	if !looked(t.Term) {
		for _, p := range t.Parts {
			if looked(p.Term) {
				spans = append(spans, Span{int(p.Start), int(p.End)})
			}
		}
	}
	if spans == nil {
		spans = []Span{{int(t.Start), int(t.End)}}
	}
	return spans
}

// apart puts spans in order and joins those that touch.
func apart(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// A fragment is about so many bytes long, begins at most so many before what
// it shows, and there are at most so many. Chosen by eye: two lines on a
// screen, four where three places are worth showing.
const (
	fragmentLength = 180
	fragmentBefore = 60
	maxFragments   = 3
)

// fragments cuts the pieces of text around marks; its beginning, where there
// are none.
func fragments(text string, marks []Span) []Fragment {
	if len(text) == 0 {
		return nil
	}
	if len(marks) == 0 {
		return []Fragment{{Span: Span{0, wordEnd(text, fragmentLength)}}}
	}
	var out []Fragment
	for i := 0; i < len(marks) && len(out) < maxFragments; {
		from := 0
		if len(out) > 0 {
			from = out[len(out)-1].End
		}
		start := wordStart(text, marks[i].Start-fragmentBefore, from, marks[i].Start)
		f := Fragment{Span: Span{start, max(wordEnd(text, start+fragmentLength), min(marks[i].End, len(text)))}}
		for ; i < len(marks) && marks[i].Start < f.End; i++ {
			f.End = max(f.End, marks[i].End)
			f.Marks = append(f.Marks, marks[i])
		}
		out = append(out, f)
	}
	return out
}

// wordStart is the first beginning of a word at at or behind, not below from
// nor above most.
func wordStart(text string, at, from, most int) int {
	if at <= from {
		return from
	}
	for i := at; i < most; i++ {
		if text[i] == ' ' || text[i] == '\n' {
			return i + 1
		}
	}
	return most
}

// wordEnd is the last end of a word at at or before, but never more than a
// third of a fragment before: then the end of a letter with all its marks.
func wordEnd(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for i := at; i > at-fragmentLength/3 && i > 0; i-- {
		if text[i] == ' ' || text[i] == '\n' {
			return i
		}
	}
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if utf8.RuneStart(text[at]) && !unicode.Is(unicode.M, r) && r != '\u200d' && r != '\ufe0f' {
			break
		}
		at += max(size, 1)
	}
	return at
}
