package source

import (
	"slices"
	"strings"
)

// What an identifier is of, folded; the first list that a header holds a word of
// decides. Products, surveys and places have ids too, which are none of ours, and
// personal numbers are nobody's key.
var subjects = []struct {
	role   role
	weight float64
	words  []string
}{
	{roleCustomer, 9, foldAll(`kunde customer client klient member medlem user bruger account contact kontakt consumer subscriber abonnent
		cvr patient borger citizen panelist visitor kund kunden låner lejer beboer gæst passager kursist`)},
	{rolePerson, 9, foldAll(`agent medarbejder employee rådgiver advisor adviser staff sagsbehandler konsulent sælger teammate medarbetare mitarbeiter`)},
	{roleID, 9.5, foldAll(`svar besvarelse respons response resp submission interview record feedback kommentar comment review
		anmeldelse answer svars antwort`)},
	{roleID, 9.4, foldAll(`respondent`)}, // who may answer more than once
	{roleID, 7.5, foldAll(`case sag ticket interaction henvendelse dialog entry løbe result række row issue call kald opkald samtale conversation ärende`)},
	{roleID, 5, foldAll(`ordre order transaktion transaction session`)},
}

var (
	idWords   = folded(`id ids nr no nummer number num key guid uuid # løbenr reference ref serial`)
	idEndings = foldAll(`nummer nr number id nøgle`)
	elsewhere = folded(`business unit location store butik filial product produkt survey collector campaign page domain seed external team afdeling
		group question template webshop
		cpr cprnr cprnummer personnr personnummer fødselsnummer ssn`)
	idSubjects = func() (all []string) {
		for _, s := range subjects {
			all = append(all, s.words...)
		}
		return all
	}()
)

// identifies says of what a header is the id, number or key: roleID of the
// response, roleCustomer, rolePerson, or ignored with 0.
func (h heading) identifies() (role, float64) {
	named := false
	for _, t := range h.tokens {
		if elsewhere[t] {
			return ignored, 0
		}
		named = named || idWords[t] || endsAsID(t)
	}
	if !named || len(h.tokens) > 5 {
		return ignored, 0
	}
	for _, s := range subjects {
		for _, t := range h.tokens {
			if slices.ContainsFunc(s.words, func(w string) bool { return t == w || strings.HasPrefix(t, w) && endsAsID(t) || t == w+"s" }) {
				return s.role, s.weight
			}
		}
	}
	return ignored, 0
}

// identifiesSurvey says whether h names the id of a survey.
func (h heading) identifiesSurvey() bool {
	return len(h.tokens) == 2 && h.tokens[0] == "survey" && idWords[h.tokens[1]]
}

// endsAsID says whether a word is a compound such as "svarnummer".
func endsAsID(word string) bool {
	for _, ending := range idEndings {
		if subject, ok := strings.CutSuffix(word, ending); ok && len(subject) > 2 &&
			slices.ContainsFunc(idSubjects, func(w string) bool { return strings.HasPrefix(subject, w) }) {
			return true
		}
	}
	return false
}
