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

// TestDatesAreNoNews: in the month in which customers begin to write them names of months,
// weekdays, seasons and numbers are no news, alone or beside each other, nor is what stands
// beside a month; what a day or a season is of may be.
func TestDatesAreNoNews(t *testing.T) {
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	usual := []string{"Pakken kom til tiden", "Fin betjening i butikken", "Appen virker ikke", "Gebyret er for højt", "Kassen var lukket", "God kaffe", "Vi bestilte varerne", "Montøren kom"}
	dates := []string{"i november", "sidst i november", "d. 14. november 2027", "tirsdag", "torsdag", "om torsdagen", "i efteråret", "om vinteren", "i 2027", "tolv uger"}
	news := []string{"Jeres black friday var fup", "Julegaven nåede ikke frem", "I har mandagslukket nu", "Fiberboksen blinker rødt", "Kassen har lukket mandag"}
	var responses []models.Response
	var documents []models.Document
	write := func(month int, text string) {
		day := models.DayOf(time.Date(2027, time.Month(month), 3+len(responses)%24, 0, 0, 0, 0, time.UTC))
		responses = append(responses, models.Response{Source: "s", ID: fmt.Sprintf("%05d", len(responses)), Day: day, Scale: models.Scale0to10, Score: models.ScoreOf(len(responses) % 11), Comment: text})
		documents = append(documents, a.Document(text, models.Danish))
	}
	for month := 1; month <= 11; month++ {
		for n := range 80 {
			write(month, usual[n%len(usual)])
		}
		if month == 11 {
			for n := range 160 {
				write(month, usual[n%len(usual)]+" "+dates[n*7%len(dates)])
			}
			for n := range 60 {
				write(month, news[n%len(news)])
			}
		}
	}
	found := nps.FindNews(responses, said(responses, documents, nps.FewestSaid(5)), 5, 1, func(nps.CutKey) bool { return true })
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
