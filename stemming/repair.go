package stemming

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// repaired is the stem of a Danish word in lower case: Snowball's, but for what
// the tables of repairs say.
func repaired(word string) string {
	if word == "" {
		return ""
	}
	if stem, ok := irregular[word]; ok {
		return stem
	}
	if owner, ok := strings.CutSuffix(word, "s"); ok && irregular[owner] != "" {
		return irregular[owner]
	}
	if stem, ok := shortNoun(word); ok {
		return stem
	}
	for _, r := range byLast[word[len(word)-1]] {
		if rest, ok := strings.CutSuffix(word, r.ending); ok && r.applies(rest) {
			if r.final {
				return rest + r.becomes
			}
			word = rest + r.becomes
			break
		}
	}
	stem := Stem(word)
	for _, r := range contractions {
		if rest, ok := strings.CutSuffix(stem, r.ending); ok && r.applies(rest) {
			if r.becomes == "l" {
				rest = undoubled(rest)
			}
			return rest + r.becomes
		}
	}
	return stem
}

// byLast holds regular by the last byte of the ending.
var byLast = func() (by [256][]repair) {
	for _, r := range regular {
		last := r.ending[len(r.ending)-1]
		by[last] = append(by[last], r)
	}
	return by
}()

// A repair replaces an ending before or after Snowball.
type repair struct {
	ending  string
	becomes string
	final   bool   // what comes out is the stem; Snowball is not asked
	after   string // the rest must end in one of these letters, if there are any
	least   int    // the rest must have as many characters
	not     string // rests that are left alone, between spaces
	reason  string
}

// applies says whether r's ending may be replaced behind rest.
func (r *repair) applies(rest string) bool {
	if utf8.RuneCountInString(rest) < r.least || !strings.ContainsAny(rest, "aeiouyæøå") {
		return false
	}
	if r.after != "" {
		last, _ := utf8.DecodeLastRuneInString(rest)
		if !strings.ContainsRune(r.after, last) {
			return false
		}
	}
	return !slices.Contains(strings.Fields(r.not), rest)
}

// regular holds the endings that Snowball misses or cuts too deep; the first
// that applies is replaced.
var regular = []repair{
	{"lighederne", "lig", true, "", 2, "", "mulighederne, venlighederne: plural of -hed, -lig kept"},
	{"lighedernes", "lig", true, "", 2, "", "genitive of it"},
	{"lighedens", "lig", true, "", 2, "", "venlighedens"},
	{"ligheders", "lig", true, "", 2, "", "venligheders"},
	{"ligheder", "lig", true, "", 2, "", "venligheder"},
	{"ligheden", "lig", true, "", 2, "", "venligheden"},
	{"lighed", "lig", true, "", 2, "", "venlighed is not a friend (ven)"},
	{"ligheds", "lig", true, "", 2, "", "venligheds-"},
	{"ligste", "lig", true, "", 2, "", "venligste"},
	{"ligst", "lig", true, "", 2, "", "venligst"},
	{"ligere", "lig", true, "", 2, "", "venligere"},
	{"lige", "lig", true, "", 2, "", "venlige is not a friend (ven)"},
	{"ligt", "lig", true, "", 2, "", "dårligt, venligt"},
	{"lig", "lig", true, "", 2, "", "venlig is not a friend (ven): Snowball cuts -lig"},
	{"ighederne", "ig", true, "", 3, "", "plural of -hed behind -ig"},
	{"ighedernes", "ig", true, "", 3, "", "genitive of it"},
	{"igheder", "ig", true, "", 3, "", "vanskeligheder"},
	{"igheden", "ig", true, "", 3, "", "hurtigheden"},
	{"ighed", "ig", true, "", 3, "", "hurtighed"},
	{"igste", "ig", true, "", 3, "", "hurtigste"},
	{"igst", "ig", true, "", 3, "", "billigst"},
	{"igere", "ig", true, "", 3, "", "billigere"},
	{"ige", "ig", true, "", 3, "krig sverige", "billige is not a car (bil), skyldige no guilt (skyld)"},
	{"igt", "ig", true, "", 3, "", "billigt"},
	{"ig", "ig", true, "", 3, "", "Snowball cuts -ig"},
	{"hedernes", "hed", false, "", 2, "", "Snowball deletes -heden and -heder, not -hederne"},
	{"hederne", "hed", false, "", 2, "", "enhederne"},
	{"heders", "hed", false, "", 2, "", "enheders"},
	{"iteternes", "itet", false, "", 2, "", "kvalitet loses its -et and kvaliteten does not"},
	{"iteterne", "itet", false, "", 2, "", "aktiviteterne"},
	{"itetens", "itet", false, "", 2, "", "kvalitetens"},
	{"iteten", "itet", false, "", 2, "", "kvaliteten"},
	{"iteter", "itet", false, "", 2, "", "aktiviteter"},
	{"itets", "itet", false, "", 2, "", "kvalitets-"},
	{"edes", "et", false, "bcdfghjklmnpqrstvxzæøåaiouy", 2, notPast, "passive past of weak verbs"},
	{"ede", "et", false, "bcdfghjklmnpqrstvxzæøåaiouy", 2, notPast, "vente, ventede, ventet: Snowball leaves vented"},
	{"ivt", "iv", false, "", 2, "", "neuter: effektivt"},
	{"somt", "som", false, "", 2, "", "neuter: langsomt"},
	{"somst", "som", false, "", 2, "", "superlative: langsomst"},
	{"somste", "som", false, "", 2, "", "superlative: langsomste"},
	{"bart", "bar", false, "", 2, "", "neuter: holdbart"},
	{"ært", "ær", false, "", 1, "", "neuter: svært, ordinært"},
	{"ørt", "ør", false, "", 1, "", "participle: kørt, hørt"},
	{"ørte", "ør", false, "", 1, "", "past: kørte, hørte"},
	{"bt", "b", false, "aeiouyæøå", 2, "", "participle: købt, tabt"},
	{"bte", "b", false, "aeiouyæøå", 2, "", "past: købte, tabte"},
	{"imt", "im", false, "", 2, "", "neuter: grimt"},
	{"emt", "em", false, "", 1, "", "neuter: nemt, bestemt"},
	{"umt", "um", false, "", 1, "", "neuter: dumt"},
	{"ielt", "iel", false, "", 2, "", "neuter: specielt, officielt"},
	{"uelt", "uel", false, "", 2, "", "neuter: aktuelt, manuelt"},
	{"nelt", "nel", false, "", 4, "", "neuter: professionelt"},
	{"relt", "rel", false, "", 3, "", "neuter: generelt, strukturelt"},
	{"ralt", "ral", false, "", 3, "", "neuter: neutralt, centralt"},
	{"nalt", "nal", false, "", 3, "", "neuter: nationalt, personalt"},
	{"malt", "mal", false, "", 3, "", "neuter: normalt, optimalt"},
	{"kalt", "kal", false, "", 2, "", "neuter: lokalt, vertikalt"},
	{"talt", "tal", false, "", 2, "", "neuter and participle: digitalt, betalt, fortalt"},
	{"talte", "tal", false, "", 2, "", "past: betalte, fortalte"},
	{"ialt", "ial", false, "", 3, "", "neuter: specialt, socialt"},
	{"belt", "bel", false, "", 3, "", "neuter: fleksibelt, acceptabelt"},
	{"ilt", "il", false, "", 3, "", "participle and neuter: stabilt, forskelt"},
	{"valgte", "valg", false, "", 0, "", "past: valgte"},
	{"illede", "illet", false, "", 2, "", "past: bestillede"},
	{"mmest", "m", false, "", 2, "", "superlative behind a doubled consonant: nemmest"},
	{"mmeste", "m", false, "", 2, "", "nemmeste"},
	{"nnest", "n", false, "", 2, "", "kønnest"},
	{"nneste", "n", false, "", 2, "", "kønneste"},
	{"kkest", "k", false, "", 2, "", "smukkest"},
	{"kkeste", "k", false, "", 2, "", "smukkeste"},
	{"ggest", "g", false, "", 2, "", "tryggest"},
	{"ggeste", "g", false, "", 2, "", "tryggeste"},
	{"ttest", "t", false, "", 2, "", "lettest"},
	{"tteste", "t", false, "", 2, "", "letteste"},
	{"vest", "v", false, "i", 3, "", "aktivest"},
	{"veste", "v", false, "i", 3, "", "aktiveste"},
	{"est", "", false, "gknlmd", 4, "pod mod", "superlative: blegest, vildest"},
	{"este", "", false, "gknlmd", 4, "", "superlative: blegeste"},
}

// notPast lists what stands before -ede in words that are no past of a verb in
// -e, or whose stem ends in -ed.
const notPast = `bill fremm hov tilst all vejl indl afl anl forl udbr ber forber tilber afst bekl forkl ankl opr udsp
	førsteb kør smerteligt brystbill`

// contractions holds the endings of stems that lose a vowel in other forms of
// the word; both become the short one.
var contractions = []repair{
	{ending: "el", becomes: "l", after: "bdfgkmpstv", least: 3, not: "hot", reason: "regel and regler, artikel and artikler, middel and midler"},
	{ending: "mænd", becomes: "mand", least: 2, reason: "formænd"},
	{ending: "børn", becomes: "barn", least: 2, reason: "børnebørn"},
	{ending: "mødr", becomes: "mor", least: 2, reason: "bedstemødre"},
	{ending: "stæd", becomes: "stad", least: 2, reason: "hovedstæder"},
}

// undoubled is rest without the second of a doubled consonant at its end.
func undoubled(rest string) string {
	if n := len(rest); n > 1 && rest[n-1] == rest[n-2] {
		return rest[:n-1]
	}
	return rest
}

// shortNoun is the stem of a short word that ends in a vowel and an ending,
// such as kø in køen, which R1 protects from Snowball.
func shortNoun(word string) (stem string, ok bool) {
	for _, ending := range []string{"ernes", "erne", "enes", "ene", "ens", "ers", "ets", "en", "er", "et"} {
		rest, ok := strings.CutSuffix(word, ending)
		if !ok || utf8.RuneCountInString(rest) > 4 || rest == "" {
			continue
		}
		last, size := utf8.DecodeLastRuneInString(rest)
		return rest, strings.ContainsRune("yoøåæu", last) && !strings.ContainsAny(rest[:len(rest)-size], "aeiouyæøå")
	}
	return "", false
}
