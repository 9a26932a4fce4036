package naming

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// TestHomographs holds that words count as they are written: no name is of another word that
// shares a stem with what clauses say, of a word of another language, or of a verb.
func TestHomographs(t *testing.T) {
	away := said{"toget til %s kører", 1, 5, 8} // somebody writes the nouns
	for _, c := range []struct {
		what string
		said []said
		not  []string
	}{
		{"what took long is no train", []said{{"reparationen tog uger ved %s", 0, 2, 25}, {"opsætningen tog uger i %s", 0, 2, 25}, {"svaret tog uger om %s", 0, 2, 20}, {"toget til %s", 0, 5, 3}}, []string{"tog", "toget", "taget"}},
		{"who talks tells no number", []said{{"de taler venligt om %s", 0, 9, 30}, {"jeg talte med %s", 0, 9, 30}, {"et tal om %s", 0, 5, 2}}, []string{"tal"}},
		{"who takes has no building", []said{{"tager imod ved %s", 0, 9, 40}, {"de tager imod i %s", 0, 9, 30}, {"bygningen ved %s", 1, 5, 5}}, []string{"bygning", "tag", "taget"}},
		{"love is no promise", []said{{"I love the %s", 0, 9, 30}, {"love the %s and the people", 0, 9, 30}, {"de lovede et løfte om %s", 1, 3, 8}}, []string{"løfte"}},
		{"a verb behind I", []said{{"I bremser stadig %s", 0, 2, 40}, {"I bremser altid %s", 0, 2, 30}}, []string{"bremser"}},
		{"a past that stands as a noun does", []said{{"mange lyttede om %s", 0, 8, 40}, {"flere lyttede i %s", 0, 8, 30}}, []string{"lyttede"}},
		{"whose mother it was", []said{{"min datter fik krampe ved %s", 0, 2, 30}, {"datteren og kramperne i %s", 0, 2, 20}, {"krampe ved %s", 0, 2, 25}, {"min datter ved %s", 0, 2, 25}}, []string{"datter", "datteren"}},
	} {
		d := describe(t, told(models.Danish, append(append(c.said, away), parked...)...), 1)[0]
		for _, word := range strings.Fields(d.Text) {
			if slices.Contains(c.not, word) && !math.IsNaN(d.LabelFit) {
				t.Errorf("%s: named %q of %.2f", c.what, d.Text, d.LabelFit)
			}
		}
	}
}

// TestPriceSide holds that who calls others cheaper speaks of prices, and not of low ones,
// and who is glad of low ones does.
func TestPriceSide(t *testing.T) {
	for score, want := range map[int]string{1: "pris", 10: "lave priser"} {
		in := told(models.Danish, append([]said{{"billigere ved %s", 0, score, 30}, {"ikke billigt i %s", 0, score, 30}, {"prisen på %s", 2, 5, 10}, {"prisbillig %s", 0, score, 20}}, parked...)...)
		if got := describe(t, in, 1)[0].Text; got != want {
			t.Errorf("of those who score %d: named %q, want %q", score, got, want)
		}
	}
}

// TestOverall holds that a theme that restates the score in many words is called so, and
// keeps that name the next night.
func TestOverall(t *testing.T) {
	in := told(models.Danish, append([]said{{"kan varmt anbefales", 0, 10, 20}, {"en god oplevelse", 0, 10, 20}, {"handler aldrig der igen", 0, 1, 20},
		{"elendigt", 0, 1, 20}, {"skuffet", 0, 2, 15}}, parked...)...)
	in.Repeats = true
	d := describe(t, in, 1)[0]
	if d.Kind != models.Verdict || d.Text != verdictName || d.LabelFit < 0.9 {
		t.Fatalf("kind %q, named %q of %.2f, want %q", d.Kind, d.Text, d.LabelFit, verdictName)
	}
	in.Previous = []Name{d.Name, {}}
	if again := describe(t, in, 1)[0]; again.Name != d.Name {
		t.Errorf("%q became %q over night", d.Text, again.Text)
	}
	in.Keep = true
	if kept := describe(t, in, 1)[0]; kept.LabelFit != d.LabelFit {
		t.Errorf("kept, the name holds in %.2f, not %.2f", kept.LabelFit, d.LabelFit)
	}
}

// TestOrderOfNouns holds that a name of two nouns stands as it was when the other one is
// said more, and the nouns of a theme without a name as long as it says them.
func TestOrderOfNouns(t *testing.T) {
	of := func(more, less, third, fourth string) Input {
		return told(models.Danish, append([]said{{more + " ved %s", 0, 5, 32}, {less + " i %s", 0, 5, 28}, {third + " om %s", 2, 5, 16}, {fourth + " om %s", 2, 5, 9},
			{"maleri af %s", 2, 5, 8}, {"%s og %s", 2, 5, 60}}, parked...)...)
	}
	in := of("kikkerten", "svampen", "cyklen", "teltet")
	first := describe(t, in, 1)
	if !strings.Contains(first[0].Text, " og ") || !first[2].Nameless {
		t.Fatalf("named %q and %q, want two nouns and none", first[0].Text, first[2].Text)
	}
	next := of("svampen", "kikkerten", "teltet", "cyklen")
	for _, d := range first {
		next.Previous = append(next.Previous, d.Name)
	}
	for i, d := range describe(t, next, 1) {
		if d.Text != first[i].Text {
			t.Errorf("%q became %q over night", first[i].Text, d.Text)
		}
	}
}

// TestSpelled holds that a name has the letters that most write.
func TestSpelled(t *testing.T) {
	d := describe(t, told(models.Danish, append([]said{{"kloeften ved %s", 0, 2, 40}, {"kløften i %s", 0, 2, 12}}, parked...)...), 1)[0]
	if strings.Contains(d.Text, "oe") {
		t.Errorf("named %q", d.Text)
	}
}
