package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// dateForms are the forms of dates that docs/input.md shows; each example is one
// of 3 March 2026, or of 1 March, 23 February or 1 January where only the month, the
// week or the quarter is known, at a quarter past nine where it has a time.
var dateForms = []struct {
	what     string
	examples []string
}{
	{"day, month, year", []string{"03-03-2026", "3/3/26", "03.03.2026", "3. 3. 2026", "03/03-2026", "03/03 '26", "03032026", "030326", "3. marts 2026", "d. 3. marts 2026", "3-Mar-26", "3rd of March 2026",
		"March 3, 2026", "Tuesday, March 3, 2026", "tirsdag den 3. marts 2026", "3 mars 2026", "3. März 2026"}},
	{"year first", []string{"2026-03-03", "2026/03/03", "2026.03.03", "20260303", "2026-W10-2", "2026 marts 3"}},
	{"time of day", []string{"2026-03-03T09:15", "03-03-2026 09:15:00", "03-03-2026 kl. 09.15", "03-03-2026 kl 9.15", "2026-03-03 09:15:00.000", "20260303T091500", "20260303091500", "3/3/2026 9:15 AM", "3/3/2026 9.15 a.m.",
		"3/3/2026 9:15 t", "3.3.2026 9:15 Uhr", "2026-03-03 09h15", "2026-03-03-09.15.00.000000"}},
	{"zone", []string{"2026-03-03T08:15:00Z", "2026-03-03 08:15 UTC", "2026-03-03T09:15+01:00", "2026-03-03T09:15+0100", "2026-03-03 09:15 GMT+1", "2026-03-03 09:15 CET", "2026-03-03 10:15 CEST", "2026-03-03 09:15 Europe/Copenhagen",
		"2026-03-03 09:15 (Centraleuropæisk normaltid)"}},
	{"as programs write it", []string{"Tue Mar 03 2026 09:15:00 GMT+0100 (CET)", "Tue Mar  3 09:15:00 CET 2026", "Tue, 03 Mar 2026 09:15:00 +0100"}},
	{"counted", []string{"46084", "46084,385417", "46084.385417", "1772525700", "1772525700000", "1772525700000000", "1772525700000000000"}},
	{"coarse: the first day", []string{"2026-03", "03-2026", "marts 2026", "mar-26", "2026 marts", "2026-W09", "uge 9 2026", "2026-Q1", "1. kvartal 2026", "Q1 2026"}},
}

// TestDateForms reads every form that is shown.
func TestDateForms(t *testing.T) {
	copenhagen, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range dateForms {
		for _, s := range f.examples {
			st, ok := parseStamp(s)
			l := layout{location: copenhagen}
			if st.form == sixDigits {
				l.six = "dmy" // a column of them says so
			}
			at, day, valid := l.resolve(st)
			want := []string{"2026-03-03"}
			if st.coarse {
				want = []string{"2026-03-01", "2026-02-23", "2026-01-01"}
			}
			if !ok || !valid || !slices.Contains(want, day.String()) || !at.IsZero() && at.In(copenhagen).Format("15:04") != "09:15" {
				t.Errorf("%s: %q is %v %v, %v", f.what, s, day, at, ok && valid)
			}
			if timed := f.what == "time of day" || f.what == "zone" || f.what == "as programs write it"; timed && at.IsZero() {
				t.Errorf("%s: %q has no time of day", f.what, s)
			}
		}
	}
}

// scoreForms are the forms of scores that docs/input.md shows; each example is a
// four.
var scoreForms = []struct {
	what     string
	examples []string
}{
	{"a number", []string{"4", "4,0", "4.00", "+4", "'4", `="4"`, "4️⃣"}},
	{"of how many", []string{"4/5", "4 ud af 5", "4 out of 5", "4 of 5", "4 av 5", "4 von 5"}},
	{"with a label behind it", []string{"4 - Sandsynligt", "4-Meget", "4. Meget", "4: god", "4 (god)", "4 = god", "4\nMeget sandsynligt"}},
	{"with a label before it", []string{"Extremely likely - 4", "Meget sandsynligt 4", "Score: 4", "Karakter 4", "Rated 4 out of 5 stars"}},
	{"stars", []string{"★★★★", "★★★★☆", "⭐⭐⭐⭐", "4 stars", "4 stjerner"}},
	{"a code of an answer", []string{"A4"}},
}

// TestShownScores reads every form that is shown.
func TestShownScores(t *testing.T) {
	for _, f := range scoreForms {
		for _, s := range f.examples {
			if m, ok := parseMark(s); !ok || m.value != 4 || m.half {
				t.Errorf("%s: %q is %+v, %v", f.what, s, m, ok)
			}
		}
	}
	for _, s := range []string{"4,5", "★★★½", "4 dage", "der var 4 foran mig i køen", "A44x"} {
		if m, ok := parseMark(s); ok && !m.half {
			t.Errorf("%q is %+v", s, m)
		}
	}
}

// formTables are the tables of forms, and of the words that forms are made of.
func formTables() string {
	var b strings.Builder
	b.WriteString("\n### Forms of dates\n\nEach is the same day.\n\n| what is read | forms |\n|---|---|\n")
	for _, f := range dateForms {
		fmt.Fprintf(&b, "| %s | %s |\n", f.what, listed(f.examples))
	}
	named := map[int][]string{}
	for _, n := range monthNames {
		named[monthOf(n)] = append(named[monthOf(n)], n)
	}
	all := make([]string, 12)
	for i := range all {
		all[i] = strings.Join(named[i+1], "/")
	}
	fmt.Fprintf(&b, "| a month, by three letters or more of | %s |\n", listed(all))
	fmt.Fprintf(&b, "| words that may stand before a date | %s |\n", listed(slices.Sorted(maps.Keys(dayWords))))
	b.WriteString("\n### Forms of scores\n\nEach is a four.\n\n| what is read | forms |\n|---|---|\n")
	for _, f := range scoreForms {
		fmt.Fprintf(&b, "| %s | %s |\n", f.what, strings.ReplaceAll(listed(f.examples), "\n", "⏎"))
	}
	fmt.Fprintf(&b, "| may stand before a number that has a label behind it | %s |\n", listed(slices.Sorted(maps.Keys(leads))))
	fmt.Fprintf(&b, "| make it no score behind the number | %s |\n", listed(slices.Sorted(maps.Keys(units))))
	return b.String()
}
