package themes

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"stemme/models"
	"stemme/pipeline/themes/internal/agreement"
	"stemme/pipeline/themes/internal/naming"
	"stemme/pipeline/themes/internal/vectors"
	"stemme/stemming"
)

var eval = flag.Bool("eval", false, "measure on the data beside the project and print a table")

// dataDir is the data beside the project; a test without it is skipped.
func dataDir(t testing.TB) string {
	dir, err := filepath.Abs("../../../shared/data")
	if err == nil {
		_, err = os.Stat(dir)
	}
	if err != nil {
		t.Skip("no ../shared/data beside the project")
	}
	return dir
}

// A goldSet is a set of texts whose subjects people have named.
type goldSet struct {
	name       string
	file       string
	text, gold int // columns
	header     bool
	lang       models.Language
	plain      bool // the text is terms already
}

var goldSets = []goldSet{
	{"banking77", "banking77/test.tsv", 2, 1, true, models.English, false},
	{"m10", "m10/corpus.tsv", 0, 2, false, models.English, true},
	{"corona", "corona-questions/questions.tsv", 3, 2, true, models.Danish, false},
}

// columns reads a file of tab-separated columns.
func columns(t testing.TB, file string, header bool) [][]string {
	f, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var rows [][]string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	if header {
		rows = rows[1:]
	}
	return rows
}

// analysed turns texts into responses and documents as a night does.
func analysed(texts []string, lang models.Language) ([]models.Response, []models.Document) {
	var b stemming.LexiconBuilder
	responses, documents := make([]models.Response, len(texts)), make([]models.Document, len(texts))
	for i, text := range texts {
		text = norm.NFC.String(text)
		responses[i] = models.Response{Source: "eval", ID: fmt.Sprintf("%06d", i), Comment: text, Scale: models.Scale1to5}
		if lang == models.Danish {
			b.Add(text)
		}
	}
	a := stemming.NewAnalyser(b.Lexicon(nil), stemming.DefaultLayers())
	for i := range responses {
		documents[i] = a.Document(responses[i].Comment, lang)
	}
	return responses, documents
}

// load reads a gold set.
func (g goldSet) load(t testing.TB) (responses []models.Response, documents []models.Document, gold []int, labels int) {
	var texts []string
	id := map[string]int{}
	for _, row := range columns(t, filepath.Join(dataDir(t), g.file), g.header) {
		if _, seen := id[row[g.gold]]; !seen {
			id[row[g.gold]] = len(id)
		}
		gold, texts = append(gold, id[row[g.gold]]), append(texts, row[g.text])
	}
	if !g.plain {
		responses, documents = analysed(texts, g.lang)
		return responses, documents, gold, len(id)
	}
	for i, text := range texts {
		r, d := written(fmt.Sprintf("%06d", i), [][]string{strings.Fields(text)})
		responses, documents = append(responses, r), append(documents, d)
	}
	return responses, documents, gold, len(id)
}

// labels numbers the primary themes of a result.
func labels(primary []string) []int {
	id, out := map[string]int{}, make([]int, len(primary))
	for i, p := range primary {
		if _, seen := id[p]; !seen {
			id[p] = len(id)
		}
		out[i] = id[p]
	}
	return out
}

func TestEval(t *testing.T) {
	if !*eval {
		t.Skip("run with -eval")
	}
	for _, g := range goldSets {
		evalGold(t, g)
	}
	evalReviews(t)
}

func evalGold(t *testing.T, g goldSet) {
	responses, documents, gold, k := g.load(t)
	var nmi, ari, acc float64
	const seeds = 3
	began := time.Now()
	for seed := range uint64(seeds) {
		cfg := Config{Themes: k, Seed: seed + 1, Workers: 2}
		l := labels(mustFind(t, responses, documents, cfg).Primary)
		nmi += agreement.MutualInformation(l, gold) / seeds
		ari += agreement.Rand(l, gold) / seeds
		acc += agreement.Accuracy(l, gold) / seeds
	}
	took := time.Since(began) / seeds
	free := DefaultConfig()
	free.Workers = 2
	own := mustFind(t, responses, documents, free)
	chosen := 0
	for _, c := range own.Choice {
		if c.Chosen {
			chosen = c.Themes
		}
	}
	fmt.Printf("%-10s K=%d  NMI %.1f ARI %.1f acc %.1f  chosen K %d  %.1fs\n", g.name, k, 100*nmi, 100*ari, 100*acc, chosen, took.Seconds())
}

func evalReviews(t *testing.T) {
	var texts []string
	var stars []string
	for _, row := range columns(t, filepath.Join(dataDir(t), "danish-reviews/reviews.tsv"), true) {
		texts, stars = append(texts, row[5]), append(stars, row[2])
	}
	responses, documents := analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score = models.ScoreOf(int(stars[i][0] - '0'))
	}
	cfg := DefaultConfig()
	cfg.Themes, cfg.Workers = 40, 2
	began := time.Now()
	whole := mustFind(t, responses, documents, cfg)

	fmt.Printf("reviews: %d themes, %.1fs, without theme %.3f\n", len(whole.Themes), time.Since(began).Seconds(), whole.Remainder.Share())
	var words [][]models.Word
	ready := 0
	for _, th := range whole.Themes {
		if th.Separation == th.Separation {
			words = append(words, th.Words)
			if th.State == models.Ready {
				ready++
			}
		}
	}
	var npmi float64
	for _, v := range naming.NPMI(documents, words, 2) {
		npmi += v / float64(len(words))
	}
	fmt.Printf("NPMI %.3f diversity %.3f ready %d\n", npmi, naming.Diversity(words), ready)
	if os.Getenv("STEMME_SHOW") != "" {
		kl := append(whole.Model.specific(), make([]float64, 10)...)
		for i, th := range whole.Themes {
			var w []string
			for _, x := range th.Words[:min(7, len(th.Words))] {
				w = append(w, x.Written)
			}
			fmt.Printf("%s %s %-9s kl %.2f %5d coh %.2f sep %.2f stab %.2f fit %.2f %q %v\n", th.ID, th.Parent, th.State, kl[i], th.Responses, th.Coherence, th.Separation, th.Stability, th.LabelFit, th.Name, w)
		}
	}
	evalStability(t, responses, documents, cfg)
	cfg.Themes = 0
	began = time.Now()
	free := mustFind(t, responses, documents, cfg)
	fmt.Printf("chosen freely: %.1fs\n", time.Since(began).Seconds())
	for _, c := range free.Choice {
		fmt.Printf("   %3d stability %.3f coherence %.3f score %.3f %v\n", c.Themes, c.Stability, c.Coherence, c.Score(), c.Chosen)
	}
}

// evalStability compares fits to two 90 % samples on the clauses in both.
func evalStability(t *testing.T, responses []models.Response, documents []models.Document, cfg Config) {
	type place struct {
		id     string
		clause int
	}
	var seen [2]map[place]string
	for v := range seen {
		var rs []models.Response
		var ds []models.Document
		for i := range responses {
			if vectors.Mix(uint64(i)*77+uint64(v))%10 != 0 {
				rs, ds = append(rs, responses[i]), append(ds, documents[i])
			}
		}
		fit, err := fitModel(context.Background(), clausesOf(ds), nil, cfg)
		if err != nil {
			t.Fatal(err)
		}
		seen[v] = map[place]string{}
		for _, m := range fit.model.Assign(ds, cfg.MinProbability, 2) {
			p := place{rs[m.Response].ID, m.Clause}
			if _, has := seen[v][p]; !has { // the likeliest comes first
				seen[v][p] = m.Theme
			}
		}
	}
	id := map[string]int{}
	var a, b []int
	for i := range responses {
		for j := range documents[i].Clauses {
			p := place{responses[i].ID, j}
			x, y := seen[0][p], seen[1][p]
			if x == "" || y == "" {
				continue
			}
			for _, s := range []string{x, y} {
				if _, has := id[s]; !has {
					id[s] = len(id)
				}
			}
			a, b = append(a, id[x]), append(b, id[y])
		}
	}
	fmt.Printf("two 90%% samples: %d clauses with a theme in both, ARI %.3f\n", len(a), agreement.Rand(a, b))
}

func TestProfileReviews(t *testing.T) {
	if !*eval {
		t.Skip("run with -eval")
	}
	var texts []string
	for _, row := range columns(t, filepath.Join(dataDir(t), "danish-reviews/reviews.tsv"), true) {
		texts = append(texts, row[5])
	}
	responses, documents := analysed(texts, models.Danish)
	cfg := DefaultConfig()
	cfg.Themes, cfg.Workers = 40, 2
	began := time.Now()
	mustFind(t, responses, documents, cfg)
	fmt.Printf("%.1fs\n", time.Since(began).Seconds())
}
