package web

import (
	"fmt"
	"html/template"
	"math"

	"stemme/pipeline/messages"
)

// mostParts is how many parts of a change are drawn each by itself; the small
// ones are drawn as one.
const mostParts = 14

// A step is one line of a waterfall: a score, or what leads from one to the next.
type step struct {
	name     string
	from, to float64
	total    bool
}

// stepsOf lines up the parts of a change between its two scores.
func stepsOf(lang messages.Lang, parts []changePart) []step {
	first := parts[0].ChangeRow
	steps := []step{{first.From, 0, first.NPSFrom, true}}
	at, rest := first.NPSFrom, 0.0
	for i, p := range parts {
		if i >= mostParts {
			rest += p.Total
			continue
		}
		steps = append(steps, step{p.Name, at, at + p.Total, false})
		at += p.Total
	}
	if len(parts) > mostParts {
		steps = append(steps, step{lang.Text("web_part_rest", len(parts)-mostParts), at, at + rest, false})
	}
	return append(steps, step{first.To, 0, first.NPSTo, true})
}

// waterfall draws how the parts of a change lead from the one score to the
// other, a line each, the largest first.
func waterfall(lang messages.Lang, title string, parts []changePart) template.HTML {
	const width, names, figures, row = 860.0, 270.0, 120.0, 24.0
	steps := stepsOf(lang, parts)
	low, high := 0.0, 0.0
	for _, st := range steps {
		low, high = min(low, st.to), max(high, st.to)
	}
	s := &svg{lang: lang}
	s.open(width, row*float64(len(steps))+8, "waterfall", title)
	x := func(v float64) float64 { return names + (v-low)/max(1e-9, high-low)*(width-names-figures) }
	s.line("axis", x(0), 0, x(0), row*float64(len(steps)))
	for i, st := range steps {
		y := row * float64(i)
		class, figure := "bar total", lang.Number(st.to, 1)
		if !st.total {
			class, figure = "bar up", lang.Signed(st.to-st.from, 2)
			s.line("grid", x(st.from), y-4, x(st.from), y+row-4)
		}
		if !st.total && st.to < st.from {
			class = "bar down"
		}
		fmt.Fprintf(s, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, px(min(x(st.from), x(st.to))), px(y+4),
			px(max(1, math.Abs(x(st.to)-x(st.from)))), px(row-8))
		s.text("name", "end", names-10, y+16, st.name)
		s.text("tick", "start", max(x(st.from), x(st.to))+6, y+16, figure)
	}
	return s.done()
}
