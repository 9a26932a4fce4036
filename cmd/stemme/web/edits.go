package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// The analysts' edits are added to the codebook's file, which the next night
// replays; nothing of the edition changes. What an edit will do is shown before
// it is kept.

// mostName is the longest name of a theme, in characters: it must fit a line.
const mostName = 80

// An editView is an edit that waits for a yes.
type editView struct {
	Theme  *themes.ThemeRow
	What   string   // the edit in words
	Effect []string // what it will do, in words
	Form   url.Values
}

// editing keeps two analysts from writing the codebook at once.
var editing sync.Mutex

// edit takes the form of a theme's page. The first time it shows what the edit
// does; confirmed, it keeps it.
func (s *server) edit(w http.ResponseWriter, r *request) error {
	t := r.byID[r.PathValue("id")]
	if t == nil {
		return frame.ErrNotFound
	}
	if err := r.ParseForm(); err != nil {
		return frame.ErrBadInput
	}
	e, err := r.editOf(t)
	if err != nil {
		return err
	}
	if r.PostForm.Get("confirm") == "" {
		v := editView{Theme: t, What: r.inWords(e), Form: r.PostForm}
		if v.Effect, err = r.effectOf(t, e); err != nil {
			return err
		}
		counts, err := s.effects(r, codebook.Book{Edits: []codebook.Edit{e}})
		if err != nil {
			return err
		}
		v.Effect = append(v.Effect, counts...)
		return s.show(w, r, "edit", "web_edit", v)
	}
	editing.Lock()
	defer editing.Unlock()
	if err := codebook.Append(s.conf.Edits, e); err != nil {
		return err
	}
	if err := codebook.Note(s.conf.Edits, codebook.Change{At: time.Now(), User: r.User, Did: codebook.Added, What: []string{e.String()}}); err != nil {
		return err
	}
	verb, _ := e.Is()
	if err := s.audit.write(entry{User: r.User, Action: string(verb), Edition: r.edition.ID, Object: t.ThemeID}); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/temaer?kept=1#edits", http.StatusSeeOther)
	return nil
}

// editOf reads the form.
func (r *request) editOf(t *themes.ThemeRow) (codebook.Edit, error) {
	field := func(name string) string { return strings.Join(strings.Fields(r.PostForm.Get(name)), " ") }
	verb := codebook.Verb(field("verb"))
	if r.tops[t.ThemeID] && verb != codebook.Rename && verb != codebook.Owner {
		return codebook.Edit{}, frame.ErrBadInput // it has no comments but those of the themes under it
	}
	switch verb {
	case codebook.Rename:
		name := field("name")
		if name == "" || utf8.RuneCountInString(name) > mostName {
			return codebook.Edit{}, messages.Errorf("web_edit_name", mostName)
		}
		for i := range r.figures.themes {
			if other := &r.figures.themes[i]; other != t && strings.EqualFold(other.Name, name) {
				return codebook.Edit{}, messages.Errorf("web_edit_taken", name)
			}
		}
		return codebook.Edit{Rename: t.ThemeID, To: name}, nil
	case codebook.Merge:
		to := field("to")
		if r.byID[to] == nil || to == t.ThemeID {
			return codebook.Edit{}, messages.Errorf("web_edit_merge")
		}
		return codebook.Edit{Merge: t.ThemeID, To: to}, nil
	case codebook.Hide:
		return codebook.Edit{Hide: t.ThemeID}, nil
	case codebook.Pin:
		return codebook.Edit{Pin: t.ThemeID}, nil
	case codebook.Owner:
		if field("owner") == "" && field("action") == "" {
			return codebook.Edit{}, messages.Errorf("web_edit_owner")
		}
		return codebook.Edit{Owner: t.ThemeID, To: field("owner"), Action: field("action")}, nil
	}
	return codebook.Edit{}, frame.ErrBadInput
}

// inWords says an edit with the themes' names.
func (r *request) inWords(e codebook.Edit) string {
	verb, subject := e.Is()
	name := r.nameOf(subject)
	switch verb {
	case codebook.Owner:
		return r.Lang.Text("web_edit_is_owner", name, cmp.Or(e.To, r.Lang.Text("page_nobody")), cmp.Or(e.Action, r.Lang.Text("page_nothing")))
	case codebook.Rename:
		if name == e.To { // it bears that name by now
			name = subject
		}
		return r.Lang.Text("web_edit_is_rename", name, e.To)
	case codebook.Merge:
		return r.Lang.Text("web_edit_is_merge", name, r.nameOf(e.To))
	case codebook.Split:
		if len(e.Words) > 0 {
			return r.Lang.Text("web_edit_is_split_by", name, strings.Join(e.Words, ", "))
		}
		return r.Lang.Text("web_edit_is_split", name)
	case codebook.Move:
		to := r.Lang.Text("no_theme")
		if e.To != "" {
			to = r.nameOf(e.To)
		}
		return r.Lang.Text("web_edit_is_move", subject, to)
	case codebook.Hide, codebook.Pin:
		return r.Lang.Text(messages.Key("web_edit_is_"+string(verb)), name)
	}
	return e.String()
}

// nameOf is the name of a theme; the id of one that this edition lacks.
func (r *request) nameOf(id string) string {
	if t := r.byID[id]; t != nil {
		return t.Name
	}
	return id
}

// effectOf says which comments an edit moves, counted in this edition. The next
// night may count a few more or less: it has new comments.
func (r *request) effectOf(t *themes.ThemeRow, e codebook.Edit) ([]string, error) {
	say, of := r.Lang.Text, r.mentionsOf(t.ThemeID)
	switch verb, _ := e.Is(); verb {
	case codebook.Rename:
		return []string{say("web_effect_rename", r.Lang.Count(of))}, nil
	case codebook.Pin:
		return []string{say("web_effect_pin")}, nil
	case codebook.Owner:
		return []string{say("web_effect_owner")}, nil
	case codebook.Hide:
		alone := 0
		err := r.mentioning(t.ThemeID, func(h index.Hit) {
			if len(h.Themes) == 1 {
				alone++
			}
		})
		return []string{say("web_effect_hide", r.Lang.Count(of)), say("web_effect_alone", r.Lang.Count(alone))}, err
	default:
		both := 0
		err := r.mentioning(t.ThemeID, func(h index.Hit) {
			for _, id := range h.Themes {
				if id == e.To {
					both++
				}
			}
		})
		to := r.mentionsOf(e.To)
		return []string{
			say("web_effect_merge", r.Lang.Count(of-both), r.Lang.Count(both)),
			say("web_effect_merged", r.nameOf(e.To), r.Lang.Count(to), r.Lang.Count(to+of-both)),
		}, err
	}
}

// mentionsOf is how many responses mention a theme, whatever the filters.
func (r *request) mentionsOf(id string) int {
	all := r.survey.Select(survey.Where{Filter: index.Filter{First: models.NoDay, Last: models.NoDay}})
	for _, v := range all.Themes(r.byID[id].Lens) {
		if v.Name == id {
			return v.Responses()
		}
	}
	return 0
}

// mentioning calls do for every comment that mentions a theme.
func (r *request) mentioning(id string, do func(index.Hit)) error {
	res, err := r.index.Search(r.Context(), index.Request{Size: -1,
		Filter: index.Filter{Themes: []string{id}, First: models.NoDay, Last: models.NoDay}})
	for _, h := range res.Hits {
		do(h)
	}
	return err
}

// A pendingView is what the codebook says beyond what the edition was made with.
type pendingView struct {
	Edits []string
	Fault string // the file cannot be read: why
	Other bool   // it says something else, older edits were changed
}

// pending are the edits that wait for the next night.
func (s *server) pending(r *request) pendingView {
	book, err := codebook.Read(s.conf.Edits)
	if err != nil {
		return pendingView{Fault: r.Lang.Error(err)}
	}
	behind, ok := book.Behind(r.edition.Manifest.Inputs["codebook"])
	if !ok {
		return pendingView{Other: true}
	}
	var v pendingView
	for _, e := range behind {
		v.Edits = append(v.Edits, r.inWords(e))
	}
	return v
}
