package lens_test

import "testing"

// TestMeantOtherwise: words that stand in a pattern and mean something else in a shop or at a
// meal's delivery; + and - have the entry told so, and "" not at all.
func TestMeantOtherwise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, entry, want string }{
		{"Spændende nye retter hver måned", "kundetemaer/samme-person", ""},
		{"Nye varer på hylden hver dag", "kundetemaer/samme-person", ""},
		{"Der er en ny læge hver gang", "kundetemaer/samme-person", "-"},
		{"nyt ansigt hver gang jeg kommer", "kundetemaer/samme-person", "-"},
		{"Jeres retter smager dejligt", "kundetemaer/loesning", ""},
		{"I rettede fejlen i min sag med det samme", "kundetemaer/loesning", "+"},
		{"Jeg sparer to timer hver uge", "kundetemaer/pris", ""},
		{"I sparede mig for turen til byen", "kundetemaer/pris", ""},
		{"Her sparer jeg 80 kr. på elregningen", "kundetemaer/pris", "+"},
		{"Ingen mangler i leverancen", "kundetemaer/bemanding", ""},
		{"Der mangler personale i butikken", "kundetemaer/bemanding", "-"},
		{"Køen på telefonen er blevet kortere", "loefter/hurtigt-og-nemt", "+"},
		{"Ventetiden på telefonen er vokset", "loefter/til-at-faa-fat-i", "-"},
	} {
		got := ""
		if polarity, told := reading(c.text)[c.entry]; told && polarity > 0 {
			got = "+"
		} else if told && polarity < 0 {
			got = "-"
		} else if told {
			got = "0"
		}
		if got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.text, c.entry, got, c.want)
		}
	}
}
