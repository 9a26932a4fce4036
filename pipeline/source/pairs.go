package source

import (
	"fmt"
	"regexp"
	"strings"

	"stemme/pipeline/messages"
)

// A pair is a score that asks about recommending and the comment beside it, of one of
// several touchpoints that a row answers about.
type pair struct{ score, comment *column }

// pairs are the scores of recommending that have a comment of their own right behind them.
// What is declared to be something else is in no pair.
func (p *plan) pairs() (all []pair) {
	for i := range len(p.columns) - 1 {
		score, comment := &p.columns[i], &p.columns[i+1]
		if score.pairsAs(roleScore, roleRating) && score.asksNPS() && comment.pairsAs(roleComment, roleAnswer, roleSegment) && comment.explains() {
			all = append(all, pair{score, comment})
		}
	}
	return all
}

// pairsAs says whether c may be in a pair: it is taken for the first role, declared or not, or for
// one of the others, not declared.
func (c *column) pairsAs(first role, others ...role) bool {
	if c.role == first {
		return true
	}
	for _, r := range others {
		if c.role == r && c.why.Key != "source_why_declared" {
			return true
		}
	}
	return false
}

// earlier are the words of a header whose scores are those of another time.
var earlier = regexp.MustCompile(`(?i)\b(?:forrige|sidste|seneste|tidligere|previous|last|prior)\b`)

// asksNPS says whether c asks to recommend, and is answered from 0 to 10.
func (c *column) asksNPS() bool {
	return !earlier.MatchString(c.header) && c.weigh(roleScore).header >= asksToRecommend && c.given >= leastEach && c.between(6, 10) > 0 && c.most(c.between(0, 10), 0.9)
}

// explains says whether the header of c asks for a comment, and its cells may be some.
func (c *column) explains() bool {
	return c.says(roleComment).header >= 6 && c.letters > 0
}

// partPairs refuses, of a source that is not known, a file whose rows hold several scores of
// recommending, each with a comment of its own: measured together, all comments would be held
// against one of the scores. Where one pair is declared the others' columns are left out, so
// that each pair is read as a source of its own.
func (p *plan) partPairs(closed map[role]bool) error {
	all := p.pairs()
	if len(all) < 2 || p.before != nil {
		return nil
	}
	for _, one := range all {
		if closed[roleScore] && one.score.role == roleScore && one.comment.role == roleComment {
			for _, other := range all {
				if other != one {
					other.leaveOut(one.score.header)
				}
			}
			return nil
		}
	}
	var ways []string
	for n, one := range all {
		way := "--source " + word(fmt.Sprintf("%s-%d", p.source, n+1)) + " --column " + word("score="+one.score.header) + " --column " + word("comment="+one.comment.header)
		if n > 0 {
			way += " --as-new" // its ids stand under the first
		}
		ways = append(ways, way)
	}
	return messages.Errorf("source_pairs", p.file, len(all), strings.Join(ways, "; "))
}

// word is s as one word of a command line, which is the same in every language.
func word(s string) string { return messages.Argument(s).Text(messages.Danish) }

// leaveOut leaves both columns out beside another score.
func (o pair) leaveOut(score string) {
	for _, c := range []*column{o.score, o.comment} {
		c.role, c.name, c.doubt, c.runner, c.settled, c.why = ignored, "", false, ignored, true, note("source_why_pair", score)
	}
}
