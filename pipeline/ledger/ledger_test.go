package ledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stemme/models"
	"stemme/pipeline/ledger"
)

func open(t testing.TB, dir string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// accept takes batch into l and checks the counts.
func accept(t testing.TB, l *ledger.Ledger, batch []models.Response, want ledger.Accepted) {
	t.Helper()
	got, err := l.Accept(context.Background(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("accepted %+v, want %+v", got, want)
	}
}

// parts lists the files of the ledger that are parts.
func parts(t testing.TB, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "part-*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func same(t testing.TB, got, want []models.Response) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(models.Score{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("ledger differs (-want +got):\n%s", diff)
	}
}

func response(id, comment string) models.Response {
	return models.Response{Source: "bank", ID: id, Day: 20000, Score: models.ScoreOf(3), Scale: models.Scale0to10, Comment: comment}
}

// full has something in every field, and what is easily lost.
func full() []models.Response {
	at := time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC)
	return []models.Response{
		{Source: "bank", ID: "1", Customer: "c1", At: at, Day: -1, Score: models.ScoreOf(0), Scale: models.Scale0to10, Title: "Øv", Comment: "Ventede\n3 dage 🙄; \"ingen\" svar", Asks: models.AsksWishes,
			Touchpoint: "telefon", Stage: "køb", Unit: "Nord/Aarhus", Language: models.Danish,
			Segments: []models.Segment{{Name: "alder", Value: ""}, {Name: "kundetype", Value: "erhverv"}},
			Ratings:  []models.Rating{{Name: "tillid", Score: models.ScoreOf(0)}, {Name: "tryghed"}}},
		{Source: "bank", ID: "2", Day: models.NoDay, Scale: models.Scale1to5,
			Answers: []models.Answer{{Question: "Hvad var godt?", Text: "Søde folk"}, {Question: "Andet?", Text: "Nej 🙂"}}},
		{Source: "bank", ID: "3", At: time.Unix(0, 0).UTC(), Day: 0, Score: models.ScoreOf(-4), Scale: models.Scale{Low: -5, High: 5, Passive: 1, Promoter: 4}},
	}
}

func TestEveryFieldComesBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	accept(t, l, full(), ledger.Accepted{New: 3})
	same(t, l.Responses(), full())
	same(t, open(t, dir).Responses(), full())
	if got, want := open(t, dir).Hash(), l.Hash(); got != want || len(got) != 64 {
		t.Errorf("hash %s after loading, %s before", got, want)
	}
}

func TestAnyResponseComesBack(t *testing.T) {
	text := rapid.StringMatching(`[a-zæøå 🙂\n"]{0,12}`)
	score := rapid.Custom(func(t *rapid.T) models.Score {
		if rapid.Bool().Draw(t, "missing") {
			return models.Score{}
		}
		return models.ScoreOf(rapid.IntRange(-10, 100).Draw(t, "score"))
	})
	one := rapid.Custom(func(t *rapid.T) models.Response {
		r := models.Response{
			Source: rapid.SampledFrom([]string{"bank", "butik", "a"}).Draw(t, "source"), ID: rapid.StringN(1, 5, -1).Draw(t, "id"),
			Customer: text.Draw(t, "customer"), Day: models.Day(rapid.Int32().Draw(t, "day")), Score: score.Draw(t, "score"),
			Scale: models.Scale1to10, Title: text.Draw(t, "title"), Comment: text.Draw(t, "comment"), Touchpoint: text.Draw(t, "touchpoint"),
		}
		if rapid.Bool().Draw(t, "timed") {
			r.At = time.UnixMicro(rapid.Int64Range(-1e16, 1e16).Draw(t, "at")).UTC()
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "segments") {
			r.Segments = append(r.Segments, models.Segment{Name: fmt.Sprint("s", i), Value: text.Draw(t, "value")})
			r.Ratings = append(r.Ratings, models.Rating{Name: fmt.Sprint("r", i), Score: score.Draw(t, "rating")})
			r.Answers = append(r.Answers, models.Answer{Question: fmt.Sprint("q", i), Text: text.Draw(t, "answer")})
		}
		return r
	})
	root := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(root, fmt.Sprint(n))
		batch := rapid.SliceOfN(one, 0, 20).Draw(rt, "batch")
		l, err := ledger.Open(dir)
		if err != nil {
			rt.Fatal(err)
		}
		counts, err := l.Accept(context.Background(), batch)
		if err != nil {
			rt.Fatal(err)
		}
		if sum := counts.New + counts.Replaced + counts.Unchanged + counts.Duplicate + counts.Erased; sum != len(batch) {
			rt.Fatalf("%+v of %d", counts, len(batch))
		}
		again, err := ledger.Open(dir)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(l.Responses(), again.Responses(), cmp.AllowUnexported(models.Score{}), cmpopts.EquateEmpty()); diff != "" {
			rt.Fatal(diff)
		}
		if l.Hash() != again.Hash() {
			rt.Fatal("hash differs")
		}
	})
}

func TestLaterVersionsReplace(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	accept(t, l, []models.Response{response("1", "lang kø"), response("2", "fin hjælp")}, ledger.Accepted{New: 2})
	accept(t, l, []models.Response{response("1", "meget lang kø"), response("2", "fin hjælp"), response("3", "tak")},
		ledger.Accepted{New: 1, Replaced: 1, Unchanged: 1})
	before := len(parts(t, dir))
	accept(t, l, []models.Response{response("1", "meget lang kø"), response("3", "tak")}, ledger.Accepted{Unchanged: 2})
	if after := len(parts(t, dir)); after != before || before != 2 {
		t.Errorf("%d parts before a batch with nothing new, %d after", before, after)
	}
	same(t, open(t, dir).Responses(), []models.Response{response("1", "meget lang kø"), response("2", "fin hjælp"), response("3", "tak")})
}

// TestOrderOfTheBatchDoesNotShow: versions of one key within a batch.
func TestOrderOfTheBatchDoesNotShow(t *testing.T) {
	early, late, tie := response("1", "først"), response("1", "a"), response("1", "b")
	late.Day, tie.Day = 20001, 20001
	batch := []models.Response{early, late, tie, response("2", "x"), response("2", "x")}
	var hashes []string
	for seed := range uint64(6) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
		l := open(t, t.TempDir())
		accept(t, l, batch, ledger.Accepted{New: 2, Duplicate: 3})
		hashes = append(hashes, l.Hash())
		if got := l.Responses()[0]; got.Comment != "b" {
			t.Errorf("seed %d: kept %q", seed, got.Comment)
		}
	}
	if len(slices.Compact(hashes)) != 1 {
		t.Errorf("hashes %v", hashes)
	}
}

// TestHashDependsOnContentAlone: one batch, forty batches or a corrected ledger
// give the same hash; another score does not.
func TestHashDependsOnContentAlone(t *testing.T) {
	var all []models.Response
	for i := range 40 {
		all = append(all, response(fmt.Sprint(i), fmt.Sprint("kommentar ", i)))
	}
	whole := open(t, t.TempDir())
	accept(t, whole, all, ledger.Accepted{New: 40})
	dir := t.TempDir()
	bits := open(t, dir)
	for i := range all {
		accept(t, bits, all[39-i:40-i], ledger.Accepted{New: 1})
	}
	if whole.Hash() != bits.Hash() || open(t, dir).Hash() != whole.Hash() {
		t.Error("the number of batches shows in the hash")
	}
	if n := len(parts(t, dir)); n > 33 {
		t.Errorf("%d parts are left uncompacted", n)
	}
	other := slices.Clone(all)
	other[7].Score = models.Score{}
	if ledger.Hash(other) == ledger.Hash(all) {
		t.Error("a missing score does not show in the hash")
	}
}

// holds says whether any file under dir holds text.
func holds(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || bytes.Contains(data, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestForgottenIsGone(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	secret, other := response("17", "hemmeligheden"), response("18", "andet")
	secret.Customer = "kunde"
	accept(t, l, []models.Response{secret, other}, ledger.Accepted{New: 2})
	corrected := secret
	corrected.Comment = "rettet hemmelighed"
	accept(t, l, []models.Response{corrected}, ledger.Accepted{Replaced: 1})
	if !holds(t, dir, "hemmelighed") {
		t.Fatal("the test cannot see what it looks for")
	}
	if n, err := l.Erase(ledger.Erasure{Customer: "kunde"}); n != 1 || err != nil {
		t.Fatalf("forgot %d, %v", n, err)
	}
	for _, text := range []string{"hemmelighed", "kunde"} {
		if holds(t, dir, text) {
			t.Errorf("%q is still on disk", text)
		}
	}
	accept(t, l, []models.Response{secret}, ledger.Accepted{Erased: 1})
	l = open(t, dir)
	accept(t, l, []models.Response{corrected, other}, ledger.Accepted{Erased: 1, Unchanged: 1})
	same(t, l.Responses(), []models.Response{other})
	if n, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "endnu ikke set"}}}); n != 0 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	accept(t, l, []models.Response{response("endnu ikke set", "x")}, ledger.Accepted{Erased: 1})
}

func TestOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	accept(t, l, full(), ledger.Accepted{New: 3})
	if salt, err := l.Salt(); salt != nil || err != nil {
		t.Fatalf("salt %x before any was set, %v", salt, err)
	}
	salt := []byte("0123456789abcdef")
	if err := l.SetSalt(salt); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "2"}}}); err != nil {
		t.Fatal(err)
	}
	if again, err := open(t, dir).Salt(); !bytes.Equal(again, salt) || err != nil {
		t.Errorf("another salt: %v", err)
	}
	if err := l.SetSalt([]byte("kort")); err == nil {
		t.Error("a salt of 4 bytes passed")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestInterruptedAcceptWritesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := open(t, dir).Accept(ctx, full()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if n := len(parts(t, dir)); n != 0 {
		t.Errorf("%d parts", n)
	}
}

func TestKeysAreChecked(t *testing.T) {
	for _, r := range []models.Response{{Source: "a/b", ID: "1"}, {Source: "a"}, {ID: "1"}} {
		if _, err := open(t, t.TempDir()).Accept(context.Background(), []models.Response{r}); err == nil {
			t.Errorf("%+v was accepted", r.Key())
		}
	}
}

func survey(n int) []models.Response {
	all := make([]models.Response, n)
	for i := range all {
		all[i] = models.Response{Source: "bank", ID: fmt.Sprint(i), Customer: fmt.Sprint("kunde", i%1000), At: time.Unix(int64(1.7e9)+int64(i), 0).UTC(),
			Day: models.Day(19700 + i%300), Score: models.ScoreOf(i % 11), Scale: models.Scale0to10, Touchpoint: "telefon", Stage: "køb",
			Unit: "Region Nord/Aarhus/Erhverv", Comment: strings.Repeat(fmt.Sprint("Nummer ", i, " i køen, og så blev der lagt på. "), 1+i%4),
			Segments: []models.Segment{{Name: "kundetype", Value: "privat"}}}
	}
	return all
}

func BenchmarkAccept(b *testing.B) {
	batch := survey(50_000)
	root := b.TempDir()
	n := 0
	for b.Loop() {
		n++
		accept(b, open(b, filepath.Join(root, fmt.Sprint(n))), batch, ledger.Accepted{New: len(batch)})
	}
	b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "responses/s")
}

func BenchmarkOpen(b *testing.B) {
	for _, size := range []int{50_000, 500_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			dir := b.TempDir()
			accept(b, open(b, dir), survey(size), ledger.Accepted{New: size})
			for b.Loop() {
				open(b, dir).Responses()
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "responses/s")
		})
	}
}

func BenchmarkHash(b *testing.B) {
	all := survey(50_000)
	for b.Loop() {
		ledger.Hash(all)
	}
}
