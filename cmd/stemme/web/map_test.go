package web

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/messages"
)

// TestEveryBubbleIsNamed: a circle on the map has its name beside it, or a number in it
// under which the theme is listed; and the name of the line lies on no circle.
func TestEveryBubbleIsNamed(t *testing.T) {
	var places []place
	for i := range 14 { // heaps at the right end of the line, where all names collide
		places = append(places, place{Name: fmt.Sprintf("et langt navn på tema %d", i), Link: "/temaer/t" + fmt.Sprint(i), Share: .1 - float64(i)*.001, NPS: 20 + float64(i%3), Low: 1, High: 40, N: 300})
	}
	chart, numbered := themeMap(messages.Danish, "kort", places, 21)
	if len(numbered) == 0 || len(numbered) == len(places) {
		t.Fatalf("%d of %d are numbered", len(numbered), len(places))
	}
	for i, p := range numbered {
		if !strings.Contains(string(chart), fmt.Sprintf(">%d</text></a>", i+1)) {
			t.Errorf("%s has no number %d on the map", p.Name, i+1)
		}
	}
	for _, p := range places {
		named, listed := strings.Contains(string(chart), ">"+p.Name+"</text>"), 0
		for _, n := range numbered {
			if n.Name == p.Name {
				listed++
			}
		}
		if named == (listed == 1) {
			t.Errorf("%s: named on the map %t, listed %d times", p.Name, named, listed)
		}
	}
	if !strings.Contains(string(chart), `text-anchor="start" x="54`) && !strings.Contains(string(chart), `x="54" y=`) {
		t.Error("the line is named where circles lie")
	}
}
