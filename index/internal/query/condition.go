package query

import (
	"regexp"
	"strconv"
	"strings"

	"stemme/index/internal/columns"
	"stemme/models"
)

// condition reads the value of a field. Several values may be joined by commas.
func (p *parser) condition(field, text string, at int) (node, error) {
	values := strings.Split(text, ",")
	switch field {
	case "class":
		set := classNode{}
		for _, v := range values {
			class, ok := classNames[strings.ToLower(v)]
			if !ok {
				return nil, p.fault(BadClass, at, v)
			}
			set[class] = true
		}
		return set, nil
	case "language":
		set := languageNode{}
		for _, v := range values {
			lang, ok := languageNames[strings.ToLower(v)]
			if !ok {
				return nil, p.fault(BadLanguage, at, v)
			}
			set[lang] = true
		}
		return set, nil
	case "score":
		return p.scores(values, at)
	case "date":
		return p.dates(text, at)
	case "from", "to", "after", "before":
		return p.oneEnd(field, text, at)
	}
	return valueNode{valueColumns[field], strings.ToLower(p.field), values}, nil
}

// scores reads "3", "0..6", "..6", "9..", "none", and several of them.
func (p *parser) scores(values []string, at int) (node, error) {
	var any orNode
	for _, v := range values {
		if none[strings.ToLower(v)] {
			any = append(any, scoreNode{none: true})
			continue
		}
		low, high, isRange := strings.Cut(v, "..")
		if !isRange {
			high = low
		}
		n := scoreNode{low: columns.NoScore + 1, high: 1<<15 - 1, written: written{p.field, v}}
		for _, end := range []struct {
			text string
			to   *int
		}{{low, &n.low}, {high, &n.high}} {
			if end.text == "" && isRange && v != ".." {
				continue
			}
			number, err := strconv.ParseInt(end.text, 10, 15)
			if err != nil {
				return nil, p.fault(BadScore, at, v)
			}
			*end.to = int(number)
		}
		any = append(any, n)
	}
	if len(any) == 1 {
		return any[0], nil
	}
	return any, nil
}

// dates reads a day, month, quarter or year, or a range of them with ends that
// may be left open.
func (p *parser) dates(text string, at int) (node, error) {
	from, to, isRange := strings.Cut(text, "..")
	if !isRange {
		to = from
	}
	n := dateNode{first: models.NoDay + 1, last: 1<<31 - 1, written: written{p.field, text}}
	if from != "" {
		first, _, ok := models.ParseDays(from)
		if !ok {
			return nil, p.fault(BadDate, at, text)
		}
		n.first = first
	}
	if to != "" {
		_, last, ok := models.ParseDays(to)
		if !ok {
			return nil, p.fault(BadDate, at, text)
		}
		n.last = last
	}
	if from == "" && to == "" {
		return nil, p.fault(BadDate, at, text)
	}
	return n, nil
}

// oneEnd reads one end of the days: from and after the day, month, quarter or year that
// text names, to and before it. From and to hold its own days.
func (p *parser) oneEnd(end, text string, at int) (node, error) {
	first, last, ok := models.ParseDays(text)
	if !ok {
		return nil, p.fault(BadDate, at, text)
	}
	n := dateNode{first: models.NoDay + 1, last: 1<<31 - 1, written: written{p.field, text}}
	switch end {
	case "from":
		n.first = first
	case "after":
		n.first = last + 1
	case "to":
		n.last = last
	case "before":
		n.last = first - 1
	}
	return n, nil
}

// checkPattern holds a regular expression's size and form against the bounds.
func (p *parser) checkPattern(w *wordNode, at int) error {
	if len(w.text) > maxPattern {
		return p.fault(BadPattern, at, "")
	}
	if p.open[*w] {
		return nil // it was read before
	}
	if _, err := compilePattern(w.text); err != nil {
		return p.fault(BadPattern, at, w.text)
	}
	return nil
}

// compilePattern makes an expression over a whole word, without regard to
// capitals. Go's expressions take time in proportion to the text, whatever they
// are.
func compilePattern(text string) (*regexp.Regexp, error) {
	return regexp.Compile(`(?i)^(?:` + text + `)$`)
}
