package stemming

import "testing"

// TestNounsKeepTheirEnd: a noun that ends like an inflected form keeps its end, so that its forms meet.
func TestNounsKeepTheirEnd(t *testing.T) {
	for _, forms := range [][]string{
		{"stillads", "stilladset", "stilladser", "stilladserne"}, {"palads", "paladset", "paladser"},
		{"buffet", "buffeten", "buffeter", "buffeterne"}, {"planet", "planeten", "planeterne"}, {"filet", "fileten", "fileter"},
		{"serviet", "servietten", "servietterne"}, {"budget", "budgettet", "budgetter"}, {"kasket", "kasketten", "kasketter"},
	} {
		for _, form := range forms[1:] {
			if repaired(form) != repaired(forms[0]) {
				t.Errorf("%s: %q, and %s: %q", forms[0], repaired(forms[0]), form, repaired(form))
			}
		}
	}
}
