package web

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// Charts are drawn here as SVG, so that they are there without JavaScript, sharp
// in print, and follow the page's colours; every one has a title that says what
// it shows, and the page gives its figures as a table beside it. The interactive
// ones are drawn over them by uPlot where there is JavaScript (app.js).

// A svg is a drawing in the making.
type svg struct {
	strings.Builder
	lang messages.Lang
}

func (s *svg) open(width, height float64, class, title string) {
	fit := ""
	if class == "classes" { // fills its place, whatever its shape
		fit = ` preserveAspectRatio="none"`
	}
	role := "img"
	if class == "map" { // has links in it
		role = "group"
	}
	fmt.Fprintf(s, `<svg viewBox="0 0 %s %s" class="chart %s" role="%s" aria-label="%s"%s>`, px(width), px(height), class, role, esc(title), fit)
}

func (s *svg) done() template.HTML {
	s.WriteString("</svg>")
	return template.HTML(s.String())
}

func (s *svg) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(s, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, px(x1), px(y1), px(x2), px(y2))
}

func (s *svg) text(class, anchor string, x, y float64, text string) {
	fmt.Fprintf(s, `<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`, class, anchor, px(x), px(y), esc(text))
}

// px is a coordinate: two decimals are finer than any screen.
func px(v float64) string {
	text := fmt.Sprintf("%.2f", v)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

func esc(s string) string { return template.HTMLEscapeString(s) }

// A point is one period of a course.
type point struct {
	Label     string // the period
	Value     float64
	Low, High float64 // NaN for no interval
	N         int     // responses it rests on
	Link      string  // to their comments
	Partial   string  // how far the data cover the period, in words; "" where wholly
}

// course draws values over periods, as a line with its intervals as a band.
// With columns set, the values are bars from 0. Width is in the units of the
// drawing: wide for a whole line of the page, half for half of one.
func course(lang messages.Lang, title string, points []point, columns bool, width float64, decimals int) template.HTML {
	const height, left, right, top, bottom = 220, 46, 12, 12, 30
	s := &svg{lang: lang}
	s.open(width, height, "course", title)
	s.hatch(points)
	low, high := extent(points, columns)
	ticks := ticksOf(low, high)
	low, high = min(low, ticks[0]), max(high, ticks[len(ticks)-1])
	x := func(i int) float64 {
		if columns {
			return left + (float64(i)+.5)*(width-left-right)/float64(len(points))
		}
		return left + float64(i)*(width-left-right)/float64(max(1, len(points)-1))
	}
	y := func(v float64) float64 { return top + (high-v)/(high-low)*(height-top-bottom) }
	for _, t := range ticks {
		class := "grid"
		if t == 0 {
			class = "axis"
		}
		s.line(class, left, y(t), width-right, y(t))
		s.text("tick", "end", left-6, y(t)+4, lang.Number(t, decimalsOf(ticks)))
	}
	s.periodLabels(points, x, height-8, int(width/76))
	if columns {
		s.bars(points, x, y, (width-left-right)/float64(max(1, len(points))), decimals)
	} else {
		s.curve(points, x, y, decimals)
	}
	return s.done()
}

// The widths of a course.
const (
	wide = 1000
	half = 480
)

// periodLabels writes at most so many labels, the last one always.
func (s *svg) periodLabels(points []point, x func(int) float64, y float64, most int) {
	step := max(1, int(math.Ceil(float64(len(points))/float64(most))))
	for i, p := range points {
		if (len(points)-1-i)%step == 0 {
			anchor := "middle"
			if i == len(points)-1 && len(points) > 1 {
				anchor = "end"
			}
			s.text("tick", anchor, x(i), y, p.Label)
		}
	}
}

func (s *svg) bars(points []point, x func(int) float64, y func(float64) float64, room float64, decimals int) {
	for i, p := range points {
		if math.IsNaN(p.Value) {
			continue
		}
		class := "column"
		if p.Partial != "" {
			class = "column partial"
		}
		fmt.Fprintf(s, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"><title>%s</title></rect>`,
			class, px(x(i)-room*.38), px(y(p.Value)), px(room*.76), px(y(0)-y(p.Value)), esc(s.pointTitle(p, decimals)))
	}
}

func (s *svg) pointTitle(p point, decimals int) string {
	text := p.Label + ": " + s.lang.Number(p.Value, decimals)
	if !math.IsNaN(p.Low) {
		text += " " + s.lang.Interval(p.Low, p.High)
	}
	text += ", n = " + s.lang.Count(p.N)
	if p.Partial != "" {
		text += ", " + p.Partial
	}
	return text
}

// hatch defines the pattern of periods that the data cover only in part.
func (s *svg) hatch(points []point) {
	if slices.ContainsFunc(points, func(p point) bool { return p.Partial != "" }) {
		s.WriteString(`<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
			`<rect class="hatch" width="2.5" height="5"/></pattern></defs>`)
	}
}

func (s *svg) curve(points []point, x func(int) float64, y func(float64) float64, decimals int) {
	var over, under, path strings.Builder
	pen := "M"
	for i, p := range points {
		if math.IsNaN(p.Value) {
			pen = "M"
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, px(x(i)), px(y(p.Value)))
		pen = "L"
		if !math.IsNaN(p.Low) {
			fmt.Fprintf(&over, "%s,%s ", px(x(i)), px(y(p.High)))
			under.WriteString("")
		}
	}
	for i := len(points) - 1; i >= 0; i-- {
		if p := points[i]; !math.IsNaN(p.Value) && !math.IsNaN(p.Low) {
			fmt.Fprintf(&under, "%s,%s ", px(x(i)), px(y(p.Low)))
		}
	}
	fmt.Fprintf(s, `<polygon class="band" points="%s%s"/><path class="curve" d="%s"/>`, over.String(), under.String(), path.String())
	for i, p := range points {
		if !math.IsNaN(p.Value) {
			class, r := "dot", 3.2
			if p.Partial != "" {
				class, r = "dot partial", 5.5
			}
			fmt.Fprintf(s, `<circle class="%s" cx="%s" cy="%s" r="%s"><title>%s</title></circle>`, class, px(x(i)), px(y(p.Value)), px(r),
				esc(s.pointTitle(p, decimals)))
		}
	}
}

// extent is what the axis must hold.
func extent(points []point, fromZero bool) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		for _, v := range []float64{p.Value, p.Low, p.High} {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if fromZero {
		low, high = min(low, 0), max(high, 0)
	}
	if low > high {
		return 0, 1
	}
	if low == high {
		return low - 1, high + 1
	}
	return low, high
}

// ticksOf are about five round values that cover [low, high].
func ticksOf(low, high float64) []float64 {
	raw := (high - low) / 4
	step := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5, 10} {
		if step*m >= raw {
			step *= m
			break
		}
	}
	var ticks []float64
	for k := math.Floor(low / step); ; k++ {
		ticks = append(ticks, k*step)
		if k*step >= high {
			return ticks
		}
	}
}

// decimalsOf is how many decimals tell the ticks apart.
func decimalsOf(ticks []float64) int {
	if len(ticks) < 2 {
		return 0
	}
	return max(0, int(math.Ceil(-math.Log10(ticks[1]-ticks[0])-1e-9)))
}

// whisker draws an estimate with its interval on a scale from -100 to 100, with
// a mark where the whole stands.
func whisker(lang messages.Lang, value, low, high, reference float64) template.HTML {
	const width, height = 180, 18
	if math.IsNaN(value) {
		return ""
	}
	s := &svg{lang: lang}
	s.open(width, height, "whisker", lang.Number(value, 1)+" "+lang.Interval(low, high))
	x := func(v float64) float64 { return 4 + (v+100)/200*(width-8) }
	s.line("grid", x(0), 1, x(0), height-1)
	if !math.IsNaN(reference) {
		s.line("reference", x(reference), 1, x(reference), height-1)
	}
	if !math.IsNaN(low) {
		s.line("interval", x(low), height/2, x(high), height/2)
	}
	class := "dot"
	switch {
	case !math.IsNaN(reference) && high < reference:
		class = "dot down"
	case !math.IsNaN(reference) && low > reference:
		class = "dot up"
	}
	fmt.Fprintf(s, `<circle class="%s" cx="%s" cy="%d" r="4.5"/>`, class, px(x(value)), height/2)
	return s.done()
}

// classBar draws how many of each class there are.
func classBar(lang messages.Lang, promoters, passives, detractors int) template.HTML {
	const width, height = 300, 14
	total := promoters + passives + detractors
	if total == 0 {
		return ""
	}
	s := &svg{lang: lang}
	s.open(width, height, "classes", fmt.Sprintf("%s %s, %s %s, %s %s", lang.Text("web_promoters"), lang.Count(promoters),
		lang.Text("web_passives"), lang.Count(passives), lang.Text("web_detractors"), lang.Count(detractors)))
	at := 0.0
	for _, part := range []struct {
		class string
		n     int
	}{{"detractor", detractors}, {"passive", passives}, {"promoter", promoters}} {
		w := width * float64(part.n) / float64(total)
		fmt.Fprintf(s, `<rect class="%s" x="%s" y="0" width="%s" height="%d"/>`, part.class, px(at), px(max(0, w-1)), height)
		at += w
	}
	return s.done()
}
