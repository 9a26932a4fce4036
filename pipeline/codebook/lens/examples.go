package lens

import (
	"strings"

	"stemme/models"
	"stemme/stemming"
)

// A Miss is an example of an entry that comes out otherwise than its lens says.
type Miss struct {
	Lens, Entry, Example string
	Found                bool    // the entry was found
	Polarity             float64 // it was found with
}

// CheckExamples reads the examples of every lens and lists those that come out
// otherwise; n is how many there are.
func CheckExamples(all []*Lens) (misses []Miss, n int) {
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	m := Compile(all, analyser)
	r := m.NewReader()
	for at, e := range m.entries[:m.shown] {
		l := m.lenses[e.lens]
		entry := &l.Entries[e.at]
		read := func(text string) (found bool, polarity float64) {
			doc := analyser.Document(text, models.Danish)
			for _, f := range r.Document(text, &doc) {
				if f.Entry == at {
					found, polarity = true, polarity+f.Polarity
				}
			}
			return found, polarity
		}
		for _, example := range entry.For {
			n++
			sign, text := signOf(example)
			found, polarity := read(text)
			if !found || sign == '+' && polarity <= 0 || sign == '-' && polarity >= 0 || sign == '0' && polarity != 0 {
				misses = append(misses, Miss{l.ID, entry.ID, example, found, polarity})
			}
		}
		for _, example := range entry.Against {
			n++
			if found, polarity := read(example); found {
				misses = append(misses, Miss{l.ID, entry.ID, example, found, polarity})
			}
		}
	}
	return misses, n
}

// signOf parts an example from the polarity before it; 0 where it says none.
func signOf(example string) (sign byte, text string) {
	for _, s := range []byte("+-0") {
		if rest, ok := strings.CutPrefix(example, string(s)+" "); ok {
			return s, rest
		}
	}
	return 0, example
}
