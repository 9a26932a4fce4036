package source_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/source"
)

// TestSample looks at a part of a large file, to its end, and finds what reading
// all of it finds.
func TestSample(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "fin tur nummer %d", "quoted": "\"to linjer\nog en \"\"tredje\"\";\nnummer %d\"",
	} {
		t.Run(name, func(t *testing.T) {
			const n = 40000
			content := rows("id;score;kommentar;dato;sprog", n, func(i int) string {
				date := fmt.Sprintf("%02d-%02d-2026", 1+i%12, 1+i%12)
				if i > n-n/10 {
					date = "31-12-2026" // what proves the order stands at the end
				}
				return fmt.Sprintf("%d;%d;"+text+";%s;da", i, i%11, i, date)
			})
			all, part := read(t, "svar.csv", content, source.Config{}), read(t, "svar.csv", content, source.Config{Sample: 1 << 18})
			if roles(all) != roles(part) || len(part.Rejects) > 0 {
				t.Errorf("all: %s\nsample: %s, %d rejects", roles(all), roles(part), len(part.Rejects))
			}
			f := part.Files[0]
			if f.Sampled <= 0 || f.Sampled > 0.5 || f.Rows() < n/20 || f.Rows() > n/2 || f.Dates.Doubt || f.Dates != all.Files[0].Dates {
				t.Errorf("%d rows, share %v, dates %+v", f.Rows(), f.Sampled, f.Dates)
			}
			if all.Files[0].Sampled != 0 || all.Rows() != n {
				t.Errorf("of all %d rows", all.Rows())
			}
		})
	}
}

// TestPackedSample says of a part of a packed file and of a workbook what share it
// is, and nothing of one that is read whole.
func TestPackedSample(t *testing.T) {
	const n = 3000
	header := []string{"id", "dato", "score", "kommentar"}
	line := func(i int) []string {
		return []string{fmt.Sprint(i), fmt.Sprintf("%02d-03-2026", 13+i%12), fmt.Sprint(i % 11), fmt.Sprintf("fin tur nummer %x", i*7919)}
	}
	book := excelize.NewFile()
	var text strings.Builder
	for i := -1; i < n; i++ {
		cells := header
		if i >= 0 {
			cells = line(i)
		}
		text.WriteString(strings.Join(cells, ";") + "\n")
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var packed, sheet bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(text.String())); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if err := book.Write(&sheet); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"svar.csv.gz": packed.String(), "svar.xlsx": sheet.String()} {
		for sample, whole := range map[int]bool{0: true, 1 << 24: true, 1 << 15: false} {
			f := read(t, name, content, source.Config{Sample: sample}).Files[0]
			if whole && (f.Sampled != 0 || f.Rows() != n) || !whole && (f.Sampled <= 0 || f.Sampled > 0.6 || f.Rows() >= n || f.Rejected > 0) {
				t.Errorf("%s, sample %d: share %v, %d rows, %d rejected", name, sample, f.Sampled, f.Rows(), f.Rejected)
			}
		}
	}
}
