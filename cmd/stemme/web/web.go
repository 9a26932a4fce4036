// Package web is the analysts' pages and the JSON interface behind them: a
// server over the published editions that changes nothing but the analysts' own
// edits, needs no other host and no build step, and works without JavaScript.
//
// A request is answered from one edition from beginning to end. When the night
// publishes a new one, requests under way finish on the old one, which is then
// closed; nobody restarts anything.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// A Config says where the editions are and who may read them.
type Config struct {
	Data string // data folder, as of stemme run
	Addr string // host:port to listen on; a port alone means loopback
	Lang messages.Lang

	Edits string // the codebook's file, which edits are added to; edits.yaml in Data where it is empty

	// Who may come in. On a loopback address all three may be empty: whoever has
	// an account on the machine is then an analyst.
	Token       string   // an analyst's: reads comments, edits
	ReaderToken string   // a reader's: figures only
	UserHeader  string   // header that a trusted proxy puts the user's name in, such as X-Remote-User
	Analysts    []string // names that UserHeader may hold of analysts; all others are readers

	SmallGroup int          // figures of fewer responses are withheld; 0 is 5
	Log        *slog.Logger // nil for none; never holds comment text
	Ready      func(url string)
}

// How the server keeps a single caller from holding it up.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 15 * time.Second
	writeTimeout    = 2 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 10 * time.Second
	answerTimeout   = 20 * time.Second // of one page or answer
	pollEvery       = 2 * time.Second  // for a new edition
	maxHeader       = 32 << 10
	maxBody         = 64 << 10
	maxAtWork       = 64 // requests; more wait for a free place

	// memoryLimit is what the collector aims to stay under unless GOMEMLIMIT says
	// otherwise: an export of everything leaves several times as much behind as it
	// holds at once. What is really held may exceed it.
	memoryLimit = 320 << 20 // bytes; the index's files are mapped beside it
)

// Serve answers until ctx ends; then it lets requests under way finish. An
// address that is not loopback without a way to tell who asks is a
// messages.Error.
func Serve(ctx context.Context, cfg Config) error {
	if os.Getenv("GOMEMLIMIT") == "" {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(memoryLimit))
	}
	s, err := newServer(cfg)
	if err != nil {
		return err
	}
	defer s.shelf.close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return messages.Wrap(unwrapNet(err), "web_listen", s.addr)
	}
	server := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	var watching sync.WaitGroup
	watched, enough := context.WithCancel(ctx)
	defer watching.Wait()
	defer enough()
	watching.Go(func() { s.shelf.watch(watched, pollEvery) })
	if cfg.Ready != nil {
		cfg.Ready("http://" + listener.Addr().String() + "/")
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	return server.Shutdown(stop)
}

// A server is what the handlers share.
type server struct {
	cfg   Config
	addr  string
	log   *slog.Logger
	shelf *shelf
	pages [2]*pages // by messages.Lang
	busy  chan struct{}
	audit *audit
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
	addr, err := address(cfg)
	if err != nil {
		return nil, err
	}
	s := &server{cfg: cfg, addr: addr, log: cfg.Log, busy: make(chan struct{}, maxAtWork), audit: newAudit(cfg.Data)}
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		if s.pages[lang], err = parsePages(lang); err != nil {
			return nil, err
		}
	}
	s.shelf = newShelf(cfg.Data, s.log)
	return s, nil
}

// address checks where cfg wants to listen against who it lets in.
func address(cfg Config) (string, error) {
	host, port, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		if host, port, err = net.SplitHostPort(":" + cfg.Addr); err != nil {
			return "", messages.Errorf("web_addr", cfg.Addr)
		}
	}
	if host == "" {
		host = "127.0.0.1"
	}
	open := cfg.Token == "" && cfg.ReaderToken == "" && cfg.UserHeader == ""
	if open && !isLoopback(host) {
		return "", messages.Errorf("web_open", cfg.Addr)
	}
	for _, token := range []string{cfg.Token, cfg.ReaderToken} {
		if token != "" && len(token) < minToken {
			return "", messages.Errorf("web_token_short", minToken)
		}
	}
	return net.JoinHostPort(host, port), nil
}

// minToken is the fewest characters of a token: enough that nobody tries them
// all.
const minToken = 16

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// unwrapNet is the system's reason without the address, which the message
// around it already names.
func unwrapNet(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// handler is the whole site.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /assets/{name}", http.HandlerFunc(serveAsset))
	mux.Handle("GET /login", s.plain(s.loginPage))
	mux.Handle("POST /login", s.plain(s.login))
	mux.Handle("POST /logout", s.plain(s.logout))
	mux.Handle("GET /{$}", s.page(readers, s.overview))
	mux.Handle("GET /temaer", s.page(readers, s.themes))
	mux.Handle("GET /temaer/{id...}", s.page(readers, s.theme))
	mux.Handle("POST /temaer/{id...}", s.page(analysts, s.edit))
	mux.Handle("GET /soeg", s.page(analysts, s.search))
	mux.Handle("GET /kontaktpunkter", s.page(readers, s.touchpoints))
	mux.Handle("GET /udvikling", s.page(readers, s.change))
	mux.Handle("GET /lignende", s.page(analysts, s.similar))
	mux.Handle("GET /eksport/soegning.csv", s.page(analysts, s.exportSearch))
	mux.Handle("GET /eksport/soegning.parquet", s.page(analysts, s.exportParquet))
	s.api(mux)
	mux.Handle("/", s.page(readers, func(w http.ResponseWriter, r *request) error { return errNotFound }))
	return s.guard(mux)
}

// A request is what a handler is asked: by whom, in which language, of which
// edition.
type request struct {
	*http.Request
	lang messages.Lang
	role role
	user string
	*published
}

// page answers with what a reader may have of the current edition.
func (s *server) page(who role, answer func(http.ResponseWriter, *request) error) http.Handler {
	return s.plain(func(w http.ResponseWriter, r *request) error {
		switch {
		case r.role == nobody:
			http.Redirect(w, r.Request, "/login?next="+escapeQuery(r.URL.RequestURI()), http.StatusSeeOther)
			return nil
		case r.role < who:
			return errForbidden
		}
		p := s.shelf.take()
		if p == nil {
			return errNoEdition
		}
		defer p.put()
		r.published = p
		return answer(w, r)
	})
}

// plain answers what needs no edition.
func (s *server) plain(answer func(http.ResponseWriter, *request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		ctx, cancel := context.WithTimeout(hr.Context(), answerTimeout)
		defer cancel()
		r := &request{Request: hr.WithContext(ctx), lang: s.langOf(w, hr)}
		r.role, r.user = s.whoIs(hr)
		if err := answer(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// A fault is an answer other than 200.
type fault struct {
	status int
	key    messages.Key
}

func (f fault) Error() string { return fmt.Sprintf("%d %s", f.status, f.key) }

var (
	errNotFound  = fault{http.StatusNotFound, "web_not_found"}
	errForbidden = fault{http.StatusForbidden, "web_forbidden"}
	errNoEdition = fault{http.StatusServiceUnavailable, "web_no_edition"}
	errBadInput  = fault{http.StatusBadRequest, "web_bad_input"}
)

// fail shows what went wrong: the reader's own faults in words, ours by a line
// in the log.
func (s *server) fail(w http.ResponseWriter, r *request, err error) {
	f := fault{http.StatusInternalServerError, "web_failed"}
	text := ""
	var told *messages.Error
	switch {
	case errors.As(err, &f):
	case errors.As(err, &told):
		f.status, text = http.StatusBadRequest, r.lang.Error(told)
	case errors.Is(err, context.DeadlineExceeded):
		f = fault{http.StatusServiceUnavailable, "web_too_slow"}
	case errors.Is(err, context.Canceled):
		return // nobody is there any more
	default:
		s.log.Error("request failed", "path", r.URL.Path, "err", err)
	}
	if text == "" {
		text = r.lang.Text(f.key)
	}
	if isAPI(r.URL.Path) {
		writeJSONError(w, f.status, text)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(f.status)
	s.pages[r.lang].write(w, "fault", s.frame(r, "web_fault_title", faultView{text}))
}

type faultView struct{ Text string }
