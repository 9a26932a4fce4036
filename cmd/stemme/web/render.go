package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"math"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

// pages are the templates in one language.
type pages struct{ byName map[string]*template.Template }

// parsePages reads the templates: each page on top of the frame and the parts.
func parsePages(lang messages.Lang) (*pages, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	base, err := template.New("").Funcs(helpers(lang)).ParseFS(templateFiles, "templates/_*.html")
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
		if p.byName[short], err = clone.ParseFS(templateFiles, name); err != nil {
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

// A frame is what every page has around what it is about.
type frame struct {
	Title   string
	Path    string // of the page, for the navigation
	Lang    string
	Other   string // the page in the other language
	Edition string
	When    string // when the edition was published
	Analyst bool
	Login   bool // there is something to log out of
	View    any
}

func (s *server) frame(r *request, title messages.Key, view any) frame {
	f := frame{
		Title: r.lang.Text(title), Path: r.URL.Path, Lang: "da", View: view, Analyst: r.role == analysts,
		Login: r.role != nobody && (s.cfg.Token != "" || s.cfg.ReaderToken != "") && s.cfg.UserHeader == "",
	}
	other := url.Values{}
	for key, values := range r.URL.Query() {
		other[key] = values
	}
	other.Set("lang", "en")
	if r.lang == messages.English {
		f.Lang = "en"
		other.Set("lang", "da")
	}
	f.Other = r.URL.Path + "?" + other.Encode()
	if r.published != nil {
		f.Edition = r.edition.ID
		f.When = dayText(r.lang, r.edition.Manifest.Published)
	}
	return f
}

// show answers with a page.
func (s *server) show(w http.ResponseWriter, r *request, page string, title messages.Key, view any) error {
	return s.titled(w, r, page, s.frame(r, title, view))
}

// titled answers with a page whose frame is made. It is rendered whole before
// the first byte is sent, so that a fault never leaves half a page.
func (s *server) titled(w http.ResponseWriter, r *request, page string, f frame) error {
	var b bytes.Buffer
	if err := s.pages[r.lang].write(&b, page, f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := b.WriteTo(w)
	return ignoreGone(err)
}

// ignoreGone: nobody is left to tell that the connection broke.
func ignoreGone(error) error { return nil }

// helpers are what templates may call.
func helpers(lang messages.Lang) template.FuncMap {
	return template.FuncMap{
		"t":      func(key messages.Key, args ...any) string { return lang.Text(key, args...) },
		"num":    lang.Number,
		"signed": lang.Signed,
		"pct":    lang.Percent,
		"ci":     lang.Interval,
		"count":  lang.Count,
		"ci0": func(low, high float64) string {
			return "[" + lang.Number(low, 0) + "; " + lang.Number(high, 0) + "]"
		},
		"known":   func(n tables.Int) string { return known(lang, n) },
		"asset":   assetURL,
		"day":     func(d models.Day) string { return dayText(lang, d.Time()) },
		"class":   func(c models.Class) string { return className(lang, c) },
		"isnan":   math.IsNaN,
		"theme":   themeLink,
		"find":    findLink,
		"whisker": func(v, low, high, ref float64) template.HTML { return whisker(lang, v, low, high, ref) },
		"bar": func(r nps.ScoreRow) template.HTML {
			return classBar(lang, int(r.Promoters.N), int(r.Passives.N), int(r.Detractors.N))
		},
		"orUnknown": func(s string) string {
			if s == "" {
				return lang.Text("unknown")
			}
			return s
		},
		"levels":    func(unit string) string { return strings.ReplaceAll(unit, "/", " › ") },
		"lower":     strings.ToLower,
		"leaf":      func(path string) string { return leaf(lang, path) },
		"key":       func(parts ...string) messages.Key { return messages.Key(strings.Join(parts, "")) },
		"tab":       func(here, path, text string) tabView { return tabView{path, text, isHere(here, path)} },
		"dimension": func(name string) string { return dimensionName(lang, name) },
		"syntax":    func() [][2]string { return syntaxOf(lang) },
	}
}

// known is a count as people read it; a withheld one is a dash.
func known(lang messages.Lang, n tables.Int) string {
	if !n.Known {
		return "–"
	}
	return lang.Count(int(n.N))
}

func className(lang messages.Lang, c models.Class) string {
	if c == models.NoClass {
		return lang.Text("web_unscored")
	}
	return lang.Text(messages.Key(c.String()))
}

// dayText is a day as people write it; "" for none.
func dayText(lang messages.Lang, t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case lang == messages.English:
		return t.Format("2 January 2006")
	}
	months := [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

// themeLink is the page of a theme. Ids of lens entries hold a slash.
func themeLink(id string) string {
	parts := strings.Split(id, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "/temaer/" + strings.Join(parts, "/")
}

// findLink is the search page with pairs of parameter and value.
func findLink(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Add(pairs[i], pairs[i+1])
		}
	}
	return "/soeg?" + q.Encode()
}

// find is findLink for those who may follow it; "" for readers.
func (r *request) find(pairs ...string) string {
	if r.role < analysts {
		return ""
	}
	return findLink(pairs...)
}

// assetNames maps each asset to its name with a piece of its hash, so that
// browsers may keep it for ever.
var assetNames, assetByURL = func() (map[string]string, map[string]string) {
	names, files := map[string]string{}, map[string]string{}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		data, err := assetFiles.ReadFile("assets/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:6]) + ext
		names[e.Name()], files[hashed] = hashed, e.Name()
	}
	return names, files
}()

func assetURL(name string) (string, error) {
	hashed, ok := assetNames[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/assets/" + hashed, nil
}

func serveAsset(w http.ResponseWriter, r *http.Request) {
	name, ok := assetByURL[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeFileFS(w, r, assetFiles, "assets/"+name)
}

// A tabView is one entry of the navigation.
type tabView struct {
	Path, Text string
	Here       bool
}

func isHere(here, path string) bool {
	return here == path || path != "/" && strings.HasPrefix(here, path+"/")
}

// leaf is the last part of a path.
func leaf(lang messages.Lang, path string) string {
	if path == "" {
		return lang.Text("unknown")
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}

// dimensionName is what a way to cut is called; a segment has its own name.
func dimensionName(lang messages.Lang, name string) string {
	key := messages.Key("web_f_" + name)
	if text := lang.Text(key); text != string(key) {
		return text
	}
	return strings.TrimPrefix(name, "segment_")
}

// syntaxOf explains the query language by examples.
func syntaxOf(lang messages.Lang) [][2]string {
	var lines [][2]string
	for _, key := range []messages.Key{"words", "phrase", "not", "or", "prefix", "fuzzy", "exact", "class", "score", "date", "theme"} {
		example, meaning, _ := strings.Cut(lang.Text("web_syntax_"+key), " | ")
		lines = append(lines, [2]string{example, meaning})
	}
	return lines
}
