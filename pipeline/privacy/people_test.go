package privacy_test

import (
	"fmt"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/privacy"
)

// staffHeaders name the organisation's people, in the words of help desks,
// survey tools and spreadsheets.
const staffHeaders = `Ansvarlig medarbejder|Assignee|Behandlet af|Sagsbehandler|Rådgiver|Agent|Owner|Oprettet af|Lukket af|Handled by|Kundeansvarlig|
	Ekspedient|Ekspederende|Initialer|MA-nr|Medarb. init.|Rådgivernavn|Medarbejder-ID|medarbejder_navn|AgentName|agent_email|Assigned To|assigned_to_user|Ticket owner|
	Case Owner|Closed By|Resolved by|Created by|CreatedBy|Last modified by|Sælger|Salgskonsulent|Erhvervsrådgiver|Boligrådgiver|Din rådgiver|Kontaktet af|
	Betjent af|Løst af|Afsluttet af|Tildelt|Tildelt til|Tovholder|Teamleder|Team Leader|Supervisor|Account manager|Key Account Manager|CSM|KAM|Sales Rep|
	Salesperson|Support agent|Handler|Case worker|Employee|Employee No.|EmpID|Staff member|Staff|Montør|Tekniker|Servicetekniker|Technician|Chauffør|Driver|
	Behandler|Læge|Instruktør|Underviser|Kørelærer|Mægler|Assurandør|Ansat|Medarbejder (login)|Navn på rådgiver|Rådgiverens navn|Sagsansvarlig|
	Ansvarlig|Ansvarlig person|Responsible|Responsible person|Kollega|Bruger-initialer|Served by|Helped by|Advisor Name|Bankrådgiver|Kunderådgiver|
	Hvem talte du med?|Hvem hjalp dig?|Navn på den du talte med|Interviewer|Udført af|Registreret af|Agent (primary)|Taker|Solved by|Operator|Leveret af (chauffør)|Behandlet i dag af|Opkaldet blev taget af|Sag lukket i går af|Ekspederet første gang af|
	Handled today by|Case last processed by|Besvaret i telefonen af|Udskrevet og sendt af|af|Af|
	Kundeservicemedarbejder|Personalenr.|Lønnummer|Tjenestenr|user_assigned|Assignee name|Current assignee|Vejledt af|Kasserer|Cashier|Tjener|Receptionist`

// customerHeaders name those who answered.
const customerHeaders = `Kontaktperson|Kundenavn|Navn|Fornavn|Efternavn|Respondent|displayName|Reviewer|User|Login|Full Name|First name|Last Name|Customer name|
	Customer|Kunde|Name|Name of customer|Contact|Kontakt|Indsender|Afsender|Sender|From|Fra|Author|author_name|Forfatter|Skrevet af|Submitted by|Requester|Requested by|
	Username|user_name|Brugernavn|Nickname|Kaldenavn|Alias|Screen name|Profile name|Deltager|Deltagernavn|Participant|Gæst|Guest name|Guest|Patient|Borger|Medlem|
	Member name|Bestiller|Modtager|Recipient name|Køber|Buyer|Lejer|Beboer|Forsikringstager|Låntager|Kontohaver|consumer.displayName|Elev|Passenger|Pårørende|Att.|
	Dit navn|Dit navn (valgfrit)|Hvad hedder du?|Your name|Udfyldt af|Besvaret af|Review Username|Klager|Indberetter|Anmelder`

// forms are the ways in which one column of people is written, each with what
// no list may hold.
var peopleForms = map[string]string{
	"two names":       "Mette Hansen|Jens Olsen|Pia Nygaard|Ali Demir|Bo Lund|Zlatana Krstevska|Søren Kvistgaard-Bøl",
	"family first":    "Hansen, Mette|Olsen, Jens|Nygaard, Pia|Demir, Ali|Lund, Bo|Krstevska, Zlatana",
	"given":           "Mette|Jens|Pia|Ali|Bo|Zlatana|Søren|Birthe",
	"initial behind":  "Mette H.|Jens O.|Pia N|Ali D.|Bo L|Zlatana K.",
	"initial before":  "M. Hansen|J. Olsen|P. Nygaard|A. Demir|B. Lund",
	"three names":     "Mette Marie Hansen|Jens Peter Olsen|Pia K. Nygaard|Ali Demir|Bo Lund Jensen",
	"capitals":        "METTE HANSEN|JENS OLSEN|PIA NYGAARD|ALI DEMIR|BO LUND",
	"small letters":   "mette hansen|jens olsen|pia nygaard|ali demir|bo lund",
	"family":          "Hansen|Olsen|Nygaard|Demir|Sørensen|Kristensen",
	"local part":      "mette.hansen|jens.olsen|pia.nygaard|ali.demir|bo.lund",
	"joined":          "mhansen|jolsen|pnygaard|ademir|bjensen",
	"given and one":   "metteh|jenso|pian|alid|birthek",
	"addresses":       "mette.hansen@firma.dk|jens.olsen@firma.dk|pia.nygaard@firma.dk",
	"with department": "Mette Hansen (Aarhus)|Jens Olsen (Odense)|Pia Nygaard (Aarhus)",
}

// codeForms betray nobody without a header that says what they are.
var codeForms = map[string]string{
	"initials":       "MHA|JOL|PNY|ADE|BLU|ZKR",
	"two initials":   "MH|JO|PN|AD|BL|ZK",
	"small initials": "mha|jol|pny|ade|blu|zkr",
	"login":          "mha01|jol02|pny01|ade04|blu11",
	"number":         "10234|10411|20981|11873",
	"letter, number": "b12345|b54321|x118733|b44120",
	"a mix":          "MHA|10234|jol02|b54321|pny|20981",
	"mix with names": "Mette|JOL|10234|ali.demir|b12345",
	"short numbers":  "101|117|204|245|319",
	"few and mixed":  "MHA|b1234|Ole",
}

func list(s string) []string {
	var out []string
	for _, w := range strings.Split(s, "|") {
		out = append(out, strings.Join(strings.Fields(w), " "))
	}
	return out
}

// TestPeopleColumns tries every header of people with every form, and every form
// of names under headers that say nothing.
func TestPeopleColumns(t *testing.T) {
	published, tried := 0, 0
	try := func(header, form, vs string) {
		tried++
		if privacy.PeopleIn(header, list(vs)) == privacy.Nobody {
			published++
			t.Errorf("%q with %s is nobody", header, form)
		}
	}
	for _, header := range append(list(staffHeaders), list(customerHeaders)...) {
		for form, vs := range peopleForms {
			try(header, form, vs)
		}
	}
	for _, header := range list(staffHeaders) {
		for form, vs := range codeForms {
			try(header, form, vs)
		}
	}
	for _, header := range list("Q7|Felt 3|s_4|Spørgsmål 12|x|Kolonne1|Custom field 2|Var_9") {
		for form, vs := range peopleForms {
			try(header, form, vs)
		}
		for form, vs := range codeForms {
			try(header, form, vs)
		}
	}
	for _, form := range []string{"initials", "login", "a mix", "number"} {
		try("by", form, codeForms[form])
	}
	t.Logf("%d of %d columns of people taken for something else", published, tried)
}

// TestWhosePeople: headers say whose people a column holds, whatever its values look
// like.
func TestWhosePeople(t *testing.T) {
	other := map[string]privacy.People{}
	for header, whose := range map[privacy.People]string{
		privacy.Customers: "Responsible person|Navn på den du talte med|user_assigned",
		privacy.Somebody:  "Respondent|Customer|Kunde|Contact|Kontakt|From|Fra|Medlem|Modtager|Hvad hedder du?",
		privacy.Staff:     "Besvaret af",
	} {
		for _, h := range list(whose) {
			other[h] = header
		}
	}
	for headers, whose := range map[string]privacy.People{staffHeaders: privacy.Staff, customerHeaders: privacy.Customers, "Q7|Felt 3": privacy.Somebody} {
		for _, header := range list(headers) {
			want := whose
			if o, ok := other[header]; ok {
				want = o
			}
			for form, vs := range peopleForms {
				if got := privacy.PeopleIn(header, list(vs)); got != want {
					t.Errorf("%q with %s is %v, want %v", header, form, got, want)
				}
			}
		}
	}
	for form, vs := range codeForms {
		if got := privacy.PeopleIn("Q7", list(vs)); got != privacy.Unclear {
			t.Errorf("%s is %v", form, got)
		}
	}
}

// TestPeopleBounds tries columns that have just as many names as it takes, and one less.
func TestPeopleBounds(t *testing.T) {
	const (
		nothing = "Q7"
		hint    = "Partner"                            // weighs 1
		little  = "Skriv her venligst dit navn tak nu" // weighs 2: seven words are a question
		codes   = "MHA|JOL|PNY|ADE|BLU|ZKR|XYZ|QRP|VWX"
	)
	long := "Mette Hansen (" + strings.Repeat("x", 45) + ")" // 60 bytes
	for _, c := range []struct {
		header, values string
		want           privacy.People
	}{
		// Headers.
		{"Skriv her venligst dit navn tak", "10234|10411", privacy.Customers},
		{little, "10234|10411", privacy.Unclear},
		{"Skriv her hvilken rådgiver du fik", "10234|10411", privacy.Staff},
		{"Skriv her hvilken rådgiver du fik idag", "10234|10411", privacy.Unclear},
		{"nr", codes, privacy.Unclear},
		{"---", codes, privacy.Unclear},
		{"Store reviewer", "10234|10411", privacy.Customers},
		{"Agent projekt", codes, privacy.Staff},
		// Shares of names.
		{nothing, "Mette|Jens|Blåt skab|Rød stol", privacy.Somebody},
		{nothing, "Mette Zorv|Jens Qvap", privacy.Somebody},
		{nothing, "Mette Hansen|Jens Olsen|Plip Zorv|Qvap Krun|Snul Trek|Vimp Drof|Glib Hruk|blå stol|rød stol|grå stol", privacy.Somebody},
		{nothing, "Mette Hansen|Jens Olsen|Plip Zorv|Qvap Krun|Snul Trek|MHA|JOL|blå stol|rød stol|grå stol", privacy.Somebody},
		{nothing, "Mette Hansen|Plip Zorv|Qvap Krun|Snul Trek|blå stol", privacy.Nobody},
		{nothing, "Mette Hansen|Jens Olsen|en stol|to stole|tre stole|fire stole|fem stole|seks stole|syv stole|otte stole", privacy.Unclear},
		{nothing, "Mette Hansen|en stol|to stole|tre stole|fire stole", privacy.Nobody},
		{nothing, "Mette|Jens|Pernille|en stol|to stole|tre stole|fire stole|fem stole|seks stole|syv stole|otte stole|ni stole", privacy.Unclear},
		{nothing, "Mette|Jens|en stol|to stole|tre stole|fire stole|fem stole|seks stole", privacy.Nobody},
		{nothing, "Mette|Jens|en stol|to stole|tre stole", privacy.Unclear},
		// Initials, logins and numbers.
		{little, "MHA|JOL", privacy.Somebody},
		{little, "MHA|JO", privacy.Somebody},
		{little, "MHA|JO|PNYX", privacy.Unclear},
		{nothing, "MHA", privacy.Nobody},
		{little, "mha01|jol02|pny01", privacy.Somebody},
		{little, "mha01|jol02", privacy.Unclear},
		{nothing, "10234|10411", privacy.Unclear},
		{nothing, "ole|pia|ida|bodi", privacy.Somebody},
		{nothing, codes + "|Hansen & Søn", privacy.Nobody},
		{nothing, codes + "|Team Blå", privacy.Nobody},
		{nothing, codes + "|Georg Jensen", privacy.Nobody},
		{nothing, codes + "|blå stol", privacy.Unclear},
		// One name that is another word too.
		{nothing, "Storm|Mark|Skov", privacy.Unclear},
		{nothing, "Storm|Mark", privacy.Nobody},
		{nothing, "Storm|Mark|Mette", privacy.Unclear},
		{hint, "Storm|Mark", privacy.Unclear},
		{hint, "Plip Zorv|Qvap Krun|Snul Trek|blå stol|rød stol", privacy.Unclear},
		{hint, "Plip Zorv2|Qvap Krun2|Snul Trek2|blå stol|rød stol", privacy.Nobody},
		// Names of many words.
		{nothing, "Mette Marie Bente Lis Hansen|Jens Peter Bo Ib Olsen", privacy.Somebody},
		{nothing, "Storm Skov|Mark Holm", privacy.Somebody},
		{nothing, "Storm Skov Mark Holm", privacy.Somebody},
		{nothing, "Storm M.|Skov B.|Mark P.", privacy.Nobody},
		{nothing, "Mette Z. Qvap Zorv Plip", privacy.Nobody},
		{hint, "Plip Zorv Qvap Krun", privacy.Unclear},
		{hint, "Plip Zorv Qvap Krun Snul", privacy.Nobody},
		// Logins made of names.
		{nothing, "mhansen|zhansen", privacy.Somebody},
		{nothing, "mkhansen|jkhansen", privacy.Somebody},
		{nothing, "mette.storm.zorv.qvap", privacy.Somebody},
		{nothing, "mette.zorv.qvap", privacy.Nobody},
		{nothing, "mette.zorv", privacy.Somebody},
		{nothing, "mette.zo.qu", privacy.Somebody},
		{nothing, "storm.zorv", privacy.Nobody},
		{nothing, "zo.qu", privacy.Nobody},
		{nothing, "Oleum|Nafta|Benzin", privacy.Nobody},
		{nothing, "Blund|Drøm|Hvile", privacy.Nobody},
		// Lengths.
		{nothing, long, privacy.Somebody},
		{nothing, "x" + long, privacy.Nobody},
		{nothing, long + "|Grå", privacy.Somebody},
		{"Navn noget positivt", "de nye lamper|rent gulv|åbent hele dagen|Ro", privacy.Nobody},
		{"Name one thing we do well", "the new lamps|open all day", privacy.Nobody},
		{"Nævn noget positivt", "Rent gulv|Ro og plads", privacy.Nobody},
		{"Navn på kunden", "ib fra butikken|lis fra lageret", privacy.Customers},
		{"Navn på kunden", "Mette van der Zorv|Jens med Qvap", privacy.Customers},
		{"Medarbejder i sagen", "team nord|vagten ved døren", privacy.Staff},
		{"Kundenavn", "den nye kunde|kunden fra nord", privacy.Customers},
		{"Rådgiver", "Han var god og rar og sød og klog og han lyttede til alt vi sagde hele tiden|Mette Hansen", privacy.Nobody},
	} {
		if got := privacy.PeopleIn(c.header, list(c.values)); got != c.want {
			t.Errorf("%q with %s is %v, want %v", c.header, c.values, got, c.want)
		}
	}
}

// segments are columns that figures are cut by, none of which may be lost: the
// header, then the values.
const segments = `Kundetype: Privat|Erhverv|Forening
	Segment: A|B|C|D
	Segment: Ung|Studerende|Senior|Familie
	Produkt: Boliglån|Billån|Opsparing|Pension|Dankort
	Produkt: Sofie|Anna|Ida|Basis|Karla|Plus
	Produkttype: Lån|Kort|Konto
	Abonnement: Mini|Basis|Plus|Premium|Max
	Kanal: Telefon|Mail|Chat|Butik|App|Web
	Kanal: SMS|APP|WEB|TLF|CRM
	Kontaktpunkt: Telefon|Chat|Filial|Netbank
	Kontaktpunkt: Efter møde|Efter opkald|Efter chat|Årsmåling
	Touchpoint: Onboarding|Claims|Renewal
	By: Odense|Aarhus|Lund|Holm|Viborg|Skive|Vejle|Horsens
	By: Christiansfeld|Frederikshavn|Nykøbing|Helsinge|Hillerød|Maribo
	City: Copenhagen|Aarhus|Malmö|Hamburg
	Kommune: Ballerup|Gentofte|Rudersdal|Fredensborg|Allerød
	Afdeling: Salg|Support|Økonomi|HR|IT|Marketing
	Afdeling: Aarhus C|Odense Nord|Vejle Syd|Esbjerg
	Department: Sales|Support|Finance|Legal
	Filial: Vestergade|Østerbro|Nørrebro|Frederiksberg|Amager
	Filial: Bruuns Galleri|Rosengårdcentret|Field's|Kolding Storcenter
	Butik: Magasin|Illum|Salling|Bilka|Føtex
	Butiksnavn: Kvickly Skive|Netto Lund|Rema 1000 Viborg|Føtex Hjørring
	Filialkode: F0|F1|F2|F3|F4
	Postnr: 2000|2100|8000|5000|9000
	Team: Nord|Syd|Øst|Vest
	Team: Team Blå|Team Rød|Team Grøn
	Team: Hotline|Backoffice|Klager
	Region: Hovedstaden|Sjælland|Syddanmark|Midtjylland|Nordjylland
	Region: Nord|Syd|Midt
	Ugedag: mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag
	Weekday: Mon|Tue|Wed|Thu|Fri|Sat|Sun
	Måned: januar|februar|marts|april|maj|juni|juli|august
	Month: April|May|June|July|August
	Kvartal: 1. kvartal|2. kvartal|3. kvartal|4. kvartal
	Bank: Danske Bank|Jyske Bank|Nordea|Sydbank|Arbejdernes Landsbank
	Hotel: Sofie Hotel|Hotel Alexandra|Hotel Maria|Hotel Kong Arthur
	Hotel: Scandic Aarhus|Radisson Odense|Comwell Kolding
	Restaurant: Mamma Rosa|Jensens Bøfhus|Café Norden
	Land: DK|SE|NO|FI|DE
	Land: Danmark|Sverige|Norge|Tyskland
	Country: Denmark|Jordan|Chad|Georgia
	Sprog: da|en|sv|de
	Valuta: DKK|EUR|USD|SEK
	Køn: Mand|Kvinde|Andet
	Gender: Male|Female|Other
	Aldersgruppe: 18-24|25-34|35-44|45-54|55+
	Alder: under 30|30-49|50-64|65+
	Platform: iOS|Android|Web
	Device: Mobile|Desktop|Tablet
	Browser: Chrome|Safari|Edge|Firefox
	OS: Mac OS|Windows 11|iOS|Android
	Kampagne: Sommer|Jul|Black Friday|Forår
	Årsag: Pris|Service|Flytning|Konkurrent
	Kontaktårsag: Faktura|Levering|Retur|Teknisk fejl
	Sagstype: Klage|Ris|Ros|Spørgsmål
	Prioritet: Lav|Mellem|Høj|Kritisk
	Status: Åben|Lukket|Afventer
	Ticket status: open|closed|pending|solved
	Løst ved første kontakt: Ja|Nej
	Talte du med en rådgiver?: Ja|Nej|Husker ikke
	Har du haft kontakt med en medarbejder?: Ja|Nej
	Har du en fast rådgiver: Ja|Nej|Ved ikke
	Medarbejderstatus: Fuldtid|Deltid|Elev
	Antal medarbejdere: 1-9|10-49|50-249|250+
	Virksomhedsstørrelse: Lille|Mellem|Stor
	Branche: Byggeri|Handel|Transport|Landbrug
	Industry: Retail|Energy|Finance
	Agent type: Bot|Menneske
	Agentgruppe: Hverdag|Weekend|Aften
	Brugertype: Ny|Eksisterende|Tidligere
	User role: Admin|Editor|Viewer
	Owner team: Marketing|Sales|Ops
	Ansvarlig afdeling: Kredit|Web|Kundeservice
	Kundegruppe: Guld|Sølv|Bronze
	Kundesegment: Private Banking|Formue|Standard
	Kunde siden: 0-1 år|1-5 år|Over 5 år
	Medlemstype: Aktiv|Passiv|Æresmedlem
	Brand: Georg Jensen|Royal Copenhagen|Rosendahl|Kähler
	Brand: Hugo Boss|Tommy Hilfiger|Calvin Klein
	Mærke: Bang & Olufsen|Samsung|LG|Sony
	Model: Clio|Golf|Octavia|Mégane
	Firma: Jensen & Co|Hansen A/S|Nordea|Lego
	Company: Maersk|Novo Nordisk|Carlsberg
	Skole: Vestre Skole|Sankt Annæ|Rosenborggade
	Linje: A|B|C|E|F|H
	Rute: 1A|2A|5C|150S
	Skib: Prinsesse Isabella|Kronprins Frederik|Berlin
	Type: Standard|Express|Postbutik
	Leveringsform: Pakkeboks|Hjemlevering|Afhentning
	Betaling: MobilePay|Dankort|Faktura
	Kategori: Hus og have|Tøj|Elektronik|Sport
	Forsikring: Indbo|Bil|Hus|Ulykke|Rejse
	Q7: Ja|Nej|Måske
	Q8: Meget tilfreds|Tilfreds|Utilfreds
	Q9: Telefon|Mail|Chat
	Q10: Boliglån|Billån|Forbrugslån
	Q11: Odense|Aarhus|Aalborg|Lund|Randers
	Q12: Kundeservice|Netbank|Mobilbank|Filial
	Q13: A|B|C|D|E
	Q14: Nordea|Danske Bank|Jyske Bank|Spar Nord
	Q15: mandag|tirsdag|onsdag
	Q16: Hverdag aften|Weekend|Hverdag dag
	Q17: P1|P2|P3|P4|P5
	Q18: DK|SE|NO|DE|UK
	Q19: 2019|2020|2021|2022
	Q20: 100|200|500|1000
	Q21: Nem|Svær|Ved ikke
	Q22: 1-3|4-6|7-10
	Din by: Lund|Holm|Skive
	Postnr. og by: Lund|Holm|Skive
	Kundens by: Odense|Lund|Skive
	custom_1: new|returning|lost
	source_of_review: Invitation|Organic|Redirect
	Kilde: Google|Facebook|Trustpilot|Nyhedsbrev
	Udsendelse: Mail|SMS|QR
	Trin: Køb|Levering|Brug|Support
	Tarif: S|M|L|XL
	Hold: Mandag aften|Onsdag morgen
	Adgang: NemID|MitID|Nøgle
	Behandlet i: Hovedkontor|Filial|Kundecenter
	Anledning: Flytning|Dødsfald|Skilsmisse|Bryllup
	Kontaktform: Personligt møde|Telefonmøde|Onlinemøde
	Sæson: Forår|Sommer|Efterår|Vinter
	Bolig: Ejer|Lejer|Andel
	Boligtype: Hus|Lejlighed|Rækkehus
	Energi: Strøm|Gas|Fjernvarme
	Netværk: 4G|5G|Fiber
	Park: Hans Tavsens Park|Enghave Park|Fælledparken
	Station: Nørreport|Valby|Hellerup|Lyngby|Roskilde
	Review Consumer User Id: 5f3a2b1c9d|6a1b2c3d4e|7f8e9d0c1b
	Kunde-id: K10234|K20345|K30456
	User ID: u1000|u2000|u3000
	Respondent-nr.: 1001|1002|1003
	Gade: Peter Bangs Vej|Vesterbrogade|Jagtvej
	PROPERTY_NAME: Havnen|Bakken Øst|Strandgården
	Survey Name: Efter besøg|Årlig|Efter Køb`

func TestSegmentsSurvive(t *testing.T) {
	lost, tried := 0, 0
	for line := range strings.Lines(segments) {
		i := strings.LastIndex(line, ": ")
		header, vs := strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+2:])
		tried++
		if got := privacy.PeopleIn(header, list(vs)); got != privacy.Nobody {
			lost++
			t.Errorf("%q with %s is %v", header, vs, got)
		}
	}
	t.Logf("%d of %d segments lost", lost, tried)
}

// TestPeopleInText: a comment about staff is no column of staff.
func TestPeopleInText(t *testing.T) {
	var long []string
	for i := range 20 {
		long = append(long, fmt.Sprintf("Min rådgiver Mette Hansen var rigtig sød og hjalp mig %d gange med mit lån", i))
	}
	if got := privacy.PeopleIn("Kommentar til din rådgiver", long); got != privacy.Nobody {
		t.Errorf("comments are %v", got)
	}
}

// TestNotesInSegments masks one name alone in a value that reads as a note.
func TestNotesInSegments(t *testing.T) {
	for note, want := range map[string]string{
		"Sendt til reklamation, Mette følger op": "Sendt til reklamation, [NAVN] følger op",
		"Kunden ringet op af Jens":               "Kunden ringet op af [NAVN]",
		"Birthe har lovet ny sofa":               "[NAVN] har lovet ny sofa",
		"lovet rabat af Pia, afventer lager":     "lovet rabat af [NAVN], afventer lager",
		"Afventer lager, ring til Søren":         "Afventer lager, ring til [NAVN]",
		"Mette følger op":                        "[NAVN] følger op",
	} {
		if got := segmentMasked(t, note); got != want {
			t.Errorf("%q is %q, want %q", note, got, want)
		}
	}
}

// TestSegmentValuesSurvive: what figures are cut by stays as it is written.
func TestSegmentValuesSurvive(t *testing.T) {
	values := list("Sofie 3-personers sofa|Spisebordet Anna med plads til ti|Ida kontorstol i sort læder|Karla uden binding|Kunden ringet op, lovet ny sofa|" +
		"Afventer lager|Bil og hus samlet hos os|Efter møde med rådgiver|Jeg er meget tilfreds|Har du fået hjælp i dag|Albert Plads 3. sal")
	for line := range strings.Lines(segments) {
		values = append(values, list(line[strings.LastIndex(line, ": ")+2:])...)
	}
	for _, v := range values {
		if got := segmentMasked(t, v); got != v {
			t.Errorf("%q is %q", v, got)
		}
	}
}

// segmentMasked is a value of a segment as it is stored.
func segmentMasked(t *testing.T, value string) string {
	responses := []models.Response{{Segments: []models.Segment{{Name: "note", Value: value}}}}
	apply(t, responses, "et salt på seksten")
	return responses[0].Segments[0].Value
}
