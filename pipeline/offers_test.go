package pipeline

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// Comments invented for this test, of an energy company, and of a gym, which no lens is for.
var (
	ofUtility = []string{"Måleren viser et forkert tal", "Strømmen gik uden varsel", "Årsopgørelsen er ikke til at forstå", "Fjernvarmen er blevet dobbelt så dyr", "Vandet var brunt i tre dage",
		"Aconto er sat for højt", "Skraldespanden blev ikke tømt", "Solcellerne kan ikke komme på nettet", "Vejen er gravet op igen", "Spotprisen svinger for meget", "Tilslutningen af stikledningen trak ud",
		"Radiatoren er kold", "Kalk i vandhanen", "God snak med damen i telefonen"}
	ofGym = []string{"Holdene er altid fyldt op", "Musikken er for høj", "Badene lugter", "Instruktøren forklarer godt", "Der mangler vægte", "Maskinerne er nye", "Spinning om morgenen er skønt",
		"Lukker for tidligt om søndagen", "Parkeringen er svær", "Glad for svømmeholdet", "Medlemskabet er dyrt", "For mange mennesker efter arbejde"}
)

// TestOffers: the lens of the trade is offered, none where no trade's lens fits, where too few say so, where one
// subject alone does, or where it is in use.
func TestOffers(t *testing.T) {
	t.Parallel()
	inUse, err := lens.Choose(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	with, err := lens.Choose([]string{"kundetemaer-forsyning"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		texts []string
		n     int
		use   []*lens.Lens
		want  string
	}{
		{"utility", ofUtility, 60, inUse, "kundetemaer-forsyning"},
		{"few of a utility", ofUtility, 14, inUse, ""},
		{"utility in use", ofUtility, 60, with, ""},
		{"one subject", append(ofUtility[:1:1], ofGym...), 400, inUse, ""},
		{"gym", ofGym, 240, inUse, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var responses []models.Response
			for i := range c.n {
				responses = append(responses, models.Response{Source: "svar", ID: fmt.Sprint(i), Comment: c.texts[i%len(c.texts)], Language: models.Danish})
			}
			cfg := DefaultConfig()
			a, err := analyse(context.Background(), responses, cfg)
			if err != nil {
				t.Fatal(err)
			}
			seen, err := look(context.Background(), c.use, responses, a, nil, 1)
			if err != nil {
				t.Fatal(err)
			}
			n := night{cfg: cfg}
			got, err := n.offered(context.Background(), c.use, responses, a, finding{seen: seen})
			if err != nil {
				t.Fatal(err)
			}
			id := ""
			if len(got) > 0 {
				id = got[0].Lens
			}
			if id != c.want || len(got) > 1 {
				t.Errorf("offers %v, want %q", got, c.want)
			}
			if n.cfg.Lenses.Use = []string{"kundetemaer"}; c.want != "" {
				if got, err = n.offered(context.Background(), c.use, responses, a, finding{seen: seen}); err != nil || len(got) > 0 {
					t.Errorf("offers %v to who has chosen", got)
				}
			}
		})
	}
}

// TestOfferCounts: the offer writes its counts as the language does, in the notes of the night and from the
// manifest, which keeps it for the page of lenses.
func TestOfferCounts(t *testing.T) {
	t.Parallel()
	o := Offer{Lens: "kundetemaer-bank", Responses: 381, OfComments: 3156}
	for lang, want := range map[messages.Lang]string{messages.Danish: "381 af 3.156 kommentarer", messages.English: "381 of 3,156 comments"} {
		if said := o.Note().Text(lang); !strings.Contains(said, want) || !strings.Contains(said, "use: [kundetemaer-bank]") {
			t.Errorf("%q, want %q", said, want)
		}
	}
	p := publication{ledger: &ledger.Ledger{}, offers: []Offer{o}}
	m := p.manifest()
	if id, n, of := m.Offered(); id != o.Lens || n != o.Responses || of != o.OfComments {
		t.Errorf("the manifest offers %q, %d of %d", id, n, of)
	}
}
