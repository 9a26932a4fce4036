package naming

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestPersons tells of each word whether it is a person's name: masking leaves the names of
// staff in comments where nothing beside them announces one. Names and sentences are invented.
func TestPersons(t *testing.T) {
	var texts []string
	for i := range 12 {
		texts = append(texts,
			fmt.Sprintf("Krabsgrav ringede tilbage efter %d dage om lånet.", i+2),
			fmt.Sprintf("Jeg vil rose Krabsgrav for hjælpen med lån %d.", i),
			fmt.Sprintf("Min rådgiver [NAVN] ottsen er god til budgetter, sag %d.", i),
			fmt.Sprintf("Filialen i Havnbjerg er lukket, og jeg savner Havnbjerg, %d.", i),
			fmt.Sprintf("Det var hos Hansen, jeg fik lånet nummer %d.", i),
			fmt.Sprintf("Det virker med Fjordpay på mobilen, og Fjordpay er hurtigt, %d.", i),
			fmt.Sprintf("Når [NAVN] vejleder om opsparing, forstår jeg det, %d.", i))
	}
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	responses, documents := make([]models.Response, len(texts)), make([]models.Document, len(texts))
	for i, text := range texts {
		responses[i] = models.Response{Source: "s", ID: fmt.Sprintf("%03d", i), Comment: text}
		documents[i] = a.Document(text, models.Danish)
	}
	c := read(responses, documents, 2)
	person := map[string]bool{}
	for i := range c.forms {
		person[c.forms[i].text] = c.person[c.forms[i].term]
	}
	for _, word := range strings.Fields("krabsgrav ottsen hansen") {
		if !person[word] {
			t.Errorf("%s is no person's name", word)
		}
	}
	for _, word := range strings.Fields("havnbjerg fjordpay vejleder filialen lånet rådgiver") {
		if _, said := person[word]; !said || person[word] {
			t.Errorf("%s is a person's name, or is not said (%v)", word, said)
		}
	}
	in := Input{Responses: responses, Documents: documents, Themes: 1}
	for i := range documents {
		in.Mentions = append(in.Mentions, Mention{Response: i, Theme: 0, Probability: 1})
	}
	out, err := Describe(t.Context(), in, DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range out[0].Words {
		if slices.Contains([]string{"krabsgrav", "ottsen", "hansen"}, strings.ToLower(w.Written)) {
			t.Errorf("%s is among the words of a theme", w.Written)
		}
	}
}
