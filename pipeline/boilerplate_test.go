package pipeline

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestSignOffs marks what is in braces and nothing else.
func TestSignOffs(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"Appen er for langsom\n\n{Med venlig hilsen\nAnonym Kunde\nSendt fra min iPhone}",
		"Alt gik fint. {Mvh en glad kunde}",
		"Lang kø!! {Hilsen Fyn}",
		"For dyrt {Sendt fra min Samsung Galaxy}",
		"For dyrt\n{Sent from my iPad}",
		"For dyrt\n\n{Hent Outlook til iOS}",
		"Hurtigt svar. {Venlig hilsen [NAVN]\nDirektør\nPrøvia ApS\nPrøvevej 3}",
		"Enig\n{> I har lukket filialen\n> i byen}\nKom nu",
		"Det passer ikke\n\n{Den 3. marts 2026 kl. 10.30 skrev Kundeservice <a@b.dk>:\nKære kunde\nDin sag er lukket}",
		"No thanks\n{On Mon, Mar 3, 2026 at 10:30 AM Support wrote:\nDear customer}",
		"Se her\n{-----Original Message-----\nFrom: x\nSubject: y}",
		"Se her\n{Fra: Kundeservice\nSendt: 3. marts 2026\nTil: mig\nEmne: sag}",
		"Godt møde.\n{Denne e-mail og eventuelle vedhæftede filer er fortrolige. Hvis du ikke er rette modtager, bedes du slette den.}",
		"Fin tur. {Mvh [NAVN]} PS. husk at vande blomster",
		"{Hej med jer,}\nAppen er langsom",
		"{Hej!} Appen er langsom",
		"{Hej Prøvia}\n{Kære kundeservice,}\nAppen er langsom",
		"{Dear Support,}\nThe app is slow",
		"{Kære [NAVN]}\nTak",
		"Hej tak for hjælpen",
		"Hejste jeg flaget, kom ingen",
		"Hej alle filialer er lukket",
		"Kære venner hos jer er svære at finde, ja",
		"Personalet sagde ikke engang\nhej når vi kom ind i butikken",
		"En hilsen fra jer ville være rart",
		"Jeg fik sendt varen fra lageret samme dag",
		"Rådgiveren skrev til mig den 3. marts: det var fint",
		"I sender en venlig hilsen, men intet svar",
		"Den mail, som I skrev, var god",
	} {
		text := strings.NewReplacer("{", "", "}", "").Replace(s)
		d := models.Document{}
		for i, r := range text {
			d.Clauses = append(d.Clauses, models.Clause{Start: int32(i), End: int32(i + len(string(r)))})
		}
		mark(&d, signOffs(text))
		inside, k := false, 0
		for _, r := range s {
			if r == '{' || r == '}' {
				inside = r == '{'
				continue
			}
			if d.Clauses[k].Boilerplate != inside && r > ' ' && r != '.' {
				t.Errorf("%q: %q is boilerplate: %v", s, text[d.Clauses[k].Start:], !inside)
				break
			}
			k++
		}
	}
}

// TestSharedText marks a line that stands beneath many different comments, and
// not one that many customers wrote.
func TestSharedText(t *testing.T) {
	t.Parallel()
	var responses []models.Response
	add := func(text string) {
		responses = append(responses, models.Response{Source: "s", ID: fmt.Sprint(len(responses)), Comment: text})
	}
	for i := range 40 {
		add(fmt.Sprintf("Ventetiden var %d minutter i dag\nDette svar er indsamlet af vores panel", i))
		add("Ventetiden i telefonen er alt for lang")
		add(fmt.Sprintf("Renten er steget %d gange. Gebyrerne er også blevet for høje.", i))
		add(fmt.Sprintf("Gebyrerne er også blevet for høje. Renten er steget %d gange", i))
	}
	documents := make([]models.Document, len(responses))
	analyser := stemming.NewAnalyser(new(stemming.LexiconBuilder).Lexicon(nil), stemming.DefaultLayers())
	for i := range responses {
		documents[i] = document(analyser, &responses[i], models.Danish)
	}
	if err := withoutBoilerplate(context.Background(), responses, documents, 2); err != nil {
		t.Fatal(err)
	}
	for i := range documents {
		for _, c := range documents[i].Clauses {
			text := responses[i].Comment[c.Start:c.End]
			if want := strings.HasPrefix(text, "Dette svar"); c.Boilerplate != want || want != (len(c.Terms) == 0) {
				t.Fatalf("%q is boilerplate: %v, %d terms", text, c.Boilerplate, len(c.Terms))
			}
		}
	}
}
