package themes

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/themes/internal/agreement"
)

// TestWordVectors holds that vectors from elsewhere tie words that the comments
// themselves do not tie: each subject has 300 words, so that few comments share
// one, and the file knows which go together.
func TestWordVectors(t *testing.T) {
	t.Parallel()
	const subjects, n = 4, 400
	var responses []models.Response
	var documents []models.Document
	var gold []int
	for i := range n {
		var words []string
		for j := range 3 {
			words = append(words, fmt.Sprintf("s%dw%d", i%subjects, (i*7+j*131)%150))
		}
		r, d := written(fmt.Sprintf("r%04d", i), [][]string{words})
		responses, documents, gold = append(responses, r), append(documents, d), append(gold, i%subjects)
	}
	var file strings.Builder
	for s := range subjects {
		for w := range 150 {
			v := []float64{0.1, 0.1, 0.1, 0.1}
			v[s] = 1 + float64(w%5)/10
			fmt.Fprintf(&file, "s%dw%d %g %g %g %g\n", s, w, v[0], v[1], v[2], v[3])
		}
	}
	vectors, err := ReadWordVectors(strings.NewReader(file.String()), responses, documents)
	if err != nil {
		t.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.Themes, cfg.MinProbability = subjects, 0
	without := agreement.Rand(labels(mustFind(t, responses, documents, cfg).Primary), gold)
	cfg.Vectors = vectors
	with := agreement.Rand(labels(mustFind(t, responses, documents, cfg).Primary), gold)
	if with < 0.95 || with <= without {
		t.Errorf("agreement with the subjects %.2f with vectors, %.2f without", with, without)
	}
}

func TestWordVectorsFault(t *testing.T) {
	t.Parallel()
	r, d := written("r1", [][]string{{"gebyr", "kort"}})
	_, err := ReadWordVectors(strings.NewReader("gebyr 1 2\nkort 1\n"), []models.Response{r}, []models.Document{d})
	var fault *LineError
	if !errors.As(err, &fault) || fault.Line != 2 {
		t.Errorf("%v, want a fault in line 2", err)
	}
}
