// Package peers times stemme's code against that of others which does the same.
// It is a module of its own, so that they are no dependencies of stemme.
package peers

import (
	"bufio"
	"os"
	"testing"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"

	"stemme/stemming"
	"stemme/testdata/corpora"
)

// BenchmarkStem stems Snowball's vocabulary: with stemme's stemmer, and with that
// which the Snowball compiler writes for Go.
func BenchmarkStem(b *testing.B) {
	words := vocabulary(b)
	b.Run("stemme", func(b *testing.B) {
		for b.Loop() {
			for _, word := range words {
				stemming.Stem(word)
			}
		}
		b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
	})
	b.Run("snowballstem", func(b *testing.B) {
		env := snowballstem.NewEnv("")
		for b.Loop() {
			for _, word := range words {
				env.SetCurrent(word)
				danish.Stem(env)
				_ = env.Current()
			}
		}
		b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
	})
}

func vocabulary(b *testing.B) (words []string) {
	f, err := os.Open(corpora.File(b, "snowball-danish/voc.txt"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		words = append(words, lines.Text())
	}
	return words
}
