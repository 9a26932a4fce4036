package source_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/models"
	"stemme/pipeline/source"
)

// roles are the columns of the first file of batch as "header=role", those
// ignored left out.
func roles(batch source.Batch) string {
	var out []string
	for _, c := range batch.Files[0].Columns {
		if c.Role != "ignored" {
			out = append(out, c.Header+"="+c.Role)
		}
	}
	return strings.Join(out, " ")
}

// rows is a header and n rows made by row.
func rows(header string, n int, row func(i int) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return b.String()
}

// TestColumns recognises columns by Danish and English names and by content.
func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, content string
		cfg           source.Config
		want          string
	}{
		{"whole questions", rows("Respondent;Hvor sandsynligt er det, at du vil anbefale os til andre?;Hvad er den vigtigste årsag til din score?;Svar modtaget dato", 20,
			func(i int) string {
				return fmt.Sprintf("%d;%d;Det gik fint med sag %d;%02d-01-2024", 100+i, i%11, i, 1+i)
			}), source.Config{},
			"Respondent=id Hvor sandsynligt er det, at du vil anbefale os til andre?=score Hvad er den vigtigste årsag til din score?=comment Svar modtaget dato=time"},
		{"spelled without æøå", rows("besvarelsesid,karakter,bemaerkninger,tidspunkt,beroeringspunkt,raadgiver,koen", 9,
			func(i int) string { return fmt.Sprintf("x%d,%d,fin tur,2024-01-0%d,Web,Ib,k", i, i, 1+i) }), source.Config{},
			"besvarelsesid=id karakter=score bemaerkninger=comment tidspunkt=time beroeringspunkt=touchpoint raadgiver=person koen=segment"},
		{"English, capitals", rows("RESPONSE ID|NPS SCORE|VERBATIM|SUBMITTED AT|CHANNEL|AGENT NAME|CUSTOMER EMAIL|LANGUAGE", 9,
			func(i int) string {
				return fmt.Sprintf("x%d|%d|good trip|2024-01-0%dT10:00:00Z|Web|Ib|a@b.dk|en", i, i, 1+i)
			}), source.Config{},
			"RESPONSE ID=id NPS SCORE=score VERBATIM=comment SUBMITTED AT=time CHANNEL=touchpoint AGENT NAME=person CUSTOMER EMAIL=private LANGUAGE=language"},
		{"what comes back is no title", rows("Svar nr.;Henvendelsesform;Jobcenter;Emne;Score (0-10);Uddyb;Besvaret den", 60,
			func(i int) string {
				return fmt.Sprintf("B-%d;%s;%s;%s;%d;ventede lidt den %d. gang men ellers ok;%02d-03-2026", i, []string{"Fremmøde", "Telefon", "Web"}[i%3], []string{"Øst", "Vest"}[i%2],
					[]string{"Pas og kørekort", "Flytning", "Folkepension", "Skat", "MitID", "Boligstøtte", "Sygesikring"}[i%7], i%11, i, 1+i%28)
			}), source.Config{},
			"Svar nr.=id Henvendelsesform=touchpoint Jobcenter=unit Emne=segment Score (0-10)=score Uddyb=comment Besvaret den=time"},
		{"a title that is written", rows("Svar nr.;Afdeling;Callcenter;Emne;Score (0-10);Uddyb;Besvaret den", 60,
			func(i int) string {
				return fmt.Sprintf("B-%d;%s;%s;sag nr %d om flytning;%d;ventede lidt den %d. gang men ellers ok;%02d-03-2026", i, []string{"Nord", "Syd"}[i%2], []string{"Øst", "Vest"}[i%2], i, i%11, i, 1+i%28)
			}), source.Config{},
			"Svar nr.=id Afdeling=unit Callcenter=segment Emne=title Score (0-10)=score Uddyb=comment Besvaret den=time"},
		{"by content", rows("a;b;c;d;e", 40,
			func(i int) string {
				return fmt.Sprintf("k%d;%d;sådan gik det mig nummer %d her;%02d/03/2024;%s", i*7919, i%11, i, 1+i%28, []string{"øst", "vest"}[i%2])
			}), source.Config{},
			"b=score c=comment d=time e=segment"},
		{"two scores, two texts", rows("id;nps;tilfredshed;kommentar;uddyb gerne", 30,
			func(i int) string { return fmt.Sprintf("%d;%d;%d;fin tur;endnu en lang tekst %d", i, i%11, i%5, i) }), source.Config{},
			"id=id nps=score tilfredshed=rating kommentar=comment uddyb gerne=answer"},
		{"rating of a person", rows("id;score;kommentar;rådgiverens venlighed;medarbejdernavn", 30,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur;%d;Ib", i, i%11, i%6) }), source.Config{},
			"id=id score=score kommentar=comment rådgiverens venlighed=rating medarbejdernavn=person"},
		{"names that are all different", rows("id;score;kommentar;sted", 30,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Ib%d", i, i%11, i) }), source.Config{},
			"id=id score=score kommentar=comment"},
		{"declared", rows("id;score;kommentar;x;y;z", 30,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur;%d;Ib;8", i, i%11, i) }),
			source.Config{Columns: map[string]string{"karakter": "z", "produkt": "X", "rating:kvalitet": "score", "id": ""}, Persons: []string{"y"}},
			"score=rating kommentar=comment x=segment y=person z=score"},
		{"two header lines", "Q1;Q2;Q3\n" + rows("id;score;kommentar", 9,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur", i, i) }), source.Config{}, "id=id score=score kommentar=comment"},
		{"two headers of names", "id;nps;kommentar\n" + rows("Respondent;Score;Fritekst", 9,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur", i, i) }), source.Config{}, "id=id nps=score kommentar=comment"},
		{"no names at the end", rows("id;score;kommentar;;", 9,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur;;", i, i) }), source.Config{}, "id=id score=score kommentar=comment"},
		{"same name twice", rows("id;score;kommentar;kommentar", 9,
			func(i int) string { return fmt.Sprintf("%d;%d;fin tur;nej %d", i, i%11, i) }), source.Config{},
			"id=id score=score kommentar=comment kommentar (2)=answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			batch := read(t, "f.csv", c.content, c.cfg)
			if got := roles(batch); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if len(batch.Rejects) != 0 {
				t.Errorf("rejects %v", batch.Rejects)
			}
		})
	}
}

// TestR8PersonsAreDropped lets no adviser and no telephone number past the door.
func TestR8PersonsAreDropped(t *testing.T) {
	batch := read(t, "f.csv", "id;score;kommentar;Rådgiver;Kundens navn;Sag\n1;9;fin;Ib Prøve;Bo Test;Karl\n2;8;god;Ib Prøve;Bo Test;Karl\n",
		source.Config{Persons: []string{"sag"}})
	if text := fmt.Sprintf("%+v", batch); strings.Contains(text, "Prøve") || strings.Contains(text, "Bo Test") || strings.Contains(text, "Karl") {
		t.Errorf("a name got in: %s", text)
	}
}

// TestOrder gives the same responses for the rows in any order, ids made from
// content included.
func TestOrder(t *testing.T) {
	const header = "score;kommentar;dato;kundenr;kanal\n"
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("%d;%s;%02d-03-2024;%d;%s", i%11, []string{"fin", "god tur", "ring 2030405" + fmt.Sprint(i%3)}[i%3], 1+i%2, i%4, []string{"Web", "Butik"}[i%2]))
	}
	lines = append(lines, lines[:20]...)
	mask := func(s string) string {
		if strings.HasPrefix(s, "ring") {
			return "ring [TELEFON]"
		}
		return s
	}
	file := func() []models.Response {
		batch := read(t, "f.csv", header+strings.Join(lines, "\n"), source.Config{Mask: mask})
		slices.SortFunc(batch.Responses, func(a, b models.Response) int { return a.Key().Compare(b.Key()) })
		return batch.Responses
	}
	want := file()
	for i := 1; i < len(want); i++ {
		if want[i].ID == want[i-1].ID {
			t.Fatalf("id %s twice", want[i].ID)
		}
	}
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		if diff := cmp.Diff(want, file(), cmp.AllowUnexported(models.Score{})); diff != "" {
			t.Fatalf("shuffle %d: %s", seed, diff)
		}
	}
}

// TestFiles reads several files and globs, each file once, each with its own
// encoding, columns and scale.
func TestFiles(t *testing.T) {
	a := write(t, "butik-1.csv", "id;score (0-10);kommentar\n1;9;på tur\n")
	b := write(t, "web-2.csv", "id,stjerner 1-5,tekst\n1,5,p\xe5 nettet\n2,6,nej tak til det\n")
	batch, err := source.Read(context.Background(), source.Config{Files: []string{a, strings.TrimSuffix(b, "2.csv") + "*", a}})
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, r := range batch.Responses {
		keys = append(keys, r.Key().String()+" "+r.Scale.String()+" "+r.Comment)
	}
	if want := []string{"butik/1 0-10 på tur", "web/1 1-5 på nettet", "web/2 1-5 nej tak til det"}; !slices.Equal(keys, want) {
		t.Errorf("got %q, want %q", keys, want)
	}
	if len(batch.Rejects) != 1 || batch.Rejects[0].File != b || batch.Rejects[0].Kind != source.RejectCell || batch.Rows() != 3 {
		t.Errorf("rejects %+v", batch.Rejects)
	}
}

// TestPeople: what the configuration says of a column is believed whatever its
// header, and what it does not know is no segment. A column that earlier nights
// cut by is dropped when it holds people.
func TestPeople(t *testing.T) {
	file := write(t, "svar.csv", rows("id;score;kommentar;x;kanal;y;z", 40, func(i int) string {
		return fmt.Sprintf("%d;%d;det gik fint med sag %d;%s;%s;%s;%s", i, i%11, i, []string{"P", "Q"}[i%2], []string{"R", "S"}[i%2], []string{"T", "U"}[i%2], []string{"V", "W"}[i%2])
	}))
	cfg := source.Config{Files: []string{file}, Name: "svar"}
	before, err := source.Read(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.People = func(header string, values []string) source.People {
		slices.Sort(values)
		return map[string]source.People{"P Q": source.Staff, "R S": source.Customers, "T U": source.Unclear}[strings.Join(values, " ")]
	}
	for _, readings := range []map[string]source.Reading{nil, {"svar": before.Readings[0]}} {
		cfg.Readings = readings
		batch, err := source.Read(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		want := "id=id score=score kommentar=comment x=person kanal=private z=segment"
		if readings != nil {
			want = "id=id score=score kommentar=comment x=person kanal=private y=segment z=segment" // y was one, and may still be
		}
		if got := roles(batch); got != want {
			t.Errorf("with %d readings\n got %s\nwant %s", len(readings), got, want)
		}
	}
}
