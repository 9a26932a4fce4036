package main

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/term"

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
	Format     string   `enum:"table,json,csv" default:"table" help:"cli_format"`
	where
}

// Run prints what was found.
func (c *searchCmd) Run(t *terminal) error {
	cfg, err := loadConfig("")
	if err != nil {
		return usageError{err}
	}
	req, err := c.request(cfg.Figures.SmallGroup)
	if err != nil {
		return usageError{err}
	}
	ed, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	ix, err := index.Open(ed.Path(edition.Index))
	if err != nil {
		return unopened(err)
	}
	defer ix.Close()
	res, err := ix.Search(t.ctx, req)
	if err != nil {
		var q *index.QueryError
		if errors.As(err, &q) {
			return usageError{messages.Errorf(messages.Key("query_"+string(q.Reason)), q.Pos, q.Arg)}
		}
		return err
	}
	if c.Format == "table" {
		themes, err := themes.Themes.Read(ed.Path(edition.Tables))
		if err != nil {
			return err
		}
		names := make(map[string]string, len(themes))
		for _, r := range themes {
			names[r.ThemeID] = r.Name
		}
		t.found(res, names)
		return nil
	}
	return c.listed(res).write(t.stdout, c.Format)
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

// request puts query and flags together; facets of fewer comments than
// smallGroup are withheld.
func (c *searchCmd) request(smallGroup int) (index.Request, error) {
	req := index.Request{
		Query: strings.Join(c.Query, " "),
		Size:  c.Limit, After: c.After, Facets: c.Facet, MinGroup: smallGroup, Highlight: true,
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

// listed is the hits as a sheet, whole comments and all.
func (c *searchCmd) listed(res index.Result) *sheet {
	s := &sheet{header: []string{"response_key", "score", "nps_class", "responded_on", "touchpoint", "unit", "themes", "title", "comment", "cursor"}}
	for _, h := range res.Hits {
		s.add(h.Key.String(), h.Score.String(), h.Class.String(), h.Day.String(), h.Touchpoint, h.Unit,
			strings.Join(h.Themes, " "), h.Title, h.Comment, h.Cursor)
	}
	return s
}

// found prints the hits for people: what was found stands out, themes are called
// by name.
func (t *terminal) found(res index.Result, names map[string]string) {
	t.print("search_total", t.lang.Count(res.Total), t.lang.Count(res.Classes.Promoters), t.lang.Count(res.Classes.Passives),
		t.lang.Count(res.Classes.Detractors), t.lang.Count(res.Classes.Unscored))
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
				value = names[v.Value]
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
	if file, ok := t.stdout.(interface{ Fd() uintptr }); ok && term.IsTerminal(int(file.Fd())) {
		on, off = "\x1b[1;33m", "\x1b[0m"
	}
	for i, h := range hits {
		head := []string{strconv.Itoa(i+1) + ".", h.Key.String()}
		if h.Class != models.NoClass {
			head = append(head, h.Score.String()+" "+t.text(messages.Key(h.Class.String())))
		}
		var themes []string
		for _, id := range h.Themes {
			themes = append(themes, names[id])
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
