package naming

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stemme/models"
	"stemme/stemming"
)

var analyser = stemming.NewAnalyser(nil, stemming.DefaultLayers())

func response(id, text string, score int) (models.Response, models.Document) {
	return models.Response{Source: "prøve", ID: id, Comment: text, Score: models.ScoreOf(score), Scale: models.Scale0to10},
		analyser.Document(text, models.Danish)
}

// subjects are what invented customers of a telephone company speak of. A
// sentence is an opening, a middle and an end of one subject.
var subjects = []struct {
	name   string // a word that the theme's name should hold
	first  []string
	second []string
	third  []string
}{
	{"telefonkø",
		[]string{"Jeg sad i", "Der var", "Igen en", "endnu engang", "Det var en"},
		[]string{"lang telefonkø", "en lang telefonkø", "telefonkøen i timevis", "lang telefonkø"},
		[]string{"før nogen svarede", "uden at komme igennem", "til supporten", "da jeg ringede i mandags", "og dårlig musik i røret"}},
	{"dækning",
		[]string{"Der er", "Vi har", "på øen er der", "Mobilen har", "Jeg har"},
		[]string{"dårlig dækning", "elendig dækning", "ingen dækning", "dårlig dækning"},
		[]string{"i sommerhuset", "på landet", "i kælderen", "langs motorvejen", "når det regner ved masten"}},
	{"regning",
		[]string{"Jeg fik", "De sendte", "Hver måned kommer", "Jeg betaler", "Der kom"},
		[]string{"en forkert regning", "en for høj regning", "forkert regning", "en rykker på regningen"},
		[]string{"med gebyr for betalingsservice", "fra jer", "trods aftalt pris på abonnementet", "uden at kunne læse beløbet", "på et gammelt abonnement"}},
	{"tekniker",
		[]string{"Tak til", "Ros til", "Kæmpe tak til", "Besøg af", "Vi fik besøg af"},
		[]string{"en dygtig tekniker", "den venlige tekniker", "en dygtig tekniker", "den dygtige tekniker"},
		[]string{"som satte routeren op", "der kom til tiden", "som trak kabel i huset", "der viste hvordan boksen virker", "fra Odense"}},
}

// survey invents n responses, each on one subject or two, and the mentions that
// a perfect model would find.
func survey(n int, seed uint64) Input {
	rng := rand.New(rand.NewPCG(seed, 0))
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	in := Input{Themes: len(subjects)}
	for i := range n {
		var text []string
		about := []int{rng.IntN(len(subjects))}
		if rng.IntN(3) == 0 {
			about = append(about, rng.IntN(len(subjects)))
		}
		for _, s := range about {
			sentence := pick(subjects[s].first) + " " + pick(subjects[s].second) + " " + pick(subjects[s].third)
			if rng.IntN(15) == 0 {
				sentence = strings.ToUpper(sentence)
			}
			if rng.IntN(8) == 0 {
				sentence += " siger Gunhild"
			}
			text = append(text, sentence)
		}
		score := rng.IntN(11)
		r, d := response(fmt.Sprintf("%05d", i), strings.Join(text, ". ")+".", score)
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
		if len(d.Clauses) == len(about) {
			for c, s := range about {
				in.Mentions = append(in.Mentions, Mention{i, c, s, 0.6 + 0.4*rng.Float64()})
			}
		}
	}
	return in
}

func describe(t testing.TB, in Input, workers int) []Description {
	t.Helper()
	cfg := DefaultConfig()
	cfg.Workers = workers
	out, err := Describe(t.Context(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != in.Themes {
		t.Fatalf("%d descriptions of %d themes", len(out), in.Themes)
	}
	return out
}

func TestDescribe(t *testing.T) {
	in := survey(600, 1)
	names := map[string]bool{}
	for i, d := range describe(t, in, 1) {
		t.Logf("%q fit %.2f coherence %+.2f: %v", d.Text, d.LabelFit, d.Coherence, written(d.Words))
		if !strings.Contains(d.Text, subjects[i].name) {
			t.Errorf("theme %d: name %q, want one with %q", i, d.Text, subjects[i].name)
		}
		if n := len(strings.Fields(d.Text)); n < 2 || n > 4 {
			t.Errorf("theme %d: name %q has %d words", i, d.Text, n)
		}
		if names[d.Text] {
			t.Errorf("two themes are named %q", d.Text)
		}
		names[d.Text] = true
		if d.LabelFit < 0.8 || d.LabelFit > 1 {
			t.Errorf("theme %d: label fit %.2f, want 0.8 to 1", i, d.LabelFit)
		}
		if len(d.Words) != 10 || math.IsNaN(d.Coherence) {
			t.Errorf("theme %d: %d words, coherence %v", i, len(d.Words), d.Coherence)
		}
		if !slices.IsSortedFunc(d.Words, func(a, b models.Word) int { return int(math.Copysign(1, b.Weight-a.Weight)) }) {
			t.Errorf("theme %d: words are not best first", i)
		}
	}
}

func written(words []models.Word) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Written)
	}
	return out
}

// TestWritten holds that every word and name was written by a customer, in
// small letters unless it is a name.
func TestWritten(t *testing.T) {
	in := survey(600, 2)
	var all strings.Builder
	for i := range in.Responses {
		all.WriteString(in.Responses[i].Comment + "\n")
	}
	text, small := all.String(), strings.ToLower(all.String())
	for _, d := range describe(t, in, 1) {
		for _, w := range d.Words {
			if !strings.Contains(small, strings.ToLower(w.Written)) {
				t.Errorf("%q was never written", w.Written)
			}
			if w.Written != strings.ToLower(w.Written) && !strings.Contains(text, w.Written) {
				t.Errorf("%q was never written so", w.Written)
			}
			if w.Weight <= 0 {
				t.Errorf("%q weighs %v", w.Written, w.Weight)
			}
		}
		if !strings.Contains(small, strings.ToLower(d.Text)) {
			t.Errorf("name %q was never written", d.Text)
		}
		if strings.Contains(d.Text, "Gunhild") {
			t.Errorf("name %q is a person's", d.Text)
		}
	}
}

// TestLabelFit holds that the label fit is what anyone can count.
func TestLabelFit(t *testing.T) {
	in := survey(500, 3)
	for theme, d := range describe(t, in, 1) {
		var terms []string
		for _, c := range analyser.Document(d.Text, models.Danish).Clauses {
			for _, term := range c.Terms {
				if term.Kind == models.Content {
					terms = append(terms, term.Text)
				}
			}
		}
		hold, n := 0.0, 0.0
		seen := map[int]bool{}
		for _, m := range in.Mentions {
			if m.Theme != theme || seen[m.Response] {
				continue
			}
			seen[m.Response] = true
			n++
			if slices.ContainsFunc(in.Documents[m.Response].Clauses, func(c models.Clause) bool {
				return slices.ContainsFunc(c.Terms, func(t models.Term) bool { return t.Kind.Topical() && slices.Contains(terms, t.Text) })
			}) {
				hold++
			}
		}
		if math.Abs(hold/n-d.LabelFit) > 1e-12 {
			t.Errorf("%q: label fit %v, counted %v", d.Text, d.LabelFit, hold/n)
		}
	}
}

// TestTree holds that top themes are described by what lies under them, under
// names of their own.
func TestTree(t *testing.T) {
	in := survey(600, 8)
	cfg := DefaultConfig()
	themes, tops, err := DescribeTree(t.Context(), in, []int{0, 0, 1, -1}, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if want := describe(t, in, 1); !reflect.DeepEqual(themes, want) {
		t.Error("themes under a tree are described otherwise than alone")
	}
	if len(tops) != 2 {
		t.Fatalf("%d top themes, want 2", len(tops))
	}
	words := written(tops[0].Words)
	if !slices.Contains(words, "telefonkø") || !slices.Contains(words, "dækning") || slices.Contains(words, "tekniker") {
		t.Errorf("words of the first top theme: %q", words)
	}
	for _, top := range tops {
		if top.Text == "" || slices.ContainsFunc(themes, func(d Description) bool { return d.Text == top.Text }) {
			t.Errorf("top theme named %q", top.Text)
		}
	}
}

// TestLoyalty holds that a name stays while it still fits and goes when it does
// not.
func TestLoyalty(t *testing.T) {
	in := survey(500, 7)
	first := describe(t, in, 1)
	in.Previous = make([]Name, in.Themes)
	for i := range first {
		in.Previous[i] = first[i].Name
	}
	more := survey(560, 7)
	more.Previous = in.Previous
	for i, d := range describe(t, more, 1) {
		if d.Text != first[i].Text {
			t.Errorf("theme %d: renamed from %q to %q", i, first[i].Text, d.Text)
		}
	}
	more.Previous = []Name{in.Previous[1], {"never written", "lone  never"}, {}, {}}
	for i, d := range describe(t, more, 1) {
		if d.Text == "" || i == 0 && d.Text == first[1].Text {
			t.Errorf("theme %d: named %q after another theme's name", i, d.Text)
		}
	}
}

// TestNoSwap holds that no theme takes over the name that another living theme had, and that the name
// of one that words have made stays.
func TestNoSwap(t *testing.T) {
	in := survey(500, 7)
	first := describe(t, in, 1)
	in.Previous = []Name{first[1].Name, first[0].Name, {}, {}}
	for i, d := range describe(t, in, 1) {
		if i < 2 && (d.Text == "" || d.Text == first[0].Text || d.Text == first[1].Text) {
			t.Errorf("theme %d: named %q after the two had each other's name", i, d.Text)
		}
	}
	in.Worded = []bool{false, true, false, false}
	if d := describe(t, in, 1)[1]; d.Text != first[0].Text {
		t.Errorf("the theme that words have made is %q, was %q", d.Text, first[0].Text)
	}
}

// TestKeep holds that a name that is kept fits as well as it did when it was chosen,
// and that one that no clause holds is kept too, but fits none.
func TestKeep(t *testing.T) {
	in := survey(500, 7)
	parents, cfg := []int{0, 0, 1, 1}, DefaultConfig()
	themes, tops, err := DescribeTree(t.Context(), in, parents, cfg)
	if err != nil {
		t.Fatal(err)
	}
	in.Keep = true
	for _, d := range themes {
		in.Previous = append(in.Previous, d.Name)
	}
	for _, d := range tops {
		in.PreviousTops = append(in.PreviousTops, d.Name)
	}
	foreign := in
	foreign.Previous = []Name{{"never written", "lone  never"}, themes[0].Name, {}, {}}
	again, topsAgain, err := DescribeTree(t.Context(), in, parents, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range slices.Concat(again, topsAgain) {
		if was := slices.Concat(themes, tops)[i]; d.Name != was.Name || d.LabelFit != was.LabelFit && !math.IsNaN(was.LabelFit) {
			t.Errorf("%d: kept as %q, fits %v; was %q, %v", i, d.Text, d.LabelFit, was.Text, was.LabelFit)
		}
	}
	other, _, err := DescribeTree(t.Context(), foreign, parents, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if other[0].Text != "never written" || !math.IsNaN(other[0].LabelFit) {
		t.Errorf("%q fits %v", other[0].Text, other[0].LabelFit)
	}
	if other[1].Name != themes[0].Name || other[1].LabelFit >= themes[0].LabelFit {
		t.Errorf("another theme's name %q fits %v, there %v", other[1].Text, other[1].LabelFit, themes[0].LabelFit)
	}
}

// TestOrderAndWorkers holds that neither the order of the responses nor the
// number of workers shows in a description.
func TestOrderAndWorkers(t *testing.T) {
	in := survey(400, 4)
	want := describe(t, in, 1)
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 1))
		order := rng.Perm(len(in.Responses))
		rank := make([]int, len(order))
		shuffled := Input{Themes: in.Themes}
		for i, old := range order {
			rank[old] = i
			shuffled.Responses = append(shuffled.Responses, in.Responses[old])
			shuffled.Documents = append(shuffled.Documents, in.Documents[old])
		}
		for _, m := range in.Mentions {
			m.Response = rank[m.Response]
			shuffled.Mentions = append(shuffled.Mentions, m)
		}
		rng.Shuffle(len(shuffled.Mentions), func(a, b int) {
			shuffled.Mentions[a], shuffled.Mentions[b] = shuffled.Mentions[b], shuffled.Mentions[a]
		})
		got := describe(t, shuffled, 1<<(2*seed))
		for i := range got {
			for j := range got[i].Typical {
				got[i].Typical[j].Response = order[got[i].Typical[j].Response]
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("shuffle %d: another description", seed)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	in := Input{Themes: 1}
	for i := range 40 {
		r, d := response(fmt.Sprint(i), fmt.Sprintf("Send koden til [TELEFON] eller <NAVN>, så kommer koden nr %d", i), 5)
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
		for c := range d.Clauses {
			in.Mentions = append(in.Mentions, Mention{i, c, 0, 1})
		}
	}
	d := describe(t, in, 1)[0]
	for _, s := range append(written(d.Words), d.Text) {
		if strings.Contains(strings.ToUpper(s), "TELEFON") || strings.Contains(strings.ToUpper(s), "NAVN") {
			t.Errorf("placeholder shown: %q", s)
		}
	}
	if !strings.Contains(d.Text, "kode") {
		t.Errorf("name %q, want one with the code", d.Text)
	}
}

// TestNames holds how words are written: names with their capital, others in
// small letters even where every sentence shouts.
func TestNames(t *testing.T) {
	in := Input{Themes: 1}
	for i := range 60 {
		text := "pakken blev hentet hos PostNord i dag"
		if i%3 == 0 {
			text = "PAKKEN ER VÆK HOS POSTNORD"
		}
		r, d := response(fmt.Sprint(i), text, 5)
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
		in.Mentions = append(in.Mentions, Mention{i, 0, 0, 1})
	}
	words := written(describe(t, in, 1)[0].Words)
	for _, w := range []string{"pakken", "PostNord"} {
		if !slices.Contains(words, w) {
			t.Errorf("words %q lack %q", words, w)
		}
	}
}

// TestCompounds holds that a part of a compound that nobody wrote by itself is
// never shown.
func TestCompounds(t *testing.T) {
	in := Input{Themes: 1}
	for i := range 30 {
		text := "leveringstiden var meget lang"
		r, _ := response(fmt.Sprint(i), text, 5)
		d := models.Document{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: int32(len(text)), Terms: []models.Term{
			{Text: "leveringstid", Start: 0, End: 14},
			{Text: "levering", Start: 0, End: 8, Kind: models.Part},
			{Text: "tid", Start: 9, End: 14, Kind: models.Part},
			{Text: "vær", Start: 15, End: 18, Kind: models.Function},
			{Text: "meg", Start: 19, End: 24, Kind: models.Degree},
			{Text: "lang", Start: 25, End: 29},
		}}}}
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
		in.Mentions = append(in.Mentions, Mention{i, 0, 0, 1})
	}
	d := describe(t, in, 1)[0]
	if got := written(d.Words); len(got) != 2 || !slices.Contains(got, "leveringstiden") || !slices.Contains(got, "lang") {
		t.Errorf("words %q, want leveringstiden and lang", got)
	}
}

// TestTorn holds that no name is a compound that someone tore apart.
func TestTorn(t *testing.T) {
	in := Input{Themes: 1}
	for i := range 40 {
		text := []string{"Oplys en leveringsdato", "oplys leveringsdatoen straks", "ny leveringsdato igen", "en ny leverings dato"}[i%4]
		r, d := response(fmt.Sprint(i), text, 5)
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
		in.Mentions = append(in.Mentions, Mention{i, 0, 0, 1})
	}
	if d := describe(t, in, 1)[0]; strings.Contains(d.Text, "leverings dato") || d.Text == "" {
		t.Errorf("name %q", d.Text)
	}
}

func TestTypical(t *testing.T) {
	in := survey(800, 5)
	for i := range 30 { // one text pasted
		r, d := response(fmt.Sprintf("x%d", i), "Der var lang telefonkø før nogen svarede i supporten.", 0)
		in.Mentions = append(in.Mentions, Mention{len(in.Responses), 0, 0, 1})
		in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
	}
	for theme, d := range describe(t, in, 1) {
		perClass := map[models.Class]int{}
		shown := map[models.Class]map[string]bool{models.Promoter: {}, models.Passive: {}, models.Detractor: {}}
		for _, typ := range d.Typical {
			r := in.Responses[typ.Response]
			if typ.Class != r.Class() || typ.Class == models.NoClass {
				t.Errorf("theme %d: class %v of a %v", theme, typ.Class, r.Class())
			}
			if !slices.ContainsFunc(in.Mentions, func(m Mention) bool {
				return m.Response == typ.Response && m.Clause == typ.Clause && m.Theme == theme
			}) {
				t.Errorf("theme %d: %q does not mention it", theme, r.Comment)
			}
			if typ.Centrality <= 0 || typ.Centrality > 1 {
				t.Errorf("theme %d: centrality %v", theme, typ.Centrality)
			}
			text := strings.ToLower(r.Comment)
			if shown[typ.Class][text] {
				t.Errorf("theme %d: %q twice", theme, r.Comment)
			}
			shown[typ.Class][text] = true
			perClass[typ.Class]++
		}
		for _, class := range models.Classes {
			if n := perClass[class]; n < 1 || n > 5 {
				t.Errorf("theme %d: %d typical %vs, want 1 to 5", theme, n, class)
			}
		}
	}
}

// TestCopies holds that a class shows something other than a copy of what
// another class has shown, unless it has nothing else.
func TestCopies(t *testing.T) {
	in := Input{Themes: 1}
	for i, r := range []struct {
		text  string
		score int
	}{
		{"Lang ventetid i butikken om lørdagen, kun én ekspedient", 10},
		{"lang ventetid i butikken om lørdagen!! kun én ekspedient", 7},
		{"lang ventetid i butikken om lørdagen, kun 1 ekspedient :(", 2},
		{"Ventetiden i butikken ved kassen er blevet for lang", 2},
	} {
		response, doc := response(fmt.Sprint(i), r.text, r.score)
		in.Responses, in.Documents = append(in.Responses, response), append(in.Documents, doc)
		in.Mentions = append(in.Mentions, Mention{i, 0, 0, 1})
	}
	var got []int
	for _, typ := range describe(t, in, 1)[0].Typical {
		got = append(got, typ.Response)
	}
	if !slices.Equal(got, []int{0, 1, 3}) {
		t.Errorf("typical responses %v, want 0, 1 (the only passive) and 3 (no copy)", got)
	}
}

func TestFew(t *testing.T) {
	one, doc := response("1", "Dejlig butik", 9)
	for name, in := range map[string]Input{
		"nothing":         {},
		"no responses":    {Themes: 2},
		"no mentions":     {Responses: []models.Response{one}, Documents: []models.Document{doc}, Themes: 2},
		"an empty clause": {Responses: []models.Response{one}, Documents: []models.Document{{Clauses: []models.Clause{{}}}}, Themes: 1, Mentions: []Mention{{0, 0, 0, 1}}},
	} {
		for _, d := range describe(t, in, 4) {
			if d.Text != "" || !math.IsNaN(d.LabelFit) || !math.IsNaN(d.Coherence) || len(d.Words) > 0 {
				t.Errorf("%s: described as %+v", name, d)
			}
		}
	}
	d := describe(t, Input{Responses: []models.Response{one}, Documents: []models.Document{doc}, Themes: 1, Mentions: []Mention{{0, 0, 0, 1}}}, 1)[0]
	if d.Text != "dejlig butik" || d.LabelFit != 1 || len(d.Words) != 2 || len(d.Typical) != 1 {
		t.Errorf("one response: %+v", d)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Describe(ctx, survey(50, 1), DefaultConfig()); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if _, err := Describe(t.Context(), Input{Responses: make([]models.Response, 1)}, DefaultConfig()); err == nil {
		t.Error("a response without a document is no error")
	}
}

// TestNPMI counts windows the slow way and holds NPMI against it.
func TestNPMI(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 0))
	var docs []models.Document
	var texts [][]string
	for range 200 {
		var terms []models.Term
		var words []string
		for range rng.IntN(30) {
			w := fmt.Sprint("o", rng.IntN(8)*rng.IntN(4))
			words = append(words, w)
			terms = append(terms, models.Term{Text: w})
			if rng.IntN(5) == 0 {
				terms = append(terms, models.Term{Text: "o1", Kind: models.Part})
			}
		}
		docs = append(docs, models.Document{Clauses: []models.Clause{{Terms: terms[:len(terms)/2]}, {Terms: terms[len(terms)/2:]}}})
		texts = append(texts, words)
	}
	words := [][]models.Word{{{Term: "o0"}, {Term: "o2"}, {Term: "o3"}, {Term: "o4"}}, {{Term: "o0"}, {Term: "never"}}, {{Term: "o5"}}}
	got := NPMI(docs, words, 3)
	sum := 0.0
	for i, a := range words[0] {
		for _, b := range words[0][:i] {
			sum += slowly(texts, a.Term, b.Term)
		}
	}
	if want := sum / 6; math.Abs(got[0]-want) > 1e-12 {
		t.Errorf("NPMI %v, counted slowly %v", got[0], want)
	}
	if got[1] != -1 || !math.IsNaN(got[2]) {
		t.Errorf("NPMI with a word that was never written %v, want -1; of one word %v, want NaN", got[1], got[2])
	}
}

func slowly(texts [][]string, a, b string) float64 {
	var total, na, nb, both float64
	for _, words := range texts {
		for s := 0; len(words) > 0 && s < max(1, len(words)-Window+1); s++ {
			w := words[s:min(len(words), s+Window)]
			x, y := slices.Contains(w, a), slices.Contains(w, b)
			total++
			if x {
				na++
			}
			if y {
				nb++
			}
			if x && y {
				both++
			}
		}
	}
	return math.Log(both/total/(na/total*nb/total)) / -math.Log(both/total)
}

func TestDiversity(t *testing.T) {
	words := [][]models.Word{{{Term: "a"}, {Term: "b"}}, {{Term: "b"}, {Term: "c"}}}
	if d := Diversity(words); d != 0.75 {
		t.Errorf("diversity %v, want 0.75", d)
	}
	if d := Diversity(nil); !math.IsNaN(d) {
		t.Errorf("diversity of nothing %v, want NaN", d)
	}
}

// FuzzDescribe holds that no text makes a description fail or break a letter.
func FuzzDescribe(f *testing.F) {
	f.Add("Lang telefonkø, men SØD medarbejder 👍", "lang\u00a0kø\tpå <NAVN> [cpr]")
	f.Add("a-b c.d 10'er", "\u202eå Å i̇ ẞ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			t.Skip()
		}
		in := Input{Themes: 2}
		for i, text := range []string{a, b, a + " " + b, b, a} {
			r, d := response(fmt.Sprint(i), text, i)
			in.Responses, in.Documents = append(in.Responses, r), append(in.Documents, d)
			for c := range d.Clauses {
				in.Mentions = append(in.Mentions, Mention{i, c, i % 2, 0.5})
			}
		}
		for _, d := range describe(t, in, 2) {
			for _, s := range append(written(d.Words), d.Text) {
				if !utf8.ValidString(s) {
					t.Errorf("%q is not UTF-8", s)
				}
			}
		}
	})
}
