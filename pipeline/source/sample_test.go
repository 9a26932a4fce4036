package source_test

import (
	"fmt"
	"testing"

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
