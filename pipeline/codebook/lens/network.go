package lens

import (
	"math"
	"strconv"
	"strings"

	"stemme/models/linear"
)

// A network says how probably a comment speaks of each entry, by one hidden layer over
// its words and kinships (Rumelhart, Hinton and Williams, "Learning Representations by
// Back-Propagating Errors", Nature 323, 1986). Where the sums of a taught add up what
// each word tells alone, hidden units tell what words say together; all entries share
// them, so that one that few comments speak of learns from the others. It never
// changes once made.
type network struct {
	rows    []int32       // by feature: its row of in; -1 for none
	in      *linear.Dense // by row: weights of the hidden units
	inBias  []float32     // by hidden unit
	out     *linear.Dense // by target: weights of the hidden units
	outBias []float32     // by target
}

// The length that a comment's features are scaled to, and the log odds below which
// what the network says is taken for nothing.
const (
	networkLength = 4
	unheard       = -5
)

// read sets dst, by target, to how probably features, which scale brings to length 1,
// speak of it. It uses hidden.
func (n *network) read(dst, hidden []float32, features []feature, scale float32) {
	n.hide(hidden, features, scale*networkLength)
	linear.Dots(hidden, n.out, dst)
	for k, b := range n.outBias {
		if odds := dst[k] + b; odds > unheard {
			dst[k] = chance(odds)
		} else {
			dst[k] = 0
		}
	}
}

// hide sets hidden to the values of the hidden units.
func (n *network) hide(hidden []float32, features []feature, scale float32) {
	copy(hidden, n.inBias)
	for _, f := range features {
		if row := n.rows[f.number]; row >= 0 {
			linear.Axpy(scale*f.value, n.in.Row(int(row)), hidden)
		}
	}
	for i, h := range hidden {
		hidden[i] = max(h, 0)
	}
}

func chance(odds float32) float32 { return float32(1 / (1 + math.Exp(-float64(odds)))) }

// encode writes the weights of one row: the greatest of them, a colon, and a digit of
// base 64 for each, 32 more than how many 31sts of the greatest it is.
func encode(weights []float32) string {
	greatest := float32(0)
	for _, w := range weights {
		greatest = max(greatest, w, -w)
	}
	if greatest == 0 {
		greatest = 1
	}
	var b strings.Builder
	b.WriteString(strconv.FormatFloat(float64(greatest), 'g', 3, 64) + ":")
	for _, w := range weights {
		b.WriteByte(digits[int(math.Round(float64(w/greatest*finest)))+finest+1])
	}
	return b.String()
}

// decode adds the weights of a row to dst.
func decode(dst []float32, cell string) []float32 {
	greatest, coded, _ := strings.Cut(cell, ":")
	g, _ := strconv.ParseFloat(greatest, 64)
	var values [2*finest + 2]float32 // by digit
	for v := range values {
		values[v] = float32(g * float64(v-finest-1) / finest)
	}
	for i := range len(coded) {
		dst = append(dst, values[digitValues[coded[i]]])
	}
	return dst
}
