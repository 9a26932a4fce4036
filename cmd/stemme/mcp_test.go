package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// session runs the program as a client of the protocol does, and talks to it over
// its standard input and output.
func session(t *testing.T, args ...string) *mcp.ClientSession {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "stemme") // TestMain is the program under this name
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links: ", err)
	}
	cmd := exec.Command(program, append([]string{"mcp"}, args...)...)
	cmd.Env = append(os.Environ(), "STEMME_LANG=en")
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(ctx, &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// call is the answer of a tool, and its text.
func call(t *testing.T, s *mcp.ClientSession, tool string, args map[string]any) (out struct {
	Edition string
	Total   int
	Rows    []map[string]any
	Notes   []string
}, text string, fault bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	res, err := s.CallTool(ctx, &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	for _, c := range res.Content {
		if part, ok := c.(*mcp.TextContent); ok {
			text += part.Text
		}
	}
	if !res.IsError {
		whole, err := json.Marshal(res.StructuredContent)
		if err != nil || json.Unmarshal(whole, &out) != nil {
			t.Fatalf("%s: %v", tool, err)
		}
	}
	return out, text, res.IsError
}

// TestMCP: a real client reads figures; no comment, key or group that is too small
// leaves the machine, unless comments were allowed; each call is in the audit.
func TestMCP(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"demo", "--rows", "700", "--seed", "4", filepath.Join(dir, "demo")},
		{"run", "--quiet", "--data", filepath.Join(dir, "d"), "--source", "survey", filepath.Join(dir, "demo", "survey.csv")}} {
		if code := run(context.Background(), args, os.Stderr, os.Stderr); code != exitDone {
			t.Fatal(args, code)
		}
	}
	data := filepath.Join(dir, "d")
	s := session(t, "--data", data)
	tools, err := s.ListTools(context.Background(), nil)
	if err != nil || len(tools.Tools) != 5 {
		t.Fatalf("tools: %v, %v", tools, err)
	}
	for _, tool := range tools.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || strings.HasPrefix(tool.Description, "mcp_") {
			t.Errorf("%s: %+v, %q", tool.Name, tool.Annotations, tool.Description)
		}
	}
	scores, text, _ := call(t, s, "scores", nil)
	if len(scores.Rows) != 1 || scores.Edition == "" {
		t.Fatalf("scores: %s", text)
	}
	if _, number := scores.Rows[0]["nps"].(float64); !number {
		t.Errorf("nps is %v", scores.Rows[0]["nps"])
	}
	units, _, _ := call(t, s, "scores", map[string]any{"dimension": "unit", "period_kind": "month"})
	withheld := 0
	for _, row := range units.Rows {
		if row["suppressed"] == true {
			if withheld++; row["nps"] != nil || row["responses"] != nil {
				t.Errorf("a withheld group is told: %v", row)
			}
		}
	}
	if withheld == 0 {
		t.Error("no group of the test is small")
	}
	if found, _, _ := call(t, s, "themes", nil); len(found.Rows) < 3 {
		t.Errorf("themes: %d", len(found.Rows))
	}
	if found, text, _ := call(t, s, "changes", nil); len(found.Rows) < 3 {
		t.Errorf("changes: %s", text)
	}
	_, explained, fault := call(t, s, "explain", map[string]any{"table": "nps", "key": map[string]string{}})
	if fault || strings.Contains(explained, "survey/") {
		t.Errorf("explain: %s", explained)
	}
	for _, table := range []string{"responses", "mentions", "../responses", "nsp"} {
		if _, text, fault := call(t, s, "explain", map[string]any{"table": table, "key": map[string]string{}}); !fault {
			t.Errorf("explain %s: %s", table, text)
		}
	}
	searchAsReader(t, s)

	open := session(t, "--data", data, "--comments")
	found, text, _ := call(t, open, "search", map[string]any{"query": "rådgiver"})
	if len(found.Rows) == 0 || !strings.Contains(text, "survey/") || !strings.Contains(text, `"comment"`) {
		t.Errorf("search with comments: %s", text)
	}
	shown := 0
	found, text, _ = call(t, open, "search", map[string]any{"query": "rådgiver date:2026-05", "by": "score"})
	for _, row := range found.Rows {
		if n, is := row["comments"].(float64); is {
			shown += int(n)
		}
	}
	if withheld := shown < found.Total; !withheld || !strings.Contains(strings.Join(found.Notes, " "), "withheld") {
		t.Errorf("of %d comments %d are in values that are told, which the answer does not say: %s", found.Total, shown, text)
	}
	audit, err := os.ReadFile(filepath.Join(data, "audit.jsonl"))
	if err != nil || strings.Count(string(audit), `"action":"mcp search"`) < 3 || strings.Contains(string(audit), "rådgiver") ||
		!strings.Contains(string(audit), `"rows":20`) {
		t.Errorf("audit: %v\n%s", err, audit)
	}
}

// searchAsReader: without comments a search tells what the open tables do, and takes
// nothing that a count over comments could be made of.
func searchAsReader(t *testing.T, s *mcp.ClientSession) {
	t.Helper()
	themes, text, _ := call(t, s, "themes", nil)
	words, _ := themes.Rows[len(themes.Rows)-1]["words"].([]any)
	if len(words) == 0 {
		t.Fatalf("a theme without words: %s", text)
	}
	word, _ := words[0].(string)
	found, text, _ := call(t, s, "search", map[string]any{"query": strings.Fields(word)[0], "by": "touchpoint"})
	if len(found.Rows) < 2 || found.Rows[0]["dimension"] != "touchpoint" || strings.Contains(text, "survey/") || strings.Contains(text, `"comment"`) {
		t.Errorf("search for %q as a reader: %s", word, text)
	}
	for _, row := range found.Rows {
		if row["suppressed"] == true && row["responses"] != nil {
			t.Errorf("a withheld group is told: %v", row)
		}
	}
	// What single comments were read out by: a padding query beside one about a few.
	for _, query := range []string{`(unit:"Nord" date:2025-01-01..2025-03-01) OR (date:2026-05-04 /l.*/)`, "gebyr OR ventetid", "gebyr ELLER ventetid", "NOT gebyr",
		"-gebyr", `="lagde på"`, "=gebyr", "geb*", "gebyr~", "/gebyr/", "score:0", "class:detractor", "date:2026-05", "theme:t0001", "", "*"} {
		if out, text, fault := call(t, s, "search", map[string]any{"query": query}); !fault || out.Total > 0 || !strings.Contains(text, "plain words") {
			t.Errorf("search for %s as a reader: %s", query, text)
		}
	}
	for _, by := range []string{"score", "class", "month", "language", "date"} {
		if _, text, fault := call(t, s, "search", map[string]any{"query": "gebyr", "by": by}); !fault {
			t.Errorf("search by %s as a reader: %s", by, text)
		}
	}
}
