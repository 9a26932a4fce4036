package codebook

import (
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"stemme/models"
	"stemme/pipeline/messages"
)

// PlaybookName is what the playbook's file is called where no other path is
// configured.
const PlaybookName = "playbook.yaml"

// A Playbook says what the organisation does with single responses: how soon a
// detractor is contacted, who receives which responses, and what they may give.
type Playbook struct {
	Promise   Span        `yaml:"promise"`   // from the answer until a detractor is contacted
	Repeat    Span        `yaml:"repeat"`    // a detractor's second bad answer within it is marked
	List      Span        `yaml:"list"`      // a detractor stays on the list for so long
	Since     string      `yaml:"since"`     // day; older answers are not routed, "" routes all
	Receivers []*Receiver `yaml:"receivers"` // who receives responses
	Rules     []Rule      `yaml:"rules"`     // which of them receives a response: the first rule that fits
	OptOut    Where       `yaml:"opt_out"`   // customers who do not want to be contacted, quoted or asked again; none where it is empty
	Mail      Mail        `yaml:"mail"`      // how mail leaves, where a receiver is delivered to by smtp
}

// A Receiver is somebody who acts on responses: a team, never a person's score.
type Receiver struct {
	ID      string   `yaml:"id"`      // letters a-z, digits and hyphens
	Name    string   `yaml:"name"`    // as people call it
	Owner   string   `yaml:"owner"`   // function that answers for it
	Limit   string   `yaml:"limit"`   // amount that it may give a customer, as shown; "" for none
	Action  string   `yaml:"action"`  // what it does with a response where the rule says nothing
	Deliver Delivery `yaml:"deliver"` // how it gets its responses; lines by default
	To      string   `yaml:"to"`      // mail address or URL
	Secret  string   `yaml:"secret"`  // environment variable that holds the key a webhook is signed with
}

// A Delivery is a way in which responses reach a receiver.
type Delivery string

// The deliveries. The first two are files in the outbox; the other two leave
// the machine, and only by stemme worklist send.
const (
	ByLines   Delivery = "lines"   // JSON Lines
	ByMail    Delivery = "mail"    // one .eml file a response
	BySMTP    Delivery = "smtp"    // one mail a response
	ByWebhook Delivery = "webhook" // one signed POST a response
)

// Leaves says whether d goes over a network.
func (d Delivery) Leaves() bool { return d == BySMTP || d == ByWebhook }

// A Rule sends the responses that fit it to a receiver.
type Rule struct {
	To     string `yaml:"to"` // id of a receiver
	Where  `yaml:",inline"`
	Sounds Sound  `yaml:"sounds"` // how the response must speak of one of the themes; "" for however
	Action string `yaml:"action"` // what the receiver does
}

// A Sound is how a response speaks of a theme: praised is a promise kept, blamed one broken.
type Sound string

// The sounds that a rule may ask for.
const (
	Praised Sound = "praised"
	Blamed  Sound = "blamed"
)

// Holds says whether a theme of this sign (1 praised, -1 blamed, 0 neither) sounds as asked for.
func (s Sound) Holds(sign int8) bool {
	return s == "" || s == Praised && sign > 0 || s == Blamed && sign < 0
}

// Said says whether r holds for a response in language that speaks of themes, each of a sign.
func (r *Rule) Said(one *models.Response, language models.Language, themes []string, sign func(theme string) int8) bool {
	if r.Sounds == "" {
		return r.Fits(one, language, themes)
	}
	return r.Fits(one, language, slices.DeleteFunc(slices.Clone(themes), func(id string) bool { return !r.Sounds.Holds(sign(id)) }))
}

// check notes what is wrong with how r's themes must sound.
func (r *Rule) check(c *checker, path string) {
	r.Where.check(c, path)
	c.add(r.Sounds == "" || r.Sounds == Praised || r.Sounds == Blamed, path, "playbook_sounds", string(r.Sounds))
	c.add(r.Sounds == "" || len(r.Theme) > 0, path, "playbook_sounds_theme")
}

// Mail says how mail is sent.
type Mail struct {
	Host     string `yaml:"host"`
	Port     int    `yaml:"port"`
	From     string `yaml:"from"`
	User     string `yaml:"user"`     // "" sends without signing in
	Password string `yaml:"password"` // environment variable that holds it
	Plain    bool   `yaml:"plain"`    // without TLS; for a server on this machine
}

// DefaultPlaybook holds where no file says otherwise: a promise of 24 hours, and
// nobody who receives anything.
func DefaultPlaybook() Playbook {
	return Playbook{Promise: Span(24 * time.Hour), Repeat: Span(90 * day), List: Span(30 * day)}
}

// ReadPlaybook reads the playbook at path; DefaultPlaybook where there is no
// file. All that is wrong with it is told at once, each fault with its line.
func ReadPlaybook(path string) (Playbook, error) {
	p := DefaultPlaybook()
	tree, found, err := readStrict(path, &p)
	if err != nil || !found {
		return p, err
	}
	c := &checker{path: path, tree: tree}
	p.check(c)
	return p, c.err()
}

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

func (p *Playbook) check(c *checker) {
	if p.Since != "" {
		_, err := models.ParseDay(p.Since)
		c.add(err == nil, "$.since", "playbook_since", p.Since)
	}
	c.add(p.Mail.From == "" || oneAddress(p.Mail.From), "$.mail", "playbook_address", "from", p.Mail.From)
	c.add(p.Mail.Port >= 0 && p.Mail.Port < 1<<16, "$.mail", "playbook_port", p.Mail.Port)
	p.OptOut.check(c, "$.opt_out")
	known := map[string]bool{}
	for i, r := range p.Receivers {
		if r == nil { // a dash with nothing behind it
			r = &Receiver{}
			p.Receivers[i] = r
		}
		c.add(idForm.MatchString(r.ID), item("receivers", i), "book_seed_id", r.ID)
		c.add(!known[r.ID], item("receivers", i), "book_seed_twice", r.ID)
		known[r.ID] = true
		p.checkReceiver(c, i, r)
	}
	for i, r := range p.Rules {
		c.add(known[r.To], item("rules", i), "playbook_receiver", r.To)
		r.check(c, item("rules", i))
	}
}

func (p *Playbook) checkReceiver(c *checker, i int, r *Receiver) {
	if r.Deliver == "" {
		r.Deliver = ByLines
	}
	switch r.Deliver {
	case ByLines:
	case ByMail, BySMTP:
		c.add(r.To != "", item("receivers", i), "playbook_lacks", r.ID, "to:")
		c.add(r.To == "" || oneAddress(r.To), item("receivers", i), "playbook_address", "to", r.To)
		if r.Deliver == BySMTP {
			c.add(p.Mail.Host != "" && p.Mail.From != "", item("receivers", i), "playbook_lacks", r.ID, "mail: {host, from}")
		}
	case ByWebhook:
		c.add(r.To != "", item("receivers", i), "playbook_lacks", r.ID, "to:")
		c.add(r.To == "" || webAddress(r.To), item("receivers", i), "playbook_url", r.To)
		c.add(r.Secret != "", item("receivers", i), "playbook_lacks", r.ID, "secret:")
	default:
		c.add(false, item("receivers", i), "playbook_deliver", string(r.Deliver))
	}
}

// oneAddress says whether text is one mail address, with or without a name.
func oneAddress(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil
}

// webAddress says whether text is an address that something can be posted to.
func webAddress(text string) bool {
	at, err := url.Parse(text)
	return err == nil && at.Host != "" && (at.Scheme == "https" || at.Scheme == "http")
}

// Receiver is the receiver with the given id; nil for none.
func (p *Playbook) Receiver(id string) *Receiver {
	for _, r := range p.Receivers {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// A Span is a length of time, written as hours or days: 24h, 90d.
type Span time.Duration

const day = 24 * time.Hour

var spanForm = regexp.MustCompile(`^([0-9]{1,5})\s*(h|t|d)$`)

// UnmarshalYAML reads a span; t (timer) is h in Danish.
func (s *Span) UnmarshalYAML(node ast.Node) error {
	word := messages.YAMLScalar(node)
	m := spanForm.FindStringSubmatch(word)
	if m == nil {
		return messages.YAMLValueFault(node, "playbook_span", word)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return err
	}
	unit := time.Hour
	if m[2] == "d" {
		unit = day
	}
	*s = Span(time.Duration(n) * unit)
	return nil
}

// Duration is s as the standard library has it.
func (s Span) Duration() time.Duration { return time.Duration(s) }
