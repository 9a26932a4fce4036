// Package web is the analysts' pages and the JSON interface behind them: a
// server over the published editions that changes nothing but the analysts' own
// edits, needs no other host and no build step, and works without JavaScript.
//
// A request is answered from one edition from beginning to end. When the night
// publishes a new one, requests under way finish on the old one, which is then
// closed; nobody restarts anything.
package web

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
)

// A Config says where the editions are and who may read them.
type Config struct {
	Data string // data folder, as of stemme run
	Addr string // host:port to listen on; a port alone means loopback
	Lang messages.Lang

	Edits string // the codebook's file, which edits are added to; edits.yaml in Data where it is empty

	Playbook string // the playbook of the worklist; an empty one where there is no file

	// Who may come in. On a loopback address all three may be empty: whoever has
	// an account on the machine is then an analyst.
	Token       string          // an analyst's: reads comments, edits
	ReaderToken string          // a reader's: figures only
	UserHeader  string          // header that a trusted proxy puts the user's name in, such as X-Remote-User
	Analysts    []string        // names that UserHeader may hold of analysts
	Rules       []frame.Rule    // who of the others, and of who logs in at Provider, may do what
	Provider    *frame.Provider // where people log in by OpenID Connect; nil for nowhere
	Cert, Key   string          // files to speak TLS with; "" for plain HTTP

	Latest     bool         // the figures are of each customer's latest response only
	SmallGroup int          // figures of fewer responses are withheld; 0 is 5
	LensBelow  int          // with fewer comments the customer lens leads, found themes stand beside it
	Log        *slog.Logger // nil for none; never holds comment text
	Ready      func(url string)

	// What edits would do, and publishing them at once, by who runs nights; nil
	// where neither can be had.
	Preview func(context.Context, codebook.Book) (Effect, error)
	Publish func(context.Context) error

	// The alerts of an edition, of the found themes or of the lens that leads, and of what the analysts
	// wrote, as those may see them who may read every comment; nil where they see them as everybody does.
	Moves func(ed *edition.Edition, lens string) (Moves, error)

	// The initiatives of an edition as analysts see them, by who counts figures; nil where
	// they see them as everybody does.
	Initiatives func(*edition.Edition) ([]improvement.InitiativeRow, error)
}

// pollEvery is how often the server looks for a new edition.
const pollEvery = 2 * time.Second

// Serve answers until ctx ends; then it lets requests under way finish. An
// address that is not loopback without a way to tell who asks is a
// messages.Error.
func Serve(ctx context.Context, cfg Config) error {
	s, err := newServer(cfg)
	if err != nil {
		return err
	}
	defer s.shelf.close()
	defer s.publishing.wait()
	var watching sync.WaitGroup
	watched, enough := context.WithCancel(ctx)
	defer watching.Wait()
	defer enough()
	watching.Go(func() { s.shelf.watch(watched, pollEvery) })
	return s.Listen(ctx, s.handler(), cfg.Ready)
}

// A server is what the handlers share.
type server struct {
	*frame.Server
	conf  Config
	shelf *shelf
	audit *audit

	publishing *publishing
	analysts   ownInitiatives
	ways       func() *routes // routes, made once
}

func newServer(cfg Config) (*server, error) {
	if cfg.SmallGroup < 1 {
		cfg.SmallGroup = 5
	}
	if cfg.Edits == "" {
		cfg.Edits = filepath.Join(cfg.Data, codebook.Name)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	around, err := frame.New(frame.Config{Addr: cfg.Addr, Lang: cfg.Lang, Token: cfg.Token, ReaderToken: cfg.ReaderToken,
		UserHeader: cfg.UserHeader, Analysts: cfg.Analysts, Rules: cfg.Rules, Provider: cfg.Provider, Cert: cfg.Cert, Key: cfg.Key, Log: cfg.Log},
		frame.Look{Templates: templateFiles, Assets: assetFiles, Helpers: pageHelpers})
	if err != nil {
		return nil, err
	}
	s := &server{Server: around, conf: cfg, shelf: newShelf(cfg), audit: newAudit(cfg.Data), publishing: new(publishing)}
	s.ways = sync.OnceValue(s.routes)
	return s, nil
}

// routes are the ways into the site, by pattern: see http.ServeMux.
type routes struct {
	*http.ServeMux
	patterns []string
}

// Handle adds a way in.
func (r *routes) Handle(pattern string, handler http.Handler) {
	r.patterns = append(r.patterns, pattern)
	r.ServeMux.Handle(pattern, handler)
}

// handler is the whole site.
func (s *server) handler() http.Handler { return s.Guard(s.ways()) }

func (s *server) routes() *routes {
	mux := &routes{ServeMux: http.NewServeMux()}
	mux.Handle("GET /assets/{name}", http.HandlerFunc(s.Asset))
	mux.Handle("GET /healthz", s.Plain(s.healthz))
	mux.Handle("GET /metrics", s.Plain(s.metrics))
	mux.Handle("GET /login", s.Plain(s.LoginPage))
	mux.Handle("POST /login", s.Plain(s.Login))
	mux.Handle("GET /login/oidc", s.Plain(s.Depart))
	mux.Handle("GET /login/oidc/svar", s.Plain(s.Return))
	mux.Handle("POST /logout", s.Plain(s.Logout))
	mux.Handle("GET /{$}", s.page(frame.Readers, s.overview))
	mux.Handle("GET /temaer", s.page(frame.Readers, s.themes))
	mux.Handle("GET /temaer/{id...}", s.page(frame.Readers, s.theme))
	mux.Handle("POST /temaer/{id...}", s.page(frame.Analysts, s.edit))
	mux.Handle("GET /soeg", s.page(frame.Leaders, s.search))
	mux.Handle("GET /opdelinger", http.RedirectHandler("/kontaktpunkter", http.StatusMovedPermanently))
	mux.Handle("GET /kontaktpunkter", s.page(frame.Readers, s.touchpoints))
	mux.Handle("GET /linser", s.page(frame.Readers, s.lensPage))
	mux.Handle("GET /udvikling", s.page(frame.Readers, s.change))
	mux.Handle("GET /opfoelgning", s.page(frame.Readers, s.follow))
	mux.Handle("GET /sammenlign", s.page(frame.Readers, s.against))
	mux.Handle("GET /rettelser", s.page(frame.Analysts, s.codebookPage))
	mux.Handle("GET /rettelser/fund", s.page(frame.Analysts, s.wordsFound))
	mux.Handle("POST /rettelser", s.page(frame.Analysts, s.decide))
	mux.Handle("GET /arbejdsliste", s.page(frame.Leaders, s.worklist))
	mux.Handle("POST /arbejdsliste", s.page(frame.Leaders, s.move))
	mux.Handle("GET /bedoem", s.page(frame.Analysts, s.judge))
	mux.Handle("POST /bedoem", s.page(frame.Analysts, s.keepJudgements))
	mux.Handle("GET /visninger", s.page(frame.Analysts, s.views))
	mux.Handle("POST /visninger", s.page(frame.Analysts, s.keepView))
	mux.Handle("GET /kommentar", s.page(frame.Leaders, s.comment))
	mux.Handle("GET /lignende", s.page(frame.Leaders, s.similar))
	mux.Handle("GET /eksport/side.xlsx", s.page(frame.Readers, s.exportPage))
	mux.Handle("GET /eksport/soegning.csv", s.page(frame.Leaders, s.exportSearch))
	mux.Handle("GET /eksport/soegning.parquet", s.page(frame.Leaders, s.exportParquet))
	s.api(mux)
	mux.Handle("/", s.page(frame.Readers, func(w http.ResponseWriter, r *request) error { return frame.ErrNotFound }))
	return mux
}

// A request is what a handler of a page is asked, and the edition to answer from.
type request struct {
	*frame.Visit
	*published // as the sender may see it
	audience   models.Audience
	smallGroup int
	sieve      sieve
}

// page answers with a page about what the address narrows it to.
func (s *server) page(who frame.Role, answer func(http.ResponseWriter, *request) error) http.Handler {
	return s.opened(who, s.asPinned, func(w http.ResponseWriter, r *request) error {
		if r.Method == http.MethodGet && r.plain(w) {
			return nil
		}
		if err := r.narrow(r.URL.Query()); err != nil {
			return err
		}
		if r.Method == http.MethodGet {
			if err := cmp.Or(r.refuseValues(r.URL.Query()), r.refusePeriods()); err != nil {
				return err
			}
		}
		return answer(w, r)
	})
}

// asPinned is the edition that the address of a page asks for, else the current one.
// An earlier one is for analysts: two editions withhold differently, and what one tells
// of a cut less what the other tells can be a group of one.
func (s *server) asPinned(v *frame.Visit) (*published, error) {
	id := v.URL.Query().Get(pinParam)
	if id == "" || v.Method != http.MethodGet {
		return s.asCurrent(v)
	}
	if v.Role >= frame.Analysts {
		return s.shelf.at(id)
	}
	p, err := s.asCurrent(v)
	if err == nil && p.edition.ID != id {
		p.put()
		return nil, errEarlier
	}
	return p, err
}

// asCurrent is the current edition.
func (s *server) asCurrent(*frame.Visit) (*published, error) {
	if p := s.shelf.take(); p != nil {
		return p, nil
	}
	if s.shelf.unopenable() {
		return nil, frame.ErrUnopened
	}
	return nil, frame.ErrNoEdition
}

// opened answers with what a reader may have of an edition.
func (s *server) opened(who frame.Role, open func(*frame.Visit) (*published, error), answer func(http.ResponseWriter, *request) error) http.Handler {
	return s.To(who, func(w http.ResponseWriter, v *frame.Visit) error {
		p, err := open(v)
		if err != nil {
			return err
		}
		defer p.put()
		v.Edition, v.When = p.edition.ID, p.edition.Manifest.Published
		audience := audienceOf(v.Who)
		return answer(w, &request{Visit: v, published: p.seenBy(audience).spokenIn(v.Lang), audience: audience, smallGroup: s.conf.SmallGroup})
	})
}

// show answers with a page.
func (s *server) show(w http.ResponseWriter, r *request, page string, title messages.Key, view any) error {
	return s.titled(w, r, page, r.Lang.Text(title), view)
}

// titled answers with a page whose title is no message.
func (s *server) titled(w http.ResponseWriter, r *request, page, title string, view any) error {
	f := s.Frame(r.Visit, "web_overview", view)
	f.Title, f.Carry = title, r.sieve.carry()
	if asked := r.URL.Query().Get(pinParam); asked != "" && r.Method == http.MethodGet {
		f.Pinned = asked
	} else {
		f.Stale = s.stale(r)
	}
	if !barless[page] {
		f.Bar = r.bar()
	}
	return s.Titled(w, r.Visit, page, f)
}

// stale says which edition is shown, and why not the newest; "" where it is the newest.
// What went wrong is for who may read all of it: it can name files.
func (s *server) stale(r *request) string {
	newest, behind := s.shelf.behind()
	if !behind {
		return ""
	}
	text := r.Lang.Text("web_stale", cmp.Or(newest.id, "?"), r.edition.ID, frame.DayText(r.Lang, r.edition.Manifest.Published))
	if r.edits() {
		text += " " + r.Lang.Text("web_stale_why", r.Lang.Error(newest.err))
	}
	return text
}

// barless are the pages and parts of pages that show no figure which filters could
// narrow, or have the filters beside what they find.
var barless = map[string]bool{"search": true, "search#found": true, "search#hits": true, "edit": true, "comment": true, "judge": true, "views": true, "lenses": true, "follow": true, "codebook": true}
