package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// A viewsView is the page of saved views.
type viewsView struct {
	Of      string // address that can be saved; "" for none
	Edition string // that it can be pinned to
	Saved   []savedView
	Kept    bool
}

// A savedView is a page that somebody saved.
type savedView struct {
	codebook.View
	What string // kind of page
	Mine bool
}

// viewing keeps two analysts from writing views at once.
var viewing sync.Mutex

// longestName bounds the name of a view, in characters.
const longestName = 80

// viewPages are the pages that can be saved, by the beginning of their path.
var viewPages = []struct {
	path string
	name messages.Key
}{{"/soeg", "web_search"}, {"/temaer", "web_themes"}, {"/linser", "web_lenses"}, {"/kontaktpunkter", "web_cuts"}, {"/udvikling", "web_change"},
	{"/sammenlign", "web_against"}, {"/opfoelgning", "web_follow"}, {"/arbejdsliste", "web_worklist"}, {"/kommentar", "web_comment"}, {"/lignende", "web_similar"}, {"/", "web_overview"}}

// viewPage is the kind of page of an address of this site; false for any other.
func viewPage(u *url.URL) (messages.Key, bool) {
	for _, page := range viewPages {
		if u.Path == page.path || page.path == "/temaer" && strings.HasPrefix(u.Path, "/temaer/") {
			return page.name, true
		}
	}
	return "", false
}

// savedAddress is an address of a page of this site without what is the moment's own.
func savedAddress(asked string) (string, bool) {
	u, err := url.Parse(asked)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || len(asked) > 8<<10 {
		return "", false
	}
	if _, ok := viewPage(u); !ok {
		return "", false
	}
	values := u.Query()
	for _, name := range []string{"lang", "kept"} {
		values.Del(name)
	}
	if u.Path == "/soeg" { // where it is the place in what is found; elsewhere it is a period
		values.Del("after")
	}
	return address(u.EscapedPath(), values), true
}

func (s *server) viewsPath() string {
	return filepath.Join(filepath.Dir(s.conf.Edits), codebook.ViewsName)
}

func (s *server) views(w http.ResponseWriter, r *request) error {
	all, err := codebook.Views(s.viewsPath())
	if err != nil {
		return err
	}
	v := viewsView{Edition: r.edition.ID, Kept: r.URL.Query().Get("kept") != ""}
	v.Of, _ = savedAddress(r.URL.Query().Get("of"))
	for _, one := range all {
		u, err := url.Parse(one.Address)
		if err != nil {
			continue
		}
		if page, ok := viewPage(u); ok { // whatever else was written into the file leads nowhere
			v.Saved = append(v.Saved, savedView{one, r.Lang.Text(page), one.Owner == r.User})
		}
	}
	return s.show(w, r, "views", "web_views", v)
}

// keepView saves a view, or deletes one of the sender's own.
func (s *server) keepView(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return frame.ErrBadInput
	}
	view := codebook.View{Name: strings.TrimSpace(r.PostForm.Get("name")), Owner: r.User, On: time.Now().UTC().Format(time.DateOnly)}
	if view.Name == "" || utf8.RuneCountInString(view.Name) > longestName || strings.ContainsFunc(view.Name, func(c rune) bool { return c < ' ' }) {
		return frame.ErrBadInput
	}
	viewing.Lock()
	defer viewing.Unlock()
	if r.PostForm.Get("verb") == "delete" {
		if err := codebook.DeleteView(s.viewsPath(), view); err != nil {
			return err
		}
		http.Redirect(w, r.Request, "/visninger", http.StatusSeeOther)
		return nil
	}
	of, ok := savedAddress(r.PostForm.Get("of"))
	if !ok {
		return frame.ErrBadInput
	}
	if u, _ := url.Parse(of); r.PostForm.Get("pin") != "" && !u.Query().Has("edition") {
		values := u.Query()
		values.Set("edition", r.edition.ID)
		of = address(u.EscapedPath(), values)
	}
	view.Address = of
	if all, err := codebook.Views(s.viewsPath()); err == nil && len(all) >= mostViews && !slices.ContainsFunc(all, func(v codebook.View) bool { return v.Name == view.Name && v.Owner == view.Owner }) {
		return messages.Errorf("web_views_full", mostViews)
	}
	if err := codebook.SaveView(s.viewsPath(), view); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/visninger?kept=1", http.StatusSeeOther)
	return nil
}

// mostViews bounds the saved views: the page lists them all.
const mostViews = 1000
