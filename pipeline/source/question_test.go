package source

import (
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
)

// TestOtherQuestion: where the comments answer a question that asks for something else than before, it is told since
// when; another wording of the same question is not, nor a column that was never read.
func TestOtherQuestion(t *testing.T) {
	day := func(s string) models.Day {
		d := dayOf(s)
		if d == models.NoDay {
			t.Fatal(s)
		}
		return d
	}
	row := func(layout int32, header, since string) ReadingRow {
		r := ReadingRow{Source: "svar", Layout: layout, Position: 3, Header: header, Role: "comment", Since: models.NoDay}
		if since != "" {
			r.Since = day(since)
		}
		return r
	}
	for _, c := range []struct {
		name string
		rows []ReadingRow
		told bool
	}{
		{"another", []ReadingRow{row(1, "Hvad kan vi gøre bedre?", "2026-03-01"), row(2, "Hvad er årsagen til din score?", "2025-05-02")}, true},
		{"the same in other words", []ReadingRow{row(1, "Hvorfor giver du den score?", "2026-03-01"), row(2, "Hvad er årsagen til din score?", "2025-05-02")}, false},
		{"never read", []ReadingRow{row(1, "Hvad kan vi gøre bedre?", "2026-03-01"), row(2, "Hvad er årsagen til din score?", "")}, false},
		{"one", []ReadingRow{row(1, "Hvad kan vi gøre bedre?", "2026-03-01")}, false},
		{"of another source", []ReadingRow{row(1, "Hvad kan vi gøre bedre?", "2026-03-01"), {Source: "web", Layout: 2, Role: "comment", Header: "Kommentar", Since: day("2025-05-02")}}, false},
	} {
		notes := Assumed(c.rows)
		if told := len(notes) == 1 && notes[0].Key == "source_question"; told != c.told || len(notes) > 1 {
			t.Errorf("%s: told %v", c.name, notes)
		}
		for _, n := range notes {
			if got, want := n.Text(messages.Danish), "Kilden svar spørger siden 2026-03-01 om noget andet: »Hvad kan vi gøre bedre?«; før var det »Hvad er årsagen til din score?«. Hvad der siges oftere eller sjældnere siden da, kan komme af spørgsmålet."; got != want {
				t.Errorf("told as %q, want %q", got, want)
			}
		}
	}
}
