package models

// Customers counts the customers who have each value, up to enough of them: figures ask
// whether so many are a group, and who has been counted need not be kept for more. A
// response without a customer is of one of its own.
type Customers[V comparable] struct {
	Number map[V]int // at most enough
	enough int
	seen   map[customerOf[V]]bool
}

type customerOf[V comparable] struct {
	value    V
	customer string
}

// NewCustomers has counted nobody yet; enough is at least 1.
func NewCustomers[V comparable](enough int) Customers[V] {
	return Customers[V]{map[V]int{}, max(enough, 1), map[customerOf[V]]bool{}}
}

// Add counts who gave r, which has a value.
func (c Customers[V]) Add(value V, r *Response) {
	n := c.Number[value]
	if n >= c.enough {
		return
	}
	if r.Customer != "" {
		key := customerOf[V]{value, r.Customer}
		if c.seen[key] {
			return
		}
		c.seen[key] = true
	}
	c.Number[value] = n + 1
}
