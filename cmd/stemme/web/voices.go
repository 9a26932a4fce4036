package web

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// Voices are how many of those who mention a theme praise it and complain of it, with
// the ways to their comments.
type voices struct {
	Known         bool
	Mentions      int
	Praise, Blame told
	Praised       float64 // share
	Blamed        float64 // share
}

// voicesOf says of every theme of a lens, "" for the found themes, how it is spoken of,
// since the name of an entry says the good of it: to those who may count, and of all
// responses alone.
func (r *request) voicesOf(lens string) map[string]voices {
	if !r.counts() || r.sieve.active() {
		return nil
	}
	all := map[string]voices{}
	for id, n := range r.survey.SayingOf(lens) {
		mentions := n.Kept + n.Broken + n.Unclear
		if n.Kept+n.Broken == 0 { // a purpose has no good or bad: 0 % would say that nobody praises it
			all[id] = voices{Mentions: mentions}
			continue
		}
		one := func(said string, hits int) told {
			return told{Text: r.Lang.Count(hits), Link: r.drill("theme", id, saidParam, said), Hits: hits}
		}
		all[id] = voices{true, mentions, one("kept", n.Kept), one("broken", n.Broken), float64(n.Kept) / float64(mentions), float64(n.Broken) / float64(mentions)}
	}
	return all
}

// voicesOfAll are those of the themes of every lens, for programs.
func (r *request) voicesOfAll() map[string]voices {
	all := map[string]voices{}
	for _, lens := range r.lenses() {
		maps.Copy(all, r.voicesOf(lens))
	}
	return all
}

// shares are those of praise and of blame as JSON has them; none where they are not known.
func (v voices) shares() (praised, blamed number) {
	if !v.Known {
		return number(math.NaN()), number(math.NaN())
	}
	return number(v.Praised), number(v.Blamed)
}

// A voicedScore is the score of those who praise a theme, or complain of it.
type voicedScore struct {
	Key  messages.Key
	Link string
	counted
}

// voicedScores are those of a theme, to those who may count: where praise and blame are
// many, the effect of all who mention it hides both.
func (r *request) voicedScores(id string) (scores []voicedScore) {
	if !r.counts() || r.tops[id] {
		return nil
	}
	for _, said := range []string{"kept", "broken"} {
		v := r.sieve.sel.And(r.survey.Saying(id, signs[said])).All()
		if v.Scored() > 0 {
			key := nps.CutKey{PeriodKind: nps.KindAll, Dimension: nps.DimensionAll}
			scores = append(scores, voicedScore{messages.Key("web_theme_" + said), r.drill("theme", id, saidParam, said), r.countedOf(key, v)})
		}
	}
	return scores
}

// A voicedLine is a theme with how it is spoken of.
type voicedLine struct {
	Theme  *themes.ThemeRow
	Link   string
	Hits   int
	Voices voices
}

// voicedLines are the themes of a lens with how they are spoken of, most mentioned first;
// none where none is spoken well or ill of.
func (r *request) voicedLines(lens string, voiced map[string]voices) (lines []voicedLine) {
	told := false
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		v := voiced[t.ThemeID]
		if t.Lens != lens || v.Mentions == 0 || !r.listed(t.ThemeID) {
			continue
		}
		told = told || v.Known
		lines = append(lines, voicedLine{t, r.drill("theme", t.ThemeID), v.Mentions, v})
	}
	if !told {
		return nil
	}
	slices.SortStableFunc(lines, func(a, b voicedLine) int { return cmp.Compare(b.Hits, a.Hits) })
	return lines
}
