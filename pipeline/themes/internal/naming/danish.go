package naming

import "strings"

// The lists of this file say what class some Danish words are of. Written for
// this package from grammar and everyday language.

// verbs holds common verbs: the infinitive, and the forms that do not follow
// from it, between slashes.
const verbs = `
	afbestille afhente aflevere aflyse afslutte afvente afvise/afviste/afvist anbefale anmelde anmode annullere ansøge anvende arbejde
	ankomme/ankommer/ankom/ankommet angive/angav/angivet afgive/afgav/afgivet bede/beder/bad/bedt bede bekræfte beklage benytte beregne besidde
	beskrive/beskrev/beskrevet besøge bestille bestå/bestod/bestået besvare betale betjene behandle beholde/beholdt bestemme
	bruge bringe/bragte/bragt bryde/brød/brudt burde bygge byde/bød/budt bytte dele drille droppe dukke dø/dør/døde/død/døende ekspedere ende
	erstatte erfare fejle finde/fandt/fundet fjerne flytte foregå/foregår/foregik/foregået foreslå/foreslår/foreslog/foreslået forhandle
	forklare/forklar forlade/forlod/forladt forlange forlænge forsikre forsvinde/forsvandt/forsvundet forsøge forstå/forstår/forstod/forstået
	fortryde/fortrød/fortrudt fortælle/fortalte/fortalt/fortæl fortsætte/fortsatte/fortsat forvente forære fortjene
	falde/faldt/faldet fryse/frøs/frosset fungere føle følge/fulgte/fulgt/følg føre få gælde/gjaldt garantere genåbne/genåbn give/giv/gir/gav/givet gide/gider/gad/gidet glemme/glemte/glemt glæde
	gribe/greb/grebet gå/går/gik/gået hakke hamre halte handle have hedde/hedder/hed hente henvende henvise/henviste/henvist hjælpe/hjalp/hjulpet
	holde/holdt håbe hæve hænge/hang/hængt høre/hørte/hørt ignorere indbetale indeholde indse/indså/indset indtaste informere installere investere
	kalde/kaldte/kaldt kende kigge kikke klage klare koge komme/kom/kommet konkurrere kontakte kontrollere koste kræve kunne købe/købte/købt køre/kørte/kørt
	lade/lod/ladet lave lede lege leje levere leve lide/led/lidt ligge/lå/ligget ligne logge love lukke lyde/lød/lydt lyve/løj/løjet lytte
	lægge/lagde/lagt læse/læste/læst lære/lærte/lært løbe/løb/løbet løse/løste/løst låne mangle melde mene/mente/ment miste modtage/modtog/modtaget montere
	møde/mødte/mødt måtte mærke nå/når/nåede/nået nægte nyde/nød/nydt nævne observere omlægge/omlagde/omlagt opdage opdatere/opdater opgive/opgav/opgivet opleve oplyse/oplyste/oplyst opnå/opnår/opnåede/opnået
	opsige/opsagde/opsagt oprette ordne overføre/overførte/overført overholde/overholdt overskride/overskred/overskredet overveje overtage/overtog/overtaget
	passe parkere præsentere prøve/prøv presse reagere reducere refundere regne registrere reklamere reparere
	returnere rette ringe/ringede/ringet rose/roste/rost ryge/røg/røget rykke rådgive rejse/rejste/rejst sælge/solgte/solgt samle sende/sendte/sendt se/ser/så/set sidde/sad/siddet
	sige/sagde/sagt skaffe skifte skrive/skrev/skrevet/skriv skylde skynde slippe/slap/sluppet slette slukke slå/slår/slog/slået smide/smed/smidt smage snakke
	snyde/snød/snydt sove/sov/sovet spare spille spise/spiste/spist spørge/spurgte/spurgt spærre starte stemme stige/steg/steget stille stjæle/stjal/stjålet stole stoppe
	støtte svigte svinge stå/står/stod/stået svare synes/syntes sætte/satte/sat søge tabe tage/tager/tog/taget tale takke tegne teste tilbyde/tilbød/tilbudt
	tilføje tjekke tjene tro/tror/troede/troet trække/trak/trukket træffe/traf/truffet true/truer/truede/truet trænge tvinge/tvang/tvunget tænke tælle/talte/talt udbetale udebleve udføre/udførte/udført
	udlevere udsende udsætte/udsatte/udsat udskifte undersøge undgå/undgår/undgik/undgået undre undskylde vende/vendte/vendt vente vide/ved/vidste/vidst vinde/vandt/vundet
	virke vise/viste/vist vurdere vælge/valgte/valgt være/er/var/været ville vove ændre ødelægge/ødelagde/ødelagt ønske åbne opkræve reservere debitere fakturere
	crashe brænde/brændt støve grave låse gemme trykke ramme hade elske nå tabe vaske
	gøre/gør/gjorde/gjort stjæle bestræbe skuffe gentage/gentog/gentaget udtale advare svindle lytte hilse udfylde komplimentere
	lokke klippe skære/skar/skåret spærre springe/sprang/sprunget falme blinke larme lugte lagge hoppe brække hæmme svække dale synke/sank/sunket
	afsende/afsendte/afsendt fremsende/fremsendte/fremsendt tilsende/tilsendte/tilsendt tilgå/tilgår/tilgik vedlægge/vedlagde/vedlagt frarådes fraråde råde
	want buy bought order ordered get received send sent pay paid use used wait waited say said tell told go went going come came take took give gave make made
	recommend contact try tried call called help helped know think need received arrived deliver delivered work works ask asked feel find found`

// adjectives holds common adjectives: the common form, and the forms that do
// not follow from it, between slashes.
const adjectives = `
	aktiv alvorlig anderledes bange blå/blåt/blå rask arrogant bedre bedst billig bred dejlig direkte dobbelt dum dyb dygtig dyr/dyrere dårlig død døv effektiv elendig enkel/enkelt/enkle/enklere
	ekstrem ens eneste fair faglig falsk fantastisk fast fattig fed/fedt/fede fejlfri fin flere flest flink flot/flotte fleksibel/fleksible fornuftig forfærdelig forkert/forkerte forskellig
	fremragende fri/frit/frie frisk fræk fuld færdig følsom gammel/gammelt/gamle ældre ældst gennemsigtig genial glad god/godt/gode grim grov gul grøn gratis grundig
	halv hel hjælpsom hurtig hvid hyggelig hård høflig høj hæderlig håbløs ihærdig imponerende imødekommende individuel/individuelt/individuelle interessant irriterende inkompetent
	kedelig klar klog kold kompetent kompliceret/komplicerede konkurrencedygtig korrekt kvik kæmpe katastrofal lang/langt/lange længere længst langsom langsommelig latterlig
	lav let/lette ligeglad lille/små/mindre mindst lokal lydhør lækker/lækre løgnagtig løs mangelfuld manglende menneskelig mulig moderne mystisk mørk nem negativ nervøs normal nuttet nysgerrig ny
	nærmeste nærværende nøjagtig ond ordentlig original overlegen overskuelig overrasket perfekt personlig pinlig pissedårlig positiv privat professionel/professionelt/professionelle præcis
	punktlig pæn pålidelig pædagogisk rar ren rigtig rimelig ringe rolig rodet/rodede rund rummelig rød samlet/samlede seriøs sej sen/senere senest sikker/sikkert/sikre sidste simpel/simple
	skidt skuffet/skuffede skuffende skrap skæv skøn slem sløv slap smart smal smidig smuk/smukke snæver spændende sort/sorte stabil stille stolt stor/større størst streng stærk suveræn super
	svag svær sur syg særlig sød tilfreds tilgængelig tom/tomme travl trofast troværdig tryg/trygge træls træt/trætte tung/tunge tydelig tynd tæt/tætte tålmodig uacceptabel/uacceptabelt/uacceptable
	uansvarlig udmærket/udmærkede uduelig ufleksibel/ufleksible ugennemskuelig uhøflig ulovlig umulig uoverskuelig upersonlig uprofessionel/uprofessionelt/uprofessionelle urimelig usikker/usikkert/usikre useriøs utilfreds
	utilgængelig utrolig utroværdig uvenlig uærlig uheldig utålmodig varm varieret/varierede venlig vild virkelig vigtig vred vedholdende værdiløs værst værre åben/åbent/åbne ærgerlig ærlig ustabil overpriset
	brugervenlig behagelig behjælpelig besværlig professionel bedste værste nyeste dybere konstant sublim upåklagelig uundværlig ubrugelig ulideligt virtuel digital teknisk økonomisk gebyrfri rentefri
	begejstret/begejstrede bekymret/bekymrede beroliget/beroligede chokeret/chokerede forarget/forargede forbavset/forbavsede fornøjet/fornøjede forvirret/forvirrede
	forundret/forundrede frustreret/frustrerede imponeret/imponerede ked kede lettet/lettede misfornøjet/misfornøjede overrasket/overraskede rystet/rystede rørt/rørte
	stresset/stressede snavset/snavsede beskidt/beskidte klistret/klistrede slidt/slidte nedslidt/nedslidte usand/usandt/usande vedvarende taknemmelig tilpas utryg/utrygge
	defekt gravid ubesvaret/ubesvarede brugt/brugte svingende
	hemmelig stædig smilende lyttende forstående dansk engelsk svensk norsk tysk udenlandsk international midlertidig årlig månedlig daglig ugentlig
	good bad great nice poor fast slow easy cheap expensive terrible excellent friendly helpful new old best worst better awful amazing perfect quick happy`

// adverbs holds words that belong to verbs and clauses and are no part of a
// name.
const adverbs = `
	altid alligevel allerede bagefter derefter derhen desuden direkte efterfølgende ellers endda endelig engang eventuelt faktisk fortsat forinden forleden foran formentlig frem fremad
	færdig oven indimellem nylig nyligt generelt grundlæggende heldigvis henover herefter hertil hjemme hjemmefra ydermere derimod tilmed dog stadigvæk hurtigst ind indtil igen ikke imod imens jævnligt langt lidt ligefrem længe længere lige
	mere meget mindst måske nede nogenlunde nu næsten naturligvis normalt nærmest ofte omgående op oppe overhovedet overalt pludselig personligt rundt samtidig sammen selvfølgelig
	senere senest sidst sikkert simpelthen sjældent slet snart specielt stort straks så tidligere tidligt tilbage tilsyneladende tit tæt udelukkende ude udenfor uheldigvis umiddelbart vel virkeligt
	retur væk tilbage åbenbart særligt dernæst deroppe derude desværre fremover hidtil hvorefter ihvertfald efterhånden derudover indenfor kontinuerligt løbende udover dvs fx etc blandt istedet igang undervejs overfor
	udenom henne bagom nedenfor ovenfor indenom dagligt hertil hver især ellers bare endnu også okay ok please just very really always never again back ever even still now here there soon yet later too`

// times holds words of time and number: a name that says "tre uger" says
// nothing of what took them.
const times = `
	dag dage dagen dagene dages uge uger ugen ugerne ugers måned måneder måneden månederne måneders år året årene årenes års time timer timen timerne timers minut minutter minuttet minutterne kvarter sekund sekunder
	halvanden halv gang gange gangen gangene aften aftenen aftener morgen morgenen formiddag formiddagen eftermiddag eftermiddagen nat natten middag idag igår imorgen dato datoen datoer tidspunkt tidspunktet
	mandag tirsdag onsdag torsdag fredag lørdag søndag mandagen tirsdagen onsdagen torsdagen fredagen lørdagen søndagen mandags tirsdags onsdags torsdags fredags lørdags søndags hverdage hverdag arbejdsdage arbejdsdag
	januar februar marts april maj juni juli august september oktober november december jan feb mar apr jun jul. aug sep sept okt nov dec forår foråret sommer sommeren efterår efteråret
	to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede hundreder tusind tusinde tusinder million millioner
	kr kr. kroner krone dkk procent pct mbit mb gb kb mbps gigabyte megabit kilometer km meter cm mm kilo kg gram liter watt kwh stk stk. stykke nul en et par dobbelt menneskealder
	tid tiden tider tiders tiderne evighed evigheder evigheden friday black
	day days week weeks month months year years hour hours minute minutes time times today yesterday two three four five`

// phrasesOfCourtesy holds greetings, thanks, sign-offs and exclamations.
const courtesies = `
	hej hejsa hilsen hilsner hilsener venlig-hilsen mvh kh vh kære goddag farvel dav tak tusindtak takker undskyld velkommen held-og-lykke knus god-dag pft fy suk uha puha øv æv argh hm hmm wow hurra bravo held
	lykke jul-hilsen ps nb obs obs. hallo hello hi thanks thank regards dear haha ha lol hjertelig`

// vague holds nouns that fit any theme.
const vague = `
	ting tingen tingene måde måden måder sted stedet steder del delen dele side siden sider grund grunden grunde fald tilfælde tilfældet folk menneske mennesker mand manden kone konen person personer
	egen eget egne slags art form forhold forbindelse virkelighed virkeligheden verden livet liv øjeblik orden fat stand tvivl smule række rækken kant ende enden gavn brug hjem hjemme omgang lov ret tur andel
	spor grad henseende mening hensyn vej vejen måtte noget alt intet hånd hænder øjne hovedet hoved hjerte hjertet bund bunden top toppen stil lyst råd synd skam held resten rest
	mellemtid mellemtiden eksempel forskel forskellen fokus kig antal stykker gade kald tillæg gud himmel sandhed sandheden fyr ide idé chance mulighed lejlighed forsøg gæt skyld tanke tanker tale tilbage
	nummer nr nr. navn navnet sans sinde vilje følelse fornemmelse indtryk indtrykket ord punkt regel stemning humør lige linje linie niveau nyt nye gamle samme andre anden thing things way people place lot bit case`

// dulls holds nouns that say little: what every customer of any firm does and
// meets.
const dulls = `
	handel køb salg forsendelse afsendelse bestilling vare varen varer produkt produkter produktet firma firmaet virksomhed virksomheden butik butikken forretning kunde kunder kunden
	problem problemer bank banken sag sagen besøg hold problemet behandling oplevelse svigt gamer menu`

// roles hold who is spoken of: a name that says who says nothing of what is said of them,
// so it bears one only beside another noun.
const roles = `
	rådgiver rådgivere rådgiveren rådgiverne bankrådgiver bankrådgivere bankrådgiveren medarbejder medarbejdere medarbejderen medarbejderne personale personalet ansat ansatte arbejdsgiver arbejdsgivere arbejdsgiveren
	kollega kolleger kollegaer leder lederen chef chefen ekspedient ekspedienter ekspedienten sælger sælgere sælgeren sælgerne konsulent konsulenter konsulenten
	sagsbehandler sagsbehandlere sagsbehandleren montør montører montøren tekniker teknikere teknikeren chauffør chauffører chaufføren håndværker håndværkere håndværkeren
	mor far søn datter bror søster barn børn børnene forældre familie familien nabo naboen ven venner kæreste kæresten bruger brugere brugerne borger borgere borgeren borgerne
	leverandør leverandøren selskab selskaber selskabet konkurrent konkurrenten konkurrenter`

// bystanders hold who customers speak of beside themselves: a theme of what happened to somebody's
// mother is not about mothers.
const bystanders = `mor moren far faren søn sønnen datter datteren bror søster barn børn børnene barnebarn børnebørn forældre familie familien nabo naboen naboer naboerne genbo genboen
	ven veninde venner kæreste kæresten mand manden kone konen kollega kolleger mormor morfar farmor farfar svigermor svigerfar`

// lasting gives what it is to have a role that customers say how long they have had: "kunde i 20 år".
const lasting = `kunde/kundeforhold kunder/kundeforhold stamkunde/kundeforhold medlem/medlemskab medlemmer/medlemskab lejer/lejeforhold`

// nominal gives the noun that names what a verb does, between slashes behind
// its infinitive.
const nominal = `
	afbestille/afbestilling afhente/afhentning aflevere/aflevering aflyse/aflysning afvise/afvisning anbefale/anbefaling anmelde/anmeldelse annullere/annullering ansøge/ansøgning
	bekræfte/bekræftelse bestille/bestilling besvare/besvarelse betale/betaling betjene/betjening behandle/behandling bytte/ombytning ekspedere/ekspedition erstatte/erstatning
	flytte/flytning følge/opfølgning forklare/forklaring forsinke/forsinkelse forvente/forventning handle/handel hente/afhentning hjælpe/hjælp informere/information installere/installation
	investere/investering klage/klage kontakte/kontakt købe/køb levere/levering lukke/lukning låne/lån love/løfte leje/leje montere/montering
	møde/møde omlægge/omlægning opdatere/opdatering opleve/oplevelse oplyse/oplysning oprette/oprettelse opsige/opsigelse overføre/overførsel pakke/pakning parkere/parkering
	refundere/refusion registrere/registrering reklamere/reklamation reparere/reparation returnere/returnering ringe/opkald rådgive/rådgivning sælge/salg afsende/afsendelse sende/forsendelse
	skifte/skift slette/sletning spørge/spørgsmål støtte/støtte svare/svar søge/søgning tilbyde/tilbud undersøge/undersøgelse udskifte/udskiftning
	vejlede/vejledning vente/ventetid vurdere/vurdering vælge/valg ændre/ændring åbne/åbning snyde/snyd svindle/svindel sporing/sporing garantere/garanti beklage/beklagelse
	rejse/rejse udlevere/udlevering genåbne/genåbning spærre/spærring ombytte/ombytning teste/test godkende/godkendelse udbetale/udbetaling indbetale/indbetaling
	afvikle/afvikling kompensere/kompensation tilmelde/tilmelding afmelde/afmelding kommunikere/kommunikation besøge/besøg reservere/reservation svigte/svigt opkræve/opkrævning`

// nounEndings end words that are mostly nouns, adjectiveEndings adjectives, verbEndings, of
// the forms of a verb, those that are no noun.
var (
	nounEndings = []string{"ing", "ingen", "inger", "ingerne", "else", "elsen", "elser", "elserne", "hed", "heden", "heder", "tion", "tionen", "tioner",
		"sion", "skab", "skabet", "eri", "ment", "tet", "teten", "teter", "ør", "ist", "ance", "ence", "ologi", "tid", "tiden", "tider", "side", "siden", "kort", "kortet", "nummer",
		"service", "servicen", "afdeling", "afdelingen", "gebyr", "gebyret", "pris", "prisen", "priser", "priserne", "butik", "butikken", "kunde", "kunder",
		"kunderne", "medarbejder", "medarbejdere", "medarbejderen", "konto", "kontoen", "dato", "datoen", "bank", "banken", "møde", "mødet", "møder", "lån", "lånet",
		"ness", "ment", "ity", "ship"}
	verbEndings      = []string{"ede", "ende", "te", "lt", "rt", "kt", "ft", "dt", "st", "gt", "nt", "es"} // of forms that no noun has the look of
	adjectiveEndings = []string{"lig", "ligt", "lige", "ig", "igt", "ige", "isk", "iske", "som", "somt", "somme", "bar", "bart", "bare", "fuld", "fuldt", "fulde", "løs", "løst", "løse",
		"ende", "iv", "ivt", "ive", "abel", "abelt", "able", "ibel", "ibelt", "ible", "ære", "ant", "ante", "ful", "ous"}
)

// lacking are things that customers ask for: where they write "ingen svar" or
// "intet svar", what they met is their lack.
const lacking = `svar hjælp kontakt kommunikation information informationer besked opfølgning respons reaktion tilbagemelding bekræftelse levering service forklaring undskyldning
	refusion kompensation vejledning rådgivning løsning interesse ansvar tillid dækning forbindelse opdatering overblik gennemsigtighed forståelse parkering parkeringspladser betjening kvittering`

// wordSet is the set of the words of a list.
func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// qualities give what it is to be as an adjective says that names a group of kin.
const qualities = `hurtig/hurtighed langsom/langsommelighed nem/lethed svær/besvær billig/lave_priser dyr/høje_priser personlig/personlig_betjening defekt/defekter gravid/graviditet`

// qualitySides give what those adjectives are about, and whether they praise or complain.
const qualitySides = `billig/pris/ros dyr/pris/klage`

// praising and complaining hold the adjectives that restate a score.
const (
	praising = `god/godt/gode/bedre/bedst/bedste fantastisk super skøn dejlig suveræn perfekt fremragende udmærket/udmærkede fin flot fed/fedt lækker/lækre glimrende fortrinlig upåklagelig
		genial rar ordentlig enestående positiv kanon fortræffelig uovertruffen eminent sublim imponerende good great excellent amazing perfect nice tilfreds glad begejstret`
	complaining = `dårlig/dårligere/dårligst/dårligste elendig ringe/ringere/ringeste forfærdelig katastrofal horribel håbløs uacceptabel/uacceptabelt/uacceptable skidt
		kritisabel/kritisabelt/kritisable rædselsfuld værre værst/værste negativ pinlig latterlig skandaløs bad terrible awful worst skuffet/skuffede utilfreds pissedårlig rystende skuffende`
)

// dealing holds what customers do with a firm, returning what says beside it that they would do so again,
// or never.
const dealing = `handle handel køb købe bestille bruge vælge komme`

var returning = wordSet(`igen aldrig fremover`)

// definites stand before an adjective in its weak form: "den lange ventetid".
var definites = wordSet(`den det de denne dette disse min mit mine din dit dine sin sit sine jeres deres vores hans hendes`)

// links may stand between the two nouns of a name.
var links = wordSet(`på til af med for i fra om over ved uden mellem og of`)

// transitive are the nouns of verbs whose object stands behind "af".
var transitive = wordSet(`afbestilling afhentning aflevering annullering bestilling betaling behandling ombytning køb levering lån leje montering
	omlægning oprettelse opsigelse overførsel pakning reparation returnering salg afsendelse sletning søgning udskiftning ændring udlevering spærring
	udbetaling indbetaling installation registrering lukning genåbning`)

// helping verbs stand before a participle that is theirs and describes no noun.
var helping = wordSet(`har havde have haft er var blev bliver blive blevet få får fik fået kan skal vil ville skulle kunne`)

// verdicts are words that restate the score, beside the adjectives that praise
// and complain.
const verdicts = `anbefale anbefaler anbefales anbefalede anbefalet anbefaling anbefalinger anbefalelsesværdig anbefalelsesværdigt fraråde fraråder stjerne stjerner stjernerne oplevelse oplevelsen
	oplevelser erfaring erfaringer erfaringen utilfredshed tilfredshed tilfredse skuffelse anmeldelse anmeldelser anmeldelsen anmelde trustpilot karakter karakteren karakterer bedømmelse vurdering
	rating score top topklasse kanon skidt godt dårligt plus minus tommelfinger tommel ros glad glade fornøjet begejstret veltilfreds fup fupfirma lortefirma lort skod bras katastrofe skandale advarsel
	undgå håbløst elendigt ringere klasse stjernet point maxkarakter topkarakter advare idioter klovne amatører amatør useriøs useriøst uprofessionelt uprofessionel
	recommend recommended experience star stars satisfied dissatisfied rating review reviews`
