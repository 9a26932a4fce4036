package themes

import (
	"bufio"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"stemme/models"
)

// A teleSubject is what customers of an invented telecom say of one subject.
type teleSubject struct {
	name   string
	nouns  []string
	said   [2][]string // of a noun (N), blame and praise
	events []string    // what is said without a noun
}

// teleSubjects reads the subjects of a file of testdata, the rarest first.
func teleSubjects(t testing.TB, file string) (out []teleSubject) {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		mark, line, marked := strings.Cut(lines.Text(), " ")
		if mark == "" || mark == "#" {
			continue
		}
		if !marked {
			out = append(out, teleSubject{name: mark})
			continue
		}
		s := &out[len(out)-1]
		switch mark {
		case "*":
			s.nouns = strings.Split(line, "|")
		case "-":
			s.said[0] = append(s.said[0], line)
		case "+":
			s.said[1] = append(s.said[1], line)
		case "~":
			s.events = append(s.events, line)
		default:
			t.Fatal(lines.Text())
		}
	}
	return out
}

// What is said of anything.
var teleAny = [2][]string{
	{"N er [helt til grin|en stor skuffelse|under al kritik]", "N [virker ikke|fungerer ikke|driller konstant]", "[jeg er|vi er] [utilfredse|trætte af|skuffede over] N", "N [burde|må] kunne gøres [bedre|lettere]", "[dårlig|elendig|ringe] oplevelse med N", "[for dyrt|for besværligt] med N"},
	{"N er [fin|super|helt i top|meget tilfredsstillende]", "[glad for|tilfreds med|kun ros til] N", "N [virker|fungerer] [upåklageligt|fint|som det skal]", "[altid|stort set] [gode erfaringer|gode oplevelser] med N"},
}

// A telecom is an invented survey whose comments speak of up to three subjects each,
// by a name of a subject that something is said of, or in words without one.
type telecom struct {
	rows     int
	subjects []teleSubject
	shares   []float64
	seed     uint64
}

var (
	teleJoins = []string{". ", ". ", ", og ", ", men ", "! ", " - "}
	teleEnds  = []string{"", "", "", " [hos jer|hos mit teleselskab]", " [i flere år|de sidste måneder|siden sommer]",
		" [hvilket er ærgerligt|hvilket er rart|desværre]", " [og min mand siger det samme|efter mange år som kunde]"}
)

// answered are the responses with the first subject of each.
func (c telecom) answered() (responses []models.Response, documents []models.Document, gold []int) {
	r := rand.New(rand.NewPCG(c.seed, 77))
	var texts []string
	var scores []models.Score
	for range c.rows {
		of := []int{c.draw(r)}
		for len(of) < 3 && r.IntN(3) == 0 {
			of = append(of, c.draw(r))
		}
		text, side := "", r.IntN(2)
		for i, s := range of {
			if i > 0 {
				text += teleJoins[r.IntN(len(teleJoins))]
				if r.IntN(3) == 0 {
					side = 1 - side
				}
			}
			text += c.subjects[s].clause(side, r)
			if i == 0 && r.IntN(3) == 0 {
				text += teleJoins[r.IntN(len(teleJoins))] + c.subjects[s].clause(side, r)
			}
			text += strings.TrimRight(" "+said(teleEnds[r.IntN(len(teleEnds))], r), " ")
		}
		texts, gold = append(texts, mistyped(text, r)), append(gold, of[0])
		scores = append(scores, models.ScoreOf([]int{r.IntN(7), 7 + r.IntN(4)}[side]))
	}
	responses, documents = analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score, responses[i].Scale = scores[i], models.Scale0to10
	}
	return responses, documents, gold
}

// draw draws a subject by the shares.
func (c telecom) draw(r *rand.Rand) int {
	sum := 0.0
	for _, s := range c.shares {
		sum += s
	}
	at := r.Float64() * sum
	for s, v := range c.shares {
		if at -= v; at < 0 {
			return s
		}
	}
	return len(c.shares) - 1
}

// clause says something of the subject, in blame (side 0) or praise.
func (s *teleSubject) clause(side int, r *rand.Rand) string {
	pick := func(of []string) string { return said(of[r.IntN(len(of))], r) }
	switch n := r.IntN(10); {
	case n < 3:
		return pick(s.events)
	case n < 7:
		return strings.ReplaceAll(pick(s.said[side]), "N", pick(s.nouns))
	}
	return strings.ReplaceAll(pick(teleAny[side]), "N", pick(s.nouns))
}

// mistyped is text with a letter of every thirtieth word left out, doubled or swapped.
func mistyped(text string, r *rand.Rand) string {
	words := strings.Fields(text)
	for i, w := range words {
		l := []rune(w)
		if len(l) < 5 || r.IntN(30) > 0 {
			continue
		}
		at := 1 + r.IntN(len(l)-2)
		switch r.IntN(3) {
		case 0:
			l = append(l[:at], l[at+1:]...)
		case 1:
			l = append(l[:at+1], l[at:]...)
		default:
			l[at], l[at-1] = l[at-1], l[at]
		}
		words[i] = string(l)
	}
	return strings.Join(words, " ")
}
