package web

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// namesakes are the ids of the themes that share their name, however it is capitalised, by
// that name.
func namesakes(rows []themes.ThemeRow) map[string][]string {
	by := map[string][]string{}
	for i := range rows {
		if t := &rows[i]; t.State != models.Hidden {
			name := strings.ToLower(t.Name)
			by[name] = append(by[name], t.ThemeID)
		}
	}
	for name, ids := range by {
		if len(ids) < 2 {
			delete(by, name)
		}
	}
	return by
}

// toldApart are names of the themes that share theirs, by id: a found theme has a word of
// its own beside it, else its id, an entry the lens that it is of.
func toldApart(rows []themes.ThemeRow) map[string]string {
	byID := make(map[string]*themes.ThemeRow, len(rows))
	for i := range rows {
		byID[rows[i].ThemeID] = &rows[i]
	}
	called := map[string]string{}
	for _, ids := range namesakes(rows) {
		var found [][]string // the words of the found ones
		for _, id := range ids {
			if t := byID[id]; t.Lens == "" {
				found = append(found, t.Words)
			}
		}
		for _, id := range ids {
			switch t := byID[id]; {
			case t.Lens != "":
				called[id] = t.Name + " · " + cmp.Or(t.LensName, t.Lens)
			case len(found) > 1:
				called[id] = t.Name + " · " + ownWord(t, found)
			}
		}
	}
	return called
}

// ownWord is the first word of a theme that is none of its namesakes' and not its name;
// its id where it has none.
func ownWord(t *themes.ThemeRow, found [][]string) string {
	for _, word := range t.Words {
		holders := 0
		for _, words := range found {
			if slices.Contains(words, word) {
				holders++
			}
		}
		if holders == 1 && !strings.EqualFold(word, t.Name) {
			return word
		}
	}
	return t.ThemeID
}

// called is the name of a theme in a list of themes, told apart from its namesakes.
func (f *figures) called(t *themes.ThemeRow) string { return cmp.Or(f.apart[t.ThemeID], t.Name) }

// themeGroup is what a theme is listed under: the lens of an entry, and whether a found one is ready.
func themeGroup(lang messages.Lang, t *themes.ThemeRow) string {
	switch {
	case t.Lens != "":
		return cmp.Or(t.LensName, t.Lens)
	case t.State == models.Ready:
		return lang.Text("web_discovered")
	}
	return lang.Text("web_group_not_ready")
}
