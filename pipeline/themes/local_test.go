package themes

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"stemme/models"
)

// inShops gives responses to shops of three regions, and to three touchpoints, by chance.
func inShops(responses []models.Response, seed uint64) []models.Response {
	r := rand.New(rand.NewPCG(seed, 11))
	out := append([]models.Response(nil), responses...)
	for i := range out {
		shop := r.IntN(12)
		out[i].Unit = fmt.Sprintf("Region %c/Butik %d", "ABC"[shop%3], shop)
		out[i].Touchpoint = []string{"Butik", "Telefon", "Web"}[r.IntN(3)]
	}
	return out
}

// lift is what lifted customers of one shop say of its lift, each in words of other matters.
var lift = []string{
	"[elevatoren|jeres elevator] [virker ikke|er i stykker|stod stille] [i dag|igen|hele ugen]", "[vi ventede|jeg ventede] [ti minutter|længe] på elevatoren",
	"[min mor|min kone|min far] kunne ikke komme op til rådgiveren uden elevator", "elevatoren er [for lille|alt for smal] til [en kørestol|barnevognen]",
	"hvorfor er der ingen der [laver|reparerer] den elevator", "[mødet|aftalen] begyndte sent fordi elevatoren sad fast", "[elevatoren lugter|der lugter i elevatoren]",
	"[gå op ad trappen|tage trappen] med [dårlige knæ|to børn] når elevatoren er lukket", "fin rådgivning men elevatoren er [farlig|en skændsel]",
	"skiltet ved elevatoren [mangler|peger forkert]", "[vi sad fast|jeg sad fast] i elevatoren i [en time|tyve minutter]", "få nu [ordnet|skiftet] den elevator",
}

const lifted = 26 // of 6,000

// TestLocal holds that what one shop in twelve speaks of is a theme though it is in four of
// a thousand comments, and that shops of which all speak of the same give none: a
// model that is settled on 40 draws of shops has one birth at most.
func TestLocal(t *testing.T) {
	b := bank{rows: 6000, subjects: bankSubjects(t), shares: unevenShares(24), seed: 3}
	for s := range b.subjects {
		b.praise = append(b.praise, 0.15+0.07*float64(s%8))
	}
	responses, documents, _ := b.answered()
	cfg := DefaultConfig()
	cfg.Workers = 2
	in := Input{Responses: responses, Documents: documents}
	plain, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.wordy = in.wordy(cfg)
	w := newWork(carried(clausesOf(documents, cfg.wordy, 2)), in, cfg)
	draws, births, nights := uint64(40), 0, 0
	for draw := range draws {
		at := in
		at.Responses = inShops(responses, draw)
		events := newHistory(at)
		w.settled(plain.Model, at, events)
		births, nights = births+count(events.all, Born, Parted), nights+len(plain.Model.themes)
	}
	t.Logf("%d births in %d theme-nights", births, nights)
	if births > 1 {
		t.Errorf("%d births in %d draws of shops", births, draws)
	}

	in.Responses = inShops(responses, 99)
	r := rand.New(rand.NewPCG(5, 0))
	var of []int
	var texts []string
	for i := range in.Responses {
		if in.Responses[i].Unit == "Region B/Butik 7" && len(of) < lifted {
			of, texts = append(of, i), append(texts, said(lift[r.IntN(len(lift))], r))
		}
	}
	written, read := analysed(texts, models.Danish)
	in.Documents = append([]models.Document(nil), documents...)
	for j, i := range of {
		in.Responses[i].Comment, in.Documents[i] = written[j].Comment, read[j]
	}
	found, err := renewed(in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	best, size, both := 0.0, map[string]int{}, map[string]int{}
	for i, id := range found.Primary {
		size[id]++
		if len(of) > 0 && of[0] == i {
			both[id]++
			of = of[1:]
		}
	}
	for id, n := range both {
		if id != models.NoTheme {
			best = max(best, 2*float64(n)/float64(lifted+size[id]))
		}
	}
	t.Logf("F1 %.2f", best)
	if best < 0.6 {
		t.Errorf("the best theme of the lift that one shop speaks of has F1 %.2f", best)
	}
}
