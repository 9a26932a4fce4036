//go:build unix

package pipeline_test

import (
	"context"
	"syscall"
	"testing"

	"stemme/pipeline"
	"stemme/testdata/corpora"
)

// BenchmarkNight is a whole first night, with the seconds of each stage and the
// largest memory of the process so far.
func BenchmarkNight(b *testing.B) {
	b.Run("demo-50000", func(b *testing.B) { benchmarkNight(b, survey(b, 50000, 1), 0) })
	b.Run("reviews", func(b *testing.B) {
		benchmarkNight(b, corpora.File(b, "danish-reviews/reviews.tsv"), 40)
	})
}

func benchmarkNight(b *testing.B, file string, themes int) {
	sums := map[pipeline.Stage]float64{}
	n := 0
	for b.Loop() {
		cfg := withLenses(b.TempDir(), file)
		cfg.Themes.Number = themes
		summary, err := pipeline.Run(context.Background(), cfg, silent{})
		if err != nil {
			b.Fatal(err)
		}
		for stage, took := range summary.Took {
			sums[stage] += took.Seconds()
		}
		n++
	}
	for _, stage := range pipeline.Stages {
		b.ReportMetric(sums[stage]/float64(n), "s-"+string(stage))
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MiB")
}
