package source_test

import (
	"context"
	"testing"

	"stemme/models"
	"stemme/pipeline/source"
	"stemme/testdata/corpora"
)

// TestReviews reads a real file without any configuration: tabs, no quoting,
// quotation marks everywhere.
func TestReviews(t *testing.T) {
	file := corpora.File(t, "danish-reviews/reviews.tsv")
	batch, err := source.Read(context.Background(), source.Config{Files: []string{file}})
	if err != nil {
		t.Fatal(err)
	}
	if len(batch.Responses) != 17660 || len(batch.Rejects) != 0 {
		t.Errorf("%d accepted, %d rejected; want 17660 and 0", len(batch.Responses), len(batch.Rejects))
	}
	count := map[models.Class]int{}
	for _, r := range batch.Responses {
		count[r.Class()]++
		if r.Day == models.NoDay || !r.At.IsZero() || r.Source != "reviews" || len(r.Segments) != 1 {
			t.Fatalf("response %s: day %v, at %v, source %q, %d segments", r.ID, r.Day, r.At, r.Source, len(r.Segments))
		}
	}
	want := map[models.Class]int{models.Promoter: 8425, models.Passive: 1865, models.Detractor: 7370}
	for c, n := range want {
		if count[c] != n {
			t.Errorf("%v: %d, want %d", c, count[c], n)
		}
	}
	f := batch.Files[0]
	if f.Delimiter != "tab" || f.Quoted || f.Encoding != "utf-8" || f.Scale != models.Scale1to5 || f.ScaleDoubt {
		t.Errorf("recognised %q, quoted %v, %s, scale %v, doubt %v", f.Delimiter, f.Quoted, f.Encoding, f.Scale, f.ScaleDoubt)
	}
	roles := map[string]string{"n": "id", "company": "segment", "rating": "score", "published": "time", "title": "title", "text": "comment"}
	for _, c := range f.Columns {
		if c.Role != roles[c.Header] {
			t.Errorf("%s is %s, want %s", c.Header, c.Role, roles[c.Header])
		}
	}
}

func BenchmarkRead(b *testing.B) {
	file := corpora.File(b, "danish-reviews/reviews.tsv")
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		batch, err := source.Read(context.Background(), source.Config{Files: []string{file}})
		if err != nil {
			b.Fatal(err)
		}
		rows += batch.Rows()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
