package source_test

import (
	"fmt"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestDroppedIsTold: of what is dropped as personal data the texts are told with how to read them,
// and an account's number where no customer is known; names are dropped without a word, and what
// is declared is read or dropped as told.
func TestDroppedIsTold(t *testing.T) {
	t.Parallel()
	people := func(header string, _ []string) source.People {
		if header == "Deltager" {
			return source.Customers
		}
		return source.Nobody
	}
	text := func(i int) string { return fmt.Sprintf("de nye lamper i rum %c", 'a'+i) }
	name := func(i int) string { return fmt.Sprintf("Ib Prøve%c", 'a'+i) }
	account := func(i int) string { return fmt.Sprint(60000 + 7*i) }
	for _, c := range []struct {
		header string
		cell   func(i int) string
		cfg    source.Config
		want   messages.Key
	}{
		{"Deltager", text, source.Config{}, "source_text_dropped"},
		{"Deltager", name, source.Config{}, ""},
		{"Deltager", text, source.Config{Persons: []string{"Deltager"}}, ""},
		{"Deltager", text, source.Config{Columns: map[string]string{"answer:hvad": "Deltager"}}, ""},
		{"Kontonr", account, source.Config{}, "source_account_dropped"},
		{"Kontonr", account, source.Config{Columns: map[string]string{"customer": "Kontonr"}}, ""},
	} {
		c.cfg.People = people
		batch := read(t, "f.csv", rows("Svar-ID;NPS;Kommentar;"+c.header, 20, func(i int) string { return fmt.Sprintf("S%d;%d;det gik fint her;%s", i, i%11, c.cell(i)) }), c.cfg)
		var got messages.Key
		for _, n := range batch.Files[0].Notes {
			if n.Key == "source_text_dropped" || n.Key == "source_account_dropped" {
				got = n.Key
			}
		}
		if got != c.want {
			t.Errorf("%s (%s): told %q, want %q; read as %s", c.header, c.cell(0), got, c.want, roles(batch))
		}
	}
}

// TestMentions: what asks to mention something is a question, and no name.
func TestMentions(t *testing.T) {
	t.Parallel()
	for _, header := range []string{"Nævn noget positivt", "Naevn det vigtigste", "Nämn något bra", "Name one thing we do well", "Ros til os"} {
		batch := read(t, "f.csv", rows("Svar-ID;NPS;"+header, 20, func(i int) string { return fmt.Sprintf("S%d;%d;de nye lamper", i, i%11) }), source.Config{})
		if want := "Svar-ID=id NPS=score " + header + "=comment"; roles(batch) != want {
			t.Errorf("read as %s, want %s", roles(batch), want)
		}
	}
}
