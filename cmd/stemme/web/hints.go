package web

import (
	"strings"

	"stemme/index"
)

// A hint says how a query was taken, with the query that takes it otherwise.
type hint struct {
	Text       string
	Say, Query string // what the link says, and where it leads; "" for none
}

// hints fills in which words are read as others, what finds more, and which words and values no
// comment has.
func (r *request) hints(q *query, res *index.Result, v *searchView) {
	instead := func(old, with string) string {
		return q.link("/soeg", "q", strings.Replace(q.Query, old, with, 1), "after", "")
	}
	for _, read := range res.Read {
		v.Read = append(v.Read, hint{r.Lang.Text("web_read_as", read.Written, read.As), r.Lang.Text("web_insist", read.Written), instead(read.Written, "="+read.Written)})
	}
	if n := res.Loose.Total; n > 0 {
		v.Read = append(v.Read, hint{r.Lang.Text("web_loose"), r.Lang.Text("web_loose_hits", r.Lang.Count(n), res.Loose.Query), q.link("/soeg", "q", res.Loose.Query, "after", "")})
	}
	for _, m := range res.Misses {
		one := hint{Text: r.Lang.Text("web_miss_word", m.Value)}
		if m.Field != "" {
			one.Text = r.Lang.Text("web_miss", m.Field, m.Value)
		}
		if m.Meant != "" {
			one.Say, one.Query = r.Lang.Text("web_meant", m.Meant), instead(m.Value, quotedValue(m.Meant))
		}
		v.Misses = append(v.Misses, one)
	}
}

// meantInstead is the query of an unknown field with what was probably meant.
func (r *request) meantInstead(q *query, fault *index.QueryError) *hint {
	if fault.Meant == "" {
		return nil
	}
	letters := []rune(q.Query)
	from := min(max(fault.Pos-1, 0), len(letters))
	rest := string(letters[from:])
	end := len(rest)
	if quote := fault.Arg + `:"`; strings.HasPrefix(rest, quote) {
		if close := strings.IndexByte(rest[len(quote):], '"'); close >= 0 {
			end = len(quote) + close + 1
		}
	} else if space := strings.IndexAny(rest, " ()"); space >= 0 {
		end = space
	}
	return &hint{Say: fault.Meant, Query: q.link("/soeg", "q", string(letters[:from])+fault.Meant+rest[end:], "after", "")}
}

// quotedValue is a value as the query language takes it.
func quotedValue(value string) string {
	if strings.ContainsAny(value, " ()") {
		return `"` + value + `"`
	}
	return value
}
