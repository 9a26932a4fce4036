package privacy

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// The lists are written for this program; each of their files says what it
// holds.
var (
	//go:embed lists/given.txt
	givenText string
	//go:embed lists/family.txt
	familyText string
	//go:embed lists/alike.txt
	alikeText string

	givenNames  = wordSet(withoutRemarks(givenText))
	familyNames = wordSet(withoutRemarks(familyText))
	alikeNames  = wordSet(withoutRemarks(alikeText))
)

// withoutRemarks is text without its lines that begin with #.
func withoutRemarks(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// A nameKind says what the lists know of a word.
type nameKind uint8

const (
	givenName  nameKind = 1 << iota // somebody's given name
	familyName                      // somebody's family name
	alike                           // also a word that names nobody
)

// nameOf looks up a word in lower case. Names joined by a hyphen are a name
// where each is, and a name in the genitive is the name.
func nameOf(word string) nameKind {
	if k := listed(word); k != 0 {
		return k
	}
	if first, rest, ok := strings.Cut(word, "-"); ok && first != "" && rest != "" {
		a, b := nameOf(first), nameOf(rest)
		if first == "al" || first == "el" {
			return familyName
		}
		return a & b & (givenName | familyName)
	}
	for _, ending := range []string{"'s", "’s", "s"} {
		if bare, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(bare) > 2 {
			return listed(bare)
		}
	}
	return 0
}

// listed is nameOf for a word as it stands in the lists.
func listed(word string) (k nameKind) {
	if givenNames[word] {
		k |= givenName
	}
	if familyNames[word] {
		k |= familyName
	}
	if k != 0 && alikeNames[word] {
		k |= alike
	}
	return k
}

// is says whether k has all of the given kinds.
func (k nameKind) is(kinds nameKind) bool { return k&kinds == kinds }

// sure says whether k is of the given kind and no other word.
func (k nameKind) sure(kind nameKind) bool { return k&(kind|alike) == kind }

// notNames are capitalised because they begin a sentence, or as days and months
// in other languages are.
var notNames = wordSet(`jeg du han hun den det de vi i man der her så men og eller at som da når hvis er var har havde kan kunne
	vil ville skal skulle må blev bliver fik får ikke aldrig meget super god godt dejlig tak alt alle intet ingen en et min mit
	mine vores deres hans hendes dette denne disse hvad hvor hvorfor hvordan fra til med på af om for efter før nu også bare men både
	igen hver hele dog stor store top perfekt fantastisk kanon rigtig virkelig altid fin fint flot hurtigt nemt venlig venligt dejligt ønskes søges mangler derfor måske desværre køb jeres vores kunde sidste update ordrenummer ordrenr sagsnr referencenummer husk tror oprindeligt
	bedste god gode dårlig dårlige mega selv kun mvh hilsen hej ja nej ok tusind mange stadig kommer kom endnu dem mig os sig jer dig
	i'm you he she it they we the a this that was is has and but so not very great good thanks my your our best all would will can
	søde venlige dygtige hurtig hurtige facebook trustpilot google instagram linkedin iphone samsung philips phillips far
	mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar marts april maj juni juli august september oktober november december
	monday tuesday wednesday thursday friday saturday sunday jul påske danmark sverige norge tyskland københavn aarhus århus odense aalborg
	jylland fyn sjælland dansk danske dk kr tlf nr kl den`)

// firms are words that make what stands with them a firm's name, or a place's.
var firms = wordSet(`bank banken sparekasse forsikring forsikringer service kundeservice support kundesupport kundecenter kundeafdeling
	danmark danske jyske nordea kommune kommunen group shop shoppen team teamet afdeling afdelingen center as aps a/s ab inc ltd holding co
	post postnord gls dao region fonden pension kundeservicen webshop butik butikken teknisk tekniske chat firma firmaet gruppen
	byg vvs el auto biler møbler mode tøj sko smykker ur ure design optik apotek gaard holiday travel rejser sport fitness energi net online
	hotel hotellet restaurant café cafe bar kro bageri bageriet`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
