package themes

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/themes/internal/agreement"
)

// A year invents a survey that is answered day by day. Subject 0 rises from the
// day planted on, if that is above 0, from 0.5 % to 3 % of the comments.
type year struct {
	subjects, perDay int
	before           int // days before the first night
	planted          int
	seed             uint64
}

// answered are the responses of the first days, with the subject of each.
func (y year) answered(days int) (responses []models.Response, documents []models.Document, gold []int) {
	for day := range days {
		r := rand.New(rand.NewPCG(y.seed, uint64(day)))
		for i := range y.perDay {
			rare := 0.005
			if y.planted > 0 && day >= y.planted {
				rare = 0.03
			}
			subject := 0
			if r.Float64() >= rare {
				subject = 1 + int(float64(y.subjects-1)*r.Float64()*(0.5+0.5*r.Float64())) // the first ones are commoner
			}
			var clauses [][]string
			for range 1 + r.IntN(2) {
				var words []string
				for range 3 + r.IntN(4) {
					words = append(words, fmt.Sprintf("s%dw%d", subject, int(40*r.Float64()*r.Float64())))
				}
				for range 1 + r.IntN(3) {
					words = append(words, fmt.Sprintf("fyld%d", int(300*r.Float64()*r.Float64())))
				}
				clauses = append(clauses, words)
			}
			response, document := written(fmt.Sprintf("r%04d%04d", day, i), clauses)
			response.Day = models.Day(20000 + day)
			responses, documents, gold = append(responses, response), append(documents, document), append(gold, subject)
		}
	}
	return responses, documents, gold
}

// nights runs n nights that each add a day, and calls after with what each
// found.
func (y year) nights(t testing.TB, n int, cfg Config, after func(night int, in Input, gold []int, r Result)) {
	t.Helper()
	var in Input
	responses, documents, gold := y.answered(y.before + n)
	for night := range n {
		upTo := (y.before + night) * y.perDay
		in.Responses, in.Documents = responses[:upTo], documents[:upTo]
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		after(night, in, gold[:upTo], r)
		in.Previous, in.History = r.Model, r.Events
	}
}

// renewed is Find without names and figures.
func renewed(in Input, cfg Config) (Result, error) {
	events := newHistory(in)
	cfg.wordy = in.wordy(cfg)
	r, err := assigned(context.Background(), clausesOf(in.Documents, cfg.wordy, 1), in, events, cfg)
	if err == nil {
		r.hand.note(events, &in.Book)
		r.shift(in, events, cfg)
	}
	r.Events = events.all
	return r, err
}

// long says whether the full form of a test is asked for.
func long() bool { return os.Getenv("STEMME_LONG") != "" }

func count(events []Event, what ...What) (n int) {
	for _, e := range events {
		if slices.Contains(what, e.What) {
			n++
		}
	}
	return n
}

// TestPlanted: a subject that rises from 0.5 % to 3 % of the comments is a theme
// of its own within two nights.
func TestPlanted(t *testing.T) {
	t.Parallel()
	seeds := 1
	if long() {
		seeds = 10
	}
	for seed := range seeds {
		y := year{subjects: 12, perDay: 250, before: 30, planted: 31, seed: uint64(seed)}
		cfg := DefaultConfig()
		cfg.Themes = 10
		found := -1
		y.nights(t, 4, cfg, func(night int, in Input, gold []int, r Result) {
			if night == 0 && count(r.Events, Born) < 10 {
				t.Fatalf("only %d themes at first", count(r.Events, Born))
			}
			best := 0.0
			for _, id := range r.Model.IDs() {
				best = max(best, overlapWith(id, r, func(response int) bool { return gold[response] == 0 }))
			}
			t.Logf("seed %d, night %d: overlap %.2f, %d themes", seed, night, best, len(r.Model.IDs()))
			if best > 0.6 && found < 0 {
				found = night
			}
		})
		if found < 0 || found > 3 { // nights 2 and 3 are the first two that see the rise
			t.Errorf("seed %d: found in night %d", seed, found)
		}
	}
}

// overlapWith is the share that the responses whose primary theme is id and
// those of some kind have in common, of all that are either.
func overlapWith(id string, r Result, of func(response int) bool) float64 {
	both, either := 0.0, 0.0
	for i, p := range r.Primary {
		a, b := p == id, of(i)
		if a && b {
			both++
		}
		if a || b {
			either++
		}
	}
	return both / max(1, either)
}

// TestStationary: where nothing changes, themes stay and hardly any is born.
func TestStationary(t *testing.T) {
	t.Parallel()
	nights, seeds := 8, 1
	if long() {
		nights, seeds = 30, 3
	}
	for seed := range seeds {
		y := year{subjects: 15, perDay: 150, before: 25, seed: uint64(100 + seed)}
		cfg := DefaultConfig()
		cfg.Themes = 12
		var first, last Result
		y.nights(t, nights, cfg, func(night int, in Input, gold []int, r Result) {
			if night == 0 {
				first = r
			}
			last = r
		})
		tonight := last.Events[len(first.Events):]
		births := count(tonight, Born, Parted)
		themeNights := float64(nights * len(first.Model.IDs()))
		kept := 0.0
		for _, id := range first.Model.IDs() {
			upTo := Result{Primary: last.Primary[:len(first.Primary)]}
			if overlapWith(id, upTo, func(i int) bool { return first.Primary[i] == id }) >= 0.5 {
				kept++
			}
		}
		kept /= float64(len(first.Model.IDs()))
		t.Logf("seed %d: %d births in %.0f theme-nights, %.3f of the themes kept, %d fits", seed, births, themeNights, kept, count(tonight, Fitted))
		if float64(births) > themeNights/100 || kept < 0.95 {
			t.Errorf("seed %d: %d births in %.0f theme-nights, %.3f of the themes kept", seed, births, themeNights, kept)
		}
	}
}

// TestNothingNew: called again with what it gave, a night changes nothing, also
// after births and with splits and seeds; and workers do not show.
func TestNothingNew(t *testing.T) {
	t.Parallel()
	y := year{subjects: 12, perDay: 250, before: 30, planted: 31, seed: 1}
	cfg := DefaultConfig()
	cfg.Themes = 10
	book := codebook.Book{Edits: []codebook.Edit{{Merge: "t0002", To: "t0001"}, {Split: "t0003"}, {Rename: "t0099", To: "x"}},
		Seeds: []codebook.Seed{{ID: "fyld", Words: []string{"fyld7"}}}}
	y.nights(t, 4, cfg, func(night int, in Input, gold []int, r Result) {
		if night < 3 {
			return
		}
		in.Book = book
		one, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		other := cfg
		other.Workers = 3
		if same, err := renewed(in, other); err != nil || inFull(same) != inFull(one) {
			t.Errorf("night %d: another result with other workers (%v)", night, err)
		}
		in.Previous, in.History = stored(t, one.Model), one.Events
		two, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := inFull(one), inFull(two); a != b {
			t.Errorf("night %d: another result", night)
		}
	})
}

// stored is the model as the next night reads it.
func stored(t testing.TB, m *Model) *Model {
	t.Helper()
	read, err := RowsModel(m.Rows())
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// inFull is all of a result that a night keeps.
func inFull(r Result) string {
	themes, terms := r.Model.Rows()
	return fmt.Sprint(r.Mentions, r.Primary, r.Events, themes, terms)
}

// TestEdits: what each edit does to the mentions, and what is said of those that
// do not apply.
func TestEdits(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 6, seed: 5}
	responses, documents, _ := y.answered(6)
	cfg := DefaultConfig()
	cfg.Themes = 8
	in := Input{Responses: responses, Documents: documents}
	plain, err := Find(context.Background(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	in.Previous, in.History = plain.Model, plain.Events
	of := func(r Result, id string) (responses map[int]bool) {
		responses = map[int]bool{}
		for _, m := range r.Mentions {
			if m.Theme == id {
				responses[m.Response] = true
			}
		}
		return responses
	}
	theme := func(r Result, id string) models.Theme {
		i := slices.IndexFunc(r.Themes, func(t models.Theme) bool { return t.ID == id })
		if i < 0 {
			return models.Theme{}
		}
		return r.Themes[i]
	}
	in.Book = codebook.Book{Edits: []codebook.Edit{
		{Merge: "t0002", To: "t0001"},
		{Rename: "t0001", To: "Alt om kort"},
		{Hide: "t0003"},
		{Pin: "t0004"},
		{Owner: "t0005", To: "Kundecenter"},
		{Owner: "t0005", Action: "Ring op"},
		{Move: responses[0].Key().String(), To: "t0006"},
		{Move: responses[1].Key().String()},
		{Rename: "t0002", To: "væk"},
		{Move: "test/findes-ikke", To: "t0001"},
		{Move: responses[2].Key().String(), Clause: new(int), To: "t0099"},
		{Hide: "t0042"},
	}}
	edited, err := Find(context.Background(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if theme(edited, "t0002").ID != "" || len(of(edited, "t0002")) > 0 {
		t.Error("a merged theme is still there")
	}
	both := of(edited, "t0001")
	for i := range of(plain, "t0002") {
		if i > 1 && !both[i] {
			t.Errorf("response %d of the merged theme is not of the other", i)
		}
	}
	if got := theme(edited, "t0001"); got.Name != "Alt om kort" || got.Responses != len(both) {
		t.Errorf("%+v: want the name, and %d responses", got, len(both))
	}
	if theme(edited, "t0003").State != models.Hidden || theme(edited, "t0004").State != models.Ready {
		t.Error("states are not the analyst's")
	}
	if got := theme(edited, "t0005"); got.Owner != "Kundecenter" || got.Action != "Ring op" {
		t.Errorf("owner %q, action %q", got.Owner, got.Action)
	}
	if edited.Primary[0] != "t0006" || edited.Primary[1] != models.NoTheme {
		t.Errorf("moved to %q and %q", edited.Primary[0], edited.Primary[1])
	}
	var why []string
	for _, l := range edited.Lapses {
		why = append(why, string(l.Why)+" "+l.ID)
	}
	slices.Sort(why)
	if want := "merged t0002;response test/findes-ikke;theme t0042;theme t0099"; strings.Join(why, ";") != want {
		t.Errorf("lapses %v, want %s", why, want)
	}
	if got := count(edited.Events, Lapsed); got != 4 {
		t.Errorf("%d lapses in the history", got)
	}
	in.Book, in.Previous, in.History = codebook.Book{}, edited.Model, edited.Events
	undone, err := Find(context.Background(), in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := count(undone.Events, Undone); got != 12 {
		t.Errorf("%d edits undone", got)
	}
	undone.Events, plain.Events = nil, nil
	if a, b := fmt.Sprint(undone.Themes, undone.Mentions), fmt.Sprint(plain.Themes, plain.Mentions); a != b {
		t.Error("with the edits taken out, the themes are not those of before")
	}
}

// TestSplitAndSeed: the clauses that hold the words come out as a theme, which
// lasts through a refit and goes back when the edit is taken out; a seed is found
// though few speak of it.
func TestSplitAndSeed(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 8, seed: 6}
	responses, documents, gold := y.answered(8)
	cfg := DefaultConfig()
	cfg.Themes = 6
	in := Input{Responses: responses, Documents: documents}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	in.Previous, in.History = plain.Model, plain.Events
	in.Book = codebook.Book{
		Edits: []codebook.Edit{{Split: mixed(plain, gold)}},
		Seeds: []codebook.Seed{{ID: "sjaelden", Words: []string{"s0w0", "s0w1", "s0w2"}}},
	}
	for _, refit := range []bool{false, true} {
		cfg.Refit = refit
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		split := ""
		for _, e := range r.Events {
			if e.What == Parted {
				split = e.Theme
			}
		}
		t.Logf("split %s, seed overlap %.2f", split, overlapWith("seed/sjaelden", r, func(i int) bool { return gold[i] == 0 }))
		if !r.Model.has(split) || len(r.Model.IDs()) != 8 {
			t.Errorf("refit %v: themes %v, split %q", refit, r.Model.IDs(), split)
		}
		if got := overlapWith("seed/sjaelden", r, func(i int) bool { return gold[i] == 0 }); got < 0.6 {
			t.Errorf("refit %v: the seed's theme overlaps %.2f", refit, got)
		}
		in.Previous, in.History = stored(t, r.Model), r.Events
	}
	in.Book, cfg.Refit = codebook.Book{}, false
	r, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Model.IDs(); !slices.Equal(got, plain.Model.IDs()) {
		t.Errorf("with the edits taken out: themes %v", got)
	}
}

// mixed is the theme whose largest subject is the smallest share of it.
func mixed(r Result, gold []int) string {
	of := map[string]map[int]int{}
	for i, id := range r.Primary {
		if of[id] == nil {
			of[id] = map[int]int{}
		}
		of[id][gold[i]]++
	}
	best, least := "", 2.0
	for _, id := range r.Model.IDs() {
		size, largest := 0, 0
		for _, n := range of[id] {
			size, largest = size+n, max(largest, n)
		}
		if share := float64(largest) / float64(size); share < least {
			best, least = id, share
		}
	}
	return best
}

// TestNumberChanged: with another number of themes those that are the same keep
// their ids, and no id is used again.
func TestNumberChanged(t *testing.T) {
	t.Parallel()
	y := year{subjects: 12, perDay: 200, before: 8, seed: 7}
	responses, documents, _ := y.answered(8)
	cfg := DefaultConfig()
	in := Input{Responses: responses, Documents: documents}
	for i, k := range []int{11, 8, 11} {
		cfg.Themes = k
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Model.IDs()) != k {
			t.Fatalf("%d themes, want %d", len(r.Model.IDs()), k)
		}
		kept, reused := 0, 0
		if in.Previous != nil {
			for _, id := range r.Model.IDs() {
				if in.Previous.has(id) {
					kept++
				} else if slices.ContainsFunc(in.History, func(e Event) bool { return e.Theme == id }) {
					reused++
				}
			}
		}
		t.Logf("%d themes: kept %d of them, events %d", k, kept, len(r.Events))
		if i > 0 && kept < 5 || reused > 0 {
			t.Errorf("%d themes: %d ids kept, %d used again", k, kept, reused)
		}
		in.Previous, in.History = stored(t, r.Model), r.Events
	}
	cfg.Fresh = true
	r, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range r.Model.IDs() {
		if slices.ContainsFunc(in.History, func(e Event) bool { return e.Theme == id }) {
			t.Errorf("%s is used again", id)
		}
	}
	for _, e := range r.Events {
		if in.Previous.has(e.Theme) {
			t.Errorf("the history begins anew and tells of %s, which is forgotten", e.Theme)
		}
	}
}

// TestDeath: a theme that nobody speaks of any more is gone with the next fit,
// and its id with it; pinned, it stays.
func TestDeath(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 8, seed: 8}
	responses, documents, _ := y.answered(8)
	cfg := DefaultConfig()
	cfg.Themes = 7
	in := Input{Responses: responses, Documents: documents}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	const gone = "t0003"
	in.Responses, in.Documents = nil, nil // its responses are erased
	for i, p := range plain.Primary {
		if p != gone {
			in.Responses, in.Documents = append(in.Responses, responses[i]), append(in.Documents, documents[i])
		}
	}
	in.Previous, in.History, cfg.Refit = plain.Model, plain.Events, true
	for _, pin := range []bool{true, false} {
		in.Book = codebook.Book{}
		if pin {
			in.Book.Edits = []codebook.Edit{{Pin: gone}}
		}
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if r.Model.has(gone) != pin {
			t.Errorf("pinned %v: themes %v, events %v", pin, r.Model.IDs(), r.Events[len(plain.Events):])
		}
	}
}

// TestWorse: new words for everything have the model fitted again; new clauses
// as those before do not.
func TestWorse(t *testing.T) {
	t.Parallel()
	y := year{subjects: 8, perDay: 200, before: 10, seed: 9}
	cfg := DefaultConfig()
	cfg.Themes, cfg.RefitAfter = 7, 0
	for _, drift := range []bool{false, true} {
		var in Input
		responses, documents, _ := y.answered(14)
		for i := range documents {
			if drift && i >= 10*y.perDay {
				for _, c := range documents[i].Clauses {
					for j := range c.Terms {
						if strings.HasSuffix(c.Terms[j].Text, "0") || strings.HasSuffix(c.Terms[j].Text, "1") {
							c.Terms[j].Text += "ny"
						}
					}
				}
			}
		}
		for _, days := range []int{10, 14} {
			in.Responses, in.Documents = responses[:days*y.perDay], documents[:days*y.perDay]
			r, err := renewed(in, cfg)
			if err != nil {
				t.Fatal(err)
			}
			if days == 14 {
				worse := slices.ContainsFunc(r.Events, func(e Event) bool { return e.Detail == string(Worse) })
				if worse != drift {
					t.Errorf("drift %v: fitted again %v: %v", drift, worse, r.Events)
				}
			}
			in.Previous, in.History = r.Model, r.Events
		}
	}
}

// TestMonths: six monthly nights end with about as many themes as one night over
// all, and with the same ones; and the number is chosen again on the way.
func TestMonths(t *testing.T) {
	t.Parallel()
	y := year{subjects: 16, perDay: 25, seed: 12}
	responses, documents, _ := y.answered(180)
	cfg := DefaultConfig()
	in, last := Input{}, Result{}
	for month := 1; month <= 6; month++ {
		in.Responses, in.Documents = responses[:month*30*y.perDay], documents[:month*30*y.perDay]
		r, err := renewed(in, cfg)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("month %d: %d themes, %d numbers tried, events %d", month, len(r.Model.IDs()), len(r.Choice), len(r.Events))
		in.Previous, in.History, last = stored(t, r.Model), r.Events, r
	}
	once, err := renewed(Input{Responses: responses, Documents: documents}, cfg)
	if err != nil {
		t.Fatal(err)
	}
	many, one := len(last.Model.IDs()), len(once.Model.IDs())
	same := agreement.Rand(labels(last.Primary), labels(once.Primary))
	t.Logf("%d themes after six nights, %d after one, ARI %.3f", many, one, same)
	if 10*max(many-one, one-many) > one || same < 0.85 {
		t.Errorf("%d themes after six nights, %d after one, ARI %.3f; want within a tenth and 0.85", many, one, same)
	}
}

// TestBornStays: a theme that was born between fits and is still spoken of is
// there, under its id, after the number of themes is changed.
func TestBornStays(t *testing.T) {
	t.Parallel()
	y := year{subjects: 12, perDay: 250, before: 30, planted: 31, seed: 1}
	cfg := DefaultConfig()
	cfg.Themes = 6
	y.nights(t, 4, cfg, func(night int, in Input, gold []int, r Result) {
		if night < 3 {
			return
		}
		i := slices.IndexFunc(r.Events, func(e Event) bool { return (e.What == Born || e.What == Parted) && e.Detail == emerged })
		if i < 0 {
			t.Fatal("nothing was born")
		}
		id := r.Events[i].Theme
		overlap := func() float64 { return overlapWith(id, r, func(response int) bool { return gold[response] == 0 }) }
		before := overlap()
		for _, k := range []int{5, 8} {
			in.Previous, in.History = stored(t, r.Model), r.Events
			other := cfg
			other.Themes = k
			var err error
			if r, err = renewed(in, other); err != nil {
				t.Fatal(err)
			}
			t.Logf("%d themes asked for: %v, overlap %.2f, before %.2f", k, r.Model.IDs(), overlap(), before)
			if !r.Model.has(id) || overlap() < 0.8*before {
				t.Errorf("%d themes asked for: %s overlaps its subject by %.2f, before by %.2f", k, id, overlap(), before)
			}
		}
	})
}
