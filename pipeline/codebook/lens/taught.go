package lens

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"stemme/models/linear"
)

//go:generate go test . -run TestTaughtOfGold -update

//go:embed shipped/taught.tsv
var taughtFile string

// shippedTaught is what the shipped lenses were taught beforehand, read once.
var shippedTaught = sync.OnceValue(func() *taught { return parseTaught(taughtFile) })

// Taught is the file of what the shipped lenses were taught; it decides what they find.
func Taught() string { return taughtFile }

// The first cell of each line of the file says what the others are. Weights are the
// greatest of them, a colon, and two digits of base 64 for each: how many targets it
// lies behind the one before, and 32 more than how many 31sts of the greatest it is.
// A target too far away is reached over weights of 0. Weights of hidden units have no
// gaps and one digit each.
const (
	lineTargets  = "targets"  // the entries; the tone is the target behind them
	lineBias     = "bias"     // by target
	lineLeanings = "leanings" // by entry
	lineHidden   = "hidden"   // biases of the network's hidden units
	lineKin      = "kin"      // gain, weights, weights of the hidden units; numbered as they stand
	lineWord     = "word"     // term, gain, weights, numbers of kin, weights of the hidden units; numbered as they stand
	linePair     = "pair"     // numbers of two words, gain, weights
	lineShared   = "shared"   // lens or "kundetemaer-", numbers of the second sum that its entries share
	lineSecond   = "second"   // by entry: bias of the second sum
	lineFound    = "found"    // entry, weights of the second sum where a pattern finds it
	lineSpoken   = "spoken"   // entry, weights of the second sum where words speak of it
	lineOut      = "out"      // by entry, one line each: bias, weights by hidden unit
	digits       = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	finest       = 31
)

// digitValues is the value of each digit.
var digitValues = func() (values [256]int) {
	for i := range len(digits) {
		values[digits[i]] = i
	}
	return values
}()

// parseTaught reads the file that comes with the program.
func parseTaught(text string) *taught {
	t := &taught{weighing: &weighing{}}
	t.network = &network{in: &linear.Dense{}, out: &linear.Dense{}}
	p := taughtParser{t: t}
	p.room(strings.Count(text, "\n"+lineWord+"\t"), strings.Count(text, "\n"+linePair+"\t"), len(text))
	var cells []string
	for line := range strings.Lines(text) {
		cells = cells[:0]
		for cell := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			cells = append(cells, cell)
		}
		p.line(cells)
	}
	t.spread()
	return t
}

// room makes room for so many words and pairs of a file of so many bytes, most of which
// are digits of the hidden units and pairs of digits of the weights.
func (p *taughtParser) room(words, pairs, size int) {
	t, n := p.t, p.t.network
	t.words = make(map[string]wordFeatures, words)
	t.gains, t.from, n.rows = make([]float32, 0, words+pairs), append(make([]int32, 0, words+pairs), 0), make([]int32, 0, words+pairs)
	t.pairs = pairing{make([]int32, 0, words), make([]int32, 0, pairs), make([]int32, 0, pairs)}
	t.weights, n.in.Data = make([]featureWeight, 0, size/10), make([]float32, 0, size/3)
}

type taughtParser struct {
	t      *taught
	shared map[string]sharedSum
}

func (p *taughtParser) line(cells []string) {
	t, w := p.t, p.t.weighing
	switch cells[0] {
	case lineTargets:
		t.entries = slices.Clone(cells[1:])
		w.found, w.spoken = make([][]featureWeight, len(t.entries)), make([][]featureWeight, len(t.entries))
	case lineBias:
		t.bias = numbers(cells[1:])
	case lineLeanings:
		t.leanings = numbers(cells[1:])
	case lineHidden:
		t.network.inBias = decode(nil, cells[1])
	case lineOut:
		n := t.network
		n.outBias = append(n.outBias, float32(decimal(cells[1])))
		grow(n.out, cells[2])
	case lineKin:
		p.feature(cells[1], cells[2], cells[3])
	case lineWord:
		f := wordFeatures{number: int32(len(t.words)), alone: -1}
		if cells[2] != "" {
			f.alone = p.feature(cells[2], cells[3], cells[5])
		}
		for k := range strings.FieldsSeq(cells[4]) {
			f.kin = append(f.kin, int32(integer(k)))
		}
		t.words[cells[1]] = f
	case linePair:
		t.pairs.add([2]int32{int32(integer(cells[1])), int32(integer(cells[2]))}, p.feature(cells[3], cells[4], ""))
	case lineShared:
		if p.shared == nil {
			p.shared = map[string]sharedSum{}
		}
		var sum sharedSum
		copy(sum[:], numbers(cells[2:]))
		p.shared[cells[1]] = sum
	case lineSecond:
		w.bias = numbers(cells[1:])
		for _, e := range t.entries {
			w.shared = append(w.shared, p.shared[sharing(e)])
		}
	case lineFound:
		w.found[integer(cells[1])] = weightsOf(nil, cells[2])
	case lineSpoken:
		w.spoken[integer(cells[1])] = weightsOf(nil, cells[2])
	}
}

// feature adds a feature, with weights of hidden units or none, and returns its number.
func (p *taughtParser) feature(gain, weights, hidden string) int32 {
	t, n := p.t, p.t.network
	at := int32(len(t.gains))
	t.gains = append(t.gains, float32(decimal(gain)))
	if hidden == "" {
		n.rows = append(n.rows, -1)
	} else {
		n.rows = append(n.rows, int32(n.in.Rows))
		grow(n.in, hidden)
	}
	t.weights = weightsOf(t.weights, weights)
	t.from = append(t.from, int32(len(t.weights)))
	return at
}

// weightsOf adds to dst the weights of a cell.
func weightsOf(dst []featureWeight, cell string) []featureWeight {
	greatest, coded, _ := strings.Cut(cell, ":")
	g, _ := strconv.ParseFloat(greatest, 64)
	target := 0
	for ; len(coded) >= 2; coded = coded[2:] {
		target += digitValues[coded[0]]
		if v := digitValues[coded[1]] - finest - 1; v != 0 {
			dst = append(dst, featureWeight{int32(target), float32(g * float64(v) / finest)})
		}
	}
	return dst
}

// grow adds the row of a cell to d.
func grow(d *linear.Dense, cell string) {
	data := decode(d.Data, cell)
	*d = linear.Dense{Rows: d.Rows + 1, Cols: len(data) - len(d.Data), Data: data}
}

func numbers(cells []string) []float64 {
	out := make([]float64, len(cells))
	for i, c := range cells {
		out[i] = decimal(c)
	}
	return out
}

func decimal(cell string) float64 {
	x, _ := strconv.ParseFloat(cell, 64)
	return x
}

func integer(cell string) int {
	n, _ := strconv.Atoi(cell)
	return n
}
