package pipeline

import (
	"strings"
	"sync"

	"stemme/models"
	"stemme/stemming"
)

// Names of months are dates with whatever stands beside them ("bestilte i november"). Those
// that are another word too (jul, jan, mars, may) are left out.
const monthNames = `januar februar marts april maj juni juli august september oktober november december feb apr jun sept okt nov dec
	january february march june july october januari februari augusti desember`

// Names of days, seasons and numbers are dates by themselves alone: "lukket mandag" and
// "black friday" may be news.
const dayNames = `mandag tirsdag onsdag torsdag fredag lørdag søndag mandagen tirsdagen onsdagen torsdagen fredagen lørdagen søndagen
	mandags tirsdags onsdags torsdags fredags lørdags søndags monday tuesday wednesday thursday friday saturday sunday
	måndag tisdag lördag söndag lørdager søndager dag dage dagen dagene uge uger ugen ugerne weekend weekenden måned måneder måneden månederne kvartal kvartalet år året årene
	week weeks month months year years dato datoen datoer forår foråret sommer sommeren efterår efteråret vinter vinteren høst høsten summer autumn winter
	to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems
	hundrede tusind million two three four five six seven eight nine ten`

// dates are the terms of months, and those of days, seasons and numbers.
var dates = sync.OnceValue(func() (of struct{ months, days map[string]bool }) {
	terms := func(words string) map[string]bool {
		a, out := stemming.NewAnalyser(nil, stemming.DefaultLayers()), map[string]bool{}
		for word := range strings.FieldsSeq(words) {
			for _, lang := range []models.Language{models.Danish, models.Norwegian, models.Swedish, models.English} {
				for _, t := range a.Tokens(nil, word, lang) {
					if t.Kind == models.Content { // no part of a compound
						out[t.Term] = true
					}
				}
			}
		}
		return out
	}
	of.months, of.days = terms(monthNames), terms(dayNames)
	return of
})

// dated says whether a phrase of one term, or of two, is a date: it is no news that
// November is spoken of in November.
func dated(one, two string) bool {
	months, days := dates().months, dates().days
	date := func(term string) bool { return months[term] || days[term] }
	return months[one] || months[two] || date(one) && (two == "" || date(two))
}
