package lens_test

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// BenchmarkLens reads comments by all shipped lenses, on one goroutine. The comments
// are the gold ones over and over.
func BenchmarkLens(b *testing.B) {
	var texts []string
	for _, part := range []string{development, held} {
		for _, r := range gold(b, part) {
			texts = append(texts, r.text)
		}
	}
	docs := make([]models.Document, len(texts))
	for i, text := range texts {
		docs[i] = plain.Document(text, models.Danish)
	}
	m := shipped()
	reader := m.NewReader()
	found, n := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		for i := range texts {
			found += len(reader.Document(texts[i], &docs[i]))
		}
		n += len(texts)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
	b.ReportMetric(float64(found)/float64(n), "mentions/comment")
}

// BenchmarkApply reads them as a night does, with the times and amounts that they name.
func BenchmarkApply(b *testing.B) {
	in := lens.Input{Workers: 1}
	for _, part := range []string{development, held} {
		for _, r := range gold(b, part) {
			in.Responses = append(in.Responses, models.Response{Comment: r.text})
			in.Documents = append(in.Documents, plain.Document(r.text, models.Danish))
		}
	}
	m := shipped()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := m.Apply(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		n += len(in.Responses)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
}

// BenchmarkCompile makes a matcher of all shipped lenses.
func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		lens.Compile(lens.Shipped(), plain)
	}
}
