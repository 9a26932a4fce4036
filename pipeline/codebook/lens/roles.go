package lens

import (
	"slices"
	"strings"
)

// The shipped lenses that have tables of their own beside those of every lens.
const (
	promises   = "loefter"
	priorities = "serviceprioriteter"
	purposes   = "formaal"

	// Preferences is the lens of the kinds of service that customers ask for and meet.
	Preferences = "servicepraeference"

	// Customers is the lens of what customers of any organisation speak of.
	Customers = "kundetemaer"
	// Principles is the lens that findings are put under.
	Principles = "principper"
)

// IsPromises says whether the entries of a lens are promises, kept or broken: those
// of loefter, of serviceprioriteter, and of the organisation's own lenses whose id
// begins with loefter-.
func IsPromises(id string) bool {
	return id == promises || id == priorities || strings.HasPrefix(id, promises+"-")
}

// IsPreferences says whether the entries of a lens are kinds of service that
// customers ask for and meet.
func IsPreferences(id string) bool { return id == Preferences }

// IsPurposes says whether the entries of a lens are purposes of contact.
func IsPurposes(id string) bool { return id == purposes }

// isReasons says whether the entries of a lens are reasons to come or to leave.
func isReasons(id string) bool { return id == "valg" || id == "fravalg" }

// Leading is the lens that leads where there are fewer comments than below, since
// found themes are noise there: the customer lens, where it is among the lenses that
// are read; "" for the found themes.
func Leading(comments, below int, read []string) string {
	if comments < below && slices.Contains(read, Customers) {
		return Customers
	}
	return ""
}
