package themes

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"stemme/models"
	"stemme/pipeline/themes/internal/agreement"
	"stemme/pipeline/themes/internal/corpus"
	"stemme/pipeline/themes/internal/naming"
	"stemme/pipeline/themes/internal/vectors"
	"stemme/stemming"
	"stemme/testdata/corpora"
)

var (
	eval = flag.Bool("eval", false, "measure themes on the data beside the project; print the table and keep it in testdata/golden/quality.txt")
	show = flag.Bool("show", false, "with -eval: list the themes of the reviews on the terminal")
)

// TestEval prints one table of everything that is claimed of the themes'
// quality. It is kept in the repository, so that a change shows as a diff; the
// data is not, and nothing of its text gets into the table.
func TestEval(t *testing.T) {
	if !*eval {
		t.Skip("run with -eval")
	}
	corpora.File(t, "danish-reviews/reviews.tsv")
	var table bytes.Buffer
	out := io.MultiWriter(&table, os.Stdout)
	fmt.Fprint(out, "Themes through all of Find.\n\n")
	fmt.Printf("%s, 2 workers\n", cpuName())
	fmt.Fprintln(out, "Gold sets: as many themes as labels, threshold 0, primary theme of each text, mean of 3 seeds, x 100.")
	fmt.Fprintf(out, "%-12s %6s %6s %6s %6s %9s %8s %9s\n", "set", "labels", "NMI", "ARI", "acc.", "seeds ARI", "rows ARI", "K chosen")
	for _, g := range goldSets {
		evalGold(t, g, out)
	}
	evalReviews(t, out)
	if err := os.WriteFile(filepath.Join("..", "..", "testdata", "golden", "quality.txt"), table.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
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

func evalGold(t *testing.T, g goldSet, out io.Writer) {
	const seeds = 3
	responses, documents, gold, k := g.load(t)
	var nmi, ari, acc, same float64
	var parts [][]int
	for seed := range uint64(seeds) {
		cfg := Config{Themes: k, Seed: seed + 1, Workers: 2}
		l := labels(mustFind(t, responses, documents, cfg).Primary)
		nmi += 100 * agreement.MutualInformation(l, gold) / seeds
		ari += 100 * agreement.Rand(l, gold) / seeds
		acc += 100 * agreement.Accuracy(l, gold) / seeds
		for _, p := range parts {
			same += 100 * agreement.Rand(l, p) / (seeds * (seeds - 1) / 2)
		}
		parts = append(parts, l)
	}
	rs, ds := slices.Clone(responses), slices.Clone(documents)
	slices.Reverse(rs)
	slices.Reverse(ds)
	turned := mustFind(t, rs, ds, Config{Themes: k, Seed: 1, Workers: 1}).Primary
	slices.Reverse(turned)
	cfg := DefaultConfig()
	cfg.Workers = 2
	fmt.Fprintf(out, "%-12s %6d %6.1f %6.1f %6.1f %9.1f %8.1f %9d\n", g.name, k, nmi, ari, acc, same,
		100*agreement.Rand(parts[0], labels(turned)), chosen(mustFind(t, responses, documents, cfg).Choice))
}

func chosen(tried []Choice) int {
	for _, c := range tried {
		if c.Chosen {
			return c.Themes
		}
	}
	return 0
}

// load reads a gold set.
func (g goldSet) load(t testing.TB) (responses []models.Response, documents []models.Document, gold []int, labels int) {
	var texts []string
	id := map[string]int{}
	for _, row := range columns(t, corpora.File(t, g.file), g.header) {
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

func evalReviews(t *testing.T, out io.Writer) {
	responses, documents := reviews(t)
	cfg := DefaultConfig()
	cfg.Themes, cfg.Workers = 40, 2
	began, cpu := time.Now(), spent()
	r := mustFind(t, responses, documents, cfg)
	took, work := time.Since(began).Seconds(), spent()-cpu
	var words [][]models.Word
	ready := 0
	for i, th := range r.Themes {
		if *show {
			showTheme(r, i)
		}
		if i < len(r.Model.themes) {
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
	fmt.Fprintf(out, "\nDanish reviews: %d responses, %d clauses with two content terms, 40 themes asked for.\n", len(responses), r.Remainder.Clauses)
	line := func(name, form string, value any) { fmt.Fprintf(out, "%-58s "+form+"\n", name, value) }
	line("coherence of the words shown (NPMI, window 10)", "%.3f", npmi)
	line("diversity of the words shown", "%.3f", naming.Diversity(words))
	line("themes ready, of 40", "%d", ready)
	line("share of those clauses without a theme", "%.3f", r.Remainder.Share())
	for _, how := range []struct {
		number int
		name   string
	}{{40, "two 90 % samples, mean of two pairs"}, {0, "number chosen: two 90 % samples"}} {
		cfg.Themes = how.number
		const pairs = 2
		var one, all float64
		for pair := range uint64(pairs) {
			a, b := evalSamples(t, responses, documents, pair, cfg)
			one, all = one+a/pairs, all+b/pairs
		}
		line(how.name+", theme in both: ARI", "%.3f", one)
		line(how.name+", all clauses: ARI", "%.3f", all)
	}
	cfg.Themes = 40
	passing := func(name string, value float64) { fmt.Printf("%-58s %.1f\n", name, value) } // differs from run to run
	passing("seconds, themes, names, polarity and all", took)
	passing("of processor time", work)
	evalStages(t, responses, documents, r, cfg, os.Stdout)
	cfg.Themes = 0
	cpu = spent()
	free := mustFind(t, responses, documents, cfg)
	passing("of processor time, with the number of themes chosen", spent()-cpu)
	passing("peak memory of this evaluation, MB", float64(peak()))
	fmt.Fprintln(out, "\nNumber of themes: stability (ARI of two samples), coherence (NPMI within clauses)")
	for _, c := range free.Choice {
		fmt.Fprintf(out, "%4d %7.3f %7.3f", c.Themes, c.Stability, c.Coherence)
		if c.Chosen {
			fmt.Fprint(out, "  chosen")
		}
		fmt.Fprintln(out)
	}
}

// showTheme lists a theme on the terminal, never in the table.
func showTheme(r Result, i int) {
	th := r.Themes[i]
	var words []string
	for _, w := range th.Words[:min(7, len(th.Words))] {
		words = append(words, w.Written)
	}
	fmt.Printf("%s %-5s %-9s %5d coh %5.2f sep %5.2f stab %4.2f fit %.2f %q %v\n", th.ID, th.Parent, th.State, th.Responses,
		th.Coherence, th.Separation, th.Stability, th.LabelFit, th.Name, words)
}

// evalSamples compares fits to two 90 % samples of the responses on the clauses
// in both: on those with a theme in both, and on all by their likeliest theme.
func evalSamples(t *testing.T, responses []models.Response, documents []models.Document, pair uint64, cfg Config) (confident, all float64) {
	type place struct {
		id     string
		clause int
	}
	var seen [2]map[place]models.Mention
	for v := range seen {
		var rs []models.Response
		var ds []models.Document
		for i := range responses {
			if vectors.Mix(uint64(i)*77+2*pair+uint64(v))%10 != 0 {
				rs, ds = append(rs, responses[i]), append(ds, documents[i])
			}
		}
		cfg.wordy = wordy(ds)
		clauses := clausesOf(ds, cfg.wordy, cfg.Workers)
		fit, err := (&work{c: corpus.New(fitting(clauses, apart(clauses, 2)), minimum(len(clauses)), false), cfg: cfg}).fitModel(context.Background(), clauses, Input{Responses: rs, Documents: ds}, nil)
		if err != nil {
			t.Fatal(err)
		}
		seen[v] = map[place]models.Mention{}
		for _, m := range fit.model.Assign(ds, 0, 2) {
			p := place{rs[m.Response].ID, m.Clause}
			if _, has := seen[v][p]; !has { // the likeliest comes first
				seen[v][p] = m
			}
		}
	}
	var sure, every [2][]string
	for i := range responses {
		for j := range documents[i].Clauses {
			p := place{responses[i].ID, j}
			a, inA := seen[0][p]
			b, inB := seen[1][p]
			if !inA || !inB {
				continue
			}
			every[0], every[1] = append(every[0], a.Theme), append(every[1], b.Theme)
			if a.Probability >= cfg.MinProbability && b.Probability >= cfg.MinProbability {
				sure[0], sure[1] = append(sure[0], a.Theme), append(sure[1], b.Theme)
			}
		}
	}
	return agreement.Rand(labels(sure[0]), labels(sure[1])), agreement.Rand(labels(every[0]), labels(every[1]))
}

// reviews reads the Danish reviews with their stars as scores.
func reviews(t testing.TB) ([]models.Response, []models.Document) {
	var texts []string
	var stars []models.Score
	for _, row := range columns(t, corpora.File(t, "danish-reviews/reviews.tsv"), true) {
		n, _ := strconv.Atoi(row[2])
		texts, stars = append(texts, row[5]), append(stars, models.ScoreOf(n))
	}
	responses, documents := analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score = stars[i]
	}
	return responses, documents
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

// labels numbers theme ids.
func labels(themes []string) []int {
	id, out := map[string]int{}, make([]int, len(themes))
	for i, p := range themes {
		if _, seen := id[p]; !seen {
			id[p] = len(id)
		}
		out[i] = id[p]
	}
	return out
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

// cpuName is the processor that the figures were measured on.
func cpuName() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, after, _ := strings.Cut(string(text), "model name")
	name, _, _ := strings.Cut(strings.TrimLeft(after, "\t :"), "\n")
	return name
}

// BenchmarkFind prints how time and memory grow with the clauses.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 700_000} {
		responses, documents, _ := survey(n, 40, 1)
		clauses := 0
		for i := range documents {
			clauses += len(documents[i].Clauses)
		}
		b.Run(fmt.Sprintf("clauses=%d", clauses), func(b *testing.B) {
			cfg := DefaultConfig()
			cfg.Themes, cfg.Workers = 40, 2
			for b.Loop() {
				mustFind(b, responses, documents, cfg)
			}
			b.ReportMetric(float64(clauses)*float64(b.N)/b.Elapsed().Seconds(), "clauses/s")
			b.ReportMetric(float64(peak()), "peak-MB")
		})
	}
}

// BenchmarkReviews finds, names and feels the themes of the reviews; cpu-s is of all
// processors.
func BenchmarkReviews(b *testing.B) {
	responses, documents := reviews(b)
	for _, number := range []int{0, 40} {
		b.Run(fmt.Sprintf("themes=%d", number), func(b *testing.B) {
			cfg := DefaultConfig()
			cfg.Themes, cfg.Workers = number, 2
			began := spent()
			for b.Loop() {
				mustFind(b, responses, documents, cfg)
			}
			b.ReportMetric((spent()-began)/float64(b.N), "cpu-s/op")
			b.ReportMetric(float64(peak()), "peak-MB")
		})
	}
}
