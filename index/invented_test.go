package index_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"strings"

	"stemme/index"
	"stemme/models"
)

// Invented comments are as many words as real ones, as often, without their
// sense: function words and domain words drawn by Zipf's law, and behind them
// the long tail of compounds and misspellings that makes a real vocabulary.

var commonWords = strings.Fields(`jeg det er og at ikke en til i på de har med den for som der kan så vi af var et
 min mig men om meget fik når hos dem blev fra alle min man efter være ved god få eller skal hvor selv nu mere
 har også bare altid kun ingen aldrig hvis da over igen op ud ind vil dog ville kunne denne dette deres jeres vores
 mit sin hun han før nok helt lidt andre stadig siden lige uden næste hver hele flere begge fordi mens`)

var domainWords = strings.Fields(`kunde bank pris service levering pakke vare butik rådgiver telefon ventetid møde lån
 rente gebyr konto kort app hjemmeside login mail svar personale hjælp problem fejl faktura regning betaling retur
 bestilling ordre kvalitet udvalg tilbud aftale kontrakt abonnement dækning hastighed forbindelse installation
 tekniker besøg kvittering garanti reklamation erstatning forsikring skade bil hus bolig pension opsparing
 investering medarbejder leder afdeling kontor parkering åbningstid kø skranke ekspedient kasse vejledning
 information brev blanket ansøgning sag behandling kommune borger skole daginstitution plejehjem læge sygehus
 recept medicin tandlæge frisør rengøring håndværker maler murer elektriker have park bibliotek museum biograf
 teater koncert billet rejse fly tog bus færge hotel værelse morgenmad restaurant mad kaffe kage øl vin menu
 tjener bord venlig hurtig langsom dyr billig nem svær tilfreds utilfreds dårlig fantastisk elendig professionel
 høflig uhøflig imødekommende kompetent kedelig flot grim ren beskidt ny gammel stor lille varm kold sikker usikker`)

var endings = []string{"", "", "", "en", "er", "erne", "ne", "s", "t", "e", "et"}

// vocabulary is the words, the more frequent first.
func vocabulary(size int, rng *rand.Rand) []string {
	words := append([]string(nil), commonWords...)
	seen := map[string]bool{}
	for _, w := range words {
		seen[w] = true
	}
	for len(words) < size {
		w := domainWords[rng.IntN(len(domainWords))]
		if len(words) > len(commonWords)+len(domainWords)*4 {
			for range 1 + rng.IntN(2) {
				w += []string{"", "s", "e"}[rng.IntN(3)] + domainWords[rng.IntN(len(domainWords))]
			}
			if rng.IntN(3) == 0 {
				at := rng.IntN(len(w)-1) + 1
				for at > 0 && w[at]&0xC0 == 0x80 {
					at--
				}
				w = w[:at] + string(rune('a'+rng.IntN(26))) + w[at:]
			}
		}
		w += endings[rng.IntN(len(endings))]
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

// invented makes n documents of 24.5 words in the mean.
func invented(n int, seed uint64) []index.Document {
	rng := rand.New(rand.NewPCG(seed, 1))
	words := vocabulary(2000+n/2, rng)
	sums := make([]float64, len(words))
	sum := 0.0
	for i := range words {
		sum += 1 / math.Pow(float64(i)+2.7, 1.05)
		sums[i] = sum
	}
	docs := make([]index.Document, n)
	var b strings.Builder
	for i := range docs {
		b.Reset()
		length := 1 + int(rng.ExpFloat64()*23)
		for j := range length {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[sort.SearchFloat64s(sums, rng.Float64()*sum)])
			if rng.IntN(9) == 0 {
				b.WriteByte(".,!"[rng.IntN(3)])
			}
		}
		score := models.ScoreOf(rng.IntN(11))
		docs[i] = index.Document{
			Key:   models.Key{Source: "opdigtet", ID: fmt.Sprintf("r%07d", rng.IntN(1<<40)*n+i)},
			Class: models.Scale0to10.Class(score), Score: score, Day: models.Day(18000 + rng.IntN(1800)),
			Touchpoint: []string{"web", "butik", "telefon", "møde"}[rng.IntN(4)],
			Unit:       fmt.Sprintf("Region %d/By %d/Team %d", rng.IntN(5), rng.IntN(8), rng.IntN(4)),
			Segments:   []models.Segment{{Name: "kundetype", Value: []string{"privat", "erhverv"}[rng.IntN(2)]}},
			Language:   models.Danish, Comment: b.String(),
		}
		for t := rng.IntN(40); t < 40 && len(docs[i].Themes) < 3; t += 1 + rng.IntN(30) {
			docs[i].Themes = append(docs[i].Themes, fmt.Sprintf("t%04d", t))
		}
	}
	return docs
}
