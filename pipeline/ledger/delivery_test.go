package ledger_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/atomicfile/crash"
	"stemme/pipeline/ledger"
)

// brought is a delivery of one file.
func brought(file string, responses ...models.Response) ledger.Brought {
	return ledger.Brought{Delivery: ledger.Delivery{Source: "bank", File: file, SHA256: file, At: time.Now()}, Responses: responses}
}

func take(t testing.TB, l *ledger.Ledger, all ...ledger.Brought) ledger.Accepted {
	t.Helper()
	accepted, err := l.Take(context.Background(), all, nil)
	if err != nil {
		t.Fatal(err)
	}
	return accepted
}

// titled is a refill of titles, the one field that deliveries of these tests lack.
func titled(r, old *models.Response, _ []string) {
	if r.Title = ""; old != nil {
		r.Title = old.Title
	}
}

// withdraw takes back the deliveries of files.
func withdraw(t testing.TB, l *ledger.Ledger, files ...string) ledger.Withdrawal {
	t.Helper()
	var numbers []int
	for _, d := range l.Deliveries() {
		if slices.Contains(files, d.File) {
			numbers = append(numbers, d.Number)
		}
	}
	would := l.WouldWithdraw(numbers, titled)
	w, err := l.Withdraw(numbers, titled, nil)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(w) != fmt.Sprint(would) {
		t.Errorf("withdrew %v, would %v", w, would)
	}
	return w
}

// A deliveredFile is a file of the property below: what it says of each response, and whether
// it lacks titles.
type deliveredFile struct {
	name  string
	lacks bool
	says  []models.Response
}

// nights are random files, several a night, that bring, correct and bring again.
func nights(r *rand.Rand) (all [][]deliveredFile) {
	for n := range 3 + r.IntN(5) {
		files := 1 + r.IntN(3)
		var night []deliveredFile
		for i := range files {
			f := deliveredFile{name: fmt.Sprintf("%d-%d.csv", n, i), lacks: files == 1 && r.IntN(3) == 0}
			for id := range 5 {
				if r.IntN(2) == 0 {
					continue
				}
				says := response(fmt.Sprint(id), fmt.Sprintf("svar %d", r.IntN(3)))
				says.At = time.Date(2026, 3, 1, r.IntN(3), 0, 0, 0, time.UTC)
				if !f.lacks {
					says.Title = fmt.Sprintf("titel %d", r.IntN(2))
				}
				f.says = append(f.says, says)
			}
			night = append(night, f)
		}
		all = append(all, night)
	}
	return all
}

// live takes nights into a ledger, but for the files that never come. As a night does, it
// fills in what a correction lacks.
func live(t testing.TB, dir string, all [][]deliveredFile, never map[string]bool, reopen func() bool) *ledger.Ledger {
	l := open(t, dir)
	for _, night := range all {
		var came []ledger.Brought
		for _, f := range night {
			if never[f.name] {
				continue
			}
			says := slices.Clone(f.says)
			b := brought(f.name)
			if f.lacks {
				b.Lacks = []string{"title"}
				for i := range says {
					if old, known := l.Response(says[i].Key()); known {
						says[i].Title = old.Title
					}
				}
			}
			b.Responses = says
			came = append(came, b)
		}
		take(t, l, came...)
		if reopen() {
			l = open(t, dir)
		}
	}
	return l
}

// TestWithdrawnNeverCame: whatever files brought, corrected and brought again, over nights,
// a ledger from which some are taken back says what one says to which they never came;
// so it does when it is opened again.
func TestWithdrawnNeverCame(t *testing.T) {
	seeds := uint64(8)
	if os.Getenv("STEMME_LONG") != "" {
		seeds = 500
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 0))
		all := nights(r)
		never := map[string]bool{}
		var gone []string
		for _, night := range all {
			for _, f := range night {
				if r.IntN(4) == 0 {
					never[f.name], gone = true, append(gone, f.name)
				}
			}
		}
		dir := t.TempDir()
		l := live(t, filepath.Join(dir, "a"), all, nil, func() bool { return r.IntN(2) == 0 })
		for len(gone) > 0 { // at once, or one by one in any order
			n := 1 + r.IntN(len(gone))
			r.Shuffle(len(gone), func(i, j int) { gone[i], gone[j] = gone[j], gone[i] })
			withdraw(t, l, gone[:n]...)
			gone = gone[n:]
		}
		want := live(t, filepath.Join(dir, "b"), all, never, func() bool { return false })
		for _, got := range []*ledger.Ledger{l, open(t, filepath.Join(dir, "a"))} {
			if got.Hash() != want.Hash() {
				t.Fatalf("seed %d: without %v\ngot  %v\nwant %v\nof %v", seed, never, got.Responses(), want.Responses(), all)
			}
		}
	}
}

// TestWithdrawalSurvivesACrash stops a writer at every moment of taking a delivery back:
// whoever opens the ledger then finds it whole, before or after, and doing it again ends
// at the same.
func TestWithdrawalSurvivesACrash(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	take(t, l, brought("a.csv", response("1", "ventede"), response("2", "fik svar")))
	take(t, l, brought("b.csv", response("1", "forkert"), response("3", "forkert")))
	take(t, l, brought("c.csv", response("4", "senere")))
	want := []models.Response{response("1", "ventede"), response("2", "fik svar"), response("4", "senere")}
	before := l.Hash()
	for _, m := range crash.Moments(dir, func() { withdraw(t, l, "b.csv") }) {
		at(t, dir, m)
		l := open(t, dir)
		if left := len(l.Deliveries()); l.Hash() == before != (left == 3) || left < 2 {
			t.Errorf("%s: %d deliveries, %v", m.Name, left, l.Responses())
		}
		withdraw(t, l, "b.csv")
		same(t, open(t, dir).Responses(), want)
	}
}

// TestErasedIsInNoVersion: what was erased comes back by nothing that is taken back, and
// earlier versions that are of the customer, or of before the day, go too.
func TestErasedIsInNoVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	theirs := response("1", "kvintessens")
	theirs.Customer = "kunde-a"
	corrected := response("1", "en anden kunde")
	corrected.Customer = "kunde-b"
	take(t, l, brought("a.csv", theirs, response("2", "hemmeligt")))
	take(t, l, brought("b.csv", corrected, response("2", "rettet hemmeligt"), response("3", "bliver")))
	for _, e := range []ledger.Erasure{{Customer: "kunde-a"}, {Keys: []models.Key{{Source: "bank", ID: "2"}}}} {
		if _, err := l.Erase(e); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"kvintessens", "kunde-a", "hemmeligt"} {
		if holds(t, dir, text) {
			t.Errorf("%q is still there", text)
		}
	}
	l = open(t, dir)
	w := withdraw(t, l, "b.csv")
	if len(w.Gone) != 2 || l.Len() != 0 {
		t.Errorf("%+v, left %v", w, l.Responses())
	}
	take(t, l, brought("d.csv", response("2", "hemmeligt")))
	if l.Len() != 0 {
		t.Errorf("erased, and there: %v", l.Responses())
	}
}

// TestDeliveriesAreForgotten: a delivery that came too long ago is forgotten when the
// parts are made into one, with the versions that were kept for it; its responses stay.
func TestDeliveriesAreForgotten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	old := brought("a.csv", response("1", "kvintessens"), response("2", "bliver"))
	old.At = time.Now().AddDate(0, 0, -101)
	take(t, l, old)
	older := brought("b.csv", response("1", "rettet"))
	older.At = old.At.Add(time.Hour)
	take(t, l, older)
	take(t, l, brought("c.csv", response("3", "ny")))
	if len(l.Deliveries()) != 3 || !holds(t, dir, "kvintessens") {
		t.Fatal("the test cannot see what it looks for")
	}
	if _, err := l.Erase(ledger.Erasure{Keys: []models.Key{{Source: "bank", ID: "9"}}}); err != nil {
		t.Fatal(err)
	}
	for n := range 33 {
		take(t, l, brought(fmt.Sprintf("n%d.csv", n), response("3", fmt.Sprint("ny ", n))))
	}
	l = open(t, dir)
	if ds := l.Deliveries(); ds[0].File != "c.csv" || holds(t, dir, "kvintessens") {
		t.Errorf("%v, holds %v", ds[0], holds(t, dir, "kvintessens"))
	}
	if r, _ := l.Response(models.Key{Source: "bank", ID: "1"}); r.Comment != "rettet" || l.Len() != 3 {
		t.Errorf("%v of %d", r, l.Len())
	}
}

// TestWhatIsToldOfADelivery: a file that comes again unchanged is no delivery; numbers are
// never given again; what was recognised is kept with each.
func TestWhatIsToldOfADelivery(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := open(t, dir)
	a := brought("a.csv", response("1", "ventede"))
	a.Reading = json.RawMessage(`{"source":"bank"}`)
	take(t, l, a)
	generation := l.Generation()
	take(t, l, a)
	if l.Generation() != generation || len(l.Deliveries()) != 1 {
		t.Errorf("a file that was there: generation %d after %d", l.Generation(), generation)
	}
	take(t, l, brought("b.csv", response("1", "ventede"), response("2", "ny")))
	w := withdraw(t, l, "a.csv")
	if w.Kept != 1 || len(w.Gone) != 0 {
		t.Errorf("b brought it too: %+v", w)
	}
	withdraw(t, l, "b.csv")
	take(t, open(t, dir), a)
	ds := open(t, dir).Deliveries()
	if len(ds) != 1 || ds[0].Number != 3 || ds[0].New != 1 || string(ds[0].Reading) != string(a.Reading) {
		t.Errorf("%+v", ds)
	}
}
