package themes

import (
	"bufio"
	"embed"
	"math/rand/v2"
	"strings"
	"testing"

	"stemme/models"
)

//go:embed testdata/bank.txt
var bankFile embed.FS

// A bankSubject is what customers of an invented bank say of one subject.
type bankSubject struct {
	name     string
	patterns [2][]string // of blame, of praise
}

// bankSubjects reads the subjects, the rarest first.
func bankSubjects(t testing.TB) (out []bankSubject) {
	t.Helper()
	f, err := bankFile.Open("testdata/bank.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		mark, pattern, marked := strings.Cut(line, " ")
		switch {
		case line == "" || strings.HasPrefix(line, "#") || mark == "#":
		case mark == "+" && marked:
			s := &out[len(out)-1]
			s.patterns[1] = append(s.patterns[1], pattern)
		case mark == "-" && marked:
			s := &out[len(out)-1]
			s.patterns[0] = append(s.patterns[0], pattern)
		default:
			out = append(out, bankSubject{name: line})
		}
	}
	return out
}

// said draws a text from a pattern.
func said(pattern string, r *rand.Rand) string {
	for {
		lo := strings.IndexByte(pattern, '[')
		if lo < 0 {
			return strings.Join(strings.Fields(pattern), " ")
		}
		hi := lo + strings.IndexByte(pattern[lo:], ']')
		of := strings.Split(pattern[lo+1:hi], "|")
		pattern = pattern[:lo] + of[r.IntN(len(of))] + pattern[hi+1:]
	}
}

// What customers say of nothing, alone and about a clause.
var (
	stockSaid = []string{"fint", "super", "alt ok", "ok", "det er fint nok", "fint nok", "godt", "meget fint", "helt fint", "alt fint", "det er ok", "rigtig godt",
		"udmærket", "perfekt", "meget tilfreds", "super godt", "det er godt", "alt er godt", "fungerer fint", "det kører fint"}
	opened = []string{"", "", "", "[jeg synes|vi synes|syntes] ", "[desværre|faktisk|ærligt talt] ", "[igen i år|efterhånden|i det hele taget] ", "[som kunde gennem mange år|som ny kunde] "}
	tailed = []string{"", "", "", " [igen|desværre|for tiden]", " [og det undrer mig|og det mærker man]", " [siger min kone|ifølge min mand]", " [i denne bank|hos jer]"}
)

// A bank is an invented survey.
type bank struct {
	rows     int
	subjects []bankSubject
	shares   []float64 // how often each subject is spoken of
	praise   []float64 // how often each is praised
	stock    float64   // share of the responses that say nothing
	remarks  []string  // what those say
	seed     uint64
}

// answered are the responses with the subject of each, -1 for nothing.
func (b bank) answered() (responses []models.Response, documents []models.Document, gold []int) {
	r := rand.New(rand.NewPCG(b.seed, 24))
	sum := 0.0
	for _, s := range b.shares {
		sum += s
	}
	draw := func() int {
		at := r.Float64() * sum
		for s, v := range b.shares {
			if at -= v; at < 0 {
				return s
			}
		}
		return len(b.shares) - 1
	}
	clause := func(s int, good bool) string {
		side := 0
		if good {
			side = 1
		}
		of := b.subjects[s].patterns[side]
		return said(opened[r.IntN(len(opened))], r) + " " + said(of[r.IntN(len(of))], r) + said(tailed[r.IntN(len(tailed))], r)
	}
	var texts []string
	var scores []models.Score
	for range b.rows {
		if r.Float64() < b.stock {
			text := said(b.remarks[r.IntN(len(b.remarks))], r)
			gold, texts = append(gold, -1), append(texts, strings.ToUpper(text[:1])+text[1:]+[]string{"", ".", "!"}[r.IntN(3)])
			scores = append(scores, models.ScoreOf([]int{8, 9, 10, 9, 10, 7}[r.IntN(6)]))
			continue
		}
		s := draw()
		good := r.Float64() < b.praise[s]
		text := clause(s, good)
		if r.IntN(3) == 0 {
			text += ". " + clause(s, good)
		}
		if r.IntN(4) == 0 {
			other := draw()
			text += ". " + clause(other, r.Float64() < b.praise[other])
		}
		gold, texts = append(gold, s), append(texts, text)
		if good {
			scores = append(scores, models.ScoreOf(8+r.IntN(3)))
		} else {
			scores = append(scores, models.ScoreOf(2+r.IntN(6)))
		}
	}
	responses, documents = analysed(texts, models.Danish)
	for i := range responses {
		responses[i].Score, responses[i].Scale = scores[i], models.Scale0to10
	}
	return responses, documents, gold
}
