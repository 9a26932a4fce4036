package lens

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"stemme/models"
	"stemme/models/linear"
	"stemme/stemming"
)

// How the network is trained. On three authors left out, of 14,900 comments, 64, 128
// and 256 hidden units are worth 0.022, 0.026 and 0.030 macro-F1 beside the sums; pairs of words
// and words of one comment add nothing; 8 rounds are worth 0.006 less than 16, 25 as much.
const (
	hiddenUnits  = 128
	trainRounds  = 16
	batchSize    = 64
	learningRate = 0.05
	dropHidden   = 0.3 // share of hidden units left out of a step
	dropFeatures = 0.2 // share of features left out of a step
	leastHidden  = 2   // comments that a word must stand in
	firstWeights = 0.05
)

// train learns a network from lessons, by what t has features for: stochastic gradients with
// a rate for each weight (Duchi, Hazan and Singer, "Adaptive Subgradient Methods", Journal of
// Machine Learning Research 12, 2011), and with units left out at random (Srivastava et al.,
// "Dropout", Journal of Machine Learning Research 15, 2014).
func train(t *taught, lessons []Lesson) *network {
	tr := newTrainer(t, lessons)
	order := make([]int, len(lessons))
	for i := range order {
		order[i] = i
	}
	for round := range trainRounds {
		tr.dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := learningRate * (1 - float32(round)/trainRounds)
		for batch := range slices.Chunk(order, batchSize) {
			for _, i := range batch {
				tr.learn(tr.rows[i], tr.aims[i])
			}
			tr.step(rate)
		}
	}
	return tr.n
}

// A trainer holds a network, the gradients of a batch and their squares so far.
type trainer struct {
	n                     *network
	dice                  *rand.Rand
	rows                  [][]feature
	aims                  [][]int8 // by lesson and target: 1 it speaks of it, 0 it does not, -1 not known
	in, out, inPast       *linear.Dense
	outPast               *linear.Dense
	inBias, outBias       []float32
	inBiasPast            []float32
	outBiasPast           []float32
	touched               map[int32]bool // rows of in
	hidden, kept, back, z []float32
	features              []feature
}

func newTrainer(t *taught, lessons []Lesson) *trainer {
	tr := &trainer{dice: rand.New(rand.NewPCG(1, 2)), touched: map[int32]bool{}}
	byLens, place := t.byLens(), map[string]int{}
	for k, id := range t.entries {
		place[id] = k
	}
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for _, l := range lessons {
		var terms []models.Term
		for _, c := range analyser.Document(l.Text, models.Danish).Clauses {
			terms = append(terms, c.Terms...)
		}
		tr.rows = append(tr.rows, unit(t.features(nil, terms)))
		aims := make([]int8, len(t.entries))
		for of, targets := range byLens {
			if !l.readFor(of) {
				for _, k := range targets {
					aims[k] = -1
				}
			}
		}
		for _, s := range l.Says {
			aims[place[s.Entry]] = 1
		}
		tr.aims = append(tr.aims, aims)
	}
	tr.begin(t)
	return tr
}

// begin draws the first weights.
func (tr *trainer) begin(t *taught) {
	n := &network{rows: make([]int32, len(t.gains)), inBias: make([]float32, hiddenUnits), outBias: make([]float32, len(t.entries))}
	counts := make([]int, len(t.gains))
	for i, row := range tr.rows {
		for j, f := range row {
			if !slices.ContainsFunc(tr.rows[i][:j], func(o feature) bool { return o.number == f.number }) {
				counts[f.number]++
			}
		}
	}
	for _, f := range t.pairs.all() {
		counts[f] = 0
	}
	rows := 0
	for f, count := range counts {
		if n.rows[f] = -1; count >= leastHidden {
			n.rows[f] = int32(rows)
			rows++
		}
	}
	draw := func(rows, cols int) *linear.Dense {
		d := linear.NewDense(rows, cols)
		for i := range d.Data {
			d.Data[i] = float32(tr.dice.NormFloat64() * firstWeights)
		}
		return d
	}
	n.in, n.out = draw(rows, hiddenUnits), draw(len(t.entries), hiddenUnits)
	for k := range t.entries {
		yes, all := 0.5, 1.0
		for _, aims := range tr.aims {
			if aims[k] >= 0 {
				yes, all = yes+float64(aims[k]), all+1
			}
		}
		n.outBias[k] = float32(math.Log(yes / (all - yes)))
	}
	tr.n = n
	tr.in, tr.inPast = linear.NewDense(rows, hiddenUnits), linear.NewDense(rows, hiddenUnits)
	tr.out, tr.outPast = linear.NewDense(len(t.entries), hiddenUnits), linear.NewDense(len(t.entries), hiddenUnits)
	tr.inBias, tr.inBiasPast = make([]float32, hiddenUnits), make([]float32, hiddenUnits)
	tr.outBias, tr.outBiasPast = make([]float32, len(t.entries)), make([]float32, len(t.entries))
	tr.hidden, tr.kept, tr.back = make([]float32, hiddenUnits), make([]float32, hiddenUnits), make([]float32, hiddenUnits)
	tr.z = make([]float32, len(t.entries))
}

// learn adds to the gradients what one lesson says.
func (tr *trainer) learn(row []feature, aims []int8) {
	n := tr.n
	tr.features = tr.features[:0]
	for _, f := range row {
		if n.rows[f.number] >= 0 && tr.dice.Float32() >= dropFeatures {
			tr.features = append(tr.features, f)
		}
	}
	const scale = networkLength / (1 - dropFeatures)
	n.hide(tr.hidden, tr.features, scale)
	for i := range tr.kept {
		tr.kept[i] = 0
		if tr.dice.Float32() >= dropHidden && tr.hidden[i] > 0 {
			tr.kept[i] = 1 / (1 - dropHidden)
		}
		tr.hidden[i] *= tr.kept[i]
		tr.back[i] = 0
	}
	linear.Dots(tr.hidden, n.out, tr.z)
	for k, aim := range aims {
		if aim < 0 {
			continue
		}
		miss := chance(tr.z[k]+n.outBias[k]) - float32(aim)
		tr.outBias[k] += miss
		linear.Axpy(miss, tr.hidden, tr.out.Row(k))
		linear.Axpy(miss, n.out.Row(k), tr.back)
	}
	for i := range tr.back {
		tr.back[i] *= tr.kept[i]
		tr.inBias[i] += tr.back[i]
	}
	for _, f := range tr.features {
		r := n.rows[f.number]
		tr.touched[r] = true
		linear.Axpy(scale*f.value, tr.back, tr.in.Row(int(r)))
	}
}

// step moves the weights against the gradients, which it clears.
func (tr *trainer) step(rate float32) {
	for r := range tr.touched {
		move(tr.n.in.Row(int(r)), tr.in.Row(int(r)), tr.inPast.Row(int(r)), rate)
	}
	clear(tr.touched)
	move(tr.n.inBias, tr.inBias, tr.inBiasPast, rate)
	move(tr.n.out.Data, tr.out.Data, tr.outPast.Data, rate)
	move(tr.n.outBias, tr.outBias, tr.outBiasPast, rate)
}

func move(weights, gradients, past []float32, rate float32) {
	for i, g := range gradients {
		if g != 0 {
			past[i] += float32(g * g)
			weights[i] -= float32(rate * g / float32(math.Sqrt(float64(past[i])+1e-6)))
			gradients[i] = 0
		}
	}
}

// TestTogether: the network tells what two words say together though no sum of what each
// says does, and what is written of it is what is read.
func TestTogether(t *testing.T) {
	t.Parallel()
	lens := &Lens{ID: "prøve"}
	var lessons []Lesson
	for i := range 40 {
		for _, l := range []struct {
			text string
			says bool
		}{{"kortet er spærret", true}, {"vejen er spærret", false}, {"kortet er nyt", false}, {"vejen er ny", true}} {
			lesson := Lesson{Text: l.text + []string{"", " igen", " her", " i dag"}[i%4]}
			if l.says {
				lesson.Says = []Said{{Entry: lens.ID + "/kort", Sign: -1}}
			}
			lessons = append(lessons, lesson)
		}
	}
	taught := teach(lessons, nil)
	n := train(taught, lessons)
	written := &network{rows: n.rows, inBias: decode(nil, encode(n.inBias)), in: &linear.Dense{}, out: &linear.Dense{}, outBias: n.outBias}
	for r := range n.in.Rows {
		grow(written.in, encode(n.in.Row(r)))
	}
	grow(written.out, encode(n.out.Row(0)))
	analyser := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for text, want := range map[string]bool{"mit kort er spærret": true, "min vej er spærret": false, "mit kort er nyt": false, "min vej er ny": true} {
		var features []feature
		for _, c := range analyser.Document(text, models.Danish).Clauses {
			features = taught.features(features, c.Terms)
		}
		for _, n := range []*network{n, written} {
			chances := make([]float32, 1)
			n.read(chances, make([]float32, hiddenUnits), unit(features), 1)
			if got := chances[0] > 0.5; got != want {
				t.Errorf("%s: %.2f", text, chances[0])
			}
		}
	}
}
