package source_test

import (
	"fmt"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/source"
)

// TestTurnedScales: a scale whose lowest number is the best is asked about, and
// so are the numbers of answers counted from 1; one that is named as it runs is
// read.
func TestTurnedScales(t *testing.T) {
	plain := func(v int) string { return fmt.Sprint(v) }
	five := func(v int) string { return fmt.Sprint(1 + v%5) }
	var all []variant
	for _, header := range []string{
		"Vil du anbefale os? (1 = helt sikkert, 5 = slet ikke)", "Hvor tilfreds er du? 1=meget tilfreds 5=meget utilfreds", "Tilfredshed (1 er bedst, 5 er dårligst)",
		"How likely are you to recommend us? 1 = extremely likely, 5 = not at all likely", "Karakter fra meget god (1) til meget dårlig (5)", "Samlet vurdering, hvor 5 er værst og 1 er bedst",
		"Overall satisfaction (1: Very satisfied - 5: Very dissatisfied)",
	} {
		all = append(all, variant{header, scoreFile(`"`+header+`"`, five), asked("source_scale_turned")})
	}
	for _, header := range []string{
		"Vil du anbefale os? (0 = slet ikke, 10 = helt sikkert)", "Anbefaling, 10 er meget sandsynligt og 0 er slet ikke sandsynligt", "NPS: slet ikke sandsynligt (0) til meget sandsynligt (10)",
		"På en skala fra 0-10, hvor 0 er meget usandsynligt, hvor sandsynligt er det at du vil anbefale os?",
	} {
		all = append(all, variant{header, scoreFile(`"`+header+`"`, plain), right()})
	}
	labelled := func(v int) string {
		return map[int]string{0: "0 - Meget sandsynligt", 10: "10 - Slet ikke sandsynligt"}[v] + map[bool]string{true: fmt.Sprint(v)}[v > 0 && v < 10]
	}
	all = append(all, variant{"cells", scoreFile("NPS", labelled), asked("source_scale_turned")})
	codes := func(v int) string { return fmt.Sprint(v + 1) }
	all = append(all, variant{"codes", scoreFile("Hvor sandsynligt er det, at du vil anbefale os? (0-10)", codes), asked("source_scale_codes")},
		variant{"codes, nps", scoreFile("NPS", codes), asked("source_scale_codes")})
	unsure := func(v int) string {
		if v == 4 {
			return "12"
		}
		return codes(v)
	}
	all = append(all, variant{"codes and don't know", scoreFile("Vil du anbefale os?", unsure), asked("source_scale_codes_beyond")})
	// A header that says nothing of it: the column is named, not the two beside it.
	all = append(all, variant{"codes, no words", csvOf(";", "respondent_id;Afsluttet;s_1;s_2;s_3;Kommentar", func(i int) []string {
		return []string{fmt.Sprint(i), fmt.Sprintf("%02d-03-2026", 1+i%28), codes(variantScore(i)), plain(1 + i%5), plain(1 + i*3%5), variantText(i)}
	}), right(withoutNPS, asking("source_score_coded"))})
	for i := range all {
		all[i].file = fmt.Sprintf("ends%d.csv", i)
	}
	judged(t, all)
}

// TestWhoseRecommendation: of two questions about recommending, the one about the
// organisation is the score, and the other is named.
func TestWhoseRecommendation(t *testing.T) {
	for _, c := range [][2]string{
		{"Vil du anbefale din rådgiver til andre? (0-10)", "Vil du anbefale banken til andre?"},
		{"Hvor sandsynligt er det, at du vil anbefale din rådgiver? 0-10", "Hvor sandsynligt er det, at du vil anbefale os efter dit møde med rådgiveren?"},
		{"How likely are you to recommend our app?", "How likely are you to recommend our company?"},
		{"Vil du anbefale os som arbejdsplads?", "Vil du anbefale os?"}, {"NPS rådgiver", "NPS"}, {"NPS produkt", "NPS score"},
		{"Vil du anbefale produktet?", "Vil du anbefale Prøvebanken?"},
	} {
		for turn := range 2 {
			header := fmt.Sprintf("Svar-ID;%q;%q;Kommentar", c[turn], c[1-turn])
			content := csvOf(";", header, func(i int) []string {
				cells := []string{fmt.Sprint(800 + i), fmt.Sprint(10 - variantScore(i)), fmt.Sprint(variantScore(i)), variantText(i)}
				if turn == 1 {
					cells[1], cells[2] = cells[2], cells[1]
				}
				return cells
			})
			want := right(inRoles(c[0], "rating", c[1], "score"))
			want.asks = "source_near"
			judged(t, []variant{{"whose.csv", content, want}})
		}
	}
	satisfied := csvOf(";", "Svar-ID;Tilfredshed (0-10);Vil du anbefale os?;Kommentar", func(i int) []string {
		return []string{fmt.Sprint(800 + i), fmt.Sprint(variantScore(i)), []string{"Ja", "Nej"}[i%2], variantText(i)}
	})
	want := right(inRoles("Tilfredshed (0-10)", "score", "Vil du anbefale os?", "segment"))
	want.asks = "source_score_else"
	judged(t, []variant{{"satisfied.csv", satisfied, want}})
	want = right()
	want.asks = "source_score_satisfaction"
	judged(t, []variant{{"csat.csv", scoreFile("Hvor tilfreds er du?", func(v int) string { return fmt.Sprint(v) }), want}})
}

// TestHelpDesk: of a case, the time is when it was solved or last changed, a list
// of reasons is no comment, and a thumb is no score.
func TestHelpDesk(t *testing.T) {
	day := func(i, hour int) string { return fmt.Sprintf("2026-03-%02d %02d:15:00", 1+i%28, hour) }
	reasons := []string{"The issue took too long to resolve", "The issue was not resolved", "The agent's knowledge is unsatisfactory", "Some other reason"}
	desk := func(header string, thumbs ...string) string {
		return csvOf(",", header, func(i int) []string {
			return []string{fmt.Sprint(80000 + i), day(i, 8), day(i, 16), thumbs[i%len(thumbs)], variantText(i) + fmt.Sprintf(" sag k%dx", i), reasons[i%4]}
		})
	}
	want := right(scoredRows(none), asking("source_verdicts"), firstAt("2026-03-01 16:15"))
	want.roles = map[string]string{"Satisfaction comment": "comment", "Satisfaction reason": "segment", "Satisfaction score": "segment"}
	for i, last := range []string{"Solved at", "Updated at", "Satisfaction date", "Resolved", "Closed at"} {
		v := want
		v.roles = map[string]string{"Satisfaction comment": "comment", "Satisfaction reason": "segment", "Satisfaction score": "segment", last: "time"}
		judged(t, []variant{{fmt.Sprintf("desk%d.csv", i), desk("Ticket ID,Created at,"+last+",Satisfaction score,Satisfaction comment,Satisfaction reason", "Good", "Good", "Bad", "Offered"), v}})
	}
	judged(t, []variant{{"thumbs.csv", desk("Sagsnummer,Oprettet,Opdateret,Vurdering,Kommentar,Årsag", "👍", "👎"),
		right(scoredRows(none), asking("source_verdicts"), inRoles("Årsag", "segment", "Kommentar", "comment", "Opdateret", "time"), firstAt("2026-03-01 16:15"))}})
	judged(t, []variant{{"reasons.csv", csvOf(";", "ID;Dato;NPS;Reason", func(i int) []string {
		return []string{fmt.Sprint(i + 100), day(i, 9), fmt.Sprint(variantScore(i)), reasons[i%4]}
	}), asked("source_no_comment")}})
}

// TestStrayNames: a column that is called as a field and holds something else
// stops nothing.
func TestStrayNames(t *testing.T) {
	for _, c := range []struct{ header, role string }{{"periode", "segment"}, {"nps", "segment"}, {"score", "segment"}, {"måned", "segment"}, {"tid", "segment"}} {
		content := csvOf(";", "Svar-ID;"+c.header+";Vurdering;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(900 + i), []string{"Forår", "Efter møde", "Kampagne B"}[i%3], fmt.Sprint(variantScore(i)), variantText(i)}
		})
		judged(t, []variant{{"stray.csv", content, right(inRoles(c.header, c.role, "Vurdering", "score"))}})
	}
	team := csvOf(";", "Svar-ID;NPS;Vurdering;Kommentar", func(i int) []string {
		return []string{fmt.Sprint(900 + i), []string{"43", "51", "-12"}[i%3], fmt.Sprint(variantScore(i)), variantText(i)}
	})
	judged(t, []variant{{"team.csv", team, right(inRoles("Vurdering", "score"))}})
}

// TestTicked: columns of 0 and 1 are no ratings.
func TestTicked(t *testing.T) {
	content := csvOf(",", "#,Hvor sandsynligt er det\\, at du vil anbefale os?,Hvorfor?,Må vi kontakte dig?,Telefon,Nyhedsbrev,kampagne,Start Date (UTC),Submit Date (UTC),Network ID", func(i int) []string {
		return []string{fmt.Sprintf("k%dx9f%d", i, i*7), fmt.Sprint(variantScore(i)), variantText(i), fmt.Sprint(i % 2), fmt.Sprint((i + 1) % 2), fmt.Sprint(i / 20), []string{"mail", "sms"}[i%2],
			fmt.Sprintf("2026-03-%02d 09:15:00", 1+i%28), fmt.Sprintf("2026-03-%02d 09:25:00", 1+i%28), fmt.Sprintf("%xab%x", i*977, i)}
	})
	content = "#,\"Hvor sandsynligt er det, at du vil anbefale os?\"" + content[len(`#,Hvor sandsynligt er det\, at du vil anbefale os?`):]
	judged(t, []variant{{"typeform.csv", content, right(inRoles("#", "id", "Må vi kontakte dig?", "segment", "Nyhedsbrev", "segment", "kampagne", "segment", "Submit Date (UTC)", "time", "Hvorfor?", "comment"))}})
}

// TestFreshLayouts reads layouts of survey tools that were met after the others.
func TestFreshLayouts(t *testing.T) {
	at := func(i, hour int) string { return fmt.Sprintf("2026-03-%02d %02d:15:00", 1+i%28, hour) }
	codes := csvOf(";", "respondentnr;oprettet;afsluttet;s_1;s_2;s_3", func(i int) []string {
		return []string{fmt.Sprint(1000 + i), at(i, 9), at(i, 10), fmt.Sprint(variantScore(i)), variantText(i), fmt.Sprint(1 + i%5)}
	})
	begun := csvOf(",", "SurveyResponseId,BeginDate,CompleteDate,Likelihood to Recommend,Comment: Tell us more,Employee Number", func(i int) []string {
		return []string{fmt.Sprint(i + 70), at(i, 9), at(i, 10), fmt.Sprint(variantScore(i)), variantText(i), fmt.Sprint(7000 + i%6)}
	})
	ticked := csvOf(",", "Respondent ID,Start Date,End Date,Vil du anbefale os?,Hvorfor?,Må vi kontakte dig?,\n,,,,Open-Ended Response,Ja,Nej", func(i int) []string {
		return []string{fmt.Sprint(118000 + i), at(i, 9), at(i, 10), fmt.Sprint(variantScore(i)), variantText(i), []string{"Ja", ""}[i%2], []string{"", "Nej"}[i%2]}
	})
	judged(t, []variant{
		{"codes.csv", codes, right(inRoles("s_1", "score", "s_2", "comment", "afsluttet", "time"))},
		{"begun.csv", begun, right(inRoles("CompleteDate", "time"), firstAt("2026-03-01 10:15"))},
		{"ticked.csv", ticked, right(inRoles("End Date", "time", "Vil du anbefale os?", "score"))},
	})
}

// TestCodesDeclared: answers counted from 1 are read as is declared, and the number behind the last
// is no answer, and told.
func TestCodesDeclared(t *testing.T) {
	content := scoreFile("s_1", func(v int) string {
		if v == 4 {
			return "12"
		}
		return fmt.Sprint(v + 1)
	})
	batch, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "codes.csv", content)}, Scale: "1-11:8,10", Columns: map[string]string{"score": "s_1"}})
	if err != nil {
		t.Fatal(err)
	}
	told := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_code_beyond" })
	blank := 0
	for _, r := range batch.Responses {
		if r.Class() == models.NoClass {
			blank++
		}
	}
	if !told || blank == 0 || batch.Files[0].Cells > 0 || batch.Files[0].Accepted != variantRows {
		t.Errorf("%d without a score, %d cells lost, told %v of %d rows", blank, batch.Files[0].Cells, told, batch.Files[0].Accepted)
	}
}
