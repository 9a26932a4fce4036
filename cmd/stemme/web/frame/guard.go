package frame

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// A Role says what somebody may do.
type Role int

// The roles, each with what the ones before it may do.
const (
	Nobody   Role = iota // must log in
	Readers              // figures only
	Analysts             // reads comments, edits
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
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		select {
		case s.busy <- struct{}{}:
			defer func() { <-s.busy }()
		case <-r.Context().Done():
			return
		}
		sameSite.ServeHTTP(w, r)
	})
}

// knownHost keeps pages of other sites from reaching a server on loopback
// through a name of their own (DNS rebinding). Where a token or a proxy tells
// who asks, any name will do.
func (s *Server) knownHost(hostport string) bool {
	if s.cfg.Token != "" || s.cfg.ReaderToken != "" || s.cfg.UserHeader != "" {
		return true
	}
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	return isLoopback(strings.Trim(host, "[]"))
}

// sessionCookie holds who has logged in with a token: the role, and a mark that
// only who knows the token can make.
const sessionCookie = "stemme_session"

// WhoIs says what the sender of r may do, and the name for the audit log.
func (s *Server) WhoIs(r *http.Request) (Role, string) {
	cfg := &s.cfg
	if cfg.UserHeader != "" {
		user := r.Header.Get(cfg.UserHeader)
		switch {
		case user == "":
			return Nobody, ""
		case slices.Contains(cfg.Analysts, user):
			return Analysts, user
		}
		return Readers, user
	}
	if cfg.Token == "" && cfg.ReaderToken == "" {
		return Analysts, "local"
	}
	if given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return s.roleOf(given)
	}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return Nobody, ""
	}
	for _, known := range s.tokens() {
		if subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(sessionOf(known.token))) == 1 {
			return known.role, known.name
		}
	}
	return Nobody, ""
}

type token struct {
	token, name string
	role        Role
}

// tokens are those that let somebody in.
func (s *Server) tokens() []token {
	return slices.DeleteFunc([]token{{s.cfg.Token, "analyst", Analysts}, {s.cfg.ReaderToken, "reader", Readers}},
		func(t token) bool { return t.token == "" })
}

// roleOf is what a token lets its bearer do. The time it takes does not tell
// how much of the token is right.
func (s *Server) roleOf(given string) (Role, string) {
	for _, known := range s.tokens() {
		if subtle.ConstantTimeCompare([]byte(given), []byte(known.token)) == 1 {
			return known.role, known.name
		}
	}
	return Nobody, ""
}

// sessionOf is what the cookie of a token holds; the token cannot be had from
// it.
func sessionOf(token string) string {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("stemme session 1"))
	return hex.EncodeToString(mac.Sum(nil))
}

type loginView struct {
	Next  string
	Wrong bool
}

// LoginPage asks for a token.
func (s *Server) LoginPage(w http.ResponseWriter, r *Visit) error {
	return s.Show(w, r, "login", "web_login", loginView{Next: local(r.FormValue("next"))})
}

// Login takes a token and gives a cookie for it.
func (s *Server) Login(w http.ResponseWriter, r *Visit) error {
	given, next := r.PostFormValue("token"), local(r.PostFormValue("next"))
	if as, _ := s.roleOf(given); as == Nobody {
		w.WriteHeader(http.StatusUnauthorized)
		return s.Show(w, r, "login", "web_login", loginView{next, true})
	}
	http.SetCookie(w, &http.Cookie{
		Name: sessionCookie, Value: sessionOf(given), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https",
	})
	http.Redirect(w, r.Request, next, http.StatusSeeOther)
	return nil
}

// Logout takes the cookie back.
func (s *Server) Logout(w http.ResponseWriter, r *Visit) error {
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
