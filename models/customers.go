package models

// Customers counts the customers who have each value. A response without a customer is of
// one of its own.
type Customers[V comparable] struct {
	Number map[V]int
	seen   map[customerOf[V]]bool
}

type customerOf[V comparable] struct {
	value    V
	customer string
}

// NewCustomers has counted nobody yet.
func NewCustomers[V comparable]() Customers[V] {
	return Customers[V]{map[V]int{}, map[customerOf[V]]bool{}}
}

// Add counts who gave r, which has a value.
func (c Customers[V]) Add(value V, r *Response) {
	if key := (customerOf[V]{value, r.Customer}); r.Customer == "" {
		c.Number[value]++
	} else if !c.seen[key] {
		c.seen[key] = true
		c.Number[value]++
	}
}
