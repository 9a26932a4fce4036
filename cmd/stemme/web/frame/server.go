// Package frame is what every page of the site stands in: the server and its
// bounds, the guard that says who may come in, and the rendering of templates. It
// knows no page.
package frame

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"time"

	"stemme/models/parallel"
	"stemme/pipeline/messages"
)

// A Config says where to listen and who may come in.
type Config struct {
	Addr        string // host:port to listen on; a port alone means loopback
	Lang        messages.Lang
	Token       string    // an analyst's
	ReaderToken string    // a reader's
	UserHeader  string    // header that a trusted proxy puts the user's name in
	Analysts    []string  // names that UserHeader may hold of analysts
	Rules       []Rule    // of the others, and of who logs in at Provider, the first that fits; of UserHeader, those whom none fits are readers
	Provider    *Provider // where people log in; nil for nowhere
	Cert, Key   string    // files of the certificate to speak TLS with; "" for plain HTTP
	Log         *slog.Logger
}

// How the server keeps a single caller from holding it up.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 15 * time.Second
	writeTimeout    = 2 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 10 * time.Second
	answerTimeout   = 20 * time.Second // of one page or answer
	maxHeader       = 32 << 10
	maxBody         = 64 << 10

	// memoryLimit is what the collector aims to stay under unless GOMEMLIMIT says
	// otherwise: an export of everything leaves several times as much behind as it
	// holds at once. What is really held may exceed it.
	memoryLimit = 320 << 20 // bytes; the index's files are mapped beside it
)

// A Server is what every page stands in: who may come in, in which language
// they are answered, in how much time, and what a page has around it.
type Server struct {
	cfg    Config
	addr   string
	log    *slog.Logger
	pages  [2]*pages // by messages.Lang
	assets *assets
	places *places

	sessions *sessions
	door     *door        // nil for no provider
	cert     *certificate // nil for plain HTTP
}

// New makes a server. An address that is not loopback without a way to tell
// who asks is a messages.Error.
func New(cfg Config, look Look) (*Server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	addr, err := address(cfg)
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, addr: addr, log: cfg.Log, places: newPlaces(), sessions: newSessions()}
	if cfg.Provider != nil {
		if s.door, err = newDoor(*cfg.Provider); err != nil {
			return nil, err
		}
	}
	if cfg.Cert != "" || cfg.Key != "" {
		if s.cert, err = readCertificate(cfg.Cert, cfg.Key, cfg.Log); err != nil {
			return nil, err
		}
	}
	if s.assets, err = readAssets(look.Assets); err != nil {
		return nil, err
	}
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		if s.pages[lang], err = parsePages(lang, look, s.assets); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Listen answers with handler until ctx ends; then it lets requests under way
// finish. ready, which may be nil, is told the address.
func (s *Server) Listen(ctx context.Context, handler http.Handler, ready func(url string)) error {
	if os.Getenv("GOMEMLIMIT") == "" {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(memoryLimit))
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.addr)
	if err != nil {
		return messages.Wrap(unwrapNet(err), "web_listen", s.addr)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	scheme := "http"
	if s.cert != nil {
		scheme = "https"
		server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: s.cert.current}
		go func() { done <- server.ServeTLS(listener, "", "") }()
	} else {
		go func() { done <- server.Serve(listener) }()
	}
	if ready != nil {
		ready(scheme + "://" + listener.Addr().String() + "/")
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
	if cfg.Provider != nil {
		if cfg.UserHeader != "" {
			return "", messages.Errorf("web_two_doors")
		}
		if err := cfg.Provider.check(); err != nil {
			return "", err
		}
	}
	if !cfg.closed() && !isLoopback(host) {
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

// A Visit is what a handler is asked: by whom, in which language.
type Visit struct {
	*http.Request
	Lang messages.Lang
	Who
	Edition string    // that the answer is of; "" for none
	When    time.Time // when it was published
}

// To answers those who may do as much as who; others are led to log in, or told
// that they may not.
func (s *Server) To(who Role, answer func(http.ResponseWriter, *Visit) error) http.Handler {
	return s.Plain(func(w http.ResponseWriter, r *Visit) error {
		switch {
		case r.Role == Nobody:
			http.Redirect(w, r.Request, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return nil
		case r.Role < who:
			return ErrForbidden
		}
		return answer(w, r)
	})
}

// Plain answers whoever asks.
func (s *Server) Plain(answer func(http.ResponseWriter, *Visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		ctx, cancel := context.WithTimeout(hr.Context(), answerTimeout)
		defer cancel()
		r := &Visit{Request: hr.WithContext(ctx), Lang: s.langOf(w, hr)}
		r.Who = s.WhoIs(hr)
		if err := parallel.Caught(func() error { return answer(w, r) }); err != nil {
			s.fail(w, r, err)
		}
	})
}

// A Fault is an answer other than 200.
type Fault struct {
	Status int
	Key    messages.Key
}

func (f Fault) Error() string { return fmt.Sprintf("%d %s", f.Status, f.Key) }

// The faults that pages answer with.
var (
	ErrNotFound  = Fault{http.StatusNotFound, "web_not_found"}
	ErrForbidden = Fault{http.StatusForbidden, "web_forbidden"}
	ErrNoEdition = Fault{http.StatusServiceUnavailable, "web_no_edition"}
	ErrUnopened  = Fault{http.StatusServiceUnavailable, "web_unopened"}
	ErrBadInput  = Fault{http.StatusBadRequest, "web_bad_input"}
)

// fail shows what went wrong: the reader's own faults in words, ours by a line
// in the log.
func (s *Server) fail(w http.ResponseWriter, r *Visit, err error) {
	f := Fault{http.StatusInternalServerError, "web_failed"}
	text := ""
	var told *messages.Error
	var met *parallel.Panic
	switch {
	case errors.As(err, &met):
		s.log.Error("request met a fault of the program", "path", r.URL.Path, "fault", met.Error(), "stack", string(met.Stack))
	case errors.As(err, &f):
	case errors.As(err, &told):
		f.Status, text = http.StatusBadRequest, r.Lang.Error(told)
	case errors.Is(err, context.DeadlineExceeded):
		f = Fault{http.StatusServiceUnavailable, "web_too_slow"}
	case errors.Is(err, context.Canceled):
		return // nobody is there any more
	default:
		s.log.Error("request failed", "path", r.URL.Path, "err", err)
	}
	if text == "" {
		text = r.Lang.Text(f.Key)
	}
	if isAPI(r.URL.Path) {
		WriteJSONError(w, f.Status, text)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(f.Status)
	page := s.Frame(r, "web_fault_title", faultView{text})
	page.Fault = true
	s.pages[r.Lang].write(w, "fault", page)
}

type faultView struct{ Text string }
