package naming

import (
	"math"
	"slices"
	"strings"
	"testing"

	"stemme/models"
)

// parked is what customers of another theme say.
var parked = []said{{"parkering ved %s og %s er umulig", 1, 3, 30}, {"ingen parkering ved %s", 1, 2, 20}}

// TestNarrow holds that no narrow name is given to a wide theme: neither a phrase
// that a part of its clauses say, nor a word that its kin carry, nor two words of
// a theme of many.
func TestNarrow(t *testing.T) {
	for _, c := range []struct {
		what string
		said []said
		want []string
	}{
		{"a fifth says the phrase", []said{{"de annullerede min ordre ved %s", 0, 1, 20}, {"ordren på %s er forsinket", 0, 2, 25},
			{"min ordre med %s er afsendt", 0, 3, 25}, {"hvor er ordren på %s", 0, 2, 30}}, []string{"ordre"}},
		{"kin carry the word", []said{{"returlabel til %s", 0, 3, 8}, {"jeg sendte %s retur", 0, 3, 30}, {"vi returnerede %s", 0, 4, 20},
			{"returneringen af %s", 0, 4, 15}, {"returret på %s", 0, 4, 10}}, []string{"returnering", "returneringen"}},
		{"what many words say", []said{{"lynhurtig ved %s", 0, 9, 12}, {"hurtigt i %s", 0, 9, 30}, {"prompte om %s", 0, 9, 12}, {"ekspres til %s", 0, 9, 10}},
			[]string{"hurtighed"}},
		{"what one feels is no noun", []said{{"mødet om %s", 0, 4, 40}, {"vi blev mødt af %s", 0, 4, 10}, {"lettet over %s", 0, 5, 40}}, []string{"møde", "mødet"}},
	} {
		d := describe(t, told(models.Danish, append(c.said, parked...)...), 1)[0]
		if !slices.Contains(c.want, d.Text) {
			t.Errorf("%s: named %q, want one of %q", c.what, d.Text, c.want)
		}
	}
}

// TestSides holds that no name takes a side that many of its theme's customers are not
// on, be it their word, a word of theirs and its kin, or a topic.
func TestSides(t *testing.T) {
	in := told(models.Danish, append([]said{{"venligt personale ved %s", 0, 10, 40}, {"personalet ved %s er ligeglade", 0, 1, 30},
		{"hurtigt svar om %s", 2, 9, 40}, {"seks uger på svar om %s", 2, 2, 20}}, parked...)...)
	topic := Topic{ID: "emner/venlighed", Name: "Venlighed"}
	for _, m := range in.Mentions {
		if m.Theme == 0 {
			topic.Clauses = append(topic.Clauses, Place{m.Response, m.Clause})
		}
	}
	in.Topics = []Topic{topic}
	d := describe(t, in, 1)
	if name := d[0].Text; strings.Contains(name, "venlig") {
		t.Errorf("%q names a theme of which three in seven find staff indifferent", name)
	}
	if name := d[2].Text; strings.Contains(name, "hurtig") || !strings.Contains(name, "svar") {
		t.Errorf("%q names a theme of which a third wait for an answer", name)
	}
}

// topicsOf gives a topic that two in three clauses of theme 0 are of, and one that a quarter of all are of.
func topicsOf(in Input) []Topic {
	topics := []Topic{{ID: "emner/adgang", Name: "Login og adgang"}, {ID: "emner/andet", Name: "Noget andet"}}
	for _, m := range in.Mentions {
		if m.Theme == 0 && m.Response%3 < 2 {
			topics[0].Clauses = append(topics[0].Clauses, Place{m.Response, m.Clause})
		}
		if m.Response%4 == 0 {
			topics[1].Clauses = append(topics[1].Clauses, Place{m.Response, m.Clause})
		}
	}
	return topics
}

// TestTopics holds that a topic which covers a theme and of whose name clauses say a word names
// it, one that does not names none, and that a name kept from the night before is kept by its topic.
func TestTopics(t *testing.T) {
	var all []said
	for _, w := range strings.Fields("sko telt kano ski cykel drage jolle kajak hue vante sok skjorte sadel pumpe") {
		all = append(all, said{w + " ved %s", 0, 2, 5})
	}
	in := told(models.Danish, append(slices.Concat(all, []said{{"adgang ved %s", 0, 2, 12}}), parked...)...)
	unsaid := told(models.Danish, append(all, parked...)...)
	if unsaid.Topics = topicsOf(unsaid); !math.IsNaN(describe(t, unsaid, 1)[0].LabelFit) {
		t.Errorf("named %q, which no clause says", describe(t, unsaid, 1)[0].Text)
	}
	if d := describe(t, in, 1)[0]; !math.IsNaN(d.LabelFit) {
		t.Fatalf("named %q, fit %v, without topics", d.Text, d.LabelFit)
	}
	in.Topics = topicsOf(in)
	first := describe(t, in, 1)
	if d := first[0]; d.Text != "login og adgang" || !(d.LabelFit >= leastReach) {
		t.Errorf("named %q, fit %v", d.Text, d.LabelFit)
	}
	if !strings.Contains(first[1].Text, "parkering") {
		t.Errorf("the other theme is named %q", first[1].Text)
	}
	in.Previous = []Name{{Text: "adgang", Key: first[0].Key}, {}}
	if d := describe(t, in, 1)[0]; d.Text != "adgang" {
		t.Errorf("named %q the night after", d.Text)
	}
}

// TestCovers holds that a name which says what most clauses say is borne before one of
// fewer: two nouns before one, two groups of words where no noun is written often, three
// where two are not enough; and that kept for the next night it still fits.
func TestCovers(t *testing.T) {
	var many []said
	for _, w := range strings.Fields("returlabel returseddel returpakke returret fortrydelsesret") {
		many = append(many, said{"hvor er min " + w + " til %s", 0, 3, 7})
	}
	for _, c := range []struct {
		what string
		said []said
		want string
	}{
		{"two nouns", []said{{"faktura for %s", 0, 3, 40}, {"mundbind til %s", 0, 4, 30}, {"%s og %s", 0, 3, 20}}, "faktura og mundbind"},
		{"two groups", append([]said{{"returnering ved %s", 0, 3, 5}, {"mine penge for %s", 0, 4, 40}, {"%s og %s", 0, 3, 20}}, many...), "returnering og penge"},
		{"three nouns", []said{{"faktura for %s", 0, 3, 20}, {"mundbind til %s", 0, 4, 19}, {"gavekort til %s", 0, 4, 18}, {"%s og %s", 0, 3, 30}},
			"gavekort, mundbind og faktura"},
	} {
		in := told(models.Danish, append(c.said, parked...)...)
		d := describe(t, in, 1)[0]
		if d.Text != c.want || d.LabelFit < full {
			t.Errorf("%s: named %q of %.2f, want %q of at least %.2f", c.what, d.Text, d.LabelFit, c.want, full)
		}
		in.Previous, in.Keep = []Name{d.Name}, true
		if kept := describe(t, in, 1)[0]; kept.Text != d.Text || math.Abs(kept.LabelFit-d.LabelFit) > 0.02 {
			t.Errorf("%s: kept as %q of %.2f, was %q of %.2f", c.what, kept.Text, kept.LabelFit, d.Text, d.LabelFit)
		}
	}
}
