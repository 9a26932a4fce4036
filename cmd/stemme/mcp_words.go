package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
	"stemme/stemming"
)

// mostAsked is how many words a search of the open tables takes.
const mostAsked = 10

// published finds words in the words of themes and in what is new. A theme is told by
// its rows of theme_nps for a dimension, news by its row.
//
// Where single comments may not be told, a search is answered from the open tables
// alone, never from the comments: a count over comments that the asker chooses freely
// tells a single one, however it is rounded, beside a query whose count lies just below
// the next step. Dinur and Nissim, "Revealing Information while Preserving Privacy"
// (2003).
func (b *toolbox) published(ed *edition.Edition, in searchAsk) (told, error) {
	asked, err := plainWords(in.Query)
	if err != nil {
		return told{}, err
	}
	by, err := publishedBy(ed, strings.TrimPrefix(in.By, "segment:"))
	if err != nil {
		return told{}, err
	}
	said, names, err := themesSaying(ed, asked, b.lang)
	if err != nil {
		return told{}, err
	}
	out, err := rowsOf(ed, "theme_nps", func(r map[string]any) bool {
		id, _ := r["theme_id"].(string)
		return said[id] != nil && is(r, "period_kind", "all") && is(r, "dimension", by)
	})
	if err != nil {
		return told{}, err
	}
	for _, row := range out.Rows {
		id, _ := row["theme_id"].(string)
		row["name"], row["words"] = names[id], said[id]
	}
	news, err := rowsOf(ed, "news", func(r map[string]any) bool {
		count, _ := r["responses"].(float64)
		phrase, _ := r["phrase"].(string)
		return is(r, "dimension", by) && int(count) >= b.cfg.Figures.SmallGroup && asked.in([]string{phrase})
	})
	out.Rows = append(out.Rows, news.Rows[:min(len(news.Rows), mostTold-len(out.Rows))]...)
	out.Total += news.Total
	out.Notes = append(out.Notes, b.lang.Text("mcp_published"))
	out.object = by
	return out, err
}

// publishedBy is a dimension of the open tables.
func publishedBy(ed *edition.Edition, by string) (string, error) {
	rows, err := nps.Dimensions.Read(ed.Path(edition.Tables))
	if err != nil {
		return "", err
	}
	known := map[string]bool{"all": true}
	for _, row := range rows {
		name, _, _ := strings.Cut(row.Dimension, ":") // unit:1 is a level of unit
		known[name] = true
	}
	if by = cmp.Or(by, "all"); !known[by] {
		return "", unknown("kind_facet", by, slices.Sorted(maps.Keys(known)))
	}
	return by, nil
}

// themesSaying are the words of the themes that have all of what is asked among their
// words, and the names of the themes, by id.
func themesSaying(ed *edition.Edition, asked wordsAsked, lang messages.Lang) (said map[string][]string, names map[string]string, err error) {
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, nil, err
	}
	shown := rows
	if lang == messages.English {
		shown = themes.InEnglish(rows)
	}
	said, names = map[string][]string{}, map[string]string{}
	for i := range rows {
		if row := &rows[i]; row.State != models.Hidden && asked.in(append([]string{row.Name}, row.Words...)) {
			said[row.ThemeID], names[row.ThemeID] = row.Words, shown[i].Name
		}
	}
	return said, names, nil
}

// wordsAsked are the terms of the words of a search. They are stemmed without the
// lexicon of the edition: what that takes for a misspelling depends on the comments.
type wordsAsked struct {
	analyser *stemming.Analyser
	terms    map[string]bool
}

// plainWords reads a query that is words alone.
func plainWords(query string) (wordsAsked, error) {
	words := strings.Fields(query)
	sign := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }
	for i, word := range words {
		word = strings.TrimRight(word, ".,!?")
		words[i] = word
		if word == "" || strings.ContainsFunc(word, sign) || strings.HasPrefix(word, "-") || slices.Contains(operators, word) {
			return wordsAsked{}, usageError{messages.Errorf("mcp_words", mostAsked)}
		}
	}
	if len(words) == 0 || len(words) > mostAsked {
		return wordsAsked{}, usageError{messages.Errorf("mcp_words", mostAsked)}
	}
	asked := wordsAsked{analyser: stemming.NewAnalyser(nil, stemming.DefaultLayers())}
	asked.terms = asked.termsOf(words)
	return asked, nil
}

// operators are words of the query language that are none here.
var operators = []string{"AND", "OG", "OR", "ELLER", "NOT", "IKKE"}

// termsOf are the terms of the words of texts.
func (a wordsAsked) termsOf(texts []string) map[string]bool {
	terms := map[string]bool{}
	for _, t := range a.analyser.Tokens(nil, strings.Join(texts, " "), models.Danish) {
		if t.Kind != models.Part {
			terms[t.Term] = true
		}
	}
	return terms
}

// in says whether all that is asked is among the words of texts.
func (a wordsAsked) in(texts []string) bool {
	has := a.termsOf(texts)
	for term := range a.terms {
		if !has[term] {
			return false
		}
	}
	return len(a.terms) > 0
}
