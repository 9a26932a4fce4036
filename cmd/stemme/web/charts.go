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
// it shows, its parts lead to the comments they count, and the page gives its
// figures as a table beside it.

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
	if class == "map" || class == "course" || class == "waterfall" { // has links in it
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
	Low, High float64  // NaN for no interval
	N         int      // responses it rests on
	Link      string   // to their comments
	Hits      int      // how many the link finds
	Partial   string   // how far the data cover the period, in words; "" where wholly
	Withheld  bool     // too few to be told
	From, To  string   // its days, for charts that days can be chosen on
	Smooth    *float64 // the value over this period and those before it, where noise is smoothed
}

// A plot is what a course draws.
type plot struct {
	Title    string
	Points   []point
	Columns  bool // the values are bars from 0
	Decimals int
	Target   *float64 // drawn as a line; nil for none
}

// course draws values over periods, as a line with its intervals as a band. Width is in
// the units of the drawing.
func course(lang messages.Lang, of plot, width float64) template.HTML {
	points := of.Points
	height, left, right, top, bottom := 230.0, 40.0, 14.0, 12.0, 30.0
	if width < half {
		height = 200
	}
	s := &svg{lang: lang}
	s.open(width, height, "course", of.Title)
	s.hatch(points)
	low, high := extent(of)
	ticks := ticksOf(low, high)
	low, high = min(low, ticks[0]), max(high, ticks[len(ticks)-1])
	room := (width - left - right) / float64(max(1, len(points)))
	x := func(i int) float64 { return left + (float64(i)+.5)*room }
	y := func(v float64) float64 { return top + (high-v)/(high-low)*(height-top-bottom) }
	for _, t := range ticks {
		class := "grid"
		if t == 0 {
			class = "axis"
		}
		s.line(class, left, y(t), width-right, y(t))
		s.text("tick", "end", left-6, y(t)+4, lang.Number(t, decimalsOf(ticks)))
	}
	s.periodLabels(points, x, height-8, width)
	for i, p := range points {
		if p.Withheld {
			fmt.Fprintf(s, `<rect class="withheld" x="%s" y="%s" width="%s" height="%s"><title>%s: %s</title></rect>`, px(x(i)-room/2), px(top),
				px(room), px(height-top-bottom), esc(p.Label), esc(lang.Text("web_small")))
		}
	}
	if of.Target != nil {
		s.line("target", left, y(*of.Target), width-right, y(*of.Target))
		s.text("note", "start", left+4, y(*of.Target)-5, lang.Text("web_target"))
	}
	if of.Columns {
		s.bars(points, x, y, room, of.Decimals)
	} else {
		s.curve(points, x, y, of.Decimals)
	}
	return s.done()
}

// The widths of a drawing: a whole line of the page, half of one, and a phone.
const (
	wide   = 1000
	half   = 520
	narrow = 350
)

// both draws for a desk and for a phone; the page shows the one that fits.
func both(draw func(width float64) template.HTML) template.HTML {
	return `<div class="desk">` + draw(wide) + `</div><div class="phone">` + draw(narrow) + `</div>`
}

// periodLabels writes as many labels as have room, the last one always. A letter is
// taken to be 6.6 wide, chosen by eye.
func (s *svg) periodLabels(points []point, x func(int) float64, y, width float64) {
	longest := 1
	for _, p := range points {
		longest = max(longest, len([]rune(p.Label)))
	}
	most := max(1, int(width/(float64(longest)*6.6+14)))
	step := max(1, int(math.Ceil(float64(len(points))/float64(most))))
	for i, p := range points {
		if (len(points)-1-i)%step != 0 {
			continue
		}
		anchor, at, reach := "middle", x(i), float64(len([]rune(p.Label)))*3.3
		if at+reach > width {
			anchor, at = "end", width
		}
		s.text("tick", anchor, at, y, p.Label)
	}
}

// mark begins what stands for a point: a link to its comments, where there is one.
// The same text is its title, its name and what the pointer shows.
func (s *svg) mark(p point, decimals int) (end string) {
	title := esc(s.pointTitle(p, decimals))
	days := ""
	if p.From != "" {
		days = fmt.Sprintf(` data-from="%s" data-to="%s"`, p.From, p.To)
	}
	if p.Link == "" || p.Hits == 0 {
		fmt.Fprintf(s, `<g%s><title>%s</title>`, days, title)
		return "</g>"
	}
	fmt.Fprintf(s, `<a href="%s" data-hits="%d"%s><title>%s</title>`, esc(p.Link), p.Hits, days, title)
	return "</a>"
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
		end := s.mark(p, decimals)
		fmt.Fprintf(s, `<rect class="reach" x="%s" y="%s" width="%s" height="%s"/>`, px(x(i)-room/2), px(y(0)-150), px(room), px(150))
		fmt.Fprintf(s, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, px(x(i)-room*.4), px(y(p.Value)), px(room*.8), px(y(0)-y(p.Value)))
		if !math.IsNaN(p.Low) && room > 9 {
			s.line("interval", x(i), y(p.Low), x(i), y(p.High))
		}
		s.WriteString(end)
	}
}

func (s *svg) pointTitle(p point, decimals int) string {
	text := p.Label + ": " + s.lang.Number(p.Value, decimals)
	if !math.IsNaN(p.Low) {
		text += " " + s.lang.Interval(p.Low, p.High)
	}
	text += ", n = " + s.lang.Count(p.N)
	if p.Smooth != nil {
		text += ", " + s.lang.Text("web_smoothed", s.lang.Number(*p.Smooth, decimals))
	}
	if p.Partial != "" {
		text += ", " + p.Partial
	}
	if p.Hits > 0 {
		text += ". " + s.lang.Text("web_comments_n", s.lang.Count(p.Hits))
	}
	return text
}

// hatch defines the patterns of periods that the data cover only in part, and of
// those that are withheld.
func (s *svg) hatch(points []point) {
	if slices.ContainsFunc(points, func(p point) bool { return p.Partial != "" || p.Withheld }) {
		s.WriteString(`<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
			`<rect class="hatch" width="2.5" height="5"/></pattern><pattern id="blank" width="7" height="7" patternUnits="userSpaceOnUse" ` +
			`patternTransform="rotate(45)"><rect class="blank" width="1.5" height="7"/></pattern></defs>`)
	}
}

func (s *svg) curve(points []point, x func(int) float64, y func(float64) float64, decimals int) {
	var path strings.Builder
	pen := "M"
	for from := 0; from < len(points); {
		to := from
		for to < len(points) && !math.IsNaN(points[to].Low) {
			to++
		}
		s.band(points[from:to], func(i int) float64 { return x(from + i) }, y)
		from = to + 1
	}
	for i, p := range points {
		if math.IsNaN(p.Value) {
			pen = "M"
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, px(x(i)), px(y(p.Value)))
		pen = "L"
	}
	raw := ""
	if s.smoothed(points, x, y) {
		raw = " raw"
	}
	fmt.Fprintf(s, `<path class="curve%s" d="%s"/>`, raw, path.String())
	for i, p := range points {
		if math.IsNaN(p.Value) {
			continue
		}
		class, r := "dot", 3.4
		if p.Partial != "" {
			class, r = "dot partial", 5.5
		}
		end := s.mark(p, decimals)
		fmt.Fprintf(s, `<circle class="reach" cx="%s" cy="%s" r="10"/><circle class="%s" cx="%s" cy="%s" r="%s"/>`, px(x(i)), px(y(p.Value)), class,
			px(x(i)), px(y(p.Value)), px(r))
		s.WriteString(end)
	}
}

// smoothed draws the line without the noise of single periods; false where none is
// asked for.
func (s *svg) smoothed(points []point, x func(int) float64, y func(float64) float64) bool {
	var path strings.Builder
	pen := "M"
	for i, p := range points {
		if p.Smooth == nil {
			pen = "M"
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, px(x(i)), px(y(*p.Smooth)))
		pen = "L"
	}
	if path.Len() == 0 {
		return false
	}
	fmt.Fprintf(s, `<path class="smooth" d="%s"/>`, path.String())
	return true
}

// band draws the intervals of points in a row.
func (s *svg) band(points []point, x func(int) float64, y func(float64) float64) {
	if len(points) < 2 {
		return
	}
	var around strings.Builder
	for i, p := range points {
		fmt.Fprintf(&around, "%s,%s ", px(x(i)), px(y(p.High)))
	}
	for i, p := range slices.Backward(points) {
		fmt.Fprintf(&around, "%s,%s ", px(x(i)), px(y(p.Low)))
	}
	fmt.Fprintf(s, `<polygon class="band" points="%s"/>`, strings.TrimSpace(around.String()))
}

// extent is what the axis must hold.
func extent(of plot) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	if of.Target != nil {
		low, high = *of.Target, *of.Target
	}
	for _, p := range of.Points {
		for _, v := range []float64{p.Value, p.Low, p.High} {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if of.Columns {
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
