package stemming_test

import (
	"fmt"

	"stemme/models"
	"stemme/stemming"
)

// A corpus teaches the analyser its words; comments become clauses of terms.
func Example() {
	var corpus stemming.LexiconBuilder
	for range 20 {
		corpus.Add("Jeg ventede i telefonen. Det tog lang tid at vente på rådgiveren.")
	}
	analyser := stemming.NewAnalyser(corpus.Lexicon(nil), stemming.DefaultLayers())

	comment := "Søde raadgivere, men telefonventetiden er ikke god :-("
	for _, clause := range analyser.Document(comment, models.Danish).Clauses {
		fmt.Printf("%q\n", comment[clause.Start:clause.End])
		for _, term := range clause.Terms {
			if term.Kind == models.Function {
				continue
			}
			negated := ""
			if term.Negated {
				negated = ", negated"
			}
			fmt.Printf("  %s: %s%s\n", comment[term.Start:term.End], term.Text, negated)
		}
	}
	// Output:
	// "Søde raadgivere"
	//   Søde: sød
	//   raadgivere: rådgiv
	// "men telefonventetiden er ikke god :-("
	//   telefonventetiden: telefonventetid
	//   telefon: telefon
	//   ventetiden: ventetid
	//   vente: vent
	//   tiden: tid
	//   ikke: ikke
	//   god: god, negated
	//   :-(: 🙁
}

// Stem is Snowball alone; an analyser with the repairs tells more apart and
// brings more together.
func ExampleStem() {
	repaired := stemming.NewAnalyser(nil, stemming.Layers{Repairs: true})
	for _, word := range []string{"ventede", "bedre", "venlighed", "ven"} {
		term := repaired.Tokens(nil, word, models.Danish)[0].Term
		fmt.Println(word, stemming.Stem(word), term)
	}
	// Output:
	// ventede vented vent
	// bedre bedr god
	// venlighed ven venlig
	// ven ven ven
}

// The language of a comment is only taken for another than its source's where
// that is clear.
func ExampleRecognise() {
	fmt.Println(stemming.Recognise("Great service, I got an answer at once", models.Danish))
	fmt.Println(stemming.Recognise("Super service", models.Danish))
	// Output:
	// en
	// da
}
