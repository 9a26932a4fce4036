package stemming

import (
	"testing"

	snowballstem "github.com/blevesearch/snowballstem"
	danish "github.com/blevesearch/snowballstem/danish"

	"stemme/models"
)

// sample is what the benchmarks read when the shared data is absent: invented
// comments of a bank's and a shop's customers.
var sample = []string{
	"Søde og venlige medarbejdere, men alt for lang ventetid i telefonen. Jeg ventede over 40 minutter på at komme igennem til min rådgiver!",
	"Hurtig levering og fin pakke :-) Kan klart anbefales til andre",
	"ikke tilfreds har ringet 3 gange om det samme og ingen kan hjælpe mig, det er simpelthen for dårligt",
	"Netbanken virker ikke paa min telefon, og kundeservicemedarbejderen kunne heller ikke hjælpe. Det kostede mig 1.250,50 kr. i gebyr.",
	"Super god service!!! 👍 Altid hjælpsomme når man ringer, f.eks. da jeg mistede mit betalingskort i sommerferien",
	"Prisen er steget igen uden varsel og abonnementsbetingelserne er svære at forstå. Overvejer at skifte selskab.",
}

// benchTexts is the reviews where they are, else the sample.
func benchTexts(b *testing.B) []string {
	return sample
}

// vocabularyWords is the words of Snowball's vocabulary.
func vocabularyWords(b *testing.B) []string { return shared(b, "snowball-danish", "voc.txt") }

func report(b *testing.B, what string, each int) {
	b.ReportMetric(float64(b.N*each)/b.Elapsed().Seconds(), what+"/s")
}

func BenchmarkStem(b *testing.B) {
	words := vocabularyWords(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, word := range words {
			Stem(word)
		}
	}
	report(b, "words", len(words))
}

func BenchmarkSnowballstem(b *testing.B) {
	words := vocabularyWords(b)
	b.ReportAllocs()
	for b.Loop() {
		env := snowballstem.NewEnv("")
		for _, word := range words {
			env.SetCurrent(word)
			danish.Stem(env)
			_ = env.Current()
		}
	}
	report(b, "words", len(words))
}

func BenchmarkDocument(b *testing.B) {
	texts := benchTexts(b)
	a := NewAnalyser(nil, DefaultLayers())
	tokens := 0
	for _, text := range texts {
		tokens += len(a.Tokens(nil, text, models.Danish))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			a.Document(text, models.Danish)
		}
	}
	report(b, "tokens", tokens)
}

func BenchmarkTokens(b *testing.B) {
	texts := benchTexts(b)
	a := NewAnalyser(nil, DefaultLayers())
	var tokens []Token
	n := 0
	for b.Loop() {
		n = 0
		for _, text := range texts {
			tokens = a.Tokens(tokens[:0], text, models.Danish)
			n += len(tokens)
		}
	}
	report(b, "tokens", n)
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
