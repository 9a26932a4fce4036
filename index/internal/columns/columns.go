package columns

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"

	"stemme/models"
)

// Columns is everything about an index's rows and words that Bleve does not
// hold, used where it lies in the mapped file. Rows are in the order of keys.
type Columns struct {
	file *sections
	N    int

	Source           Dictionary
	ids              Strings
	titles, comments texts

	Class            []uint8 // models.Class
	Score            []int16 // noScore for none
	Day              []int32 // models.Day
	Touchpoint, Unit Dictionary
	Stage            Dictionary
	Language         Dictionary
	SegmentNames     Strings
	Segments         []Dictionary // by segment name
	Themes           Strings      // ids
	ThemesAt         []uint32     // by row, into themeOf; one more at the end
	ThemeOf          []uint32

	WordsAt     []uint32 // by row, into words; one more at the end
	Words       []uint32 // of all rows, in the order written
	titleWords  []uint32 // by row: how many of its words are the title's
	MeanLength  float64  // words of a row
	Exact       Strings
	written     Strings  // by word: its commonest surface
	WordCount   []uint32 // by word: times written
	wordKind    []uint8  // by word: models.TermKind
	TermOf      []uint32 // by word
	partsAt     []uint32 // by word, into parts; one more at the end
	parts       []uint32 // terms
	FoldedWords []uint32 // words whose folded form is another than the exact one, by folded form
	Terms       Strings
	TermRows    []uint32 // by term: rows that hold it as a whole word
	WordsOf     Lists    // by term: words
	PartOf      Lists    // by term: words that it is a part of
}

// A Dictionary is a column of strings: by row, a code.
type Dictionary struct {
	Values Strings // in order; values.at(0) may be "", for nothing known
	Code   []uint32
}

// Lists are a list of numbers for each of a row of things.
type Lists struct{ at, items []uint32 }

func (l Lists) Of(i uint32) []uint32 { return l.items[l.at[i]:l.at[i+1]] }

// NoScore stands for a missing score.
const NoScore = math.MinInt16

// Open maps the column file of n rows.
func Open(name string, n int) (*Columns, error) {
	s, err := openSections(name)
	if err != nil {
		return nil, err
	}
	c := &Columns{file: s, N: n}
	c.mapRows()
	c.mapWords()
	if s.err != nil {
		return nil, errors.Join(s.err, s.close())
	}
	return c, nil
}

func (c *Columns) mapRows() {
	s, n := c.file, c.N
	c.Source, c.ids = c.dictionary("source"), readStrings(s, "id", n)
	c.titles, c.comments = readTexts(s, "title", n), readTexts(s, "comment", n)
	c.Class, c.Score, c.Day = numbers[uint8](s, "class", n), numbers[int16](s, "score", n), numbers[int32](s, "day", n)
	c.Touchpoint, c.Stage, c.Unit = c.dictionary("touchpoint"), c.dictionary("stage"), c.dictionary("unit")
	c.Language = c.dictionary("language")
	c.SegmentNames = readStrings(s, "segments", -1)
	for i := range c.SegmentNames.Len() {
		c.Segments = append(c.Segments, c.dictionary(fmt.Sprintf("segment.%d", i)))
	}
	c.Themes = readStrings(s, "themes", -1)
	c.ThemesAt, c.ThemeOf = numbers[uint32](s, "theme.at", n+1), numbers[uint32](s, "theme", -1)
}

func (c *Columns) mapWords() {
	s := c.file
	c.WordsAt, c.Words = numbers[uint32](s, "words.at", c.N+1), numbers[uint32](s, "words", -1)
	c.titleWords = numbers[uint32](s, "titlewords", c.N)
	c.MeanLength = max(1, float64(len(c.Words))/float64(max(c.N, 1)))
	c.Exact = readStrings(s, "exact", -1)
	w := max(c.Exact.Len(), 0)
	c.written, c.WordCount, c.TermOf = readStrings(s, "written", w), numbers[uint32](s, "count", w), numbers[uint32](s, "termof", w)
	c.wordKind = numbers[uint8](s, "kind", w)
	c.partsAt, c.parts = numbers[uint32](s, "parts.at", w+1), numbers[uint32](s, "parts", -1)
	c.FoldedWords = numbers[uint32](s, "folded", -1)
	c.Terms = readStrings(s, "terms", -1)
	t := max(c.Terms.Len(), 0)
	c.TermRows = numbers[uint32](s, "termrows", t)
	c.WordsOf = Lists{numbers[uint32](s, "wordsof.at", t+1), numbers[uint32](s, "wordsof", -1)}
	c.PartOf = Lists{numbers[uint32](s, "partof.at", t+1), numbers[uint32](s, "partof", -1)}
}

func (c *Columns) dictionary(name string) Dictionary {
	return Dictionary{readStrings(c.file, name+".values", -1), numbers[uint32](c.file, name, c.N)}
}

// Document is row as it was given to Build.
func (c *Columns) Document(row int) (Document, error) {
	title, err1 := c.titles.read(row)
	comment, err2 := c.comments.read(row)
	if err := errors.Join(err1, err2); err != nil {
		return Document{}, err
	}
	d := Document{
		Key:        models.Key{Source: c.Source.clone(row), ID: c.ids.Clone(row)},
		Class:      models.Class(c.Class[row]),
		Day:        models.Day(c.Day[row]),
		Touchpoint: c.Touchpoint.clone(row),
		Stage:      c.Stage.clone(row),
		Unit:       c.Unit.clone(row),
		Language:   models.Language(c.Language.clone(row)),
		Title:      title,
		Comment:    comment,
	}
	if c.Score[row] != NoScore {
		d.Score = models.ScoreOf(int(c.Score[row]))
	}
	for i, seg := range c.Segments {
		if v := seg.clone(row); v != "" {
			d.Segments = append(d.Segments, models.Segment{Name: c.SegmentNames.Clone(i), Value: v})
		}
	}
	for _, t := range c.ThemeOf[c.ThemesAt[row]:c.ThemesAt[row+1]] {
		d.Themes = append(d.Themes, c.Themes.Clone(int(t)))
	}
	return d, nil
}

// Commented says whether a row has more than a title.
func (c *Columns) Commented(row int) bool { return c.comments.offsets[row] < c.comments.offsets[row+1] }

func (d Dictionary) clone(row int) string { return d.Values.Clone(int(d.Code[row])) }

// Unfold lists the exact forms that are written alike in plain letters.
func (c *Columns) Unfold(plain string) []string {
	folded := func(i int) string { return Fold(c.Exact.At(int(c.FoldedWords[i]))) }
	first := sort.Search(len(c.FoldedWords), func(i int) bool { return folded(i) >= plain })
	var forms []string
	for i := first; i < len(c.FoldedWords) && folded(i) == plain; i++ {
		forms = append(forms, c.Exact.Clone(int(c.FoldedWords[i])))
	}
	return forms
}

// RowOfDoc is, by document number of a shard's, its row among the n of the shard.
func (c *Columns) RowOfDoc(shard, n int) []uint32 {
	return numbers[uint32](c.file, shardSection(shard), n)
}

// Fault is what is wrong with the file, as far as it was read.
func (c *Columns) Fault() error { return c.file.err }

// Close lets go of the file.
func (c *Columns) Close() error { return c.file.close() }

// Test turns a condition on values into one on rows; it asks each value once.
func (d Dictionary) Test(holds func(string) bool) func(row int) bool {
	yes := make([]bool, d.Values.Len())
	for i := range yes {
		yes[i] = holds(d.Values.At(i))
	}
	return func(row int) bool { return yes[d.Code[row]] }
}

// RowOf is where key is, or would be, among the rows.
func (c *Columns) RowOf(key models.Key) (row int, found bool) {
	return sort.Find(c.N, func(i int) int {
		return cmp.Or(strings.Compare(key.Source, c.Source.Values.At(int(c.Source.Code[i]))), strings.Compare(key.ID, c.ids.At(i)))
	})
}

// RowWords is row as its words: those of the title, those of the comment.
func (c *Columns) RowWords(row int) (title, comment []uint32) {
	all := c.Words[c.WordsAt[row]:c.WordsAt[row+1]]
	return all[:c.titleWords[row]], all[c.titleWords[row]:]
}

// Usage is how often a term is written, how mostly, and whether it can be
// what a comment is about.
func (c *Columns) Usage(term uint32) (times int, written string, topical bool) {
	best := uint32(0)
	for _, w := range c.WordsOf.Of(term) {
		times += int(c.WordCount[w])
		topical = topical || models.TermKind(c.wordKind[w]).Topical()
		if c.WordCount[w] > best {
			best, written = c.WordCount[w], c.written.Clone(int(w))
		}
	}
	return times, written, topical
}
