package themes

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"stemme/models"
	"stemme/pipeline/themes/internal/agreement"
	"stemme/pipeline/themes/internal/naming"
	"stemme/stemming"
	"stemme/testdata/corpora"
)

// layerSeeds is the number of seeds that layers are measured with. One seed
// alone moves a figure by more than most layers do.
const layerSeeds = 6

// sampled is the number of reviews that layers are measured on.
const sampled = 6000

// A layering is a way to read Danish.
type layering struct {
	name   string
	layers stemming.Layers
	below  int // parts count where the whole is in fewer comments than this; 0 for everywhere
}

var layerings = []layering{
	{"none", stemming.Layers{}, 0},
	{"repairs alone", stemming.Layers{Repairs: true}, 0},
	{"folding alone", stemming.Layers{Folding: true}, 0},
	{"compounds alone", stemming.Layers{Compounds: true}, 0},
	{"spelling alone", stemming.Layers{Spelling: true}, 0},
	{"all but repairs", stemming.Layers{Compounds: true, Folding: true, Spelling: true}, 0},
	{"all but folding", stemming.Layers{Repairs: true, Compounds: true, Spelling: true}, 0},
	{"all but compounds", stemming.Layers{Repairs: true, Folding: true, Spelling: true}, 0},
	{"all but spelling", stemming.Layers{Repairs: true, Compounds: true, Folding: true}, 0},
	{"all", stemming.DefaultLayers(), 0},
	{"all, parts of rare wholes", stemming.DefaultLayers(), 5},
}

// TestEvalLayers prints what each layer of the language work does to themes and
// to search, and keeps it in the repository beside what TestEval prints.
func TestEvalLayers(t *testing.T) {
	t.Parallel()
	if !*eval {
		t.Skip("run with -eval")
	}
	corpora.File(t, "danish-reviews/reviews.tsv")
	var table bytes.Buffer
	out := io.MultiWriter(&table, os.Stdout)
	fmt.Fprintf(out, "Layers of the language work (stemming.Layers), one at a time and all but one.\n\n"+
		"corona: questions with 57 subjects, 57 themes, NMI x 100. reviews: %d of them, 40 themes, NPMI of the words shown\n"+
		"x 1000, in windows of 10 words that are read with all layers. Both: mean of %d seeds, its standard error.\n"+
		"search: mean recall@20 x 100 of queries over all reviews, whose relevant words were listed by hand without\n"+
		"misspellings, and over invented comments by what they are about; the share x 100 of real misspellings that meet\n"+
		"the word meant.\n\n", sampled, layerSeeds)
	fmt.Fprintf(out, "%-28s %14s %14s %9s %10s %9s\n", "", "corona NMI", "reviews NPMI", "reviews", "invented", "misspelt")
	search := newSearching(t)
	for _, l := range layerings {
		nmi, npmi := l.questions(t), l.reviews(t)
		fmt.Fprintf(out, "%-28s %14s %14s", l.name, nmi, npmi)
		if l.below == 0 {
			fmt.Fprintf(out, " %9.1f %10.1f %9.1f", 100*search.reviews.recall(t, l.layers), 100*search.invented.recall(t, l.layers),
				100*l.misspelt(t, search.reviews.comments))
		}
		fmt.Fprintln(out)
	}
	if err := os.WriteFile(filepath.Join("..", "..", "testdata", "golden", "layers.txt"), table.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read turns Danish texts into responses and documents as a night does.
func (l layering) read(texts []string) (*stemming.Analyser, []models.Response, []models.Document) {
	var b stemming.LexiconBuilder
	responses, documents := make([]models.Response, len(texts)), make([]models.Document, len(texts))
	for i, text := range texts {
		responses[i] = models.Response{Source: "eval", ID: fmt.Sprintf("%06d", i), Comment: norm.NFC.String(text), Scale: models.Scale1to5}
		b.Add(responses[i].Comment)
	}
	a := stemming.NewAnalyser(b.Lexicon(nil), l.layers)
	for i := range responses {
		documents[i] = a.Document(responses[i].Comment, models.Danish)
	}
	if l.below > 0 {
		withoutParts(documents, l.below)
	}
	return a, responses, documents
}

// withoutParts takes the parts of compounds out that below comments or more
// hold: what is written often can speak for itself.
func withoutParts(documents []models.Document, below int) {
	holders, last := map[string]int{}, map[string]int{}
	for i := range documents {
		for _, c := range documents[i].Clauses {
			for _, term := range c.Terms {
				if last[term.Text] != i+1 {
					last[term.Text] = i + 1
					holders[term.Text]++
				}
			}
		}
	}
	for i := range documents {
		for j := range documents[i].Clauses {
			c := &documents[i].Clauses[j]
			kept, whole := c.Terms[:0], ""
			for _, term := range c.Terms {
				if term.Kind != models.Part {
					whole = term.Text
				} else if holders[whole] >= below {
					continue
				}
				kept = append(kept, term)
			}
			c.Terms = kept
		}
	}
}

// questions is the agreement of themes with the subjects of questions.
func (l layering) questions(t *testing.T) spread {
	var texts []string
	var gold []string
	for _, row := range columns(t, corpora.File(t, "corona-questions/questions.tsv"), true) {
		gold, texts = append(gold, row[2]), append(texts, row[3])
	}
	_, responses, documents := l.read(texts)
	subjects := labels(gold)
	var s spread
	for seed := range uint64(layerSeeds) {
		found := mustFind(t, responses, documents, Config{Themes: 57, Seed: seed + 1, Workers: 2}).Primary
		s = append(s, 100*agreement.MutualInformation(labels(found), subjects))
	}
	return s
}

// reviews is the coherence of the words that themes of the reviews show, by
// one yardstick for all layerings.
func (l layering) reviews(t *testing.T) spread {
	rows := columns(t, corpora.File(t, "danish-reviews/reviews.tsv"), true)
	texts, stars := make([]string, sampled), make([]models.Score, sampled)
	for i := range texts {
		row := rows[i*len(rows)/sampled]
		texts[i], stars[i] = row[5], models.ScoreOf(int(row[2][0]-'0'))
	}
	_, responses, documents := l.read(texts)
	for i := range responses {
		responses[i].Score = stars[i]
	}
	yardstick, _, measured := layering{layers: stemming.DefaultLayers()}.read(texts)
	var s spread
	for seed := range uint64(layerSeeds) {
		cfg := DefaultConfig()
		cfg.Themes, cfg.Seed, cfg.Workers = 40, seed+1, 2
		var words [][]models.Word
		for _, th := range mustFind(t, responses, documents, cfg).Themes {
			shown := make([]models.Word, 0, 10)
			for _, w := range th.Words[:min(10, len(th.Words))] {
				shown = append(shown, models.Word{Term: firstTerm(yardstick, w.Written)})
			}
			if len(shown) > 1 {
				words = append(words, shown)
			}
		}
		mean := 0.0
		for _, v := range naming.NPMI(measured, words, 2) {
			mean += 1000 * v / float64(len(words))
		}
		s = append(s, mean)
	}
	return s
}

// firstTerm is the first term of what is written.
func firstTerm(a *stemming.Analyser, written string) string {
	for _, c := range a.Document(strings.TrimSpace(written), models.Danish).Clauses {
		for _, term := range c.Terms {
			return term.Text
		}
	}
	return ""
}
