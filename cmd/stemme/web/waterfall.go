package web

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// mostParts is how many parts of a change are drawn each by itself; the small
// ones are drawn as one.
const mostParts = 14

// A step is one line of a waterfall: a score, or what leads from one to the next.
type step struct {
	name      string
	from, to  float64
	low, high float64 // interval of what it leads by; NaN for none
	total     bool
	part      *changePart
}

// stepsOf lines up the parts of a change between its two scores.
func stepsOf(lang messages.Lang, parts []changePart) []step {
	first, nan := parts[0].ChangeRow, math.NaN()
	steps := []step{{lang.Period(first.From), 0, first.NPSFrom, nan, nan, true, nil}}
	at, rest := first.NPSFrom, 0.0
	for i := range parts {
		p := &parts[i]
		if i >= mostParts {
			rest += p.Total
			continue
		}
		steps = append(steps, step{p.Name, at, at + p.Total, p.CILow, p.CIHigh, false, p})
		at += p.Total
	}
	if len(parts) > mostParts {
		steps = append(steps, step{lang.Text("web_part_rest", len(parts)-mostParts), at, at + rest, nan, nan, false, nil})
	}
	return append(steps, step{lang.Period(first.To), 0, first.NPSTo, nan, nan, true, nil})
}

// fall is where a waterfall's parts are drawn.
type fall struct {
	low, high, names, width float64
}

// The room of a figure, and the height of a line.
const (
	fallFigure = 62.0
	fallRow    = 26.0
)

func (f fall) x(v float64) float64 {
	return f.names + (v-f.low)/max(1e-9, f.high-f.low)*(f.width-f.names-fallFigure)
}

// waterfall draws how the parts of a change lead from the one score to the
// other, a line each, the largest first. The axis is as long as the parts need: it
// need not begin at 0.
func waterfall(lang messages.Lang, title string, parts []changePart, width float64) template.HTML {
	steps := stepsOf(lang, parts)
	f := fall{math.Inf(1), math.Inf(-1), 250, width}
	if width < half {
		f.names = 132
	}
	for _, st := range steps {
		f.low, f.high = min(f.low, st.to), max(f.high, st.to)
	}
	room := max(1, (f.high-f.low)*.08)
	f.low, f.high = f.low-room, f.high+room
	s := &svg{lang: lang}
	s.open(width, fallRow*float64(len(steps))+24, "waterfall", title)
	for _, t := range ticksOf(f.low, f.high) {
		if t > f.low && t < f.high {
			s.line("grid", f.x(t), 0, f.x(t), fallRow*float64(len(steps)))
			s.text("tick", "middle", f.x(t), fallRow*float64(len(steps))+16, lang.Number(t, 0))
		}
	}
	for i, st := range steps {
		s.step(st, f, fallRow*float64(i))
	}
	return s.done()
}

// step draws one line.
func (s *svg) step(st step, f fall, y float64) {
	class, figure := "bar total", s.lang.Number(st.to, 1)
	from, to := f.x(st.from), f.x(st.to)
	if st.total { // the axis does not begin at 0, so a score has no length
		from = to - 5
	} else {
		class, figure = "bar up", s.lang.Signed(st.to-st.from, 1)
		s.line("step", from, y-4, from, y+fallRow-4)
	}
	if !st.total && st.to < st.from {
		class = "bar down"
	}
	if st.low < 0 && st.high > 0 {
		class += " unsure"
	}
	title, begin, end := st.name+": "+figure, "<g>", "</g>"
	if !math.IsNaN(st.low) {
		title += " " + s.lang.Interval(st.low, st.high)
	}
	if st.part != nil && st.part.Part == nps.PartMix && st.part.Link != "" {
		begin, end = fmt.Sprintf(`<a href="%s">`, esc(st.part.Link)), "</a>"
	} else if st.part != nil && st.part.Comments != "" && st.part.Hits > 0 {
		title += ". " + s.lang.Text("web_comments_n", s.lang.Count(st.part.Hits))
		begin, end = fmt.Sprintf(`<a href="%s" data-hits="%d">`, esc(st.part.Comments), st.part.Hits), "</a>"
	}
	s.WriteString(begin)
	fmt.Fprintf(s, `<title>%s</title><rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, esc(title), class, px(min(from, to)), px(y+4),
		px(max(1, math.Abs(to-from))), px(fallRow-9))
	s.text("name", "end", f.names-8, y+16, shorten(st.name, int(f.names/7.8)))
	s.text("tick", "start", max(from, to)+6, y+16, figure)
	s.WriteString(end)
}

// shorten cuts a name to so many characters.
func shorten(name string, most int) string {
	if runes := []rune(name); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return name
}
