package stemming

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kljensen/snowball/snowballword"
)

// oracle is Snowball Danish 3.1 in a second form, close to the rules as
// published and built on the word type of kljensen/snowball. R1 is kept in
// runes, as there.
func oracle(word string) string {
	w := snowballword.New(word)
	n := len(w.RS)
	if n < 3 {
		return word
	}
	w.R1start = oracleR1(w.RS)
	oracleMain(w)
	oraclePair(w)
	oracleOther(w)
	oracleUndouble(w)
	if n := len(w.RS); n > 0 && w.RS[n-1] == '\'' {
		w.RemoveLastNRunes(1)
	}
	return w.String()
}

func oracleVowel(r rune) bool { return strings.ContainsRune("aeiouyæøå", r) }

func oracleR1(rs []rune) int {
	r1 := len(rs)
	found := false
	for i, r := range rs {
		if r == '\'' {
			r1, found = i+1, true
			break
		}
	}
	for i := 0; !found && i < len(rs); i++ {
		if oracleVowel(rs[i]) {
			for j := i + 1; j < len(rs) && !found; j++ {
				if !oracleVowel(rs[j]) {
					r1, found = j+1, true
				}
			}
			break
		}
	}
	return max(r1, 3)
}

// suffix is the longest of the suffixes that w ends in within R1.
func suffix(w *snowballword.SnowballWord, suffixes ...string) string {
	longest := ""
	for _, s := range suffixes {
		rs := []rune(s)
		if w.FitsInR1(len(rs)) && w.HasSuffixRunes(rs) && len(rs) > utf8.RuneCountInString(longest) {
			longest = s
		}
	}
	return longest
}

func oracleMain(w *snowballword.SnowballWord) {
	found := suffix(w, strings.Fields(`hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes
		erendes enes ernes eres ens hedens erens ers ets erets et eret s`)...)
	if found == "s" {
		n := len(w.RS)
		if n < 2 || !strings.ContainsRune("abcdfghjklmnoprtvyzå'", w.RS[n-2]) {
			return
		}
	}
	w.RemoveLastNRunes(utf8.RuneCountInString(found))
}

func oraclePair(w *snowballword.SnowballWord) {
	if suffix(w, "gd", "dt", "gt", "kt") != "" {
		w.RemoveLastNRunes(1)
	}
}

func oracleOther(w *snowballword.SnowballWord) {
	if w.HasSuffixRunes([]rune("igst")) {
		w.RemoveLastNRunes(2)
	}
	switch found := suffix(w, "ig", "lig", "elig", "els", "løst"); found {
	case "":
	case "løst":
		w.RemoveLastNRunes(1)
	default:
		w.RemoveLastNRunes(len(found))
		oraclePair(w)
	}
}

func oracleUndouble(w *snowballword.SnowballWord) {
	n := len(w.RS)
	if n >= 2 && n > w.R1start && w.RS[n-1] == w.RS[n-2] && strings.ContainsRune("bdfgklmnprst", w.RS[n-1]) {
		w.RemoveLastNRunes(1)
	}
}

// endings is what random words are made of, besides letters.
var endings = strings.Fields(`hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes
	enes ernes eres ens hedens erens ers ets erets et eret s gd dt gt kt st igst ig lig elig els løst ' å æ ø ll tt ' 9 ü`)

// randomWord is a word of a few letters and endings.
func randomWord(r *rand.Rand, letters []rune) string {
	var b strings.Builder
	for range r.IntN(7) {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	for range r.IntN(4) {
		b.WriteString(endings[r.IntN(len(endings))])
	}
	return b.String()
}

// TestStemOracle holds Stem against the oracle on random words: 200,000, or
// with STEMME_LONG set five million.
func TestStemOracle(t *testing.T) {
	n := 200_000
	if os.Getenv("STEMME_LONG") != "" {
		n = 5_000_000
	}
	r := rand.New(rand.NewPCG(3, 1))
	letters := []rune("abcdefghijklmnoprstuvyzæøå'eeerrnnssttdgkl19ü…")
	changed := 0
	for range n {
		word := randomWord(r, letters)
		got, want := Stem(word), oracle(word)
		if got != want {
			t.Fatalf("Stem(%q) = %q, want %q", word, got, want)
		}
		if got != word {
			changed++
		}
	}
	if changed < n/3 {
		t.Errorf("only %d of %d words have an ending", changed, n)
	}
}

// TestOracleVocabulary holds the oracle, too, against Snowball's vocabulary.
func TestOracleVocabulary(t *testing.T) {
	words, stems := shared(t, "snowball-danish", "voc.txt"), shared(t, "snowball-danish", "output.txt")
	for i, word := range words {
		if got := oracle(word); got != stems[i] {
			t.Errorf("oracle(%q) = %q, want %q", word, got, stems[i])
		}
	}
}

// TestStemExamples holds the words that the revisions since 2018 are about.
func TestStemExamples(t *testing.T) {
	for word, want := range map[string]string{
		"iphone11": "iphone11", "app'en": "app", "tv'et": "tv", "jazz": "jazz", "hal9000": "hal9000", "pc'er": "pc",
		"ventetiden": "ventetid", "løsninger": "løsning", "": "", "å": "å", "øs": "øs", "'": "'", "venlighed": "ven",
	} {
		if got := Stem(word); got != want {
			t.Errorf("Stem(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestStemAllocatesNothing(t *testing.T) {
	words := []string{"kundeservicemedarbejderne", "iphone11", "app'en", "øer", "håbløst", strings.Repeat("å", 1000)}
	if n := testing.AllocsPerRun(100, func() {
		for _, word := range words {
			Stem(word)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzStem(f *testing.F) {
	for _, word := range []string{"venlighederne", "løst", "ærgerligst", "tv'et", "s", "\xff\xa5", "ååå'"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		got := Stem(word)
		if !strings.HasPrefix(word, got) {
			t.Errorf("Stem(%q) = %q", word, got)
		}
		if utf8.ValidString(word) && got != oracle(word) {
			t.Errorf("Stem(%q) = %q, oracle %q", word, got, oracle(word))
		}
	})
}
