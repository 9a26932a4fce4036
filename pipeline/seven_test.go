package pipeline

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/themes"
)

// TestSevenCauses: seven causes that come up one after the other in a year, each in 2.4 %
// of the comments from then on, are seven themes, be they read month by month or in one
// night, and both come to about as many themes. Where a refit went on from where it stood, one of
// them stayed in the theme that it fell to at first.
func TestSevenCauses(t *testing.T) {
	t.Parallel()
	const months, each = 12, 400
	causes := map[string]int{"tyveri": 3, "valuta": 4, "pantebrev": 5, "arv": 6, "billan": 7, "mitid": 8, "depot": 9}
	responses, gold := causing(t, causes, months, each)
	cfg := DefaultConfig()
	cfg.Workers = 2
	night := func(n int, before predecessor) themes.Result {
		a, err := analyse(t.Context(), responses[:n], cfg)
		if err != nil {
			t.Fatal(err)
		}
		r, err := findThemes(t.Context(), responses[:n], a, before, handed{}, cfg.themes())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	one := night(len(responses), predecessor{})
	var monthly themes.Result
	for month := range months {
		monthly = night((month+1)*each, predecessor{model: monthly.Model, events: monthly.Events})
	}
	for how, r := range map[string]themes.Result{"one night": one, "month by month": monthly} {
		of := themesOf(r, gold)
		for cause := range causes {
			if n := of[cause]; len(n) != 1 || n[0] < .5 {
				t.Errorf("%s: %s is not one theme: shares of it %.2f", how, cause, of[cause])
			}
		}
	}
	a, b := len(one.Model.IDs()), len(monthly.Model.IDs())
	t.Logf("%d themes in one night, %d month by month", a, b)
	if math.Abs(float64(a-b)) > .1*float64(a) {
		t.Errorf("%d themes in one night, %d month by month", a, b)
	}
}

// themesOf are, for each subject, the themes of which the comments are mostly about it: the share of
// the subject's that each has, where that is a tenth or more.
func themesOf(r themes.Result, gold []string) map[string][]float64 {
	both, size, all := map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	for i, theme := range r.Primary {
		both[[2]string{theme, gold[i]}]++
		size[theme]++
		all[gold[i]]++
	}
	found := map[string][]float64{}
	for k, n := range both {
		if theme, subject := k[0], k[1]; theme != models.NoTheme && 2*n > size[theme] && 10*n >= all[subject] {
			found[subject] = append(found[subject], n/all[subject])
		}
	}
	return found
}

// causing invents a bank's survey in which each of causes is spoken of from its month on, with the
// subject of each response.
func causing(t *testing.T, causes map[string]int, months, each int) (responses []models.Response, gold []string) {
	names, patterns := causesOf(t)
	r := rand.New(rand.NewPCG(3, 5))
	for i := range months * each {
		month := i / each
		subject := ""
		for at := r.Float64(); subject == ""; {
			for _, name := range names {
				if begin, new := causes[name]; new && month >= begin {
					if at -= 0.024; at < 0 && subject == "" {
						subject = name
					}
				}
			}
			if at >= 0 {
				n := r.IntN(len(names))
				if _, new := causes[names[n]]; !new && r.Float64() < 0.1+0.9*float64(n)/24 {
					subject = names[n]
				}
			}
		}
		side := r.IntN(2)
		text := drawn(patterns[subject][side], r)
		if r.IntN(3) == 0 {
			text += ". " + drawn(patterns[subject][side], r)
		}
		responses = append(responses, models.Response{Source: "bank", ID: fmt.Sprintf("%06d", i), Comment: text, Scale: models.Scale0to10,
			Score: models.ScoreOf(3 + 6*side), Day: models.Day(20000 + 30*month + 30*(i%each)/each)})
		gold = append(gold, subject)
	}
	return responses, gold
}

// causesOf reads what an invented bank's customers say of each subject, in blame and in praise.
func causesOf(t *testing.T) (names []string, patterns map[string][2][]string) {
	f, err := os.Open("themes/testdata/bank.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	patterns = map[string][2][]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		mark, pattern, marked := strings.Cut(lines.Text(), " ")
		side := slices.Index([]string{"-", "+"}, mark)
		switch {
		case mark == "" || mark == "#":
		case marked && side >= 0:
			last := patterns[names[len(names)-1]]
			last[side] = append(last[side], pattern)
			patterns[names[len(names)-1]] = last
		default:
			names = append(names, mark)
		}
	}
	return names, patterns
}

// drawn draws a text from one of patterns, in which [a|b|] is one of several words.
func drawn(patterns []string, r *rand.Rand) string {
	text := patterns[r.IntN(len(patterns))]
	for {
		before, rest, more := strings.Cut(text, "[")
		if !more {
			return text + []string{"", "", " siger min kone", " efterhånden", " og det mærker man"}[r.IntN(5)]
		}
		words, after, _ := strings.Cut(rest, "]")
		of := strings.Split(words, "|")
		text = before + of[r.IntN(len(of))] + after
	}
}
