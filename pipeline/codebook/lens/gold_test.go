package lens_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/stemming"
)

// A goldRow is an invented comment and what its author says it speaks of, by lens.
type goldRow struct {
	author, sector, text string
	labels               map[string]map[string]byte // lens -> entry -> '+', '-' or '0'; no lens where it was not labelled
}

// The gold comments are parted in two: by those for development the lenses were
// mended, those for the test nobody who wrote a lens has read.
const (
	development = "development"
	held        = "test"
)

// split is the part that a gold file belongs to.
func split(file string) string {
	if strings.HasSuffix(file, "-test.tsv") {
		return held
	}
	return development
}

// author is who wrote a gold file: authorN-…, or the first of them.
func author(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), "-")
	if strings.HasPrefix(name, "author") {
		return name
	}
	return "author1"
}

// gold reads the gold comments of a part.
func gold(t testing.TB, part string) []goldRow {
	t.Helper()
	files, err := filepath.Glob("../testdata/gold/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var rows []goldRow
	for _, file := range files {
		if split(file) != part {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
		header := strings.Split(lines[0], "\t")
		for n, line := range lines[1:] {
			cells := strings.Split(line, "\t")
			if len(cells) > len(header) {
				t.Fatalf("%s:%d: %d cells", file, n+2, len(cells))
			}
			row := goldRow{author: author(file), labels: map[string]map[string]byte{}}
			for i, name := range header {
				cell := ""
				if i < len(cells) {
					cell = strings.TrimSpace(cells[i])
				}
				switch name {
				case "sector":
					row.sector = cell
				case "text":
					row.text = cell
				default:
					row.labels[name] = goldLabels(cell)
				}
			}
			for _, s := range sectors {
				if s != row.sector {
					delete(row.labels, lens.Supplement+s)
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

var sectors = []string{"bank", "forsikring", "tele", "detail", "kommune", "forsyning", "sundhed"}

func goldLabels(cell string) map[string]byte {
	out := map[string]byte{}
	for label := range strings.SplitSeq(cell, ";") {
		if label = strings.TrimSpace(label); len(label) > 1 {
			out[label[:len(label)-1]] = label[len(label)-1]
		}
	}
	return out
}

// A tally counts what was found of an entry, and how its polarity was told.
type tally struct{ hit, missed, false, told, turned int }

func (c tally) f1() float64 {
	if c.hit == 0 {
		return 0
	}
	return 2 * float64(c.hit) / float64(2*c.hit+c.missed+c.false)
}

func (c *tally) add(o *tally) {
	c.hit, c.missed, c.false, c.told, c.turned = c.hit+o.hit, c.missed+o.missed, c.false+o.false, c.told+o.told, c.turned+o.turned
}

// score reads every gold comment by all shipped lenses.
func score(rows []goldRow) map[string]map[string]*tally {
	var b stemming.LexiconBuilder
	for _, r := range rows {
		b.Add(r.text)
	}
	analyser := stemming.NewAnalyser(b.Lexicon(nil), stemming.DefaultLayers())
	m := lens.Compile(lens.Shipped(), analyser)
	reader, themes := m.NewReader(), m.Themes()
	out := map[string]map[string]*tally{}
	for _, t := range themes {
		if out[t.Lens] == nil {
			out[t.Lens] = map[string]*tally{}
		}
		out[t.Lens][strings.TrimPrefix(t.ID, t.Lens+"/")] = &tally{}
	}
	for _, r := range rows {
		doc := analyser.Document(r.text, models.Danish)
		found := map[string][]float64{}
		for _, f := range reader.Document(r.text, &doc) {
			found[themes[f.Entry].ID] = append(found[themes[f.Entry].ID], f.Polarity)
		}
		for name, labels := range r.labels {
			for entry, c := range out[name] {
				polarities, is := found[name+"/"+entry]
				sign, want := labels[entry]
				switch {
				case is && want:
					c.hit++
					if sign != '0' {
						c.told++
						if sum(polarities) > 0 != (sign == '+') || sum(polarities) == 0 {
							c.turned++
						}
					}
				case want:
					c.missed++
				case is:
					c.false++
				}
			}
		}
	}
	return out
}

func sum(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s
}

// enough is how many gold comments an entry needs to count in a mean.
const enough = 5

// bars are the least macro-F1 on the test part that each lens must hold: what was
// measured on 1,630 comments of six authors on 26 November 2026, less 0.02. Two of
// the authors said things sideways on purpose. fravalg is what was measured on 28 November, less 0.02: who leaves
// is told by patterns, or by lessons from odds of 0.5, and reasons are only told of who leaves. The aim is 0.75 for kundetemaer and 0.80
// for the others of the first line, which eskalering alone reaches.
var bars = map[string]float64{
	"kundetemaer": 0.67, "servicepraeference": 0.70, "adfaerd": 0.68, "eskalering": 0.85, "afgang": 0.69, "principper": 0.63,
	"formaal": 0.59, "fravalg": 0.53, "valg": 0.72, "loefter": 0.73, "serviceprioriteter": 0.71,
	"kundetemaer-bank": 0.86, "kundetemaer-detail": 0.85, "kundetemaer-forsikring": 0.83, "kundetemaer-forsyning": 0.80,
	"kundetemaer-kommune": 0.89, "kundetemaer-sundhed": 0.77, "kundetemaer-tele": 0.80,
}

// polarityBar is the least share of polarities told right on the test part.
const polarityBar = 0.90

// TestGold holds the shipped lenses to comments that were invented and labelled by
// people who had not seen their words.
func TestGold(t *testing.T) {
	t.Parallel()
	for _, part := range []string{development, held} {
		t.Run(part, func(t *testing.T) {
			rows := gold(t, part)
			if len(rows) == 0 {
				t.Skip("no gold comments")
			}
			scores := score(rows)
			for _, name := range lens.IDs(lens.Shipped()) {
				mean, n := report(t, name, scores[name])
				if bar, ok := bars[name]; ok && part == held && n > 0 && mean < bar {
					t.Errorf("%s: macro-F1 %.3f, want %.2f", name, mean, bar)
				}
			}
			told, turned := 0, 0
			for _, entries := range scores {
				for _, c := range entries {
					told, turned = told+c.told, turned+c.turned
				}
			}
			right := float64(told-turned) / float64(told)
			t.Logf("polarity %.3f of %d", right, told)
			if part == held && right < polarityBar {
				t.Errorf("polarity %.3f of %d, want %.2f", right, told, polarityBar)
			}
		})
	}
}

// report logs the scores of a lens. It returns the mean F1 of the n entries that
// enough comments speak of.
func report(t *testing.T, name string, entries map[string]*tally) (mean float64, n int) {
	total, all, detail := 0.0, tally{}, ""
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		c := entries[id]
		if c.hit+c.missed+c.false == 0 {
			continue
		}
		all.hit, all.missed, all.false = all.hit+c.hit, all.missed+c.missed, all.false+c.false
		detail += fmt.Sprintf("  %-24s F1 %.2f  found %d  missed %d  false %d  polarity %d/%d\n", id, c.f1(), c.hit, c.missed, c.false, c.told-c.turned, c.told)
		if c.hit+c.missed >= enough {
			total += c.f1()
			n++
		}
	}
	if n == 0 {
		return 0, 0
	}
	t.Logf("%s: macro-F1 %.3f over %d entries, micro-F1 %.3f\n%s", name, total/float64(n), n, all.f1(), detail)
	return total / float64(n), n
}
