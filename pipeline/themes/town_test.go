package themes

import (
	"math/rand/v2"
	"strings"

	"stemme/models"
)

// A town is an invented municipality's survey, held out: nothing was set by it. Its
// citizens speak in three voices, of up to two subjects each.
type town struct {
	rows     int
	subjects []teleSubject
	shares   []float64
	seed     uint64
}

var (
	townOpened = [3][]string{
		{""},
		{"", "", "[jeg synes|vi synes], at ", "[det er min oplevelse|jeg oplever], at ", "som [borger|tilflytter|pensionist] mener jeg, at "},
		{"", "altså ", "[ærlig talt|hånden på hjertet], ", "[det kan godt være det bare er mig|undskyld mig], men ", "[nå|tja], "},
	}
	townTailed = [3][]string{
		{""},
		{"", "", " [her i kommunen|i vores del af byen]", " [sammenlignet med nabokommunen|i det forløbne år]"},
		{"", " [ikke sandt|ja det er sgu rigtigt]", " [og det kan de da ikke mene|men sådan er det jo]", " [haha|suk|tak for kaffe]"},
	}
)

// answered are the responses with the first subject of each.
func (c town) answered() (responses []models.Response, documents []models.Document, gold []int) {
	r := rand.New(rand.NewPCG(c.seed, 31))
	draw := telecom{shares: c.shares}.draw
	var texts []string
	var scores []models.Score
	for range c.rows {
		voice, side, first := r.IntN(3), r.IntN(2), draw(r)
		text := c.clause(first, side, voice, r)
		for next := r.IntN(4); next < 2; next = r.IntN(5) {
			of := first
			if next == 1 {
				of = draw(r)
			}
			text += []string{". ", ", ", "! "}[voice] + c.clause(of, side, voice, r)
		}
		texts, gold = append(texts, mistyped(text, r)), append(gold, first)
		scores = append(scores, models.ScoreOf([]int{r.IntN(7), 7 + r.IntN(4)}[side]))
	}
	responses, documents = analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score, responses[i].Scale = scores[i], models.Scale0to10
	}
	return responses, documents, gold
}

// clause says something of a subject in a voice: briefly, in full, or chatting.
func (c town) clause(subject, side, voice int, r *rand.Rand) string {
	s := &c.subjects[subject]
	pick := func(of []string) string { return said(of[r.IntN(len(of))], r) }
	text := ""
	switch n := r.IntN(10); {
	case n < 4:
		text = pick(s.events)
	case voice == 0 && n < 6:
		text = []string{"[dårlig|elendig|håbløs] ", "[god|fin|super] "}[side] + pick(s.nouns)
	default:
		text = strings.ReplaceAll(pick(s.said[side]), "N", pick(s.nouns))
	}
	of := func(said [3][]string) string { return said[voice][r.IntN(len(said[voice]))] }
	return said(of(townOpened)+" "+text+" "+of(townTailed), r)
}
