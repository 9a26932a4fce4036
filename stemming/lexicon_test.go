package stemming

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stemme/models"
)

func written(t testing.TB, l *Lexicon) []byte {
	t.Helper()
	var buf bytes.Buffer
	n, err := l.WriteTo(&buf)
	if err != nil || n != int64(buf.Len()) {
		t.Fatalf("WriteTo: %d of %d bytes, %v", n, buf.Len(), err)
	}
	return buf.Bytes()
}

// TestLexiconOrder holds that neither the order of the texts nor how they were
// shared out among builders shows.
func TestLexiconOrder(t *testing.T) {
	extra := []string{"Ventetid", "kø", "no-word 1", ""}
	var all LexiconBuilder
	for _, text := range invented {
		all.Add(text)
		all.Add(text)
	}
	want := written(t, all.Lexicon(extra))
	for seed := range uint64(5) {
		texts := slices.Concat(invented, invented)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		builders := make([]LexiconBuilder, 3)
		for i, text := range texts {
			builders[i%3].Add(text)
		}
		builders[0].Merge(&builders[2])
		builders[0].Merge(&builders[1])
		if got := written(t, builders[0].Lexicon(extra)); !bytes.Equal(got, want) {
			t.Fatalf("shuffle %d: lexicon differs", seed)
		}
	}
}

// TestLexiconStored holds that a stored lexicon analyses like the one that was
// made, and is stored again as it was.
func TestLexiconStored(t *testing.T) {
	made := lexiconOf(5, invented...)
	raw := written(t, made)
	read, err := ReadLexicon(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written(t, read), raw) {
		t.Error("written again, it differs")
	}
	a, b := NewAnalyser(made, DefaultLayers()), NewAnalyser(read, DefaultLayers())
	for _, text := range append(invented, "telefonvente ventetidd raadgiverr kundeservicemedarbejdere") {
		if !slices.Equal(a.Tokens(nil, text, models.Danish), b.Tokens(nil, text, models.Danish)) {
			t.Errorf("%q: tokens differ", text)
		}
	}
}

// TestRareWordsAreForgotten holds that what one comment alone has written, be
// it a name, is not kept.
func TestRareWordsAreForgotten(t *testing.T) {
	if raw := written(t, lexiconOf(1, "Zebulon ringede")); bytes.Contains(raw, []byte("zebulon")) {
		t.Error("a word that was written once is stored")
	}
}

func TestLexiconDamaged(t *testing.T) {
	raw := written(t, lexiconOf(2, invented...))
	for _, damaged := range [][]byte{nil, raw[:5], raw[:len(raw)-1], append(slices.Clone(raw), 0), []byte("stemme lexicon 9\n")} {
		if _, err := ReadLexicon(bytes.NewReader(damaged)); !errors.Is(err, ErrLexicon) {
			t.Errorf("%d bytes: %v", len(damaged), err)
		}
	}
}

func TestReadWordList(t *testing.T) {
	got, err := ReadWordList(strings.NewReader("\uFEFF3 # words\nhus/10,2\nr\xf8d/A\nårlig\tx\n10'er\n\n"))
	if want := []string{"hus", "rød", "årlig"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

func FuzzReadLexicon(f *testing.F) {
	f.Add(written(f, lexiconOf(2, invented...)))
	f.Add([]byte(lexiconMagic + "\x02\x00\x01a\x02\x01\x01b\x05"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := ReadLexicon(bytes.NewReader(raw))
		if err != nil {
			if !errors.Is(err, ErrLexicon) {
				t.Error(err)
			}
			return
		}
		again, err := ReadLexicon(bytes.NewReader(written(t, l)))
		if err != nil || len(again.words) != len(l.words) {
			t.Errorf("read again: %d of %d words, %v", len(again.words), len(l.words), err)
		}
	})
}

// FuzzWord holds what is promised of folding, correcting, repairing and
// splitting any word.
func FuzzWord(f *testing.F) {
	for _, word := range []string{"raadgiversamtale", "suuuper", "ventetidspunktet", "kontoen", "ligere", "ældre's", "aaa", "edes"} {
		f.Add(word)
	}
	l := lexiconOf(5, append(invented, "ventetid punkt rådgiver samtale tid vente")...)
	f.Fuzz(func(t *testing.T, written string) {
		word := lower(written)
		if !utf8.ValidString(written) || word == "" {
			return
		}
		folded := l.fold(word)
		for what, got := range map[string]string{"lower": word, "fold": folded, "correct": l.correct(folded), "repaired": repaired(word)} {
			if !utf8.ValidString(got) || got == "" && what != "repaired" {
				t.Errorf("%s of %q: %q", what, written, got)
			}
		}
		end := 0
		for i, u := range l.split(folded) {
			if u.from != end || u.to <= u.from || u.link < u.to || i == 0 && u.from != 0 || !utf8.ValidString(folded[u.from:u.to]) {
				t.Fatalf("split of %q: %+v", folded, l.split(folded))
			}
			end = u.link
		}
		if end != 0 && end != len(folded) {
			t.Fatalf("split of %q: %+v", folded, l.split(folded))
		}
		borders := align(word, folded)
		if !slices.IsSorted(borders) || borders[0] != 0 || borders[len(borders)-1] != utf8.RuneCountInString(word) {
			t.Fatalf("align(%q, %q) = %v", word, folded, borders)
		}
	})
}
