package web

import (
	"fmt"
	"html/template"
	"math"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// A scale is what the intervals of a column of a table are drawn on: as long as
// they need, so that they can be read.
type scale struct {
	low, high float64
	taken     bool
}

// take makes room for values; NaN needs none.
func (s *scale) take(values ...float64) {
	for _, v := range values {
		switch {
		case math.IsNaN(v):
		case !s.taken:
			s.low, s.high, s.taken = v, v, true
		default:
			s.low, s.high = min(s.low, v), max(s.high, v)
		}
	}
}

// The size of a drawing in a table, and the room at its ends.
const (
	whiskerWidth  = 200.0
	whiskerHeight = 20.0
	whiskerEnd    = 7.0
)

// at is where a value lies on a scale.
func (s scale) at(v float64) float64 {
	return whiskerEnd + (v-s.low)/max(1e-9, s.high-s.low)*(whiskerWidth-2*whiskerEnd)
}

// whisker draws an estimate with its interval on a scale, with a line where the
// reference stands; beyond that it is coloured.
func whisker(lang messages.Lang, on scale, value, low, high, reference float64) template.HTML {
	return dotted(lang, on, nps.Difference{Points: value, Low: low, High: high}, reference, true)
}

// dotted is the same of one of many differences: coloured where it is sure among them.
func dotted(lang messages.Lang, on scale, of nps.Difference, reference float64, sure bool) template.HTML {
	value, low, high := of.Points, of.Low, of.High
	if math.IsNaN(value) {
		return ""
	}
	s := &svg{lang: lang}
	s.open(whiskerWidth, whiskerHeight, "whisker", lang.Number(value, 1)+" "+lang.Interval(low, high))
	const middle = whiskerHeight / 2
	s.line("track", 0, middle, whiskerWidth, middle)
	if !math.IsNaN(reference) {
		s.line("reference", on.at(reference), 0, on.at(reference), whiskerHeight)
	}
	if !math.IsNaN(low) {
		s.line("interval", on.at(low), middle, on.at(high), middle)
	}
	class := "dot"
	switch {
	case !sure:
	case !math.IsNaN(reference) && high < reference:
		class = "dot down"
	case !math.IsNaN(reference) && low > reference:
		class = "dot up"
	}
	fmt.Fprintf(s, `<circle class="%s" cx="%s" cy="%s" r="5"/>`, class, px(on.at(value)), px(middle))
	return s.done()
}

// axisOf draws the scale above a column of whiskers: its ends and the reference.
func axisOf(lang messages.Lang, on scale, reference float64) template.HTML {
	if !on.taken {
		return ""
	}
	s := &svg{lang: lang}
	s.open(whiskerWidth, 16, "whisker scale", lang.Text("web_scale", lang.Number(on.low, 0), lang.Number(on.high, 0), lang.Number(reference, 1)))
	at := on.at(reference)
	if math.IsNaN(reference) {
		at = -whiskerWidth
	} else {
		s.text("tick", "middle", min(max(at, 14), whiskerWidth-14), 12, lang.Number(reference, 0))
	}
	if at > 48 {
		s.text("tick", "start", 0, 12, lang.Number(on.low, 0))
	}
	if at < whiskerWidth-48 {
		s.text("tick", "end", whiskerWidth, 12, lang.Number(on.high, 0))
	}
	return s.done()
}
