package withhold

import (
	"cmp"
	"math"
	"slices"
)

// A block is the table of the parts of one period × the children of one cut, with
// a last column of the rows' sums, a last row of the columns' sums, and the sum of
// all in the corner. As a graph its rows and columns are nodes and its cells that
// are not empty are edges. The value of a withheld cell follows from what is shown if and
// only if its edge is a bridge of the graph of withheld edges: on a cycle, counts
// can be moved round it and every sum stays.
//
// Method: Gusfield, "A graph theoretic approach to statistical data security",
// SIAM Journal on Computing 17 (1988); the cheapest cycle is that of the network
// method, Cox 1980.
type block struct {
	nodes int
	edges []edge
	from  [][]int32 // edges of each node
}

// rowCost is what withholding one more row costs beside its responses, in
// responses. From 0 to 25 fewer and fewer rows are withheld, but hardly: of 107,656
// rows of themes 76,878, 76,800 and 76,724 at 0, 5 and 25 (November 2026).
const rowCost = 10

type edge struct {
	a, b   int
	cell   int32
	hidden bool
	cost   int32
	care   bool // a cell that must not be found; a sum is another block's care
}

// round withholds in every block what puts each withheld cell on a cycle.
func (l *lattice) round() bool {
	if l.blocks == nil {
		l.setBlocks()
	}
	changed := false
	for _, cells := range l.blocks {
		if !slices.ContainsFunc(cells, func(id int32) bool { return l.hidden[id] && !l.sumsHidden(id) }) {
			continue
		}
		b := l.block(cells)
		for _, e := range b.close() {
			if !l.hidden[e] {
				l.hidden[e], changed = true, true
			}
		}
	}
	return changed
}

// sumsHidden says whether both sums of a cell are withheld: it is then guarded by
// the blocks of those.
func (l *lattice) sumsHidden(id int32) bool {
	keys := l.linesOf(id)
	return l.hidden[keys[0].sum] && l.hidden[keys[1].sum]
}

// setBlocks groups the cells that have both sums.
func (l *lattice) setBlocks() {
	type placed struct{ period, slot, id int32 }
	var all []placed
	l.blocks = [][]int32{}
	for _, id := range l.filled {
		period, cut := l.split(id)
		keys := l.linesOf(id)
		if keys[0].sum < 0 || keys[1].sum < 0 {
			continue
		}
		all = append(all, placed{l.Periods[period], l.Cuts[cut].Line, id})
	}
	slices.SortFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.slot, b.slot), cmp.Compare(a.id, b.id))
	})
	for i, x := range all {
		if i == 0 || all[i-1].period != x.period || all[i-1].slot != x.slot {
			l.blocks = append(l.blocks, nil)
		}
		last := len(l.blocks) - 1
		l.blocks[last] = append(l.blocks[last], x.id)
	}
}

// block draws the graph of one block's cells.
func (l *lattice) block(cells []int32) *block {
	node := map[[2]int32]int{}
	number := func(kind, n int32) int {
		key := [2]int32{kind, n}
		if _, ok := node[key]; !ok {
			node[key] = len(node)
		}
		return node[key]
	}
	b := &block{}
	add := func(row, column int, id int32, care bool) {
		b.edges = append(b.edges, edge{row, column, id, l.hidden[id], l.cost(id), care})
	}
	lastRow, lastColumn := number(0, -1), number(1, -1)
	summed := map[int]bool{}
	for _, id := range cells {
		period, cut := l.split(id)
		row, column := number(0, period), number(1, cut)
		add(row, column, id, !l.noRow(id) || l.sizes[id].Small(l.K))
		keys := l.linesOf(id)
		if !summed[row] {
			add(row, lastColumn, keys[1].sum, false)
		}
		if !summed[column] {
			add(lastRow, column, keys[0].sum, false)
		}
		summed[row], summed[column] = true, true
	}
	period, cut := l.split(cells[0])
	add(lastRow, lastColumn, l.at(l.Periods[period], l.Cuts[cut].Parent), false)
	b.nodes = len(node)
	b.from = make([][]int32, b.nodes)
	for i, e := range b.edges {
		b.from[e.a] = append(b.from[e.a], int32(i))
		b.from[e.b] = append(b.from[e.b], int32(i))
	}
	return b
}

// close hides the cheapest edges until no hidden cell is a bridge, and returns
// their cells.
func (b *block) close() []int32 {
	var cells []int32
	for {
		bridge := b.bridge()
		if bridge < 0 {
			return cells
		}
		path := b.detour(bridge)
		if len(path) == 0 {
			return cells // the way by the sums and the corner is always there
		}
		for _, i := range path {
			if !b.edges[i].hidden {
				b.edges[i].hidden = true
				cells = append(cells, b.edges[i].cell)
			}
		}
	}
}

// bridge finds a hidden cell whose edge is a bridge of the hidden edges; -1 for
// none (Tarjan 1974).
func (b *block) bridge() int {
	order, low := make([]int, b.nodes), make([]int, b.nodes)
	clock, found := 0, -1
	var visit func(node, by int)
	visit = func(node, by int) {
		clock++
		order[node], low[node] = clock, clock
		for _, i := range b.from[node] {
			e := &b.edges[i]
			if !e.hidden || int(i) == by {
				continue
			}
			to := e.a + e.b - node
			if order[to] != 0 {
				low[node] = min(low[node], order[to])
				continue
			}
			visit(to, int(i))
			low[node] = min(low[node], low[to])
			if low[to] > order[node] && e.care && (found < 0 || int(i) < found) {
				found = int(i)
			}
		}
	}
	for node := range b.nodes {
		if order[node] == 0 {
			visit(node, -1)
		}
	}
	return found
}

// detour is the cheapest way between the ends of an edge without it, as edges: a
// hidden edge costs nothing, a shown one its responses (Dijkstra 1959).
func (b *block) detour(without int) []int32 {
	start, goal := b.edges[without].a, b.edges[without].b
	cost := make([]int64, b.nodes)
	via := make([]int32, b.nodes)
	done := make([]bool, b.nodes)
	for i := range cost {
		cost[i], via[i] = math.MaxInt64, -1
	}
	cost[start] = 0
	for {
		node := -1
		for n := range cost {
			if !done[n] && cost[n] < math.MaxInt64 && (node < 0 || cost[n] < cost[node]) {
				node = n
			}
		}
		if node < 0 || node == goal {
			break
		}
		done[node] = true
		for _, i := range b.from[node] {
			e := &b.edges[i]
			if int(i) == without {
				continue
			}
			step := int64(0)
			if !e.hidden {
				step = int64(e.cost) + rowCost
			}
			if to := e.a + e.b - node; cost[node]+step < cost[to] {
				cost[to], via[to] = cost[node]+step, i
			}
		}
	}
	var path []int32
	for node := goal; node != start && via[node] >= 0; {
		path = append(path, via[node])
		e := &b.edges[via[node]]
		node = e.a + e.b - node
	}
	return path
}
