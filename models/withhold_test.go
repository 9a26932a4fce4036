package models_test

import (
	"testing"

	"stemme/models"
)

func TestWithhold(t *testing.T) {
	for _, x := range []struct {
		sizes []int
		want  string
	}{
		{[]int{10, 20, 30}, "..."},
		{[]int{3, 20, 30}, "##."},
		{[]int{3, 1, 30}, "###"}, // 4 together are still a small group
		{[]int{3, 4, 30}, "##."},
		{[]int{3, 0, 30}, "#.#"},
		{[]int{3}, "#"},
		{[]int{0, 0}, ".."},
	} {
		got := ""
		for _, hidden := range models.Withhold(x.sizes, 5) {
			got += map[bool]string{true: "#", false: "."}[hidden]
		}
		if got != x.want {
			t.Errorf("Withhold(%v) = %s, want %s", x.sizes, got, x.want)
		}
	}
}
