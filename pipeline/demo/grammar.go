package demo

import (
	"embed"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// The grammars are text files of rules, made to be read and added to:
//
//	# a comment
//	rule:
//	  one sentence the rule may become
//	  3x another one, drawn three times as often
//	  [these|or these|] words, or none      one of the alternatives
//	  <other rule> in <12-45> minutes       a rule, a whole number
//	  jeg~venter, jeg^ventede               marks, see below
//	  %telefon                              invented personal data
//
// A mark stands between subject and finite verb of a main clause, so that the
// clause can be turned around as Danish wants it when something else comes
// first: "jeg~venter" becomes "desværre venter jeg". "~" marks what holds now;
// "^" what happened on a day, which alone may follow "i går" or "i tirsdags";
// "*" what happened over a longer time.
//
// A rule is looked for in its own file first, then in faelles.txt.
//
//go:embed grammar/*.txt
var grammarFiles embed.FS

// A grammar is the rules of one file over those of another.
type grammar struct {
	rules map[string]*rule
	base  *grammar // nil for none
}

// A rule becomes one of its alternatives.
type rule struct {
	choices []sequence
	total   int // sum of the choices' weights
}

// A sequence is parts written one after the other.
type sequence struct {
	weight int
	parts  []part
}

// A part is one of: literal text, a rule, a whole number from low to high.
type part struct {
	text      string
	rule      *rule
	low, high int // high 0 for no number
}

// parsers holds what is read while a file is parsed: rules are made before
// they are defined, so that they can be used in any order.
type parser struct {
	name string
	g    *grammar
}

// loadGrammar reads grammar/name.txt over base.
func loadGrammar(name string, base *grammar) (*grammar, error) {
	data, err := grammarFiles.ReadFile("grammar/" + name + ".txt")
	if err != nil {
		return nil, err
	}
	return parseGrammar(name, string(data), base)
}

func parseGrammar(name, text string, base *grammar) (*grammar, error) {
	p := parser{name, &grammar{rules: map[string]*rule{}, base: base}}
	lines := strings.Split(text, "\n")
	for _, line := range lines { // first the names, so that rules may be used before they are defined
		if head, ok := ruleName(line); ok {
			if p.g.rules[head] != nil {
				return nil, fmt.Errorf("%s: rule %q is defined twice", name, head)
			}
			p.g.rules[head] = &rule{}
		}
	}
	var current *rule
	for i, line := range lines {
		if head, ok := ruleName(line); ok {
			current = p.g.rules[head]
			continue
		}
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if current == nil {
			return nil, fmt.Errorf("%s:%d: text before the first rule", name, i+1)
		}
		seq, err := p.alternative(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		current.add(seq)
	}
	return p.g, p.g.check(name)
}

// ruleName is the name that a line defines: one that starts in the first column
// and ends in a colon.
func ruleName(line string) (string, bool) {
	if line == "" || strings.ContainsRune(" #\t", rune(line[0])) {
		return "", false
	}
	return strings.CutSuffix(strings.TrimSpace(line), ":")
}

func (r *rule) add(s sequence) {
	r.choices = append(r.choices, s)
	r.total += s.weight
}

// alternative reads "3x text" or "text".
func (p *parser) alternative(line string) (sequence, error) {
	weight := 1
	if head, rest, ok := strings.Cut(line, "x "); ok {
		if n, err := strconv.Atoi(head); err == nil && n > 0 {
			weight, line = n, rest
		}
	}
	parts, rest, err := p.sequence(line)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q: | or ] without [", rest)
	}
	return sequence{weight, parts}, err
}

// sequence reads parts up to the end of s or to a "|" or "]" that is not theirs.
func (p *parser) sequence(s string) (parts []part, rest string, err error) {
	for s != "" && s[0] != '|' && s[0] != ']' {
		var one part
		switch s[0] {
		case '[':
			one.rule, s, err = p.brackets(s[1:])
		case '<':
			name, after, ok := strings.Cut(s[1:], ">")
			if !ok {
				return nil, "", fmt.Errorf("< without >")
			}
			one, err = p.reference(name)
			s = after
		default:
			end := strings.IndexAny(s, "[<|]")
			if end < 0 {
				end = len(s)
			}
			one.text, s = s[:end], s[end:]
		}
		if err != nil {
			return nil, "", err
		}
		parts = append(parts, one)
	}
	return parts, s, nil
}

// brackets reads "a|b]" after its "[" as a rule without a name.
func (p *parser) brackets(s string) (*rule, string, error) {
	r := &rule{}
	for {
		parts, rest, err := p.sequence(s)
		if err != nil {
			return nil, "", err
		}
		r.add(sequence{1, parts})
		switch {
		case rest == "":
			return nil, "", fmt.Errorf("[ without ]")
		case rest[0] == ']':
			return r, rest[1:], nil
		}
		s = rest[1:]
	}
}

// reference reads what stands between < and >.
func (p *parser) reference(name string) (part, error) {
	low, high, _ := strings.Cut(name, "-")
	if from, err := strconv.Atoi(low); err == nil {
		to, err := strconv.Atoi(high)
		if err != nil || to < from || to == 0 {
			return part{}, fmt.Errorf("<%s>: want <low-high>", name)
		}
		return part{low: from, high: to}, nil
	}
	r := p.g.rule(name)
	if r == nil {
		return part{}, fmt.Errorf("<%s>: no such rule", name)
	}
	return part{rule: r}, nil
}

// rule is the named rule, nil if there is none.
func (g *grammar) rule(name string) *rule {
	for ; g != nil; g = g.base {
		if r := g.rules[name]; r != nil {
			return r
		}
	}
	return nil
}

// check refuses rules that are empty or that end up in themselves.
func (g *grammar) check(file string) error {
	const entered, done = 1, 2
	seen := map[*rule]int{}
	var visit func(r *rule) bool
	visit = func(r *rule) bool {
		if seen[r] != 0 {
			return seen[r] == done
		}
		seen[r] = entered
		for _, choice := range r.choices {
			for _, p := range choice.parts {
				if p.rule != nil && !visit(p.rule) {
					return false
				}
			}
		}
		seen[r] = done
		return true
	}
	for _, name := range slices.Sorted(maps.Keys(g.rules)) {
		r := g.rules[name]
		if len(r.choices) == 0 {
			return fmt.Errorf("%s: rule %q is empty", file, name)
		}
		if !visit(r) {
			return fmt.Errorf("%s: rule %q ends up in itself", file, name)
		}
	}
	return nil
}

// appendTo draws one of the rule's sentences and appends it to buf.
func (r *rule) appendTo(buf []byte, rng *rand.Rand) []byte {
	n := rng.IntN(r.total)
	choice := r.choices[0]
	for _, choice = range r.choices {
		if n -= choice.weight; n < 0 {
			break
		}
	}
	for _, p := range choice.parts {
		switch {
		case p.rule != nil:
			buf = p.rule.appendTo(buf, rng)
		case p.high > 0:
			buf = strconv.AppendInt(buf, int64(p.low+rng.IntN(p.high-p.low+1)), 10)
		default:
			buf = append(buf, p.text...)
		}
	}
	return buf
}

// spread makes the alternatives with many sentences come up more often than
// those with few, so that short ones such as "for dyrt" are not heard all the
// time. Root and bound were chosen by eye.
func (r *rule) spread() {
	r.total = 0
	for i := range r.choices {
		c := &r.choices[i]
		c.weight *= int(10 * min(10, math.Pow(c.sentences(), .4)))
		r.total += c.weight
	}
}

// draw is one of the rule's sentences, with single spaces.
func (r *rule) draw(rng *rand.Rand) string {
	return tidy(string(r.appendTo(make([]byte, 0, 128), rng)))
}

// sentences counts what the rule may become, as often as it can be drawn.
func (r *rule) sentences() float64 {
	sum := 0.0
	for _, choice := range r.choices {
		sum += choice.sentences()
	}
	return sum
}

func (s *sequence) sentences() float64 {
	product := 1.0
	for _, p := range s.parts {
		switch {
		case p.rule != nil:
			product *= p.rule.sentences()
		case p.high > 0:
			product *= float64(p.high - p.low + 1)
		}
	}
	return product
}

// tidy leaves one space between words and none before a comma or at the ends:
// what an empty alternative leaves behind.
func tidy(s string) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), ", ")
	for _, mark := range []string{",", "!", "?", "."} {
		if strings.Contains(s, " "+mark) {
			s = strings.ReplaceAll(s, " "+mark, mark)
		}
	}
	return s
}

// loadWords reads lines of "word: form form", where _ stands for a space.
func loadWords(name string) (map[string][]string, error) {
	data, err := grammarFiles.ReadFile("grammar/" + name + ".txt")
	if err != nil {
		return nil, err
	}
	words := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		word, forms, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		words[word] = strings.Fields(strings.ReplaceAll(forms, "_", "\x00"))
		for i, form := range words[word] {
			words[word][i] = strings.ReplaceAll(form, "\x00", " ")
		}
	}
	return words, nil
}
