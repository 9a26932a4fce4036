package stemming

import (
	"slices"
	"strings"

	"stemme/models"
)

// Languages that are told apart but not stemmed: their comments are Other.
const (
	german  models.Language = "de"
	dutch   models.Language = "nl"
	polish  models.Language = "pl"
	turkish models.Language = "tr"
	french  models.Language = "fr"
)

// tongues are the languages that are told apart, in the order of scores: those
// that are stemmed first.
var tongues = [...]models.Language{
	models.Danish, models.Swedish, models.Norwegian, models.English, german, dutch, polish, turkish, french,
}

const stemmed = 4 // of tongues, the first

// common holds frequent words beside the grammar words. Written for this
// package from general knowledge.
var common = map[models.Language]string{
	models.Danish: `af at god godt gode dårlig dårligt bedre bedst hurtig hurtigt nem nemt venlig venlige altid efter uge år dag
		gang gange penge hjælp hjælpe kunder kunde svar ventetid rådgiver tilfreds utilfreds måske blive sige siger kommer komme
		gået ringe ringede ringet tager tog synes ved vide penge pris priser købt bestilt varen varer pakken ordre leveret fået
		fungerer fungerede enkel enkelt hyggelig hyggelige kundeservice bestilte rask raskt problemfrit å sur sure pas tre des le la
		anbefaler levering leverandør skuffet dyrt dans an ses nul prima lang lange nette tag tage ben par bon
		anbefale anbefales service bank tak løbe spørgsmål kontakt hjemmeside tilbage ud op ned over ind hen hjem vej mail mails
		forsinket forsinkede forsinkelse forsinkelser ringer posten leveringen pakke dyr dyrere billig billigt billige rimelig rimelige
		svarer svarede bytter bytte flytter slutter sagt skuffende elsker elskede manglet mangler manglede timer strålende unger ungerne fisk brev post glad glade
		ødelagt høflig vanskelig lækker lækre lækkert kold koldt fin fint fine flink flinke skøn skønt sød søde dygtig dygtige
		fire man gave give told sent kind side fair team box shop food booking app appen login password update start stop front
		nice cool great perfect awesome fresh super top ok okay perfekt toppen kanon minutter måneder måned uger besked levere
		konto kontoen banken regning butik butikken chauffør chaufføren vare mat kvittering reklamation website webshop support
		online tracking track outlet gaming gamer pc laptop headset wifi streaming roaming cashback trustpilot checkout
		ventetiden tid tiden tider tids snart lettere byttet ingen fantastisk fantastiske smidigt smidig uhøflige uhøfligt ble slik store stor klasser bad
		påske jul sommer vandskade skade skaden skift skifte kunne måtte steg steget oplyst oplyste mentor kassen kasserne faldt
		customer fed fedt fede skinner solen klaget ni pakket elendigt elendig rude knust go herfra små mindre større portion portioner billigere hurtigere bedre email emails kundebehandling undskyldte undskyld lyver forbrug forbruget styr sker sket person personen
		manden damen pigen fyren personalet medarbejder medarbejdere sprøde friske frisk maden mad kød grøntsager`,
	models.Swedish: `bra bättre bäst dålig dåligt snabb snabbt snabba trevlig trevliga enkelt enkel lätt alltid efter vecka år
		dag gång gånger pengar hjälp hjälpa kunder kund kundtjänst svar tack nöjd missnöjd kanske bli säga säger kommer komma
		ringa ringde tycker vet priser köpt beställt beställde varan paketet leverans leveransen rekommendera rekommenderar
		fungerar frågor personal bemötande tid väntetid betala räkning konto banken kontakt hemsida tillbaka över jättebra jättenöjd
		fram tjejen killen funkar smidigt utmärkt besviken ärendet fakturan priset nätet fel värt tagit svårt långt dyrt
		timme timmar igår köpa sälja handla bestämt priserna pengarna butiken varor varorna
		grymt maten mat kött köttet luktade luktar fisk saknade saknas saknar barnen barn älskar älskade försenad försenat försenade
		trevligt trevlige vänlig vänliga hjälpsam hjälpsamma snäll snälla duktig duktiga kunnig kunniga
		sen sent för nära svårare lättare billigt billig billiga dyr dyra dyrare billigare
		utmärkta fantastiskt fantastisk underbar underbart perfekt suverän kanon toppen bäst sämst sämre sämsta
		jättefin jättefint jättegod jättegott jättesnabb jättetrevlig jättedåligt jättedålig skitbra superbra väldigt ganska
		ingen inget inga någon något några ingenting alla allting
		svarar svarade svara ringer ringt mejl mejlade mejla skickade skickar skickat fick får får inte inte
		kundservice kundtjänsten bemötandet hjälpen chauffören föraren leverantör leverantören paket brev post
		väntar väntat väntade vänta telefonkö kötid tidigare senare snart redan
		rekommenderas nöjda missnöjda besvikna glad glada ledsen arg
		trasig trasiga skadad sönder fel felaktig felaktiga ruttna ruttet mögligt gammalt
		uppsagd uppsägning säga upp bytte byta byter byt flyttar flytta lämnar lämna
		och att det är på med som jag ni vi hos från till mycket bara också när hur vad varför
		appen hemsidan sidan inloggning smidig krånglig krångligt enkelt tydlig tydligt otydligt
		lagom recepten recept grönsaker grönsakerna frukt frukten kylskåp portioner`,
	models.Norwegian: `bra bedre best dårlig rask raskt hyggelig hyggelige enkel enkelt lett alltid etter uke år dag gang ganger
		penger hjelp hjelpe kunder kunde kundeservice svar takk fornøyd misfornøyd kanskje bli si sier kommer komme ringe ringte
		synes vet priser kjøpt bestilt bestilte varen pakken levert anbefale anbefaler fungerer spørsmål regning konto banken
		kontakt hjemmeside tilbake over ned spurte gode godt god ventetid ble ga fått trenger å
		mye enn altfor hjelpen hjelper hjulpet flinke beskjed håndtert feil økt nettbanken kundesenter kundesenteret utvalg butikk
		greit greie grei flott topp jobb uker uken tida leverandør skuffet
		mottatt utenfor innenfor selger selgeren endre endret prisene øker avtale avtalen sjåføren sjekk spesielt ennå
		kjapt kjapp alltid
		kjempegod kjempegodt kjempebra kjempefin kjempefornøyd supert knall knallbra strålende suveren suverent
		maten mat kjøtt kjøttet luktet fisk manglet mangler ungene unger elsker forsinket forsinkelse forsinkelser
		sjåfør sjåførene kjøkken kjøkkenet dyrere billigere rimelig rimelige svarer svarte svarte ringer epost
		aldri noen noe ingen ingenting alle begge hvordan hvorfor hvem hva hvor
		dessverre skuffende skuffa ødelagt ødelagte råtne råttent råttne grønnsaker grønnsakene frukt
		ventetida ventetiden kundebehandling kundesenter pakka pakke posten levering leveringen leveranse
		bytter bytte byttet bytta flytter slutter sluttet sagt oppsagt opp oppsigelse
		lettvint tungvint oversiktlig uoversiktlig ryddig vanskelig vanskeligere lettere
		hyggelige imøtekommende dyktig dyktige snill snille høflig høflige uhøflig uhøflige
		vært blitt gjort sagt ingen meget veldig litt nok ganske heller også bare ikke
		timer minutter måneder måned kveld kvelden helga helgen i`,
	models.English: `good great nice best better bad worst fast quick easy friendly helpful customer customers service money card
		account bank help thanks thank delivery order ordered time times day week weeks price received email phone call called
		need want know like would pay paid transfer back work works working recommend experience everything happy new
		use used tried try made make take took see first time still waiting wait never always product website people
		staff answer question problem issue sent send buy bought one two after get go going why how change pin
		keep keeps easily everyone anyone well
		rude refund refunded simple since yesterday
		top app password automatic denied declined failed arrived arrive arrives late delayed delay delays driver drivers lovely amazing delicious tasty taste tastes yummy kids children child
		value expensive cheap cheaper cheapest overpriced convenient useful useless reliable unreliable fresh rotten stale mouldy frozen
		missing items item box boxes parcel package packaging broken damaged wrong lost stolen wet dirty smell smells smelled cold
		excellent awful terrible horrible poor perfectly brilliant fantastic wonderful outstanding pleasant polite kind professional
		love loves loved loving like likes liked enjoy enjoyed hate hates hated highly recommended recommending recommendation never
		again waited waits hours hour minutes minute months month weeks years days ago answers answered answering reply replies replied emails
		nobody somebody anybody communication support team agent agents office shops shopping meal meals food recipes recipe cook
		cooking vegetables vegetable meat chicken fish fruit bread portion portions quality quantity variety choice choices
		disappointed disappointing dissatisfied satisfied unhappy pleased impressed annoying annoyed frustrating frustrated
		slow slower slowly quickly quicker faster fastest easier easiest difficult hard impossible possible available
		cancel cancelled cancellation subscription subscribe contract charged charge charges paying payments bill bills invoice
		leaving leave left moving move switching switched switch competitor competitors elsewhere
		man woman lady guy guys girl boy person friend friends family home house door street
		could should might must cannot can't don't doesn't didn't wasn't isn't won't wouldn't couldn't hasn't haven't
		does did done doing being getting going coming making looking trying saying telling asking
		too much many more less enough quite rather almost nearly only just even ever both each every few several another other
		nothing something anything because although though while until during before between without within
		right left back front side end start started stop stopped keep kept gave given give gives
		brought bring came come comes went said says told tell feel felt looks looked found find finds
		app's website's crashes crash crashed login password account's update updated
		poisoning ill sick unsafe dangerous hurt burned burnt fire
		convenience cheerful handy fair unfair honest dishonest scam lies liars worth waste wasted
		communicate informed information advice advised explained explain understood understand listening listened
		packed delivered deliver delivers deliveries courier postman postal received receive booking booked appointment waiting`,
	german: `ich du er wir ihr der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war
		waren wird werden wurde hat habe haben hatte kann können muss mit von zu zum zur auf für bei nach aus über unter sehr gut
		gute guter schnell schnelle immer auch noch nur schon mehr wieder alles leider danke bitte lieferung bestellung kunde
		kunden service bank geld preis freundlich freundliche zufrieden sehr wenn weil dass wie was wer wo hier dort sie es im am
		vielen bestens niemand geht nie ans warum viel teuer wartezeit mitarbeiter nett nette lange seit jetzt keinen meine mein habe
		jahr jahre jedes jeder tag tage gestern heute bisher schlecht schlechte einfach vertrag möchte preise mir mich man doch`,
	dutch: `ik het een niet van voor met zijn naar maar ook wel nog geen dit dat die deze ze wij jullie mijn uw bij uit als waar
		waarom wat hoe veel heel erg zeer goed goede snel snelle slecht slechte altijd nooit weer alles iedereen niemand klant
		klanten klantenservice geld rekening winkel bestelling pakket geleverd dank bedankt jaar jaren week weken dagen keer
		wachten medewerker medewerkers vriendelijk duidelijk prima tevreden ontevreden werkt gebeld antwoord te op aan heb heeft
		hebben was waren wordt werd worden kan kon moet moest wil zou ben is er en de om over door tot meer minder lang mooi mooie
		telefoon na zonder tussen onder omdat ging gaat komt kwam kreeg krijg laat kapot nieuwe oude drie twee
		zouden sinds gisteren beter dan makkelijk mevrouw meneer uur hun hij zij iets elke elk`,
	polish: `w z na nie jest się sie że ze jak za po od dla przez przy bez bardzo ale już juz tylko był była było być są mam
		mnie mi mój moja moje co czy tego tej ten ta dobra dobry dobre dobrze szybko szybka szybki miła miły obsługa
		obsługi klienta firma firmy polecam dziękuję dziękuje dziekuje wszystko super nigdy zawsze brak problem problemu
		kontakt odpowiedź odpowiedzi konto konta tygodnie telefonu telefonie sprawie prosze proszę jestem zadowolony zadowolona
		nikt więcej drogo cena ceny dostawa dostawy towar paczka sklep sklepie pani pan banku dlaczego taki taka dni
		niż jeszcze lepiej przed wczoraj teraz potem jest jaki trzeba mogę może proszę`,
	turkish: `ve bir bu çok cok iyi için icin ile ne bana beni ben biz yok değil degil daha gibi ama şey kadar hiç hic neden nasıl
		hizmet hizmeti müşteri musteri teşekkür teşekkürler tesekkur tesekkurler ederim memnun memnunum güzel guzel kötü kotu
		fiyat fiyatlar fiyatları ürün urun ürünler kargo kargom sipariş siparis personel para geldi gelmedi oldu olmadı ettim
		etmedi yardım yardim tavsiye hızlı hizli hala asla sürekli zor kolay yüksek telefonda bekledim kimse herkese her var sağ
		olun fena berbat harika bankadan banka iade iadesi iptal türkçe sonra önce üç iki gün
		saat kalite kalitesi dikkat lütfen tekrar henüz artık böyle yeni eski istiyorum`,
	french: `le la les un une des du et est je il elle nous vous on ne pas que qui ce cette ces mon ma mes votre vos notre au aux
		avec pour sur dans trop très tres bien bon bons bonne mauvais mauvaise merci beaucoup tout tous toute toujours
		jamais rien personne aucun aucune sont était a été suis ai avez ont fait faut mais ou si sans sous chez depuis après apres
		encore prix cher rapide livraison colis client clients carte banque téléphone réponse aide attente magasin argent compte
		parfait nul mois jours semaines site lent content contente satisfait gentil simple en de se peut
		ils elles leur lui y ses hier ici alors donc comme même aussi ça heure an ans année`,
}

// A clue is letters that tell of languages in words that are not known; a blank
// is the begin or the end of the word.
type clue struct {
	letters []byte
	scores  scores
}

// clues are written for this package from the spelling of the languages: a
// language and its evidence after the letters.
var clues = readClues([][2]string{
	{"æ", "da2 nb1"}, {"ø", "da1 nb1"}, {"å", "da1 sv1 nb1"}, {"ö", "sv3 de1 tr1"}, {"ä", "sv3 de1"}, {"äu", "de3"}, {"äch", "de2"}, {"reich", "de3"}, {"ü", "de2 tr2"}, {"ß", "de3"},
	{"sjon", "nb3"}, {"ighet", "sv1 nb1"}, {"ighed", "da3"}, {"øy", "nb2"}, {"kj", "nb1"}, {"øj", "da2"}, {"ej", "da1"}, {"else", "da1 nb1"}, {"elig", "da1 nb1"}, {"ede", "da1"}, {"hv", "da1 nb1"}, {"tj", "da1 nb1"},
	{"ndl", "da1 nb1"}, {"vn", "da1 nb1"}, {"gj", "nb1"}, {"hjelp", "nb3"}, {"kjemp", "nb3"}, {" oppd", "nb2"}, {" oppf", "nb2"}, {" oppl", "nb2"}, {" oppr", "nb2"}, {"kk ", "nb2"}, {"ade", "sv1"}, {"lj", "sv1"}, {"jätt", "sv3"}, {"tt ", "sv1 nb1"}, {"arna ", "sv3"}, {"orna ", "sv3"}, {"entene ", "nb2"}, {"dd ", "nb2"},
	{"y ", "en2"}, {"ly ", "en2"}, {"ght", "en3"}, {"gh", "en1"}, {"ness ", "en2"}, {"ould", "en3"}, {"ee", "en1 nl1"}, {"ce ", "en1 fr1"}, {"wh", "en2"}, {"ck", "sv1 en1 de1"}, {"sch", "de1 nl1"}, {"ung", "de1"}, {"cht", "de2 nl2"}, {"lich", "de3"}, {"keit", "de3"}, {"th", "en1"}, {"ough", "en2"}, {"w", "en1 de1 nl1 pl1"}, {"ea", "en1"}, {"oo", "en1 nl1"}, {"ou", "en1 fr1"},
	{"ij", "nl3"}, {"uu", "nl1"}, {"heid ", "nl3"}, {"aar ", "nl1"}, {"ieuw", "nl2"}, {"eel ", "nl1"}, {"oed", "nl1"},
	{"ł", "pl3"}, {"ą", "pl3"}, {"ę", "pl3"}, {"ś", "pl3"}, {"ć", "pl3"}, {"ń", "pl3"}, {"ź", "pl3"}, {"ż", "pl3"}, {"ó", "pl2"}, {"sz", "pl2"}, {"cz", "pl2"}, {"rz", "pl2"}, {"dz", "pl1"}, {"owa", "pl1"}, {"ego ", "pl2"}, {"wy", "pl2"}, {"nie ", "pl1"}, {"ych ", "pl3"}, {"osc ", "pl3"}, {"iej ", "pl2"}, {"ji ", "pl2"},
	{"ş", "tr3"}, {"ğ", "tr3"}, {"ı", "tr3"}, {"ç", "tr2 fr2"}, {"iyor", "tr3"}, {"uyor", "tr3"}, {"lar ", "tr1"}, {"ları", "tr3"}, {"mek ", "tr1"}, {"mak ", "tr2"}, {"ım ", "tr2"}, {"niz ", "tr2"},
	{"é", "fr1"}, {"è", "fr3"}, {"ê", "fr3"}, {"à", "fr1"}, {"â", "fr2"}, {"î", "fr3"}, {"ô", "fr2"}, {"û", "fr3"}, {"œ", "fr3"}, {"ë", "nl1 fr1"}, {"ï", "nl1 fr1"}, {"qu", "fr2 en1"}, {"eau", "fr2 en1"}, {"eux ", "fr3"}, {"aux ", "fr3"}, {"oi", "fr1"}, {"ais ", "fr2"}, {"ait ", "fr2"},
	{"ez ", "fr2"}, {"que ", "fr2"}, {"ement ", "fr1"}, {"elle ", "fr1"}, {"ée ", "fr2"}, {"ées ", "fr2"}, {"able ", "fr1 en1"}, {" l'", "fr3"}, {" j'", "fr3"}, {" n'", "fr3"}, {" c'", "fr3"}, {" qu'", "fr3"}, {" m'", "fr2"}, {" d'", "fr2"}, {" s'", "fr1"},
})

// readClues reads a table of letters and what they say; by the first byte of
// the letters.
func readClues(table [][2]string) (all [256][]clue) {
	for _, row := range table {
		c := clue{letters: []byte(row[0])}
		for says := range strings.FieldsSeq(row[1]) {
			tongue := slices.Index(tongues[:], models.Language(says[:2]))
			c.scores[tongue] = int16(says[2] - '0')
		}
		all[row[0][0]] = append(all[row[0][0]], c)
	}
	return all
}
