package source_test

import (
	"fmt"
	"math"
	"testing"
	"unicode/utf16"

	"stemme/pipeline/source"
)

// datedOf are rows with an id, a day, what cells adds, and a text.
func datedOf(delimiter, header string, cells func(i int) []string) string {
	return csvOf(delimiter, header, func(i int) []string {
		line := append([]string{fmt.Sprint(900 + i), fmt.Sprintf("%02d-03-2025", 1+i%28)}, cells(i)...)
		return append(line, variantText(i))
	})
}

// wide is s in UTF-16 with its mark, as spreadsheets save it.
func wide(s string) string {
	out := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(s)) {
		out += string([]byte{byte(u), byte(u >> 8)})
	}
	return out
}

// noScore is a file read without a score, which says why.
func noScore(with ...func(*answer)) answer {
	a := right(with...)
	a.scored, a.nps = none, math.NaN()
	return a
}

// TestStrangersExports reads files as survey tools and people write them.
func TestStrangersExports(t *testing.T) {
	pick := func(words ...string) func(i int) []string {
		return func(i int) []string { return []string{words[i%len(words)]} }
	}
	score := func(i int) string { return plain(variantScore(i)) }
	judged(t, []variant{
		{"enalyzer.csv", csvOf(";", "Respondent;Status;Oprettet;Afsluttet;1. Hvor sandsynligt er det, at du vil anbefale os?;2. Hvad er den vigtigste årsag?;3. Hvor tilfreds er du med: - Pris", func(i int) []string {
			return []string{fmt.Sprint(500 + i), "Gennemført", fmt.Sprintf("%02d-03-2025 08:01", 1+i%28), fmt.Sprintf("%02d-03-2025 08:09", 1+i%28), score(i), variantText(i), fmt.Sprint(1 + i%5)}
		}), right(inRoles("Afsluttet", "time", "Oprettet", "ignored", "2. Hvad er den vigtigste årsag?", "comment", "3. Hvor tilfreds er du med: - Pris", "rating"), firstAt("2025-03-01 08:09"))},
		{"surveyxact.csv", wide(csvOf(";", "respondent;statoverall_4;closetime;s_5;s_6", func(i int) []string {
			return []string{fmt.Sprint(500 + i), "1", fmt.Sprintf("2025-03-%02d 10:11:00", 1+i%28), score(i), variantText(i)}
		})), right(inRoles("closetime", "time", "s_5", "score", "s_6", "comment"), func(a *answer) { a.encoding, a.doubt = "utf-16le", true })},
		{"google.csv", csvOf(",", `Tidsstempel,"Hvor sandsynligt er det, at du vil anbefale os? (0 = slet ikke, 10 = meget)",Hvorfor?,Skriv din mail`, func(i int) []string {
			return []string{fmt.Sprintf("2025/03/%02d 9.15.00 AM CET", 1+i%28), score(i), variantText(i), []string{"", fmt.Sprintf("k%d@firma.dk", i)}[i%2]}
		}), right(inRoles("Tidsstempel", "time", "Hvorfor?", "comment", "Skriv din mail", "private"), onScale("0-10"), firstAt("2025-03-01 09:15"))},
		{"zendesk.csv", csvOf(",", "Ticket ID,Requester,Assignee,Created at,Solved at,Satisfaction Score,Satisfaction Comment", func(i int) []string {
			return []string{fmt.Sprint(700 + i), "Mette Hansen", "Bo Vang", fmt.Sprintf("2025-03-%02d 08:00", 1+i%28), fmt.Sprintf("2025-03-%02d 12:00", 1+i%28), []string{"Good", "Bad"}[i%2], variantText(i)}
		}), noScore(inRoles("Solved at", "time", "Satisfaction Score", "segment", "Satisfaction Comment", "comment", "Requester", "private", "Assignee", "person"), func(a *answer) { a.asks = "source_verdicts" })},
		{"hubspot.csv", csvOf(",", "Record ID,Survey Type,Submission Date,Rating,Response Group,Feedback,Contact Email", func(i int) []string {
			return []string{fmt.Sprint(100 + i), "NPS", fmt.Sprintf("2025-03-%02d 10:00", 1+i%28), score(i), []string{"Detractor", "Passive", "Promoter"}[map[bool]int{true: 2}[variantScore(i) > 8]+map[bool]int{true: 1}[variantScore(i) == 7 || variantScore(i) == 8]], variantText(i), "a@b.dk"}
		}), right(inRoles("Rating", "score", "Response Group", "ignored", "Feedback", "comment", "Contact Email", "private"))},
		{"kort.csv", csvOf(";", "Nr.;Dato;Karakter;Bemærkning", func(i int) []string {
			return []string{fmt.Sprint(i + 1), fmt.Sprintf("%d.%d.25", 28-i%28, 1+i%12), score(i), variantText(i)}
		}), right(inRoles("Dato", "time"), firstAt("2025-01-28"))},
		{"lang.csv", csvOf(";", "Løbenr;Besvaret den;Score;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(i + 1), fmt.Sprintf("%d. %s 2025", 3+i%20, []string{"marts", "maj", "oktober"}[i%3]), score(i), variantText(i)}
		}), right(firstAt("2025-03-03"))},
		{"serie.csv", csvOf(";", "id;Dato;NPS;Kommentar", func(i int) []string {
			return []string{fmt.Sprint(i + 1), fmt.Sprintf("%d,5", 45700+i), score(i), variantText(i)}
		}), right(inRoles("Dato", "time"), firstAt("2025-02-12 12:00"))},
		{"ord.csv", datedOf(";", "id;Dato;Vil du anbefale os?;Kommentar", func(i int) []string {
			return []string{map[int]string{10: "10 - meget sandsynligt", 9: "9 - meget sandsynligt", 0: "0 - slet ikke"}[variantScore(i)] + map[bool]string{true: score(i)}[variantScore(i) != 10 && variantScore(i) != 9 && variantScore(i) != 0]}
		}), right(inRoles("Vil du anbefale os?", "score"), onScale("0-10"))},
		{"smiley.csv", datedOf(";", "id;Dato;Oplevelse;Kommentar", pick("😡", "🙁", "😐", "🙂", "😀")), noScore(inRoles("Oplevelse", "segment"), func(a *answer) { a.asks = "source_no_score" })},
		{"to.csv", datedOf(";", "id;Dato;Tilfredshed 1-5;Sandsynlighed for anbefaling;Kommentar", func(i int) []string { return []string{fmt.Sprint(1 + i%5), score(i)} }),
			right(inRoles("Tilfredshed 1-5", "rating", "Sandsynlighed for anbefaling", "score"), onScale("0-10"))},
		{"klasse.csv", datedOf(";", "id;Dato;Kategori;Kommentar", pick("Ambassadør", "Passiv", "Kritiker")), noScore(inRoles("Kategori", "segment"), func(a *answer) { a.asks = "source_classes" })},
		{"skift.csv", datedOf(";", "id;Dato;Hvor sandsynligt er det, at du skifter bank inden for et år? (0-10);Kommentar", func(i int) []string { return []string{score(i)} }),
			noScore(inRoles("Hvor sandsynligt er det, at du skifter bank inden for et år? (0-10)", "rating"), func(a *answer) { a.asks = "source_no_score" })},
		{"begge.csv", csvOf(";", "Svar;Tid;NPS rådgiver;NPS bank;Begrundelse rådgiver;Begrundelse bank", func(i int) []string {
			return []string{fmt.Sprint(900 + i), fmt.Sprintf("%02d-03-2025", 1+i%28), fmt.Sprint(i % 11), score(i), "om rådgiveren " + variantText(i+1), variantText(i)}
		}), right(inRoles("NPS bank", "score", "NPS rådgiver", "rating", "Begrundelse bank", "comment"), func(a *answer) { a.doubt = true })},
		{"komma.csv", datedOf(";", "id;Dato;Score;Kommentar", func(i int) []string { return []string{score(i) + ",0"} }), right(inRoles("Score", "score"))},
		{"janej.csv", datedOf(";", "id;Dato;Vil du anbefale os?;Karakter (0-10);Uddyb", func(i int) []string { return []string{[]string{"Ja", "Nej"}[i%2], score(i)} }),
			right(inRoles("Karakter (0-10)", "score", "Vil du anbefale os?", "segment"))},
		{"uden_aar.csv", dateFile("Dato", "_D/3"), asked("source_unreadable_time")},
		{"omvendt.csv", datedOf(";", "id;Dato;Karakter (1 = meget tilfreds, 5 = meget utilfreds);Kommentar", pick("1", "2", "3", "4", "5")), asked("source_scale_turned")},
	})
}

// TestNotesAtTheSide: what somebody wrote in a cell beside the table is no part of the customers' words,
// and no way to cut.
func TestNotesAtTheSide(t *testing.T) {
	batch := read(t, "noter.csv", csvOf(";", "id;Dato;NPS;Kommentar;;;", func(i int) []string {
		return []string{fmt.Sprint(900 + i), fmt.Sprintf("%02d-03-2025", 1+i%28), plain(variantScore(i)), variantText(i), "", map[int]string{3: "HUSK at ringe", 9: "HUSK at ringe"}[i], ""}
	}), source.Config{})
	for i, r := range batch.Responses {
		if r.Comment != variantText(i) || len(r.Segments) > 0 {
			t.Fatalf("%q and %v, want %q", r.Comment, r.Segments, variantText(i))
		}
	}
	if f := batch.Files[0]; f.Accepted != variantRows || f.Scored != variantRows {
		t.Errorf("%d rows, %d scored", f.Accepted, f.Scored)
	}
}
