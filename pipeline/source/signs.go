package source

import (
	"slices"
	"strings"
	"unicode"
)

// A match says how much of a header a word must be.
type match uint8

const (
	whole  match = iota // the header, but for brackets, signs and a scale
	token               // a word of it: "Review Stars", "reviewStars", "review_stars"
	within              // a piece of it, also of a compound: "anbefalingsgrad"
	short               // a word of it, where it has at most three
)

// matchNames are the matches as documents name them.
var matchNames = [...]string{"whole", "word", "part", "word of three"}

// A sign is what a header says for a role, or with a weight below 0 against it.
type sign struct {
	role   role
	match  match
	weight float64
	words  string // separated by blanks, folded before they are compared
}

// signs are the words of headers by role. A header's weight for a role is its
// best sign for it and all those against it. They were collected from exports of
// survey tools, help desks and review sites; the weights are chosen by eye, and
// only their order matters: what asks about recommending outweighs a plain
// score, which outweighs stars and satisfaction; when a customer answered
// outweighs when somebody created or opened something.
var signs = []sign{
	{roleScore, whole, 12, `nps nps_score npsscore nps_karakter nps_svar nps_rating nps_værdi net_promoter_score netpromoterscore
		likelihood_to_recommend ltr anbefalingsscore anbefaling anbefalelsesvillighed anbefalingsvillighed anbefalingsgrad
		recommend recommendation recommendation_score score_0_10`},
	{roleScore, within, 12, `anbefal recommend netpromot empfehl rekommend`},
	{roleScore, token, 11.5, `nps enps ltr`},
	{roleScore, whole, 10, `score karakter din_karakter grade scoring point answer_score samlet_score overall_score total_score score_value npsværdi`},
	{roleScore, token, 8, `score karakter pointtal`},
	{roleScore, whole, 7.5, `rating vurdering stjerner antal_stjerner stars star_rating rating_value review_rating overall_rating
		samlet_vurdering bedømmelse tilfredshedsscore csat tilfredshed samlet_tilfredshed overall_satisfaction ces smiley
		betyg bewertung gesamtbewertung terningkast`},
	{roleScore, token, 7, `rating ratings stars stjerner ratingvalue csat bedømmelse vurdering betyg bewertung terningkast`},
	{roleScore, within, 6, `tilfreds satisf vurder bedøm rating stjern helhedsindtryk fornøyd nöjd zufrieden`},
	{roleScore, within, 5, `sandsynligt sannsynlig sannolikt troligt wahrscheinlich likely hvor_godt hvor_let hvor_nemt how_easy`},
	{roleScore, token, -6, `kommentar comment hvorfor why reason begrund begrundelse årsag uddyb`},
	{roleScore, token, -4, `gruppe group klasse kategori category class segment type`},
	{roleScore, within, -11, `opsig opsag skifter_bank skifter_selskab skifter_udbyder skifte_bank skifte_selskab skifte_udbyder skifter_til skifte_til
		forlade forlader churn switch_to switch_bank leave_us stop_being`}, // the higher, the less loyal
	{roleScore, short, -9, `antal count varighed duration sekunder seconds minutes minutter time tid pris beløb amount price alder age år year
		postnr zip id nr nummer number dage days timer hours procent percent progress seed page side omsætning revenue items
		visits besøg weight vægt rank latitude longitude version`},

	{roleComment, whole, 10, `kommentar kommentarer comment comments nps_kommentar nps_comment kommentartekst kundekommentar customer_comment
		fritekst fritekstsvar freetext free_text verbatim feedback feedback_text feedbacktekst review_text review_body review_content
		anmeldelsestekst review anmeldelse begrundelse uddybning uddybende_kommentar udtalelse open_ended_response open_answer åbent_svar
		åbne_svar svartekst text tekst text_content body bemærkning bemærkninger remarks fritext freitext fritextsvar kommentare anmerkung
		anmerkungen bemerkung bemerkungen begründung synpunkter motivering omdöme recension rezension tilbakemelding utdyping`},
	{roleComment, whole, 8, `beskrivelse description content indhold message besked note noter noget_at_tilføje other_comments`},
	{roleComment, whole, 7, `ros ris kritik positivt negativt plus minus fordele ulemper forslag pros cons likes dislikes styrker svagheder`},
	{roleComment, whole, 6, `svar answer`},
	{roleComment, within, 9, `kommentar comment fritekst freetext free_text verbatim begrund uddyb hvorfor årsag feedback
		varför warum begründ utdyp synpunkt motiver freitext fritext anmerkung rückmeldung tilbakemelding whatcanwe whatcould whydid whatis_the_reason mainreason primaryreason reasonforyour whatsthereason openended åbent_svar
		uddybende`},
	{roleComment, token, 8, `kommentar comment reason why tekst text content verbatim grund bemærkning bemærkninger remarks`},
	{roleComment, within, 7, `fortæl beskriv skriv forbedr improve gøre_bedre gørebedre dobetter kan_vi_gøre whatdid hvad_synes hvad_kan
		hvad_var hvad_er hvad_skal hvad_fungere hvad_mangle tilføje tell_us describe whatwas what_do_you what_would likebest
		ris_og_ros ris_ros ros_og_ris förbättr forbedr verbesser berätta erzähl was_können was_hat was_gefällt suggestion forslag oplevelse_med elaborate whatdo`},
	{roleComment, token, 7, `nævn nævne nämn`},
	{roleComment, within, 7, `name_one name_two name_three name_some`},
	{roleComment, token, 6.2, `hvad what hvordan how hva vad ros ris`},
	{roleComment, token, -7, `reply svarfra response_from agent intern internal developer company replied macro signature emne subject url link
		titel title ejer owner email`},
	{roleComment, token, -12, `translated translation oversat oversættelse översatt översättning oversatt oversettelse übersetzt übersetzung`}, // the same words again

	{roleTitle, whole, 10, `titel title overskrift headline heading emne subject review_title anmeldelsestitel anmeldelsesoverskrift`},
	{roleTitle, token, 7, `titel title overskrift headline`},

	{roleTime, whole, 13, `responded_at responded_on besvaret_dato besvaret_den besvaret_tidspunkt besvaret svardato svartidspunkt besvarelsesdato
		besvarelsestidspunkt response_date response_time responded answered_at answered submitted_at submitted submit_date submission_date
		date_submitted completed_at completed completion_time completion_date date_completed recorded_date recorded_at end_date enddate
		end_time slut end færdig finished ended gennemført gennemført_dato afgivet afgivet_dato slutdato sluttid sluttidspunkt afsluttet afsluttet_dato afslutningsdato afslutningstidspunkt fuldført fuldført_dato
		fuldførelsestidspunkt færdiggjort udfyldt udfyldt_dato udfyldelsesdato udfyldelsestidspunkt indsendt indsendt_dato
		indsendelsestidspunkt indsendelsesdato closed closed_at closed_date lukket lukket_dato resolved_at finished_at finished_date closetime
		rated_at survey_completed svar_modtaget svar_modtaget_dato feedback_date fullføringstidspunkt fullført fullført_dato besvart
		besvart_dato innsendt innsendt_dato svarsdatum svarstidpunkt besvarad besvarat slutförd slutdatum sluttidpunkt inskickad inskickat
		abgeschlossen abgeschlossen_am ausgefüllt ausgefüllt_am abgesendet abgesendet_am beantwortet beantwortet_am antwortdatum enddatum endzeit`},
	{roleTime, token, 12, `submitted submit complete completed completion færdig finished gennemført afgivet besvaret answered responded afsluttet fuldført indsendt udfyldt recorded svardato
		fullført besvart innsendt besvarad slutförd inskickad abgeschlossen ausgefüllt abgesendet beantwortet rated bedømt vurderet`},
	{roleTime, within, 11, `fertigstell slutför fullfør fuldfør`},
	{roleTime, whole, 10, `tidspunkt tidsstempel timestamp dato_tid datetime date_time dato date published published_date publish_date publiceret
		udgivet review_date anmeldelsesdato modtaget received received_at tid time dag day måned month uge week periode
		ts datum zeitstempel zeitpunkt tidsstämpel tidpunkt`},
	{roleTime, whole, 12.5, `satisfaction_date rating_date rated_at surveyed_at survey_response_date csat_date`},
	{roleTime, token, 9, `slut end ende closed lukket afslutning resolved solved løst published udgivet publiceret received modtaget`},
	{roleTime, within, 8, `svaret besvar submission tidsstempel tidsstämpel zeitstempel`},
	{roleTime, within, 6, `dato datum tidspunkt tidpunkt zeitpunkt timestamp date_time respondedat datetime`},
	{roleTime, token, 6, `date time tid tidspunkt dato at`},
	{roleTime, whole, 6, `created_at created created_date oprettet oprettelsesdato oprettelsestidspunkt start_date startdate start_time startdato starttid
		starttidspunkt opened_at åbnet date_started startdatum startzeit starttidpunkt skapad opprettet erstellt erstellt_am`},
	{roleTime, token, 5, `created oprettet start started startet påbegyndt opened
		skapad opprettet erstellt gestartet begonnen påbörjad`},
	{roleTime, token, 6, `updated opdateret uppdaterad oppdatert aktualisiert`}, // where there is nothing better
	{roleTime, token, -5, `begin began started start startet påbegyndt opened åbnet invited inviteret sendt sent reply reminder rykker updated opdateret uppdaterad oppdatert aktualisiert ændret modified
		gestartet begonnen påbörjad gesendet skickad geändert ändrad endret last sidste first første requested anmodet`},
	{roleTime, within, -20, `fødsel birth`},
	{roleTime, token, -12, `total duration varighed group seconds sekunder forbrug zone tidszone timezone spent svartid ventetid behandlingstid
		siden since udløber udløb udløbsdato expires expiry forfald forfalder forfaldsdato`}, // but see weighTime

	{roleID, whole, 10, `response_id id_oid besvarelses_id besvarelse_id svar_id survey_response_id resp_id uuid guid id record_id review_id
		anmeldelses_id kommentar_id comment_id feedback_id interaction_id svarnummer svarnr besvarelsesnummer besvarelsesnr
		respondentnummer respondentnr respondent_id submission_id token svarsid antwort_id antwortnummer`},
	{roleID, whole, 8, `løbenummer løbenr sagsnummer sagsnr sags_id case_id case_number ticket_id ticket_number dialog_id respondent`},
	{roleID, whole, 6, `n nr no nummer number # række rækkenummer row row_number index`},

	{roleCustomer, whole, 10, `customer_id customer_key customer_number customer_no kunde_id kundenr kundenummer kundenøgle medlems_id medlemsnr
		medlemsnummer member_id user_id bruger_id client_id klient_id account_id cvr cvr_nr cvr_nummer contact_id consumer_id`},
	{roleCustomer, whole, 7, `customer kunde`},

	{roleTouchpoint, whole, 10, `touchpoint touch_point kontaktpunkt kontaktpunktet berøringspunkt touchpoint_navn touchpoint_name kontaktkanal kanal
		channel henvendelseskanal contact_point contact_channel kontaktväg`},
	{roleTouchpoint, whole, 8, `henvendelsesform kontaktform henvendelsestype kontakttype kontaktmåde henvendelsesmåde`}, // where few values come back
	{roleStage, whole, 10, `stage trin kunderejsetrin rejsetrin trin_i_kunderejsen journey_stage customer_journey_stage kunderejse customer_journey
		journey fase`},
	{roleUnit, whole, 10, `unit unit_path enhed enhedssti afdelingssti organisation org_unit organisationsenhed`},

	{roleLanguage, whole, 10, `language sprog lang locale user_language userlanguage svarsprog response_language sprogkode start_language language_code
		review_language reviewer_language survey_language språk sprache svarsspråk`},
	{roleLanguage, token, 8, `language sprog locale lang språk sprache`},

	{rolePerson, whole, 10, `rådgiver rådgivernavn bankrådgiver kunderådgiver medarbejder medarbejdernavn medarbejdernr medarbejdernummer
		medarbejderinitialer agent agent_name agentnavn sagsbehandler konsulent kundekonsulent adviser advisor employee employee_name staff
		sælger sælgernavn ekspedient behandler operator operatør initialer supporter tekniker montør salesperson sales_rep rep ansvarlig
		leder teamleder manager handled_by behandlet_af betjent_af ekspederet_af assignee assigned_to assigned owner ejer resolved_by
		closed_by udført_af kontaktperson sagsejer kundeansvarlig account_manager case_owner ticket_owner closer solver technician
		servicemedarbejder kollega ansat assurandør mægler vejleder coach underviser læge sygeplejerske tandlæge behandlernavn terapeut frisør
		chauffør kørelærer instruktør guide tjener vært værtinde advokat revisor bogholder csr csm teammate handläggare säljare rådgivare medarbetare saksbehandler kundebehandler ansatt mitarbeiter
		berater kundenberater sachbearbeiter verkäufer betreuer ansprechpartner`},
	{rolePerson, token, 9, `assignee agent agents adviser advisor employee staff salesperson rep technician handler supervisor manager owner sælger
		rådgiver medarbejder sagsbehandler konsulent supporter tekniker leder teamleder ansvarlig operatør teammate medarbetare handläggare saksbehandler mitarbeiter sachbearbeiter`},
	{rolePerson, within, 8, `rådgiver medarbejder sagsbehandl konsulent employee advisor adviser ekspedient sælgernavn teamleder kundeansvarlig
		medarb assurandør mitarbeiter sachbearbeiter saksbehandl handläggar`},

	{rolePrivate, whole, 10, `navn kundenavn kundens_navn kunde_navn fornavn efternavn mellemnavn fulde_navn name full_name first_name last_name
		firstname lastname surname customer_name author author_name reviewer reviewer_name username user_name user brugernavn bruger
		display_name displayname nickname kaldenavn email e_mail e_mailadresse email_address mail mailadresse telefon telefonnummer telefonnr
		tlf tlf_nr mobil mobilnummer mobilnr mobiltelefon phone phone_number adresse gade gadenavn vej vejnavn address street cpr cpr_nr
		cpr_nummer personnummer ip ip_adresse ip_address ipaddress kontonummer kontonr konto iban account_number fødselsdato fødselsdag
		birthday birth_date date_of_birth dob recipient_email recipient_first_name recipient_last_name recipientemail recipientfirstname
		recipientlastname location_latitude location_longitude latitude longitude locationlatitude locationlongitude
		requester requester_name submitter deltager deltagernavn respondentnavn respondent_name kontaktnavn contact_name medlemsnavn
		patientnavn gæstenavn guest_name indsender afsender sender namn kundnamn förnamn efternamn etternavn vorname nachname kundenname
		e_post epost e_postadress postadress mobilnummer handynummer anschrift`},
	{rolePrivate, token, 8, `email username displayname firstname lastname phone telefon mobil ip latitude longitude reviewer author avatar`},
	{rolePrivate, within, 8, `email e_mail telefonn mobilnummer kundenavn fornavn efternavn personnummer cprn ipadres ipaddr displayname
		firstname lastname fullname username brugernavn`},

	{roleSegment, whole, 10, `segment kundesegment kundetype customer_type kundegruppe company firma virksomhed brand mærke produkt product produkttype
		produktgruppe produktområde land country køn gender alder age aldersgruppe age_group type kategori category platform device
		enhedstype abonnement abonnementstype plan kampagne kunde_siden anciennitet nps_gruppe nps_group nps_kategori nps_class npsklasse`},
}

// ratingWords mark a question on a scale that is no recommendation.
var ratingWords = foldAll(`tillid trust forståelse forstå understanding tilfreds satisf ces csat effort indsats loyal rating score vurder osat
	karakter venlig nemt nem_at let_at ease easy kvalitet quality hastighed speed service faglig kompeten ventetid pris value tryg bedøm`)

// levels are the headers of an organisation's levels, top first. Where a file
// has several, they make one path.
var levels = [][]string{
	foldAll("land_del landsdel region"),
	foldAll("område omraade area distrikt district division forretningsområde"),
	foldAll("afdeling afdelingsnavn department filial filialnavn filiale avdeling avdelning abteilung branch butik butiksnavn shop store store_name center kontor forvaltning location_name lokation"),
	foldAll("team gruppe sektion teamnavn"),
}

// A folding is the signs of one role, folded for comparison.
type folding struct {
	match  match
	weight float64
	words  []string
}

var foldings = func() (of [roleCount][]folding) {
	for _, s := range signs {
		of[s.role] = append(of[s.role], folding{s.match, s.weight, foldAll(s.words)})
	}
	return of
}()

// heading is a header as signs are looked for in it.
type heading struct {
	whole  string   // folded, without brackets and scale
	full   string   // folded, all of it
	tokens []string // folded words
}

func headingOf(s string) heading {
	return heading{whole: foldName(s), full: fold(s), tokens: tokensOf(s)}
}

// says is h's weight for a role from its words alone, and the word that says so.
func (h heading) says(r role) (weight float64, word string) {
	against := 0.0
	for _, f := range foldings[r] {
		for i, w := range f.words {
			if !h.matches(f.match, w) {
				continue
			}
			if f.weight < 0 {
				against += f.weight
				break
			}
			// Of the words of a sign the earlier say a little more.
			if more := f.weight + 0.1 - float64(i)/2000; more > weight {
				weight, word = more, w
			}
		}
	}
	return weight + against, word
}

func (h heading) matches(m match, word string) bool {
	switch m {
	case whole:
		return h.whole == word || h.full == word
	case short, token:
		if m == short && len(h.tokens) > 3 {
			return false
		}
		for _, t := range h.tokens {
			if t == word {
				return true
			}
		}
		return false
	}
	return strings.Contains(h.full, word)
}

// holds says whether one of the words of h is among words.
func (h heading) holds(words map[string]bool) bool {
	return slices.ContainsFunc(h.tokens, func(t string) bool { return words[t] })
}

// asks says whether h holds one of words.
func (h heading) asks(words []string) bool {
	for _, w := range words {
		if strings.Contains(h.full, w) && (!acronyms[w] || slices.ContainsFunc(h.tokens, func(t string) bool { return strings.HasPrefix(t, w) })) {
			return true
		}
	}
	return false
}

// acronyms begin a word: the end of one, or the seam of two, may be anything
// ("invoices", "source score").
var acronyms = folded("ces csat osat ltr")

// tokensOf are the words of a header, folded; camelCase counts as words.
func tokensOf(s string) []string {
	var tokens []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			if f := fold(b.String()); f != "" {
				tokens = append(tokens, f)
			}
			b.Reset()
		}
	}
	before := ' '
	for _, r := range cleanLine(s) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#':
			flush()
		case unicode.IsUpper(r) && unicode.IsLower(before):
			flush()
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	flush()
	return tokens
}
