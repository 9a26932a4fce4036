package polarity

// A table maps features to whole numbers by open addressing; the keys are
// hashes already. It is what a map would be, at a third of the time for the
// millions of look-ups that learning takes.
type table struct {
	keys   []uint64 // a feature with its lowest bit set; 0 is a free place
	values []int32
	used   int
}

// newTable makes a table with room for n features before it first grows.
func newTable(n int) *table {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return &table{keys: make([]uint64, size), values: make([]int32, size)}
}

// at is the place of f, or the free place that f belongs to.
func (t *table) at(f uint64) (place uint64, found bool) {
	key, mask := f|1, uint64(len(t.keys)-1)
	for place = f >> 1 & mask; t.keys[place] != 0; place = (place + 1) & mask {
		if t.keys[place] == key {
			return place, true
		}
	}
	return place, false
}

// value is the number of f.
func (t *table) value(f uint64) (v int32, found bool) {
	place, found := t.at(f)
	return t.values[place], found
}

// cell is the number of f for writing, 0 where f is new. It holds until the
// next call.
func (t *table) cell(f uint64) *int32 {
	place, found := t.at(f)
	if !found {
		if 2*(t.used+1) > len(t.keys) {
			t.grow()
			place, _ = t.at(f)
		}
		t.used++
		t.keys[place] = f | 1
	}
	return &t.values[place]
}

func (t *table) grow() {
	old := *t
	*t = table{keys: make([]uint64, 2*len(old.keys)), values: make([]int32, 2*len(old.keys)), used: old.used}
	for i, key := range old.keys {
		if key != 0 {
			place, _ := t.at(key &^ 1)
			t.keys[place], t.values[place] = key, old.values[i]
		}
	}
}
