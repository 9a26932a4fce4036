package pipeline

import (
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// A group is who is counted together in a table: the period, with its kind, and a value
// of a way to cut, "" for those that have none.
type group struct{ kind, period, dimension, value string }

// vanished is what only the erased responses of an edition had.
type vanished struct {
	keys   map[string]bool // of the responses
	groups map[group]bool  // that hold no other response
	themes map[string]bool // found in the comments; no other response mentions them
	words  map[string]bool // no other comment holds them
	left   map[string]bool // all words of the other comments
	terms  map[string]bool // all terms of the comments in the ledger
	years  map[int]bool    // in which others answered
	masked bool            // whether texts are masked otherwise since
}

// vanishedFrom finds what only those responses of e had that were erased, taken back, or
// went with their source, and what of the others is masked since. What the ledger has lost is not among them.
func vanishedFrom(e *edition.Edition, book *ledger.Ledger, terms map[string]bool) (*vanished, error) {
	v := &vanished{map[string]bool{}, map[group]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, terms, map[int]bool{}, false}
	segments, err := segmentsOf(e)
	if err != nil {
		return nil, err
	}
	responses, names := ledger.Responses.Path(e.Path(edition.Tables)), book.Names()
	err = eachAnswer(responses, segments, func(a answer) {
		from, id, _ := strings.Cut(a.key, "/") // no source holds a slash
		k := models.Key{Source: names.Now(from), ID: id}
		now, there := book.Response(k)
		if there && (now.Text() != a.comment || now.Title != a.title) && a.remasked() != a.texts() {
			v.masked = true
			a.eachWord(func(w string) { v.words[w] = true })
		}
		if book.IsErased(k, a.on) || !there && e.ID > book.Forgiven() {
			v.keys[a.key] = true
			a.eachGroup(func(g group) { v.groups[g] = true })
			a.eachWord(func(w string) { v.words[w] = true })
		}
	})
	if err != nil || len(v.keys) == 0 && !v.masked {
		return v, err
	}
	err = eachAnswer(responses, segments, func(a answer) {
		if !v.keys[a.key] {
			if v.masked {
				a.comment, a.title = privacy.Mask(a.comment), privacy.Mask(a.title)
			}
			v.years[a.on.Time().Year()] = v.years[a.on.Time().Year()] || a.on != models.NoDay
			a.eachGroup(func(g group) { delete(v.groups, g) })
			a.eachWord(func(w string) { delete(v.words, w); v.left[w] = true })
		}
	})
	if err != nil {
		return nil, err
	}
	return v, v.findThemes(e)
}

// An answer is a response as an edition has it.
type answer struct {
	key, comment, title string
	on                  models.Day
	values              [][2]string // the ways to cut, and its values
}

// texts is what was written.
func (a answer) texts() [2]string { return [2]string{a.comment, a.title} }

// remasked is texts by the masking of now.
func (a answer) remasked() [2]string {
	return [2]string{privacy.Mask(a.comment), privacy.Mask(a.title)}
}

// segmentsOf are the segments of an edition by their columns in its table of responses.
func segmentsOf(e *edition.Edition) (map[string]string, error) {
	all := map[string]string{}
	for _, way := range []string{nps.DimensionTouchpoint, nps.DimensionStage, nps.DimensionUnit, nps.DimensionSource} {
		all[way] = way
	}
	path := bi.Segments.Path(e.Path(edition.Tables))
	if !exists(path) {
		return all, nil // an earlier version of the program wrote none
	}
	return all, tables.Parts(path, func(p tables.Part) error {
		name, column := p.Text("segment"), p.Text("column_name")
		for i := range p.Rows() {
			all[column(i)] = name(i)
		}
		return nil
	})
}

// eachAnswer calls do with every response of a table, whose ways to cut are told by column.
func eachAnswer(path string, cuts map[string]string, do func(answer)) error {
	return tables.Parts(path, func(p tables.Part) error {
		key, day, comment, title := p.Text("response_key"), p.Day("responded_on"), p.Text("comment"), p.Text("title")
		if key == nil || day == nil || comment == nil || title == nil {
			return errors.New("the table of responses lacks columns")
		}
		for i := range p.Rows() {
			a := answer{key: key(i), comment: comment(i), title: title(i), on: models.NoDay}
			if d, known := day(i); known {
				a.on = models.Day(d)
			}
			for column, name := range cuts {
				if value := p.Text(column); value != nil {
					a.values = append(a.values, [2]string{name, value(i)})
				}
			}
			do(a)
		}
		return nil
	})
}

// eachGroup calls do with every group that counts the answer.
func (a answer) eachGroup(do func(group)) {
	for _, kind := range []string{nps.KindAll, nps.KindYear, nps.KindQuarter, nps.KindMonth, nps.KindWeek, nps.KindDay} {
		period := nps.PeriodName(kind, a.on)
		do(group{kind, period, nps.DimensionAll, ""})
		for _, v := range a.values {
			do(group{kind, period, v[0], v[1]})
			for at, sign := range v[1] {
				if v[0] == nps.DimensionUnit && sign == '/' {
					do(group{kind, period, v[0], v[1][:at]})
				}
			}
		}
	}
}

func (a answer) eachWord(do func(string)) {
	eachWord(a.comment, do)
	eachWord(a.title, do)
}

// eachWord calls do with every run of letters and digits, in small letters.
func eachWord(text string, do func(string)) {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		do(w)
	}
}

// findThemes finds the themes that no response mentions any more, and the top themes
// of which no theme is left.
func (v *vanished) findThemes(e *edition.Edition) error {
	left := map[string]bool{}
	err := tables.Parts(themes.Mentions.Path(e.Path(edition.Tables)), func(p tables.Part) error {
		key, theme := p.Text("response_key"), p.Text("theme_id")
		for i := range p.Rows() {
			if id := theme(i); v.keys[key(i)] {
				v.themes[id] = !left[id] && !strings.Contains(id, "/") // entries of lenses are nobody's words
			} else {
				left[id], v.themes[id] = true, false
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tables.Parts(themes.Themes.Path(e.Path(edition.Tables)), func(p tables.Part) error {
		id, parent := p.Text("theme_id"), p.Text("parent_id")
		of := map[string]bool{} // whether themes are left, by top theme
		for i := range p.Rows() {
			if top := parent(i); top != "" {
				of[top] = of[top] || !v.themes[id(i)]
			}
		}
		for top, some := range of {
			v.themes[top] = !some && !left[top]
		}
		return nil
	})
}

// sieve leaves of a table what others than the erased have, too.
func (v *vanished) sieve(table string) func(tables.Part) (tables.Sieve, error) {
	return func(p tables.Part) (tables.Sieve, error) {
		texts := map[string]func(int, string) string{}
		var unwanted []func(row int) bool
		lose := func(of func(row int) bool) {
			if of != nil {
				unwanted = append(unwanted, of)
			}
		}
		for _, c := range p.Columns() {
			lose(v.column(table, c, p))
			if change := v.text(table, c, p); change != nil {
				texts[c] = change
			}
		}
		lose(v.emptied(table, p))
		keep := func(row int) bool {
			for _, of := range unwanted {
				if of(row) {
					return false
				}
			}
			return true
		}
		return tables.Sieve{Keep: keep, Texts: texts}, nil
	}
}

// column says which rows go by the text of one column; nil for none.
func (v *vanished) column(table, column string, p tables.Part) func(row int) bool {
	text := p.Text(column)
	of := func(gone func(string) bool) func(int) bool {
		return func(row int) bool { return gone(text(row)) }
	}
	switch column {
	case "response_key", "after_response_key":
		return of(func(key string) bool { return v.keys[key] })
	case "term":
		return of(func(term string) bool { return !v.terms[term] })
	case "written", "phrase":
		return of(v.said)
	case "terms":
		words := p.Words(column)
		return func(row int) bool { return v.said(strings.Join(words(row), " ")) }
	case "theme_id", "other_id":
		if table != themes.ThemeEvents.Name() && !model(table) {
			return of(func(id string) bool { return v.themes[id] })
		}
	case "detail": // an edit may move a response
		return of(func(detail string) bool { return v.keys[codebook.Moved(detail)] })
	}
	return nil
}

// model says whether a table is of the theme model, whose themes stay.
func model(table string) bool { return strings.HasPrefix(table, themes.ThemeModel.Name()) }

// text is what becomes of the texts of a column that quotes comments, or names a group
// beside others; nil where they stay.
func (v *vanished) text(table, column string, p tables.Part) func(row int, text string) string {
	switch column {
	case "comment", "title", "text":
		if v.masked {
			return func(_ int, text string) string { return privacy.Mask(text) }
		}
	case "words", "name_key", "parent_name", "parent_name_key":
		return func(_ int, text string) string {
			if v.said(text) {
				return ""
			}
			return text
		}
	case "words_text":
		return func(_ int, text string) string {
			var left []string
			for word := range strings.SplitSeq(text, ", ") {
				if !v.said(word) {
					left = append(left, word)
				}
			}
			return strings.Join(left, ", ")
		}
	case "name":
		if id := p.Text("theme_id"); id != nil && (table == themes.Themes.Name() || model(table)) {
			return func(row int, text string) string {
				if v.said(text) {
					return id(row)
				}
				return text
			}
		}
	case "mix_value":
		if of := p.Text("mix_of"); of != nil {
			return func(row int, text string) string { return v.label(of(row), text) }
		}
	case nps.DimensionStage: // of a touchpoint that others answered about
		if table == bi.Touchpoints.Name() {
			return func(_ int, text string) string { return v.label(column, text) }
		}
	}
	return nil
}

// label is a value of a way to cut, "" where only the erased had it.
func (v *vanished) label(dimension, value string) string {
	dimension, _, _ = strings.Cut(dimension, ":") // a level of the units
	if v.groups[group{nps.KindAll, "", dimension, value}] {
		return ""
	}
	return value
}

// emptied says which rows of a table tell of groups in which no response is left; nil
// where its rows tell of none.
func (v *vanished) emptied(table string, p tables.Part) func(row int) bool {
	has := func(column string) bool { return p.Text(column) != nil }
	all := func(dimension, value func(int) string) func(int) bool {
		return func(row int) bool {
			return v.groups[group{nps.KindAll, "", dimension(row), value(row)}]
		}
	}
	switch way, listing := listed[table]; {
	case has("response_key"):
		return nil
	case listing:
		return all(func(int) string { return way }, p.Text(way))
	case has("period_kind") || has("dimension") && has("value"):
		return v.emptiedCuts(p)
	case has("dimension") && has("first"):
		first, second := all(p.Text("dimension"), p.Text("first")), all(p.Text("dimension"), p.Text("second"))
		return func(row int) bool { return first(row) || second(row) }
	case has("segment"):
		return all(p.Text("segment"), p.Text("value"))
	case table == bi.Calendar.Name() && len(v.keys) > 0:
		day := p.Day("day")
		return func(row int) bool { on, _ := day(row); return !v.within(models.Day(on).Time().Year()) }
	}
	return nil
}

// emptiedCuts says which rows of a table of cuts tell of an empty group, in the period
// or in either of two.
func (v *vanished) emptiedCuts(p tables.Part) func(row int) bool {
	at := func(column, otherwise string) func(int) string {
		text := p.Text(column)
		if text == nil {
			return func(int) string { return otherwise }
		}
		return text
	}
	kind, dimension, value := at("period_kind", nps.KindAll), at("dimension", nps.DimensionAll), at("value", "")
	in := func(period func(int) string) func(int) bool {
		return func(row int) bool { return v.groups[group{kind(row), period(row), dimension(row), value(row)}] }
	}
	if p.Text("to_period") == nil {
		return in(at("period", ""))
	}
	before, after := in(p.Text("from_period")), in(p.Text("to_period"))
	return func(row int) bool { return before(row) || after(row) }
}

// within says whether others answered in a year, or before and after it.
func (v *vanished) within(year int) bool {
	before, after := false, false
	for y, some := range v.years {
		before, after = before || some && y <= year, after || some && y >= year
	}
	return before && after
}

// listed are the tables that list the values of a way to cut.
var listed = map[string]string{
	bi.Touchpoints.Name(): nps.DimensionTouchpoint, bi.Stages.Name(): nps.DimensionStage, bi.Units.Name(): nps.DimensionUnit,
	source.SourceReadings.Name(): nps.DimensionSource,
}

// said says whether a text holds a word that only the erased have said: one of theirs
// itself, or a piece of one that is no piece of another word.
func (v *vanished) said(text string) (only bool) {
	eachWord(text, func(word string) {
		only = only || v.words[word] || !v.left[word] && pieceOf(v.words, word) && !pieceOf(v.left, word)
	})
	return only
}

func pieceOf(words map[string]bool, piece string) bool {
	for w := range words {
		if strings.Contains(w, piece) {
			return true
		}
	}
	return false
}

// copyLeft copies a table without what only the erased had, and counts the rows left.
func (v *vanished) copyLeft(e *edition.Edition, d *edition.Draft, path, table string) (rows int64, err error) {
	err = d.Write(path, func(w io.Writer) error {
		rows, err = tables.Sift(w, e.Path(filepath.FromSlash(path)), v.sieve(table))
		return err
	})
	return rows, err
}
