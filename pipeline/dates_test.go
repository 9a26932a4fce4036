package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/stemming"
)

// A written is what customers write in a year, and what is read of it.
type written struct {
	analyser  *stemming.Analyser
	responses []models.Response
	documents []models.Document
}

// write adds a comment of some day of a month.
func (w *written) write(month int, text string) {
	n := len(w.responses)
	day := models.DayOf(time.Date(2027, time.Month(month), 3+n%24, 0, 0, 0, 0, time.UTC))
	w.responses = append(w.responses, models.Response{Source: "s", ID: fmt.Sprintf("%05d", n), Day: day, Scale: models.Scale0to10, Score: models.ScoreOf(n % 11), Comment: text})
	w.documents = append(w.documents, w.analyser.Document(text, models.Danish))
}

// news is what is new in it, with nothing withheld.
func (w *written) news() nps.News {
	return nps.FindNews(w.responses, said(w.responses, w.documents, nps.FewestSaid(5)), 5, 1, func(nps.CutKey) bool { return true })
}

// TestDatesAreNoNews: in the month in which customers begin to write them names of months,
// weekdays, seasons and numbers are no news, alone or beside each other, nor is what stands
// beside a month; what a day or a season is of may be.
func TestDatesAreNoNews(t *testing.T) {
	usual := []string{"Pakken kom til tiden", "Fin betjening i butikken", "Appen virker ikke", "Gebyret er for højt", "Kassen var lukket", "God kaffe", "Vi bestilte varerne", "Montøren kom"}
	dates := []string{"i november", "sidst i november", "d. 14. november 2027", "tirsdag", "torsdag", "om torsdagen", "i efteråret", "om vinteren", "i 2027", "tolv uger"}
	news := []string{"Jeres black friday var fup", "Julegaven nåede ikke frem", "I har mandagslukket nu", "Fiberboksen blinker rødt", "Kassen har lukket mandag"}
	w := written{analyser: stemming.NewAnalyser(nil, stemming.DefaultLayers())}
	for month := 1; month <= 11; month++ {
		for n := range 80 {
			w.write(month, usual[n%len(usual)])
		}
		if month == 11 {
			for n := range 160 {
				w.write(month, usual[n%len(usual)]+" "+dates[n*7%len(dates)])
			}
			for n := range 60 {
				w.write(month, news[n%len(news)])
			}
		}
	}
	found := w.news()
	var phrases []string
	for _, row := range found.Rows {
		phrases = append(phrases, row.Phrase)
		phrases = append(phrases, row.Terms...)
	}
	all := strings.Join(phrases, ", ")
	for _, date := range []string{"november", "tirsdag", "torsdag", "efterår", "vinter", "2027", "tolv", "uger", "14"} {
		if strings.Contains(all, date) {
			t.Errorf("%q is news: %q", date, all)
		}
	}
	for _, word := range []string{"black friday", "julegaven", "lukket mandag", "fiberboksen", "mandagslukket"} {
		if !slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(p, word) }) {
			t.Errorf("%q is no news: %q", word, all)
		}
	}
}
