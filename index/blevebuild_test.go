package index_test

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"stemme/index"
	"stemme/models"
	"stemme/stemming"
)

// BenchmarkBuildBleve is Bleve's own fastest bulk build of the same fields with
// the same analysis: an offline builder a core, on disjoint halves.
// BenchmarkBuild, which writes the columns too, is held against it.
func BenchmarkBuildBleve(b *testing.B) {
	docs := invented(documents(), 1)
	im := bleveMapping(b, stemming.NewAnalyser(lexiconOf(docs), stemming.DefaultLayers()))
	b.ResetTimer()
	for i := range b.N {
		var g errgroup.Group
		for half := range 2 {
			dir := filepath.Join(b.TempDir(), strconv.Itoa(i), strconv.Itoa(half))
			g.Go(func() error {
				return bleveBuild(dir, im, docs[len(docs)*half/2:len(docs)*(half+1)/2], nil)
			})
		}
		if err := g.Wait(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(docs))/b.Elapsed().Seconds(), "docs/s")
}

// bleveBuild builds one index with Bleve alone.
func bleveBuild(dir string, im mapping.IndexMapping, docs []index.Document, more map[string]any) error {
	cfg := map[string]any{"batchSize": 2000, "mergeMax": 100, "buildPathPrefix": filepath.Dir(dir)}
	for k, v := range more {
		cfg[k] = v
	}
	builder, err := bleve.NewBuilder(dir, im, cfg)
	if err != nil {
		return err
	}
	for _, d := range docs {
		text := d.Title + "\n" + d.Comment
		if err := builder.Index(d.Key.String(), map[string]any{"text": text, "head": text, "part": text, "exact": text, "folded": text}); err != nil {
			return err
		}
	}
	return builder.Close()
}

var benchAnalyser *stemming.Analyser

func init() {
	for _, field := range []index.Field{index.Text, index.Heads, index.Parts, index.Exact, index.Folded} {
		err := registry.RegisterAnalyzer("stemme-"+string(field), func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return index.NewAnalyzer(benchAnalyser, models.Danish, field), nil
		})
		if err != nil {
			panic(err)
		}
	}
}

func bleveMapping(t testing.TB, a *stemming.Analyser) mapping.IndexMapping {
	t.Helper()
	benchAnalyser = a
	doc := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"text", "head", "part", "exact", "folded"} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = "stemme-" + name
		f.Store, f.IncludeTermVectors, f.DocValues, f.IncludeInAll = false, false, false, false
		f.SkipFreqNorm = name == "exact" || name == "folded"
		doc.AddFieldMappingsAt(name, f)
	}
	im := bleve.NewIndexMapping()
	im.DefaultMapping = doc
	im.ScoringModel = bleveindex.BM25Scoring
	return im
}
