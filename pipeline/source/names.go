package source

import (
	"regexp"
	"strings"
	"unicode"
)

// A role is what a column means.
type role uint8

const (
	ignored role = iota
	roleID
	roleScore
	roleComment
	roleTitle
	roleTime
	roleTouchpoint
	roleStage
	roleUnit
	roleCustomer
	roleLanguage
	rolePerson  // names the organisation's people: dropped at the door
	rolePrivate // personal data of customers that nothing needs: dropped too
	roleRating
	roleSegment
)

// roleNames are the roles as they are written in Config.Columns and in reports.
var roleNames = [...]string{"ignored", "id", "score", "comment", "title", "time", "touchpoint", "stage", "unit",
	"customer", "language", "person", "private", "rating", "segment"}

func (r role) String() string { return roleNames[r] }

// isCut says whether figures are cut by columns of the role.
func (r role) isCut() bool {
	return r == roleSegment || r == roleTouchpoint || r == roleStage || r == roleUnit
}

// fieldRole is the role that one of Fields, or another word for it, names.
func fieldRole(field string) (role, bool) {
	for r := roleID; r <= rolePerson; r++ {
		if field == roleNames[r] {
			return r, true
		}
	}
	r, ok := fieldAliases[fold(field)]
	return r, ok
}

// fieldAliases are what people who do not look up Fields write instead.
var fieldAliases = map[string]role{
	fold("svar_id"): roleID, fold("karakter"): roleScore, fold("nps"): roleScore, fold("kommentar"): roleComment, fold("tekst"): roleComment,
	fold("text"): roleComment, fold("titel"): roleTitle, fold("overskrift"): roleTitle, fold("dato"): roleTime, fold("date"): roleTime,
	fold("tidspunkt"): roleTime, fold("responded_at"): roleTime, fold("kontaktpunkt"): roleTouchpoint, fold("trin"): roleStage,
	fold("enhed"): roleUnit, fold("afdeling"): roleUnit, fold("kunde"): roleCustomer, fold("sprog"): roleLanguage,
	fold("rådgiver"): rolePerson, fold("medarbejder"): rolePerson, fold("adviser"): rolePerson,
}

// unmistakable are the headers that are taken at their word even where no value
// fits: their rows are rejected rather than left without a score or a date.
var unmistakable = map[role]map[string]bool{
	roleScore: folded("score nps_score"),
	roleTime: folded(`dato date dato_tid datetime date_time tidspunkt tidsstempel timestamp svardato svartidspunkt besvaret_dato
		responded_at response_date`),
}

func folded(list string) map[string]bool { return setOf(foldAll(list)...) }

// names lists the headers of each role that are recognised whole, best first,
// separated by blanks and written as fold leaves them when folded in turn.
var names = map[role][]string{
	roleID: foldAll(`response_id besvarelses_id besvarelse_id svar_id survey_response_id resp_id uuid guid id record_id
		review_id anmeldelses_id kommentar_id comment_id feedback_id interaction_id ticket_id dialog_id sags_id løbenummer
		løbenr sagsnummer sagsnr respondent_id respondent n nr no nummer number row række`),
	roleScore: foldAll(`score nps_score nps karakter anbefalingsscore anbefaling anbefalelsesvillighed likelihood_to_recommend
		recommend ltr nps_karakter nps_svar npsrating rating vurdering stjerner antal_stjerner stars star_rating bedømmelse
		scoring point tilfredshedsscore csat tilfredshed grade answer_score`),
	roleComment: foldAll(`kommentar kommentarer comment comments nps_kommentar nps_comment kommentartekst kundekommentar
		customer_comment fritekst fritekstsvar freetext free_text verbatim feedback feedback_text review_text review_body
		anmeldelsestekst review anmeldelse begrundelse uddybning uddybende_kommentar udtalelse open_ended_response open_answer
		åbent_svar svartekst text tekst body bemærkning bemærkninger remarks beskrivelse description content indhold message
		besked note noter svar answer`),
	roleTitle: foldAll(`titel title overskrift headline heading emne subject review_title anmeldelsestitel`),
	roleTime: foldAll(`responded_at responded_on besvaret_dato besvaret_den besvaret_tidspunkt besvaret svardato svartidspunkt
		besvarelsesdato besvarelsestidspunkt response_date response_time responded answered_at submitted_at submitted
		completed_at recorded_date published published_date publish_date publiceret udgivet tidspunkt tidsstempel timestamp
		dato_tid datetime date_time dato date end_date slutdato sluttidspunkt modtaget received received_at created_at
		created created_date oprettet oprettelsesdato start_date startdato tid time dag day`),
	roleTouchpoint: foldAll(`touchpoint touch_point kontaktpunkt berøringspunkt touchpoint_navn kontaktkanal kanal channel
		henvendelseskanal contact_point contact_channel`),
	roleStage: foldAll(`stage trin kunderejsetrin rejsetrin trin_i_kunderejsen journey_stage customer_journey_stage kunderejse
		customer_journey journey fase`),
	roleUnit: foldAll(`unit unit_path enhed enhedssti afdelingssti organisation org_unit organisationsenhed`),
	roleCustomer: foldAll(`customer_id customer_key customer_number customer_no kunde_id kundenr kundenummer kundenøgle
		medlems_id medlemsnr medlemsnummer member_id user_id bruger_id client_id klient_id account_id cvr cvr_nr cvr_nummer
		customer kunde`),
	roleLanguage: foldAll(`language sprog lang locale user_language svarsprog response_language sprogkode`),
	rolePerson: foldAll(`rådgiver rådgivernavn rådgiver_id bankrådgiver medarbejder medarbejdernavn medarbejder_id
		medarbejdernr medarbejdernummer medarbejderinitialer agent agent_name agentnavn agent_id sagsbehandler konsulent
		kundekonsulent adviser advisor employee employee_id employee_name staff sælger sælgernavn ekspedient behandler
		operator operatør initialer supporter tekniker montør salesperson sales_rep rep ansvarlig leder teamleder manager
		handled_by behandlet_af betjent_af kontaktperson`),
	rolePrivate: foldAll(`navn kundenavn kundens_navn fornavn efternavn fulde_navn name full_name first_name last_name
		customer_name author reviewer username user_name brugernavn email e_mail email_address mail mailadresse telefon
		telefonnummer telefonnr tlf tlf_nr mobil mobilnummer mobilnr phone phone_number adresse gade vej address street
		cpr cpr_nr cpr_nummer personnummer ip ip_adresse ip_address kontonummer kontonr konto iban account_number
		fødselsdato fødselsdag birthday birth_date date_of_birth recipient_email recipient_first_name recipient_last_name
		location_latitude location_longitude latitude longitude`),
	roleSegment: foldAll(`segment kundesegment kundetype customer_type kundegruppe company firma virksomhed brand mærke
		produkt product produkttype produktgruppe produktområde land country køn gender alder age aldersgruppe age_group
		type kategori category platform device enhedstype abonnement abonnementstype plan kampagne kunde_siden anciennitet`),
}

// levels are the headers of an organisation's levels, top first. Where a file
// has several, they make one path.
var levels = [][]string{
	foldAll("land_del landsdel region"),
	foldAll("område omraade area distrikt district division forretningsområde"),
	foldAll("afdeling afdelingsnavn department filial filialnavn branch butik butiksnavn shop store center kontor forvaltning"),
	foldAll("team gruppe sektion teamnavn"),
}

// within lists what a longer header of a role holds, such as the whole
// question.
var within = map[role][]string{
	rolePerson:  foldAll("rådgiver medarbejder sagsbehandler konsulent employee advisor adviser"),
	rolePrivate: foldAll("email telefonn mobilnummer kundenavn fornavn efternavn personnummer cprn"),
	roleScore:   foldAll("anbefal recommend npsscore nps_score"),
	roleComment: foldAll("kommentar comment fritekst begrund uddyb hvorfor årsag feedback verbatim free_text whatcanwe whydid uddybende"),
	roleTime:    foldAll("dato tidspunkt timestamp date_time respondedat svaret"),
	roleRating:  foldAll("tillid trust forståelse forstå understanding tilfreds satisf ces csat effort indsats loyal rating score vurder karakter venlig nemt ease"),
}

// fold leaves of a header its letters and digits in lower case, and writes æ, ø
// and å in all the ways that systems do as one: "Rådgiver", "raadgiver" and
// "RADGIVER" are the same.
func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(cleanLine(s)) {
		switch {
		case r == 'æ' || r == 'å' || r == 'ä':
			b.WriteByte('a')
		case r == 'ø' || r == 'ö':
			b.WriteByte('o')
		case r == 'é':
			b.WriteByte('e')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return twoLetters.Replace(b.String())
}

// foldName is fold without what stands in brackets and without a scale, which
// headers often add: "Score (0-10)" is "score".
func foldName(s string) string {
	if bare := fold(aside.ReplaceAllString(strings.ToLower(cleanLine(s)), " ")); bare != "" {
		return bare
	}
	return fold(s)
}

var aside = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|(?:på en |on a )?(?:skala|scale)?(?: fra| from| of)?\s*\b[0-9]+ ?(?:-|–|til|to|\.\.) ?[0-9]+\b`)

var twoLetters = strings.NewReplacer("ae", "a", "aa", "a", "oe", "o")

func foldAll(list string) []string {
	words := strings.Fields(list)
	for i, w := range words {
		words[i] = fold(w)
	}
	return words
}

// rank is where a folded header stands in the names of a role; -1 for nowhere.
func rank(folded string, r role) int {
	for i, name := range names[r] {
		if folded == name {
			return i
		}
	}
	return -1
}

// level is the organisation's level that a folded header names, top is 0; -1
// for none.
func level(folded string) int {
	for i, list := range levels {
		for _, name := range list {
			if folded == name {
				return i
			}
		}
	}
	return -1
}

// holds says whether a folded header holds one of the words of a role.
func holds(folded string, r role) bool {
	for _, word := range within[r] {
		if strings.Contains(folded, word) {
			return true
		}
	}
	return false
}

// knownIn says of a cell whether it is the name of a column: one that is
// recognised whole, one that holds a telling word, or one that cfg names.
func knownIn(cfg Config) func(string) bool {
	own := map[string]bool{}
	for _, header := range cfg.Columns {
		own[fold(header)] = true
	}
	for _, header := range cfg.Persons {
		own[fold(header)] = true
	}
	delete(own, "")
	return func(cell string) bool {
		if len(cell) > 200 {
			return false
		}
		if own[fold(cell)] {
			return true
		}
		folded := foldName(cell)
		if level(folded) >= 0 {
			return true
		}
		for r := roleID; r <= roleSegment; r++ {
			if rank(folded, r) >= 0 {
				return true
			}
		}
		return holds(folded, roleScore) && strings.HasSuffix(strings.TrimSpace(cell), "?")
	}
}
