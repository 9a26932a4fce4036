package themes_test

import (
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/themes"
)

// TestVoice: a comment is evidence of a theme only where a clause that surely speaks
// of the theme speaks as the class does; praise also complains of nothing else and
// leaves no clause unheard.
func TestVoice(t *testing.T) {
	t.Parallel()
	type mention struct {
		theme                 string
		clause                int
		probability, polarity float64
	}
	for name, c := range map[string]struct {
		said    []mention
		class   models.Class
		clauses int
		want    bool
	}{
		"sød og rar":                             {[]mention{{"t1", 0, .99, .8}}, models.Promoter, 1, true},
		"nye gebyrer, kaldt ros":                 {[]mention{{"t1", 0, .99, .2}}, models.Promoter, 1, false},
		"taler nok om noget andet":               {[]mention{{"t1", 0, .47, .9}}, models.Promoter, 1, false},
		"rar, men køen!":                         {[]mention{{"t1", 0, .99, .8}, {"t2", 1, .99, -.3}}, models.Promoter, 2, false},
		"rar, og noget, ingen har hørt efter":    {[]mention{{"t1", 0, .99, .8}}, models.Promoter, 2, false},
		"rosen gælder et andet tema":             {[]mention{{"t1", 0, .99, .2}, {"t2", 1, .99, .9}}, models.Promoter, 2, false},
		"køen er for lang, men hun var rar":      {[]mention{{"t1", 0, .99, -.8}, {"t2", 1, .99, .9}}, models.Detractor, 2, true},
		"ingen har lært, hvordan der tales":      {[]mention{{"t1", 0, .99, math.NaN()}}, models.Detractor, 1, false},
		"passive har intet at vise":              {[]mention{{"t1", 0, .99, .9}}, models.Passive, 1, false},
		"en detractors pæne ord er ingen klage":  {[]mention{{"t1", 0, .99, .9}}, models.Detractor, 1, false},
		"en sætning, der høres to gange, er een": {[]mention{{"t1", 0, .99, .9}, {"l/x", 0, .95, 1}}, models.Promoter, 2, false},
	} {
		var v themes.Voice
		for _, m := range c.said {
			v.Hear(m.theme, m.clause, m.probability, m.polarity)
		}
		if got := v.Shows(c.class, "t1", c.clauses); got != c.want {
			t.Errorf("%s: shown %v", name, got)
		}
	}
}
