package frame

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"stemme/pipeline/messages"
)

// A Provider is where people log in by OpenID Connect, with the code flow and PKCE.
type Provider struct {
	Issuer   string
	ClientID string
	Secret   string
	URL      string   // of the pages, as browsers see them
	Scopes   []string // beside openid
	Name     string   // claim that names the user; preferred_username where it is empty
}

// Where a login at the provider begins and ends.
const (
	providerStart  = "/login/oidc"
	providerAnswer = "/login/oidc/svar"
)

// Bounds of a login at the provider.
const (
	loginLasts      = 10 * time.Minute
	providerTimeout = 10 * time.Second // of one question to it
)

// check holds the provider's settings against what is safe.
func (p *Provider) check() error {
	for _, address := range []string{p.Issuer, p.URL} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
			return messages.Errorf("web_provider_url", address)
		}
	}
	if p.ClientID == "" || p.Secret == "" {
		return messages.Errorf("web_provider_client")
	}
	return nil
}

// A door is a provider at work.
type door struct {
	Provider
	sealer cipher.AEAD // of what a browser keeps while it is away at the provider
	client *http.Client

	mu    sync.Mutex
	found *oidc.Provider // nil until it has answered once
}

func newDoor(p Provider) (*door, error) {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	return &door{Provider: p, sealer: sealer, client: &http.Client{Timeout: providerTimeout}}, err
}

// at is the provider as it describes itself: asked when it is first needed, so that
// the pages can be served before it is there.
func (d *door) at(ctx context.Context) (*oidc.Provider, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.found != nil {
		return d.found, nil
	}
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, d.client), d.Issuer)
	if err == nil {
		d.found = found
	}
	return found, err
}

func (d *door) oauth(at *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: d.ClientID, ClientSecret: d.Secret, Endpoint: at.Endpoint(),
		RedirectURL: strings.TrimSuffix(d.URL, "/") + providerAnswer, Scopes: append([]string{oidc.ScopeOpenID}, d.Scopes...)}
}

// A leave is what a browser keeps, sealed, while its user logs in elsewhere.
type leave struct {
	State, Nonce, Verifier, Next string
	Until                        time.Time
}

// leaveCookie holds it. It comes back from another site, so that it cannot be strict.
const leaveCookie = "stemme_login"

func (d *door) seal(l leave) (string, error) {
	text, err := json.Marshal(l)
	return base64.RawURLEncoding.EncodeToString(d.sealer.Seal(nil, nil, text, nil)), err
}

// open is what was sealed; false where that was not by us, or too long ago.
func (d *door) open(value string) (l leave, ok bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return l, false
	}
	text, err := d.sealer.Open(nil, nil, sealed, nil)
	return l, err == nil && json.Unmarshal(text, &l) == nil && time.Now().Before(l.Until)
}

// Depart leads to the provider to log in.
func (s *Server) Depart(w http.ResponseWriter, r *Visit) error {
	if s.door == nil {
		return ErrNotFound
	}
	at, err := s.door.at(r.Context())
	if err != nil {
		s.log.Error("login: the provider does not answer", "err", err)
		return errProvider
	}
	l := leave{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: local(r.FormValue("next")), Until: time.Now().Add(loginLasts)}
	sealed, err := s.door.seal(l)
	if err != nil {
		return err
	}
	s.leaveCookie(w, sealed, int(loginLasts.Seconds()))
	to := s.door.oauth(at).AuthCodeURL(l.State, oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier))
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}

func (s *Server) leaveCookie(w http.ResponseWriter, value string, age int) {
	http.SetCookie(w, &http.Cookie{Name: leaveCookie, Value: value, Path: providerStart, MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(s.door.URL, "https:")})
}

// errNonce says that a token was made for another login.
var errNonce = errors.New("the token is of another login")

// withoutBody is an error of the token's exchange without what the provider wrote.
func withoutBody(err error) error {
	if told := new(oauth2.RetrieveError); errors.As(err, &told) {
		return errors.New("the code is refused: " + told.ErrorCode)
	}
	return err
}

// What the provider's answer can lack.
var (
	errProvider = Fault{http.StatusBadGateway, "web_provider_away"}
	errLogin    = Fault{http.StatusForbidden, "web_login_failed"}
	errStranger = Fault{http.StatusForbidden, "web_login_stranger"}
	errTries    = Fault{http.StatusTooManyRequests, "web_login_tries"}
)

// Return takes the provider's answer, and lets its user in who fits a rule.
func (s *Server) Return(w http.ResponseWriter, r *Visit) error {
	if s.door == nil {
		return ErrNotFound
	}
	from := addressOf(r.Request)
	who, next, err := s.arrived(r)
	s.leaveCookie(w, "", -1)
	s.log.Info("login", "address", from, "user", who.User, "let_in", err == nil)
	if err != nil {
		return err
	}
	s.letIn(w, r, who)
	f := s.Frame(r, "web_logged_in", loginView{Next: next, Done: true})
	f.Onward = next
	return s.Titled(w, r, "login", f)
}

// arrived checks the provider's answer: that it is to the question of this browser,
// signed for us, and fresh. The provider is not asked for an address whose answers it
// has refused too often.
func (s *Server) arrived(r *Visit) (who Who, next string, err error) {
	kept, err := r.Cookie(leaveCookie)
	if err != nil {
		return who, "", errLogin
	}
	l, ok := s.door.open(kept.Value)
	answer := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(l.State), []byte(answer.Get("state"))) != 1 || answer.Get("code") == "" ||
		answer.Has("iss") && answer.Get("iss") != s.door.Issuer {
		return who, "", errLogin
	}
	from := addressOf(r.Request)
	if !s.sessions.mayTry(from, time.Now()) {
		return who, "", errTries
	}
	claims, err := s.door.claims(r.Context(), l, answer.Get("code"))
	if err != nil {
		s.sessions.failed(from, time.Now())
		s.log.Warn("login: the provider's answer is refused", "err", err)
		return who, "", errLogin
	}
	name := s.door.nameIn(claims)
	who, fits := whoFits(s.cfg.Rules, name, claims)
	if !fits || name == "" {
		return Who{User: name}, "", errStranger
	}
	return who, l.Next, nil
}

// claims exchanges a code for what the provider says of its user.
func (d *door) claims(ctx context.Context, l leave, code string) (claims map[string]any, err error) {
	at, err := d.at(ctx)
	if err != nil {
		return nil, err
	}
	ctx = oidc.ClientContext(ctx, d.client)
	token, err := d.oauth(at).Exchange(ctx, code, oauth2.VerifierOption(l.Verifier))
	if err != nil {
		return nil, withoutBody(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := at.Verifier(&oidc.Config{ClientID: d.ClientID}).Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(l.Nonce)) != 1 {
		return nil, errNonce
	}
	return claims, id.Claims(&claims)
}

// nameIn is the user's name; "" for none, and for an address that the provider knows
// to be unconfirmed.
func (d *door) nameIn(claims map[string]any) string {
	of := d.Name
	if of == "" {
		of = "preferred_username"
	}
	if confirmed, said := claims["email_verified"].(bool); of == "email" && said && !confirmed {
		return ""
	}
	name, _ := claims[of].(string)
	return strings.TrimSpace(name)
}
