//go:build unix

package edition_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/atomicfile/crash"
	"stemme/pipeline/edition"
)

// TestEveryMoment: whenever publishing, rolling back, pruning or reducing is killed,
// or the power goes, the current edition is that of before or that of after and
// opens whole, the pointer names one that does, what is forgotten is not published
// again, and the next night leaves nothing behind.
func TestEveryMoment(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, data string, ids []string){
		"publish":  func(t *testing.T, data string, _ []string) { must(t, data, "ny") },
		"the same": func(t *testing.T, data string, _ []string) { publish(data, "tre") },
		"rollback": func(t *testing.T, data string, ids []string) { fine(t, edition.Rollback(data, ids[0])) },
		"prune": func(t *testing.T, data string, _ []string) {
			_, err := edition.Prune(data, edition.Keep{Last: 1}, time.Now())
			fine(t, err)
		},
		"reduce": func(t *testing.T, data string, ids []string) {
			_, err := edition.Reduce(data, ids[1], func(_ *edition.Edition, d *edition.Draft) (rows, counts map[string]int64, err error) {
				return nil, nil, d.Write(edition.Rejected, func(w io.Writer) error { _, err := io.WriteString(w, "mindre"); return err })
			})
			fine(t, err)
		},
		"first": nil,
	} {
		t.Run(name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			var ids []string
			if change == nil {
				fine(t, os.Mkdir(data, 0o700))
				change = func(t *testing.T, data string, _ []string) { must(t, data, "den første") }
			} else {
				ids = []string{must(t, data, "et"), must(t, data, "to"), must(t, data, "tre")}
			}
			before, _ := edition.CurrentID(data)
			moments := crash.Moments(data, func() { change(t, data, ids) })
			after, err := edition.CurrentID(data)
			fine(t, err)
			if len(moments) < 3 {
				t.Errorf("%d moments: the test no longer tests", len(moments))
			}
			for i, m := range moments {
				fine(t, m.Restore(data))
				if m.Done {
					stands(t, m.Name, data, after, after)
					whole(t, m.Name, data)
				} else {
					stands(t, m.Name, data, before, after)
				}
				if i%3 > 0 && os.Getenv("STEMME_LONG") == "" {
					continue
				}
				if e, _, err := publish(data, "den næste nat"); err != nil {
					t.Errorf("%s: the next night: %v", m.Name, err)
				} else {
					e.Close()
				}
				if left, _ := filepath.Glob(filepath.Join(data, "editions", ".*")); len(left) > 0 {
					t.Errorf("%s: the next night leaves %s", m.Name, left)
				}
			}
		})
	}
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stands checks that link and pointer name editions that are whole, or are not there
// where there was none before, and that the link's is one of the two.
func stands(t *testing.T, when, data, before, after string) {
	t.Helper()
	e, err := edition.Open(data, edition.Current)
	switch {
	case edition.None(err) && before == "":
		return
	case err != nil:
		t.Errorf("%s: %v", when, err)
		return
	}
	e.Close()
	if e.ID != before && e.ID != after {
		t.Errorf("%s: the current edition is %s, neither %s nor %s", when, e.ID, before, after)
	}
	text, err := os.ReadFile(filepath.Join(data, edition.PointerName))
	if os.IsNotExist(err) && before == "" {
		return
	}
	var p struct{ Edition, Tables string }
	if err != nil || json.Unmarshal(text, &p) != nil {
		t.Errorf("%s: the pointer says %q: %v", when, text, err)
		return
	}
	if e, err := edition.Open(data, p.Edition); err != nil {
		t.Errorf("%s: the pointer names %s: %v", when, p.Edition, err)
	} else if e.Close(); !strings.Contains(p.Tables, p.Edition) {
		t.Errorf("%s: the pointer says %s", when, text)
	}
}

// whole checks every edition.
func whole(t *testing.T, when, data string) {
	t.Helper()
	all, err := edition.List(data)
	fine(t, err)
	for _, one := range all {
		if faults, err := edition.Check(data, one.ID); err != nil || len(faults) > 0 {
			t.Errorf("%s: %s: %v, %v", when, one.ID, faults, err)
		}
	}
}
