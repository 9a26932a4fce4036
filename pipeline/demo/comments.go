package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/models"
)

// A mention is that a customer has something to say about a theme.
type mention struct {
	theme  int // index into themes
	praise bool
}

// A piece is a stretch of a comment that says one thing, as it stands there.
type piece struct {
	text  string
	theme int // index into themes; -1 for none
	tone  tone
	exact bool // holds personal data, which stays as it was put
}

// A tone is the polarity of a piece.
type tone int8

const (
	neutral tone = iota
	negative
	positive
)

// String is the tone's name in the gold file.
func (t tone) String() string { return [...]string{"", "negative", "positive"}[t] }

// A style is how a customer writes.
type style int

const (
	plain  style = iota
	loose        // small letters, no full stops
	dotted       // thoughts strung together by dots
	listed       // one thing a line
	loud         // ALL CAPITALS
)

// A comment is a text with its pieces in order.
type comment struct {
	text   string
	pieces []piece
	facts  []fact
}

// A writer composes the comments of one language.
type writer struct {
	*grammars
	language
	code models.Language
	rng  *rand.Rand

	style  style
	voice  voice
	typos  float64 // chance that a word known to be misspelt is
	spoken bool    // as it is said, in dialect
}

// newWriter is someone about to write a comment in language code.
func newWriter(g *grammars, code models.Language, rng *rand.Rand) *writer {
	w := &writer{grammars: g, language: g.danish, code: code, rng: rng}
	switch code {
	case models.English:
		w.language = g.english
	case models.Swedish:
		w.language = g.swedish
	case models.Norwegian:
		w.language = g.norwegian
	}
	w.voice = voice(pick(rng, []float64{.48, .17, .35}))
	w.style = style(pick(rng, []float64{.74, .15, .06, .025, .025}))
	if code == models.Danish {
		w.typos = [...]float64{0, .12, .5}[pick(rng, []float64{.62, .28, .10})]
		w.spoken = rng.Float64() < .04
	}
	return w
}

// knows says whether w has words for m.
func (w *writer) knows(m mention) bool { return w.side(m) != nil }

func (w *writer) side(m mention) *rule {
	if m.praise {
		return w.themes[m.theme][1].as(w.voice)
	}
	return w.themes[m.theme][0].as(w.voice)
}

// compose writes a comment that holds the mentions, or, where there are none,
// one that says what customers of the class say when they say little.
func (w *writer) compose(mentions []mention, class models.Class, adviser string) comment {
	var c comment
	plan := w.plan(mentions, class, &c, adviser)
	var b strings.Builder
	if w.style == listed && len(plan) > 1 {
		b.WriteString("- ")
	}
	for i, next := range plan {
		link, adverb := "", ""
		if i > 0 {
			link, adverb = w.link(plan[i-1].tone, next)
			link = afterStop(b.String(), link)
		}
		b.WriteString(link)
		next.text = w.render(next, adverb)
		if w.style != loose && startsSentence(b.String()) {
			next.text = capital(next.text)
		}
		b.WriteString(next.text)
		c.pieces = append(c.pieces, next)
	}
	c.text = w.finish(b.String(), c.pieces)
	return c
}

// plan lines up what will be said: the mentions in any order, and around them
// what belongs to no theme. Texts still carry their marks.
func (w *writer) plan(mentions []mention, class models.Class, c *comment, adviser string) []piece {
	var plan []piece
	for _, m := range mentions {
		t := negative
		if m.praise {
			t = positive
		}
		plan = append(plan, piece{text: w.side(m).draw(w.rng), theme: m.theme, tone: t})
	}
	w.rng.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	switch {
	case len(plan) == 0 && w.code == models.Danish && w.rng.Float64() < shareOffTopic:
		plan = append(plan, piece{text: w.rule("andet").draw(w.rng), theme: -1})
	case len(plan) == 0:
		plan = append(plan, w.generic(class))
	case w.rng.Float64() < .18:
		plan = append(plan, w.generic(class))
		if w.rng.IntN(2) == 0 {
			plan[0], plan[len(plan)-1] = plan[len(plan)-1], plan[0]
		}
	}
	if w.code != models.Danish {
		return plan
	}
	if w.rng.Float64() < .05 {
		plan = append([]piece{{text: w.rule("kontekst").draw(w.rng), theme: -1}}, plan...)
	}
	for _, extra := range []struct {
		rule  string
		share float64
	}{{"personlige", sharePersonal}, {"tak_navn", shareThanks}} {
		if w.rng.Float64() < extra.share {
			text, facts := personal(w.rule(extra.rule).draw(w.rng), adviser, w.rng)
			if w.style == loud {
				w.style = plain // a mail address is not shouted
			}
			plan, c.facts = append(plan, piece{text: text, theme: -1, exact: true}), append(c.facts, facts...)
		}
	}
	return plan
}

// generic is a piece that fits the class and says nothing in particular.
func (w *writer) generic(class models.Class) piece {
	var chances [3]float64
	switch class {
	case models.Promoter:
		chances = [3]float64{.97, .03, 0}
	case models.Detractor:
		chances = [3]float64{.08, .27, .65}
	case models.Passive:
		chances = [3]float64{.62, .36, .02}
	default:
		chances = [3]float64{.5, .3, .2}
	}
	i := pick(w.rng, chances[:])
	return piece{
		text:  w.rule([...]string{"god", "middel", "dårlig"}[i]).draw(w.rng),
		theme: -1,
		tone:  [...]tone{positive, neutral, negative}[i],
	}
}

// marks stand between subject and verb; see grammar.go.
const marks = "~^*"

// link joins a piece to the one before it. The adverb, if any, stands first in
// the next piece and turns it around.
func (w *writer) link(before tone, next piece) (link, adverb string) {
	contrast := before != neutral && next.tone != neutral && before != next.tone
	switch {
	case w.style == listed:
		return "\n- ", ""
	case w.style == dotted:
		return [...]string{"... ", "... ", " ... ", ".. ", "…"}[w.rng.IntN(5)], ""
	case w.code != models.Danish && contrast:
		return unquote(w.rule("skifte.kontrast"), w.rng), ""
	case w.code != models.Danish:
		return unquote(w.rule("skifte.samme"), w.rng), ""
	case w.style == loose && contrast:
		return [...]string{" men ", ", men ", " - men ", " men "}[w.rng.IntN(4)], ""
	case w.style == loose:
		return [...]string{" ", " og ", ", ", " - ", " "}[w.rng.IntN(5)], ""
	}
	turned := strings.ContainsAny(next.text, marks) && w.rng.IntN(3) == 0
	switch {
	case contrast && turned:
		return ". ", [...]string{"Til gengæld", "Dog", "Omvendt", "På den anden side", "Derimod"}[w.rng.IntN(5)]
	case contrast:
		return [...]string{", men ", ", men ", ". Men ", " - men ", "; men "}[w.rng.IntN(5)], ""
	case turned:
		return ". ", [...]string{"Desuden", "Derudover", "Samtidig", "Ydermere", "Oveni"}[w.rng.IntN(5)]
	}
	return [...]string{". ", ". ", ". ", ", og ", " og ", "! ", ", ", " - "}[w.rng.IntN(8)], ""
}

// afterStop is link without its own stop where text has one already.
func afterStop(text, link string) string {
	if !strings.ContainsRune("!?.:)", rune(text[len(text)-1])) {
		return link
	}
	rest := strings.TrimLeft(link, ",.!;")
	if rest == link || strings.TrimSpace(rest) == "" {
		return " "
	}
	return " " + capital(strings.TrimLeft(rest, " "))
}

// startsSentence says whether what follows text begins a sentence.
func startsSentence(text string) bool {
	text = strings.TrimRight(text, " -")
	return text == "" || strings.ContainsRune(".!?\n", rune(text[len(text)-1]))
}

// unquote draws a rule whose spaces count.
func unquote(r *rule, rng *rand.Rand) string { return string(r.appendTo(nil, rng)) }

// render makes a piece's text what the customer wrote: opened, turned around,
// ended and misspelt.
func (w *writer) render(p piece, adverb string) string {
	text := p.text
	if w.code != models.Danish {
		return text
	}
	kind := ""
	if at := strings.IndexAny(text, marks); at >= 0 {
		kind = text[at : at+1]
	}
	side := [...]string{"", "neg", "pos"}[p.tone]
	if adverb == "" && side != "" && p.theme >= 0 {
		switch u := w.rng.Float64(); {
		case kind == "^" && u < .25 && !dated(text):
			adverb = w.rule("åbner_tid").draw(w.rng)
		case (kind == "^" || kind == "*") && u < .40:
			adverb = w.rule("åbner_" + side + "_før").draw(w.rng)
		case kind == "~" && u < .33:
			adverb = w.rule("åbner_" + side + "_nu").draw(w.rng)
		case u > .91:
			text = w.rule("udråb_"+side).draw(w.rng) + " " + turn(text, "")
		}
	}
	text = turn(text, adverb)
	if p.theme >= 0 && !strings.HasSuffix(text, "?") && w.rng.Float64() < .22 {
		text += tail(w.rule("hale_" + side).draw(w.rng))
	}
	if p.exact {
		return text
	}
	return w.misspell(text)
}

// dated says whether a clause says when it happened, so that it is not said
// twice.
func dated(text string) bool {
	for _, word := range [...]string{"forleden", "i går", "forgårs", "sidste uge", "nylig", " siden", "dags", "dag ", "morgen", "morges", "aften",
		"aftes", "jul", "påske", "nytår", "sommer", "efterår", "ferien", "i januar", "i februar", "i marts", "i april", "i maj", "i jun", "i august",
		"i september", "i oktober", "i november", "i december"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// tail is what is put behind a clause: a mark at once, a smiley after a space.
func tail(s string) string {
	if s[0] == ':' || s[0] == ';' {
		return " " + s
	}
	return s
}

// turn takes the mark out of a clause and puts adverb, if any, first, with the
// verb after it: "jeg~venter" is "jeg venter", or "desværre venter jeg".
func turn(text, adverb string) string {
	at := strings.IndexAny(text, marks)
	switch {
	case at < 0 && adverb == "":
		return text
	case at < 0:
		return adverb + ": " + text
	case adverb == "":
		return text[:at] + " " + text[at+1:]
	}
	subject, rest := text[:at], text[at+1:]
	end := strings.IndexAny(rest, " ,.!?")
	if end < 0 {
		end = len(rest)
	}
	return adverb + " " + rest[:end] + " " + subject + rest[end:]
}

// finish ends the comment and puts on what the style asks for. The pieces are
// changed with the text, so that each is still a stretch of it.
func (w *writer) finish(text string, pieces []piece) string {
	each := func(change func(string) string) {
		text = change(text)
		for i := range pieces {
			pieces[i].text = change(pieces[i].text)
		}
	}
	exact := slices.ContainsFunc(pieces, func(p piece) bool { return p.exact })
	if w.code == models.Danish && !exact && w.rng.Float64() < .025 {
		each(strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "Æ", "Ae", "Ø", "Oe", "Å", "Aa").Replace)
	}
	switch w.style {
	case loud:
		each(strings.ToUpper)
	case loose:
		each(func(s string) string { return strings.TrimRight(s, ".!") })
	}
	last := text[len(text)-1]
	if w.style != loose && w.style != listed && !strings.ContainsRune("!?.)", rune(last)) && w.rng.Float64() < .65 {
		text += "."
	}
	t := pieces[len(pieces)-1].tone
	if t != neutral && w.rng.Float64() < .06 {
		text += " " + w.danish.rule([...]string{"", "tegn_neg", "tegn_pos"}[t]).draw(w.rng)
	}
	return text
}

// capital makes the first letter of s a capital one.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
