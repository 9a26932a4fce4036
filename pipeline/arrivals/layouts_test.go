package arrivals

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestAgainWithin: a source without ids that gets a column is asked about before everything stands
// twice. The column can be left out, which the next night remembers; what it replaces can be
// taken back; and --as-new lets it through.
func TestAgainWithin(t *testing.T) {
	t.Parallel()
	row := func(i int) string { return fmt.Sprintf("%s;%d;%s", dayOf(i%60), i%11, comment(i)) }
	more := func(i int) string { return row(i) + ";" + []string{"lejer", "ejer"}[i%2] }
	n := newNights(t)
	first := n.write("svar_1.csv", "dato;NPS;kommentar", 40, row)
	if _, asked, text := n.read(Rules{}, source.Config{}, first); asked != nil {
		t.Fatal(text)
	}
	next := n.write("svar_2.csv", "dato;NPS;kommentar;boligtype", 50, more)
	_, asked, text := n.read(Rules{}, source.Config{}, next)
	if !slices.Equal(asked, []messages.Key{"source_again"}) || n.book.Len() != 40 {
		t.Fatalf("%v, %d responses: %s", asked, n.book.Len(), text)
	}
	for _, want := range []string{"40 af 50", "stemme sources withdraw svar " + first, "stemme run --as-new " + next} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q: %s", want, text)
		}
	}
	if _, asked, text = n.read(Rules{}, source.Config{Columns: map[string]string{"boligtype": ""}}, next); asked != nil || n.book.Len() != 50 {
		t.Fatalf("the column left out: %d responses: %s", n.book.Len(), text)
	}
	for _, c := range []struct {
		name, header string
		row          func(i int) string
	}{{"svar_3.csv", "dato;NPS;kommentar;boligtype", more}, {"svar_4.csv", "dato;NPS;kommentar", row}} {
		name, file := c.name, n.write(c.name, c.header, 60, c.row)
		if _, asked, text = n.read(Rules{}, source.Config{}, file); asked != nil || n.book.Len() != 60 {
			t.Errorf("%s: %d responses: %s", name, n.book.Len(), text)
		}
	}
	if _, asked, text = n.read(Rules{}, source.Config{Columns: map[string]string{"bolig": ""}}, next); !slices.Equal(asked, []messages.Key{"source_no_column"}) {
		t.Errorf("no such column: %s", text)
	}

	n = newNights(t)
	for i, as := range []Rules{{}, {AsNew: true}} {
		file := n.write(fmt.Sprintf("svar_%d.csv", i), []string{"dato;NPS;kommentar", "dato;NPS;kommentar;boligtype"}[i], 40, []func(i int) string{row, more}[i])
		if _, asked, text = n.read(as, source.Config{}, file); asked != nil || n.book.Len() != 40*(i+1) {
			t.Errorf("%d responses: %s", n.book.Len(), text)
		}
	}
}

// TestNamesOfBefore: once other names of columns were accepted, files with either are read; and a
// no to one of two files that read alike leaves the question about the other.
func TestNamesOfBefore(t *testing.T) {
	t.Parallel()
	n := newNights(t)
	at := 0
	file := func(header string) string {
		at++
		return n.write(fmt.Sprintf("svar_2026-%02d.csv", at), header, 30, func(i int) string {
			return fmt.Sprintf("%d;%s;%d;%s", 100*at+i, dayOf(30*at+i), i%11, comment(100*at+i))
		})
	}
	const old, now = "id;dato;NPS;kommentar", "svarnummer;besvaret;anbefaling;hvorfor"
	if _, asked, text := n.read(Rules{}, source.Config{}, file(old)); asked != nil {
		t.Fatal(text)
	}
	one, two := file(now), file(now)
	for _, f := range []string{one, two} {
		if _, asked, _ := n.read(Rules{}, source.Config{}, f); asked == nil {
			t.Fatal("other names, unasked")
		}
	}
	if err := Refuse(n.book, n.kept(), "svar", two); err != nil {
		t.Fatal(err)
	}
	if w := n.kept()["svar"].Waiting; len(w) != 1 || len(w[0].Files) != 1 || w[0].Name() != one {
		t.Fatalf("%+v", w)
	}
	if err := Accept(n.book, n.kept(), "svar", one, nil); err != nil {
		t.Fatal(err)
	}
	for i, f := range []string{one, file(old), file(now), file(old)} {
		if _, asked, text := n.read(Rules{}, source.Config{}, f); asked != nil {
			t.Errorf("%d: %s", i, text)
		}
	}
}

// TestRenamedUnits: a level of the unit that is called otherwise stays a level, and where the
// values of a column tell what it was, nothing else is guessed.
func TestRenamedUnits(t *testing.T) {
	t.Parallel()
	n := newNights(t)
	row := func(first int) func(i int) string {
		return func(i int) string {
			return fmt.Sprintf("%d;%s;%d;%s;%s;%s;%s", first+i, dayOf(i), i%11, comment(first+i), []string{"Nord", "Syd"}[i%2], []string{"Brovst", "Tønder", "Skagen", "Ribe"}[i%4], []string{"erhverv", "privat", "offentlig"}[i%3])
		}
	}
	if _, asked, text := n.read(Rules{}, source.Config{}, n.write("svar_1.csv", "id;date;NPS;comment;Region;District;customer type", 60, row(100))); asked != nil {
		t.Fatal(text)
	}
	file := n.write("svar_2.csv", "id;date;NPS;comment;Region;Distrikt;Kundetype", 60, row(300))
	_, asked, text := n.read(Rules{}, source.Config{}, file)
	if !slices.Equal(asked, []messages.Key{"source_diff_renamed", "source_diff_gone", "reading_moved", "reading_refused"}) {
		t.Errorf("%v: %s", asked, text)
	}
	if strings.Contains(text, "'customer type=Distrikt'") || !strings.Contains(text, `"Distrikt" ser ud til at være kommet i stedet`) {
		t.Error(text)
	}
	if err := Accept(n.book, n.kept(), "svar", "", map[string]string{"customer type": "Kundetype"}); err != nil {
		t.Fatal(err)
	}
	if _, asked, text := n.read(Rules{}, source.Config{}, file); asked != nil {
		t.Fatal(text)
	}
	for _, r := range n.book.Responses() {
		if !strings.Contains(r.Unit, "/") || len(r.Segments) != 1 || r.Segments[0].Name != "customer type" {
			t.Fatalf("%s of %q, %v", r.ID, r.Unit, r.Segments)
		}
	}
}

// TestFormsWithout: a format that has no encoding or delimiter has not changed them.
func TestFormsWithout(t *testing.T) {
	t.Parallel()
	csv := source.Reading{Source: "svar", Format: "csv", Encoding: "windows-1252", Delimiter: ";"}
	sheet := source.Reading{Source: "svar", Format: "xlsx"}
	for _, c := range [][2]source.Reading{{csv, sheet}, {sheet, csv}} {
		if _, changes := source.Differences(c[0], c[1]); len(changes) != 1 || !slices.Equal(changes[0].Args, []any{c[0].Format, c[1].Format}) {
			t.Errorf("%v", changes)
		}
	}
}
