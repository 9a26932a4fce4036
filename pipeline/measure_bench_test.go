package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/themes"
)

// talkedOf invents a survey of n responses: 40 themes, 60 months, 200 units of three
// levels, five segments, a fifth without a comment, a tenth of the customers twice; each
// comment of some twelve words of 20,000, as rare as the law of Zipf has them.
func talkedOf(n int) (responses []models.Response, documents []models.Document, mentions []models.Mention, all []models.Theme) {
	draw := rand.New(rand.NewPCG(1, 0))
	zipf := rand.NewZipf(draw, 1.1, 3, 20_000)
	for t := range 40 {
		all = append(all, models.Theme{ID: fmt.Sprintf("t%04d", t+1), Origin: models.Discovered, State: models.Ready})
	}
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	var units, names, values []string
	for u := range 200 {
		units = append(units, fmt.Sprintf("Region %d/Område %d/Afdeling %d", u%5, u%20, u))
	}
	for s := range 6 {
		names, values = append(names, fmt.Sprint("segment ", s)), append(values, fmt.Sprint(s))
	}
	responses, documents = make([]models.Response, 0, n), make([]models.Document, 0, n)
	for i := range n {
		unit := int(200 * draw.Float64() * draw.Float64())
		r := models.Response{Source: "svar", ID: fmt.Sprintf("%07d", i), Customer: fmt.Sprint(draw.IntN(5 * n)),
			Day: models.DayOf(start.AddDate(0, draw.IntN(60), draw.IntN(28))), Scale: models.Scale0to10, Score: models.ScoreOf(min(10, draw.IntN(14))),
			Touchpoint: []string{"web", "telefon", "butik", "møde"}[draw.IntN(4)], Unit: units[unit]}
		r.Segments = make([]models.Segment, 5)
		for s := range r.Segments {
			r.Segments[s] = models.Segment{Name: names[s], Value: values[draw.IntN(s+2)]}
		}
		var d models.Document
		if draw.IntN(5) > 0 {
			r.Comment, d = wordsOf(zipf)
			of := map[int]bool{}
			for range 1 + draw.IntN(3) {
				of[draw.IntN(1+draw.IntN(40))] = true
			}
			for t := range all {
				if of[t] {
					mentions = append(mentions, models.Mention{Response: i, Theme: all[t].ID, Probability: 1, Polarity: draw.Float64() - 0.5, Weight: 1 / float64(len(of))})
				}
			}
		}
		responses, documents = append(responses, r), append(documents, d)
	}
	return responses, documents, mentions, all
}

// wordsOf draws a comment of twelve words.
func wordsOf(zipf *rand.Zipf) (string, models.Document) {
	var text strings.Builder
	text.Grow(12 * len("ord12345 "))
	terms := make([]models.Term, 0, 12)
	for range 12 {
		word := "ord" + strconv.FormatUint(zipf.Uint64(), 10)
		terms = append(terms, models.Term{Text: word, Start: int32(text.Len()), End: int32(text.Len() + len(word))})
		text.WriteString(word + " ")
	}
	return text.String(), models.Document{Clauses: []models.Clause{{End: int32(text.Len()), Terms: terms}}}
}

// BenchmarkMeasure makes every table of figures of a survey of 50,000 responses, or of
// STEMME_ROWS. It collects garbage as often as the program does, which tests do not.
func BenchmarkMeasure(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("STEMME_ROWS"))
	if err != nil {
		n = 50_000
	}
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	responses, documents, mentions, all := talkedOf(n)
	cfg := DefaultConfig()
	cfg.Workers = 2
	var input runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&input)
	for b.Loop() {
		night := &night{cfg: cfg, watch: silent{}, took: map[Stage]time.Duration{}}
		f, _, err := night.measure(context.Background(), responses, analysis{documents: documents}, finding{Result: themes.Result{Mentions: mentions, Themes: all}})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(f.tables)), "tables")
		b.ReportMetric(float64(input.HeapAlloc)/1e6, "input-MB")
	}
}

// silent watches a night and says nothing.
type silent struct{}

func (silent) Begin(Stage)                      {}
func (silent) End(Stage, time.Duration, ...any) {}
