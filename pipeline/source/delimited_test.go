package source

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func cellsOf(records []record) [][]string {
	var out [][]string
	for _, r := range records {
		out = append(out, r.cells)
	}
	return out
}

// TestDialects decides delimiter and quoting from the text alone.
func TestDialects(t *testing.T) {
	for _, c := range []struct {
		name, text, delimiter string
		quoted                bool
		want                  [][]string
	}{
		{"commas in comments", "id;score;kommentar\n1;9;god, hurtig, nem\n2;8;ja, tak, nej\n", ";", false,
			[][]string{{"id", "score", "kommentar"}, {"1", "9", "god, hurtig, nem"}, {"2", "8", "ja, tak, nej"}}},
		{"a comma in the header and in amounts", "Deltager;Lukket;Hvor sandsynligt er det, at du anbefaler os;Sig gerne mere;Hal;Beløb\n1;2.9.2026 08:52;8;Pæne rum;Sorø;301,37\n2;3.9.2026 09:11;2;;Ribe;12,50\n", ";", false,
			[][]string{{"Deltager", "Lukket", "Hvor sandsynligt er det, at du anbefaler os", "Sig gerne mere", "Hal", "Beløb"}, {"1", "2.9.2026 08:52", "8", "Pæne rum", "Sorø", "301,37"}, {"2", "3.9.2026 09:11", "2", "", "Ribe", "12,50"}}},
		{"many chosen in every row", "id,score,valgt\n1,9,app;bil;cykel;tog\n2,8,bil;bus;tog;fly\n", ",", false,
			[][]string{{"id", "score", "valgt"}, {"1", "9", "app;bil;cykel;tog"}, {"2", "8", "bil;bus;tog;fly"}}},
		{"one column", "Kommentar\nJa, måske; nej\nHvad, hvis, så?\n", "", false,
			[][]string{{"Kommentar"}, {"Ja, måske; nej"}, {"Hvad, hvis, så?"}}},
		{"quotation marks as written", "id\ttekst\n1\t\"Super\" sagde hun\n2\t\"Sikke noget\n3\tfint\"\n", "tab", false,
			[][]string{{"id", "tekst"}, {"1", "\"Super\" sagde hun"}, {"2", "\"Sikke noget"}, {"3", "fint\""}}},
		{"line feeds in quotes", "id,text\n1,\"a\nb, \"\"c\"\"\"\n2,d\n", ",", true,
			[][]string{{"id", "text"}, {"1", "a\nb, \"c\""}, {"2", "d"}}},
		{"a mark too many", "\"id\";\"tekst\";\"n\"\n\"1\";\"han sagde \"nej\" til mig\";\"2\"\n\"2\";\"fin\";\"3\"\n", ";", true,
			[][]string{{"id", "tekst", "n"}, {"1", "han sagde \"nej\" til mig", "2"}, {"2", "fin", "3"}}},
		{"a mark never closed", "id;tekst;score\n1;\"a\nb\";9\n2;\"åben;8\n3;fin;7\n", ";", true,
			[][]string{{"id", "tekst", "score"}, {"1", "a\nb", "9"}, {"2", "\"åben", "8"}, {"3", "fin", "7"}}},
		{"old Mac", "id;score\r1;2\r", ";", false, [][]string{{"id", "score"}, {"1", "2"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sh, err := parseDelimited(context.Background(), c.text, nil, Config{})
			if err != nil {
				t.Fatal(err)
			}
			got := cellsOf(sh.records)
			if !slices.EqualFunc(got, c.want, slices.Equal) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if sh.delimiter != c.delimiter || sh.quoted != c.quoted {
				t.Errorf("delimiter %q, quoted %v", sh.delimiter, sh.quoted)
			}
		})
	}
}

// FuzzSplit holds split against encoding/csv, on whatever that accepts.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a,b\n1,\"x\ny\"\n", "\"a\"\"b\",c\r\n", "a,\"b", "\n\n,\n", "\"\"\n", "a\"b,c\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := split(text, dialect{delimiter: ',', quoted: true})
		total := 0
		for _, r := range got.records {
			if len(r.cells) == 0 {
				t.Fatalf("split(%q): a record without cells", text)
			}
			for _, c := range r.cells {
				total += len(c)
				if utf8.ValidString(text) && !utf8.ValidString(c) {
					t.Errorf("split(%q): cell %q", text, c)
				}
			}
		}
		if total > len(text) {
			t.Errorf("split(%q): more text comes out than went in", text)
		}
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		var want [][]string
		for {
			cells, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return // not RFC 4180
			}
			want = append(want, cells)
		}
		var have [][]string
		for _, r := range got.records {
			if len(r.cells) == 1 && r.cells[0] == "" {
				continue // encoding/csv skips blank lines
			}
			for i := range r.cells {
				r.cells[i] = strings.ReplaceAll(r.cells[i], "\r\n", "\n") // as encoding/csv does
			}
			have = append(have, r.cells)
		}
		want = slices.DeleteFunc(want, func(cells []string) bool { return len(cells) == 1 && cells[0] == "" })
		if !slices.EqualFunc(have, want, slices.Equal) {
			t.Errorf("split(%q)\n got %q\nwant %q", text, have, want)
		}
	})
}
