package web

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// coverOf says which entry of a lens covers a found theme, and how far, or that no
// lens knows it; "" for entries, and where no lens of topics is read.
func (r *request) coverOf(t *themes.ThemeRow) template.HTML {
	share := r.Lang.Percent(t.Covered)
	entry := r.byID[t.CoveredBy]
	switch {
	case t.Lens != "":
		return ""
	case t.IsNew():
		return template.HTML(`<span class="state new">` + esc(r.Lang.Text("web_cover_new")) + `</span>`)
	case entry == nil:
		return ""
	}
	key := map[bool]messages.Key{true: "web_cover_by", false: "web_cover_partly"}[t.IsCovered()]
	link := `<a href="` + esc(themeLink(entry.ThemeID)) + `">` + esc(entry.Name) + `</a>`
	return template.HTML(`<span class="cover">` + r.Lang.Text(key, link, esc(share)) + `</span>`)
}

// foundLens is the name of the found themes where a lens is asked for in an
// address.
const foundLens = "fundne"

// lensAsked is the lens that the address asks for, else the one that leads; "" is
// the found themes.
func (r *request) lensAsked() string {
	switch asked := r.URL.Query().Get("lens"); asked {
	case "":
		return r.lead
	case foundLens:
		return ""
	default:
		return asked
	}
}

// A lensTab is a lens that can be chosen.
type lensTab struct {
	Name, Link string
	Here       bool
}

// lensTabs are the found themes and the lenses, the one that leads first.
func (r *request) lensTabs(path, now string) (tabs []lensTab) {
	ids := r.lenses()
	if len(ids) < 2 {
		return nil
	}
	slices.Sort(ids)
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(lensRank(r.lead, a), lensRank(r.lead, b)) })
	for _, id := range ids {
		tabs = append(tabs, lensTab{r.lensName(id), path + "?lens=" + url.QueryEscape(cmp.Or(id, foundLens)), id == now})
	}
	return tabs
}

// lensRank puts the lens that leads first, then the found themes.
func lensRank(lead, id string) int {
	switch id {
	case lead:
		return 0
	case "":
		return 1
	}
	return 2
}

// lensName is what a lens is called.
func (r *request) lensName(id string) string {
	if id == "" {
		return r.Lang.Text("web_discovered")
	}
	for i := range r.figures.themes {
		if t := &r.figures.themes[i]; t.Lens == id {
			return cmp.Or(t.LensName, id)
		}
	}
	return id
}

// A foundLine is one found theme where a lens leads.
type foundLine struct {
	Theme *themes.ThemeRow
	Row   themed
	Link  string
	Cover template.HTML
}

// foundShown is how many found themes stand beside the lens that leads.
const foundShown = 8

// alsoFound are the found themes, the most mentioned first, where a lens leads: with
// so few comments they are hints, not findings.
func (r *request) alsoFound() (lines []foundLine) {
	if r.lead == "" {
		return nil
	}
	said := r.speak("")
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		row, mentioned := said[t.ThemeID]
		if !mentioned || t.Lens != "" || !r.shown(t.ThemeID) || t.State != models.Ready || len(lines) == foundShown {
			continue
		}
		lines = append(lines, foundLine{t, row, r.drill("theme", t.ThemeID), r.coverOf(t)})
	}
	return lines
}
