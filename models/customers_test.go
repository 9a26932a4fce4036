package models_test

import (
	"testing"

	"stemme/models"
)

// TestCustomers counts who gave some answers: a customer once for each value, those who are
// not known each, and nobody beyond enough.
func TestCustomers(t *testing.T) {
	who := models.NewCustomers[string](3)
	for _, r := range []struct{ value, customer string }{
		{"web", "a"}, {"web", "a"}, {"butik", "a"}, {"web", ""}, {"web", ""}, {"web", "b"}, {"butik", "a"}, {"butik", ""},
	} {
		who.Add(r.value, &models.Response{Customer: r.customer})
	}
	if web, shop := who.Number["web"], who.Number["butik"]; web != 3 || shop != 2 {
		t.Errorf("%d and %d customers, want 3, which is enough, and 2", web, shop)
	}
}
