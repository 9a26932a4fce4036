package privacy

import (
	"slices"
	"strings"
	"unicode"

	"stemme/models"
)

// What a word of a header speaks for.
type about uint8

const (
	ofStaff     about = iota // the organisation's people
	ofCustomers              // those who answered
	ofAnybody                // people, or what they are about: the values decide
	ofGroup                  // a group or a property of people
	ofThing                  // things, which may be called as people are
)

// How a header holds a word.
type place uint8

const (
	asWhole  place = iota // all of it is the word
	asWord                // one of its words, or two written apart
	asDoing               // what was done, with "af" or "by" behind it
	asEnding              // its last word
)

// A headerSign is what a word of a header says about people.
type headerSign struct {
	about  about
	place  place
	weight float64
	words  map[string]bool
}

// headerSigns are weighed as those of source are: of each kind the best counts.
// The weights are chosen by eye; only their order and the bounds sure and unclear
// matter.
var headerSigns = []headerSign{
	{ofStaff, asWhole, wholeHeader, staffWords},
	{ofStaff, asWord, 4, staffWords},
	{ofStaff, asDoing, 4, doneWords},
	{ofStaff, asWord, 3, staffHints},
	{ofStaff, asEnding, 3, headerWords("af")}, // somebody did it
	{ofCustomers, asWhole, wholeHeader, customerWords},
	{ofCustomers, asWord, 4, customerWords},
	{ofCustomers, asDoing, 4, askedWords},
	{ofAnybody, asWord, 1, hintWords},
	{ofGroup, asWord, 5, groupWords},
	{ofThing, asWord, 6, thingWords},
}

// From these weights on a header names people, and a column may hold some; wholeHeader is that of
// one that is nothing but a word for them.
const (
	wholeHeader = 9
	sure        = 3.5
	unclear     = 2.5
	people      = 5
)

// The words of headers, as models.PlainLetters leaves them. A word that ends in * is the
// beginning of others, one that begins with * the end.
var (
	// staffWords name people of the organisation wherever they stand.
	staffWords = headerWords(`rådgiver rådgivere rådgiverens *rådgiver rådgivernavn rådgivernr rådgiverid rådgiverinitialer medarbejder *medarbejder
		medarbejderen medarbejderens medarbejdere medarbejdernavn medarbejdernr medarbejdernummer medarbejderid medarbejderinitialer medarb
		sagsbehandler sagsbehandlerens konsulentens sælgerens montørens teknikerens behandlerens *behandler sagsbehandlernavn ekspederende betjenende behandlende sagsbehandlende visiterende konsulent *konsulent konsulentnavn ekspedient ekspedientnavn ekspeditør kollega
		assignee assignees agentnavn agentname agentid agentemail adviser advisor *advisor caseworker casehandler handler employee
		employees employeename employeeid employeenumber empid emp staff staffname staffid staffmember seller salesperson salesman salesrep
		rep reps csr csm kam accountmanager sælger *sælger sælgernavn kundeansvarlig sagsansvarlig *ansvarlig ansvarlige ansvarlignavn
		tovholder teamleader teamleder *leder *leader manager supervisor supporter *supporter supportmedarbejder tekniker *tekniker technician montør
		*montør operatør operator telefonist initialer init initials initialerne manr manummer maid lønnr lønnummer personalenr
		personalenummer personale tjenestenr tjenestenummer brugerinitialer bearbejder mægler ejendomsmægler *mægler chauffør driver
		kurer ekspedit underviser instruktør træner coach terapeut læge frisør behandlernavn kundechef bankmand assurandør
		filialchef filialdirektør *chef kørelærer inspektør vagtmester servicemedarbejder engineer specialist receptionist bud buddet
		interviewer kontaktmedarbejder assistent *assistent sekretær vært værtinde tjener crew associate cashier kasserer teller broker
		underwriter handledby teammate *teammate teammates handläggare säljare rådgivare medarbetare *medarbetare saksbehandler kundebehandler ansatt
		mitarbeiter *mitarbeiter berater *berater sachbearbeiter verkäufer betreuer ansprechpartner createdby closedby resolvedby assignedto updatedby modifiedby`)
	// byWords lead from what was done, or asked, to whoever did: "lukket af".
	byWords   = headerWords(`af by til to hos with`)
	doneWords = headerWords(`oprettet lukket behandlet besvaret håndteret betjent ekspederet løst afsluttet registreret opdateret ændret rettet
		tildelt tildeles ejet ejes underskrevet godkendt udført taget modtaget kontaktet ringet solgt serviceret hjulpet vejledt rådgivet
		visiteret afviklet sagsbehandlet ansat noteret gennemført leveret monteret repareret created closed handled resolved solved
		answered assigned updated modified owned served helped completed approved registered logged entered taken sold advised assisted
		processed worked picked escalated allocated delegated overdraget henvist videregivet`)
	askedWords = headerWords(`requested submitted written reported posted sent udfyldt skrevet indsendt afsendt indberettet anmeldt bestilt købt`)
	// customerWords name those who answered.
	customerWords = headerWords(`kundenavn kundensnavn customername clientname fornavn efternavn fornavne efternavne mellemnavn
		kaldenavn fuldenavn fuldtnavn fullname firstname lastname middlename surname forename givenname familyname nickname kælenavn username
		brugernavn userlogin login loginnavn logon displayname profilename profilnavn screenname handle alias reviewer *reviewer
		author forfatter skribent anmelder indsender afsender sender fromname kontaktnavn kontaktperson contactname contactperson
		respondentnavn respondentname deltagernavn deltager participant participantname gæst gæstenavn guest guestname attendee
		patient borger borgernavn beboer lejer tenant låntager forsikringstager policyholder kontohaver accountholder cardholder kortholder
		bestiller rekvirent requester requestername reporter indberetter klager complainant recipientfirstname recipientlastname recipientname
		køber købernavn buyer buyername passenger passenger medlemsnavn membername elev elevnavn student kursist pårørende navn name names
		navne person personnavn personname ejernavn ownername skrevetaf submittedby reportedby writtenby user users postedby udfyldtaf besvaretafnavn
		attention att namn kundnamn förnamn efternamn etternavn vorname nachname kundenname`)
	// staffHints and hintWords may name people, or what they are about.
	staffHints = headerWords(`agent agents owner assigned ansvar ansvarlige responsible ansat taker tildelt who hvem handledby mester fører guide
		doctor dr sygeplejerske nurse host hostess skriver`)
	hintWords = headerWords(`ejer ejere bruger brugere respondent respondenter kunde kunder customer customers client klient
		kontakt contact member medlem modtager recipient leverandør konto account lead ansvar fra from svaret besvaret debitor part partner
		taler kontaktede team gruppe`)
	// groupWords make a header one of a group, a property or a judgment.
	groupWords = headerWords(`type *type typer gruppe *gruppe group team teams teamnavn hold afdeling *afdeling afdelinger department dept unit enhed region filial
		filialkode kategori category antal number count size størrelse status niveau level rolle role stilling titel title køn gender alder age
		aldersgruppe tilfredshed *tilfredshed tilfreds venlighed *venlighed venlig score rating karakter vurdering bedømmelse kompetence kompetencer
		viden faglighed imødekommenhed forståelse tillid hjælpsomhed attitude behaviour skill skills segment segmentet branche industry
		anciennitet seniority siden since sprog language land country by city postnr zip kanal channel dato date tid time kommentar comment
		tekst text note besked feedback process queue kø kode code mulighed anbefale anbefal recommend kontaktårsag årsag reason satisfaction
		kontrakt contract antalmedarbejdere uddannelse education firma firmanavn company companyname virksomhed organisation organization
		location lokation device enhedstype platform plan abonnement produkt product domain domæne version form tone system funktion område`)
	// thingWords name things, places and days, whose names may be people's too.
	thingWords = headerWords(`produkt produktnavn produktgruppe product productname model modelnavn modelname vare varenavn item brand mærke mærkenavn serie
		collection kollektion by byer city town bynavn kommune municipality måned month maaned ugedag weekday dag day sæson season hotel
		hotelnavn restaurant butik butiksnavn store storename shop webshop webshopname skib færge ship rute linje line kampagne campaign
		kampagnenavn lokale room mødelokale tarif pakke plan abonnement film bog titel skole school kursus course event eventnavn spil land country landsdel region
		property survey undersøgelse spørgeskema projekt project site sted facility venue destination warehouse varehus lager terminal station
		queue kø plads anlæg bygning`)
)

// headerWords is a set of folded words.
func headerWords(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		begins, ends := strings.HasSuffix(w, "*"), strings.HasPrefix(w, "*")
		w = models.PlainLetters(strings.Trim(w, "*"), "")
		switch {
		case begins:
			w += "*"
		case ends:
			w = "*" + w
		}
		set[w] = true
	}
	return set
}

// hasWord says whether set has word, or an ending that word has.
func hasWord(set map[string]bool, word string) bool {
	if set[word] {
		return true
	}
	for i := 0; i < len(word)-3; i++ {
		if set["*"+word[i:]] {
			return true
		}
	}
	return false
}

// headerParts are the words of a header, cut at signs and where a capital
// follows a small letter, as in "displayName".
func headerParts(header string) []string {
	var b strings.Builder
	small := false
	for _, r := range header {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	parts := strings.Fields(b.String())
	for i := range parts {
		parts[i] = models.PlainLetters(parts[i], "")
	}
	return parts
}

// longHeader is the number of words above which a header is a question, whose
// words are about anything. Chosen by eye.
const longHeader = 6

// A headerWeight is what a header says about people, by whom it is about.
type headerWeight struct {
	of    [ofThing + 1]float64
	parts []string
}

// weighHeader weighs the words of a header.
func weighHeader(header string) headerWeight {
	h := headerWeight{parts: headerParts(header)}
	for _, s := range headerSigns {
		if h.of[s.about] < s.weight && h.holds(s) {
			h.of[s.about] = s.weight
		}
	}
	group := h.of[ofGroup] > 0
	if group && h.of[ofStaff] >= 4 && !h.endsIn(nameWords) {
		h.of[ofStaff] -= 5 // "agentgruppe"
	}
	if group || len(h.parts) > longHeader || h.endsIn(keyWords) {
		h.of[ofCustomers] -= 2
	}
	if len(h.parts) > longHeader {
		h.of[ofStaff] -= 2
	}
	return h
}

// holds says whether the header has a word of s where s looks for it.
func (h headerWeight) holds(s headerSign) bool {
	last := len(h.parts) - 1
	switch s.place {
	case asWhole:
		whole := strings.Join(h.parts, "")
		return s.words[whole] || last >= 0 && hasWord(s.words, whole) && !hasWord(groupWords, h.parts[0])
	case asEnding:
		return last >= 0 && s.words[h.parts[last]]
	}
	for i, w := range h.parts {
		switch {
		case s.place == asDoing:
			behind := i < last && byWords[h.parts[i+1]] || i < last && (h.parts[last] == "af" || h.parts[last] == "by")
			if s.words[w] && behind {
				return true
			}
		case byWords[w] && slices.ContainsFunc(h.parts[:i], func(p string) bool { return doneWords[p] || askedWords[p] }): // "by" is no town there
		case hasWord(s.words, w), i > 0 && hasWord(s.words, h.parts[i-1]+w):
			return true
		}
	}
	return false
}

var (
	// keyWords end a header that asks for the number of somebody, which is a key and
	// no name; nameWords one that asks for a name or a number.
	keyWords  = headerWords("id nr no nummer number key nøgle guid uuid")
	nameWords = headerWords("navn name id nr initialer initials email mail")
)

// endsIn says whether the last of several words of the header is one of words.
func (h headerWeight) endsIn(words map[string]bool) bool {
	return len(h.parts) > 1 && words[h.parts[len(h.parts)-1]]
}

// isThing says whether the header names things, and no staff.
func (h headerWeight) isThing() bool {
	return h.of[ofThing] > 0 && h.of[ofStaff] < 3 && h.of[ofCustomers] < 9
}

// most is the weight for people, and whose they then are.
func (h headerWeight) most() (weight float64, whose People) {
	weight, whose = h.of[ofAnybody], Somebody
	if h.of[ofCustomers] > weight {
		weight, whose = h.of[ofCustomers], Customers
	}
	if h.of[ofStaff] >= weight && h.of[ofStaff] > 0 {
		weight, whose = h.of[ofStaff], Staff
	}
	return weight, whose
}
