package pipeline_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/remote"
)

// TestRemoteNights: what is fetched is read as a file of it is; a night asks for what
// is beyond the last one that was accepted, and a night that is refused moves no mark.
func TestRemoteNights(t *testing.T) {
	t.Parallel()
	type row map[string]any
	answers := []row{
		{"id": 1, "score": 9, "kommentar": "hurtig hjælp i telefonen", "besvaret": "2026-03-01T09:00:00Z"},
		{"id": 2, "score": 3, "kommentar": "ventede alt for længe", "besvaret": "2026-03-02T09:00:00Z"},
		{"id": 3, "score": 7, "kommentar": "helt ok, men dyrt", "besvaret": "2026-03-03T09:00:00Z"},
	}
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		since := r.URL.Query().Get("since")
		asked = append(asked, since)
		found := []row{}
		for _, a := range answers {
			if at, _ := a["besvaret"].(string); at > since {
				found = append(found, a)
			}
		}
		json.NewEncoder(w).Encode(map[string]any{"items": found})
	}))
	defer server.Close()
	data := t.TempDir()
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", HTTP: &remote.Pages{URL: server.URL, Since: "since", Watermark: "besvaret", Start: "2026-01-01"}}}
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	if r, err := pipeline.Rehearse(context.Background(), cfg, silent{}); err != nil || r.Accepted.New != 3 || len(tree(t, data)) != 0 {
		t.Fatalf("dry: %v, %+v", err, r.Accepted)
	}
	s, want := night(t, cfg)
	if s.Accepted.New != 3 {
		t.Fatalf("%+v", s.Accepted)
	}
	if s, got := night(t, cfg); !s.Unchanged || got.Edition != want.Edition || !said(s, "source_no_news") {
		t.Errorf("nothing new: %+v, %v", s.Accepted, s.Notes)
	}
	answers = append(answers, row{"id": 4, "vurdering": 5, "bemærkning": "på et helt andet skema", "besvaret": "2026-03-04T09:00:00Z"})
	if _, err := pipeline.Run(context.Background(), cfg, silent{}); err == nil {
		t.Error("a delivery of other columns is accepted")
	}
	answers[3] = row{"id": 4, "score": 10, "kommentar": "bare super", "besvaret": "2026-03-04T09:00:00Z"}
	if s, _ := night(t, cfg); s.Accepted.New != 1 || s.Responses != 4 {
		t.Errorf("after a refused night: %+v", s.Accepted)
	}
	if got := strings.Join(asked, " "); got != "2026-01-01 2026-01-01 2026-03-03T09:00:00Z 2026-03-03T09:00:00Z 2026-03-03T09:00:00Z" {
		t.Errorf("asked since %s", got)
	}
	file := filepath.Join(t.TempDir(), "svar.json")
	text, _ := json.Marshal(answers)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, _ := night(t, config(data, file)); !s.Unchanged || s.Accepted.Unchanged != 4 {
		t.Errorf("the same rows as a file: %+v", s.Accepted)
	}
}

// TestRemoteFuture: one row of the year 2031 neither ends the nights that follow nor is
// passed over in silence.
func TestRemoteFuture(t *testing.T) {
	t.Parallel()
	var asked []string
	rows := []string{`{"id": 1, "score": 9, "kommentar": "hurtig hjælp i telefonen", "besvaret": "2026-03-01T09:00:00Z"}`,
		`{"id": 2, "score": 3, "kommentar": "ventede alt for længe", "besvaret": "2031-03-02T09:00:00Z"}`,
		`{"id": 3, "score": 7, "kommentar": "helt ok, men dyrt", "besvaret": "2026-03-03T09:00:00Z"}`,
		`{"id": 4, "score": 6, "kommentar": "de svarede aldrig på mail", "besvaret": "2026-03-04T09:00:00Z"}`}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		since := r.URL.Query().Get("since")
		asked = append(asked, since)
		found := []string{}
		for _, row := range rows {
			var a struct{ Besvaret string }
			if json.Unmarshal([]byte(row), &a); a.Besvaret > since {
				found = append(found, row)
			}
		}
		w.Write([]byte("[" + strings.Join(found, ",") + "]"))
	}))
	defer server.Close()
	data := t.TempDir()
	cfg := config(data)
	cfg.Sources = []pipeline.Source{{Name: "survey", HTTP: &remote.Pages{URL: server.URL, Since: "since", Watermark: "besvaret", Start: "2026-01-01"}}}
	if s, _ := night(t, cfg); s.Accepted.New != 4 || !said(s, "remote_future") {
		t.Fatalf("%+v, %v", s.Accepted, s.Notes)
	}
	rows = append(rows, `{"id": 6, "score": 10, "kommentar": "venlig betjening hver gang", "besvaret": "2026-03-06T09:00:00Z"}`)
	if s, _ := night(t, cfg); s.Accepted.New != 1 || !said(s, "remote_future") {
		t.Errorf("the night after a row of the future: %+v", s.Accepted)
	}
	if len(asked) != 2 || asked[1] != "2026-03-04T09:00:00Z" {
		t.Errorf("asked since %v", asked)
	}
}

// TestNoCredentialsInConfiguration: a credential in stemme.yaml is refused, in words
// that do not repeat it; what is right is read, with its files from the folder of the
// configuration.
func TestNoCredentialsInConfiguration(t *testing.T) {
	t.Parallel()
	load := func(text string) (pipeline.Config, error) {
		path := filepath.Join(t.TempDir(), "stemme.yaml")
		if err := os.WriteFile(path, []byte("sources:\n  - name: crm\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
		return pipeline.LoadConfig(path)
	}
	for _, text := range []string{
		"    postgres:\n      dsn: postgres://me:hemmeligt@db/crm\n      query: SELECT 1\n",
		"    sqlserver:\n      dsn_env: X\n      password: hemmeligt\n      query: SELECT 1\n",
		"    http:\n      url: https://forms.example/\n      token: hemmeligt\n",
		"    http:\n      url: https://forms.example/?api_key=hemmeligt\n",
	} {
		if _, err := load(text); err == nil || strings.Contains(err.Error(), "hemmeligt") || !strings.Contains(err.Error(), "_file") {
			t.Errorf("%s: %v", text, err)
		}
	}
	cfg, err := load("    postgres:\n      dsn_file: crm.dsn\n      query: SELECT * FROM svar WHERE nr > $1 ORDER BY nr\n      watermark: nr\n      start: \"0\"\n")
	if err != nil || !filepath.IsAbs(cfg.Sources[0].Postgres.DSNFile) || cfg.Sources[0].Postgres.Watermark != "nr" {
		t.Errorf("%v, %+v", err, cfg.Sources)
	}
	if _, err := load("    drop: ind\n    files: [a.csv]\n"); err == nil {
		t.Error("a source of two kinds is accepted")
	}
}

// TestRemoteOutOfReach: a source that cannot be fetched keeps no rows of the others waiting, and
// the run fails in the end; where no other brings anything, and in a dry run, it stops as before.
func TestRemoteOutOfReach(t *testing.T) {
	t.Parallel()
	down := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		json.NewEncoder(w).Encode(map[string]any{"items": []map[string]any{{"id": 1, "score": 9, "kommentar": "hurtig hjælp i telefonen", "besvaret": "2026-03-01T09:00:00Z"}}})
	}))
	defer server.Close()
	data := t.TempDir()
	cfg := config(data)
	crm := pipeline.Source{Name: "crm", HTTP: &remote.Pages{URL: server.URL, Since: "since", Watermark: "besvaret", Start: "2026-01-01"}}
	cfg.Sources = []pipeline.Source{crm}
	stops(t, "a source that is out of reach, alone", cfg, "crm")
	cfg.Sources = []pipeline.Source{crm, {Name: "survey", Files: []string{answers(t, "1", "2", "3")}}}
	if _, err := pipeline.Rehearse(context.Background(), cfg, silent{}); err == nil {
		t.Error("a dry run says nothing of it")
	}
	s, err := pipeline.Run(context.Background(), cfg, silent{})
	if err == nil || !strings.Contains(err.Error(), "crm") || !strings.Contains(err.Error(), "the rest was accepted") || s.Responses != 3 || s.Edition == "" {
		t.Fatalf("%v; %d responses in %q", err, s.Responses, s.Edition)
	}
	if list, _ := pipeline.History(data); list[len(list)-1].Outcome != "failed" || list[len(list)-1].Edition != s.Edition {
		t.Errorf("remembered as %+v", list[len(list)-1])
	}
	if f, err := pipeline.Fast(context.Background(), cfg, silent{}); err == nil || f.Accepted.Unchanged != 3 {
		t.Errorf("between two nights: %v, %+v", err, f.Accepted)
	}
	down = false
	if s, _ := night(t, cfg); s.Responses != 4 || s.Accepted.New != 1 {
		t.Errorf("fetched again: %d responses, %+v", s.Responses, s.Accepted)
	}
}
