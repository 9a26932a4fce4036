package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// searchCmd finds comments.
type searchCmd struct {
	Query      []string `arg:"" optional:"" help:"cli_search_query"`
	Class      []string `enum:"promoter,passive,detractor" placeholder:"CLASS" help:"cli_search_class"`
	Theme      []string `sep:"none" placeholder:"ID|NAME" help:"cli_search_theme"`
	Touchpoint []string `sep:"none" placeholder:"NAME" help:"cli_search_touchpoint"`
	Unit       []string `sep:"none" placeholder:"PATH" help:"cli_search_unit"`
	From       string   `placeholder:"YYYY-MM-DD" help:"cli_search_from"`
	To         string   `placeholder:"YYYY-MM-DD" help:"cli_search_to"`
	Sort       string   `enum:"relevance,date,score" default:"relevance" help:"cli_search_sort"`
	Limit      int      `default:"10" placeholder:"N" help:"cli_search_limit"`
	After      string   `placeholder:"CURSOR" help:"cli_search_after"`
	Facet      []string `placeholder:"NAME" help:"cli_search_facet"`
	form
	where
}

// Run prints what was found.
func (c *searchCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	req, err := c.request()
	if err != nil {
		return usageError{err}
	}
	ed, err := edition.Open(cfg.Data, c.Edition)
	if err != nil {
		return err
	}
	defer ed.Close()
	ix, err := index.Open(ed.Path(edition.Index))
	if err != nil {
		return unopened(err)
	}
	defer ix.Close()
	if err := knownFacets(ix, c.Facet); err != nil {
		return err
	}
	res, err := ix.Search(t.ctx, req)
	if err != nil {
		return queryFault(err)
	}
	if c.people() {
		rows, err := themes.Themes.Read(ed.Path(edition.Tables))
		if err != nil {
			return err
		}
		if t.lang == messages.English {
			rows = themes.InEnglish(rows)
		}
		names, all := make(map[string]string, len(rows)), make(map[string]string, len(rows))
		for _, r := range rows {
			all[r.ThemeID] = r.Name
			if r.State == models.Hidden {
				all[r.ThemeID] += " (" + t.text("state_hidden") + ")"
				continue
			}
			names[r.ThemeID] = r.Name
		}
		t.found(res, names, all)
		return nil
	}
	return t.show(t.listing(res), c.form)
}

// queryFault is the fault of a query in the user's words.
func queryFault(err error) error {
	var q *index.QueryError
	if errors.As(err, &q) {
		return usageError{messages.Errorf(messages.Key("query_"+string(q.Reason)), q.Args()...)}
	}
	return err
}

// unopened is the fault of an index that cannot be opened, in the user's words.
func unopened(err error) error {
	switch {
	case errors.Is(err, index.ErrForm):
		return messages.Errorf("index_form")
	case errors.Is(err, index.ErrCorrupt):
		return messages.Errorf("index_corrupt")
	}
	return messages.Wrap(err, "search_unopened")
}

// request puts query and flags together. Who is told comments is told all counts, as
// analysts are on the pages.
func (c *searchCmd) request() (index.Request, error) {
	req := index.Request{
		Query: strings.ReplaceAll(strings.Join(c.Query, " "), without, ""),
		Size:  c.Limit, After: c.After, Facets: c.Facet, Highlight: true,
		Sort: map[string]index.Sort{"relevance": index.ByRelevance, "date": index.ByDate, "score": index.ByScore}[c.Sort],
		Filter: index.Filter{Themes: c.Theme, Touchpoints: c.Touchpoint, Units: c.Unit,
			First: models.NoDay, Last: models.NoDay},
	}
	for _, name := range c.Class {
		class, _ := models.ParseClass(name)
		req.Filter.Classes = append(req.Filter.Classes, class)
	}
	for _, bound := range []struct {
		text string
		day  *models.Day
	}{{c.From, &req.Filter.First}, {c.To, &req.Filter.Last}} {
		if bound.text == "" {
			continue
		}
		day, err := models.ParseDay(bound.text)
		if err != nil {
			return req, messages.Errorf("search_day", bound.text)
		}
		*bound.day = day
	}
	return req, nil
}

// facetNames are the facets that every index has.
var facetNames = []string{"class", "theme", "touchpoint", "stage", "unit", "month", "score", "language", "source"}

// knownFacets refuses facets that the index does not have. A segment's name alone
// is made its facet.
func knownFacets(ix *index.Index, asked []string) error {
	known := slices.Clone(facetNames)
	for _, name := range ix.Segments() {
		known = append(known, "segment:"+name)
	}
	for i, name := range asked {
		if slices.Contains(ix.Segments(), name) && !slices.Contains(facetNames, name) {
			asked[i] = "segment:" + name
		} else if !slices.Contains(known, name) && !strings.HasPrefix(name, "lens:") {
			return unknown("kind_facet", name, known)
		}
	}
	return nil
}

// listing is the hits as a sheet, whole comments and all.
func (t *terminal) listing(res index.Result) *sheet {
	s := t.sheet("response_key", "col_response", "score", "col_score", "nps_class", "col_class", "responded_on", "col_day", "touchpoint", "col_touchpoint",
		"unit", "col_unit", "themes", "col_themes", "title", "col_title", "comment", "col_comment", "cursor", "col_cursor")
	for _, h := range res.Hits {
		s.add(h.Key.String(), scoreCell(h.Score), h.Class.String(), h.Day.String(), h.Touchpoint, h.Unit,
			strings.Join(h.Themes, " "), h.Title, h.Comment, h.Cursor)
	}
	return s
}

// found prints the hits for people: what was found stands out, themes are called
// by name: those of hits in names, those of facets, which sum up, in all.
func (t *terminal) found(res index.Result, names, all map[string]string) {
	t.print("search_total", t.lang.Count(res.Total), t.lang.Count(res.Classes.Promoters), t.lang.Count(res.Classes.Passives),
		t.lang.Count(res.Classes.Detractors), t.lang.Count(res.Classes.Unscored))
	for _, r := range res.Read {
		t.print("search_read", r.Written, r.As)
	}
	if n := res.Loose.Total; n > 0 {
		t.print("search_loose", t.lang.Count(n), messages.Argument(res.Loose.Query))
	}
	for _, m := range res.Misses {
		if m.Field == "" {
			t.print("search_miss_word", m.Value, meant(m.Meant))
			continue
		}
		t.print("search_miss", m.Field, m.Value, meant(m.Meant))
	}
	t.hits(res.Hits, names)
	if len(res.Near) > 0 {
		t.print("search_near")
		t.hits(res.Near, names)
	}
	for _, facet := range res.Facets {
		t.line("\n" + facet.Name)
		for _, v := range facet.Values {
			value := v.Value
			if facet.Name == "theme" {
				value = all[v.Value]
			}
			if value == "" {
				value = t.text("unknown")
			}
			t.line("   " + value + "  " + t.lang.Count(v.Total()))
		}
	}
	if n := len(res.Hits); n > 0 && n < res.Total {
		t.print("search_next", res.Hits[n-1].Cursor)
	}
}

// hits prints comments with what was found in them.
func (t *terminal) hits(hits []index.Hit, names map[string]string) {
	on, off := "«", "»"
	if t.colours() {
		on, off = "\x1b[1;33m", "\x1b[0m"
	}
	for i, h := range hits {
		head := []string{strconv.Itoa(i+1) + ".", h.Key.String()}
		if h.Class != models.NoClass {
			head = append(head, h.Score.String()+" "+t.text(messages.Key(h.Class.String())))
		}
		var themes []string // entries of lenses are many, and mostly say the same
		for _, id := range h.Themes {
			if models.LensOf(id) == "" && names[id] != "" {
				themes = append(themes, names[id])
			}
		}
		for _, more := range []string{h.Day.String(), h.Touchpoint, h.Unit, strings.Join(themes, ", ")} {
			if more != "" {
				head = append(head, more)
			}
		}
		t.line("\n" + strings.Join(head, "  "))
		for _, f := range h.Fragments {
			t.line("   " + marked(h.Comment, f, on, off))
		}
	}
}

// marked is a fragment in one line, safe for a terminal, with what was found
// between on and off.
func marked(text string, f index.Fragment, on, off string) string {
	var b strings.Builder
	at := f.Start
	for _, m := range f.Marks {
		if m.Start < at || m.End > f.End {
			continue
		}
		b.WriteString(printable(text[at:m.Start]) + on + printable(text[m.Start:m.End]) + off)
		at = m.End
	}
	b.WriteString(printable(text[at:f.End]))
	line := b.String()
	if f.Start > 0 {
		line = "… " + line
	}
	if f.End < len(text) {
		line += " …"
	}
	return line
}

// printable keeps line ends and control characters of a comment from steering
// the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return -1
		}
		return r
	}, s)
}
