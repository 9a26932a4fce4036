package frame

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"math"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// A Look is what a site looks like.
type Look struct {
	Templates fs.FS                                // templates/*.html: a page each, those that begin with _ parts of all
	Assets    fs.FS                                // assets/*
	Helpers   func(messages.Lang) template.FuncMap // what templates may call beside what all sites have
}

// pages are the templates in one language.
type pages struct{ byName map[string]*template.Template }

// parsePages reads the templates: each page on top of the frame and the parts.
func parsePages(lang messages.Lang, look Look, assets *assets) (*pages, error) {
	names, err := fs.Glob(look.Templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("").Funcs(helpers(lang, assets)).Funcs(look.Helpers(lang)).ParseFS(look.Templates, "templates/_*.html")
	if err != nil {
		return nil, err
	}
	p := &pages{map[string]*template.Template{}}
	for _, name := range names {
		short := strings.TrimSuffix(path.Base(name), ".html")
		if strings.HasPrefix(short, "_") {
			continue
		}
		clone, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if p.byName[short], err = clone.ParseFS(look.Templates, name); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// write renders a page. A part named "page#part" is rendered alone.
func (p *pages) write(w io.Writer, name string, data any) error {
	page, part, alone := strings.Cut(name, "#")
	if !alone {
		part = "frame"
	}
	return p.byName[page].ExecuteTemplate(w, part, data)
}

// A View is what every page has around what it is about.
type View struct {
	Title   string
	Path    string // of the page, for the navigation
	Lang    string
	Other   string // the page in the other language
	Edition string
	When    string // when the edition was published
	Analyst bool   // may edit
	Reads   bool   // may read comments, all or those of a unit
	Login   bool   // there is something to log out of
	Carry   string // parameters that go along from page to page
	Stale   string // why an older edition than the newest is shown; "" where it is not
	Pinned  string // the edition that the address asks for; "" for the current one
	Here    string // the page with its parameters, without the language
	Bar     any    // what is above every page
	Onward  string // the page that a browser goes on to by itself; "" for none
	Fault   bool   // the page says what went wrong: there is nothing to export or keep
	View    any
}

// Frame puts a page into what is around it.
func (s *Server) Frame(r *Visit, title messages.Key, view any) View {
	f := View{
		Title: r.Lang.Text(title), Path: r.URL.Path, Lang: "da", View: view, Analyst: r.Role == Analysts, Reads: r.Role >= Leaders,
		Login: r.Role != Nobody && s.closed() && s.cfg.UserHeader == "",
	}
	other := url.Values{}
	for key, values := range r.URL.Query() {
		other[key] = values
	}
	other.Set("lang", "en")
	if r.Lang == messages.English {
		f.Lang = "en"
		other.Set("lang", "da")
	}
	f.Other = r.URL.Path + "?" + other.Encode()
	here := maps.Clone(other)
	here.Del("lang")
	f.Here = r.URL.Path + "?" + here.Encode()
	if r.Edition != "" {
		f.Edition, f.When = r.Edition, DayText(r.Lang, r.When)
	}
	return f
}

// Show answers with a page.
func (s *Server) Show(w http.ResponseWriter, r *Visit, page string, title messages.Key, view any) error {
	return s.Titled(w, r, page, s.Frame(r, title, view))
}

// Titled answers with a page whose frame is made. It is rendered whole before
// the first byte is sent, so that a fault never leaves half a page.
func (s *Server) Titled(w http.ResponseWriter, r *Visit, page string, f View) error {
	var b bytes.Buffer
	if err := s.pages[r.Lang].write(&b, page, f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := w.Write(pin(carry(b.Bytes(), f.Carry), f.Pinned))
	return IgnoreGone(err)
}

// carried begins the links that parameters go along with: those to a page, and
// those to the page itself with other parameters. Single quotes keep a link as it
// is, and nothing that people wrote can hold a quote here: it is escaped.
var carried = regexp.MustCompile(`<a ([^>]*)href="(/(?:temaer|linser|lignende|udvikling|kontaktpunkter|sammenlign|opfoelgning|arbejdsliste)?(?:/[^"?]*)?|)(\?[^"#]*)?(#[^"]*)?"`)

// carry adds parameters to the links of a page that lack them.
func carry(page []byte, params string) []byte {
	if params == "" {
		return page
	}
	added := template.HTMLEscapeString(params)
	return carried.ReplaceAllFunc(page, func(link []byte) []byte {
		m := carried.FindSubmatch(link)
		if len(m[2])+len(m[3]) == 0 { // a place on the page itself
			return link
		}
		query := "?" + added
		if len(m[3]) > 1 {
			query = string(m[3]) + "&amp;" + added
		}
		return []byte(`<a ` + string(m[1]) + `href="` + string(m[2]) + query + string(m[4]) + `"`)
	})
}

// pinned are the links of a page to others, and its forms.
var pinned = regexp.MustCompile(`(href|hx-get)=(["'])(/[^"'#]*)|<form [^>]*>`)

// pin makes the links and forms of a page ask for an edition, as the page does.
func pin(page []byte, edition string) []byte {
	if edition == "" {
		return page
	}
	added := "edition=" + url.QueryEscape(edition)
	return pinned.ReplaceAllFunc(page, func(part []byte) []byte {
		text := string(part)
		if strings.HasPrefix(text, "<form ") {
			if strings.Contains(text, `method="post"`) {
				return part
			}
			return []byte(text + `<input type="hidden" name="edition" value="` + template.HTMLEscapeString(edition) + `">`)
		}
		switch m := pinned.FindStringSubmatch(text); {
		case strings.Contains(text, "edition=") || strings.HasPrefix(m[3], "/assets/") || strings.HasPrefix(m[3], "/api/") || strings.HasPrefix(m[3], "/visninger"):
			return part
		case strings.Contains(text, "?"):
			return []byte(text + "&amp;" + added)
		}
		return []byte(text + "?" + added)
	})
}

// ignoreGone: nobody is left to tell that the connection broke.
func IgnoreGone(error) error { return nil }

// helpers are what every template may call.
func helpers(lang messages.Lang, assets *assets) template.FuncMap {
	return template.FuncMap{
		"t":      func(key messages.Key, args ...any) string { return lang.Text(key, args...) },
		"num":    lang.Number,
		"signed": lang.Signed,
		"pct":    lang.Percent,
		"ci":     lang.Interval,
		"count":  lang.Count,
		"ci0":    func(low, high float64) string { return lang.IntervalTo(low, high, 0) },
		"asset":  assets.url,
		"isnan":  math.IsNaN,
		"lower":  strings.ToLower,
		"key":    func(parts ...string) messages.Key { return messages.Key(strings.Join(parts, "")) },
		"tab": func(v View, path string, text messages.Key) tabView {
			here := isHere(v.Path, path)
			if v.Carry != "" {
				path += "?" + v.Carry
			}
			return tabView{path, lang.Text(text), here}
		},
	}
}

// A tabView is one entry of the navigation.
type tabView struct {
	Path, Text string
	Here       bool
}

func isHere(here, path string) bool {
	return here == path || path != "/" && strings.HasPrefix(here, path+"/")
}

// DayText is a day as people write it; "" for none.
func DayText(lang messages.Lang, t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case lang == messages.English:
		return t.Format("2 January 2006")
	}
	months := [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

// assets are files by name with a piece of their hash, so that browsers may keep
// them for ever.
type assets struct {
	files      fs.FS
	name, byID map[string]string // name with the hash by name, and back
	packed     map[string][]byte // by name, compressed by gzip; pages are not: they hold what nobody else may guess by its length
}

// readAssets reads the files in the folder assets.
func readAssets(files fs.FS) (*assets, error) {
	a := &assets{files, map[string]string{}, map[string]string{}, map[string][]byte{}}
	names, err := fs.Glob(files, "assets/*")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		ext, short := path.Ext(name), path.Base(name)
		hashed := strings.TrimSuffix(short, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
		a.name[short], a.byID[hashed] = hashed, name
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(data); err != nil {
			return nil, err
		}
		if err := z.Close(); err != nil {
			return nil, err
		}
		a.packed[name] = packed.Bytes()
	}
	return a, nil
}

// url is where the file called name is to be had.
func (a *assets) url(name string) (string, error) {
	hashed, ok := a.name[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/assets/" + hashed, nil
}

// Asset serves the file that the path's {name} names.
func (s *Server) Asset(w http.ResponseWriter, r *http.Request) {
	name, ok := s.assets.byID[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Vary", "Accept-Encoding")
	if packed := s.assets.packed[name]; strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(packed)))
		if r.Method != http.MethodHead {
			_, _ = w.Write(packed) // who has gone does not want it
		}
		return
	}
	http.ServeFileFS(w, r, s.assets.files, name)
}
