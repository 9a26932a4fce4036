package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"stemme/pipeline/nps"
)

var (
	partCells = regexp.MustCompile(`(?s)<(?:th|td)[^>]*>(.*?)</(?:th|td)>`)
	unmarked  = regexp.MustCompile(`( \(ikke klar\))? \(t\d+\).*$`)
)

// A toldPart is a part of a change as a page or the terminal tells it.
type toldPart struct{ name, volume, score, total string }

// sameChanges holds the parts of the last change of each kind of period on /udvikling, and
// what the front page and the interface say of it, against the report, for who asks; it
// returns how many parts it held. Both tell what the audience may see: an analyst's own
// counts, or the open tables.
func (p scene) sameChanges(as ...string) (held int) {
	for _, kind := range []string{nps.KindMonth, nps.KindQuarter, nps.KindYear} {
		report := p.ask(append([]string{"report", "--data", p.data, "--config", p.found(), "--period", kind, "--section", "change", "--rows", "0"}, as...)...)
		lead, _, _ := strings.Cut(report, ".")
		if !strings.Contains(lead, "point fra") {
			continue // there is no change of the kind
		}
		terminal := partsInTerminal(report)
		page := p.get("/udvikling?period=" + kind)
		_, table, _ := strings.Cut(page, `id="h-parts"`)
		table, _, _ = strings.Cut(table, "</section>")
		for _, row := range tableRows.FindAllString(table, -1) {
			one := partOnPage(row)
			if one.name == "" {
				continue
			}
			held++
			if told, ok := terminal[one.name]; !ok || told != one {
				p.t.Errorf("%v: /udvikling?period=%s tells %q, the report %q", as, kind, one, told)
			}
			delete(terminal, one.name)
		}
		for name := range terminal {
			p.t.Errorf("%v: %q of the report is no part on /udvikling?period=%s", as, name, kind)
		}
		p.sameLead(kind, plainly(lead), said(page))
	}
	return held
}

// found is a configuration by which the found themes lead, as on the pages that are served.
func (p scene) found() string {
	path := filepath.Join(filepath.Dir(p.data), "found.yaml")
	if err := os.WriteFile(path, []byte("lenses:\n  below: 1\n"), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// sameLead holds how a change is put into words by the pages and the interface against the report.
func (p scene) sameLead(kind, lead, page string) {
	lead, _, _ = strings.Cut(lead, "Det er") // that it is not sure stands behind it in a sentence of its own
	lead = strings.TrimSpace(lead)
	if front := said(p.get("/?period=" + kind)); !strings.Contains(front, lead) || !strings.Contains(page, lead) {
		p.t.Errorf("%s: the report says %q; the pages do not", kind, lead)
	}
	var told struct{ Sentence string }
	if err := json.Unmarshal([]byte(p.get("/api/v1/edition?period="+kind)), &told); err == nil && !strings.Contains(plainly(told.Sentence), lead) {
		p.t.Errorf("%s: the report says %q, the interface %q", kind, lead, told.Sentence)
	}
}

// partOnPage is the part that a row of the table of /udvikling tells; nothing of its head and sum.
func partOnPage(row string) toldPart {
	cells := partCells.FindAllStringSubmatch(row, -1)
	if len(cells) < 5 || strings.Contains(row, `scope="col"`) || strings.Contains(row, `class="rest"`) {
		return toldPart{}
	}
	name, _, _ := strings.Cut(said(cells[0][1]), ": ")
	return toldPart{name, said(cells[1][1]), said(cells[2][1]), said(cells[3][1])}
}

// partsInTerminal are the parts in the report's table, by name.
func partsInTerminal(report string) map[string]toldPart {
	of, begun := map[string]toldPart{}, false
	for line := range strings.Lines(report) {
		cells := strings.Fields(plainly(line))
		if len(cells) > 0 && cells[0] == "del" {
			begun = true
			continue
		}
		at := -1 // of the first figure
		for i, cell := range cells {
			if strings.HasPrefix(cell, "[") {
				at = i - 3
				break
			}
		}
		if !begun || at < 1 || strings.HasPrefix(line, "i alt") {
			continue
		}
		name := unmarked.ReplaceAllString(strings.Join(cells[:at], " "), "")
		name, _, _ = strings.Cut(name, ": ")
		of[name] = toldPart{name, cells[at], cells[at+1], cells[at+2]}
	}
	return of
}
