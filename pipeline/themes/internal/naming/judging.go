package naming

import (
	"strings"
	"sync"

	"stemme/models"
	"stemme/stemming"
)

// Words that judge say how it was and not what: "fint", "alt ok", "super". A clause of
// them alone speaks of no subject, whatever the subjects are that others judge by the
// same words. Written for this package from everyday language, by language; no word
// stands here that has the stem of one that says more ("ringe").
var judging = map[models.Language]string{
	models.Danish: `god godt gode bedre bedst bedste fin fint fine fantastisk super supergod superfint superfin skøn skønt dejlig dejligt suveræn perfekt fremragende udmærket fed fedt lækkert
		glimrende fortrinlig upåklagelig genial rart enestående positiv positivt kanon fortræffelig uovertruffen eminent sublim imponerende tilfreds tilfredse tilfredsstillende veltilfreds
		glad glade begejstret fornøjet okay acceptabel acceptabelt middelmådig middelmådigt gennemsnitlig gennemsnitligt hæderlig rimelig rimeligt nogenlunde topklasse top
		dårlig dårligt dårlige elendig elendigt forfærdelig forfærdeligt katastrofal horribel håbløs håbløst uacceptabel uacceptabelt skidt kritisabel kritisabelt rædselsfuld værre værst
		negativ negativt pinlig latterlig latterligt skandaløs skuffet skuffende utilfreds utilfredse utilfredsstillende pissedårlig rystende møgdårlig øv nej ja orden neutral ligegyldig`,
	models.English:   `good great fine excellent amazing perfect nice super happy satisfied awesome better best bad terrible worst poor disappointed disappointing average yes`,
	models.Swedish:   `bra god toppen jättebra perfekt fantastisk fantastiskt nöjd missnöjd dålig dåligt okej utmärkt super`,
	models.Norwegian: `bra kjempebra god godt fint perfekt fantastisk fornøyd misfornøyd dårlig grei greit utmerket super`,
}

// Beside words that judge, idle ones say nothing more; what is unsaid judges where it is
// denied: "intet at klage over".
const (
	idle = `fungere fungerer virke virker køre kører gå går gik passer klare klarer synes mene mener føler føles tænke sige siger forvente forventet forventer ønske ønsker
		komme kommer finde finder rigtig rigtigt virkelig stadig altid over alt hel helt generelt overordnet alligevel igen hidtil indtil work works everything all`
	unsaid = `klage bemærkning bemærkninger kommentar kommentarer tilføje tilføjelser problem problemer anmærkning anmærkninger indvending indvendinger udsætte brokke comment comments problems complaints`
)

// A judgement is the terms of the lists above.
type judgement struct{ judging, idle, unsaid map[string]bool }

var judgements = sync.OnceValue(func() *judgement {
	a, j := stemming.NewAnalyser(nil, stemming.DefaultLayers()), &judgement{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	add := func(to map[string]bool, words string, lang models.Language) {
		for w := range strings.FieldsSeq(words) {
			for _, t := range a.Tokens(nil, w, lang) {
				to[t.Term] = true
			}
		}
	}
	for lang, words := range judging {
		add(j.judging, words, lang)
	}
	add(j.idle, idle, models.Danish)
	add(j.unsaid, unsaid, models.Danish)
	return j
})

// Judges says whether a term tells how it was and not what.
func Judges(term string) bool { return judgements().judging[term] }

// Tells says whether a term neither judges nor is idle beside one that does.
func Tells(term string) bool {
	j := judgements()
	return !j.judging[term] && !j.idle[term] && !j.unsaid[term]
}

// OnlyJudges says whether the topical terms of a clause say how it was and nothing of
// what.
func OnlyJudges(terms []models.Term) bool {
	j, judges, denies, unsaid := judgements(), false, false, false
	for i := range terms {
		t := &terms[i]
		switch {
		case t.Kind == models.Negation:
			denies = true
		case !t.Kind.Topical() || j.idle[t.Text]:
		case j.judging[t.Text]:
			judges = true
		case j.unsaid[t.Text]:
			unsaid = true
		default:
			return false
		}
	}
	return judges && !unsaid || unsaid && denies
}
