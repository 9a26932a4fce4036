package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// People says whether the values of a column are people.
type People uint8

// What a column can be. Where it is unclear, the column must not be published
// either.
const (
	Nobody    People = iota
	Staff            // the organisation's own people
	Customers        // those who answered
	Somebody         // people, whose is not known
	Unclear          // neither clearly people nor clearly something else
)

// PeopleIn says from the header of a column and its distinct values whether the
// column holds people, in any form in which systems write them: full names,
// "Hansen, Mette", one name, initials, logins, the local parts of e-mail
// addresses.
//
// A header that names people is believed unless the values cannot be: answers
// of yes and no, judgments, running text. Else what the header says and what the
// values look like are weighed together: names are known by the lists, and what
// only has the form of initials, logins or numbers is unclear.
func PeopleIn(header string, values []string) People {
	f := formsOf(values)
	if f.distinct == 0 || f.isText() {
		return Nobody
	}
	h := weighHeader(header)
	weight, whose := h.most()
	switch {
	case weight >= sure && !h.isThing():
		if f.isAnswers() || f.isProse() && whose == Customers && weight < wholeHeader {
			return Nobody
		}
		return whose
	case h.isThing():
		if f.most(f.full, 0.5) {
			return Somebody
		}
		if len(h.parts) == 1 && byWords[h.parts[0]] && f.weigh(true) > 0 { // a town, or whoever did it
			return Unclear
		}
		return Nobody
	}
	coded := h.of[ofGroup] == 0 && !h.endsIn(keyWords)
	looks := f.weigh(coded)
	switch sum := max(weight, 0) + looks; {
	case looks == 0 || sum < unclear:
		return Nobody
	case sum < people:
		return Unclear
	case whose == Staff:
		return Staff
	}
	return Somebody
}

// forms counts what the distinct values of a column look like.
type forms struct {
	distinct, bytes, words int
	full                   int // full names, or parts of them with an initial, by the lists
	single                 int // one name that is no other word, or a login made of one
	maybe                  int // one name that is another word too
	shape                  int // two or three capitalised words that the lists do not know
	prose                  int // words without a name, one of them in small letters
	firm                   int // with a word that makes it a firm, a place or a group
	initials               int // two to four capitals, or small letters
	code                   int // known abbreviations of countries, days, channels
	login                  int // a few letters and digits
	number                 int // three to eight digits
	round                  int // of them years, and those that end in two zeros
	answer                 int // yes, no and the like, and single digits
	lengths                map[int]bool
}

func formsOf(values []string) forms {
	f := forms{lengths: map[int]bool{}}
	for _, v := range values {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		f.distinct++
		f.bytes += len(v)
		if len(v) <= maxNameBytes {
			f.words += len(strings.Fields(v))
			f.add(v)
		} else {
			f.words += 1 + strings.Count(v, " ")
		}
	}
	return f
}

// maxNameBytes is the length above which a value is no name of a person. Chosen
// by eye.
const maxNameBytes = 60

func (f *forms) add(v string) {
	switch {
	case answers[strings.ToLower(v)] || len(v) == 1 && isDigit(v[0]):
		f.answer++
	case initialsForm.MatchString(v):
		f.lengths[utf8.RuneCountInString(v)] = true
		f.initials++
		if codes[strings.ToLower(v)] {
			f.code++
		}
		if nameOf(strings.ToLower(v)).sure(givenName) {
			f.single++
		}
	case numberForm.MatchString(v):
		f.number++
		if year(v) && len(v) == 4 || strings.HasSuffix(v, "00") {
			f.round++
		}
	case loginForm.MatchString(v):
		f.login++
	default:
		f.addName(v)
	}
}

var (
	initialsForm = regexp.MustCompile(`^(?:[A-ZÆØÅ]{2,4}|[a-zæøå]{2,4}|(?:[A-ZÆØÅ]\.){2,4})$`)
	numberForm   = regexp.MustCompile(`^[0-9]{3,8}$`)
	loginForm    = regexp.MustCompile(`^(?:[a-zæøå]{3,6}[0-9]{1,4}|[A-ZÆØÅ]{3,5}[0-9]{1,3}|[a-zA-Z]{1,2}[0-9]{3,6})$`)
)

// answers are values of a question that is answered by yes or no, or not.
var answers = map[string]bool{"ja": true, "nej": true, "yes": true, "no": true, "true": true, "false": true, "sand": true, "falsk": true,
	"måske": true, "delvist": true, "ved ikke": true, "husker ikke": true, "10": true, "begge": true, "ingen": true}

// codes are abbreviations of two to four letters that are no one's initials.
var codes = wordSet(`dk se no de en da sv nb uk us gb fi is fo gl nl fr es it pl at ch be eu dkk sek nok eur usd gbp man tir ons tor fre lør søn
	mon tue wed thu fri sat sun jan feb mar apr maj may jun jul aug sep okt oct nov dec xs xl xxl sms app web mail chat tlf crm atm b2b b2c
	smv vip hd hq ios mac pc bil hus lån båd ulv nord syd øst vest midt ung lav høj mand kvin post box kort kat`)

// addName counts a value of letters.
func (f *forms) addName(v string) {
	v = strings.TrimSpace(aside.ReplaceAllString(v, " "))
	if strings.ContainsAny(v, "&/+") {
		f.firm++
		return
	}
	fields := strings.FieldsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == ':' })
	if len(fields) == 1 {
		switch {
		case isLogin(fields[0]):
			f.single++
		case nameOf(strings.ToLower(fields[0])) != 0:
			f.maybe++
		}
		return
	}
	names, sure, initials, capitals := 0, 0, 0, 0
	if slices.ContainsFunc(fields, isSmallWord) && !slices.ContainsFunc(fields, func(w string) bool { return nameOf(strings.ToLower(w)).sure(givenName) }) {
		f.prose++
	}
	for _, w := range fields {
		r, _ := utf8.DecodeRuneInString(w)
		lower := strings.ToLower(strings.Trim(w, ".-–"))
		k := nameOf(lower)
		switch {
		case firms[lower] || groupValues[lower] || places[lower]:
			f.firm++
			return
		case isInitial(w):
			initials++
		case k != 0:
			names++
		}
		if k.sure(givenName) || k.sure(familyName) {
			sure++
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	switch n := len(fields); {
	case brands[strings.ToLower(v)]:
		f.firm++
	case n <= 5 && sure > 0 && 2*(names+initials) >= n, n <= 4 && names == n:
		f.full++
	case n <= 4 && capitals == n && strings.IndexFunc(v, unicode.IsDigit) < 0:
		f.shape++
	}
}

// isSmallWord says whether w is a word in small letters that is no name, nor stands between names.
func isSmallWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r) && utf8.RuneCountInString(w) > 2 && nameOf(w) == 0 && !betweenNames[w]
}

// betweenNames are words in small letters between the names of one person, or two.
var betweenNames = wordSet("van von der den del dos das ibn bin abu ter ten and med")

// aside is what stands in brackets.
var aside = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// isInitial says whether w is a letter, perhaps with a full stop.
func isInitial(w string) bool {
	w = strings.TrimSuffix(w, ".")
	r, n := utf8.DecodeRuneInString(w)
	return n == len(w) && unicode.IsUpper(r)
}

// groupValues are words of values that are groups, functions and things.
var groupValues = wordSet(`salg support økonomi kundeservice kundecenter hovedkontor privat erhverv nord syd øst vest midt byen centrum city
	region afdeling kontor filial butik butikken team produkt abonnement forsikring lån konto kort kunde kunder ny nye gammel plus basis
	premium standard mini maxi under over år måned mere end før efter online app telefon mail chat møde besøg web hjemmeside kasse skade sag og eller i på`)

// places are words that make a name one of a street, a school and their like.
var places = wordSet(`vej gade allé alle plads torv stræde boulevard skole kirke hospital sygehus stadion park have havn station center centret
	hotel kro café cafe bar restaurant bageri slagteri gård museum bibliotek hallen huset plejehjem vænge strand bro galleri prinsesse kronprins prins dronning kong sankt skt museet minde bøfhus`)

// brands are firms and things that are called as a person.
var brands = phraseSet(`georg jensen|louis poulsen|arne jacobsen|hugo boss|tommy hilfiger|calvin klein|ralph lauren|marc jacobs|michael kors|
	harry potter|hans christian andersen|peter larsen|peter justesen|carl hansen|fritz hansen|ole lynggaard|paul smith|julie sandlau|samsøe samsøe|
	trip trap|jack jones|anders and|karl lagerfeld|victoria secret|kay bojesen|bo bedre|erik jørgensen|poul henningsen|simon spies|brdr price|
	harald nyborg|karl johan|louis nielsen|carl ras|ole mathiesen|johannes fog|fritz schur|anton berg|max sibbern|emma gad|
	ejner hessel|jan nygaard|henrik vibskov|stine goya|malene birger|pernille corydon|maria black|magnus olesen|børge mogensen|hans wegner|hans j wegner|verner panton|
	poul kjærholm|nanna ditzel|grethe meyer|jacob jensen|ole henriksen|karen blixen|niels bohr|tycho brahe|peter pan|michael jordan|michael jackson|tom tailor|
	elon musk|steve jobs|bill gates|donald trump|mette frederiksen|peter beier|simon moos|hans just|lars larsen|piet hein|emil fra|black friday|finn juhl|bodum bistro|tivoli friheden|per aarsleff|joe juice|sankt hans|tina turner|ole lukøje|julius meinl|lagkagehuset|max burgers|hbo max|bang olufsen`)

func phraseSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, p := range strings.Split(list, "|") {
		set[strings.Join(strings.Fields(p), " ")] = true
	}
	return set
}

// isLogin says whether one word is a name, a name and an initial or two, or
// names joined by signs, as e-mail addresses and logins have them.
func isLogin(w string) bool {
	lower := strings.ToLower(w)
	lower, _, _ = strings.Cut(lower, "@")
	lower = strings.TrimRight(lower, "0123456789")
	if k := nameOf(lower); k.sure(givenName) || k.sure(familyName) {
		return true
	}
	parts := strings.FieldsFunc(lower, func(r rune) bool { return strings.ContainsRune("._-", r) })
	known, others := 0, 0
	for _, p := range parts {
		switch k := nameOf(p); {
		case k.sure(givenName), k.sure(familyName), k != 0 && known > 0:
			known++
		case utf8.RuneCountInString(p) > 2 && k == 0:
			others++
		}
	}
	if len(parts) > 1 {
		return known > 0 && known >= others
	}
	if !isASCIIWord(lower) {
		return false
	}
	for cut := 1; cut <= 2 && cut < len(lower)-3; cut++ {
		if nameOf(lower[cut:]).sure(familyName) && len(lower)-cut > 4 || listed(lower[:len(lower)-cut]).sure(givenName) && len(lower)-cut > 3 && !words[lower] {
			return true
		}
	}
	return false
}

// words are common words that are a name and a letter or two.
var words = wordSet("klausul rosen danske svende mariager karle annas peters ellens ibsen vestervang herning hannover lenestol")

// isASCIIWord says whether s is of letters of one byte alone.
func isASCIIWord(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

// most says whether n is at least the given share of the distinct values.
func (f *forms) most(n int, share float64) bool {
	return f.distinct > 0 && float64(n) >= share*float64(f.distinct)
}

// isText says whether the values are running text.
func (f *forms) isText() bool { return f.words > 5*f.distinct || f.bytes > maxNameBytes*f.distinct }

// isProse says whether the values are a few words each, and hardly any a name: answers to
// an open question.
func (f *forms) isProse() bool { return f.most(f.prose, 0.5) && !f.most(f.named(), 0.1) }

// isAnswers says whether the values answer a question about people: yes and no,
// or a judgment in a digit. Groups of people are no people.
func (f *forms) isAnswers() bool { return f.most(f.answer, 0.8) }

// named counts the values that are names of people.
func (f *forms) named() int { return f.full + f.single }

// codes counts the values that may be somebody's, in whatever form systems know
// them by.
func (f *forms) codes() int { return f.initials + f.login + f.number + f.single + f.maybe }

// weigh is what the values say by themselves for people. The shares are chosen so
// that a list that knows half of the names suffices, and one town that is called
// as a person does no harm. Coded says whether what may be initials, logins or
// numbers counts.
func (f *forms) weigh(coded bool) float64 {
	named := f.named()
	switch {
	case f.most(named, 0.5), named > 1 && f.most(named, 0.2) && f.most(named+f.shape+f.initials, 0.7):
		return 6
	case f.full > 1 && f.most(f.full, 0.2), named > 2 && f.most(named, 0.25), named > 1 && f.most(named, 0.34):
		return 3
	case !coded || f.most(f.code, 0.34) || f.most(f.firm, 0.1):
		return 0
	case f.distinct >= 2 && f.most(f.initials, 0.8) && len(f.lengths) <= 2,
		f.distinct >= 3 && f.most(f.maybe+named, 0.99), f.distinct >= 3 && f.most(f.login, 0.8):
		return 3
	case f.distinct >= 2 && f.most(f.codes(), 0.8) && f.most(f.initials+f.login+f.number, 0.5) && !f.most(f.round, 0.5):
		return 2.5
	case f.most(f.codes()+f.shape, 0.6):
		return 2
	}
	return 0
}
