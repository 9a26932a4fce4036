package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestUnclosed: a quotation mark that nothing closes before lines that are no rows is
// named with its line; comments of several lines are read.
func TestUnclosed(t *testing.T) {
	var head strings.Builder
	head.WriteString("id;score;kommentar\n")
	for i := range 50 {
		fmt.Fprintf(&head, "%d;9;\"hurtig; god hjælp\"\n", i)
	}
	var long strings.Builder
	long.WriteString("id;score;kommentar\n")
	for i := range 30_000 {
		fmt.Fprintf(&long, "%d;%d;\"Jeg ringede nr. %d\nog igen\nog igen\n\nog fik\nsvar\nsenere\"\n", i, i%11, i)
	}
	for _, c := range []struct{ name, text, want string }{
		{"torn.csv", head.String() + "50;9;\"lang ventetid\n" + strings.Repeat("linje\n", 210_000), "line 52 on"},
		{"tab.csv", strings.ReplaceAll(head.String(), ";", "\t") + strings.Repeat("linje\n", 210_000), "210,000 rows"},
		{"sep.csv", "sep=;\n" + head.String() + "50;9;\"lang ventetid\n" + strings.Repeat("linje\n", 210_000), "line 53 on"},
		{"lines.csv", long.String(), ""},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := source.Read(context.Background(), source.Config{Files: []string{path}})
		if c.want == "" && (err != nil || len(b.Responses) != 30_000) || c.want != "" && (err == nil || !strings.Contains(messages.English.Error(err), c.want)) {
			t.Errorf("%s: %v, want %q, %d responses", c.name, err, c.want, len(b.Responses))
		}
		if told := new(messages.Error); c.want != "" && (!errors.As(err, &told) || told.Key != "source_unclosed") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestWideRow: one row of three million cells costs little more than its text.
func TestWideRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wide.csv")
	text := "id;score;kommentar\n1;9;fint\n2;8;\"hurtigt\"\n" + strings.Repeat(";", 3_000_000) + "\n3;8;dyrt\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, err := source.Read(context.Background(), source.Config{Files: []string{path}})
	runtime.ReadMemStats(&after)
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; err != nil || len(b.Responses) != 3 || took > 100 {
		t.Errorf("%v, %d responses, %d MB", err, len(b.Responses), took)
	}
}

// TestCutGzip: a compressed file that was cut off is refused by a sample of it, too.
func TestCutGzip(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte("id;score;kommentar\n"))
	for i := range 2000 {
		fmt.Fprintf(z, "%d;9;hurtig hjælp nr. %d\n", i, i*i)
	}
	z.Close()
	for _, left := range []int{b.Len() - 9, b.Len() * 2 / 3, b.Len() / 3} {
		path := filepath.Join(t.TempDir(), "svar.csv.gz")
		if err := os.WriteFile(path, b.Bytes()[:left], 0o600); err != nil {
			t.Fatal(err)
		}
		for _, sample := range []int{0, 1 << 20} {
			if _, err := source.Read(context.Background(), source.Config{Files: []string{path}, Sample: sample}); err == nil {
				t.Errorf("the first %d of %d bytes are read, sample %d", left, b.Len(), sample)
			}
		}
	}
}
