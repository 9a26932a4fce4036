package web

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"stemme/pipeline/edition"
)

// benchPages are pages and the filters that each is asked for with.
var benchPages = []string{"/", "/?period=month&smooth=1", "/temaer", "/temaer/t0002", "/kontaktpunkter", "/udvikling", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial",
	"/linser", "/soeg?q=ventetid", "/soeg?q=app+kort&class=detractor"}

var benchFilters = []string{"", "touchpoint=Telefon", "from=2024-03-05&to=2025-06-30", "unit=Region+Nord&class=detractor", "theme=t0003", "language=da"}

// BenchmarkPages asks for every page under every filter and tells the median and the
// 99th of 100 of each page, in milliseconds. STEMME_PAGES names the data folder; without
// it the invented survey is asked. Where the folder is empty an invented survey of
// STEMME_PAGES_ROWS responses, read by lenses, is published there first: no themes are
// found, which would take most of a night.
func BenchmarkPages(b *testing.B) {
	data := os.Getenv("STEMME_PAGES")
	if data == "" {
		data = sharedData(b)
	}
	if rows, err := strconv.Atoi(os.Getenv("STEMME_PAGES_ROWS")); err == nil {
		if _, err := edition.CurrentID(data); err != nil {
			s := invent(b, rows)
			s.readByLenses()
			s.publish(b, data)
		}
	}
	s := site(b, func(c *Config) { c.Data = data })
	for _, page := range benchPages {
		b.Run(page, func(b *testing.B) {
			var took []float64
			for b.Loop() {
				for i, filter := range benchFilters {
					began := time.Now()
					if r := get(s, page+sep(page)+filter, nil); r.StatusCode != 200 {
						b.Fatalf("%s, filter %d: %d", page, i, r.StatusCode)
					}
					took = append(took, float64(time.Since(began).Microseconds())/1000)
				}
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "p50-ms")
			b.ReportMetric(took[min(len(took)-1, len(took)*99/100)], "p99-ms")
		})
	}
}
