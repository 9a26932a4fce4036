package source

import (
	"regexp"
	"strings"

	"stemme/models"
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
	roleAnswer   // to a further open question
	roleFinished // says whether an answer was finished
	roleCount
)

// roleNames are the roles as they are written in Config.Columns and in reports.
var roleNames = [...]string{"ignored", "id", "score", "comment", "title", "time", "touchpoint", "stage", "unit",
	"customer", "language", "person", "private", "rating", "segment", "answer", "finished"}

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
	fold("finished"): roleFinished, fold("afsluttet"): roleFinished,
}

func folded(list string) map[string]bool { return setOf(foldAll(list)...) }

// fold leaves of a header its letters and digits in lower case, and writes æ, ø
// and å in all the ways that systems do as one: "Rådgiver", "raadgiver" and
// "RADGIVER" are the same.
func fold(s string) string { return models.PlainLetters(cleanLine(s), "#") }

// foldName is fold without what stands in brackets and without a scale, which
// headers often add: "Score (0-10)" is "score".
func foldName(s string) string {
	if bare := fold(aside.ReplaceAllString(strings.ToLower(cleanLine(s)), " ")); bare != "" {
		return bare
	}
	return fold(s)
}

var aside = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|(?:på en |on a )?(?:skala|scale)?(?: fra| from| of)?\s*\b[0-9]+ ?(?:-|–|til|to|\.\.) ?[0-9]+\b`)

func foldAll(list string) []string {
	words := strings.Fields(list)
	for i, w := range words {
		words[i] = fold(w)
	}
	return words
}

// housed end the headers of a unit's column: "Borgerservicecenter". They name the
// level that the last word alone would.
var housed = foldAll("center centeret forvaltning forvaltningen afdeling afdelingen kontor kontoret")

// houses head the column of a unit where few values come back, and are of the level of a branch.
var houses = folded(`klinik klinikken clinic hospital sygehus praksis station terminal hal afsnit salgskontor depot restaurant hotel skole
	school institution sted plejehjem børnehave bibliotek værksted varehus lager campus`)

// place is the level that the last part of a folded header names, where the header
// is a compound; -1 for none.
func place(folded string) int {
	for i := 0; i < len(housed); i += 2 {
		if strings.HasSuffix(folded, housed[i]) || strings.HasSuffix(folded, housed[i+1]) {
			return level(housed[i])
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
