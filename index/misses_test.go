package index_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestMisses: a value that no comment has is told with the one that was probably
// meant, and only where nothing was found.
func TestMisses(t *testing.T) {
	docs := []index.Document{
		{Key: models.Key{Source: "s", ID: "1"}, Comment: "lang ventetid", Score: models.ScoreOf(3), Day: 20000, Touchpoint: "Telefon", Unit: "Region Nord/Aarhus", Themes: []string{"t0001"},
			Segments: []models.Segment{{Name: "firma", Value: "Kompagni.dk"}}},
		{Key: models.Key{Source: "s", ID: "2"}, Comment: "pakken kom", Score: models.ScoreOf(9), Day: models.NoDay, Touchpoint: "Web", Themes: []string{"t0002"}},
	}
	dir := t.TempDir()
	if err := index.Build(context.Background(), dir, docs, index.Config{Workers: 1,
		ThemeNames: map[string]string{"t0001": "ventetid, telefon", "t0002": "levering og pakker"}}); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string][]index.Miss{
		"tema:levring":                  {{Field: "tema", Value: "levring", Meant: "levering"}},
		"firma:kompagni":                {{Field: "firma", Value: "kompagni", Meant: "Kompagni.dk"}},
		"kontaktpunkt:telfon":           {{Field: "kontaktpunkt", Value: "telfon", Meant: "Telefon"}},
		"afdeling:arhus ventetid":       {{Field: "afdeling", Value: "arhus", Meant: "Aarhus"}},
		"score:11":                      {{Field: "score", Value: "11", Meant: "3..9"}},
		"score:..2,12..14 pakken":       {{Field: "score", Value: "..2", Meant: "3..9"}, {Field: "score", Value: "12..14", Meant: "3..9"}},
		"score:5":                       nil,
		"score:ingen":                   nil,
		"dato:2031":                     {{Field: "dato", Value: "2031", Meant: "2024-10-04..2024-10-04"}},
		"til:2020":                      {{Field: "til", Value: "2020", Meant: "2024-10-04"}},
		"-(kontaktpunkt:web) xyzzyæø":   {{Value: "xyzzyæø"}},
		"ventetd":                       {{Value: "ventetd", Meant: "ventetid"}},
		"pakken ventetd":                {{Value: "ventetd", Meant: "ventetid"}},
		"vantetud":                      {{Value: "vantetud", Meant: "ventetid"}},
		"kam":                           {{Value: "kam"}},
		"=ventetd":                      nil,
		"pakken ventetid":               nil,
		"kontaktpunkt:web":              nil,
		"(tema:levring ELLER ventetid)": nil,
		"kontaktpunkt:qqqqqqqq":         {{Field: "kontaktpunkt", Value: "qqqqqqqq"}},
	} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 5, Filter: index.Filter{First: models.NoDay, Last: models.NoDay}})
		if err != nil || !slices.Equal(res.Misses, want) {
			t.Errorf("%s: %v, want %v (%d found, %v)", query, res.Misses, want, res.Total, err)
		}
	}
}

// TestMeant: an unknown field says what was probably meant, by its name or by who
// has the value; a word that is taken for a misspelling says so, and is taken as it
// is behind =.
func TestMeant(t *testing.T) {
	var docs []index.Document
	for i := range 60 {
		docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: strconv.Itoa(i)}, Comment: "lang ventetid igen", Touchpoint: "Telefon",
			Segments: []models.Segment{{Name: "firma", Value: "Kompagni.dk"}}})
	}
	ix := built(t, docs, 1)
	for query, want := range map[string]string{"company:kompagni.dk": "firma:kompagni.dk", "kontaktpnkt:telefon": "kontaktpunkt:telefon",
		`hvor:"Kompagni.dk" ventetid`: "firma:Kompagni.dk", "xqz:ingenting": ""} {
		_, err := ix.Search(context.Background(), index.Request{Query: query, Size: 1})
		var fault *index.QueryError
		if !errors.As(err, &fault) || fault.Meant != want {
			t.Errorf("%s: %+v, want %q", query, fault, want)
		}
	}
	for query, want := range map[string]index.Loose{`"igen ventetid"`: {Query: "igen ventetid", Total: 60}, `"lang ventetid"`: {}, "igen xqz": {},
		"hvad siger kunderne om ventetid?": {Query: "ventetid", Total: 60}, "hvorfor er der ventetid": {Query: "ventetid", Total: 60},
		"er der (lang)": {}, "er der ELLER xqz": {}, "hvorfor klasse:promoter lang": {}, "hvorfor kontaktpunkt:telefon lang": {Query: "kontaktpunkt:telefon lang", Total: 60},
		`-"igen ventetid" hvor:"Kompagni.dk"`: {}, `kontaktpunkt:"Tele fax"`: {}, `"igen xqz"`: {}} {
		res, _ := ix.Search(context.Background(), index.Request{Query: query, Size: 1})
		if res.Loose != want {
			t.Errorf("%s: asking less finds %+v, want %+v", query, res.Loose, want)
		}
	}
	for query, want := range map[string][]index.Reading{"venntetid": {{Written: "venntetid", As: "ventetid"}}, "=venntetid": nil, "ventetid": nil, "ventetiden": nil} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 1})
		if err != nil || !slices.Equal(res.Read, want) || (res.Total == 60) != (query[0] != '=') {
			t.Errorf("%s: read %v, want %v (%d found, %v)", query, res.Read, want, res.Total, err)
		}
	}
}

// TestRespelled: a word that next to nobody writes is told with the spelling of most, and what no comment has
// with what most write, not with what a few misspell likewise.
func TestRespelled(t *testing.T) {
	var docs []index.Document
	add := func(n int, comment string) {
		for range n {
			docs = append(docs, index.Document{Key: models.Key{Source: "s", ID: strconv.Itoa(len(docs))}, Comment: comment, Language: models.Danish})
		}
	}
	add(300, "fakturagebyret er for dyrt")
	add(3, "fakturagebyrt er for dyrt")
	add(20, "kortet driller altid")
	ix := built(t, docs, 2)
	for query, want := range map[string]index.Loose{"=fakturagebyrt": {}, "fakturagebyrt dyrt": {Query: "fakturagebyret dyrt", Total: 300}, "kortet": {}, "hvad siger kunderne om kortet?": {Query: "kortet", Total: 20}} {
		res, err := ix.Search(context.Background(), index.Request{Query: query, Size: 10})
		if err != nil || res.Loose != want && len(res.Read) == 0 {
			t.Errorf("%s: %+v, %v, want %+v", query, res.Loose, err, want)
		}
	}
	res, err := ix.Search(context.Background(), index.Request{Query: "fakturagbyrt", Size: 10})
	if err != nil || len(res.Misses) != 1 || res.Misses[0].Meant != "fakturagebyret" {
		t.Errorf("misses %+v, %v", res.Misses, err)
	}
}
