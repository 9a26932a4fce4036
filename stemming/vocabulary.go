package stemming

import (
	"strings"

	"stemme/models"
)

// A role says what a word does to the clause around it.
type role uint8

const (
	noRole      role = iota
	contrast         // begins a clause that speaks against the one before: men
	afterComma       // does so behind a comma only: dog
	coordinator      // may join two main clauses: og
	subject          // a main clause may begin with it: jeg
	addition         // behind a negation says that it negates nothing: ikke kun
	scopeEnd         // ends the scope of a negation before it: hvis
	finite           // a verb that another clause goes on with behind one put in between: er
)

// A vocabulary holds the grammar words of a language.
type vocabulary struct {
	kinds map[string]models.TermKind
	roles map[string]role
	pairs map[string]pair // two words that play a role together
}

// A pair is the second word of two and the role they play.
type pair struct {
	second string
	role   role
}

// words is the set of the words in lists.
func words(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
	}
	return set
}

// newVocabulary makes a vocabulary of lists of words, parted by spaces. A word
// in several of the first three lists is what the last of them says.
func newVocabulary(function, degree, negation string, roles map[role]string, pairs map[string]pair) *vocabulary {
	v := &vocabulary{map[string]models.TermKind{}, map[string]role{}, pairs}
	for _, list := range []struct {
		kind  models.TermKind
		words string
	}{{models.Function, function}, {models.Degree, degree}, {models.Negation, negation}} {
		for word := range strings.FieldsSeq(list.words) {
			v.kinds[word] = list.kind
		}
	}
	for r, list := range roles {
		for word := range strings.FieldsSeq(list) {
			v.roles[word] = r
		}
	}
	return v
}

// vocabularies holds the grammar words of the languages that are stemmed.
// Written for this package from grammar; the lists leave out what carries
// meaning in a comment, such as "op", "ned" and "over" do behind a verb.
var vocabularies = map[models.Language]*vocabulary{
	models.Danish: newVocabulary(`
		jeg mig min mit mine du dig din dit dine han ham hans hun hende hendes den det dens dets vi os vores vor vort
		i jer jeres de dem deres sig sin sit sine man en et ens selv hinanden hverandre
		denne dette disse sådan sådanne sådant samme begge
		der som hvem hvad hvis hvilken hvilket hvilke hvor hvordan hvorfor hvornår hvorvidt hvorledes
		og eller men samt for så da at om end fordi idet når mens medens før inden efter siden indtil skønt selvom
		hvorimod ligesom eftersom såfremt medmindre dog jo nu vel nok nemlig altså også ellers derfor imidlertid
		alligevel derimod endvidere desuden dermed derved derpå deraf derom dertil derfra heraf hermed hertil herom
		herfra hvorefter hvormed hvortil hvorfra hvoraf
		af på til fra ved med mod hos gennem igennem under imod ifølge pr via ad langs omkring mellem imellem blandt
		grundet angående vedrørende undtagen udover foruden trods bortset
		er var være været bliver blev blive blevet bli har havde have haft ha kan kunne kunnet skal skulle skullet
		vil ville villet må måtte måttet bør burde burdet gør gjorde gøre gjort får fik få fået
		her dér hen hjem væk bare kun blot lige netop måske igen engang stadig stadigvæk allerede først sidst
		første sidste næste videre noget nogen nogle nogens andet andre anden andres alle alt al enhver ethvert hver hvert hele
		ene ja jah jep okay ok øh nå nåh hej tja
		både enten når imens hvorpå desværre heldigvis sikkert vist ret gerne vedr dvs osv mv mm fx evt bl ca kl mht
		ift ifm pga iht incl inkl ekskl hhv fhv d. f.eks bl.a m.m m.v o.l d.v.s p.g.a i.f.m p.t m.fl o.lign`, `
		meget lidt rigtig super virkelig helt ganske temmelig særdeles yderst utrolig utroligt ekstrem ekstremt
		vældig vældigt aldeles fuldstændig fuldstændigt totalt mega kæmpe enormt mere mest flere flest mindre mindst
		slet næsten knap overhovedet altid ofte tit sjælden sjældent konstant alt rimelig rimeligt relativt forholdsvis
		ualmindelig ualmindeligt ekstra særlig særligt specielt dybt vildt voldsomt total komplet absolut
		nogenlunde nærmest nogensinde hel hele langt mange få nogenlunde alle`, `
		ikke ikk ik ikkje aldrig aldri ingen intet ingenting uden hverken næppe ej ejheller ikkeeksisterende`,
		map[role]string{
			contrast:    "men hvorimod selvom undtagen skønt omvendt",
			afterComma:  "dog derimod imidlertid desværre alligevel mens trods ellers",
			coordinator: "og samt så eller fordi da når",
			subject:     "jeg vi de det der man han hun du i dette disse denne min mit mine vores",
			addition:    "kun bare blot alene mindst desto udelukkende",
			scopeEnd:    "hvis før inden end hvorfor",
			finite:      "er var bliver blev har havde kan kunne skal skulle vil ville må måtte bør burde",
		},
		map[string]pair{
			"til":     {"gengæld", contrast},
			"bortset": {"fra", contrast},
			"selv":    {"om", contrast},
			"på":      {"trods", contrast},
			"eneste":  {"minus", contrast},
			"om":      {"end", contrast},
			"modsat":  {"hvad", contrast},
			"andet":   {"end", addition},
		}),
	models.Swedish: newVocabulary(`
		jag mig min mitt mina du dig din ditt dina han honom hans hon henne hennes den det dess vi oss vår vårt våra
		ni er ert era de dem deras dom sig sin sitt sina man en ett själv denna detta dessa sådan sådant sådana samma
		som vem vad vilken vilket vilka var varför hur när där här
		och eller men samt för så att om än eftersom medan innan efter sedan tills fast fastän dock ju nu väl alltså
		också annars därför ändå av på till från vid med mot hos genom under enligt per mellan bland i
		är vara varit blir blev bli blivit har hade ha haft kan kunde kunnat ska skall skulle vill ville måste bör borde
		gör gjorde göra gjort får fick få fått bara just kanske igen redan först något någon några annat andra annan
		alla allt varje hela ja hej ut upp`, `
		mycket lite väldigt riktigt verkligen helt ganska otroligt extremt super jätte mer mest mindre minst nästan
		alltid ofta sällan många`, `
		inte aldrig ingen inget inga utan varken knappast ej icke`,
		map[role]string{
			contrast:    "men fast fastän",
			afterComma:  "dock däremot tyvärr",
			coordinator: "och samt så",
			subject:     "jag vi de det man han hon du ni",
			addition:    "bara endast minst",
		},
		map[string]pair{"trots": {"att", contrast}, "förutom": {"att", contrast}}),
	models.Norwegian: newVocabulary(`
		jeg meg min mitt mine du deg din ditt dine han ham hans hun henne hennes den det dens dets vi oss vår vårt våre
		dere deres de dem seg sin sitt sine man en et ei selv denne dette disse sånn slik slike samme
		som hvem hva hvilken hvilket hvilke hvor hvordan hvorfor når der her
		og eller men samt for så at om enn fordi mens før etter siden til selv skjønt dog jo nå vel altså også ellers
		derfor likevel imidlertid av på fra ved med mot hos gjennom under ifølge per mellom blant i
		er var være vært blir ble bli blitt har hadde ha hatt kan kunne kunnet skal skulle vil ville må måtte bør burde
		gjør gjorde gjøre gjort får fikk få fått bare kun kanskje igjen allerede først noe noen annet andre annen alle
		alt hver hele ja hei opp ut`, `
		meget litt veldig riktig virkelig helt ganske utrolig ekstremt super kjempe mer mest mindre minst nesten alltid
		ofte sjelden mange`, `
		ikke ikkje aldri ingen intet ingenting uten verken neppe ei`,
		map[role]string{
			contrast:    "men selvom",
			afterComma:  "dog derimot imidlertid dessverre",
			coordinator: "og samt så",
			subject:     "jeg vi de det man han hun du dere",
			addition:    "bare kun minst",
		},
		map[string]pair{"til": {"gjengjeld", contrast}, "bortsett": {"fra", contrast}, "på": {"tross", contrast}}),
	models.English: newVocabulary(`
		i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
		ourselves they them their theirs themselves this that these those who whom whose which what where when why how
		a an the and or but if because as until while of at by for with about against between into through during
		before after above below to from in out on off over under again then once here there
		am is are was were be been being have has had having do does did doing done can could will would shall should
		may might must ought get got getting im ive id ill youre youve dont' its thats theres
		any some each other another such own same so than just also too even still yet since though although however
		therefore i'm i've i'd i'll you're you've it's that's there's they're we're we've he's she's what's let's
		yes please hi hello ok okay`, `
		very much really quite extremely super highly totally completely absolutely rather more most less least almost
		always often rarely many few little lot lots all`, `
		not no never none nothing nobody without neither nor cannot can't don't doesn't didn't won't wouldn't isn't
		aren't wasn't weren't couldn't shouldn't haven't hasn't hadn't ain't hardly`,
		map[role]string{
			contrast:    "but although though whereas except",
			afterComma:  "however unfortunately yet while",
			coordinator: "and so because",
			subject:     "i we they it he she you this that",
			addition:    "only just least",
		},
		map[string]pair{"even": {"though", contrast}, "apart": {"from", contrast}, "in": {"spite", contrast}}),
	models.Other: newVocabulary("", "", "", nil, nil),
}

// abbreviations holds the Danish abbreviations that are written with points,
// in lower case and without the last one.
var abbreviations = words(`
	f.eks fx bl.a m.m m.v m.fl o.l o.lign d.v.s p.g.a i.f.m i.f.t m.h.t p.t o.s.v d.d f.v.t e.l s.u a.m.b.a vha vedr
	kl ca mht ift ifm pga iht evt nr tlf kr pr dvs inkl incl ekskl excl mm osv mv max maks min hr fr dir kap stk tdl
	ang bl ex eks jf jvf mio mia mrd pct red sml str udg vejl kgl hhv hhvis adr afd ass att afs alm cirka d div dr
	tlfnr sek s.u. forb mdr md årh jan feb mar apr jun jul aug sep sept okt nov dec pt`)

// closing holds the abbreviations that often end a sentence.
var closing = words(`osv o.s.v mm m.m mv m.v m.fl o.l o.lign e.l kr mio mia pct mdr`)

// topLevel holds the domains that a word with points in it is an address by.
var topLevel = words(`dk com net org eu se no de nu uk info io`)
