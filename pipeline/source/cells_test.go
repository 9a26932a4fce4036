package source

import (
	"testing"
	"time"

	"stemme/models"
)

func TestDates(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	dayFirst := layout{location: loc}
	for _, c := range []struct {
		in  string
		lay layout
		at  string // RFC 3339 in UTC; "" for a day alone
		day string // "" for no date
	}{
		{"12-03-2024", dayFirst, "", "2024-03-12"},
		{"12/03/2024 14:05", dayFirst, "2024-03-12T13:05:00Z", "2024-03-12"},
		{"3/12/2024", layout{monthFirst: true}, "", "2024-03-12"},
		{"12.03.24", dayFirst, "", "2024-03-12"},
		{"12.3.2024 kl. 14.05", dayFirst, "2024-03-12T13:05:00Z", "2024-03-12"},
		{"2024-03-12", dayFirst, "", "2024-03-12"},
		{"2024-03-12T23:30:00Z", dayFirst, "2024-03-12T23:30:00Z", "2024-03-13"},
		{"2024-07-12 00:30:00+02:00", dayFirst, "2024-07-11T22:30:00Z", "2024-07-12"},
		{"2024-03-12 14:05:06.789 UTC", dayFirst, "2024-03-12T14:05:06Z", "2024-03-12"},
		{"2024-03-12T14:05:06", dayFirst, "2024-03-12T13:05:06Z", "2024-03-12"},
		{"2024-07-12T14:05", dayFirst, "2024-07-12T12:05:00Z", "2024-07-12"},
		{"20240312", dayFirst, "", "2024-03-12"},
		{"12032024", dayFirst, "", "2024-03-12"},
		{"20240312140506", dayFirst, "2024-03-12T13:05:06Z", "2024-03-12"},
		{"45363", dayFirst, "", "2024-03-12"},
		{"45363.5", dayFirst, "2024-03-12T11:00:00Z", "2024-03-12"},
		{"43901", layout{location: loc, mac: true}, "", "2024-03-12"},
		{"1710252300", dayFirst, "2024-03-12T14:05:00Z", "2024-03-12"},
		{"1710252300000", dayFirst, "2024-03-12T14:05:00Z", "2024-03-12"},
		{"12. marts 2024", dayFirst, "", "2024-03-12"},
		{"tirsdag d. 12. mar. 2024 kl. 14:05", dayFirst, "2024-03-12T13:05:00Z", "2024-03-12"},
		{"March 12, 2024 2:05 PM", dayFirst, "2024-03-12T13:05:00Z", "2024-03-12"},
		{"12-Mar-24", dayFirst, "", "2024-03-12"},
		{"2024-03-12 00:00:00", layout{location: loc, dayOnly: true}, "", "2024-03-12"},
		{"29-02-2024", dayFirst, "", "2024-02-29"},
		{"29-02-2023", dayFirst, "", ""},
		{"31-04-2024", dayFirst, "", ""},
		{"03-13-2024", dayFirst, "", ""},
		{"2024-13-01", dayFirst, "", ""},
		{"12-03-2024 25:00", dayFirst, "", ""},
		{"12-03", dayFirst, "", ""},
		{"i går", dayFirst, "", ""},
		{"den 12. i måneden", dayFirst, "", ""},
		{"1-2-3-4", dayFirst, "", ""},
		{"9", dayFirst, "", ""},
		{"100", dayFirst, "", ""},
	} {
		day, at := models.NoDay, time.Time{}
		if st, ok := parseStamp(c.in); ok {
			if a, d, ok := c.lay.resolve(st); ok {
				at, day = a, d
			}
		}
		got := ""
		if !at.IsZero() {
			got = at.Truncate(time.Second).Format(time.RFC3339)
		}
		if got != c.at || day.String() != c.day {
			t.Errorf("%q: at %q, day %q; want %q, %q", c.in, got, day, c.at, c.day)
		}
	}
}

func TestScores(t *testing.T) {
	for in, want := range map[string]int{
		"9": 9, " 9 ": 9, "9,0": 9, "9.00": 9, "10": 10, "0": 0, "+7": 7, "-3": -3, "11": 11,
		"10 - Meget sandsynligt": 10, "0 (slet ikke)": 0, "9/10": 9, "4 ud af 5": 4, "5 stjerner": 5,
	} {
		if got, ok := parseScore(in); !ok || got != want {
			t.Errorf("%q: %d, %v; want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "8,5", "8.5", "9a", "ni", "9 10", "1e1", "9,", ",9", "10000", "8-9", "9 ud af mine 10 venner"} {
		if got, ok := parseScore(in); ok {
			t.Errorf("%q: %d, want none", in, got)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, s := range []string{"", " ", "NA", "n/a", "N/A", "-", "–", "null", "NULL", "Ikke besvaret", "ved ikke", "#N/A", ".", "..."} {
		if !isMissing(s) {
			t.Errorf("%q is an answer", s)
		}
	}
	for _, s := range []string{"0", "9", "nej", "ok", ":-)", "?", "😊"} {
		if isMissing(s) && s != "?" {
			t.Errorf("%q is none", s)
		}
	}
}

func TestComment(t *testing.T) {
	for in, want := range map[string]string{
		"Ingen kommentar.":        "",
		"ingen kommentarer":       "",
		"N/A":                     "",
		"-":                       "",
		".":                       "",
		"???":                     "",
		":-)":                     ":-)",
		"Ingen kommentar til det": "Ingen kommentar til det",
		"a\r\nb\rc":               "a\nb\nc",
		"a\x00b\x07c":             "abc",
		"ve\u0301n, a\u030a":      "vén, å",
		"\u202eabc\u202c \u2066x": "abc x",
		"👨\u200d👩\u200d👧":         "👨\u200d👩\u200d👧",
		"10´er og 10’er":          "10´er og 10’er",
		"rente\u00adfri\u00a0nu":  "rentefri nu",
		"a_x000D_\nb":             "a\nb",
	} {
		if got := comment(in); got != want {
			t.Errorf("comment(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameOf(t *testing.T) {
	for in, want := range map[string]string{
		"dir/survey-2026-11-21.csv": "survey", "survey_20261121.csv.gz": "survey", "survey (2).xlsx": "survey", "nps2.jsonl": "nps",
		"kundesvar_januar_2026.csv": "kundesvar", "kundesvar-feb.csv": "kundesvar", "Kundesvar Marts 2026.xlsx": "Kundesvar", "svar_2026_okt.csv": "svar", "svar-Q1-2026.csv": "svar",
		"svar 1. kvartal 2026.csv": "svar", "svar-2026-K4.csv": "svar", "svar uge 12.csv": "svar", "svar_2026-uge03.csv": "svar", "survey week 7 2026.csv": "survey", "survey-2026-W12.csv": "survey",
		"survey_May_2026.csv": "survey", "januar.csv": "januar", "svarmaj.csv": "svarmaj", "marsvin.csv": "marsvin", "svar-maja.csv": "svar-maja", "bank-kvarteret.csv": "bank-kvarteret",
		"2024.csv": "2024", "kunde-svar.tsv": "kunde-svar", "svar-2024-03-12T0930Z.parquet": "svar", "a.b.csv": "a.b", "Kopi af kommune.csv": "kommune", "kommune - Kopi (2).csv": "kommune", "Copy of survey 2026.xlsx": "survey", "kopi.csv": "kopi", "fotokopi.csv": "fotokopi",
		"b.csv (2).gz": "b", "b (2).csv.gz": "b", "svar.csv (3).gz": "svar", "scale_1to5.csv": "scale_1to5", "s_1to5.csv": "s_1to5", "skala 1til10.xlsx": "skala 1til10", "svar_1to5_2026-03-01.csv": "svar_1to5", "e2e.csv": "e2e", "svar_2026m01.csv": "svar_2026m", "svar_2026K1.csv": "svar_2026K", "tilfreds3.csv": "tilfreds",
		"s_99.csv": "s_99", "s_1.csv": "s_1", "s_2026-05-01.csv": "s", "s (1).csv": "s", "q3.csv": "q3", "Tilfredshed(1-260).xlsx": "Tilfredshed", "Tilfredshed (1-26).xlsx": "Tilfredshed",
	} {
		if got := NameOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// TestScaleOf recognises the scale from header and values; in doubt it is 0-10.
func TestScaleOf(t *testing.T) {
	repeat := func(values string, times int) *profile {
		p := newProfile()
		for _, v := range values {
			if v == 'X' {
				p.add("10", times)
			} else {
				p.add(string(v), times)
			}
		}
		return p
	}
	for _, c := range []struct {
		header string
		values *profile
		want   models.Scale
		doubt  bool
	}{
		{"score", repeat("0123456789X", 1), models.Scale0to10, false},
		{"NPS", repeat("789X", 10), models.Scale0to10, false},
		{"score", repeat("123456789X", 30), models.Scale0to10, false},
		{"score (1-10)", repeat("789X", 10), models.Scale1to10, false},
		{"Fra 1 til 10, hvor 10 er bedst", repeat("5", 1), models.Scale1to10, false},
		{"0-10-skala", repeat("12345", 10), models.Scale0to10, false},
		{"rating", repeat("12345", 1), models.Scale1to5, false},
		{"Antal stjerner", repeat("5", 3), models.Scale1to5, false},
		{"score", repeat("12345", 10), models.Scale1to5, true},
		{"score", repeat("12345", 20), models.Scale1to5, false},
		{"score", repeat("2345", 20), models.Scale0to10, true},
		{"score", repeat("0123456", 20), models.Scale0to10, true},
		{"NPS", repeat("01234567", 20), models.Scale0to10, true},
		{"score", repeat("135", 1), models.Scale0to10, true},
		{"NPS", repeat("12345", 10), models.Scale0to10, true},
		{"rating", repeat("6789X", 10), models.Scale0to10, false},
		{"anbefaling", repeat("", 0), models.Scale0to10, false},
	} {
		got := scaleOf(headingOf(c.header), c.header, c.values)
		if got.scale != c.want || got.doubt != c.doubt {
			t.Errorf("%q: %v, doubt %v (%v); want %v, %v", c.header, got.scale, got.doubt, got.why.Key, c.want, c.doubt)
		}
	}
}
