package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// quotes picks comments of a class by theme: named themes first, of those the
// ones that most speak of; comments that hold a word of its name come first. What is evidence of no shown theme stands for itself.
func (w *packer) quotes(of []*ledger.ResponseRow, class models.Class, taken map[string]bool) []Quote {
	order := byHash
	if class == models.Promoter {
		order = w.byPraise
	}
	by := w.grouped(of, class, order, func(r *ledger.ResponseRow) []string {
		switch id := r.PrimaryThemeID; {
		case !w.shown(id):
			return []string{models.NoTheme}
		case w.shows(r, class, id):
			return []string{id}
		}
		return nil
	})
	for id, rows := range by {
		if w.shown(id) {
			themes.CalledFirst(rows, w.theme[id].Name, func(r *ledger.ResponseRow) string { return r.Comment })
		}
	}
	named := func(id string) int { return map[bool]int{true: 0, false: 1}[w.shown(id)] }
	ids := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(named(a), named(b)), cmp.Compare(len(by[b]), len(by[a])), cmp.Compare(a, b))
	})
	picked := w.pick(by, ids, mostQuotes, taken, w.why)
	for i := range picked {
		if n := count(of, class, picked[i].Text); n > 1 {
			picked[i].Why += w.Lang.Text("pack_said_by", n)
		}
	}
	return picked
}

// count counts the comments of a class that are the text word for word.
func count(of []*ledger.ResponseRow, class models.Class, text string) (n int) {
	for _, r := range of {
		if r.NPSClass == class && r.Comment == text {
			n++
		}
	}
	return n
}

// fewestQuotes is how many a meeting should have of either class.
const fewestQuotes = 3

// fewQuotes says why there are fewer; "" where there are not.
func fewQuotes(lang messages.Lang, picked []Quote) string {
	switch n := len(picked); {
	case n == 0:
		return lang.Text("pack_no_quote")
	case n < fewestQuotes:
		return lang.Text("pack_few_quotes", n)
	}
	return ""
}

// praise picks what promoters say of promises that were kept, those that most
// speak of first. It is the unit's to share: no colleague is named.
func (w *packer) praise(of []*ledger.ResponseRow, taken map[string]bool) []Quote {
	by := w.grouped(of, models.Promoter, w.byPraise, func(r *ledger.ResponseRow) (kept []string) {
		for _, id := range w.kept[r.ResponseKey] {
			if w.shows(r, models.Promoter, id) {
				kept = append(kept, id)
			}
		}
		return kept
	})
	ids := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(by[b]), len(by[a])), cmp.Compare(a, b))
	})
	return w.pick(by, ids, mostQuotes, taken, func(id string, n int) string {
		return w.Lang.Text("pack_why_promise", w.theme[id].Name, n)
	})
}

// peaks are the best experiences of each stage of the journey, or, where there
// are no stages, of each touchpoint: at least one of each, those of promoters
// with the top score first.
func (w *packer) peaks(of []*ledger.ResponseRow, taken map[string]bool) []Quote {
	by := w.grouped(of, models.Promoter, w.byPraise, func(r *ledger.ResponseRow) []string { return messages.Known(cmp.Or(r.Stage, r.Touchpoint)) })
	places := slices.Sorted(maps.Keys(by))
	return w.pick(by, places, max(mostQuotes, len(places)), taken, func(place string, _ int) string {
		return w.Lang.Text("pack_why_peak", place)
	})
}

// grouped lists those who speak as their class does by the groups that each is of,
// in the given order.
func (w *packer) grouped(of []*ledger.ResponseRow, class models.Class, order func(a, b *ledger.ResponseRow) int, groups func(*ledger.ResponseRow) []string) map[string][]*ledger.ResponseRow {
	by := map[string][]*ledger.ResponseRow{}
	for _, r := range of {
		if w.says(r, class) {
			for _, id := range groups(r) {
				by[id] = append(by[id], r)
			}
		}
	}
	for _, rows := range by {
		slices.SortFunc(rows, order)
	}
	return by
}

// pick picks at most so many comments that are not taken and not alike: one a
// group first, in the given order, then a second. Where that leaves too few, those that
// differ in some words follow.
func (w *packer) pick(by map[string][]*ledger.ResponseRow, groups []string, most int, taken map[string]bool, why func(group string, n int) string) []Quote {
	picked := w.unlike(nil, sameTold, by, groups, most, taken, why)
	if len(picked) < fewestQuotes {
		picked = w.unlike(picked, sameWords, by, groups, min(most, fewestQuotes), taken, why)
	}
	return picked
}

// unlike adds to picked comments that are alike none of it.
func (w *packer) unlike(picked []Quote, alike likeness, by map[string][]*ledger.ResponseRow, groups []string, most int, taken map[string]bool, why func(group string, n int) string) []Quote {
	rest := maps.Clone(by)
	for more := true; more; {
		more = false
		for _, id := range groups {
			for len(rest[id]) > 0 && len(picked) < most {
				r := rest[id][0]
				rest[id] = rest[id][1:]
				if taken[r.ResponseKey] || told(picked, r.Comment, alike) {
					continue
				}
				picked, more = append(picked, w.quote(r, why(id, len(by[id])))), true
				taken[r.ResponseKey] = true
				break
			}
		}
	}
	return picked
}

// told says whether one of the quotes is alike a text.
func told(quotes []Quote, text string, alike likeness) bool {
	return slices.ContainsFunc(quotes, func(q Quote) bool { return alike(q.Text, text) })
}

// says whether a response of a class also speaks as the class does: a promoter's
// complaint is no best practice.
func (w *packer) says(r *ledger.ResponseRow, class models.Class) bool {
	return r.NPSClass == class && w.voices[r.ResponseKey].ShowsAny(class, int(r.Clauses))
}

// shows says whether it speaks so of a theme. What goes with a lower score has no
// best practice: "nothing to complain of" is none of complaints.
func (w *packer) shows(r *ledger.ResponseRow, class models.Class, theme string) bool {
	return w.voices[r.ResponseKey].Shows(class, theme, int(r.Clauses)) && !(class == models.Promoter && w.lowers[theme])
}

// why says why a comment was picked.
func (w *packer) why(theme string, n int) string {
	switch {
	case !w.shown(theme):
		return w.Lang.Text("pack_why_none")
	case n == 1:
		return w.Lang.Text("pack_why_only", w.theme[theme].Name)
	}
	return w.Lang.Text("pack_why_theme", w.theme[theme].Name, n)
}

func (w *packer) quote(r *ledger.ResponseRow, why string) Quote {
	return Quote{Text: r.Comment, Where: strings.Join(messages.Known(r.Touchpoint, w.Lang.Period(nps.PeriodName(nps.KindMonth, r.RespondedOn))), ", "), Why: why}
}

// byHash is an order that nobody chose, the same each time.
func byHash(a, b *ledger.ResponseRow) int {
	return cmp.Or(cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)), cmp.Compare(a.ResponseKey, b.ResponseKey))
}

// byPraise puts the higher score first, then the more praise.
func (w *packer) byPraise(a, b *ledger.ResponseRow) int {
	return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(w.polarity[b.ResponseKey], w.polarity[a.ResponseKey]), byHash(a, b))
}
