package pipeline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/stemming"
)

// TestNewsOfCompounds: a problem that customers tell in one word and in many compounds of it
// is one finding of them all, called by the compound where most say that there and then.
func TestNewsOfCompounds(t *testing.T) {
	usual := []string{"Pakken kom til tiden", "Fin betjening i butikken", "Appen virker ikke", "Gebyret er for højt", "God kaffe", "Vi bestilte varerne", "Montøren kom"}
	of := func(once string, told []string) nps.News {
		var b stemming.LexiconBuilder
		for _, text := range slices.Concat(usual, told, slices.Repeat([]string{"lade stander plads kabel parkering cykel gas skab"}, 50)) {
			b.Add(text)
		}
		a := stemming.NewAnalyser(b.Lexicon(nil), stemming.DefaultLayers())
		var responses []models.Response
		var documents []models.Document
		write := func(month int, text string) {
			day := models.DayOf(time.Date(2027, time.Month(month), 3+len(responses)%24, 0, 0, 0, 0, time.UTC))
			responses = append(responses, models.Response{Source: "s", ID: fmt.Sprintf("%05d", len(responses)), Day: day, Scale: models.Scale0to10, Score: models.ScoreOf(len(responses) % 11), Comment: text})
			documents = append(documents, a.Document(text, models.Danish))
		}
		for month := 1; month <= 9; month++ {
			for n := range 80 {
				write(month, usual[n%len(usual)])
			}
			if month < 8 {
				write(month, once)
			}
		}
		for _, text := range slices.Concat(told, told) {
			write(9, text)
		}
		return nps.FindNews(responses, said(responses, documents, nps.FewestSaid(5)), 5, 1, func(nps.CutKey) bool { return true })
	}
	for _, c := range []struct {
		phrase, once string // what is told, and what one customer writes in each of seven months
		responses    int
		told         []string
	}{
		{"ladestanderen", "Kan I dog lade være", 14, []string{"Ladestanderen er død", "Ødelagt ladestander igen", "Nu er ladestanderen slukket", "LADESTANDEREN starter aldrig", "ladeskabet står åbent", "Vi venter ved ladekablet", "Ladepladsen er spærret"}},
		{"gas-", "Tak", 12, []string{"Gasskabet lugter", "gaskablet er væk", "Gaspladsen er lukket", "Gasstanderen dur ik", "GASKABLER nu igen", "Ingen gascykel"}},
		{"plads", "Tak", 14, []string{"Ingen plads mere", "parkeringspladsen er væk", "Der er ikke plads", "Ladepladsen er spærret", "for lidt plads", "Standerpladsen er lukket", "Cykelpladsen er optaget"}},
	} {
		found := of(c.once, c.told).Rows
		at := slices.IndexFunc(found, func(r nps.NewsRow) bool {
			return r.PeriodKind == nps.KindMonth && r.Dimension == nps.DimensionAll && r.Phrase == c.phrase
		})
		if at < 0 || found[at].Period != "2027-09" || found[at].Responses != c.responses {
			t.Errorf("%s of %d is not found whole: %+v", c.phrase, c.responses, found)
		}
	}
}
