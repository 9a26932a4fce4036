package main

import (
	"context"
	"log/slog"
	"maps"
	"os"
	"slices"

	"stemme/cmd/stemme/web"
	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
)

// serveCmd shows the pages.
type serveCmd struct {
	Addr       string            `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"cli_serve_addr"`
	UserHeader string            `placeholder:"NAME" help:"cli_serve_user_header"`
	Analyst    []string          `placeholder:"USER" help:"cli_serve_analyst"`
	Leader     map[string]string `placeholder:"USER=UNIT" mapsep:"none" help:"cli_serve_leader"`
	TLSCert    string            `type:"path" placeholder:"FILE" help:"cli_serve_cert"`
	TLSKey     string            `type:"path" placeholder:"FILE" help:"cli_serve_key"`
	place
}

// Run serves until it is interrupted. Tokens come from the environment, where
// other users of the machine cannot read them.
func (c *serveCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if err := edition.Owned(cfg.Data); err != nil {
		return err
	}
	override(&cfg.Serve.TLS.Cert, c.TLSCert)
	override(&cfg.Serve.TLS.Key, c.TLSKey)
	return web.Serve(t.ctx, web.Config{
		Data: cfg.Data, Edits: cfg.EditsPath(), Playbook: cfg.PlaybookPath(), Addr: c.Addr, Lang: t.lang, SmallGroup: cfg.Figures.SmallGroup, LensBelow: cfg.Lenses.Below, Latest: cfg.Figures.LatestPerCustomer,
		Token: os.Getenv("STEMME_TOKEN"), ReaderToken: os.Getenv("STEMME_READER_TOKEN"),
		UserHeader: c.UserHeader, Analysts: c.Analyst, Rules: append(c.leaders(), rulesOf(cfg.Serve.Roles)...),
		Provider: providerOf(cfg.Serve.Login), Cert: cfg.Serve.TLS.Cert, Key: cfg.Serve.TLS.Key,
		Preview: func(ctx context.Context, change codebook.Book) (web.Effect, error) {
			return previewed(ctx, cfg, change)
		},
		Publish: func(ctx context.Context) error {
			now := cfg
			now.Themes.EditsOnly = true
			_, err := pipeline.Run(ctx, now, unwatched{})
			return err
		},
		Moves: func(ed *edition.Edition, lens string) (web.Moves, error) {
			own, err := pipeline.OwnMoves(ed, cfg, lens)
			return web.Moves{Alerts: own.Alerts, Themes: own.Themes, Cuts: own.Cuts}, err
		},
		Initiatives: func(ed *edition.Edition) ([]improvement.InitiativeRow, error) {
			return pipeline.OwnInitiatives(ed, cfg)
		},

		Log:   slog.New(slog.NewTextHandler(t.stderr, nil)),
		Ready: func(url string) { t.print("serve_ready", url) },
	})
}

// leaders are the unit leaders that the command names.
func (c *serveCmd) leaders() []frame.Rule {
	var rules []frame.Rule
	for _, user := range slices.Sorted(maps.Keys(c.Leader)) {
		rules = append(rules, frame.Rule{User: user, Role: frame.Leaders, Unit: c.Leader[user]})
	}
	return rules
}

// roleNames are the roles as a configuration names them.
var roleNames = map[string]frame.Role{"reader": frame.Readers, "leader": frame.Leaders, "analyst": frame.Analysts}

func rulesOf(roles []pipeline.RoleRule) (rules []frame.Rule) {
	for _, r := range roles {
		rules = append(rules, frame.Rule{User: r.User, Claim: r.Claim, Has: r.Has, Role: roleNames[r.Role], Unit: r.Unit})
	}
	return rules
}

// providerOf is where people log in; its secret comes from the environment, as tokens
// do.
func providerOf(l *pipeline.Login) *frame.Provider {
	if l == nil {
		return nil
	}
	return &frame.Provider{Issuer: l.Issuer, ClientID: l.ClientID, Secret: os.Getenv("STEMME_OIDC_SECRET"), URL: l.URL, Scopes: l.Scopes, Name: l.Name}
}

// previewed is what a change of the codebook would do, as the pages show it.
func previewed(ctx context.Context, cfg pipeline.Config, change codebook.Book) (web.Effect, error) {
	e, err := pipeline.Preview(ctx, cfg, change)
	if err != nil {
		return web.Effect{}, err
	}
	shown := web.Effect{Responses: e.Responses, Clauses: e.Clauses}
	for _, t := range e.Themes {
		shown.Themes = append(shown.Themes, web.ThemeEffect(t))
	}
	for _, l := range e.Lapses {
		shown.Fault = messages.Errorf(messages.Key("lapse_"+string(l.Why)), l.Edit, l.ID)
	}
	return shown, nil
}
