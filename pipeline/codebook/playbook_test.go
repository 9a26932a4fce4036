package codebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fileWith writes text to a file of its own.
func fileWith(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const writtenPlaybook = `promise: 48h
list: 14d
receivers:
  - id: kredit
    owner: Kreditchefen
    limit: 500 kr.
  - id: web
    deliver: webhook
    to: https://web.invalid/ind
    secret: WEB_SECRET
rules:
  - to: kredit
    touchpoint: [Lån]
    segment: {kundetype: [erhverv]}
    action: Ring
  - to: web
    theme: [t0004, formaal/]
    class: [detractor, none]
`

func TestReadPlaybook(t *testing.T) {
	p, err := ReadPlaybook(fileWith(t, PlaybookName, writtenPlaybook))
	if err != nil {
		t.Fatal(err)
	}
	if p.Promise.Duration() != 48*time.Hour || p.List.Duration() != 14*24*time.Hour || p.Repeat.Duration() != 90*24*time.Hour {
		t.Errorf("spans %v %v %v", p.Promise, p.List, p.Repeat)
	}
	if len(p.Rules) != 2 || p.Rules[0].Segment["kundetype"][0] != "erhverv" || p.Rules[1].Theme[1] != "formaal/" {
		t.Errorf("rules %+v", p.Rules)
	}
	if r := p.Receiver("kredit"); r == nil || r.Deliver != ByLines || r.Limit != "500 kr." {
		t.Errorf("receiver %+v", r)
	}
	if p, err := ReadPlaybook(filepath.Join(t.TempDir(), "none.yaml")); err != nil || p.Promise.Duration() != 24*time.Hour {
		t.Errorf("no file: %+v, %v", p, err)
	}
}

// TestPlaybookFaults: every fault is said at once, with its line.
func TestPlaybookFaults(t *testing.T) {
	_, err := ReadPlaybook(fileWith(t, PlaybookName, `receivers:
  - id: Kredit afd
  - id: web
    deliver: pigeon
  - id: web
    deliver: smtp
    to: web@bank.invalid
  - id: to
    deliver: mail
    to: a@bank.invalid, b@bank.invalid
  - id: hook
    deliver: webhook
    to: bank.invalid/svar
    secret: KEY
rules:
  - to: ingen
    class: [kunde]
  - to: web
    sounds: glad
mail: {from: NPS bank, port: 99999}
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"line 2: \"Kredit afd\"", "line 3: \"pigeon\"", "line 5: the id \"web\" stands twice", "line 5: the receiver “web” lacks the field mail: {host", "line 8: to: \"a@bank.invalid, b@bank.invalid\" is not one",
		"line 11: to: \"bank.invalid/svar\" is no address", "from: \"NPS bank\" is not one", "port: there is no 99999",
		"line 16: there is no receiver \"ingen\"", "line 16: \"kunde\" is not", "line 18: sounds: \"glad\" is not", "line 18: sounds: says how"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not said in:\n%v", want, err)
		}
	}
	for text, want := range map[string]string{"promise: 24\n": "line 1, character 10: \"24\" is no hours or days", "# svar\npromise: snart\n": "line 2, character 10: \"snart\"", "receiver: []\n": "line 1, character 1", "since: i går\n": "since"} {
		if _, err := ReadPlaybook(fileWith(t, PlaybookName, text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
