package source_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// touchpoints is a file of rows with two scores and two texts each.
func touchpoints(header string) string {
	return rows("id;"+header, 60, func(i int) string {
		return fmt.Sprintf("%d;%d;turen nummer %d gik godt;%d;vognen nummer %d var kold", i, i%11, i, (i*7)%11, i)
	})
}

// TestPairs: a file with several scores of recommending and a comment beside each is refused, with the
// command that reads each; what asks only once about recommending is read as ever.
func TestPairs(t *testing.T) {
	for _, c := range []struct {
		name, header string
		want         messages.Key
	}{
		{"pairs", "NPS bus;Kommentar bus;NPS tog;Kommentar tog", "source_pairs"},
		{"questions", "Vil du anbefale vores busser?;Hvorfor?;Vil du anbefale vores tog?;Hvorfor ?", "source_pairs"},
		{"an earlier score", "NPS;Kommentar;NPS forrige måling;Hvad kan vi gøre bedre?", ""},
		{"one score", "NPS;Kommentar;Tilfredshed;Kommentar tog", ""},
		{"ratings", "Tilfredshed bus;Kommentar bus;Tilfredshed tog;Kommentar tog", ""},
		{"one comment", "NPS bus;Kommentar;NPS tog;Linje", ""},
	} {
		if _, key := readAs(t, touchpoints(c.header), "0-10"); key != c.want {
			t.Errorf("%s: %q, want %q", c.name, key, c.want)
		}
	}
	text := touchpoints("NPS bus;Kommentar bus;NPS tog;Kommentar tog")
	_, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "tur.csv", text)}})
	if said := new(messages.Error); !errors.As(err, &said) {
		t.Errorf("the pairs are not refused: %v", err)
	} else if !strings.Contains(messages.English.Error(err), "--source tur-2 --column 'score=NPS tog' --column 'comment=Kommentar tog' --as-new") {
		t.Errorf("the error names no command: %v", messages.English.Error(err))
	}
}

// TestOnePairOfSeveral: one pair that is declared is read alone; comments declared as further answers stay.
func TestOnePairOfSeveral(t *testing.T) {
	text := touchpoints("NPS bus;Kommentar bus;NPS tog;Kommentar tog")
	one := map[string]string{"score": "NPS bus", "comment": "Kommentar bus"}
	r := read(t, "tur.csv", text, source.Config{Columns: one}).Responses[0]
	if r.Comment != "turen nummer 0 gik godt" || len(r.Answers)+len(r.Ratings)+len(r.Segments) > 0 {
		t.Errorf("one pair is read as %+v", r)
	}
	one["answer:toget"] = "Kommentar tog"
	if r = read(t, "tur.csv", text, source.Config{Columns: one}).Responses[0]; len(r.Answers) != 1 {
		t.Errorf("a declared answer is read as %+v", r)
	}
}
