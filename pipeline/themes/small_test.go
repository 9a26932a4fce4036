package themes

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/themes/internal/agreement"
)

// TestSmall holds that surveys too small or too uniform for themes say so, and
// that none of them is a fault.
func TestSmall(t *testing.T) {
	t.Parallel()
	same := func(n int, words ...string) (rs []models.Response, ds []models.Document) {
		for i := range n {
			r, d := written(fmt.Sprintf("r%04d", i), [][]string{words})
			rs, ds = append(rs, r), append(ds, d)
		}
		return rs, ds
	}
	empty := func(n int) ([]models.Response, []models.Document) {
		rs, ds := same(n)
		for i := range rs {
			rs[i].Comment, ds[i].Clauses = "", nil
		}
		return rs, ds
	}
	some := func(n int) ([]models.Response, []models.Document) {
		rs, ds, _ := survey(n, 4, 2)
		return rs, ds
	}
	for _, c := range []struct {
		name   string
		make   func() ([]models.Response, []models.Document)
		themes bool
	}{
		{"none", func() ([]models.Response, []models.Document) { return nil, nil }, false},
		{"one", func() ([]models.Response, []models.Document) { return some(1) }, false},
		{"all empty", func() ([]models.Response, []models.Document) { return empty(300) }, false},
		{"all the same", func() ([]models.Response, []models.Document) { return same(300, "lang", "ventetid") }, false},
		{"one word each", func() ([]models.Response, []models.Document) { return same(300, "fint") }, false},
		{"thirty", func() ([]models.Response, []models.Document) { return some(30) }, true},
		{"three hundred", func() ([]models.Response, []models.Document) { return some(300) }, true},
	} {
		for _, k := range []int{0, 1, 2, 40, 100000} {
			rs, ds := c.make()
			cfg := DefaultConfig()
			cfg.Themes = k
			r := mustFind(t, rs, ds, cfg)
			if (len(r.Themes) > 0) != c.themes {
				t.Errorf("%s, %d themes asked for: found %d", c.name, k, len(r.Themes))
			}
			if len(r.Primary) != len(rs) {
				t.Errorf("%s: %d primary themes for %d responses", c.name, len(r.Primary), len(rs))
			}
		}
	}
}

// TestPasted holds that a text pasted many times is no theme of its own making:
// the themes are those without the copies.
func TestPasted(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(400, 5, 3)
	cfg := DefaultConfig()
	cfg.Themes = 5
	want := mustFind(t, responses, documents, cfg).Model
	for i := range 500 {
		r, _ := written(fmt.Sprintf("x%04d", i), nil)
		r.Comment = responses[7].Comment
		responses, documents = append(responses, r), append(documents, documents[7])
	}
	got := mustFind(t, responses, documents, cfg).Model
	if !slices.Equal(want.mix.Term.Data, got.mix.Term.Data) {
		t.Error("500 copies of one comment change the theme model")
	}
}

// TestRecover finds the subjects of an invented survey again.
func TestRecover(t *testing.T) {
	t.Parallel()
	responses, documents, gold := survey(1200, 12, 4)
	cfg := DefaultConfig()
	cfg.Themes = 12
	r := mustFind(t, responses, documents, cfg)
	if nmi := agreement.MutualInformation(labels(r.Primary), gold); nmi < 0.9 {
		t.Errorf("NMI with the invented subjects %.3f, want at least 0.9", nmi)
	}
	if s := r.Remainder.Share(); s > 0.25 {
		t.Errorf("%.3f of the clauses without a theme, want at most 0.25", s)
	}
	cfg.Themes = 0
	r = mustFind(t, responses, documents, cfg)
	i := slices.IndexFunc(r.Choice, func(c Choice) bool { return c.Chosen })
	if k := r.Choice[i].Themes; k < 10 || k > 15 {
		t.Errorf("%d themes chosen for 12 subjects: %v", k, r.Choice)
	}
	cfg.MinProbability = 0
	for _, m := range mustFind(t, responses, documents, cfg).Mentions {
		if m.Probability <= 0 || m.Probability > 1 {
			t.Fatalf("probability %v", m.Probability)
		}
	}
}

// TestRemainder holds what the threshold does: at 0 every clause with a known
// content term has a theme; higher thresholds leave the same mentions or fewer.
func TestRemainder(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(500, 6, 5)
	cfg := DefaultConfig()
	cfg.Themes, cfg.MinProbability = 6, 0
	r := mustFind(t, responses, documents, cfg)
	if r.Remainder.Without != 0 {
		t.Errorf("threshold 0 leaves %d clauses without a theme", r.Remainder.Without)
	}
	before := len(r.Mentions)
	for _, p := range []float64{0.3, 0.5, 0.8, 1} {
		now := r.Model.Assign(documents, p, 1)
		if len(now) > before {
			t.Errorf("threshold %v gives %d mentions, a lower one %d", p, len(now), before)
		}
		before = len(now)
		for _, m := range now {
			if m.Probability < p {
				t.Fatalf("threshold %v lets %v through", p, m.Probability)
			}
		}
	}
}

// TestCounts recounts every figure of the themes from the mentions and the
// responses alone.
func TestCounts(t *testing.T) {
	t.Parallel()
	responses, documents, gold := survey(800, 16, 6)
	for i := range documents { // each two subjects share words
		for j := range documents[i].Clauses {
			c := &documents[i].Clauses[j]
			c.Terms = append(c.Terms, models.Term{Text: fmt.Sprintf("par%dw%d", gold[i]/2, (i+j)%4), Start: c.Start, End: c.End})
		}
	}
	cfg := DefaultConfig()
	cfg.Themes = 16
	in := Input{Responses: responses, Documents: documents}
	for _, top := range mustFind(t, responses, documents, cfg).Model.tops {
		in.Book.Edits = append(in.Book.Edits, codebook.Edit{Pin: top})
	}
	r, err := Find(t.Context(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string][]string{}
	for _, th := range r.Themes {
		of[th.ID] = append(of[th.ID], th.ID)
		if th.Parent != "" {
			of[th.Parent] = append(of[th.Parent], th.ID)
		}
	}
	if len(of) <= 16 {
		t.Error("16 themes have no top themes")
	}
	for _, th := range r.Themes {
		clauses, who := map[[2]int]bool{}, map[int]bool{}
		for _, m := range r.Mentions {
			if slices.Contains(of[th.ID], m.Theme) {
				clauses[[2]int{m.Response, m.Clause}], who[m.Response] = true, true
			}
		}
		if th.Clauses != len(clauses) || th.Responses != len(who) || th.Share != float64(len(who))/800 {
			t.Errorf("%s: %d clauses, %d responses, share %v; recounted %d and %d", th.ID, th.Clauses, th.Responses, th.Share, len(clauses), len(who))
		}
	}
	sum := map[int]map[string]float64{}
	for _, m := range r.Mentions {
		if sum[m.Response] == nil {
			sum[m.Response] = map[string]float64{}
		}
		sum[m.Response][m.Theme] = m.Weight
		if !math.IsNaN(m.Polarity) {
			t.Fatal("polarity without scores")
		}
	}
	for i, themes := range sum {
		var total float64
		for _, w := range themes {
			total += w
		}
		if math.Abs(total-1) > 1e-12 {
			t.Errorf("weights of response %d add up to %v", i, total)
		}
	}
}

// TestModelRows holds that a model that was written down assigns as before, bit
// by bit, and that it refuses rows that do not fit together.
func TestModelRows(t *testing.T) {
	t.Parallel()
	responses, documents, _ := survey(600, 9, 7)
	cfg := DefaultConfig()
	cfg.Themes = 9
	r := mustFind(t, responses, documents, cfg)
	themes, terms := r.Model.Rows()
	themes[0].Parent, themes[3].Parent = "t0042", "t0042"
	slices.Reverse(themes)
	slices.Reverse(terms)
	again, err := RowsModel(themes, terms)
	if err != nil {
		t.Fatal(err)
	}
	fresh, freshDocuments, _ := survey(300, 9, 8)
	_ = fresh
	for _, ds := range [][]models.Document{documents, freshDocuments} {
		if want, got := fmt.Sprint(r.Model.Assign(ds, 0, 1)), fmt.Sprint(again.Assign(ds, 0, 2)); want != got {
			t.Error("a model that was written down and read assigns otherwise")
		}
	}
	if !slices.Equal(again.tops, []string{"t0042"}) || again.next != 43 {
		t.Errorf("top themes %v, next id %d, want t0042 and 43", again.tops, again.next)
	}
	if _, err := RowsModel(themes, append(terms, ModelTerm{"t9999", "x", 0})); err == nil {
		t.Error("a term of an unknown theme was accepted")
	}
	if _, err := RowsModel(append(themes, themes[0]), terms); err == nil {
		t.Error("a theme given twice was accepted")
	}
	if _, err := RowsModel(nil, nil); err == nil {
		t.Error("no themes were accepted")
	}
}

// TestRepeated holds that a comment that says the same sentence 800 times weighs
// as one that says it once: the same model, and one clause in the theme's size.
func TestRepeated(t *testing.T) {
	t.Parallel()
	cfg := DefaultConfig()
	cfg.Themes = 5
	var results []Result
	for _, times := range []int{1, 800} {
		responses, documents, _ := survey(400, 5, 3)
		sentences := make([][]string, times)
		for i := range sentences {
			sentences[i] = []string{"s1w0", "s1w1", "s1w2", "s1w3"}
		}
		r, d := written("x0001", sentences)
		results = append(results, mustFind(t, append(responses, r), append(documents, d), cfg))
	}
	once, often := results[0], results[1]
	if !slices.Equal(once.Model.mix.Term.Data, often.Model.mix.Term.Data) {
		t.Error("a sentence said 800 times changes the theme model")
	}
	if len(often.Mentions) < len(once.Mentions)+700 {
		t.Errorf("%d mentions, %d where it is said once", len(often.Mentions), len(once.Mentions))
	}
	for i := range once.Themes {
		if a, b := once.Themes[i].Clauses, often.Themes[i].Clauses; a != b {
			t.Errorf("%s: %d clauses, %d where it is said once", once.Themes[i].ID, b, a)
		}
	}
	if once.Remainder != often.Remainder {
		t.Errorf("remainder %v, %v where it is said once", often.Remainder, once.Remainder)
	}
}
