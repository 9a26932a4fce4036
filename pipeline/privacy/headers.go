package privacy

import (
	"strings"
	"unicode"
)

// A headerKind says what the header of a column tells about people.
type headerKind uint8

const (
	headerSilent    headerKind = iota // nothing
	headerThing                       // names things, which may be called as people are
	headerGroup                       // names a group or a property of people
	headerHint                        // may name people: the values decide
	headerStaffHint                   // the same, and then the organisation's
	headerStaff                       // names the organisation's people
	headerCustomers                   // names those who answered
)

// The words of headers, as foldWord leaves them. A word that ends in * is the
// beginning of others, one that begins with * the end.
var (
	// staffWords name people of the organisation wherever they stand.
	staffWords = headerWords(`rådgiver rådgivere *rådgiver rådgivernavn rådgivernr rådgiverid rådgiverinitialer medarbejder *medarbejder
		medarbejderen medarbejdere medarbejdernavn medarbejdernr medarbejdernummer medarbejderid medarbejderinitialer medarb
		sagsbehandler *behandler sagsbehandlernavn konsulent *konsulent konsulentnavn ekspedient ekspedientnavn ekspeditør kollega
		assignee assignees agentnavn agentname agentid agentemail adviser advisor *advisor caseworker casehandler handler employee
		employees employeename employeeid employeenumber empid emp staff staffname staffid staffmember seller salesperson salesman salesrep
		rep reps csr csm kam accountmanager sælger *sælger sælgernavn kundeansvarlig sagsansvarlig *ansvarlig ansvarlige ansvarlignavn
		tovholder teamleader teamleder *leder *leader manager supervisor supporter *supporter supportmedarbejder tekniker *tekniker technician montør
		*montør operatør operator telefonist initialer init initials initialerne manr manummer maid lønnr lønnummer personalenr
		personalenummer personale tjenestenr tjenestenummer brugerinitialer bearbejder mægler ejendomsmægler *mægler chauffør driver
		kurer ekspedit underviser instruktør træner coach terapeut læge frisør behandlernavn kundechef bankmand assurandør
		filialchef filialdirektør *chef kørelærer inspektør vagtmester servicemedarbejder engineer specialist receptionist bud buddet
		interviewer kontaktmedarbejder assistent *assistent sekretær vært værtinde tjener crew associate cashier kasserer teller broker
		underwriter handledby createdby closedby resolvedby assignedto updatedby modifiedby`)
	// staffPhrases are the same in two words that lead to a person: "lukket af".
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
		attention att`)
	// hintWords may name people, or what they are about.
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
		kampagnenavn lokale room mødelokale tarif pakke plan abonnement film bog titel skole school kursus course event eventnavn spil land country landsdel region`)
)

// headerWords is a set of folded words.
func headerWords(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		begins, ends := strings.HasSuffix(w, "*"), strings.HasPrefix(w, "*")
		w = foldWord(strings.Trim(w, "*"))
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

// foldWord writes æ, ø and å in all the ways that systems do as one and leaves
// the letters and digits, in lower case.
func foldWord(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r == 'æ' || r == 'å' || r == 'ä':
			return 'a'
		case r == 'ø' || r == 'ö':
			return 'o'
		case r == 'é':
			return 'e'
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return -1
	}, s)
	return strings.NewReplacer("ae", "a", "aa", "a", "oe", "o").Replace(s)
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
		parts[i] = foldWord(parts[i])
	}
	return parts
}

// longHeader is the number of words above which a header is a question, whose
// words are about anything. Chosen by eye.
const longHeader = 6

// kindOfHeader says what a header tells about people.
func kindOfHeader(header string) headerKind {
	parts := headerParts(header)
	if len(parts) == 0 {
		return headerSilent
	}
	whole := strings.Join(parts, "")
	var staff, customers, hint, staffHint, group, thing bool
	for i, w := range parts {
		if i > 0 && byWords[w] && (doneWords[parts[i-1]] || askedWords[parts[i-1]]) {
			staff, customers = staff || doneWords[parts[i-1]], customers || askedWords[parts[i-1]]
			continue
		}
		staff = staff || hasWord(staffWords, w)
		customers = customers || hasWord(customerWords, w)
		hint, staffHint = hint || hintWords[w], staffHint || staffHints[w]
		group = group || hasWord(groupWords, w)
		thing = thing || thingWords[w]
		if i > 0 {
			pair := parts[i-1] + w
			staff = staff || hasWord(staffWords, pair)
			customers = customers || customerWords[pair]
		}
	}
	last := len(parts) - 1
	doer := last > 0 && (parts[last] == "af" || parts[last] == "by") // "behandlet i dag af": whoever did it
	staff, customers = staff || hasWord(staffWords, whole), customers || hasWord(customerWords, whole)
	switch {
	case staffWords[whole], hasWord(staffWords, whole) && !hasWord(groupWords, parts[0]):
		return headerStaff
	case customers && !staff && endsInNumber(parts):
		return headerHint
	case customerWords[whole]:
		return headerCustomers
	case doer && !staff:
		return headerStaffHint
	case thing && !staff:
		return headerThing
	case group && staff && endsInName(parts):
		return headerStaff
	case group && !customers, group && staff:
		return headerGroup
	case len(parts) > longHeader:
		return headerHint
	case staff:
		return headerStaff
	case customers && !group:
		return headerCustomers
	case staffHint:
		return headerStaffHint
	case hint || customers:
		return headerHint
	}
	return headerSilent
}

// endsInNumber says whether a header asks for the number of somebody, which is
// a key and not a name.
func endsInNumber(parts []string) bool {
	switch parts[len(parts)-1] {
	case "id", "nr", "no", "nummer", "number", "key", "nogle", "guid", "uuid":
		return len(parts) > 1
	}
	return false
}

// endsInName says whether a header asks for a name or a number of somebody.
func endsInName(parts []string) bool {
	switch parts[len(parts)-1] {
	case "navn", "name", "id", "nr", "initialer", "initials", "email", "mail":
		return true
	}
	return false
}
