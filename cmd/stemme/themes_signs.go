package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/report"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// signs count the responses that praise a theme and that complain of it.
type signs map[string]report.Voiced

// of are the responses that praise a theme and that complain of it, of those of score;
// both unknown where these are withheld, and of a theme that is known by those below it.
func (s signs) of(theme string, score *nps.ThemeScoreRow) (praised, blamed tables.Int) {
	of, told := s[theme]
	if !told || !score.Responses.Known || theme == models.NoTheme {
		return
	}
	return tables.IntOf(of.Praise), tables.IntOf(of.Blame)
}

// signCells are the shares of a theme's responses that praise it and that complain of it.
func (t *terminal) signCells(o *overview, theme string, score *nps.ThemeScoreRow) []any {
	praised, blamed := o.signs.of(theme, score)
	cell := func(n tables.Int) any {
		if !n.Known || score.Responses.N == 0 {
			return figure{math.NaN(), t.lang.Number(math.NaN(), 0)}
		}
		share := float64(n.N) / float64(score.Responses.N)
		return figure{share, t.lang.Number(100*share, 0) + " %"}
	}
	return []any{cell(praised), cell(blamed)}
}

// A quoted clause is one that stands for what is said of an entry of a lens.
type quotedClause struct {
	class models.Class
	key   string
	text  string
	sure  float64 // how surely it speaks of the entry, and how plainly well or ill of it
	sign  int8
}

// said prints for each class the clauses that speak of an entry most surely, each
// text once, most of a class. Found themes have typical comments instead.
func (t *terminal) said(dir string, entry string, most int) error {
	classes := map[string]models.Class{}
	err := ledger.Responses.Only("response_key", "source_kind", "nps_class").Each(dir, func(r *ledger.ResponseRow) {
		if r.Kind == models.Survey {
			classes[r.ResponseKey] = r.NPSClass
		}
	})
	if err != nil {
		return err
	}
	var all []quotedClause
	err = themes.Mentions.Each(dir, func(m *themes.MentionRow) {
		if class, counts := classes[m.ResponseKey]; counts && m.ThemeID == entry {
			q := quotedClause{class: class, key: m.ResponseKey, text: m.Text, sure: m.Probability}
			if !math.IsNaN(m.Polarity) {
				q.sure, q.sign = q.sure+math.Abs(m.Polarity), nps.SignOf(m.Polarity)
			}
			all = append(all, q)
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b quotedClause) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(b.sure, a.sure), cmp.Compare(a.key, b.key), cmp.Compare(a.text, b.text))
	})
	t.quote(all, most)
	return nil
}

// quote prints clauses under their classes, each text once.
func (t *terminal) quote(all []quotedClause, most int) {
	class, shown, seen := models.Class(255), 0, map[string]bool{}
	for _, q := range all {
		if q.class != class {
			class, shown = q.class, 0
			t.line("\n" + t.text(className(class)))
		}
		if text := shorten(printable(q.text), 300); shown < most && !seen[text] {
			seen[text] = true
			shown++
			t.line(fmt.Sprintf("  %s %s  %s", map[int8]string{1: "+", -1: "−", 0: "·"}[q.sign], q.key, text))
		}
	}
}

// signLine says how many praise a theme and how many complain of it, and how they score.
func (t *terminal) signLine(o *overview, theme string, score *nps.ThemeScoreRow) {
	if praised, blamed := o.signs.of(theme, score); praised.Known {
		t.print(messages.Key("theme_signs"), t.known(praised), t.known(blamed))
	}
	d := o.driver[theme]
	if of := report.SidesOf(t.lang, &d, 1); len(of) > 0 {
		t.print("theme_sides", strings.Join(of, "; "))
	}
}
