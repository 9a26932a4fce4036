package naming

import (
	"testing"

	"stemme/models"
	"stemme/stemming"
)

// TestOnlyJudges holds which clauses say how it was and not what.
func TestOnlyJudges(t *testing.T) {
	a := stemming.NewAnalyser(nil, stemming.DefaultLayers())
	for _, c := range []struct {
		text string
		lang models.Language
		want bool
	}{
		{"Det er fint nok", models.Danish, true},
		{"Alt fungerer super godt", models.Danish, true},
		{"Ikke godt nok", models.Danish, true},
		{"Jeg er meget tilfreds", models.Danish, true},
		{"Intet at klage over", models.Danish, true},
		{"Ingen bemærkninger", models.Danish, true},
		{"Very good", models.English, true},
		{"Jättebra", models.Swedish, true},
		{"God service", models.Danish, false},
		{"Hurtigt og fint", models.Danish, false},
		{"Appen virker ikke", models.Danish, false},
		{"Virker ikke", models.Danish, false},
		{"Jeg måtte klage", models.Danish, false},
		{"Fint at klage", models.Danish, false},
		{"De ringede aldrig", models.Danish, false},
		{"En dårlig oplevelse", models.Danish, false},
		{"Good prices", models.English, false},
	} {
		for _, clause := range a.Document(c.text, c.lang).Clauses {
			if got := OnlyJudges(clause.Terms); got != c.want {
				t.Errorf("%q: %v, want %v", c.text, got, c.want)
			}
		}
	}
}

// TestBars holds that genitives of words that no name has are in none, either.
func TestBars(t *testing.T) {
	for word, want := range map[string]bool{"måned": true, "måneds": true, "dags": true, "pas": false, "kurs": false, "adgangs": false, "service": false} {
		if got := danish().bars(word); got != want {
			t.Errorf("%q is barred: %v, want %v", word, got, want)
		}
	}
}
