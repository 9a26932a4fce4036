package columns

import (
	"sort"
	"strings"
)

// Find is where s is in a list in order that holds nothing twice.
func (l Strings) Find(s string) (uint32, bool) {
	i, ok := sort.Find(l.Len(), func(i int) int { return strings.Compare(s, l.At(i)) })
	return uint32(i), ok
}

// Between is where the strings from low up to high are in a list in order.
func (l Strings) Between(low, high string) (int, int) {
	n := l.Len()
	return sort.Search(n, func(i int) bool { return l.At(i) >= low }),
		sort.Search(n, func(i int) bool { return l.At(i) >= high })
}

// StartingWith is where the strings with a prefix are in a list in order.
func (l Strings) StartingWith(prefix string) (int, int) {
	n := l.Len()
	return sort.Search(n, func(i int) bool { return l.At(i) >= prefix }),
		sort.Search(n, func(i int) bool { return l.At(i) > prefix && !strings.HasPrefix(l.At(i), prefix) })
}
