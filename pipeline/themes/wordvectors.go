package themes

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"stemme/models"
	"stemme/models/linear"
	"stemme/pipeline/themes/internal/vectors"
)

// WordVectors are vectors of terms that were learned from other texts. They
// stand beside what the comments themselves tell of words.
type WordVectors struct {
	of map[string][]float32 // by term, unit length
}

// A LineError says which line of a file of word vectors cannot be read.
type LineError = vectors.LineError

// ReadWordVectors reads vectors in the plain text format of word2vec and
// fastText, and gives each term of the comments the mean of those of its written
// forms, in small letters. Vectors of other words are passed over, so memory
// grows with the comments and not with the file. A line that cannot be read is a
// *LineError.
func ReadWordVectors(r io.Reader, responses []models.Response, documents []models.Document) (*WordVectors, error) {
	if len(responses) != len(documents) {
		return nil, fmt.Errorf("word vectors: %d responses but %d documents", len(responses), len(documents))
	}
	forms, known := writtenForms(responses, documents)
	read, err := vectors.Read(r, func(word string) bool { return known[word] })
	if err != nil {
		return nil, err
	}
	out := &WordVectors{map[string][]float32{}}
	for term, words := range forms {
		var sum []float32
		for _, w := range slices.Sorted(slices.Values(words)) {
			if v := read[w]; v != nil {
				if sum == nil {
					sum = make([]float32, len(v))
				}
				linear.Axpy(1, v, sum)
			}
		}
		if sum != nil && linear.Normalise(sum) > 0 {
			out.of[term] = sum
		}
	}
	return out, nil
}

// writtenForms lists how each topical term was written, each form once, and all
// forms there are.
func writtenForms(responses []models.Response, documents []models.Document) (map[string][]string, map[string]bool) {
	forms, known := map[string][]string{}, map[string]bool{}
	for i := range documents {
		text := responses[i].Text()
		for _, c := range documents[i].Clauses {
			for _, t := range c.Terms {
				if !t.Kind.Topical() {
					continue
				}
				form := strings.ToLower(text[t.Start:t.End])
				if !slices.Contains(forms[t.Text], form) {
					forms[t.Text], known[form] = append(forms[t.Text], form), true
				}
			}
		}
	}
	return forms, known
}
