package themes

import (
	"testing"

	"stemme/models"
	"stemme/models/linear"
)

// TestTogether holds that two themes are told to be one where who says the one goes on with
// the other as readily as with the same again, and not where it is chance, where few go on
// about either, or where it is the customers' class that tells.
func TestTogether(t *testing.T) {
	var n neighbours
	var part []int32
	say := func(times int, class models.Class, one, two int32) {
		for range times {
			part, n.class = append(part, one, two), append(n.class, class)
		}
	}
	for _, class := range []models.Class{models.Promoter, models.Detractor} {
		say(20, class, 0, 0) // 0 and 1 are one subject
		say(20, class, 1, 1)
		say(20, class, 0, 1)
		say(20, class, 1, 0)
		say(40, class, 2, 2) // 2 and 3 are two
		say(40, class, 3, 3)
		say(8, class, 2, 3)
		say(20, class, 6, 7) // 6 goes with 7, and neither is said again much
		say(7, class, 6, 6)
		say(7, class, 7, 7)
		for _, with := range [][2]int32{{6, 3}, {7, 2}} {
			say(40, class, with[0], with[1])
			say(40, class, with[1], with[0])
		}
		for other := range int32(8) {
			say(3, class, other, (other+2)%8)
		}
	}
	say(60, models.Promoter, 2, 2)
	say(60, models.Detractor, 3, 3)
	n.rows = &linear.Sparse{Ptr: make([]int, len(part)+1)}
	together := n.together(part, 8)
	for s := range 8 {
		for u := range s {
			got, want := together.Row(s)[u] >= readily, s == 1 && u == 0
			if got != want || together.Row(s)[u] != together.Row(u)[s] {
				t.Errorf("themes %d and %d: %.2f and %.2f, one %v, want %v", u, s, together.Row(s)[u], together.Row(u)[s], got, want)
			}
		}
	}
}
