package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An identity is what tells of a person by a number or a name that somebody gave
// them: it identifies by the register that it leads to (General Data Protection
// Regulation, article 4, 1). It is known by the word that announces it.
type identity struct {
	place  string
	begins []string                             // how its word may begin
	form   *regexp.Regexp                       // from the word on; its first group is what is replaced
	refuse func(text string, from, to int) bool // nil for never
}

// is stands between what announces and what is announced.
const is = `[.:]?(?: ?(?:er|var|is|hedder|nr\b\.?|no\.|:|=|#|,))* ?`

// says is that, where the word is often used without announcing.
const says = `(?: ?(?:er|var|is|hedder|:|=))+ ?`

// announcedIdentities are tried in this order.
var announcedIdentities = []identity{
	{"[KUNDENUMMER]", strings.Fields("kunde medlem police forsikring abonnement patient journal studie elev låner customer member policy"),
		regexp.MustCompile(`^(?i:(?:kunde|medlems|police|forsikrings?|abonnements?|patient|journal|studie|elev|låner|customer|member(?:ship)?|policy)[ -]?(?:(?:nummer|nr)(?:et)?|number|id))` + is + `((?:[A-ZÆØÅa-zæøå]{1,3}-?)?[0-9](?:[ ./-]?[0-9]){2,17})`), isCount},
	{"[KUNDENUMMER]", []string{"kunde", "medlem", "police"},
		regexp.MustCompile(`^(?i:(?:kunde|medlem|police)(?: ?-?(?:nr|nummer))?)` + is + `((?:[A-ZÆØÅ]{1,3}-?)?[0-9](?:[ ./-]?[0-9]){5,17})`), isCount},
	{"[ID-NUMMER]", []string{"pas", "kørekort", "opholdskort", "sundhedskort"},
		regexp.MustCompile(`^(?i:(?:pas|kørekort(?:s|et)?|opholdskort(?:s|et)?|sundhedskort(?:s|et)?)[ -]?(?:nummer|nr)(?:et)?)` + is + `([A-Z]{0,2}[0-9](?: ?[0-9]){5,11})`), isCount},
	{"[NUMMERPLADE]", []string{"nummerplade", "registerplade", "registreringsn", "reg. nr", "reg.nr"},
		regexp.MustCompile(`^(?i:(?:nummer|register)plade(?:n|r|rne)?|registreringsnummer(?:et)?|reg\. ?nr\b\.?)` + is + `((?i:[a-z]{2})[ .-]?[0-9]{2}[ .-]?[0-9]{3})`), isCount},
	{"[NUMMERPLADE]", strings.Fields("bil vogn varebil varevogn personbil køretøj motorcykel trailer"),
		regexp.MustCompile(`^(?i:(?:vare|person)?(?:bil|vogn)(?:en)?|køretøj(?:et)?|motorcykel|motorcyklen|traileren?)` + is + `([A-Z]{2} ?[0-9]{2} ?[0-9]{3})`), isMake},
	{"[KODE]", []string{"pin", "cvc", "cvv"}, regexp.MustCompile(`^(?i:pin(?:-?koden?)?|cvc|cvv)` + is + `([0-9]{3,8})`), isCount},
	{"[KODE]", []string{"adgangskode", "kodeord", "password", "pinkode", "pin-kode"},
		regexp.MustCompile(`^(?i:adgangskoden?|kodeord(?:et)?|password|pin-?koden?)` + says + `([^\s\[\]]*[0-9][^\s\[\]]*)`), isShort},
	{"[KODE]", []string{"kode"}, regexp.MustCompile(`^(?i:koden?(?: til \pL+)?)` + says + `([^\s\[\]]*[0-9][^\s\[\]]*)`), isNoSecret},
	{"[CPR]", []string{"fire", "sidste"}, regexp.MustCompile(`^(?i:fire sidste|sidste (?:fire|4))(?i: (?:cifre|tal|numre))?(?i: (?:i|af|på) (?:\pL+ )?(?:cpr|personnummer)(?:[ -]?(?:nr\.?|nummer))?(?:et)?)?` + is + `([0-9]{4})`), isPart},
	{"[BRUGERNAVN]", strings.Fields("mitid nemid login skype snap insta twitter tiktok bruger username"),
		regexp.MustCompile(`^(?i:(?:mitid|nemid|login(?:navn)?|skype|snap(?:chat)?|insta(?:gram)?|twitter|tiktok|bruger-?(?:navn|id)(?:et)?|username)` + says + `|bruger-?(?:navn|id)(?:et)? )@?([\pL\pN._-]*[0-9_][\pL\pN._-]*)`), isShort},
	{"[IP-ADRESSE]", []string{"ip"},
		regexp.MustCompile(`^(?i:ip(?:-?(?:v6|adresse(?:n)?|nummer))?)` + is + `((?i:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{0,4}))`), nil},
}

// Identities that show by themselves.
var (
	netAddress = identity{"[IP-ADRESSE]", nil, regexp.MustCompile(`(?:^|[^0-9.,])((?:[0-9]{1,3}\.){3}[0-9]{1,3})`), isVersion}
	profile    = identity{"[PROFIL]", nil, regexp.MustCompile(`(?i:(?:^|[^a-z0-9.])((?:https?://)?(?:(?:www|m|da-dk|[a-z]{2})\.)?(?:facebook|fb|instagram|linkedin|twitter|x|tiktok|snapchat|threads|vimeo)\.(?:com|net)/[^\s,;()"\[\]]+))`), isPage}
	plate      = identity{"[NUMMERPLADE]", nil, regexp.MustCompile(`(?:^|[^\pL\pN.-])([A-Z]{2} [0-9]{2} [0-9]{3})`), isNoPlate}
	handle     = identity{"[PROFIL]", nil, regexp.MustCompile(`(?:^|[\s(,:"'/])(@[\pL0-9_][\pL0-9_.]*[\pL0-9_])`), isPlace}
)

// beginning is what a word that announces an identity begins with: two bytes of it
// say which of announcedIdentities may be meant.
var beginning = func() (of [1 << 10][]int) {
	for i, id := range announcedIdentities {
		for _, word := range id.begins {
			if k := key(word, 0); !slices.Contains(of[k], i) {
				of[k] = append(of[k], i)
			}
		}
	}
	return of
}()

// key is the first two letters of the word of text at i, in either case.
func key(text string, i int) int { return int(text[i]&31)<<5 | int(text[i+1]&31) }

// identities replaces what is found of them in v.
func (v *view) identities(n *Counts, has signs) {
	if has.path && (strings.Contains(v.text, ".com/") || strings.Contains(v.text, ".net/")) {
		v.apply(profile.all(v.text, n))
	}
	if has.at {
		v.apply(handle.all(v.text, n))
	}
	if has.stops >= 3 {
		v.apply(netAddress.all(v.text, n))
	}
	if has.digits > 0 {
		v.apply(plate.all(v.text, n))
	}
	if has.digits > 0 || has.low {
		v.apply(announcedBefore(v.text, n))
	}
}

// all finds what shows by itself.
func (id *identity) all(text string, n *Counts) (edits []edit) {
	for _, m := range id.form.FindAllStringSubmatchIndex(text, -1) {
		if e := id.edit(text, m[2], m[3]); e.place != "" {
			edits = append(edits, e)
			n.add(e.place)
		}
	}
	return edits
}

// announcedBefore finds what a word before it announces.
func announcedBefore(text string, n *Counts) (edits []edit) {
	letter := false
	for i := 0; i+2 < len(text); i++ {
		was := letter
		letter = isLetter(text[i]) || text[i] >= utf8.RuneSelf
		if was || !letter {
			continue
		}
		for _, of := range beginning[key(text, i)] {
			if e := announcedIdentities[of].at(text, i); e.place != "" {
				edits = append(edits, e)
				n.add(e.place)
				i = e.to - 1
				break
			}
		}
	}
	return edits
}

// at finds what the word of text at i announces; no place where it announces nothing.
func (id *identity) at(text string, i int) edit {
	if !slices.ContainsFunc(id.begins, func(b string) bool { return len(text) >= i+len(b) && strings.EqualFold(text[i:i+len(b)], b) }) {
		return edit{}
	}
	m := id.form.FindStringSubmatchIndex(text[i:])
	if m == nil {
		return edit{}
	}
	return id.edit(text, i+m[2], i+m[3])
}

// edit replaces text[from:to], but for the signs at its end, unless that is refused.
func (id *identity) edit(text string, from, to int) edit {
	to -= to - from - len(strings.TrimRight(text[from:to], ".,;:)?\"'"))
	if to <= from || id.refuse != nil && id.refuse(text, from, to) {
		return edit{}
	}
	return edit{from, to, id.place}
}

// counted stands behind a number of kroner, days or times.
var counted = regexp.MustCompile(`^ ?(?i:kr|kroner|dkk|,-|%|gange?|dage?|timer?|minutter|min|år|stk|km|kunder|dele|point|x)(?:[^\pL]|$)`)

// isCount says whether a number goes on, or is one of days, kroner or times.
func isCount(text string, from, to int) bool {
	return counted.MatchString(text[to:]) || endsInWord(text[to:])
}

// endsInWord says whether a word or a number goes on.
func endsInWord(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// makes stand before numbers as the letters of a plate do.
var makes = wordSet("vw dk eu gt rs xc kr nr km id ds mg gl vi af er tt kw hk ca nu i op")

// isMake says whether what looks like a plate begins with a make, or is a price.
func isMake(text string, from, to int) bool {
	return makes[strings.ToLower(text[from:from+2])] || isCount(text, from, to)
}

// isPart says whether four digits are masked together with the day of birth before them, or are a count.
func isPart(text string, from, to int) bool {
	return isCount(text, from, to) || bornOn.MatchString(text[max(0, from-givenWithin):from])
}

var bornOn = regexp.MustCompile(`[0-9]{2}[ ./-]?[0-9]{2}[ ./-]?[0-9]{2}`)

// isNoPlate says whether what looks like a plate, and is not said to be one, is a make, a price or
// the number of something else: no vehicle is spoken of beside it ("IP 44 521", "EN 60 335").
func isNoPlate(text string, from, to int) bool {
	before, after := text[max(0, from-vehicleWithin):from], text[to:min(len(text), to+vehicleWithin)]
	return isMake(text, from, to) || ofThings.MatchString(text[max(0, from-givenWithin):from]) || !vehicles.MatchString(before) && !vehicles.MatchString(after)
}

// vehicleWithin is within how many bytes of a plate the vehicle stands whose it is. Chosen by eye.
const vehicleWithin = 80

// vehicles are what has a plate, what is done with it, and makes of it.
var vehicles = regexp.MustCompile(`(?i)bil(?:en|er|erne|ens)?\b|vogn(?:en)?\b|kør(?:te|er|t|sel)|parker|holdt\b|holder\b|påkør|bakke[dr]|trailer|stationcar|knallert|motorcykel|taxa|\bbus|chauffør|lastbil|kassevogn|trafik|motorvej|indkørsel|rundkørsel|svinge[dr]|overhal|nummerplade|plade[nr]?\b|` +
	`berlingo|toyota|golf\b|passat|audi|bmw|volkswagen|\bvw\b|ford\b|skoda|mercedes|volvo|\bkia\b|tesla|peugeot|citro[eë]n|renault|opel|hyundai|mazda|\bfiat|\bseat\b|suzuki|nissan|honda|iveco|transit|caddy|sprinter|vito\b`)

var ofThings = regexp.MustCompile(`(?i:vare|ordre|model|type|bestilling|sags?|faktura|kuvert|pakke|reference)\pL*[ .:]*(?:(?:er|var|nr|nummer)[ .:]*)*$`)

// isNoSecret says whether what a code is said to be is no secret: short, or what a shop
// gives away.
func isNoSecret(text string, from, to int) bool {
	return isShort(text, from, to) || givenAway.MatchString(text[to:]) || givenAway.MatchString(text[max(0, from-givenWithin):from])
}

// givenWithin is within how many bytes of a code the word for it stands that says so.
const givenWithin = 60

var givenAway = regexp.MustCompile(`(?i)rabat|tilbud|kampagne|kupon|gavekort|fejl`)

// isShort says whether a word is too short for a name of a user or a code.
func isShort(text string, from, to int) bool { return to-from < 4 || counted.MatchString(text[to:]) }

var (
	versions = regexp.MustCompile(`(?i:versionen?|version|v|ver|firmware|software\pL*|app|appen|ios|android|build|update|opdatering|windows|macos)[ .:]*$`)
	afterIP  = regexp.MustCompile(`^(?:\.?[0-9]|,[0-9]| ?(?i:version|firmware|opdatering|update|kr\b|build))`)
	saidIP   = regexp.MustCompile(`(?i:\bip(?:-?adressen?|-?nummer)?)[ .:]*(?:(?:er|var|is) ?)?:? *$`)
)

// isVersion says whether four numbers between full stops are no address in a network:
// the version of a program, an amount or a telephone number.
func isVersion(text string, from, to int) bool {
	before := text[max(0, from-24):from]
	parts := strings.Split(text[from:to], ".")
	long, thousands := false, true
	for i, p := range parts {
		if len(p) > 1 && p[0] == '0' || len(p) == 3 && p > "255" {
			return true
		}
		long = long || len(p) == 3
		thousands = thousands && (i == 0 || len(p) == 3)
	}
	if afterIP.MatchString(text[to:]) || versions.MatchString(before) {
		return true
	}
	return !saidIP.MatchString(before) && (!long || thousands)
}

// pages are no persons' on the sites where persons have profiles.
var pages = wordSet("groups company companies events pages page p reel reels watch hashtag share sharer story.php school jobs search explore help policies legal marketplace video videos status feed intent home login")

// isPage says whether a link leads to a page of a firm, a group or a site, or nowhere.
func isPage(text string, from, to int) bool {
	link := text[from:to]
	_, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), "/")
	first, _, _ := strings.Cut(path, "/")
	first, _, _ = strings.Cut(first, "?")
	return first == "" || pages[strings.ToLower(first)]
}

// nobody are what stands behind an at sign and is called as no user.
var nobody = wordSet("home hjemme work kl arbejde all alle here everyone channel team kontoret butikken")

// isPlace says whether a word behind an at sign is a place, a time or a price, or may be a
// firm: a user's name has a digit or a sign in it, or the site of users is named beside it.
func isPlace(text string, from, to int) bool {
	found := text[from:to]
	if nobody[strings.ToLower(found[1:])] || len(found) < 4 || !strings.ContainsFunc(found, unicode.IsLetter) || startsWith(text[to:], '@') {
		return true
	}
	return !strings.ContainsAny(found, "0123456789_.") && !sites.MatchString(text[max(0, from-30):min(len(text), to+30)])
}

// sites are where users have names behind an at sign.
var sites = regexp.MustCompile(`(?i:insta|twitter|snap|tik ?tok|threads|facebook|min profil|skriv til mig)`)
