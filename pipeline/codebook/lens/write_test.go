package lens

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// write is the file of what was learned.
func (l *learner) write() string {
	var b strings.Builder
	line := func(cells ...string) { b.WriteString(strings.Join(cells, "\t") + "\n") }
	all := func(name string, values []float64) {
		cells := []string{name}
		for _, v := range values {
			cells = append(cells, strconv.FormatFloat(v, 'f', 4, 64))
		}
		line(cells...)
	}
	t := l.t
	line(append([]string{lineTargets}, t.entries...)...)
	all(lineBias, t.bias)
	all(lineLeanings, t.leanings)
	line(lineHidden, encode(t.network.inBias))
	l.writeFeatures(line)
	for k, bias := range t.network.outBias {
		line(lineOut, strconv.FormatFloat(float64(bias), 'f', 4, 64), encode(t.network.out.Row(k)))
	}
	shared := map[string]sharedSum{}
	second := make([]float64, len(t.entries))
	for k, id := range t.entries {
		shared[sharing(id)] = l.shared[k]
		second[k] = l.second[k][0]
	}
	for _, lens := range slices.Sorted(maps.Keys(shared)) {
		sum := shared[lens]
		all(lineShared+"\t"+lens, sum[:])
	}
	all(lineSecond, second)
	for n, name := range [2]string{lineFound, lineSpoken} {
		for from := range t.entries {
			var weights []featureWeight
			for k := range t.entries {
				if w := l.second[k][1+n*len(t.entries)+from]; math.Abs(w) >= leastSecond {
					weights = append(weights, featureWeight{int32(k), float32(w)})
				}
			}
			if len(weights) > 0 {
				line(name, strconv.Itoa(from), writeWeights(weights))
			}
		}
	}
	return b.String()
}

// writeFeatures writes kin, words and pairs. What has no weight is left out.
func (l *learner) writeFeatures(line func(cells ...string)) {
	t := l.t
	cells := func(f int32) (gain, weights string) {
		return strconv.FormatFloat(float64(t.gains[f]), 'g', 3, 32), writeWeights(t.weights[t.from[f]:t.from[f+1]])
	}
	hidden := func(f int32) string {
		if row := t.network.rows[f]; row >= 0 {
			return encode(t.network.in.Row(int(row)))
		}
		return ""
	}
	numbers := map[int32]int{} // of kin
	for _, term := range slices.Sorted(maps.Keys(t.words)) {
		for _, k := range t.words[term].kin {
			if _, known := numbers[k]; !known {
				numbers[k] = len(numbers)
				gain, weights := cells(k)
				line(lineKin, gain, weights, hidden(k))
			}
		}
	}
	words := map[int32]int{}
	for _, term := range slices.Sorted(maps.Keys(t.words)) {
		w := t.words[term]
		words[w.number] = len(words)
		gain, weights, units := "", "", ""
		if w.alone >= 0 {
			gain, weights = cells(w.alone)
			units = hidden(w.alone)
		}
		var kin []string
		for _, k := range w.kin {
			kin = append(kin, strconv.Itoa(numbers[k]))
		}
		line(lineWord, term, gain, weights, strings.Join(kin, " "), units)
	}
	var pairs [][2]int
	features := map[[2]int]int32{}
	for p, f := range t.pairs.all() {
		pair := [2]int{words[p[0]], words[p[1]]}
		features[pair] = f
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, p := range pairs {
		gain, weights := cells(features[p])
		line(linePair, fmt.Sprint(p[0]), fmt.Sprint(p[1]), gain, weights)
	}
}

// writeWeights writes what weightsOf reads.
func writeWeights(weights []featureWeight) string {
	greatest := 0.0
	for _, w := range weights {
		greatest = max(greatest, math.Abs(float64(w.weight)))
	}
	if greatest == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(strconv.FormatFloat(greatest, 'g', 3, 64) + ":")
	last := 0
	for _, w := range weights {
		v := int(math.Round(float64(w.weight) / greatest * finest))
		if v == 0 {
			continue
		}
		for ; int(w.target)-last > farthest; last += farthest {
			b.Write([]byte{digits[farthest], digits[finest+1]})
		}
		b.Write([]byte{digits[int(w.target)-last], digits[v+finest+1]})
		last = int(w.target)
	}
	return b.String()
}
