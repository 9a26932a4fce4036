package web

import (
	"fmt"
	"html/template"
	"math"
	"slices"

	"stemme/pipeline/messages"
)

// A place is one theme on the map.
type place struct {
	Name, Link string
	Share, NPS float64
	Low, High  float64
	N          int
}

// themeMap draws themes by how many mention them (from left to right, by square
// root so that small ones have room) and by the score of those who do. Where a name has
// no room its circle has a number, and numbered lists those in the order of their numbers.
func themeMap(lang messages.Lang, title string, places []place, reference float64) (chart template.HTML, numbered []place) {
	const width, height, left, right, top, bottom = 860, 460, 50, 20, 16, 44
	s := &svg{lang: lang}
	s.open(width, height, "map", title)
	widest, low, high := 0.02, reference, reference
	for _, p := range places {
		widest, low, high = max(widest, p.Share), min(low, p.NPS), max(high, p.NPS)
	}
	ticks := ticksOf(max(-100, low-5), min(100, high+5))
	low, high = ticks[0], ticks[len(ticks)-1]
	x := func(v float64) float64 { return left + 14 + math.Sqrt(v/widest)*(width-left-right-40) }
	y := func(v float64) float64 { return top + (high-v)/(high-low)*(height-top-bottom) }
	for _, t := range ticks {
		s.line("grid", left, y(t), width-right, y(t))
		s.text("tick", "end", left-6, y(t)+4, lang.Number(t, 0))
	}
	for _, share := range []float64{.005, .01, .02, .05, .1, .2, .3, .5} {
		if share <= widest {
			s.line("grid", x(share), top, x(share), height-bottom)
			s.text("tick", "middle", x(share), height-bottom+16, lang.Percent(share))
		}
	}
	s.line("reference", left, y(reference), width-right, y(reference))
	s.text("note", "middle", (left+width-right)/2, height-6, lang.Text("web_map_x"))
	s.text("note", "start", left+4, top-5, lang.Text("web_map_y"))
	numbered = s.places(places, x, y, reference)
	return s.done(), numbered
}

// A box is what a name or a circle takes up.
type box struct{ x1, y1, x2, y2 float64 }

func (b box) meets(c box) bool { return b.x1 < c.x2 && c.x1 < b.x2 && b.y1 < c.y2 && c.y1 < b.y2 }

// places draws the themes as links, the large ones first, and names those whose
// names do not lie over another; the others it numbers and returns.
func (s *svg) places(places []place, x, y func(float64) float64, reference float64) (numbered []place) {
	taken := make([]box, len(places))
	for i, p := range places {
		r := radius(p)
		taken[i] = box{x(p.Share) - r, y(p.NPS) - r, x(p.Share) + r, y(p.NPS) + r}
	}
	taken = append(taken, s.nameReference(reference, y(reference), taken))
	for i, p := range places {
		class := "place"
		switch {
		case p.High < reference:
			class = "place down"
		case p.Low > reference:
			class = "place up"
		}
		title := fmt.Sprintf("%s: %s, NPS %s %s", p.Name, s.lang.Percent(p.Share), s.lang.Number(p.NPS, 1), s.lang.Interval(p.Low, p.High))
		fmt.Fprintf(s, `<a href="%s" class="%s"><title>%s</title><circle cx="%s" cy="%s" r="%s"/>`, esc(p.Link), class, esc(title),
			px(x(p.Share)), px(y(p.NPS)), px(radius(p)))
		if at, anchor, ok := freeSpot(p, taken[i], slices.Delete(slices.Clone(taken), i, i+1)); ok {
			at0 := map[string]float64{"start": at.x1 + 3, "end": at.x2 - 3, "middle": (at.x1 + at.x2) / 2}[anchor]
			s.text("name", anchor, at0, (at.y1+at.y2)/2+4, p.Name)
			taken = append(taken, at)
		} else {
			numbered = append(numbered, p)
			s.text("number", "middle", x(p.Share), y(p.NPS)+4, fmt.Sprint(len(numbered)))
		}
		s.WriteString("</a>")
	}
	return numbered
}

// nameReference names the line at height at: at its right end, or at its left where
// circles lie there. It returns what the name takes up.
func (s *svg) nameReference(reference, at float64, circles []box) box {
	name := s.lang.Text("web_map_all", s.lang.Number(reference, 1))
	right, left := box{770, at - 17, 840, at}, box{54, at - 17, 124, at}
	if slices.ContainsFunc(circles, right.meets) && !slices.ContainsFunc(circles, left.meets) {
		s.text("note", "start", left.x1, at-5, name)
		return left
	}
	s.text("note", "end", right.x2, at-5, name)
	return right
}

// freeSpot is where a theme's name fits: right of its circle, left, below or
// above. Letters are taken to be 6.3 wide, chosen by eye.
func freeSpot(p place, circle box, taken []box) (at box, anchor string, ok bool) {
	long := float64(len([]rune(p.Name)))*6.3 + 4
	x, y := (circle.x1+circle.x2)/2, (circle.y1+circle.y2)/2
	for _, spot := range []struct {
		box
		anchor string
	}{
		{box{circle.x2, y - 7, circle.x2 + long, y + 7}, "start"},
		{box{circle.x1 - long, y - 7, circle.x1, y + 7}, "end"},
		{box{x - long/2, circle.y2, x + long/2, circle.y2 + 14}, "middle"},
		{box{x - long/2, circle.y1 - 14, x + long/2, circle.y1}, "middle"},
	} {
		if spot.x1 > 40 && spot.x2 < 856 && !slices.ContainsFunc(taken, spot.meets) {
			return spot.box, spot.anchor, true
		}
	}
	return box{}, "", false
}

// radius grows with the number of responses, so that area is number.
func radius(p place) float64 { return 4 + min(16, math.Sqrt(float64(p.N))/4) }
