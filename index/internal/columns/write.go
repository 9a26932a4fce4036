package columns

import (
	"fmt"
	"slices"
	"strings"
)

// Write writes the column file of rows, which the parts share out in
// order.
func Write(name string, rows []*Document, parts []*RowPart) error {
	s, err := createSections(name)
	if err != nil {
		return err
	}
	writeRows(s, rows)
	writeCuts(s, rows)
	words := make([]*shardWords, len(parts))
	for i, part := range parts {
		words[i] = part.words
		putNumbers(s, shardSection(i), part.RowOfDoc)
	}
	l, global := joinWords(words)
	l.write(s)
	writeForward(s, l, parts, global)
	return s.close()
}

func shardSection(i int) string { return fmt.Sprintf("shard.%d", i) }

func writeRows(s *sectionWriter, rows []*Document) {
	n := len(rows)
	putDictionary(s, "source", n, func(i int) string { return rows[i].Key.Source })
	putStrings(s, "id", n, func(i int) string { return rows[i].Key.ID })
	putStrings(s, "title", n, func(i int) string { return rows[i].Title })
	putStrings(s, "comment", n, func(i int) string { return rows[i].Comment })
	class, score, day := make([]uint8, n), make([]int16, n), make([]int32, n)
	for i, d := range rows {
		class[i], score[i], day[i] = uint8(d.Class), NoScore, int32(d.Day)
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
		if Fold(exact) != exact {
			folded = append(folded, uint32(w))
		}
	}
	slices.SortStableFunc(folded, func(a, b uint32) int {
		return strings.Compare(Fold(l.exact[a]), Fold(l.exact[b]))
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
func writeForward(s *sectionWriter, l *lexicon, parts []*RowPart, global [][]uint32) {
	size := 0
	for _, sh := range parts {
		size += len(sh.forward)
	}
	var at, titles []uint32
	words := make([]uint32, 0, size)
	termRows, last := make([]uint32, len(l.terms)), make([]int, len(l.terms))
	row := 0
	for i, sh := range parts {
		for r := range sh.titles {
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
