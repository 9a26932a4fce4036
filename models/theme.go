package models

import (
	"slices"
	"strings"
)

// NoTheme is the id under which figures show what no theme covers.
const NoTheme = ""

// NoThemeKey is how tables write NoTheme, so that what no theme covers joins a
// row of the themes. No theme is ever called so.
const NoThemeKey = "t0000"

// A Theme is what clauses have in common.
type Theme struct {
	ID         string // "t0042", or "lens/entry"; stable across nights, never reused
	Name       string // short phrase in the customers' own written words
	Origin     Origin
	Kind       ThemeKind
	Lens       string // lens of an entry, "" for a discovered theme
	LensName   string // what that lens is called
	NameEN     string // Name in English; "" where there is none
	LensNameEN string // LensName in English; "" where there is none
	Parent     string // id of the top theme it belongs to, "" for none
	State      State
	Words      []Word  // best first
	Responses  int     // responses with at least one mention
	Clauses    int     // clauses that mention it
	Share      float64 // Responses over all commented responses, in [0, 1]
	Coherence  float64 // NPMI of its words, in [-1, 1]; NaN where too few words
	Separation float64 // in [-1, 1], higher is further from the nearest theme; NaN where unknown
	Stability  float64 // agreement over resamples, in [0, 1]; NaN where unknown
	LabelFit   float64 // share of its different clauses that hold a word of its name or its kin; NaN where unknown
	Owner      string
	Action     string
}

// Above is the top theme of each theme that lies under one, by id.
type Above map[string]string

// AboveOf is which of the themes lie under which.
func AboveOf(all []Theme) Above {
	above := Above{}
	for i := range all {
		if all[i].Parent != "" {
			above[all[i].ID] = all[i].Parent
		}
	}
	return above
}

// With is ids with the top themes of each, none twice.
func (a Above) With(ids []string) []string {
	all := ids[:len(ids):len(ids)]
	for _, id := range ids {
		if top, ok := a[id]; ok && !slices.Contains(all, top) {
			all = append(all, top)
		}
	}
	return all
}

// A Word is a term of a theme as people see it.
type Word struct {
	Term    string  // as counted
	Written string  // its commonest written form
	Weight  float64 // importance within the theme, above 0
}

// Origin says how a theme came to be.
type Origin string

// The origins of a theme.
const (
	Discovered Origin = "discovered" // found in the comments
	Seeded     Origin = "seeded"     // described by an analyst's words, found in the comments
	Entry      Origin = "entry"      // entry of a lens in the codebook
)

// ThemeKind says what a theme can be a finding about.
type ThemeKind string

// The kinds of a theme. A verdict restates the score ("kan anbefales", "0
// stjerner") and is therefore no cause of it; the zero ThemeKind is a topic.
const (
	Topic   ThemeKind = ""        // something that customers met
	Verdict ThemeKind = "verdict" // the score in words
)

// SeedLens is what stands where the lens would in the id of a theme that an
// analyst described: "seed/…". No lens may be called so.
const SeedLens = "seed"

// LensOf is the lens whose entry a theme id names, "" for a theme that was found.
func LensOf(theme string) string {
	lens, _, ok := strings.Cut(theme, "/")
	if !ok || lens == SeedLens {
		return ""
	}
	return lens
}

// State says whether a theme may be shown as a finding.
type State string

// The states of a theme.
const (
	Ready    State = "ready"
	NotReady State = "not_ready" // too generic, incoherent or unstable to act on
	Hidden   State = "hidden"    // by an analyst's edit
)

// A Mention is a clause that speaks of a theme.
type Mention struct {
	Response    int     // index into the night's responses
	Clause      int     // index into the response's clauses
	Theme       string  // theme id
	Probability float64 // P(theme | clause), in (0, 1]
	Polarity    float64 // in [-1, 1]; NaN where too few scored responses exist to tell
	Weight      float64 // 1 / distinct themes of the response
}
