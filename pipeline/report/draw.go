package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"stemme/pipeline/messages"
)

// drawing is an SVG in the making. Coordinates are written with one decimal.
type drawing struct{ strings.Builder }

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(d, format, args...) }

func (d *drawing) html() template.HTML { return template.HTML(d.String() + "</svg>") }

// The course's drawing: its size, and the room around it for the words.
const (
	courseWidth, courseHeight = 380.0, 142.0
	courseLeft, courseRight   = 22.0, 30.0
	courseTop, courseBottom   = 8.0, 14.0
)

// courseChart draws scores over periods as a line with its intervals as a band.
// The scale covers what is there, not -100 to 100; a period that is covered only
// in part is hollow, one that is withheld a gap.
func courseChart(lang messages.Lang, points []Point) template.HTML {
	d := &drawing{}
	d.add(`<svg class="course" viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, courseWidth, courseHeight,
		template.HTMLEscapeString(lang.Text("page_course")))
	low, high := reach(points)
	y := func(v float64) float64 {
		return courseTop + (high-v)/(high-low)*(courseHeight-courseTop-courseBottom)
	}
	x := func(i int) float64 {
		return courseLeft + (float64(i)+.5)/float64(max(len(points), 1))*(courseWidth-courseLeft-courseRight)
	}
	for _, tick := range ticks(low, high) {
		class := "grid"
		if tick == 0 {
			class = "zero"
		}
		d.add(`<line class="%s" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/><text class="tick" x="%.1f" y="%.1f" text-anchor="end">%s</text>`,
			class, courseLeft, courseWidth-courseRight, y(tick), y(tick), courseLeft-4, y(tick)+2.6, lang.Number(tick, 0))
	}
	d.runs(points, x, y)
	d.labels(lang, points, x, y)
	return d.html()
}

// runs draws each run of periods without a gap.
func (d *drawing) runs(points []Point, x func(int) float64, y func(float64) float64) {
	for i := 0; i < len(points); i++ {
		from := i
		for i < len(points) && !math.IsNaN(points[i].Value) {
			i++
		}
		if from == i {
			continue
		}
		var upper, lower, curve []string
		for k := from; k < i; k++ {
			curve = append(curve, fmt.Sprintf("%.1f,%.1f", x(k), y(points[k].Value)))
			if p := points[k]; !math.IsNaN(p.Low) {
				upper = append(upper, fmt.Sprintf("%.1f,%.1f", x(k), y(p.High)))
				lower = append([]string{fmt.Sprintf("%.1f,%.1f", x(k), y(p.Low))}, lower...)
			}
		}
		d.add(`<polygon class="band" points="%s"/><polyline class="curve" points="%s"/>`,
			strings.Join(append(upper, lower...), " "), strings.Join(curve, " "))
	}
}

// labels draws the dots, the last score in figures, and as many names of periods
// as have room.
func (d *drawing) labels(lang messages.Lang, points []Point, x func(int) float64, y func(float64) float64) {
	every := (len(points) + 6) / 7
	for i, p := range points {
		if !math.IsNaN(p.Value) {
			class := "dot"
			if p.Partial {
				class = "dot partial"
			}
			d.add(`<circle class="%s" cx="%.1f" cy="%.1f" r="2.2"/>`, class, x(i), y(p.Value))
			if i == len(points)-1 {
				d.add(`<text class="last" x="%.1f" y="%.1f">%s</text>`, x(i)+5, y(p.Value)+3, lang.Number(p.Value, 1))
			}
		}
		if (len(points)-1-i)%max(every, 1) == 0 {
			d.add(`<text class="tick" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, x(i), courseHeight-3, template.HTMLEscapeString(p.Label))
		}
	}
}

// reach is the range of scores that a course is drawn over: what is there with
// its intervals, at least 20 points.
func reach(points []Point) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		for _, v := range []float64{p.Value, p.Low, p.High} {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return -10, 10
	}
	pad := max(0, 20-(high-low)) / 2
	return math.Floor((low-pad)/10) * 10, math.Ceil((high+pad)/10) * 10
}

// ticks are round numbers from low to high, at most six.
func ticks(low, high float64) []float64 {
	step := 10.0
	for (high-low)/step > 5 {
		step *= 2
	}
	var at []float64
	for v := math.Ceil(low/step) * step; v <= high; v += step {
		at = append(at, v)
	}
	return at
}

// sharesStrip draws the classes as parts of one strip.
func sharesStrip(shares [3]Share) template.HTML {
	d := &drawing{}
	d.add(`<svg class="strip" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">`)
	x := 0.0
	for _, s := range shares {
		if math.IsNaN(s.Share) {
			continue
		}
		d.add(`<rect class="%s" x="%.2f" y="0" width="%.2f" height="4"/>`, s.Class, x, 100*s.Share)
		x += 100 * s.Share
	}
	return d.html()
}

// drawn is a bar of a list with its drawing.
type drawn struct {
	Bar
	Chart template.HTML
}

// The drawing of one row: its size.
const rowWidth, rowHeight = 100.0, 20.0

// draw makes the drawings of a list on one scale.
func draw(of []Bar, one func(b Bar, most float64) template.HTML) []drawn {
	most := 0.0
	for _, b := range of {
		for _, v := range []float64{b.Value, b.Low, b.High} {
			if !math.IsNaN(v) {
				most = max(most, math.Abs(v))
			}
		}
	}
	rows := make([]drawn, len(of))
	for i, b := range of {
		rows[i] = drawn{b, one(b, most)}
	}
	return rows
}

// drawBar draws a value as a bar, its interval as a line over it.
func drawBar(b Bar, most float64) template.HTML {
	d := &drawing{}
	d.add(`<svg viewBox="0 0 %.0f %.0f" preserveAspectRatio="none" aria-hidden="true">`, rowWidth, rowHeight)
	if !math.IsNaN(b.Value) && most > 0 {
		class := "bar"
		if b.Value < 0 {
			class = "bar down"
		}
		d.add(`<rect class="%s" x="0" y="4" width="%.1f" height="12"/>`, class, math.Abs(b.Value)/most*rowWidth)
	}
	return d.html()
}

// span is the scale that the dots of a list stand on: what is there with its
// intervals, and 0 where it is near.
type span struct{ low, high float64 }

func spanOf(of []Bar) span {
	points := make([]Point, len(of))
	for i, b := range of {
		points[i] = Point{Value: b.Value, Low: b.Low, High: b.High}
	}
	low, high := reach(points)
	return span{low, high}
}

func (s span) x(v float64) float64 { return 3 + (v-s.low)/(s.high-s.low)*(rowWidth-6) }

// dot draws a score as a dot with its interval.
func (s span) dot(b Bar, _ float64) template.HTML {
	d := &drawing{}
	d.add(`<svg viewBox="0 0 %.0f %.0f" preserveAspectRatio="none" aria-hidden="true">`, rowWidth, rowHeight)
	for _, at := range []float64{s.low, s.high} {
		d.add(`<line class="grid" x1="%.1f" x2="%.1f" y1="0" y2="20"/>`, s.x(at), s.x(at))
	}
	if s.low < 0 && s.high > 0 {
		d.add(`<line class="zero" x1="%.1f" x2="%.1f" y1="0" y2="20"/>`, s.x(0), s.x(0))
	}
	if !math.IsNaN(b.Value) {
		if !math.IsNaN(b.Low) {
			d.add(`<line class="span" x1="%.1f" x2="%.1f" y1="10" y2="10"/>`, s.x(b.Low), s.x(b.High))
		}
		d.add(`<rect class="dot" x="%.1f" y="4" width="3" height="12"/>`, s.x(b.Value)-1.5)
	}
	return d.html()
}

// dots are the drawings of scores, and what their scale begins and ends with.
type dots struct {
	Rows      []drawn
	Low, High string
}

func drawDots(lang messages.Lang, of []Bar) dots {
	s := spanOf(of)
	return dots{draw(of, s.dot), lang.Number(s.low, 0), lang.Number(s.high, 0)}
}
