package source_test

import (
	"context"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"stemme/models"
	"stemme/pipeline/source"
)

// A fact is a response before it is written in any way.
type fact struct {
	id      string
	at      time.Time // in Danish time, at a whole minute
	score   int
	comment string
	channel string
}

// A layoutForm is how the columns of a file stand and are called; a column is
// "id", "time", "score", "comment", "channel", or another, which is filled with
// noise.
type layoutForm struct {
	above   []string // lines above the header
	columns []string
	headers []string
	second  []string // a second header line
}

var layoutForms = []layoutForm{
	{columns: []string{"id", "time", "score", "comment", "channel"}, headers: []string{"Svar-ID", "Dato", "Score", "Kommentar", "Kanal"}},
	{columns: []string{"channel", "comment", "score", "time", "id"}, headers: []string{"Kontaktpunkt", "Fritekst", "NPS", "Besvaret", "Respondentnr"}},
	{columns: []string{"id", "time", "score", "comment", "channel"}, headers: []string{"Response ID", "Date submitted", "How likely are you to recommend us?", "What is the main reason for your score?", "Channel"}},
	{columns: []string{"time", "score", "comment", "channel", "id"}, headers: []string{"Tidsstempel", "Hvor sandsynligt er det, at du vil anbefale os?", "Hvorfor?", "Kanal", "Token"}},
	{above: []string{"Undersøgelse", "Udtrukket i går"}, columns: []string{"id", "score", "comment", "time", "channel"}, headers: []string{"Svarnummer", "Din karakter", "Begrundelse", "Svardato", "Kanal"}},
	{columns: []string{"id", "noise", "score", "comment", "time", "channel"}, headers: []string{"Case ID", "CSAT", "net_promoter_score", "feedback", "closed_at", "channel"}},
	{columns: []string{"time", "id", "score", "comment", "channel"}, headers: []string{"EndDate", "ResponseId", "Q1", "Q2", "Kanal"},
		second: []string{"End Date", "Response ID", "Hvor sandsynligt er det, at du vil anbefale os?", "Hvad er årsagen til din score?", "Hvilken kanal brugte du?"}},
	{columns: []string{"id", "noise", "noise", "score", "time", "comment", "channel"}, headers: []string{"#", "Rating", "Stars", "Vil du anbefale os? (0-10)", "Submit Date", "Uddyb gerne", "Kanal"}},
	{columns: []string{"id", "score", "comment", "time", "channel"}, headers: []string{"ID", "ANBEFALING", "BEMÆRKNINGER", "TIDSPUNKT", "KANAL"}},
	{columns: []string{"id", "score", "time", "channel", "comment"}, headers: []string{"submission_id", "score_0_10", "submitted_at", "touchpoint", "text"}},
	{columns: []string{"channel", "id", "time", "comment", "score", "noise"}, headers: []string{"Kanal", "Løbenr.", "Afsluttet", "Hvad er årsagen til din score?", "NPS-score", "Tilfredshed"}},
	{columns: []string{"id", "time", "score", "comment", "channel"}, headers: []string{"besvarelsesid", "besvaret_dato", "anbefalingsscore", "kommentartekst", "kontaktkanal"}},
}

// timeForms write a time; those that hold only the day are marked.
var timeForms = []struct {
	form func(time.Time) string
	day  bool
}{
	{func(t time.Time) string { return t.Format("02-01-2006 15:04") }, false},
	{func(t time.Time) string { return t.Format("02/01/2006") }, true},
	{func(t time.Time) string { return t.Format("2006-01-02T15:04:05-07:00") }, false},
	{func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }, false},
	{func(t time.Time) string { return t.Format("2.1.06 kl. 15.04") }, false},
	{func(t time.Time) string {
		_, offset := t.Zone()
		return t.Format("2006/01/02 3:04:05 PM") + fmt.Sprintf(" GMT+%d", offset/3600)
	}, false},
	{func(t time.Time) string { return fmt.Sprint(t.Unix()) }, false},
	{func(t time.Time) string {
		months := []string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
		return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
	}, true},
}

var markForms = []func(int) string{
	func(v int) string { return fmt.Sprint(v) },
	func(v int) string { return fmt.Sprintf("%d,0", v) },
	func(v int) string { return fmt.Sprintf("%d/10", v) },
	func(v int) string { return fmt.Sprintf("'%d", v) },
	func(v int) string {
		if label := map[int]string{0: "0 - Slet ikke sandsynligt", 10: "10 - Meget sandsynligt"}[v]; label != "" {
			return label
		}
		return fmt.Sprint(v)
	},
	func(v int) string {
		if v == 10 {
			return "Meget sandsynligt - 10"
		}
		return fmt.Sprint(v)
	},
}

var encodeForms = map[string]func(string) string{
	"utf-8":        func(s string) string { return s },
	"utf-8, mark":  func(s string) string { return "\ufeff" + s },
	"utf-16le":     func(s string) string { return "\xff\xfe" + utf16Text(s, binary.LittleEndian) },
	"utf-16be":     func(s string) string { return "\xfe\xff" + utf16Text(s, binary.BigEndian) },
	"windows-1252": func(s string) string { return eightBit(charmap.Windows1252, s) },
	"cp865":        func(s string) string { return eightBit(charmap.CodePage865, s) },
}

func eightBit(page *charmap.Charmap, s string) string {
	out, err := page.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

var delimiterForms = []rune{';', ',', '\t', '|', '^'}

// TestAnyForm writes invented responses in any of the layouts, encodings,
// delimiters, forms of dates and forms of scores, and reads them back. There are
// 12 × 6 × 5 × 8 × 6 = 17,280 ways; each run draws some of them, another share
// each time only where the seed is changed.
func TestAnyForm(t *testing.T) {
	location, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	draws := 400
	if testing.Short() {
		draws = 60
	}
	encodings := []string{"utf-8", "utf-8, mark", "utf-16le", "utf-16be", "windows-1252", "cp865"}
	r := rand.New(rand.NewPCG(formSeed, 0))
	for range draws {
		l, e, d, f, m := r.IntN(len(layoutForms)), r.IntN(len(encodings)), r.IntN(len(delimiterForms)), r.IntN(len(timeForms)), r.IntN(len(markForms))
		facts := invent(r, location)
		name := fmt.Sprintf("layout %d, %s, delimiter %q, date %d, score %d", l, encodings[e], delimiterForms[d], f, m)
		text := layoutForms[l].write(facts, delimiterForms[d], timeForms[f].form, markForms[m])
		batch, err := source.Read(context.Background(), source.Config{Files: []string{write(t, "f.csv", encodeForms[encodings[e]](text))}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(told(facts, timeForms[f].day), kept(batch)); diff != "" {
			t.Fatalf("%s (-want +got)\n%s\n%s", name, diff, text[:min(len(text), 600)])
		}
	}
}

// formSeed is of the draws of TestAnyForm.
const formSeed = 1

// invent draws some dozens of facts.
func invent(r *rand.Rand, location *time.Location) []fact {
	facts := make([]fact, 30+r.IntN(30))
	start := time.Date(2025, 11, 1, 0, 0, 0, 0, location)
	for i := range facts {
		var words []string
		for range 1 + r.IntN(9) {
			words = append(words, []string{"køen", "var", "LANG", "og", "sød", "betjening,", "ærgerligt;", "hjælp", "\"fint\"", "æv!", "appen", "går", "ned", "dyrt", "|", "á", "la"}[r.IntN(17)])
		}
		at := start.AddDate(0, 0, r.IntN(200)).Add(time.Duration(60+r.IntN(1300)) * time.Minute)
		if at.Hour() < 5 { // no hour that comes twice or never
			at = at.Add(5 * time.Hour)
		}
		facts[i] = fact{fmt.Sprintf("k%d", 1000+7*i), at, r.IntN(11), "Det er " + strings.Join(words, " "), []string{"Web", "Butik", "Telefon"}[r.IntN(3)]}
	}
	return facts
}

func (l *layoutForm) write(facts []fact, delimiter rune, date func(time.Time) string, mark func(int) string) string {
	var b strings.Builder
	for _, line := range l.above {
		b.WriteString(line + "\r\n")
	}
	out := csv.NewWriter(&b)
	out.Comma, out.UseCRLF = delimiter, true
	lines := [][]string{l.headers}
	if l.second != nil {
		lines = append(lines, l.second)
	}
	for i, f := range facts {
		cells := make([]string, len(l.columns))
		for j, c := range l.columns {
			cells[j] = map[string]string{"id": f.id, "time": date(f.at), "score": mark(f.score), "comment": f.comment, "channel": f.channel, "noise": fmt.Sprint(1 + i*7%5)}[c]
		}
		lines = append(lines, cells)
	}
	if err := out.WriteAll(lines); err != nil {
		panic(err)
	}
	return b.String()
}

// told and kept are facts and responses as lines that can be compared.
func told(facts []fact, dayOnly bool) []string {
	lines := make([]string, len(facts))
	for i, f := range facts {
		at := f.at.UTC().Format(time.RFC3339)
		if dayOnly {
			at = ""
		}
		lines[i] = fmt.Sprintf("%s|%s|%s|%d|%s|%s", f.id, at, models.DayOf(f.at), f.score, f.comment, f.channel)
	}
	slices.Sort(lines)
	return lines
}

func kept(batch source.Batch) []string {
	lines := make([]string, len(batch.Responses))
	for i := range batch.Responses {
		r := &batch.Responses[i]
		at := ""
		if !r.At.IsZero() {
			at = r.At.Format(time.RFC3339)
		}
		channel := r.Touchpoint
		for _, s := range r.Segments {
			if s.Name == "kanal" {
				channel = s.Value
			}
		}
		lines[i] = fmt.Sprintf("%s|%s|%s|%s|%s|%s", r.ID, at, r.Day, r.Score, r.Text(), channel)
	}
	slices.Sort(lines)
	return lines
}
