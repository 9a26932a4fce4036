package lens_test

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
)

// ownLens is what a stranger writes: words that stand for blame by themselves, where a
// negation makes some of them praise.
const ownLens = `lens: digital
name: Digitalt
entries:
  - {id: app, name: App, bad: [app, mobilbank]}
  - {id: login, name: Login, bad: [logge ind, logge på, mitid]}
  - {id: betaling, name: Betaling, bad: [betale, betaling]}
  - {id: booking, name: Booking, bad: [booke, bestille tid]}
  - {id: upload, name: Filer, bad: [uploade, vedhæfte]}
  - {id: kontakt, name: Kontakt, bad: [komme igennem, få fat i, ringe]}
  - {id: fejl, name: Fejl, bad: [fejl, problem, bøvl]}
  - {id: nedbrud, name: Nedbrud, bad: [nedbrud, fryser]}
  - {id: ventetid, name: Ventetid, bad: [ventetid]}
  - {id: gebyr, name: Gebyr, bad: [gebyr, skjulte gebyrer]}
`

// abilityBars are the least shares of sentences whose mentions have the right sign: what
// was measured on 27 November 2026 (own lens 0.983 and 0.933, shipped 0.945 and 0.981 of
// those with a mention), less 0.02. Before the rule they were 0.550, 0.500, 0.909 and 0.944.
var abilityBars = map[string]float64{
	"own lens " + development: 0.96, "own lens " + held: 0.91, "shipped lenses " + development: 0.92, "shipped lenses " + held: 0.96,
}

// TestAbility: who cannot do something blames ("kan ikke booke"), where a plain
// negation of blame praises ("ingen fejl"), and so does who cannot see or mark any.
// The sentences were written before the rule; of those held none was looked at.
func TestAbility(t *testing.T) {
	t.Parallel()
	own, err := lens.Parse([]byte(ownLens), "digital.yaml")
	if err != nil {
		t.Fatal(err)
	}
	matchers := map[string]*lens.Matcher{"own lens": lens.Compile([]*lens.Lens{own}, idiomAnalyser), "shipped lenses": idiomMatcher}
	for part, file := range map[string]string{development: "ability-dev.tsv", held: "ability-test.tsv"} {
		for name, matcher := range matchers {
			t.Run(name+" "+part, func(t *testing.T) {
				right, wrong, silent := 0, 0, 0
				for _, c := range tsv(t, "../testdata/"+file) {
					doc := idiomAnalyser.Document(c[1], models.Danish)
					sum, told := 0.0, 0
					for _, f := range matcher.NewReader().Document(c[1], &doc) {
						sum += f.Polarity
						told++
					}
					switch {
					case told == 0:
						silent++
					case sum > 0 == (c[0] == "+") && sum != 0:
						right++
					default:
						wrong++
						if part == development {
							t.Logf("%s %s: %.2f", c[0], c[1], sum)
						}
					}
				}
				share := float64(right) / float64(right+wrong)
				t.Logf("right %d wrong %d silent %d: %.3f", right, wrong, silent, share)
				if share < abilityBars[name+" "+part] {
					t.Errorf("right %.3f, want %.2f", share, abilityBars[name+" "+part])
				}
			})
		}
	}
}
