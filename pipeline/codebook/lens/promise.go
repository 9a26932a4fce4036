package lens

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/stemming"
)

// A promise in keywords has so many of them.
const (
	fewestKeywords = 3
	mostKeywords   = 5
)

// A Promise is what an organisation wants customers to experience, as its concept
// says it: three to five keywords, or one sentence.
type Promise struct {
	Keywords []string
	Sentence string
}

// UnmarshalYAML takes a list of keywords or a sentence.
func (p *Promise) UnmarshalYAML(read func(any) error) error {
	if read(&p.Keywords) == nil {
		return nil
	}
	return read(&p.Sentence)
}

// A quality is what a promise may name, by the words of those who meet it and of
// those who miss it.
type quality struct {
	Kept   []string `yaml:"kept"`
	Broken []string `yaml:"broken"`
}

//go:embed opposites.yaml
var oppositesFile []byte

// qualities are the shipped ones.
var qualities = sync.OnceValue(func() []quality {
	var all []quality
	if err := yaml.UnmarshalWithOptions(oppositesFile, &all, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("lens: opposites.yaml: %v", err))
	}
	for i := range all {
		all[i].Kept, all[i].Broken = neuters(all[i].Kept), neuters(all[i].Broken)
	}
	return all
})

// neuters is list with the neuter of each word behind, which stemming does not join
// to short adjectives: "tryg", "trygt".
func neuters(list []string) []string {
	for _, w := range list {
		if !strings.ContainsAny(w, " !") && !strings.HasSuffix(w, "t") {
			list = append(list, w+"t!")
		}
	}
	return list
}

// plainWords reads words as they are written, without a corpus behind them.
var plainWords = sync.OnceValue(func() *words {
	return &words{analyser: stemming.NewAnalyser(nil, stemming.DefaultLayers()).AsWritten()}
})

// fault is what is wrong with p, as the arguments of a report; the key "" is none.
func (p *Promise) fault() (messages.Key, []any) {
	if p.Sentence == "" {
		for i, w := range p.Keywords {
			if len(strings.Fields(w)) != 1 || slices.Contains(p.Keywords[:i], w) {
				return "lens_keyword", []any{w}
			}
		}
		if n := len(p.Keywords); n < fewestKeywords || n > mostKeywords {
			return "lens_promise", []any{n, fewestKeywords, mostKeywords}
		}
		return "", nil
	}
	if inner := strings.TrimRight(p.Sentence, ".!?… "); strings.ContainsAny(inner, ".!?…\n") {
		return "lens_sentences", []any{p.Sentence}
	}
	if len(p.content()) == 0 {
		return "lens_empty_sentence", []any{p.Sentence}
	}
	return "", nil
}

// content lists the words of the sentence that say something.
func (p *Promise) content() []string {
	var out []string
	for _, w := range strings.FieldsFunc(p.Sentence, func(r rune) bool { return strings.ContainsRune(" ,.!?…:;()\"'–", r) }) {
		if _, kind := plainWords().term(w); kind == models.Content && !strings.ContainsFunc(w, isDigit) {
			out = append(out, w)
		}
	}
	return out
}

// promised adds to e the patterns that its promise stands for. A keyword that names a
// quality is kept by the words for it and broken by their opposites; another one is
// what customers must speak of, and the words around it tell. A sentence without a
// quality is spoken of where two words that follow each other in it are; the length of
// time in it is the entry's limit.
func (e *Entry) promised() {
	p := e.Promise
	if p == nil {
		return
	}
	keywords := p.Keywords
	if p.Sentence != "" {
		keywords = p.content()
		if e.Limit == "" && limitHours(p.Sentence) > 0 {
			d := Durations(p.Sentence)[0]
			e.Limit = p.Sentence[d.Start:d.End]
		}
	}
	var others []string
	for _, w := range keywords {
		if q, ok := qualityOf(w); ok {
			e.Good, e.Bad = append(e.Good, q.Kept...), append(e.Bad, q.Broken...)
		} else {
			others = append(others, w)
		}
	}
	switch {
	case p.Sentence == "":
		e.Match = append(e.Match, others...)
	case len(others) == len(keywords) && len(others) == 1:
		e.Match = append(e.Match, others[0])
	case len(others) == len(keywords):
		for i := range len(others) - 1 {
			e.Match = append(e.Match, others[i]+" + "+others[i+1])
		}
	}
}

// qualityOf is the quality that word names.
func qualityOf(word string) (quality, bool) {
	stem, _ := plainWords().term(word)
	for _, q := range qualities() {
		if slices.ContainsFunc(q.Kept, func(k string) bool {
			kept, _ := plainWords().term(strings.TrimSuffix(k, "!"))
			return kept == stem
		}) {
			return q, true
		}
	}
	return quality{}, false
}

// judge sets the polarity of a promise with a limit of hours by the time that its
// clause names, or else the one beside it. The time of a promise that is quoted is not
// what it took; where no other is named, what is said of it tells. Without a time, only
// words that tell by themselves do.
func (f *Found) judge(limit float64, times []Duration, doc *models.Document) {
	var quoted verdict
	for _, at := range [3]int{f.Clause, f.Clause + 1, f.Clause - 1} {
		if at < 0 || at >= len(doc.Clauses) {
			continue
		}
		c := doc.Clauses[at]
		for _, d := range times {
			if d.Start < int(c.Start) || d.Start >= int(c.End) {
				continue
			}
			if quoted == unjudged {
				quoted = d.verdict
			}
			if d.Sense == Promised || d.Sense == OtherTime && (at != f.Clause || d.Low >= mostOther) {
				continue
			}
			f.Told, f.timed, f.waited, f.Polarity, f.Hours = true, true, d.Sense == Waited, said, d.Low
			if d.breaks(limit) {
				f.Polarity = -said
			}
			return
		}
	}
	switch quoted {
	case kept:
		f.Told, f.timed, f.Polarity = true, true, said
		return
	case broken:
		f.Told, f.timed, f.Polarity = true, true, -said
		return
	}
	if !f.Told {
		f.Polarity = 0
	}
}

// breaks says whether d is longer than a limit of hours. What was done at once is not.
func (d *Duration) breaks(limit float64) bool {
	if d.atOnce && d.High <= 1 && d.Sense == Within {
		return false
	}
	return d.missed || d.High > limit && d.Low+d.High > 2*limit
}
