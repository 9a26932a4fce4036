package naming

import (
	"math"
	"slices"
	"testing"

	"stemme/models"
)

// TestWho holds that a name says what and not who, without the article at its end, and
// is neither a misspelling, a verb nor a noun that adds next to nothing.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		what string
		said []said
		want []string
	}{
		{"who is beside what", []said{{"rådgiveren ved %s er ny igen", 0, 3, 25}, {"igen en ny rådgiver i %s", 0, 4, 25},
			{"altid opfølgning om %s", 0, 4, 14}, {"opfølgningen fra rådgiveren om %s er god", 0, 4, 12}, {"hverken %s eller %s", 0, 3, 10}},
			[]string{"rådgiver og opfølgning"}},
		{"who all speak of", []said{{"rådgiveren ved %s er ny", 0, 3, 30}, {"en rådgiver i %s", 0, 4, 30}, {"opfølgningen fra rådgiveren om %s", 0, 4, 3}}, []string{"rådgiver"}},
		{"customers for years", []said{{"jeg har været kunde ved %s i 12 år", 0, 9, 30}, {"kunde i %s gennem mange år", 0, 9, 30}, {"kunde ved %s", 0, 8, 10}},
			[]string{"kundeforhold"}},
		{"customers", []said{{"jeg er kunde ved %s", 0, 9, 30}, {"kunde i %s", 0, 9, 30}, {"kunde ved %s i 9 år", 0, 8, 10}}, []string{"kunde"}},
		{"as others write it", []said{{"lukningen af %s er trist", 0, 2, 30}, {"lukningen ved %s", 0, 3, 30}, {"en lukning", 1, 3, 3}}, []string{"lukning", "trist lukning"}},
		{"as others write a doubled letter", []said{{"chatbotten ved %s er ny", 0, 2, 30}, {"chatbotten i %s", 0, 3, 30}, {"en chatbot", 1, 3, 3}}, []string{"chatbot"}},
		{"a verb", []said{{"signalet falder ud ved %s", 0, 2, 30}, {"dækningen falder ud i %s", 0, 3, 30}, {"signal ved %s", 0, 2, 8}}, []string{"signal", "dækning"}},
		{"two words of one thing", []said{{"faktura for %s", 0, 2, 45}, {"girokort her, min faktura for %s", 0, 2, 20}, {"girokort for %s", 0, 2, 1}}, []string{"faktura"}},
	} {
		d := describe(t, told(models.Danish, append(c.said, parked...)...), 1)[0]
		if !slices.Contains(c.want, d.Text) {
			t.Errorf("%s: named %q, want one of %q", c.what, d.Text, c.want)
		}
	}
}

// TestMisspelt holds that a misspelling of a word that names nothing names nothing.
func TestMisspelt(t *testing.T) {
	c := &corpus{forms: []form{{text: "nummer", count: 90}, {text: "numer", count: 4}, {text: "pris", term: 1, count: 90}, {text: "priis", term: 1, count: 4}},
		terms: []word{{"nummer", true}, {"pris", true}}}
	c.classify()
	if !c.forms[1].barred || c.forms[3].barred {
		t.Errorf("barred: numer %v, priis %v", c.forms[1].barred, c.forms[3].barred)
	}
}

// TestRoof holds that the name of a top theme holds in most of its clauses, though a rarer word
// stands in some clauses of each theme under it, and that who is spoken of is no such name.
func TestRoof(t *testing.T) {
	for _, c := range []struct {
		what string
		said []said
		want []string
	}{
		{"a rare word of both", []said{{"rente ved %s", 0, 3, 40}, {"rente, kontoudtog ved %s", 0, 3, 8}, {"gebyr til %s", 1, 2, 40}, {"gebyr, kontoudtog til %s", 1, 2, 8}},
			[]string{"rente og gebyr", "gebyr og rente"}},
		{"who is spoken of", []said{{"ekspedient ved %s", 0, 3, 40}, {"ekspedienten i %s", 1, 3, 40}}, []string{"no name"}},
	} {
		in := told(models.Danish, append(c.said, said{"parkering ved %s", 2, 1, 40})...)
		_, tops, err := DescribeTree(t.Context(), in, []int{0, 0, -1}, DefaultConfig())
		if err != nil || !slices.Contains(c.want, tops[0].Text) && !(c.want[0] == "no name" && math.IsNaN(tops[0].LabelFit)) {
			t.Errorf("%s: named %q of %.2f, want one of %q (%v)", c.what, tops[0].Text, tops[0].LabelFit, c.want, err)
		}
	}
}
