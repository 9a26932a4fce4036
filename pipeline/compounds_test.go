package pipeline

import (
	"slices"
	"testing"

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
		w := written{analyser: stemming.NewAnalyser(b.Lexicon(nil), stemming.DefaultLayers())}
		for month := 1; month <= 9; month++ {
			for n := range 80 {
				w.write(month, usual[n%len(usual)])
			}
			if month < 8 {
				w.write(month, once)
			}
		}
		for _, text := range slices.Concat(told, told) {
			w.write(9, text)
		}
		return w.news()
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
