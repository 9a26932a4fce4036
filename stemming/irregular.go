package stemming

import "strings"

// irregular gives the stems of the words that no rule meets.
var irregular = func() map[string]string {
	m := map[string]string{}
	for _, f := range families {
		forms := strings.Fields(f.forms)
		for _, form := range forms {
			if ending, ok := strings.CutPrefix(form, "-"); ok {
				form = f.stem + ending
			}
			m[form] = f.stem
		}
	}
	for root := range strings.FieldsSeq(whole) {
		bare := strings.TrimSuffix(root, "e")
		m[root] = root
		for _, ending := range []string{"en", "ens", "et", "ets", "er", "ers", "erne", "ernes", "ene", "e"} {
			m[bare+ending] = root
		}
	}
	for root := range strings.FieldsSeq(doubling) {
		m[root] = root
		for _, ending := range []string{"en", "ens", "et", "ets", "er", "ers", "erne", "ernes", "ene", "e"} {
			m[root+root[len(root)-1:]+ending] = root
		}
	}
	for root := range strings.FieldsSeq(neuter) {
		for _, ending := range []string{"", "t", "e", "ere", "est", "este"} {
			m[root+ending] = root
		}
	}
	for pair := range strings.FieldsSeq(strongVerbs) {
		forms := strings.Split(pair, "/")
		for _, form := range forms {
			m[form] = forms[0]
		}
	}
	return m
}()

// whole lists nouns and adjectives that end like an inflected form and are none.
const whole = `tilfreds utilfreds sommer vinter internet plads stillads palads kreds klods proces succes konsekvens frekvens tendens eksistens licens essens sekvens
	instans finans kulans balans kompas adgangsproces kontrovers univers avis pris gratis service aften morgen mønster
	vagt program problem system reference distance konference kompetence chance balance provins konkurrens resultat
	abonnement dokument arrangement departement kommentar formular forsvars advis kurs lås hus glas gas kryds prognos
	interes adres mess majs albatros ananas analys kris pulses
	buffet magnet planet diæt filet tapet trompet alfabet atlet`

// doubling lists nouns and adjectives that double their last consonant, which
// Snowball would take for an ending or lose.
const doubling = `billet buket toilet kabinet tablet format paket etiket facilitet sigaret roulet ballet omelet duet chat app
	kotelet serviet cigaret raket kasket pincet budget kvartet skelet palet
	let net fladt trist tom tæt træt fed glad`

// neuter lists adjectives whose -t or superlative Snowball leaves.
const neuter = `klar dyr rar sur pæn ren sen grøn skøn fin god flot hård rund blød kold varm lang dum skarp slap stærk
	svag høj lav fair fuld hel gul hvid rød blå grå ny fri sær svær tør tynd tyk kort sort lys mørk hurtig hæs snæver
	stor spændende sund usund åbenlys dyb bred smal ung klog uklar uskøn urimelig korrekt inkompetent kompetent direkte
	relevant irrelevant elegant effektiv stabil forståelig`

// strongVerbs lists verbs whose forms differ in the vowel, as stem and forms.
const strongVerbs = `hjælp/hjælpe/hjælper/hjalp/hjulpet/hjulpne
	giv/give/giver/gav/givet/givne/gi/gir
	tag/tage/tager/tog/taget/tagne/ta/tar
	kom/komme/kommer/kommet/kommende
	gå/går/gik/gået
	stå/står/stod/stået
	se/ser/så/set/sete
	sig/sige/siger/sagde/sagt/sir
	spørg/spørge/spørger/spurgte/spurgt
	vid/vide/ved/vidste/vidst
	find/finde/finder/fandt/fundet/fundne
	hold/holde/holder/holdt/holdte
	ligg/ligge/ligger/lå/ligget
	lægg/lægge/lægger/lagde/lagt
	sæt/sætte/sætter/satte/sat
	sidde/sidder/sad/siddet
	skriv/skrive/skriver/skrev/skrevet/skrevne
	bryd/bryde/bryder/brød/brudt
	bind/binde/binder/bandt/bundet/bundne
	vind/vinde/vinder/vandt/vundet
	forstå/forstår/forstod/forstået/forståede
	slip/slippe/slipper/slap/sluppet
	hør/høre/hører/hørte/hørt
	svar/svare/svarer/svarede/svaret
	vælg/vælge/vælger/valgte/valgt/valgte
	sælg/sælge/sælger/solgte/solgt
	fortæl/fortælle/fortæller/fortalte/fortalt
	tæl/tælle/tæller/talte/talt
	træf/træffe/træffer/traf/truffet
	træk/trække/trækker/trak/trukket/trukne
	drik/drikke/drikker/drak/drukket
	spis/spise/spiser/spiste/spist
	lad/lade/lader/lod/ladet
	lyd/lyde/lyder/lød/lydt
	byd/byde/byder/bød/budt
	tilbyd/tilbyde/tilbyder/tilbød/tilbudt
	bed/bede/beder/bad/bedt
	løb/løbe/løber/løbet
	fald/falde/falder/faldt/faldet
	hedd/hedde/hedder/hed/heddet
	ringe/ringer/ringede/ringet/ringte
	tro/tror/troede/troet
	bo/bor/boede/boet
	ske/sker/skete/sket
	dø/dør/døde
	bring/bringe/bringer/bragte/bragt
	følg/følge/følger/fulgte/fulgt
	gør/gøre/gjorde/gjort
	lev/leve/lever/levede/levet
	lån/låne/låner/lånte/lånt/lånet/lånene/lånets
	betal/betale/betaler/betalte/betalt
	brug/bruge/bruger/brugte/brugt
	køb/købe/køber/købte/købt/købet/købene
	send/sende/sender/sendte/sendt
	kend/kende/kender/kendte/kendt
	vend/vende/vender/vendte/vendt
	bestil/bestille/bestiller/bestilte/bestilt
	løs/løse/løser/løste/løst
	vis/vise/viser/viste/vist
	mist/miste/mister/mistede/mistet
	lov/love/lover/lovede/lovet
	ly/lytte/lytter/lyttede/lyttet
	mød/møde/møder/mødte/mødt/mødet/møderne
	behold/beholde/beholder/beholdt
	modtag/modtage/modtager/modtog/modtaget/modtagne
	overtag/overtage/overtager/overtog/overtaget
	undgå/undgår/undgik/undgået
	foregå/foregår/foregik/foregået
	opgiv/opgive/opgiver/opgav/opgivet
	udgiv/udgive/udgiver/udgav
	skift/skifte/skifter/skiftede/skiftet
	flyt/flytte/flytter/flyttede/flyttet
	levering/leveringen/leveringer/levere/leverer/leverede/leveret
	mangl/mangle/mangler/manglede/manglet
	handl/handle/handler/handlede/handlet
	behandl/behandle/behandler/behandlede/behandlet
	virk/virke/virker/virkede/virket
	men/mene/mener/mente/ment
	kør/køre/kører/kørte/kørt
	lær/lære/lærer/lærte/lært
	prøv/prøve/prøver/prøvede/prøvet
	tjen/tjene/tjener/tjente/tjent
	start/starte/starter/startede/startet
	slut/slutte/slutter/sluttede/sluttet
	rejs/rejse/rejser/rejste/rejst
	tænk/tænke/tænker/tænkte/tænkt
	glem/glemme/glemmer/glemte/glemt
	bestem/bestemme/bestemmer/bestemte/bestemt
	nå/når/nåede/nået
	få/fås
	hent/hente/henter/hentede/hentet`

// families holds the remaining irregular words by what they have in common. A
// form that begins with "-" goes behind the stem.
var families = []struct{ stem, forms, reason string }{
	{"god", "- -t -e -es bedre bedst bedste", "comparison from another root"},
	{"dårlig", "- -t -e -ere -st -ste værre værst værste", "comparison from another root"},
	{"gam", "gammel gammelt gamle ældre ældst ældste", "comparison from another root"},
	{"lil", "lille små småt", "plural from another root"},
	{"mand", "- -en -ens mænd mændene mænds", "plural with another vowel"},
	{"barn", "- -et -ets børn børnene børns", "plural with another vowel"},
	{"bog", "- -en -ens bøger bøgerne", "plural with another vowel"},
	{"hånd", "- -en hænder hænderne", "plural with another vowel"},
	{"fod", "- -en fødder fødderne", "plural with another vowel"},
	{"tand", "- -en tænder tænderne", "plural with another vowel"},
	{"nat", "- -ten nætter nætterne", "plural with another vowel"},
	{"kraft", "- -en kræfter kræfterne", "plural with another vowel"},
	{"mor", "- -en moder moderen mødre mødrene", "plural with another vowel"},
	{"far", "- -en fader faderen fædre fædrene", "plural with another vowel"},
	{"bror", "- -en broder broderen brødre brødrene", "plural with another vowel"},
	{"datter", "- -en døtre døtrene", "plural with another vowel"},
	{"øje", "- -t øjne øjnene", "plural with another ending"},
	{"øre", "- -t -r -rne", "ører are not islands (øer)"},
	{"ko", "- -en køerne", "plural with another vowel; køer is left to kø"},
	{"bonde", "- -n bønder bønderne", "plural with another vowel"},
	{"land", "- -et -ets -ene -e lande landene", "kept from lande (to land)"},
	{"ven", "- -nen -nens -ner -nerne -ners veninde", "a friend; venlig has its own stem"},
	{"ring", "- -en -ens -ene -enes", "the thing; to call is ringe"},
	{"lækker", "- -t lækre lækreste lækrere", "loses its vowel"},
	{"sikker", "- -t sikre sikrere sikrest sikreste", "loses its vowel"},
	{"usikker", "- -t usikre", "loses its vowel"},
	{"nummer", "- -et -ets numre numrene numrenes", "loses its vowel"},
	{"center", "- -et centret centre centrene", "loses its vowel"},
	{"filter", "- -et filtre filtrene filtret", "loses its vowel"},
	{"mester", "- -en mestre mestrene", "loses its vowel"},
	{"kammer", "- -et kamre kamrene", "loses its vowel"},
	{"åben", "- -t åbne åbnere", "loses its vowel"},
	{"åbn", "åbner åbnede åbnet", "to open"},
	{"voksen", "- -t voksne voksnes", "loses its vowel"},
	{"doven", "- -t dovne dovneste", "loses its vowel"},
	{"sulten", "- -t sultne", "loses its vowel"},
	{"egen", "eget egne", "loses its vowel"},
	{"museum", "- museet museer museerne museets", "Latin ending"},
	{"medi", "medium medie mediet medier medierne", "Latin ending"},
	{"kriteri", "kriterium kriteriet kriterier kriterierne", "Latin ending"},
	{"gymnasi", "gymnasium gymnasiet gymnasier gymnasierne", "Latin ending"},
	{"jubilæ", "jubilæum jubilæet jubilæer jubilæerne", "Latin ending"},
	{"centr", "centrum centrummet", "Latin ending"},
	{"uge", "- -n -ns -r -rne", "Snowball leaves ugen and cuts uge"},
	{"år", "- -et -ets -ene -enes", "R1 protects the ending"},
	{"øl", "- -len -let -ler -lerne", "R1 protects the ending"},
	{"ord", "- -et -ets -ene -enes", "R1 protects the ending"},
	{"ur", "- -et -e -ene", "R1 protects the ending"},
	{"job", "- -bet -bets -bene", "doubled consonant"},
	{"ide", "idé ideen idéen ideer ideerne idéer idéerne", "accent"},
	{"bil", "- -en -ens -er -ers -erne -ernes -s", "a car; billig and billede have their own stems"},
	{"billede", "- -t -ts -r -rne -rnes", "a picture"},
	{"fremmed", "- -e -es", "no verb"},
	{"hoved", "- -et -er -erne hovede", "no verb"},
	{"nem", "- -t -me -mere -mest -meste", "doubled consonant"},
	{"slem", "- -t -me -mere -mest værst", "doubled consonant"},
	{"smuk", "- -t -ke -kere -kest -keste", "doubled consonant"},
	{"dyr", "-ere -est -este", "expensive"},
	{"mulig", "- -t -e -hed -heden -heder -hederne", "no mule (mul)"},
	{"skyld", "- -en", "guilt; skyldig has its own stem"},
	{"by", "- -en -ens -er -erne", "R1 protects the ending"},
	{"let", "- -te -tere -test -teste", "doubled consonant"},
	{"konto", "- -en -ens -er -erne konti kontiene", "Italian plural"},
	{"rabat", "- -ten -ter -terne", "doubled consonant"},
}
