package source_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// recalled is a file read after another of the same source, and both readings.
func recalled(t *testing.T, first, second string) (before, now source.Reading) {
	t.Helper()
	before = read(t, "svar-1.csv", first, source.Config{}).Readings[0]
	now = read(t, "svar-2.csv", second, source.Config{Readings: map[string]source.Reading{before.Source: before}}).Readings[0]
	return before, now
}

// TestReadingSurvives keeps a reading whole through JSON.
func TestReadingSurvives(t *testing.T) {
	want := read(t, "svar.csv", delimited(";"), source.Config{}).Readings[0]
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got source.Reading
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got.Columns) != len(survey[0]) || got.Scale != "0-10" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSmallNight reads a file of three rows like the large one before it.
func TestSmallNight(t *testing.T) {
	line := func(i int) string { return fmt.Sprintf("%d;%d;fin tur;F%d", i, i%11, i%9) }
	before, now := recalled(t, rows("id;score;kommentar;Filialkode", 200, line), rows("id;score;kommentar;Filialkode", 3, line))
	if breaks, changes := source.Differences(before, now); len(breaks)+len(changes) != 0 {
		t.Errorf("breaks %v, changes %v", breaks, changes)
	}
	if c := now.Columns[3]; c.Role != "segment" || c.Name != "filialkode" {
		t.Errorf("Filialkode is %+v", c)
	}
}

// TestDifferences names what a night differs in.
func TestDifferences(t *testing.T) {
	first := rows("id;nps;kommentar;kanal;x", 30, func(i int) string {
		return fmt.Sprintf("%d;%d;fin tur;%s;%d", i, i%11, []string{"Web", "Butik"}[i%2], i*7919)
	})
	for _, c := range []struct {
		name, second    string
		breaks, changes []messages.Key
	}{
		{"the same", first, nil, nil},
		{"score gone", rows("id;kommentar;kanal;x", 3, func(i int) string { return fmt.Sprintf("%d;fin tur;Web;%d", i, i) }), []messages.Key{"source_diff_gone"}, nil},
		{"renamed", rows("id;nps;kommentar;kontaktkanal;x", 9, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;%d", i, i, i) }),
			[]messages.Key{"source_diff_renamed_to"}, nil},
		{"another scale", rows("id;nps;kommentar;kanal;x", 120, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;%d", i, 1+i%5, i) }),
			[]messages.Key{"source_diff_scale"}, nil},
		{"enough low scores", rows("id;nps;kommentar;kanal;x", 40, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;%d", i, 1+i%5, i) }),
			[]messages.Key{"source_diff_scale"}, nil},
		{"low scores with a six", rows("id;nps;kommentar;kanal;x", 40, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;%d", i, 1+i%6, i) }), nil, nil},
		{"few low scores", rows("id;nps;kommentar;kanal;x", 20, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;%d", i, 1+i%5, i) }), nil, nil},
		{"new, and one unused gone", rows("id;nps;kommentar;kanal;region", 9, func(i int) string { return fmt.Sprintf("%d;%d;fin tur;Web;Nord", i, i) }), nil,
			[]messages.Key{"source_diff_gone_unused", "source_diff_new"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			breaks, changes := source.Differences(recalled(t, first, c.second))
			for _, side := range []struct {
				notes []source.Note
				want  []messages.Key
			}{{breaks, c.breaks}, {changes, c.changes}} {
				var got []messages.Key
				for _, n := range side.notes {
					got = append(got, n.Key)
					for _, lang := range []messages.Lang{messages.Danish, messages.English} {
						if text := n.Text(lang); text == string(n.Key) {
							t.Errorf("%s has no text", n.Key)
						}
					}
				}
				if !slices.Equal(got, side.want) {
					t.Errorf("got %v, want %v", got, side.want)
				}
			}
		})
	}
}

// TestRemembered holds scale and order of dates against a night that shows
// neither, and says so where a night proves others.
func TestRemembered(t *testing.T) {
	night := func(n int, score, date func(i int) string) string {
		return rows("id;score;dato;kommentar", n, func(i int) string { return fmt.Sprintf("%d;%s;%s;fin tur", i, score(i), date(i)) })
	}
	low := func(i int) string { return fmt.Sprint(1 + i%5) }
	high := func(i int) string { return fmt.Sprint(i % 11) }
	day := func(i int) string { return fmt.Sprintf("%02d/03/2026", 1+i%28) }
	month := func(i int) string { return fmt.Sprintf("03/%02d/2026", 1+i%28) }
	vague := func(i int) string { return "03/04/2026" }
	for _, c := range []struct {
		name          string
		first, second string
		scale, order  string
		breaks        []messages.Key
	}{
		{"low scores after high", night(60, high, day), night(5, low, vague), "0-10", source.DayFirst, nil},
		{"few after many stars", night(200, low, month), night(4, low, vague), "1-5", source.MonthFirst, nil},
		{"another scale", night(200, low, day), night(60, high, day), "0-10", source.DayFirst, []messages.Key{"source_diff_scale"}},
		{"a slip of the pen", night(60, high, day), night(28, high, func(i int) string {
			if i == 5 {
				return month(20)
			}
			return day(i)
		}), "0-10", source.DayFirst, nil},
		{"another order", night(60, high, day), night(60, high, month), "0-10", source.MonthFirst, []messages.Key{"source_diff_order"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, now := recalled(t, c.first, c.second)
			if now.Scale != c.scale || now.Dates.Order != c.order || now.Dates.Doubt {
				t.Errorf("scale %s, %s first, doubt %v", now.Scale, now.Dates.Order, now.Dates.Doubt)
			}
			var got []messages.Key
			breaks, _ := source.Differences(before, now)
			for _, n := range breaks {
				got = append(got, n.Key)
			}
			if !slices.Equal(got, c.breaks) {
				t.Errorf("breaks %v, want %v", got, c.breaks)
			}
		})
	}
}

// TestLayoutsOfASource: a source that sends files of two layouts is read by the
// layout of each, and neither is missed when the other comes alone.
func TestLayoutsOfASource(t *testing.T) {
	shop := rows("id;nps;kommentar;kanal", 40, func(i int) string { return fmt.Sprintf("b%d;%d;fin tur;Web", i, i%11) })
	phone := rows("sag;karakter;bemærkninger;linje", 40, func(i int) string { return fmt.Sprintf("t%d;%d;lang kø;L%d", i, i%11, i%3) })
	night := func(before map[string]source.Reading, contents ...string) source.Reading {
		var files []string
		for i, c := range contents {
			files = append(files, write(t, fmt.Sprintf("svar-%d.csv", i), c))
		}
		batch, err := source.Read(t.Context(), source.Config{Files: files, Name: "svar", Readings: before})
		if err != nil {
			t.Fatal(err)
		}
		return batch.Readings[0]
	}
	kept := night(nil, shop, phone)
	if len(kept.Layouts()) != 2 {
		t.Fatalf("%d layouts", len(kept.Layouts()))
	}
	few := rows("sag;karakter;bemærkninger;linje", 2, func(i int) string { return fmt.Sprintf("u%d;%d;ok tur;L9", i, i) })
	for _, contents := range [][]string{{shop}, {few}, {phone}, {shop, few}, {few, shop}} {
		now := night(map[string]source.Reading{"svar": kept}, contents...)
		if breaks, changes := source.Differences(kept, now); len(breaks)+len(changes) > 0 {
			t.Fatalf("breaks %v, changes %v", breaks, changes)
		}
		if kept = kept.Next(now); len(kept.Layouts()) != 2 {
			t.Fatalf("%d layouts after a night like those before", len(kept.Layouts()))
		}
	}
	lost := night(map[string]source.Reading{"svar": kept}, rows("sag;bemærkninger;linje", 9, func(i int) string { return fmt.Sprintf("v%d;ok tur;L9", i) }))
	if breaks, _ := source.Differences(kept, lost); len(breaks) != 1 || breaks[0].Key != "source_diff_gone" {
		t.Errorf("a lost score: %v", breaks)
	}
	// What comes new in a layout replaces it: to lose it again is a break.
	wider := night(map[string]source.Reading{"svar": kept}, rows("id;nps;kommentar;kanal;region", 40, func(i int) string { return fmt.Sprintf("c%d;%d;fin tur;Web;Nord", i, i%11) }))
	if breaks, _ := source.Differences(kept.Next(wider), night(map[string]source.Reading{"svar": kept.Next(wider)}, shop)); len(breaks) != 1 {
		t.Errorf("a column that came and went: %v", breaks)
	}
}

// TestToldColumns: what is declared to stand under another header, or nowhere, is meant;
// what is not declared is asked about, and the question says how to declare it.
func TestToldColumns(t *testing.T) {
	line := func(i int) string {
		return fmt.Sprintf("%d;%d;fin tur nummer %d;%s", i, i%11, i, []string{"ja", "nej"}[i%2])
	}
	before := read(t, "svar-1.csv", rows("id;nps;kommentar;medlem", 30, line), source.Config{}).Readings[0]
	second := rows("id;Vil du anbefale os?;Uddyb gerne;klub", 30, line)
	now := func(columns map[string]string) source.Reading {
		return read(t, "svar-2.csv", second, source.Config{Columns: columns, Readings: map[string]source.Reading{before.Source: before}}).Readings[0]
	}
	breaks, _ := source.Differences(before, now(nil))
	if len(breaks) != 3 || breaks[0].Text(messages.English) == "" || fmt.Sprint(breaks[0].Args[3]) != "score=Vil du anbefale os?" || fmt.Sprint(breaks[2].Args[3]) != "medlem=klub" {
		t.Errorf("undeclared: %v", breaks)
	}
	told := now(map[string]string{"score": "Vil du anbefale os?", "comment": "Uddyb gerne", "medlem": "klub", "id": ""})
	if breaks, changes := source.Differences(before, told); len(breaks) > 0 || len(changes) < 4 {
		t.Errorf("declared: breaks %v, changes %v", breaks, changes)
	}
	if breaks, _ := source.Differences(before, now(map[string]string{"score": "Vil du anbefale os?"})); len(breaks) != 2 {
		t.Errorf("the score alone declared: %v", breaks)
	}
}

// TestLeftOutStays: a column that a call left out, or said to hold people, is not read in when it
// comes again after nights without it, and nobody is told of these.
func TestLeftOutStays(t *testing.T) {
	t.Parallel()
	with := rows("id;score;kommentar;kundetype", 40, func(i int) string {
		return fmt.Sprintf("a%d;%d;fin tur;%s", i, i%11, []string{"privat", "erhverv"}[i%2])
	})
	without := rows("id;score;kommentar", 40, func(i int) string { return fmt.Sprintf("b%d;%d;fin tur", i, i%11) })
	for role, cfg := range map[string]source.Config{"ignored": {Columns: map[string]string{"kundetype": ""}}, "person": {Persons: []string{"kundetype"}}} {
		var kept source.Reading
		for i, content := range []string{with, without, without, with} {
			cfg.Files, cfg.Name = []string{write(t, "svar.csv", content)}, "svar"
			batch, err := source.Read(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			now := batch.Readings[0]
			if breaks, changes := source.Differences(kept, now); i > 0 && len(breaks)+len(changes) > 0 {
				t.Errorf("%s, night %d: %v %v", role, i, breaks, changes)
			}
			if kept = kept.Next(now); i == 0 {
				kept = now
			}
			text, err := json.Marshal(kept)
			if err != nil {
				t.Fatal(err)
			}
			kept = source.Reading{}
			if err := json.Unmarshal(text, &kept); err != nil {
				t.Fatal(err)
			}
			cfg.Columns, cfg.Persons, cfg.Readings = nil, nil, map[string]source.Reading{"svar": kept}
			if c := now.Column("kundetype"); content == with && c.Role != role {
				t.Errorf("%s, night %d: %s", role, i, c.Role)
			}
		}
	}
}
