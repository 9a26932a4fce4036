//go:build unix

package stemming

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"stemme/models"
	"stemme/testdata/corpora"
)

// comments is the reviews where they are, else the sample over and over.
func comments(b *testing.B) []string {
	file, ok := corpora.Find(b, "danish-reviews/reviews.tsv")
	if !ok {
		return slices.Repeat(sample, 100)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	var texts []string
	for line := range strings.Lines(string(raw)) {
		texts = append(texts, line[strings.LastIndexByte(line, '\t')+1:])
	}
	return texts
}

// vocabularyWords is the words of Snowball's vocabulary.
func vocabularyWords(b *testing.B) []string { return shared(b, "snowball-danish", "voc.txt") }

// A meter reports rates by the wall clock and by the processor time of the
// whole process, which other work on the machine disturbs less.
type meter struct{ cpu time.Duration }

func start(b *testing.B) meter { return meter{cpuTime(b)} }

func (m meter) report(b *testing.B, what string, each int) {
	n := float64(b.N * each)
	b.ReportMetric(n/b.Elapsed().Seconds(), what+"/s")
	b.ReportMetric(n/(cpuTime(b)-m.cpu).Seconds(), what+"/cpu-s")
}

func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkStem(b *testing.B) {
	words := vocabularyWords(b)
	b.ReportAllocs()
	m := start(b)
	for b.Loop() {
		for _, word := range words {
			Stem(word)
		}
	}
	m.report(b, "words", len(words))
}

// BenchmarkDocument analyses comments whole with a lexicon of them: clauses,
// tokens, stems, parts, folds. cold makes a new analyser, which remembers no
// word, for each round.
func BenchmarkDocument(b *testing.B) {
	texts := comments(b)
	var builder LexiconBuilder
	for _, text := range texts {
		builder.Add(text)
	}
	lexicon := builder.Lexicon(nil)
	plain, tokens := NewAnalyser(nil, Layers{}), 0
	for _, text := range texts {
		tokens += len(plain.Tokens(nil, text, models.Danish))
	}
	for _, cold := range []bool{false, true} {
		b.Run(map[bool]string{false: "warm", true: "cold"}[cold], func(b *testing.B) {
			a := NewAnalyser(lexicon, DefaultLayers())
			b.ReportAllocs()
			m := start(b)
			for b.Loop() {
				if cold {
					a = NewAnalyser(lexicon, DefaultLayers())
				}
				for _, text := range texts {
					a.Document(text, models.Danish)
				}
			}
			m.report(b, "tokens", tokens)
		})
	}
}

// BenchmarkLexicon learns from comments.
func BenchmarkLexicon(b *testing.B) {
	texts := comments(b)
	m := start(b)
	for b.Loop() {
		var builder LexiconBuilder
		for _, text := range texts {
			builder.Add(text)
		}
		builder.Lexicon(nil)
	}
	m.report(b, "comments", len(texts))
}

func BenchmarkRecognise(b *testing.B) {
	size := 0
	for _, text := range sample {
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, text := range sample {
			Recognise(text, models.Danish)
		}
	}
}
