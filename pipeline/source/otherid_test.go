package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// keysFile has n answers under a header of keys.
func keysFile(header string, n int, key func(i int) string) string {
	return rows(header+";Dato;NPS;Kommentar", n, func(i int) string {
		return fmt.Sprintf("%s;%02d-03-2026;%d;det gik fint den %d. gang", key(i), 1+i%28, i%11, i)
	})
}

// TestKeysOfOthers: the id of what an answer is about is that of the answer where it is another
// in every row of enough; where it may be, that is asked, and else it is none.
func TestKeysOfOthers(t *testing.T) {
	t.Parallel()
	each := func(i int) string { return fmt.Sprintf("B-%05d", 70+i*3) }
	for _, c := range []struct {
		header string
		n      int
		key    func(i int) string
		isID   bool
		asked  messages.Key
	}{
		{"Besøgs-ID", 40, each, true, ""},
		{"Spørgeskema-ID", 40, each, true, ""},
		{"bookingnr", 40, each, true, ""},
		{"visit_id", 40, each, true, ""},
		{"Ticket", 40, each, true, ""},
		{"Opgave-ID", 40, func(i int) string { return fmt.Sprint(40000 + 7*i) }, true, ""},
		{"Besøgs-ID", 40, func(i int) string { return each(i / 3) }, false, ""},
		{"Besøgs-ID", 40, func(i int) string { return each(i - i/36) }, false, "source_id_why_repeats"},
		{"Besøgs-ID", 9, each, false, "source_id_why_few"},
		{"Besøgs-ID", 40, func(i int) string { return fmt.Sprint(i + 1) }, false, "source_id_why_counting"},
		{"Besøgs-ID", 40, func(i int) string { return fmt.Sprint(20231122 + 37*i) }, false, "source_id_why_masked"},
		{"Lejemålsnr", 40, each, false, "source_id_why_lasting"},
		{"Produkt-ID", 40, each, false, ""},
		{"Butiksnr", 40, each, false, ""},
		{"Kortnummer", 40, each, false, ""},
		{"Ventetid", 40, each, false, ""},
	} {
		t.Run(c.header+fmt.Sprint(c.n, c.asked), func(t *testing.T) {
			t.Parallel()
			mask := func(s string) string {
				if len(s) == 8 && !strings.Contains(s, "-") {
					return "[TELEFON]"
				}
				return s
			}
			batch := read(t, "f.csv", keysFile(c.header, c.n, c.key), source.Config{Mask: mask})
			if got := strings.Contains(roles(batch), c.header+"=id"); got != c.isID {
				t.Errorf("read as %s", roles(batch))
			}
			at := slices.IndexFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_id_asked" })
			switch {
			case at < 0 && c.asked != "":
				t.Errorf("nothing is asked of %s", c.header)
			case at >= 0 && batch.Files[0].Notes[at].Args[1] != c.asked:
				t.Errorf("asked since %v, want %q", batch.Files[0].Notes[at].Args[1], c.asked)
			}
		})
	}
}

// TestKeysOfOthersBeside: an id of the answer itself, or what is declared, comes first; of two
// others that may be it, the second is told.
func TestKeysOfOthersBeside(t *testing.T) {
	t.Parallel()
	both := rows("Besøgs-ID;Opgave-ID;NPS;Kommentar", 40, func(i int) string { return fmt.Sprintf("B%d;O%d;%d;det gik fint %d", 10+i, 30+i, i%11, i) })
	batch := read(t, "f.csv", both, source.Config{})
	if got := roles(batch); !strings.HasPrefix(got, "Besøgs-ID=id NPS=") {
		t.Errorf("read as %s", got)
	}
	if text := fmt.Sprint(batch.Files[0].Notes); !strings.Contains(text, "source_id_which") {
		t.Errorf("the other is not told: %s", text)
	}
	if got := roles(read(t, "f.csv", strings.Replace(both, "Opgave-ID", "Svar-ID", 1), source.Config{})); !strings.HasPrefix(got, "Svar-ID=id") {
		t.Errorf("read as %s", got)
	}
	if got := roles(read(t, "f.csv", both, source.Config{Columns: map[string]string{"id": ""}})); strings.Contains(got, "=id") {
		t.Errorf("read as %s where there is none by declaration", got)
	}
}
