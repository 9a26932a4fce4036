package ledger

import (
	"maps"
	"slices"

	"stemme/models"
)

// An order is that of the responses, kept up as they change: they are sorted once, and
// what comes later is merged into it.
type order struct {
	keys   []models.Key      // sorted; some may have gone since
	fresh  []models.Key      // that came since
	gone   bool              // some have gone since
	sorted bool              // keys are known
	list   []models.Response // in it, nil where it is not made
}

// came notes a response that was not there.
func (o *order) came(k models.Key) {
	if o.sorted {
		o.fresh = append(o.fresh, k)
	}
}

// keys are those of all responses, sorted.
func (l *Ledger) keys() []models.Key {
	o := &l.order
	switch {
	case !o.sorted:
		o.keys, o.sorted = slices.SortedFunc(maps.Keys(l.responses), models.Key.Compare), true
	case o.gone || len(o.fresh) > 0:
		slices.SortFunc(o.fresh, models.Key.Compare)
		o.keys = slices.DeleteFunc(mergedKeys(o.keys, o.fresh), func(k models.Key) bool {
			_, there := l.responses[k]
			return !there
		})
	}
	o.fresh, o.gone = nil, false
	return o.keys
}

// mergedKeys is two sorted lists in one, without what comes twice.
func mergedKeys(a, b []models.Key) []models.Key {
	if len(b) == 0 {
		return a
	}
	all := make([]models.Key, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Compare(b[0]) <= 0 {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return slices.Compact(append(append(all, a...), b...))
}
