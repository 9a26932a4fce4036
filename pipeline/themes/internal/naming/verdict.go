package naming

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
)

// What makes a theme a verdict: its words restate the score, many of its clauses
// name nothing else, and, unless hardly any word of it says anything else, those
// that praise come with better scores than those that complain. Chosen by reading
// the themes of the reviews and of the demo: of those that restate the score at
// least 0.17 of the clauses name nothing else; of others at most 0.12, or few of
// the words do.
const (
	fewestBare  = 0.15 // share of the clauses that restate the score and name nothing
	fewestWords = 0.15 // share of the shown words, by weight, that restate the score
	allWords    = 0.50 // the same where the scores need not tell
	fewestSided = 10   // clauses with a score, on either side, to tell by
	follows     = 0.10 // by how much likelier a promoter's clause praises than complains
)

// verdict says whether a theme of the clauses that is shown by words restates
// the score.
func (c *corpus) verdict(in Input, clauses []int32, words []models.Word) bool {
	share := c.restating(words)
	if share < fewestWords {
		return false
	}
	bare := 0
	var promoters, scored [3]float64 // by tone, from -1
	for _, clause := range clauses {
		tone, verdict := c.restates(clause)
		if !verdict {
			continue
		}
		bare++
		switch in.Responses[c.of[clause]].Class() {
		case models.Promoter:
			promoters[tone+1]++
			scored[tone+1]++
		case models.Detractor:
			scored[tone+1]++
		}
	}
	if bare == 0 || float64(bare) < fewestBare*float64(len(clauses)) {
		return false
	}
	told := scored[0] >= fewestSided && scored[2] >= fewestSided
	return share >= allWords || !told || promoters[2]/scored[2]-promoters[0]/scored[0] >= follows
}

// restating is the share of words, by weight, that restate the score.
func (c *corpus) restating(words []models.Word) float64 {
	g := danish()
	sum, all := 0.0, 0.0
	for _, w := range words {
		all += w.Weight
		if text := strings.ToLower(w.Written); g.praise[text] || g.complaint[text] || g.verdict[text] {
			sum += w.Weight
		}
	}
	return sum / max(all, 1e-9)
}

// restates says whether a clause holds words that restate the score and no
// other noun that says what is spoken of, and on which side the words are: 1
// for praise, -1 for complaint, 0 where they do not tell.
func (c *corpus) restates(clause int32) (tone int, verdict bool) {
	topics := 0
	for _, tok := range c.at(clause) {
		if tok.form < 0 {
			continue
		}
		f := &c.forms[tok.form]
		side := int(f.side)
		switch of := c.unitOf(tok); {
		case f.restates:
			verdict = true
		case of.class == noun && !danish().dullTerm[c.units[of.unit]] && !c.isName(tok.term):
			topics++
		}
		if tok.negated {
			side = -side
		}
		tone += side
	}
	return max(-1, min(1, tone)), verdict && topics == 0
}

// verdictName is what a theme is called whose clauses restate the score, each in other words.
const verdictName, verdictLink = "samlet vurdering", "vurdering"

// overallOf is the title of that name for clauses of a theme, given how many of all that
// mention one say so.
func (c *corpus) overallOf(clauses []int32, everywhere int) title {
	here := c.judging(clauses, 1)
	share := float64(here) / float64(max(1, len(clauses)))
	alone := float64(here) / float64(max(1, everywhere))
	return title{shape: overall, shown: verdictName, link: verdictLink, count: here, holding: holding{share, share, share, share}, alone: alone,
		value: math.Pow(share, 0.6) * math.Pow(alone, 0.4) * favour[overall]}
}

// judging counts the clauses that say how it was in all.
func (c *corpus) judging(clauses []int32, workers int) (n int) {
	blocks := slices.Collect(slices.Chunk(clauses, 4096))
	counts := make([]int, len(blocks))
	each(len(blocks), workers, func(i int) {
		for _, clause := range blocks[i] {
			if c.judgesAll(clause) {
				counts[i]++
			}
		}
	})
	for _, of := range counts {
		n += of
	}
	return n
}

// judgesAll says whether a clause says how it was in all, whether one would come again, or
// recommend it: "anbefales", "handler aldrig der mere", and "god" where nothing is named.
func (c *corpus) judgesAll(clause int32) bool {
	g := danish()
	_, verdict := c.restates(clause)
	deals, again := false, false
	for _, tok := range c.at(clause) {
		if tok.form >= 0 {
			f := &c.forms[tok.form]
			verdict = verdict || g.verdict[f.text] && !g.praise[f.text] && !g.complaint[f.text]
			deals = deals || g.dealing[f.text]
		}
		again = again || returning[c.terms[tok.term].text]
	}
	return verdict || deals && again
}
