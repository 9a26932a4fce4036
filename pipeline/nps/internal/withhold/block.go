package withhold

import "math"

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
	at    []int32 // where each node's edges begin in by, and the end
	by    []int32 // edges, node by node

	order, low []int32 // scratch of bridge
	cost       []int64 // scratch of detour
	via        []int32
	done       []bool
}

// from lists the edges of a node.
func (b *block) from(node int32) []int32 { return b.by[b.at[node]:b.at[node+1]] }

// rowCost is what withholding one more row costs beside its responses, in
// responses. From 0 to 25 fewer and fewer rows are withheld, but hardly: of 107,656
// rows of themes 76,878, 76,800 and 76,724 at 0, 5 and 25 (November 2026).
const rowCost = 10

type edge struct {
	a, b   int32
	cell   int32
	hidden bool
	cost   int32
	care   bool // a cell that must not be found; a sum is another block's care
}

// An inner is a cell that has both sums.
type inner struct {
	id, period, cut int32
	row, column     int32 // cells of the sums
}

// round withholds in every block what puts each withheld cell on a cycle. A block of
// which nothing more is withheld since then is passed over.
func (l *lattice) round() bool {
	if len(l.blocks) == 0 {
		l.setBlocks()
	}
	changed := false
	for n, cells := range l.blocks {
		withheld, open := l.withheld(cells)
		if !open || withheld == l.closed[n] {
			continue
		}
		l.draw(cells)
		for _, e := range l.drawn.close() {
			if !l.hidden[e] {
				l.hidden[e], changed = true, true
			}
		}
		l.closed[n], _ = l.withheld(cells)
	}
	return changed
}

// withheld counts what is withheld of a block, the sums as often as they have cells, and
// says whether a cell is of which not both sums are: those are guarded by the blocks of
// the sums.
func (l *lattice) withheld(cells []inner) (n int32, open bool) {
	one := func(id int32) int32 {
		if l.hidden[id] {
			return 1
		}
		return 0
	}
	for i := range cells {
		c := &cells[i]
		sums := one(c.row) + one(c.column)
		open = open || l.hidden[c.id] && sums < 2
		n += one(c.id) + sums
	}
	return n + one(l.corner(cells)), open
}

// corner is the cell of the sum of a block.
func (l *lattice) corner(cells []inner) int32 {
	return l.at(l.Periods[cells[0].period], l.Cuts[cells[0].cut].Parent)
}

// setBlocks groups the cells that have both sums: by the period and the line of cuts
// that they are parts of, and ascending.
func (l *lattice) setBlocks() {
	l.first = resized(l.first, len(l.Periods)*l.Lines+1)
	first := l.first
	key := func(period, cut int32) int32 { return l.Periods[period]*int32(l.Lines) + l.Cuts[cut].Line }
	each := func(do func(id, period, cut int32)) {
		for _, id := range l.filled {
			if period, cut := l.split(id); l.Periods[period] >= 0 && l.Cuts[cut].Parent >= 0 {
				do(id, period, cut)
			}
		}
	}
	each(func(_, period, cut int32) { first[key(period, cut)+1]++ })
	for n := range first[1:] {
		first[n+1] += first[n]
	}
	l.inner, l.next = resized(l.inner, int(first[len(first)-1])), append(l.next[:0], first...)
	each(func(id, period, cut int32) {
		at := &l.next[key(period, cut)]
		l.inner[*at] = inner{id, period, cut, l.at(period, l.Cuts[cut].Parent), l.at(l.Periods[period], cut)}
		*at++
	})
	l.closed = l.closed[:0]
	for n := range first[1:] {
		if cells := l.inner[first[n]:first[n+1]]; len(cells) > 0 {
			l.blocks, l.closed = append(l.blocks, cells), append(l.closed, -1)
		}
	}
}

// draw draws the graph of one block's cells.
func (l *lattice) draw(cells []inner) {
	const lastRow, lastColumn = 0, 1
	b := &l.drawn
	b.edges, b.nodes = b.edges[:0], 2
	add := func(row, column int32, id int32, care bool) {
		b.edges = append(b.edges, edge{row, column, id, l.hidden[id], l.cost(id), care})
	}
	number := func(node *int32) (fresh bool) {
		if *node < 0 {
			*node = int32(b.nodes)
			b.nodes++
			return true
		}
		return false
	}
	for i := range cells {
		c := &cells[i]
		row, column := &l.rows[c.period], &l.columns[c.cut]
		freshRow, freshColumn := number(row), number(column)
		add(*row, *column, c.id, !l.noRow(c.id) || l.small[c.id])
		if freshRow {
			add(*row, lastColumn, c.row, false)
		}
		if freshColumn {
			add(lastRow, *column, c.column, false)
		}
	}
	add(lastRow, lastColumn, l.corner(cells), false)
	for i := range cells {
		l.rows[cells[i].period], l.columns[cells[i].cut] = -1, -1
	}
	b.join()
}

// join lists the edges of every node.
func (b *block) join() {
	b.at = resized(b.at, b.nodes+2)
	for i := range b.edges {
		b.at[b.edges[i].a+2]++
		b.at[b.edges[i].b+2]++
	}
	for n := range b.nodes {
		b.at[n+2] += b.at[n+1]
	}
	b.by = resized(b.by, 2*len(b.edges))
	for i := range b.edges {
		for _, node := range [...]int32{b.edges[i].a, b.edges[i].b} {
			b.by[b.at[node+1]] = int32(i)
			b.at[node+1]++
		}
	}
}

// resized is n zeros, in the memory of old where it is large enough.
func resized[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, 2*n)
	}
	old = old[:n]
	clear(old)
	return old
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
	b.order, b.low = resized(b.order, b.nodes), resized(b.low, b.nodes)
	clock, found := int32(0), -1
	var visit func(node int32, by int32)
	visit = func(node, by int32) {
		clock++
		b.order[node], b.low[node] = clock, clock
		for _, i := range b.from(node) {
			e := &b.edges[i]
			if !e.hidden || i == by {
				continue
			}
			to := e.a + e.b - node
			if b.order[to] != 0 {
				b.low[node] = min(b.low[node], b.order[to])
				continue
			}
			visit(to, i)
			b.low[node] = min(b.low[node], b.low[to])
			if b.low[to] > b.order[node] && e.care && (found < 0 || int(i) < found) {
				found = int(i)
			}
		}
	}
	for node := range b.order {
		if b.order[node] == 0 {
			visit(int32(node), -1)
		}
	}
	return found
}

// detour is the cheapest way between the ends of an edge without it, as edges: a
// hidden edge costs nothing, a shown one its responses (Dijkstra 1959).
func (b *block) detour(without int) []int32 {
	start, goal := b.edges[without].a, b.edges[without].b
	b.cost, b.via, b.done = resized(b.cost, b.nodes), resized(b.via, b.nodes), resized(b.done, b.nodes)
	for i := range b.cost {
		b.cost[i], b.via[i] = math.MaxInt64, -1
	}
	b.cost[start] = 0
	for {
		node := int32(-1)
		for n, cost := range b.cost {
			if !b.done[n] && cost < math.MaxInt64 && (node < 0 || cost < b.cost[node]) {
				node = int32(n)
			}
		}
		if node < 0 || node == goal {
			break
		}
		b.done[node] = true
		for _, i := range b.from(node) {
			e := &b.edges[i]
			if int(i) == without {
				continue
			}
			step := int64(0)
			if !e.hidden {
				step = int64(e.cost) + rowCost
			}
			if to := e.a + e.b - node; b.cost[node]+step < b.cost[to] {
				b.cost[to], b.via[to] = b.cost[node]+step, i
			}
		}
	}
	var path []int32
	for node := goal; node != start && b.via[node] >= 0; {
		path = append(path, b.via[node])
		e := &b.edges[b.via[node]]
		node = e.a + e.b - node
	}
	return path
}
