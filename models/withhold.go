package models

// Withhold decides which groups of one line must not be shown: a line is a list
// of groups without overlap whose sum is known, such as the counts beside the
// values of a facet. Groups of 1 to k−1 are withheld, and then the smallest
// others until at least two are and together they are at least k, so that
// neither one group nor a small union of groups is found by subtracting the rest
// from the sum. An empty group is no group. k of 1 or less withholds none.
//
// Figures keep the same rule along every line of the lattice of periods and
// cuts: see package nps.
func Withhold(sizes []int, k int) []bool { return WithholdBeside(sizes, nil, k) }

// WithholdBeside is Withhold where some groups are withheld already; nil for none.
func WithholdBeside(sizes []int, already []bool, k int) []bool {
	hidden := make([]bool, len(sizes))
	count, sum := 0, 0
	hide := func(i int) {
		hidden[i] = true
		count++
		sum += sizes[i]
	}
	for i, n := range sizes {
		if n > 0 && (n < k || already != nil && already[i]) {
			hide(i)
		}
	}
	for count > 0 && (count == 1 || sum < k) {
		least := -1
		for i, n := range sizes {
			if n > 0 && !hidden[i] && (least < 0 || n < sizes[least]) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		hide(least)
	}
	return hidden
}
