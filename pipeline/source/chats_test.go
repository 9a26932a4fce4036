package source_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestChats keeps what the customer says in a chat, and every text that is none.
func TestChats(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"lines", "Kunde: Mit kort virker ikke\nAgent: Det beklager jeg, vi ringer i morgen\nKunde: Det sagde I også i går", "Mit kort virker ikke\nDet sagde I også i går"},
		{"times", "[10:32] Medarbejder: Hej, hvad kan jeg hjælpe med?\n[10:33] Kunde: Nettet er nede\nigen igen\n[10:35] Medarbejder: Fantastisk, tak for din tålmodighed", "Nettet er nede\nigen igen"},
		{"times behind", "Kunde (10:32): Pakken kom aldrig\nRådgiver Mette (10:33): Vi sender en ny", "Pakken kom aldrig"},
		{"a name", "Sofie: Velkommen til\nKunde: Jeg kan ikke logge ind\nSofie: Prøv igen", "Jeg kan ikke logge ind"},
		{"customer by name", "Agent: Velkommen til\nPernille: Jeg kan ikke logge ind\nAgent: Prøv igen", "Jeg kan ikke logge ind"},
		{"one line", "Kunde: Hvor er min pakke? Agent: Den er på vej. Kunde: Det tror jeg ikke på", "Hvor er min pakke?\nDet tror jeg ikke på"},
		{"before it", "I svarer uden om, se her:\nKunde: Hvad koster det?\nSupport: Det står på siden", "I svarer uden om, se her:\nHvad koster det?"},
		{"a label in a turn", "Kunde: Det drejer sig om to ting\nFaktura: den er forkert\nAgent: Det ser jeg på\nKunde: Tak", "Det drejer sig om to ting\nFaktura: den er forkert\nTak"},
		{"a form", "Kunde: Jensen VVS\nMedarbejder: Holm\nProblem: ventetiden er for lang", ""},
		{"a form of customers", "Kunde: siden 2011\nÅrsag: gebyret steg", ""},
		{"praise and blame", "Positivt: søde folk\nNegativt: lang kø\nPositivt: parkering", ""},
		{"a colon", "Som kunde: elendigt. Jeres support: værre endnu", ""},
		{"one speaker", "Kunde: jeg venter stadig på svar", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := "NPS-score;Kommentar\n3;\"" + c.text + "\"\n9;hurtig levering og pænt pakket\n5;køen var lang og døren smækkede\n"
			batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "svar.csv", content)}})
			if err != nil {
				t.Fatal(err)
			}
			want := c.want
			if want == "" {
				want = c.text
			}
			if got := batch.Responses[0].Comment; got != want {
				t.Errorf("comment %q, want %q", got, want)
			}
			told := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_chats" && n.Args[0] == 1 })
			if told != (c.want != "") {
				t.Errorf("told is %v: %v", told, batch.Files[0].Notes)
			}
		})
	}
}

// TestChatIDs takes the id of a response without one from the whole chat, as earlier nights did.
func TestChatIDs(t *testing.T) {
	read := func(reply string) string {
		content := "NPS-score;Kommentar\n3;\"Kunde: Hvor er den?\nAgent: " + reply + "\"\n9;hurtig levering\n"
		batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "svar.csv", content)}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(batch.Responses[0].Comment, reply) {
			t.Errorf("the reply is in the comment %q", batch.Responses[0].Comment)
		}
		return batch.Responses[0].ID
	}
	if read("På vej") == read("Aner det ikke") {
		t.Error("two chats have one id")
	}
}
