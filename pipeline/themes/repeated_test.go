package themes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// quick are the answers that a bank's customers choose between: praise and blame of most
// matters.
const quick = `9 Min rådgiver var dygtig og lyttede til mine ønsker
2 Min rådgiver ringede aldrig tilbage som aftalt
1 Der var alt for lang ventetid på telefonen
9 Mobilappen er nem at bruge
2 Mobilappen går ned hver gang jeg skal betale
10 Vi fik hurtigt svar på vores ansøgning om boliglån
1 Vi ventede seks uger på svar om boliglånet
3 Gebyrerne er steget for meget
9 I har de laveste gebyrer på markedet
2 Filialen i vores by er lukket
9 Det er dejligt at der stadig er en filial i byen
1 Mit kort blev spærret uden varsel
9 Jeg fik et nyt kort allerede dagen efter
9 Netbanken er overskuelig
3 Netbanken er svær at finde rundt i
2 Renten på opsparingen er for lav
10 Vi fik en god rente på vores opsparing
10 Pensionsmødet gav mig et godt overblik
3 Jeg kunne ikke få et møde om min pension
2 Login med MitID virker ikke
4 Brevene fra banken er uforståelige
9 Brevene fra banken er skrevet i et klart sprog
2 Chatten gav mig ikke svar på mit spørgsmål
9 Chatten hjalp mig med det samme
10 Personalet er altid venligt og imødekommende
1 Personalet virkede ligeglade og sure
4 Kontantautomaten er ofte tom
4 Som erhvervskunde mangler vi en fast kontaktperson
9 Det var let at samle forsikringerne hos jer
1 Forsikringen dækkede ikke vores vandskade
3 Overførslen til udlandet tog for lang tid
9 Budgetværktøjet giver et fint overblik over økonomien
10 Børnekontoen var hurtig at oprette
2 Behandlingen af dødsboet har trukket ud i måneder
3 Jeg fik ikke det tilbud jeg var lovet`

// answeredByFew are n responses that each give one of the quick answers, with which of
// them it is; of free ones more each say what nobody else does.
func answeredByFew(n, free int, seed uint64) (responses []models.Response, documents []models.Document, gold []int) {
	r := rand.New(rand.NewPCG(seed, 7))
	lines := strings.Split(quick, "\n")
	texts, scores := make([]string, 0, n), []int{}
	for range n {
		of := min(r.IntN(len(lines)), r.IntN(len(lines)))
		score, text, _ := strings.Cut(lines[of], " ")
		gold, texts = append(gold, of), append(texts, text)
		var s int
		_, _ = fmt.Sscan(score, &s)
		scores = append(scores, s)
	}
	for i := range free {
		texts = append(texts, fmt.Sprintf("Besøget i hal%d gav mig en vare%d med fejl%d", i, i*7, i*3))
		gold, scores = append(gold, -1), append(scores, 5)
	}
	responses, documents = analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score, responses[i].Scale = models.ScoreOf(scores[i]), models.Scale0to10
	}
	return responses, documents, gold
}

// TestFewSentences holds that a survey of few different sentences has a theme of each of
// them, or of a few that are alike, and that no theme bears a name that takes the side of
// praise or blame against what many of its responses say.
func TestFewSentences(t *testing.T) {
	responses, documents, gold := answeredByFew(4000, 40, 1)
	r := mustFind(t, responses, documents, DefaultConfig())
	said := map[string]map[int]int{}
	for _, m := range r.Mentions {
		if said[m.Theme] == nil {
			said[m.Theme] = map[int]int{}
		}
		said[m.Theme][gold[m.Response]]++
	}
	lines := strings.Split(quick, "\n")
	total := make([]int, len(lines))
	for _, of := range gold[:4000] {
		total[of]++
	}
	for id, counts := range said {
		if len(counts) > 2 && !slices.Contains(r.Model.tops, id) {
			t.Errorf("theme %s is of %d sentences: %v", id, len(counts), counts)
		}
		for of, n := range counts {
			if of >= 0 && 10*n < 9*total[of] {
				t.Errorf("%d of %d who say %q are of theme %s", n, total[of], lines[of], id)
			}
		}
	}
	if len(said) < 25 {
		t.Errorf("%d themes of %d sentences", len(said), len(lines))
	}
	for _, theme := range r.Themes {
		takes := 0 // the name's side
		for word, side := range map[string]int{"venlig": 1, "hurtig": 1, "nem": 1, "lethed": 1, "overskuelig": 1, "lang": -1, "sur": -1, "lukke": -1, "fejl": -1} {
			if strings.Contains(theme.Name, word) {
				takes = side
			}
		}
		for of, n := range said[theme.ID] {
			if of >= 0 && n*5 > theme.Responses && takes != 0 && (lines[of][0] == '9' || strings.HasPrefix(lines[of], "10")) != (takes > 0) {
				t.Errorf("theme %q: %d of its %d responses say %q", theme.Name, n, theme.Responses, lines[of])
			}
		}
	}
}

// TestMostlyRepeated holds when the clauses are few sentences: not where a few texts are pasted
// among others, nor where half of them are said by one each.
func TestMostlyRepeated(t *testing.T) {
	for _, c := range []struct {
		what         string
		often, alone int
		pasted       int
		want         bool
	}{
		{"quick answers", 2000, 0, 0, true},
		{"quick answers beside free ones", 2000, 200, 0, true},
		{"half quick", 500, 500, 0, false},
		{"a pasted text", 0, 500, 5000, false},
	} {
		responses, documents, _ := answeredByFew(c.often, c.alone, 2)
		for range c.pasted {
			responses, documents = append(responses, responses[0]), append(documents, documents[0])
		}
		if got := repeated(clausesOf(documents, true, 2)); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// TestFewSentencesAnyOrder holds that the order of responses and the workers do not show
// where repeats count, and that a night with nothing new changes nothing.
func TestFewSentencesAnyOrder(t *testing.T) {
	responses, documents, _ := answeredByFew(1500, 0, 3)
	cfg := DefaultConfig()
	want := mustFind(t, responses, documents, cfg)
	slices.Reverse(responses)
	slices.Reverse(documents)
	cfg.Workers = 2
	got := mustFind(t, responses, documents, cfg)
	if themesOf(got) != themesOf(want) {
		t.Error("another order gives other themes")
	}
	again, err := Find(t.Context(), Input{Responses: responses, Documents: documents, Previous: stored(t, got.Model), History: got.Events}, cfg)
	if err != nil || inFull(again) != inFull(got) {
		t.Errorf("a night with nothing new changes themes (%v)", err)
	}
}

// themesOf is what r says of themes.
func themesOf(r Result) string {
	themes, terms := r.Model.Rows()
	return fmt.Sprint(r.Themes, themes, terms)
}
