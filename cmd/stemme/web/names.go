package web

import (
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"stemme/cmd/stemme/web/frame"
	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

// pageHelpers are what the templates of the pages may call beside what all may.
func pageHelpers(lang messages.Lang) template.FuncMap {
	return template.FuncMap{
		"known":   func(n tables.Int) string { return known(lang, n) },
		"told":    func(n tables.Int) template.HTML { return toldCount(lang, n) },
		"dash":    func(why messages.Key) template.HTML { return dash(lang, why) },
		"day":     func(d models.Day) string { return frame.DayText(lang, d.Time()) },
		"class":   func(c models.Class) string { return className(lang, c) },
		"theme":   themeLink,
		"dotted":  func(on scale, of nps.Difference, sure bool) template.HTML { return dotted(lang, on, of, 0, sure) },
		"whisker": func(on scale, v, low, high, ref float64) template.HTML { return whisker(lang, on, v, low, high, ref) },
		"axis":    func(on scale, ref float64) template.HTML { return axisOf(lang, on, ref) },
		"hits":    func(link string, n int, text string) template.HTML { return hitsLink(lang, link, n, text) },
		"period":  lang.Period,
		"bar": func(r nps.ScoreRow) template.HTML {
			return classBar(lang, int(r.Promoters.N), int(r.Passives.N), int(r.Detractors.N))
		},
		"orUnknown": func(s string) string {
			if s == "" {
				return lang.Text("unknown")
			}
			return s
		},
		"levels":    func(unit string) string { return strings.ReplaceAll(unit, "/", " › ") },
		"few":       sayFew,
		"doubt":     doubt,
		"unsure":    func(d nps.DriverRow) messages.Key { return doubt(d.CILow, d.CIHigh, d.Sure()) },
		"sides":     func(d nps.DriverRow) []string { return report.SidesOf(lang, &d, 0) },
		"side":      func(name, polarity string) string { return report.Side(lang, name, polarity) },
		"holds0":    holds0,
		"boundless": nps.Boundless,
		"leaf":      func(path string) string { return leaf(lang, path) },
		"dimension": func(name string) string { return dimensionName(lang, name) },
		"syntax":    func() [][2]string { return syntaxOf(lang) },
	}
}

// dash stands for a figure that is not there, and says why.
func dash(lang messages.Lang, why messages.Key) template.HTML {
	return template.HTML(`<span class="dash" title="` + template.HTMLEscapeString(lang.Text(why)) + `">–</span>`)
}

// toldCount is a count as a cell has it; a withheld one says so.
func toldCount(lang messages.Lang, n tables.Int) template.HTML {
	if !n.Known {
		return dash(lang, "web_small")
	}
	return template.HTML(known(lang, n))
}

// known is a count as people read it; a withheld one is a dash.
func known(lang messages.Lang, n tables.Int) string {
	if !n.Known {
		return "–"
	}
	return lang.Count(int(n.N))
}

func className(lang messages.Lang, c models.Class) string {
	if c == models.NoClass {
		return lang.Text("web_unscored")
	}
	return lang.Text(messages.Key(c.String()))
}

// themeLink is the page of a theme. Ids of lens entries hold a slash.
func themeLink(id string) string {
	parts := strings.Split(id, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return "/temaer/" + strings.Join(parts, "/")
}

// hitsLink is text that leads to n comments; text alone where it leads to none.
func hitsLink(lang messages.Lang, link string, n int, text string) template.HTML {
	if link == "" || n == 0 {
		return template.HTML(esc(text))
	}
	return template.HTML(fmt.Sprintf(`<a href="%s" data-hits="%d" title="%s">%s</a>`, esc(link), n, esc(lang.Text("web_comments_n", lang.Count(n))), esc(text)))
}

// leaf is the last part of a path.
func leaf(lang messages.Lang, path string) string {
	if path == "" {
		return lang.Text("unknown")
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}

// dimensionName is what a way to cut is called; a segment has its own name, which
// begins with a capital as the others do.
func dimensionName(lang messages.Lang, name string) string {
	key := messages.Key("web_f_" + name)
	if text := lang.Text(key); text != string(key) {
		return text
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// syntaxOf explains the query language by examples.
func syntaxOf(lang messages.Lang) [][2]string {
	var lines [][2]string
	for _, key := range []messages.Key{"words", "phrase", "not", "or", "prefix", "fuzzy", "exact", "class", "score", "date", "theme"} {
		example, meaning, _ := strings.Cut(lang.Text("web_syntax_"+key), " | ")
		lines = append(lines, [2]string{example, meaning})
	}
	return lines
}

// holds0 says whether an interval holds 0, at its end too.
func holds0(low, high float64) bool { return low <= 0 && high >= 0 }

// doubt is what is said beside a figure that is not sure: that it may be chance, and where
// its own interval does not say so, that it is one of many; "" beside one that is sure.
func doubt(low, high float64, sure bool) messages.Key {
	switch {
	case sure:
		return ""
	case holds0(low, high):
		return "web_may_be_chance"
	}
	return "web_chance_of_many"
}
