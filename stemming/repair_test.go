package stemming

import "testing"

// TestNounsInDS: a noun that ends in s keeps it, so that its forms meet.
func TestNounsInDS(t *testing.T) {
	for _, forms := range [][]string{{"stillads", "stilladset", "stilladser", "stilladserne"}, {"palads", "paladset", "paladser"}} {
		for _, form := range forms[1:] {
			if repaired(form) != repaired(forms[0]) {
				t.Errorf("%s: %q, and %s: %q", forms[0], repaired(forms[0]), form, repaired(form))
			}
		}
	}
}
