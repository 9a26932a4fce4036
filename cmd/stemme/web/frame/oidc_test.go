package frame

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// An identity is an OpenID Connect provider: it lets one user in, for a client with a
// secret, by the code flow with PKCE, and signs what it says. Spoil changes the claims
// or the key of a token.
type identity struct {
	*httptest.Server
	key, other *rsa.PrivateKey
	claims     map[string]any
	spoil      func(claims map[string]any) (signer *rsa.PrivateKey, algorithm jose.SignatureAlgorithm)

	mu    sync.Mutex
	asked map[string]url.Values // by code
	count int                   // of tokens given
}

const clientSecret = "en-hemmelighed-kun-serveren-kender"

// keys are made once: that takes long.
var keys = sync.OnceValue(func() (two [2]*rsa.PrivateKey) {
	for i := range two {
		two[i], _ = rsa.GenerateKey(rand.Reader, 2048)
	}
	return two
})

func newIdentity(t *testing.T) *identity {
	p := &identity{key: keys()[0], other: keys()[1], asked: map[string]url.Values{}, claims: map[string]any{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}, "response_types_supported": []string{"code"},
			"code_challenge_methods_supported": []string{"S256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &p.key.PublicKey, KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// authorize logs the user in and sends the browser back with a code.
func (p *identity) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("response_type") != "code" || q.Get("client_id") != "stemme" || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("state") == "" ||
		!strings.Contains(q.Get("scope"), "openid") {
		http.Error(w, "what was asked is not what a client asks", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.mu.Lock()
	p.asked[code] = q
	p.mu.Unlock()
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), http.StatusFound)
}

// token takes a code once.
func (p *identity) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	code := r.FormValue("code")
	asked, ok := p.asked[code]
	delete(p.asked, code)
	id, secret, _ := r.BasicAuth()
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if !ok || id != "stemme" || secret != clientSecret || asked.Get("redirect_uri") != r.FormValue("redirect_uri") ||
		asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(challenge[:]) {
		w.WriteHeader(http.StatusBadRequest)
		w.Write([]byte(`{"error":"invalid_grant","error_description":"hemmeligt"}`))
		return
	}
	claims := map[string]any{"iss": p.URL, "aud": "stemme", "sub": "1234", "nonce": asked.Get("nonce"), "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix()}
	for name, value := range p.claims {
		claims[name] = value
	}
	signer, algorithm := p.key, jose.RS256
	if p.spoil != nil {
		signer, algorithm = p.spoil(claims)
	}
	var key any = signer
	if algorithm == jose.HS256 {
		key = []byte(clientSecret)
	}
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, (&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", "k1"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	raw, err := jwt.Signed(s).Claims(claims).Serialize()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	p.count++
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": raw, "expires_in": 60})
}

// bare are templates that show who a page is for.
var bare = Look{Templates: fstest.MapFS{
	"templates/_frame.html": {Data: []byte(`{{define "frame"}}{{with .Onward}}onward {{.}}{{end}}{{template "main" .}}{{end}}`)},
	"templates/login.html":  {Data: []byte(`{{define "main"}}login {{.View.Provider}}{{end}}`)},
	"templates/fault.html":  {Data: []byte(`{{define "main"}}fault {{.View.Text}}{{end}}`)},
}, Assets: fstest.MapFS{}, Helpers: noHelpers}

// entered is a site behind the provider, and a browser that follows where it is led.
func entered(t *testing.T, p *identity, rules ...Rule) (*httptest.Server, *http.Client) {
	t.Helper()
	var handler http.Handler
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(site.Close)
	s, err := New(Config{Addr: "127.0.0.1:0", Rules: rules, Provider: &Provider{Issuer: p.URL, ClientID: "stemme", Secret: clientSecret, URL: site.URL, Scopes: []string{"groups"}}}, bare)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /login", s.Plain(s.LoginPage))
	mux.Handle("GET "+providerStart, s.Plain(s.Depart))
	mux.Handle("GET "+providerAnswer, s.Plain(s.Return))
	mux.Handle("POST /logout", s.Plain(s.Logout))
	mux.Handle("GET /", s.To(Readers, func(w http.ResponseWriter, r *Visit) error {
		return json.NewEncoder(w).Encode(r.Who)
	}))
	handler = s.Guard(mux)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return site, &http.Client{Jar: jar}
}

// ask is the status and text of an address.
func ask(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	r, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text := make([]byte, 4096)
	n, _ := r.Body.Read(text)
	return r.StatusCode, string(text[:n])
}

// TestProviderRoles: who logs in at the provider gets the role, and the unit, that the
// first rule that fits says, and nobody else gets in.
func TestProviderRoles(t *testing.T) {
	p := newIdentity(t)
	rules := []Rule{{Claim: "groups", Has: "nps-analyse", Role: Analysts}, {User: "vips", Role: Analysts}, {Claim: "groups", Has: "leder-aarhus", Role: Leaders, Unit: "Region Nord/Aarhus"},
		{Claim: "afdeling", Role: Leaders}, {Claim: "groups", Has: "ansatte", Role: Readers}}
	for name, c := range map[string]struct {
		claims map[string]any
		want   Who
	}{
		"analyst":           {map[string]any{"preferred_username": "anna", "groups": []string{"ansatte", "nps-analyse"}}, Who{Analysts, "anna", ""}},
		"by name":           {map[string]any{"preferred_username": "vips"}, Who{Analysts, "vips", ""}},
		"leader of a group": {map[string]any{"preferred_username": "bo", "groups": []string{"leder-aarhus", "ansatte"}}, Who{Leaders, "bo", "Region Nord/Aarhus"}},
		"leader by claim":   {map[string]any{"preferred_username": "eva", "afdeling": "Region Syd/Odense"}, Who{Leaders, "eva", "Region Syd/Odense"}},
		"of two units":      {map[string]any{"preferred_username": "ib", "afdeling": []string{"Region Syd", "Region Nord"}, "groups": "ansatte"}, Who{Readers, "ib", ""}},
		"of no unit":        {map[string]any{"preferred_username": "ida", "afdeling": ""}, Who{}},
		"reader":            {map[string]any{"preferred_username": "per", "groups": "ansatte"}, Who{Readers, "per", ""}},
		"no rule":           {map[string]any{"preferred_username": "fremmed", "groups": []string{"gæster"}}, Who{}},
		"no name":           {map[string]any{"groups": []string{"nps-analyse"}}, Who{}},
		"odd groups":        {map[string]any{"preferred_username": "x", "groups": map[string]any{"nps-analyse": true}}, Who{}},
	} {
		p.claims = c.claims
		site, browser := entered(t, p, rules...)
		status, text := ask(t, browser, site.URL+providerStart+"?next=/temaer")
		if in := c.want.Role != Nobody; (status == 200 && strings.HasPrefix(text, "onward /temaer")) != in {
			t.Errorf("%s: %d %s", name, status, text)
		}
		_, text = ask(t, browser, site.URL+"/")
		var who Who
		if json.Unmarshal([]byte(text), &who); who != c.want {
			t.Errorf("%s: %+v, want %+v", name, who, c.want)
		}
	}
}

// TestProviderIsChecked: an answer that is not signed by the provider for this client,
// this browser and this attempt, now, lets nobody in.
func TestProviderIsChecked(t *testing.T) {
	p := newIdentity(t)
	p.claims = map[string]any{"preferred_username": "anna"}
	claim := func(name string, value any) func(map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm) {
		return func(c map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm) {
			c[name] = value
			return p.key, jose.RS256
		}
	}
	for name, spoil := range map[string]func(map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm){
		"nothing":      nil,
		"nonce":        claim("nonce", "en-anden"),
		"no nonce":     claim("nonce", ""),
		"audience":     claim("aud", "en-anden-klient"),
		"issuer":       claim("iss", "https://ond.example"),
		"expired":      claim("exp", time.Now().Add(-time.Minute).Unix()),
		"signed else":  func(map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm) { return p.other, jose.RS256 },
		"shared key":   func(map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm) { return nil, jose.HS256 },
		"other digest": func(map[string]any) (*rsa.PrivateKey, jose.SignatureAlgorithm) { return p.key, jose.RS512 },
	} {
		p.spoil = spoil
		site, browser := entered(t, p, Rule{Role: Analysts})
		status, text := ask(t, browser, site.URL+providerStart)
		if let := status == 200 && strings.HasPrefix(text, "onward"); let != (spoil == nil) {
			t.Errorf("%s: %d %s", name, status, text)
		}
		if strings.Contains(text, "hemmeligt") {
			t.Errorf("%s: what the provider wrote is shown", name)
		}
	}
	p.spoil = nil
	site, browser := entered(t, p, Rule{Role: Analysts})
	browser.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), site.URL+providerAnswer) {
			return http.ErrUseLastResponse // hold the answer back
		}
		return nil
	}
	answer := func(b *http.Client) *url.URL {
		r, err := b.Get(site.URL + providerStart + "?next=//ond.example")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		at, err := url.Parse(r.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	at := answer(browser)
	jar, _ := cookiejar.New(nil)
	for name, try := range map[string]struct {
		browser *http.Client
		at      string
	}{
		"another browser":     {&http.Client{Jar: jar}, at.String()},
		"another state":       {browser, strings.Replace(at.String(), at.Query().Get("state"), "XX", 1)},
		"no code":             {browser, strings.Replace(at.String(), at.Query().Get("code"), "", 1)},
		"a code of their own": {browser, strings.Replace(at.String(), at.Query().Get("code"), "ABC", 1)},
		"another issuer":      {browser, at.String() + "&iss=https%3A%2F%2Fond.example"},
	} {
		// Each failure takes the cookie: every try begins anew.
		if try.browser == browser {
			fresh := answer(browser)
			try.at = strings.NewReplacer(at.Query().Get("state"), fresh.Query().Get("state"), at.Query().Get("code"), fresh.Query().Get("code")).Replace(try.at)
		}
		if status, text := ask(t, try.browser, try.at); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", name, status, text)
		}
		if _, text := ask(t, try.browser, site.URL+"/"); strings.Contains(text, "anna") {
			t.Errorf("%s: let in", name)
		}
	}
	at = answer(browser)
	if status, text := ask(t, browser, at.String()); status != 200 || !strings.HasPrefix(text, "onward /login") && !strings.HasPrefix(text, "onward /") || strings.Contains(text, "ond.example") {
		t.Errorf("the right answer: %d %s", status, text)
	}
	if status, _ := ask(t, browser, at.String()); status != http.StatusForbidden {
		t.Errorf("the right answer once more: %d", status)
	}
	r, err := http.NewRequest("POST", site.URL+"/logout", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", site.URL)
	out, err := browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	out.Body.Close()
	if _, text := ask(t, browser, site.URL+"/"); strings.Contains(text, "anna") {
		t.Error("the session outlives the logout")
	}
}

// TestProviderAway: the site is served while the provider does not answer, and asks it
// again when somebody comes.
func TestProviderAway(t *testing.T) {
	p := newIdentity(t)
	p.claims = map[string]any{"preferred_username": "anna"}
	there := p.Config.Handler
	p.Config.Handler = http.NotFoundHandler()
	site, browser := entered(t, p, Rule{Role: Readers})
	if status, _ := ask(t, browser, site.URL+providerStart); status != http.StatusBadGateway {
		t.Errorf("away: %d", status)
	}
	p.Config.Handler = there
	if status, text := ask(t, browser, site.URL+providerStart); status != 200 {
		t.Errorf("back again: %d %s", status, text)
	}
	for _, bad := range []Provider{{Issuer: "http://login.example", ClientID: "a", Secret: "b", URL: "https://x.example"}, {Issuer: "https://login.example", ClientID: "a", Secret: "b", URL: "http://x.example"},
		{Issuer: "https://login.example", ClientID: "a", URL: "https://x.example"}, {Issuer: "", ClientID: "a", Secret: "b", URL: "https://x.example"}} {
		if _, err := New(Config{Addr: "127.0.0.1:0", Provider: &bad}, bare); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
	if _, err := New(Config{Addr: "127.0.0.1:0", UserHeader: "X-User", Provider: &Provider{Issuer: p.URL, ClientID: "a", Secret: "b", URL: p.URL}}, bare); err == nil {
		t.Error("a proxy's header and a login are taken at once")
	}
}
