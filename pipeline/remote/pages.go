package remote

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"stemme/pipeline/messages"
)

// Pages are rows that another program gives over HTTP as JSON, page after page, as
// form tools do.
type Pages struct {
	URL       string `yaml:"url"`       // of the first page; https, or http to this machine
	Rows      string `yaml:"rows"`      // path to the array of rows within a page, such as data.items; the one there is where it is empty
	Follow    string `yaml:"follow"`    // how the next page is found: link (header), next (address in the page), cursor, number; "" where there is one page, none to leave the rest
	Next      string `yaml:"next"`      // path within a page to the next one's address or cursor
	Parameter string `yaml:"parameter"` // of the address, which takes the cursor or the number of the page
	Since     string `yaml:"since"`     // of the address, which takes the watermark
	Watermark string `yaml:"watermark"` // path within a row: the greatest is where the next night begins
	Start     string `yaml:"start"`     // of the first night
	TokenEnv  string `yaml:"token_env"` // environment variable that holds the token
	TokenFile string `yaml:"token_file"`
	Header    string `yaml:"header"`  // that takes the token; "" is Authorization: Bearer …
	CAFile    string `yaml:"ca_file"` // certificates that are trusted beside the system's, PEM
	Timeout   int    `yaml:"timeout"` // seconds for a page, 60 by default

	Token    string `yaml:"token"`    // refused
	Password string `yaml:"password"` // refused

	pause time.Duration // before the second try; a second
}

// The ways to the next page.
const (
	followLink   = "link"
	followNext   = "next"
	followCursor = "cursor"
	followNumber = "number"
	followNone   = "none"
)

// secretName is what a parameter of an address is called that holds a credential.
var secretName = regexp.MustCompile(`(?i)token|secret|password|passwd|api[-_]?key|^key$|signature|^sig$`)

// Validate holds p to what Fetch needs.
func (p *Pages) Validate(bad func(ok bool, field, want string)) {
	at, err := url.Parse(p.URL)
	host := ""
	if err == nil {
		host = at.Hostname()
	}
	bad(host != "" && (at.Scheme == "https" || at.Scheme == "http" && isLoopback(host)), "http.url", "https://…")
	bad(p.Token == "" && p.Password == "", "http.token", "token_env | token_file")
	if err == nil {
		secret := at.User != nil
		for name := range at.Query() {
			secret = secret || secretName.MatchString(name)
		}
		bad(!secret, "http.url", "token_env | token_file")
	}
	bad(p.TokenEnv == "" || p.TokenFile == "", "http.token_env", "token_env | token_file")
	bad(slices.Contains([]string{"", followLink, followNext, followCursor, followNumber, followNone}, p.Follow), "http.follow", "link, next, cursor, number, none")
	bad(p.Next != "" || p.Follow != followNext && p.Follow != followCursor, "http.next", "paging.next")
	bad(p.Parameter != "" || p.Follow != followNumber && p.Follow != followCursor, "http.parameter", "page, cursor")
	bad((p.Since == "") == (p.Watermark == "") && (p.Since == "") == (p.Start == ""), "http.since", "since + watermark + start")
	bad(p.Timeout >= 0 && p.Timeout <= MostTimeout, "http.timeout", "1..86400")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Fetch reads page after page until there is no next one. Pages that come again, and
// more than MostPages, are faults.
func (p *Pages) Fetch(ctx context.Context, a Ask) (Delivery, error) {
	client, err := p.client()
	if err != nil {
		return Delivery{}, err
	}
	token, err := p.token()
	if err != nil {
		return Delivery{}, err
	}
	asked := hashOf(p.URL, p.Rows, p.Since, p.Watermark, p.Start)
	rows, spoiled := a.begin(asked, p.Start, func(a, b Mark) bool { return later(a.Value, b.Value) })
	at, err := p.first(rows.From)
	if err != nil {
		return Delivery{}, err
	}
	all := lines{most: a.Most}
	walk := walk{how: p, asked: map[string]bool{}, held: map[[32]byte]int{}}
	for at != nil {
		if err := walk.ask(at); err != nil {
			return Delivery{}, err
		}
		body, header, err := p.get(ctx, client, at, token)
		if err != nil {
			return Delivery{}, err
		}
		found, err := rowsIn(body, p.Rows)
		if err != nil {
			return Delivery{}, messages.Wrap(err, "remote_page", at.Host, walk.n)
		}
		again, err := walk.again(at, found)
		if err != nil {
			return Delivery{}, err
		}
		for _, row := range found {
			if again {
				break
			}
			if err := all.add(row); err != nil {
				return Delivery{}, err
			}
			rows.marks = append(rows.marks, p.mark(asked, row))
		}
		if at, err = walk.next(at, body, header, len(found)); err != nil {
			return Delivery{}, err
		}
	}
	return Delivery{all.Bytes(), rows.until(), spoiled, rows.future()}, nil
}

// token is the credential that pages are asked for with; "" for none.
func (p *Pages) token() (string, error) {
	if p.TokenEnv == "" && p.TokenFile == "" {
		return "", nil
	}
	return (Secret{p.TokenEnv, p.TokenFile}).read()
}

// first is the address of the first page, from a watermark on.
func (p *Pages) first(from Mark) (*url.URL, error) {
	at, err := url.Parse(p.URL)
	if err != nil {
		return nil, messages.Errorf("remote_address")
	}
	switch {
	case p.Since == "":
		return at, nil
	case from.Kind == "":
		return with(at, p.Since, p.Start), nil
	}
	return with(at, p.Since, from.Value), nil
}

// mark is a row's watermark; the zero mark for none.
func (p *Pages) mark(asked string, row json.RawMessage) Mark {
	if value, ok := textAt(row, p.Watermark); ok && p.Watermark != "" {
		return Mark{asked, "text", value}
	}
	return Mark{}
}

// client trusts what the system does, and CAFile; it follows no redirect to another
// host, which would show it the token.
func (p *Pages) client() (*http.Client, error) {
	trusted := &tls.Config{MinVersion: tls.VersionTLS12}
	if p.CAFile != "" {
		text, err := os.ReadFile(p.CAFile)
		if err != nil {
			return nil, messages.FileFault(err, p.CAFile)
		}
		if trusted.RootCAs, err = x509.SystemCertPool(); err != nil {
			trusted.RootCAs = x509.NewCertPool()
		}
		if !trusted.RootCAs.AppendCertsFromPEM(text) {
			return nil, messages.Errorf("remote_ca", p.CAFile)
		}
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = trusted
	transport.ResponseHeaderTimeout = seconds(p.Timeout)
	transport.DialContext = (&net.Dialer{Timeout: connectTimeout}).DialContext
	return &http.Client{Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > 5 || !sameHost(r.URL, via[0].URL) {
			return errElsewhere
		}
		return nil
	}}, nil
}

// errElsewhere is the fault of a redirect, or a next page, on another host.
var errElsewhere = errors.New("another host")

func sameHost(a, b *url.URL) bool { return a.Scheme == b.Scheme && strings.EqualFold(a.Host, b.Host) }

// get is one page, tried again where the other side is busy or out of reach.
func (p *Pages) get(ctx context.Context, client *http.Client, at *url.URL, token string) ([]byte, http.Header, error) {
	pause := p.pause
	if pause == 0 {
		pause = time.Second
	}
	for try := 1; ; try++ {
		body, header, wait, err := p.try(ctx, client, at, token)
		if err == nil || wait < 0 || try == MostTries {
			return body, header, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(min(max(wait, pause), LongestPause)):
		}
		pause *= 2
	}
}

// try is one request. wait is how long the other side asks to be left alone, and −1
// where trying again is of no use.
func (p *Pages) try(ctx context.Context, client *http.Client, at *url.URL, token string) (body []byte, header http.Header, wait time.Duration, err error) {
	limited, cancel := context.WithTimeout(ctx, seconds(p.Timeout))
	defer cancel()
	request, err := http.NewRequestWithContext(limited, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, nil, -1, messages.Errorf("remote_address")
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "stemme")
	switch {
	case token == "":
	case p.Header == "":
		request.Header.Set("Authorization", "Bearer "+token)
	default:
		request.Header.Set(p.Header, token)
	}
	response, err := client.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil, -1, ctx.Err()
		}
		if errors.Is(err, errElsewhere) {
			return nil, nil, -1, messages.Errorf("remote_elsewhere", at.Host)
		}
		return nil, nil, 0, messages.Wrap(unwrapNet(err), "remote_unreachable", at.Host)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		if wait = -1; response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= 500 {
			wait = retryAfter(response.Header)
		}
		key := messages.Key("remote_status")
		if response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden {
			key = "remote_denied"
		}
		return nil, nil, wait, messages.Errorf(key, at.Host, response.StatusCode)
	}
	body, err = io.ReadAll(io.LimitReader(response.Body, MostPage+1))
	switch {
	case ctx.Err() != nil:
		return nil, nil, -1, ctx.Err()
	case err != nil:
		return nil, nil, 0, messages.Wrap(unwrapNet(err), "remote_unreachable", at.Host)
	case len(body) > MostPage:
		return nil, nil, -1, messages.Errorf("remote_too_large", MostPage>>20)
	}
	return body, response.Header, -1, nil
}

// retryAfter is how long the header asks to wait, in seconds or until an instant.
func retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return min(time.Duration(n)*time.Second, LongestPause)
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}

// unwrapNet is the system's reason, without the address, which may hold a cursor.
func unwrapNet(err error) error {
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err
	}
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return err
}

// with is at with a parameter set.
func with(at *url.URL, parameter, value string) *url.URL {
	next := *at
	query := next.Query()
	query.Set(parameter, value)
	next.RawQuery = query.Encode()
	return &next
}

// later says whether a comes after b: as instants, as numbers, else as texts.
func later(a, b string) bool {
	if x, ok := parseInstant(a); ok {
		if y, ok := parseInstant(b); ok {
			return x.After(y)
		}
	}
	if x, err := strconv.ParseFloat(a, 64); err == nil {
		if y, err := strconv.ParseFloat(b, 64); err == nil {
			return x > y
		}
	}
	return a > b
}

// at is the value at a path of names with full stops between.
func at(raw json.RawMessage, path string) (json.RawMessage, bool) {
	for path != "" {
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) != nil {
			return nil, false
		}
		if whole, ok := fields[path]; ok {
			return whole, true
		}
		name, rest, _ := strings.Cut(path, ".")
		inner, ok := fields[name]
		if !ok {
			return nil, false
		}
		raw, path = inner, rest
	}
	return raw, true
}

// textAt is the text or number at a path; false for none.
func textAt(raw json.RawMessage, path string) (string, bool) {
	value, ok := at(raw, path)
	if !ok || len(value) == 0 || value[0] == '{' || value[0] == '[' || string(value) == "null" || string(value) == "false" {
		return "", false
	}
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text, text != ""
	}
	return string(value), true
}

// rowsIn are the rows of a page: the array at path, or the page itself, or the only
// array of objects in it.
func rowsIn(page []byte, path string) ([]json.RawMessage, error) {
	if !json.Valid(page) {
		return nil, messages.Errorf("remote_no_json")
	}
	raw, ok := at(page, path)
	var found []json.RawMessage
	if ok && (json.Unmarshal(raw, &found) == nil || path != "" && string(raw) == "null") {
		return found, nil
	}
	if path != "" {
		return nil, messages.Errorf("remote_no_rows", path)
	}
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(page, &fields) // what is no object has none
	arrays := 0
	for _, value := range fields {
		var list []json.RawMessage
		if json.Unmarshal(value, &list) == nil && list != nil && (len(list) == 0 || len(list[0]) > 0 && list[0][0] == '{') {
			found = list
			arrays++
		}
	}
	if arrays != 1 {
		return nil, messages.Errorf("remote_which_rows")
	}
	return found, nil
}
