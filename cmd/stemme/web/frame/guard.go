package frame

import (
	"bytes"
	"crypto/subtle"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// Policy lets a page load nothing but what comes from this server, and be shown
// in no frame.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Guard is what every request passes: known host, same site for what changes
// something, bounded size, bounded number, headers that tell browsers to be
// strict.
func (s *Server) Guard(next http.Handler) http.Handler {
	sameSite := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !s.knownHost(r.Host) {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		if !s.ownForm(r) {
			http.Error(w, "from another site", http.StatusForbidden)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)) // before a place is taken: a slow sender holds nobody up
		if err != nil {
			http.Error(w, "the request cannot be read", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if !costless(r.URL.Path) && s.guesses(r) {
			http.Error(w, "too many wrong tokens", http.StatusTooManyRequests)
			return
		}
		s.places.serve(w, r, s.WhoIs(r).User+" "+addressOf(r), sameSite) // one token may be many people's
	})
}

// ownForm says whether a request that may change something comes from a page of
// this site: it must have an Origin, which is this site, or which the browser says
// is, where a proxy calls it otherwise. A program that shows a token needs none, since
// no browser sends that by itself.
func (s *Server) ownForm(r *http.Request) bool {
	switch {
	case r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions:
		return true
	case strings.HasPrefix(r.Header.Get("Authorization"), "Bearer "):
		return true
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && origin.Host != "" && (strings.EqualFold(origin.Host, r.Host) || r.Header.Get("Sec-Fetch-Site") == "same-origin")
}

// knownHost keeps pages of other sites from reaching a server on loopback
// through a name of their own (DNS rebinding). Where a token or a proxy tells
// who asks, any name will do.
func (s *Server) knownHost(hostport string) bool {
	if s.closed() {
		return true
	}
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	return isLoopback(strings.Trim(host, "[]"))
}

// sessionCookie holds the number of a session, which only the server can tell
// anything from.
const sessionCookie = "stemme_session"

// WhoIs says who the sender of r is, and what they may do.
func (s *Server) WhoIs(r *http.Request) Who {
	cfg := &s.cfg
	if cfg.UserHeader != "" {
		return s.proxied(r.Header.Get(cfg.UserHeader))
	}
	if !s.closed() {
		return Who{Role: Analysts, User: "local"}
	}
	if given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return s.whoseToken(given)
	}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return Who{}
	}
	return s.sessions.whose(cookie.Value)
}

// proxied is the user that a trusted proxy names: a reader, unless something else is
// said of them.
func (s *Server) proxied(user string) Who {
	if user == "" {
		return Who{}
	}
	if slices.Contains(s.cfg.Analysts, user) {
		return Who{Role: Analysts, User: user}
	}
	if who, fits := whoFits(s.cfg.Rules, user, nil); fits {
		return who
	}
	return Who{Role: Readers, User: user}
}

// closed says whether people must tell who they are.
func (s *Server) closed() bool { return s.cfg.closed() }

func (cfg *Config) closed() bool {
	return cfg.Token != "" || cfg.ReaderToken != "" || cfg.UserHeader != "" || cfg.Provider != nil
}

type token struct {
	token string
	who   Who
}

// tokens are those that let somebody in.
func (s *Server) tokens() []token {
	return slices.DeleteFunc([]token{{s.cfg.Token, Who{Role: Analysts, User: "analyst"}}, {s.cfg.ReaderToken, Who{Role: Readers, User: "reader"}}},
		func(t token) bool { return t.token == "" })
}

// whoseToken is who a token lets in. The time it takes does not tell how much of the
// token is right.
func (s *Server) whoseToken(given string) Who {
	for _, known := range s.tokens() {
		if subtle.ConstantTimeCompare([]byte(given), []byte(known.token)) == 1 {
			return known.who
		}
	}
	return Who{}
}

// guesses says whether a request shows a wrong token, from an address that has shown
// too many. A right one is let in from wherever.
func (s *Server) guesses(r *http.Request) bool {
	given, shown := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !shown || s.cfg.UserHeader != "" || !s.closed() || s.whoseToken(given).Role != Nobody {
		return false
	}
	from := addressOf(r)
	if !s.sessions.mayTry(from, time.Now()) {
		return true
	}
	s.sessions.failed(from, time.Now())
	return false
}

type loginView struct {
	Next     string
	Wrong    bool   // the token
	Tokens   bool   // can be given
	Provider string // address to log in at it; "" for none
	Done     bool   // logged in: on to Next, by a step of this site's own, which the session's cookie goes along with
}

// loginAt is the page to log in on the way to next.
func (s *Server) loginAt(next string, wrong bool) loginView {
	v := loginView{Next: next, Wrong: wrong, Tokens: len(s.tokens()) > 0}
	if s.door != nil {
		v.Provider = providerStart + "?next=" + url.QueryEscape(next)
	}
	return v
}

// LoginPage asks for a token.
func (s *Server) LoginPage(w http.ResponseWriter, r *Visit) error {
	return s.Show(w, r, "login", "web_login", s.loginAt(local(r.FormValue("next")), false))
}

// Login takes a token and gives a cookie for it. A right one is let in whatever came
// from its address before: many people may be behind one.
func (s *Server) Login(w http.ResponseWriter, r *Visit) error {
	given, next := r.PostFormValue("token"), local(r.PostFormValue("next"))
	from := addressOf(r.Request)
	who := s.whoseToken(given)
	if who.Role == Nobody && !s.sessions.mayTry(from, time.Now()) {
		w.WriteHeader(http.StatusTooManyRequests)
		return s.Show(w, r, "login", "web_login", s.loginAt(next, true))
	}
	s.log.Info("login", "address", from, "user", who.User, "let_in", who.Role != Nobody)
	if who.Role == Nobody {
		s.sessions.failed(from, time.Now())
		w.WriteHeader(http.StatusUnauthorized)
		return s.Show(w, r, "login", "web_login", s.loginAt(next, true))
	}
	s.letIn(w, r, who)
	http.Redirect(w, r.Request, next, http.StatusSeeOther)
	return nil
}

// letIn begins a session and gives its cookie.
func (s *Server) letIn(w http.ResponseWriter, r *Visit, who Who) {
	http.SetCookie(w, &http.Cookie{
		Name: sessionCookie, Value: s.sessions.begin(who, time.Now()), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: encrypted(r.Request),
	})
}

// encrypted says whether the caller's side of the connection is: by TLS of our own,
// or, as it says, of a proxy.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// Logout ends the session: a copy of its cookie is worth nothing from then on.
func (s *Server) Logout(w http.ResponseWriter, r *Visit) error {
	if cookie, err := r.Cookie(sessionCookie); err == nil {
		s.sessions.end(cookie.Value)
		s.log.Info("logout", "address", addressOf(r.Request))
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1})
	http.Redirect(w, r.Request, "/login", http.StatusSeeOther)
	return nil
}

// local is next if it is a path of this site, else the front page.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}

// langCookie remembers the language that was asked for by ?lang=.
const langCookie = "stemme_lang"

// langOf is the language to answer in: asked for, remembered, or the server's.
func (s *Server) langOf(w http.ResponseWriter, r *http.Request) messages.Lang {
	if asked := r.URL.Query().Get("lang"); asked != "" {
		if lang, err := messages.ParseLang(asked); err == nil {
			http.SetCookie(w, &http.Cookie{Name: langCookie, Value: asked, Path: "/", MaxAge: 365 * 24 * 3600,
				HttpOnly: true, SameSite: http.SameSiteLaxMode})
			return lang
		}
	}
	if c, err := r.Cookie(langCookie); err == nil {
		if lang, err := messages.ParseLang(c.Value); err == nil {
			return lang
		}
	}
	return s.cfg.Lang
}
