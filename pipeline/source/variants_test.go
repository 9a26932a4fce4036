package source_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// Invented answers: 40 scores with a known NPS and comments of all sorts.
var (
	variantScores = []int{10, 9, 0, 7, 8, 10, 3, 6, 9, 10, 5, 8, 9, 2, 10, 7, 10, 4, 9, 1}
	variantTexts  = []string{
		"Sød pige i kassen, men køen var lang", "VENTEDE EN HEL TIME!!!", "helt fint", "Appen gik i stå; jeg opgav", "Det ka' være bedre",
		"Tak for god hjælp 😊", "dyrt, dyrt, dyrt", "Jeg forstod ikke brevet", "hurtig levering og pænt pakket", "Rodet butik – fandt ingenting",
		"chatten svarer ikke", "Kan varmt anbefales", "ok oplevelse alt i alt",
	}
)

const (
	variantRows = 40
	variantNPS  = 10.0 // 18 promoters, 14 detractors of 40
)

func variantScore(i int) int   { return variantScores[i%len(variantScores)] }
func variantText(i int) string { return variantTexts[i%len(variantTexts)] }

// quoted is a cell of a CSV file.
func quoted(cell string) string {
	if strings.ContainsAny(cell, ",;\"\n\t") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// csvOf writes a header and the rows that cells makes.
func csvOf(delimiter, header string, cells func(i int) []string) string {
	return rows(header, variantRows, func(i int) string {
		line := cells(i)
		for j := range line {
			line[j] = quoted(line[j])
		}
		return strings.Join(line, delimiter)
	})
}

// scoreFile is a file whose scores are written by write.
func scoreFile(header string, write func(v int) string) string {
	return csvOf(";", "Svar-ID;Dato;"+header+";Kommentar", func(i int) []string {
		return []string{fmt.Sprint(900 + i), fmt.Sprintf("%02d-03-2026", 1+i%28), write(variantScore(i)), variantText(i)}
	})
}

// dateFile is a file whose times are written by form.
func dateFile(header, form string) string {
	return csvOf(";", "Svar-ID;"+header+";Score;Kommentar", func(i int) []string {
		day := 1 + i%28
		return []string{fmt.Sprint(900 + i), strings.NewReplacer("DD", fmt.Sprintf("%02d", day), "_D", fmt.Sprint(day), "SERIAL", fmt.Sprint(46081+day),
			"EPOCH", fmt.Sprint(1772352900+86400*(day-1))).Replace(form), fmt.Sprint(variantScore(i)), variantText(i)}
	})
}

type variant struct {
	file, content string
	want          answer
}

func right(with ...func(*answer)) answer {
	a := answer{rows: variantRows, scored: variantRows, nps: variantNPS}
	for _, f := range with {
		f(&a)
	}
	return a
}

func inRoles(pairs ...string) func(*answer) {
	return func(a *answer) {
		a.roles = map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			a.roles[pairs[i]] = pairs[i+1]
		}
	}
}

func withoutNPS(a *answer)           { a.nps = math.NaN() }
func onScale(s string) func(*answer) { return func(a *answer) { a.scale = s; a.nps = math.NaN() } }
func firstAt(s string) func(*answer) { return func(a *answer) { a.first = s } }
func asking(key messages.Key) func(*answer) {
	return func(a *answer) { a.asks, a.scored, a.nps = key, none, math.NaN() }
}

// asked is a file that is refused with a message.
func asked(key messages.Key) answer { a := usual(none, nil); a.asks = key; return a }

func scoredRows(n int) func(*answer) { return func(a *answer) { a.scored = n; a.nps = math.NaN() } }
func judged(t *testing.T, all []variant) {
	t.Helper()
	for _, v := range all {
		t.Run(v.file, func(t *testing.T) {
			batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, v.file, v.content)}})
			_, faults := judge(batch, err, v.want)
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}

// TestScoreForms reads scores as people's tools write them.
func TestScoreForms(t *testing.T) {
	ends := func(low, high string) func(int) string {
		return func(v int) string {
			switch v {
			case 0:
				return low
			case 10:
				return high
			}
			return fmt.Sprint(v)
		}
	}
	each := func(form string) func(int) string { return func(v int) string { return fmt.Sprintf(form, v) } }
	few := func(instead string) func(int) string {
		return func(v int) string {
			if v == 7 || v == 8 {
				return instead
			}
			return fmt.Sprint(v)
		}
	}
	stars := func(form func(n int) string) func(int) string { return func(v int) string { return form(1 + v%5) } }
	var all []variant
	for i, w := range []func(int) string{
		ends("0 - slet ikke sandsynligt", "10 - meget sandsynligt"), ends("Not at all likely - 0", "Extremely likely - 10"), ends("0. Slet ikke", "10. I meget høj grad"),
		ends("0-Slet ikke", "10-Helt sikkert"), ends("0\nSlet ikke sandsynligt", "10\nMeget sandsynligt"), ends("Slet ikke sandsynligt - 0", "Meget sandsynligt - 10"),
		ends("0 (Slet ikke)", "10 (Helt sikkert)"), ends("0: Usandsynligt", "10: Sandsynligt"), ends("0 = nej", "10 = ja"), ends("0) Nej", "10) Ja"),
		each("'%d"), each(`="%d"`), each("%d,0"), each("%d.00"), each("%d/10"), each("%d / 10"), each("%d ud af 10"), each("%d of 10"), each(" %d "), each("+%d"),
		each("%d point"), each("Score: %d"), each("%d\ufe0f\u20e3"), ends("0 – Very unlikely", "10 – Very likely"), each("A%d"), each("%d –"),
	} {
		all = append(all, variant{fmt.Sprintf("form%02d.csv", i), scoreFile("NPS", w), right()})
	}
	for _, words := range []string{"Ved ikke", "ved ikke / ikke relevant", "Ønsker ikke at svare", "Ikke relevant", "99", "-", "N/A", "\\N", "99 - ved ikke", "Don't know", "Prefer not to say", "Ikke besvaret",
		"ikke aktuelt", "Kan ikke vurdere", "-1", "999", "Har ingen holdning", "#N/A", "(blank)"} {
		all = append(all, variant{"missing.csv", scoreFile("Score", few(words)), right(scoredRows(32))})
	}
	for _, form := range []func(int) string{
		func(n int) string { return strings.Repeat("★", n) }, func(n int) string { return strings.Repeat("⭐", n) }, func(n int) string { return strings.Repeat("★", n) + strings.Repeat("☆", 5-n) },
		func(n int) string { return fmt.Sprintf("Rated %d out of 5 stars", n) }, func(n int) string { return fmt.Sprintf("%d stjerner", n) }, func(n int) string { return fmt.Sprintf("%d/5", n) },
		func(n int) string { return fmt.Sprintf("%d ★", n) }, func(n int) string { return fmt.Sprintf("%d out of 5", n) }, func(n int) string { return fmt.Sprintf("%d af 5 stjerner", n) },
		func(n int) string { return strings.Repeat("⭐️", n) }, func(n int) string { return fmt.Sprintf("%d.0 star rating", n) },
	} {
		for _, header := range []string{"Stjerner", "ratingValue", "Bedømmelse"} {
			all = append(all, variant{"stars.csv", scoreFile(header, stars(form)), right(onScale("1-5"))})
		}
	}
	for header, scale := range map[string]string{"Tilfredshed (1-7)": "1-7:6,7", "Rating 0-5": "0-5:4,5", "Score 1–6": "1-6:5,6", "På en skala fra 1 til 7, hvor tilfreds er du?": "1-7:6,7",
		"Karakter [1-4]": "1-4:3,4", "score_1_5": "1-5", "Hvor tilfreds er du? (1 = meget utilfreds, 5 = meget tilfreds)": "1-5", "Vurdering 1 to 10": "1-10", "NPS 0..10": "0-10"} {
		high := int(scale[2] - '0')
		if high == 1 {
			high = 10
		}
		all = append(all, variant{"scale.csv", scoreFile(header, func(v int) string { return fmt.Sprint(1 + v%high) }), right(onScale(scale))})
	}
	judged(t, all)
}

// TestScoreQuestions says what cannot be read as scores, once for the column.
func TestScoreQuestions(t *testing.T) {
	class := func(words ...string) func(int) string {
		return func(v int) string { return words[min(2, max(0, v-6))] }
	}
	judged(t, []variant{
		{"hundred.csv", scoreFile("Score", func(v int) string { return fmt.Sprint(10 * v) }), right(asking("source_scale_hundred"))},
		{"percent.csv", scoreFile("Tilfredshed", func(v int) string { return fmt.Sprintf("%d%%", 10*v) }), right(asking("source_scale_hundred"))},
		{"result.csv", scoreFile("NPS", func(v int) string { return []string{"-100", "0", "100"}[v%3] }), right(asking("source_scale_result"))},
		{"classes.csv", scoreFile("NPS", class("Detractor", "Passive", "Promoter")), right(asking("source_classes"))},
		{"klasser.csv", scoreFile("Kundegruppe NPS", class("Kritikere", "Passive", "Ambassadører")), right(asking("source_classes"))},
		{"ental.csv", scoreFile("Kundetype", class("Kritiker", "Passiv", "Ambassadør")), right(asking("source_classes"))},
		{"neutral.csv", scoreFile("Kundetype", class("Kritiker", "Neutral", "Ambassadør")), right(asking("source_classes"))},
		{"ranges.csv", scoreFile("NPS", class("Detractor (0-6)", "Passiv (7-8)", "Promoter (9-10)")), right(asking("source_classes"))},
		{"hot.csv", scoreFile("Detractor", class("1", "0", "0")), right(asking("source_classes"))},
		{"fortalere.csv", scoreFile("NPS-kategori", class("modstander", "neutral", "fortaler")), right(asking("source_classes"))},
		{"halves.csv", scoreFile("Stjerner", func(v int) string { return fmt.Sprintf("%d,5", 1+v%4) }), right(asking("source_unreadable_halves"))},
		{"nonsense.csv", scoreFile("Score", func(v int) string { return "se kommentar" }), right(asking("source_unreadable_score"))},
	})
}

// TestLowScores never lets scores that happen to lie low decide the scale of a
// question about recommending.
func TestLowScores(t *testing.T) {
	low := func(v int) string { return fmt.Sprint(2 + v%4) }
	for _, header := range []string{"NPS", "Vil du anbefale os?", "net_promoter_score", "likelihood to recommend", "Anbefalingsscore"} {
		judged(t, []variant{{"low.csv", scoreFile(header, low), right(onScale("0-10"))}})
	}
	judged(t, []variant{
		{"plain.csv", scoreFile("Score", low), right(onScale("0-10"), func(a *answer) { a.doubt = true })},
		{"seven.csv", scoreFile("Score", func(v int) string { return fmt.Sprint(1 + v%7) }), right(onScale("0-10"), func(a *answer) { a.doubt = true })},
	})
}

// TestDateForms reads times as exports write them; all are of 1 to 28 March 2026.
func TestDateForms(t *testing.T) {
	var all []variant
	for form, want := range map[string]string{
		"2026/03/DD 9:15:00 AM GMT+1": "2026-03-01 09:15", "2026/03/DD 9:15:00 AM CET": "2026-03-01 09:15", "2026-03-DD 09:15:00 CEST": "2026-03-01 08:15",
		"DD/03-2026": "2026-03-01", "DD/03-26": "2026-03-01", "DD/3 '26": "2026-03-01", "_D. 3. 2026": "2026-03-01", "_D/3 2026": "2026-03-01", "d. _D. marts 2026": "2026-03-01",
		"DD.03.26 kl. 09:15": "2026-03-01 09:15", "3/_D/2026 9:15 a.m.": "2026-03-01 09:15", "3/_D/2026, 9:15:00 PM": "2026-03-01 21:15", "03/DD/26 09:15 PM": "2026-03-01 21:15",
		"Sun Mar DD 2026 09:15:00 GMT+0100 (Central European Standard Time)": "2026-03-01 09:15", "Sun Mar  _D 09:15:00 CET 2026": "2026-03-01 09:15",
		"2026-03-DD-09.15.00.000000": "2026-03-01 09:15", "søndag den _D. marts 2026 kl. 09.15.00 Centraleuropæisk normaltid": "2026-03-01 09:15",
		"2026-03-DD 09:15:00 Europe/Copenhagen": "2026-03-01 09:15", "202603DDT091500": "2026-03-01 09:15", "202603DDT081500Z": "2026-03-01 09:15", "202603DD 0915": "2026-03-01 09:15",
		"202603DD": "2026-03-01", "202603DD091500": "2026-03-01 09:15", "DD032026": "2026-03-01", "DD0326": "2026-03-01", "2603DD": "2026-03-01",
		"EPOCH": "2026-03-01 09:15", "EPOCH000": "2026-03-01 09:15", "EPOCH000000": "2026-03-01 09:15", "EPOCH.250": "2026-03-01 09:15",
		"SERIAL": "2026-03-01", "SERIAL,385416667": "2026-03-01 09:15", "SERIAL.385416667": "2026-03-01 09:15",
		"DD/03/2026 09:15 t": "2026-03-01 09:15", "DD-03-2026 09h15": "2026-03-01 09:15", "DD/03/2026 kl. 9.15": "2026-03-01 09:15", "DD.03.2026, 09.15 Uhr": "2026-03-01 09:15",
		"2026-03-DDT09:15:00.123+01:00": "2026-03-01 09:15", "2026-03-DDT08:15:00Z": "2026-03-01 09:15", "2026-03-DD 08:15:00 +0000": "2026-03-01 09:15", "2026-03-DD 08:15:00 UTC": "2026-03-01 09:15",
		"_D-Mar-2026 09:15:00": "2026-03-01 09:15", "_D. mar. 2026": "2026-03-01", "Mar _D, 2026 9:15 AM": "2026-03-01 09:15", "March _D, 2026": "2026-03-01", "Sunday, March _D, 2026": "2026-03-01",
		"Sun, DD Mar 2026 09:15:00 +0100": "2026-03-01 09:15", "_Dth of March 2026": "2026-03-01", "2026.03.DD": "2026-03-01", "2026-3-_D": "2026-03-01",
		"2026-03": "2026-03-01", "03-2026": "2026-03-01", "marts 2026": "2026-03-01", "Mar-26": "2026-03-01", "2026-W09": "2026-02-23", "uge 9 2026": "2026-02-23", "2026-W09-1": "2026-02-23", "2026-Q1": "2026-01-01",
		"1. kvartal 2026": "2026-01-01",
	} {
		a := right(firstAt(want))
		if strings.HasPrefix(form, "3/_D") || strings.HasPrefix(form, "03/DD") {
			a.nps = variantNPS
		}
		all = append(all, variant{"dates.csv", dateFile("Tidspunkt", form), a})
	}
	all = append(all, variant{"created.csv", dateFile("created_at", "EPOCH"), right(firstAt("2026-03-01 09:15"))})
	for header, want := range map[string]string{"Submitted At (UTC)": "2026-03-01 10:15", "besvaret_utc": "2026-03-01 10:15", "Dato (GMT+2)": "2026-03-01 08:15", "Svartidspunkt [CET]": "2026-03-01 09:15",
		"Timestamp (Europe/London)": "2026-03-01 10:15"} {
		all = append(all, variant{"zones.csv", dateFile(header, "2026-03-DD 09:15:00"), right(firstAt(want))})
	}
	judged(t, all)
}

// TestSixDigits reads 010326 as a day or not at all.
func TestSixDigits(t *testing.T) {
	batch := read(t, "six.csv", dateFile("Dato", "DD0326"), source.Config{})
	for _, r := range batch.Responses {
		if d := r.Day.String(); !strings.HasPrefix(d, "2026-03-") {
			t.Errorf("read as %s", d)
		}
	}
	batch = read(t, "lost.csv", dateFile("Dato", "_D0326"), source.Config{}) // a spreadsheet took the first zero
	for _, r := range batch.Responses {
		if d := r.Day.String(); !strings.HasPrefix(d, "2026-03-") {
			t.Errorf("without its zero read as %s", d)
		}
	}
}

// TestTimeAnswered takes when it was answered before when it was begun.
func TestTimeAnswered(t *testing.T) {
	for _, pair := range [][2]string{
		{"Start Date (UTC)", "Submit Date (UTC)"}, {"created_at", "closed_at"}, {"Oprettet", "Afsluttet"}, {"Starttidspunkt", "Fuldførelsestidspunkt"}, {"Start time", "Completion time"},
		{"Date started", "Date submitted"}, {"StartDate", "EndDate"}, {"Startet", "Besvaret"}, {"Påbegyndt", "Indsendt"}, {"Sendt dato", "Svardato"}, {"Invited at", "Responded at"},
		{"Opened", "Closed"}, {"Creation date", "Completed date"}, {"Start", "Slut"}, {"Oprettelsesdato", "Lukket dato"}, {"Udsendt", "Udfyldt"}, {"Sent date", "Date"}, {"Kald startet", "Kald slut"}, {"Startzeit", "Fertigstellungszeit"}, {"Starttid", "Slutförandetid"}, {"Rating requested at", "Conversation rated at"},
	} {
		for turn := range 2 {
			first, second := pair[turn], pair[1-turn]
			content := csvOf(";", "ID;"+first+";"+second+";NPS;Kommentar", func(i int) []string {
				return []string{fmt.Sprint("x", i), fmt.Sprintf("2026-03-%02d 10:15:00", 1+i%28), fmt.Sprintf("2026-03-%02d 10:25:00", 1+i%28), fmt.Sprint(variantScore(i)), variantText(i)}
			})
			judged(t, []variant{{"times.csv", content, right(inRoles(pair[1], "time", pair[0], "ignored"))}})
		}
	}
}

// TestWhichScore takes what asks about recommending before other marks.
func TestWhichScore(t *testing.T) {
	for _, c := range [][2]string{
		{"CSAT", "Vil du anbefale os til en ven? (0-10)"}, {"Tilfredshed", "NPS"}, {"Rating", "Hvor sandsynligt er det, at du vil anbefale os?"}, {"Samlet vurdering", "Anbefalingsscore"},
		{"Score", "Vil du anbefale os?"}, {"Stars", "likelihood_to_recommend"}, {"Overall satisfaction", "How likely are you to recommend us?"}, {"Karakter for ventetid", "NPS score"},
		{"Hvor tilfreds er du med betjeningen?", "Q2: anbefaling"}, {"CES", "net_promoter_score"}, {"Medarbejderens venlighed", "Score"},
	} {
		for turn := range 2 {
			header := "Svar-ID;" + c[turn] + ";" + c[1-turn] + ";Kommentar"
			content := csvOf(";", header, func(i int) []string {
				cells := []string{fmt.Sprint(800 + i), fmt.Sprint(1 + i%5), fmt.Sprint(variantScore(i)), variantText(i)}
				if turn == 1 {
					cells[1], cells[2] = cells[2], cells[1]
				}
				return cells
			})
			judged(t, []variant{{"which.csv", content, right(inRoles(c[0], "rating", c[1], "score"))}})
		}
	}
	for _, header := range []string{"Samlet vurdering", "score_0_10", "ratingValue", "Din karakter", "Hvor tilfreds er du alt i alt?", "q1", "s_1", "Spørgsmål 1", "Q3_score", "answers.rating", "point", "NPS-score", "nps_value",
		"Giv os en karakter", "Hvordan vil du bedømme dit besøg?", "Overall rating", "Svar på spørgsmål 1", "reviewRating.ratingValue", "Hvor sandsynligt er det?", "Your score"} {
		judged(t, []variant{{"lone.csv", scoreFile(header, func(v int) string { return fmt.Sprint(v) }), right(inRoles(header, "score"))}})
	}
}

// TestLayouts reads files as well-known tools lay them out.
func TestLayouts(t *testing.T) {
	day := func(i int) string { return fmt.Sprintf("2026-03-%02d 09:15:00", 1+i%28) }
	usual := func(i int) (string, string) { return fmt.Sprint(variantScore(i)), variantText(i) }
	yes := func(i int) string { return []string{"No", "Yes"}[i%2] }
	judged(t, []variant{
		{"typeform.csv", csvOf(",", `#,"Hvor sandsynligt er det, at du vil anbefale os?",Hvad er den vigtigste årsag?,Start Date (UTC),Submit Date (UTC),Network ID`, func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprintf("%08x", 7919*(i+1)), s, c, day(i), day(i), fmt.Sprintf("%010x", i)}
		}), right(inRoles("#", "id", "Submit Date (UTC)", "time"))},
		{"google_play.csv", csvOf(",", "Package Name,App Version Code,Reviewer Language,Device,Review Submit Date and Time,Review Last Update Date and Time,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Text,Review Link", func(i int) []string {
			return []string{"dk.eksempel.app", "120", "da", "pixel7", strings.Replace(day(i), " ", "T", 1) + "Z", strings.Replace(day(i), " ", "T", 1) + "Z", fmt.Sprint(1 + i%5), "", variantText(i), "", "", "https://eksempel.dk/r/" + fmt.Sprint(i)}
		}), right(onScale("1-5"), inRoles("Reviewer Language", "language", "Star Rating", "score", "Review Text", "comment", "Review Submit Date and Time", "time"))},
		{"appstore.csv", csvOf(",", "id,userName,version,score,title,text,url,updated", func(i int) []string {
			return []string{fmt.Sprint(7919 * (i + 1)), fmt.Sprint("bruger", i), "2.1", fmt.Sprint(1 + i%5), "Titel her", variantText(i), "https://x.dk/" + fmt.Sprint(i), strings.Replace(day(i), " ", "T", 1) + "Z"}
		}), right(withoutNPS, inRoles("id", "id", "userName", "private", "score", "score", "title", "title", "text", "comment"))},
		{"zendesk.csv", csvOf(",", "Ticket ID,Requester,Assignee,Group,Created at,Solved at,Satisfaction score,Satisfaction comment,Channel", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprint(1000 + i), "x", "y", "Support", day(i), day(i), s, c, "web"}
		}), right(inRoles("Ticket ID", "id", "Requester", "private", "Assignee", "person", "Satisfaction comment", "comment", "Satisfaction score", "score", "Channel", "touchpoint"))},
		{"surveyxact.csv", csvOf(";", "respondent;stato_1;s_1;s_2;created;modified;closed", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprint(i + 1), "Gennemført", s, c, day(i), day(i), day(i)}
		}), right(inRoles("respondent", "id", "closed", "time", "s_1", "score", "s_2", "comment"))},
		{"enalyzer.csv", csvOf(";", "Respondent ID;Afsluttet;Sprog;Hvor sandsynligt er det, at du vil anbefale os til andre?;Begrund gerne dit svar", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprint(i + 500), day(i), "Dansk", s, c}
		}), right(inRoles("Sprog", "language", "Afsluttet", "time", "Begrund gerne dit svar", "comment"))},
		{"surveymonkey.csv", "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How likely is it that you would recommend us?,What could we do better?,Which of these?,\n" +
			",,,,,,,,,Response,Open-Ended Response,App,Butik\n" + strings.SplitN(csvOf(",", "x", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprint(11000000 + i), "77", "03/01/2026 09:15:00", fmt.Sprintf("03/%02d/2026 09:15:00", 1+i%28), "192.0.2.1", "", "", "", "", s, c, []string{"App", ""}[i%2], []string{"", "Butik"}[i%2]}
		}), "\n", 2)[1], right(inRoles("Respondent ID", "id", "End Date", "time", "IP Address", "private", "What could we do better?", "comment", "Which of these? Butik", "segment"))},
		{"yesno.csv", csvOf(",", "text_content,verified,route,seat,advice,nps", func(i int) []string {
			s, c := usual(i)
			return []string{c, "True", "A-B", "3", yes(i), s}
		}), right(inRoles("text_content", "comment", "nps", "score", "advice", "segment"))},
		{"kanal_sted.csv", csvOf(";", "Kode A;Kode B;Kode C;Kode D", func(i int) []string {
			s, c := usual(i)
			return []string{s, c, []string{"Telefon", "Mail", "Chat"}[i%3], []string{"Butik", "Filial"}[i%2]}
		}), right(inRoles("Kode A", "score", "Kode B", "comment", "Kode C", "segment"))},
		{"values_first.csv", csvOf(";", "x1;x2;x3;x4", func(i int) []string {
			s, c := usual(i)
			return []string{c, []string{"Kommentar", "Score", "Region"}[i%3], s, []string{"nej", "ja"}[i%2]}
		}), right(inRoles("x1", "comment", "x3", "score"))},
		{"titles.csv", strings.Repeat("Rapport udtrukket af systemet;;;\n", 19) + scoreFile("Score", func(v int) string { return fmt.Sprint(v) }), right(inRoles("Score", "score"))},
		{"titles_short.csv", "NPS-rapport\nPeriode: marts 2026\n\n" + scoreFile("Score", func(v int) string { return fmt.Sprint(v) }), right(inRoles("Score", "score"))},
		{"two_comments.csv", csvOf(";", "Svar-ID;NPS;Hvad gør vi godt?;Hvad skal vi gøre bedre?;Andet du vil tilføje?", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprint(i + 500), s, c, variantText(i + 3), variantText(i + 5)}
		}), right(inRoles("Hvad gør vi godt?", "comment", "Hvad skal vi gøre bedre?", "answer", "Andet du vil tilføje?", "answer"), func(a *answer) { a.answers = variantRows })},
		{"reply.csv", csvOf(";", "Svar-ID;Stjerner;Anmeldelse;Svar fra virksomheden", func(i int) []string {
			return []string{fmt.Sprint(i + 500), fmt.Sprint(1 + i%5), variantText(i), "Tak for din anmeldelse, det er vi glade for"}
		}), right(onScale("1-5"), inRoles("Anmeldelse", "comment", "Svar fra virksomheden", "ignored"))},
		{"only_comments.csv", rows("Hvad synes du om os?", variantRows, func(i int) string { return variantText(i) }), right(scoredRows(none), inRoles("Hvad synes du om os?", "comment"))},
		{"semicolon_commas.csv", csvOf(";", "Dato;Karakter;Bemærkninger", func(i int) []string {
			s, c := usual(i)
			return []string{fmt.Sprintf("%02d.03.2026", 1+i%28), s, c + ", " + c}
		}), right(inRoles("Bemærkninger", "comment"))},
	})
}

// TestDialectVariants reads the ways in which rows are quoted, escaped and torn.
func TestDialectVariants(t *testing.T) {
	line := func(i int) (string, string, string) {
		return fmt.Sprint(500 + i), fmt.Sprint(variantScore(i)), variantText(i)
	}
	escaped := func(quote bool) string {
		return rows("id,score,comment", variantRows, func(i int) string {
			id, s, c := line(i)
			if quote {
				return fmt.Sprintf(`%s,%s,"hun sagde \"%s\" til mig"`, id, s, c)
			}
			return fmt.Sprintf(`%s,%s,%s`, id, s, strings.ReplaceAll(c, ",", `\,`))
		})
	}
	judged(t, []variant{
		{"backslash.csv", escaped(true), right()},
		{"escaped.csv", escaped(false), right()},
		{"unquoted.csv", rows("id,score,comment", variantRows, func(i int) string {
			id, s, c := line(i)
			return id + "," + s + "," + strings.ReplaceAll(c, ";", ",") + ", ja, sådan"
		}), right()},
		{"unquoted_middle.csv", rows("id,comment,score,dato", variantRows, func(i int) string {
			id, s, c := line(i)
			return id + "," + c + "," + s + fmt.Sprintf(",2026-03-%02d", 1+i%28)
		}), right(inRoles("comment", "comment", "score", "score", "dato", "time"))},
		{"wholeline.csv", rows("id,score,comment", variantRows, func(i int) string {
			id, s, c := line(i)
			return quoted(id + "," + s + "," + quoted(c) + ",")[0:1] + strings.ReplaceAll(id+","+s+","+quoted(c), `"`, `""`) + `"`
		}), right()},
		{"wholeline_header.csv", "\"id;score;comment\"\n" + strings.SplitN(rows("x", variantRows, func(i int) string {
			id, s, c := line(i)
			return `"` + strings.ReplaceAll(id+";"+s+";"+quoted(c), `"`, `""`) + `"`
		}), "\n", 2)[1], right()},
		{"null.tsv", rows("id\tscore\tcomment", variantRows, func(i int) string {
			id, s, c := line(i)
			if i%4 == 3 {
				s, c = `\N`, `\N`
			}
			return id + "\t" + s + "\t" + c
		}), right(scoredRows(30))},
		{"repeated.csv", strings.Replace(scoreFile("Score", func(v int) string { return fmt.Sprint(v) }), "\n910;", "\nSvar-ID;Dato;Score;Kommentar\n910;", 1), right()},
		{"caret.csv", rows("id^score^comment", variantRows, func(i int) string { id, s, c := line(i); return id + "^" + s + "^" + c }), right()},
		{"trailing.csv", rows("id;score;comment;;;", variantRows, func(i int) string { id, s, c := line(i); return id + ";" + s + ";" + quoted(c) + ";;;" }), right()},
		{"spaces.csv", rows("id, score, comment", variantRows, func(i int) string { id, s, c := line(i); return id + ", " + s + ", " + quoted(c) }), right()},
	})
	for _, c := range []struct {
		page *charmap.Charmap
		name string
		text string
	}{
		{charmap.Windows1252, "windows-1252", "I can’t – “really”…"}, {charmap.Windows1252, "windows-1252", "très déçu, ça n’est pas possible"}, {charmap.ISO8859_1, "windows-1252", "Köen är för lång"},
		{charmap.Windows1252, "windows-1252", "kun ét tegn: é"}, {charmap.CodePage865, "cp865", "både æbler og pærer på båden"},
	} {
		text, err := c.page.NewEncoder().String(rows("id;score;comment", variantRows, func(i int) string { return fmt.Sprintf("%d;%d;%s", i+500, variantScore(i), c.text) }))
		if err != nil {
			t.Fatal(err)
		}
		judged(t, []variant{{"page.csv", text, right(func(a *answer) { a.encoding = c.name })}})
	}
}

// TestNested reads objects to any depth and under any wrapper.
func TestNested(t *testing.T) {
	list := func(form string) string {
		parts := make([]string, variantRows)
		for i := range parts {
			parts[i] = fmt.Sprintf(form, i, variantScore(i), variantText(i))
		}
		return strings.Join(parts, ",\n")
	}
	flat := `{"id": "r%d", "score": %d, "comment": %q}`
	judged(t, []variant{
		{"items.json", `{"total_items": 40, "page": 1, "items": [` + list(flat) + `]}`, right()},
		{"data.json", `{"meta": {"n": 1}, "data": {"results": [` + list(flat) + `]}}`, right()},
		{"value.json", `{"@odata.context": "x", "value": [` + list(flat) + `]}`, right()},
		{"array.json", `[` + list(flat) + `]`, right()},
		{"pretty.json", strings.ReplaceAll(`[`+list(flat)+`]`, ", \"", ",\n  \""), right()},
		{"lines.ndjson", strings.ReplaceAll(list(flat), ",\n", "\n"), right()},
		{"behind.json", strings.ReplaceAll(strings.ReplaceAll(list(flat), ",\n", "\n"), ", \"", ",\n  \""), right()},
		{"lists.json", `[["id","score","comment"],` + list(`["r%d", %d, %q]`) + `]`, right()},
		{"deep.jsonl", strings.ReplaceAll(list(`{"response": {"id": "r%d", "answers": {"q1": {"value": %d, "title": "Vil du anbefale os?"}, "q2": {"value": %q, "title": "Hvorfor?"}}}}`), ",\n", "\n"),
			right(inRoles("response.answers.q1.value", "score", "response.answers.q2.value", "comment"))},
		{"typeform.json", `{"items": [` + list(`{"response_id": "r%d", "submitted_at": "2026-03-01T09:15:00Z", "answers": [{"field": {"id": "abc", "type": "opinion_scale", "ref": "nps"}, "type": "number", "number": %d}, {"field": {"id": "def", "ref": "hvorfor"}, "type": "text", "text": %q}]}`) + `]}`,
			right(inRoles("answers.nps", "score", "answers.hvorfor", "comment"))},
		{"questions.json", `{"responses": [` + list(`{"id": "r%d", "answers": [{"question": "Hvor sandsynligt er det, at du vil anbefale os?", "answer": %d}, {"question": "Hvad er årsagen?", "answer": %q}]}`) + `]}`,
			right(inRoles("answers.Hvad er årsagen?", "comment"))},
		{"questions-within.json", `{"responses": [` + list(`{"id": "r%d", "answers": [{"question": {"id": "a", "text": "Hvor sandsynligt er det, at du vil anbefale os?"}, "type": "scale", "value": %d}, {"question": {"id": "b", "text": "Hvad er årsagen?"}, "type": "text", "value": %q}]}`) + `]}`,
			right(inRoles("answers.Hvor sandsynligt er det, at du vil anbefale os?", "score", "answers.Hvad er årsagen?", "comment"))},
		{"question-text.json", `{"responses": [` + list(`{"id": "r%d", "answers": [{"id": "1", "question_text": "Hvor sandsynligt er det, at du vil anbefale os?", "value": %d}, {"id": "2", "question_text": "Hvad er årsagen?", "value": %q}]}`) + `]}`,
			right(inRoles("answers.Hvor sandsynligt er det, at du vil anbefale os?", "score", "answers.Hvad er årsagen?", "comment"))},
	})
}

// TestNoSurvey refuses what is none, and what has one row a question.
func TestNoSurvey(t *testing.T) {
	judged(t, []variant{
		{"readme.md", "# Et program\n\nDet gør noget, og det gør det godt.\n\n## Brug\n\n- kør det\n- se på det, og smil\n- luk det igen\n", answer{asks: "source_no_header", nps: math.NaN()}},
		{"how.md", "Hvorfor?\n\n# Et program\n\n" + strings.Repeat("Det gør noget og det gør det godt når man beder om det\n", 6) + "## Brug\n\n```\nkør det nu\n```\n", answer{asks: "source_no_header", nps: math.NaN()}},
		{"log.txt", rows("2026-03-01 09:15:00 INFO server started on port 8080", 30, func(i int) string { return fmt.Sprintf("2026-03-01 09:%02d:00 INFO request handled in %d ms", i, i*7) }), answer{asks: "source_no_header", nps: math.NaN()}},
		{"prices.csv", rows("vare,lager,pris", 30, func(i int) string { return fmt.Sprintf("Stol nr %d i bøg,%d,%d.50", i, 100+i*7, i*13) }), answer{asks: "source_no_survey", nps: math.NaN()}},
		{"long.csv", rows("respondent;spørgsmål;svar", 60, func(i int) string {
			if i%2 == 0 {
				return fmt.Sprintf("%d;Vil du anbefale os?;%d", i/2, variantScore(i))
			}
			return fmt.Sprintf("%d;Hvorfor?;%s", i/2, variantText(i))
		}), answer{asks: "source_long", nps: math.NaN()}},
	})
}
