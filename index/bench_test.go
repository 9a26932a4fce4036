package index_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stemme/index"
	"stemme/stemming"
)

// documents is how many comments the benchmarks search: few by default, the
// 500,000 of the promise with STEMME_DOCUMENTS=500000.
func documents() int {
	if n, err := strconv.Atoi(os.Getenv("STEMME_DOCUMENTS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

// BenchmarkBuild gives documents a second, with two workers.
func BenchmarkBuild(b *testing.B) {
	docs := invented(documents(), 1)
	lexicon := lexiconOf(docs)
	b.ResetTimer()
	for i := range b.N {
		dir := filepath.Join(b.TempDir(), strconv.Itoa(i))
		if err := index.Build(context.Background(), dir, docs,
			index.Config{Workers: 2, Lexicon: lexicon, Layers: stemming.DefaultLayers()}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(docs))/b.Elapsed().Seconds(), "docs/s")
}

// searchKinds are the kinds of search that have to be quick, each with many
// queries, so that no answer is remembered.
func searchKinds() map[string][]index.Request {
	kinds := map[string][]index.Request{}
	add := func(kind string, req index.Request) {
		req.Size = 20
		kinds[kind] = append(kinds[kind], req)
	}
	facets := []string{"class", "theme", "touchpoint", "month"}
	all := slices.Concat(commonWords[:40], domainWords)
	for i, w := range all {
		next := all[(i+1)%len(all)]
		add("word", index.Request{Query: w})
		add("two words", index.Request{Query: w + " " + next})
		add("phrase", index.Request{Query: fmt.Sprintf(`"%s %s"`, commonWords[i%40], commonWords[(i*7+3)%40])})
		add("fuzzy", index.Request{Query: w + "~"})
		add("prefix", index.Request{Query: string([]rune(w)[:min(3, len([]rune(w)))]) + "*"})
		add("leading wildcard", index.Request{Query: "*" + w})
		add("filtered", index.Request{Query: w + " class:detractor date:2020 unit:\"Region 2\""})
		add("faceted", index.Request{Query: w, Facets: facets})
		add("highlighted", index.Request{Query: w + " " + next, Highlight: true})
		add("by date", index.Request{Query: w, Sort: index.ByDate})
		add("everything faceted", index.Request{Facets: facets, From: i})
	}
	return kinds
}

// BenchmarkSearch gives p50 and p99 of each kind of search by one user, then of
// twenty at once.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	docs := invented(documents(), 1)
	if err := index.Build(context.Background(), dir, docs,
		index.Config{Workers: 2, Lexicon: lexiconOf(docs), Layers: stemming.DefaultLayers()}); err != nil {
		b.Fatal(err)
	}
	docs = nil
	ix, err := index.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	kinds := searchKinds()
	var names []string
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				took = append(took, ask(b, ix, kinds[name][len(took)%len(kinds[name])]))
			}
			report(b, took)
		})
	}
	b.Run("twenty users", func(b *testing.B) {
		var mu sync.Mutex
		var took []time.Duration
		for b.Loop() {
			var wg sync.WaitGroup
			for user := range 20 {
				wg.Go(func() {
					for i := range 10 {
						reqs := kinds[names[(user+i)%len(names)]]
						d := ask(b, ix, reqs[(user*31+i*7)%len(reqs)])
						mu.Lock()
						took = append(took, d)
						mu.Unlock()
					}
				})
			}
			wg.Wait()
		}
		report(b, took)
	})
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			cmd := exec.Command(os.Args[0], "-test.run=^TestMemory$", "-test.v")
			cmd.Env = append(os.Environ(), "STEMME_TEST_INDEX="+dir)
			out, err := cmd.CombinedOutput()
			if err != nil {
				b.Fatalf("%v: %s", err, out)
			}
			for line := range strings.Lines(string(out)) {
				var own, all float64
				if _, err := fmt.Sscanf(line, "memory %f %f", &own, &all); err == nil {
					b.ReportMetric(own, "own-MB")
					b.ReportMetric(all, "resident-MB")
				}
			}
		}
		b.ReportMetric(0, "ns/op")
	})
}

// TestMemory is the process whose memory BenchmarkSearch reports: it has opened
// an index and asked everything once.
func TestMemory(t *testing.T) {
	dir := os.Getenv("STEMME_TEST_INDEX")
	if dir == "" {
		t.Skip("runs for BenchmarkSearch")
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, reqs := range searchKinds() {
		for _, req := range reqs {
			ask(t, ix, req)
		}
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the system does not say how much memory a process has")
	}
	var own, all float64
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "RssAnon: %f", &own)
		fmt.Sscanf(line, "VmRSS: %f", &all)
	}
	fmt.Printf("memory %.1f %.1f\n", own/1000, all/1000) // the second with the mapped files, which processes share
}

func ask(b testing.TB, ix *index.Index, req index.Request) time.Duration {
	start := time.Now()
	if _, err := ix.Search(context.Background(), req); err != nil {
		b.Errorf("%s: %v", req.Query, err)
	}
	return time.Since(start)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(0, "ns/op")
}
