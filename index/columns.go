package index

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"stemme/models"
)

// columns is everything about an index's rows and words that Bleve does not
// hold, used where it lies in the mapped file. Rows are in the order of keys.
type columns struct {
	file *sections
	n    int

	source           dictionary
	ids              stringList
	titles, comments textList

	class            []uint8 // models.Class
	score            []int16 // noScore for none
	day              []int32 // models.Day
	touchpoint, unit dictionary
	stage            dictionary
	language         dictionary
	segmentNames     stringList
	segments         []dictionary // by segment name
	themes           stringList   // ids
	themesAt         []uint32     // by row, into themeOf; one more at the end
	themeOf          []uint32

	wordsAt     []uint32 // by row, into words; one more at the end
	words       []uint32 // of all rows, in the order written
	titleWords  []uint32 // by row: how many of its words are the title's
	meanLength  float64  // words of a row
	exact       stringList
	written     stringList // by word: its commonest surface
	wordCount   []uint32   // by word: times written
	wordKind    []uint8    // by word: models.TermKind
	termOf      []uint32   // by word
	partsAt     []uint32   // by word, into parts; one more at the end
	parts       []uint32   // terms
	foldedWords []uint32   // words whose folded form is another than the exact one, by folded form
	terms       stringList
	termRows    []uint32 // by term: rows that hold it as a whole word
	wordsOf     lists    // by term: words
	partOf      lists    // by term: words that it is a part of
}

// A dictionary is a column of strings: by row, a code.
type dictionary struct {
	values stringList // in order; values.at(0) may be "", for nothing known
	code   []uint32
}

// lists is a list of numbers for each of a row of things.
type lists struct{ at, items []uint32 }

func (l lists) of(i uint32) []uint32 { return l.items[l.at[i]:l.at[i+1]] }

// noScore stands for a missing score.
const noScore = math.MinInt16

// writeColumns writes the column file of rows.
func writeColumns(name string, rows []*Document, shards []*shardBuilder) error {
	s, err := createSections(name)
	if err != nil {
		return err
	}
	writeRows(s, rows)
	writeCuts(s, rows)
	words := make([]*shardWords, len(shards))
	for i, sh := range shards {
		words[i] = sh.words
		putNumbers(s, fmt.Sprintf("shard.%d", i), sh.rowOfDoc)
	}
	l, global := joinWords(words)
	l.write(s)
	writeForward(s, l, shards, global)
	return s.close()
}

func writeRows(s *sectionWriter, rows []*Document) {
	n := len(rows)
	putDictionary(s, "source", n, func(i int) string { return rows[i].Key.Source })
	putStrings(s, "id", n, func(i int) string { return rows[i].Key.ID })
	putStrings(s, "title", n, func(i int) string { return rows[i].Title })
	putStrings(s, "comment", n, func(i int) string { return rows[i].Comment })
	class, score, day := make([]uint8, n), make([]int16, n), make([]int32, n)
	for i, d := range rows {
		class[i], score[i], day[i] = uint8(d.Class), noScore, int32(d.Day)
		if v, ok := d.Score.Value(); ok {
			score[i] = int16(v)
		}
	}
	putNumbers(s, "class", class)
	putNumbers(s, "score", score)
	putNumbers(s, "day", day)
}

// writeCuts writes the columns that have few values.
func writeCuts(s *sectionWriter, rows []*Document) {
	n := len(rows)
	putDictionary(s, "touchpoint", n, func(i int) string { return rows[i].Touchpoint })
	putDictionary(s, "stage", n, func(i int) string { return rows[i].Stage })
	putDictionary(s, "unit", n, func(i int) string { return rows[i].Unit })
	putDictionary(s, "language", n, func(i int) string { return string(rows[i].Language) })
	var names, themes []string
	for _, d := range rows {
		for _, seg := range d.Segments {
			names = append(names, seg.Name)
		}
		names = distinct(names)
		themes = append(themes, d.Themes...)
		if len(themes) > 1<<16 {
			themes = distinct(themes)
		}
	}
	putStrings(s, "segments", len(names), func(i int) string { return names[i] })
	for at, name := range names {
		putDictionary(s, fmt.Sprintf("segment.%d", at), n, func(i int) string {
			for _, seg := range rows[i].Segments {
				if seg.Name == name {
					return seg.Value
				}
			}
			return ""
		})
	}
	writeThemes(s, rows, distinct(themes))
}

func writeThemes(s *sectionWriter, rows []*Document, themes []string) {
	putStrings(s, "themes", len(themes), func(i int) string { return themes[i] })
	var at, of []uint32
	for _, d := range rows {
		at = append(at, uint32(len(of)))
		for _, id := range d.Themes {
			code, _ := slices.BinarySearch(themes, id)
			of = append(of, uint32(code))
		}
	}
	putNumbers(s, "theme.at", append(at, uint32(len(of))))
	putNumbers(s, "theme", of)
}

// distinct sorts list in place and drops what comes twice.
func distinct(list []string) []string {
	if slices.IsSorted(list) {
		return slices.Compact(list)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// putDictionary writes n strings of few kinds.
func putDictionary(s *sectionWriter, name string, n int, at func(int) string) {
	code := map[string]uint32{}
	for i := range n {
		code[at(i)] = 0
	}
	values := make([]string, 0, len(code))
	for v := range code {
		values = append(values, v)
	}
	slices.Sort(values)
	for i, v := range values {
		code[v] = uint32(i)
	}
	codes := make([]uint32, n)
	for i := range n {
		codes[i] = code[at(i)]
	}
	putStrings(s, name+".values", len(values), func(i int) string { return values[i] })
	putNumbers(s, name, codes)
}

// write writes the words and terms.
func (l *lexicon) write(s *sectionWriter) {
	n := len(l.keys)
	putStrings(s, "exact", n, func(w int) string { return l.exact[w] })
	putStrings(s, "written", n, func(w int) string { return l.written[w] })
	putNumbers(s, "count", l.count)
	putNumbers(s, "kind", l.kind)
	putNumbers(s, "termof", l.term)
	putLists(s, "parts", l.parts)
	var folded []uint32
	for w, exact := range l.exact {
		if fold(exact) != exact {
			folded = append(folded, uint32(w))
		}
	}
	slices.SortStableFunc(folded, func(a, b uint32) int {
		return strings.Compare(fold(l.exact[a]), fold(l.exact[b]))
	})
	putNumbers(s, "folded", folded)
	putStrings(s, "terms", len(l.terms), func(t int) string { return l.terms[t] })
	wordsOf, partOf := make([][]uint32, len(l.terms)), make([][]uint32, len(l.terms))
	for w := range n {
		wordsOf[l.term[w]] = append(wordsOf[l.term[w]], uint32(w))
		for _, p := range l.parts[w] {
			partOf[p] = append(partOf[p], uint32(w))
		}
	}
	putLists(s, "wordsof", wordsOf)
	putLists(s, "partof", partOf)
}

func putLists(s *sectionWriter, name string, all [][]uint32) {
	at, items := make([]uint32, 0, len(all)+1), []uint32(nil)
	for _, list := range all {
		at = append(at, uint32(len(items)))
		items = append(items, list...)
	}
	putNumbers(s, name+".at", append(at, uint32(len(items))))
	putNumbers(s, name, items)
}

// writeForward writes each row as its words.
func writeForward(s *sectionWriter, l *lexicon, shards []*shardBuilder, global [][]uint32) {
	size := 0
	for _, sh := range shards {
		size += len(sh.forward)
	}
	var at, titles []uint32
	words := make([]uint32, 0, size)
	termRows, last := make([]uint32, len(l.terms)), make([]int, len(l.terms))
	row := 0
	for i, sh := range shards {
		for r := range sh.rows {
			row++
			at = append(at, uint32(len(words)))
			for _, local := range sh.forward[sh.starts[r]:sh.starts[r+1]] {
				word := global[i][local]
				words = append(words, word)
				if t := l.term[word]; last[t] != row {
					last[t] = row
					termRows[t]++
				}
			}
		}
		titles = append(titles, sh.titles...)
		sh.forward = nil
	}
	putNumbers(s, "words.at", append(at, uint32(len(words))))
	putNumbers(s, "words", words)
	putNumbers(s, "titlewords", titles)
	putNumbers(s, "termrows", termRows)
}

// openColumns maps the column file of n rows.
func openColumns(name string, n int) (*columns, error) {
	s, err := openSections(name)
	if err != nil {
		return nil, err
	}
	c := &columns{file: s, n: n}
	c.mapRows()
	c.mapWords()
	if s.err != nil {
		return nil, errors.Join(s.err, s.close())
	}
	return c, nil
}

func (c *columns) mapRows() {
	s, n := c.file, c.n
	c.source, c.ids = c.dictionary("source"), readStrings(s, "id", n)
	c.titles, c.comments = readTexts(s, "title", n), readTexts(s, "comment", n)
	c.class, c.score, c.day = numbers[uint8](s, "class", n), numbers[int16](s, "score", n), numbers[int32](s, "day", n)
	c.touchpoint, c.stage, c.unit = c.dictionary("touchpoint"), c.dictionary("stage"), c.dictionary("unit")
	c.language = c.dictionary("language")
	c.segmentNames = readStrings(s, "segments", -1)
	for i := range c.segmentNames.len() {
		c.segments = append(c.segments, c.dictionary(fmt.Sprintf("segment.%d", i)))
	}
	c.themes = readStrings(s, "themes", -1)
	c.themesAt, c.themeOf = numbers[uint32](s, "theme.at", n+1), numbers[uint32](s, "theme", -1)
}

func (c *columns) mapWords() {
	s := c.file
	c.wordsAt, c.words = numbers[uint32](s, "words.at", c.n+1), numbers[uint32](s, "words", -1)
	c.titleWords = numbers[uint32](s, "titlewords", c.n)
	c.meanLength = max(1, float64(len(c.words))/float64(max(c.n, 1)))
	c.exact = readStrings(s, "exact", -1)
	w := max(c.exact.len(), 0)
	c.written, c.wordCount, c.termOf = readStrings(s, "written", w), numbers[uint32](s, "count", w), numbers[uint32](s, "termof", w)
	c.wordKind = numbers[uint8](s, "kind", w)
	c.partsAt, c.parts = numbers[uint32](s, "parts.at", w+1), numbers[uint32](s, "parts", -1)
	c.foldedWords = numbers[uint32](s, "folded", -1)
	c.terms = readStrings(s, "terms", -1)
	t := max(c.terms.len(), 0)
	c.termRows = numbers[uint32](s, "termrows", t)
	c.wordsOf = lists{numbers[uint32](s, "wordsof.at", t+1), numbers[uint32](s, "wordsof", -1)}
	c.partOf = lists{numbers[uint32](s, "partof.at", t+1), numbers[uint32](s, "partof", -1)}
}

func (c *columns) dictionary(name string) dictionary {
	return dictionary{readStrings(c.file, name+".values", -1), numbers[uint32](c.file, name, c.n)}
}

// document is row as it was given to Build.
func (c *columns) document(row int) (Document, error) {
	title, err1 := c.titles.read(row)
	comment, err2 := c.comments.read(row)
	if err := errors.Join(err1, err2); err != nil {
		return Document{}, err
	}
	d := Document{
		Key:        models.Key{Source: c.source.clone(row), ID: c.ids.clone(row)},
		Class:      models.Class(c.class[row]),
		Day:        models.Day(c.day[row]),
		Touchpoint: c.touchpoint.clone(row),
		Stage:      c.stage.clone(row),
		Unit:       c.unit.clone(row),
		Language:   models.Language(c.language.clone(row)),
		Title:      title,
		Comment:    comment,
	}
	if c.score[row] != noScore {
		d.Score = models.ScoreOf(int(c.score[row]))
	}
	for i, seg := range c.segments {
		if v := seg.clone(row); v != "" {
			d.Segments = append(d.Segments, models.Segment{Name: c.segmentNames.clone(i), Value: v})
		}
	}
	for _, t := range c.themeOf[c.themesAt[row]:c.themesAt[row+1]] {
		d.Themes = append(d.Themes, c.themes.clone(int(t)))
	}
	return d, nil
}

func (d dictionary) clone(row int) string { return d.values.clone(int(d.code[row])) }

// exactForms calls each with the exact forms that a term of one of Bleve's
// fields stands for.
func (c *columns) exactForms(field, term string, each func(form string)) {
	if field == exactField {
		each(term)
		return
	}
	folded := func(i int) string { return fold(c.exact.at(int(c.foldedWords[i]))) }
	first := sort.Search(len(c.foldedWords), func(i int) bool { return folded(i) >= term })
	for i := first; i < len(c.foldedWords) && folded(i) == term; i++ {
		each(c.exact.clone(int(c.foldedWords[i])))
	}
}

// rowOf is where key is, or would be, among the rows.
func (c *columns) rowOf(key models.Key) (row int, found bool) {
	return sort.Find(c.n, func(i int) int {
		return cmp.Or(strings.Compare(key.Source, c.source.values.at(int(c.source.code[i]))), strings.Compare(key.ID, c.ids.at(i)))
	})
}

// rowWords is row as its words: those of the title, those of the comment.
func (c *columns) rowWords(row int) (title, comment []uint32) {
	all := c.words[c.wordsAt[row]:c.wordsAt[row+1]]
	return all[:c.titleWords[row]], all[c.titleWords[row]:]
}
