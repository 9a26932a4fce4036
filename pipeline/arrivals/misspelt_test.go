package arrivals

import (
	"fmt"
	"testing"

	"stemme/models"
)

// TestMisspeltIsTold: a value of one answer that is a letter off a frequent one is told, on the first night too, with
// the renaming that joins them, and not as new besides; codes, short words and what several have are not.
func TestMisspeltIsTold(t *testing.T) {
	t.Parallel()
	of := func(value string, n, from int) (all []models.Response) {
		for i := range n {
			all = append(all, models.Response{Source: "s", ID: fmt.Sprint(from + i), Touchpoint: value})
		}
		return all
	}
	for _, c := range []struct {
		value  string
		n      int
		meant  string
		wanted bool
	}{
		{"Telfon", 1, "Telefon", true}, {"telefonn", 2, "Telefon", true}, {"Telefno", 1, "Telefon", true}, {"Telekon", 1, "Telefon", true},
		{"Telfon", 3, "Telefon", false}, {"Tlf", 1, "Telefon", false}, {"Hold B", 1, "Hold A", false}, {"Afdeling 2", 1, "Afdeling 1", false}, {"weg", 1, "web", false},
	} {
		many, few := of(c.meant, 30, 0), of(c.value, c.n, 100)
		for name, nights := range map[string][2][]models.Response{"first night": {nil, append(many, few...)}, "later": {many, few}, "whole again": {append(many, few...), append(many, few...)}} {
			told, again := 0, 0
			for _, n := range driftedValues(nights[0], nights[1]) {
				switch n.Key {
				case "reading_misspelt":
					told++
					if n.Args[1] != c.value || n.Args[3] != c.meant {
						t.Errorf("%s, %s: %v", c.value, name, n.Args)
					}
				case "reading_touchpoint":
					again++
				}
			}
			if told > 1 || (told == 1) != c.wanted || told+again > 1 {
				t.Errorf("%s in %d beside %s, %s: told %d times, as new %d times", c.value, c.n, c.meant, name, told, again)
			}
		}
	}
}
