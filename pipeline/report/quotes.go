package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
)

// quotes picks comments of a class: one a theme first, themes by how many speak
// of them, within a theme by a hash of the key, so that the same ones are picked
// each time and no one picks.
func (w *packer) quotes(of []*ledger.ResponseRow, class models.Class, taken map[string]bool) (picked []Quote) {
	by := map[string][]*ledger.ResponseRow{}
	for _, r := range of {
		if w.says(r, class) {
			by[r.PrimaryThemeID] = append(by[r.PrimaryThemeID], r)
		}
	}
	ids := make([]string, 0, len(by))
	for id, rows := range by {
		ids = append(ids, id)
		slices.SortFunc(rows, func(a, b *ledger.ResponseRow) int {
			return cmp.Or(cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)), cmp.Compare(a.ResponseKey, b.ResponseKey))
		})
	}
	slices.SortFunc(ids, func(a, b string) int {
		named := func(id string) int { return map[bool]int{true: 0, false: 1}[w.shown(id)] }
		return cmp.Or(cmp.Compare(named(a), named(b)), cmp.Compare(len(by[b]), len(by[a])), cmp.Compare(a, b))
	})
	for round, more := 0, true; more && len(picked) < mostQuotes; round++ {
		more = false
		for _, id := range ids {
			if rows := by[id]; round < len(rows) && len(picked) < mostQuotes {
				more = true
				if !told(picked, rows[round].Comment) {
					picked = append(picked, w.quote(rows[round], w.why(id, len(rows))))
					taken[rows[round].ResponseKey] = true
				}
			}
		}
	}
	return picked
}

// told says whether one of the quotes says much the same as text.
func told(quotes []Quote, text string) bool {
	return slices.ContainsFunc(quotes, func(q Quote) bool { return overlap(q.Text, text) >= sameTold })
}

// sameTold is the overlap from which two comments tell a reader the same twice;
// chosen by eye on invented comments that differ in a name or a number.
const sameTold = 0.6

// overlap is the share of the words of two texts that both hold (Jaccard 1912).
func overlap(a, b string) float64 {
	words := func(s string) map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			set[w] = true
		}
		return set
	}
	x, y := words(a), words(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	if len(x)+len(y) == 0 {
		return 1
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// says whether a response of a class also speaks as the class does: a promoter's
// complaint is no best practice.
func (w *packer) says(r *ledger.ResponseRow, class models.Class) bool {
	p := w.polarity[r.ResponseKey]
	return r.NPSClass == class && !(class == models.Promoter && p < 0) && !(class == models.Detractor && p > 0)
}

// why says why a comment was picked.
func (w *packer) why(theme string, n int) string {
	if w.shown(theme) {
		return w.Lang.Text("pack_why_theme", w.theme[theme].Name, n)
	}
	return w.Lang.Text("pack_why_none")
}

func (w *packer) quote(r *ledger.ResponseRow, why string) Quote {
	return Quote{Text: r.Comment, Where: strings.Join(nonEmpty(r.Touchpoint, w.Lang.Period(nps.PeriodName(nps.KindMonth, r.RespondedOn))), ", "), Why: why}
}

// peaks are the best experiences of each stage of the journey, or, where there
// are no stages, of each touchpoint: promoters with the top score.
func (w *packer) peaks(of []*ledger.ResponseRow, taken map[string]bool) (picked []Quote) {
	best := map[string]*ledger.ResponseRow{}
	for _, r := range of {
		place := cmp.Or(r.Stage, r.Touchpoint)
		if !w.says(r, models.Promoter) || place == "" || taken[r.ResponseKey] {
			continue
		}
		if b := best[place]; b == nil || better(r, b) {
			best[place] = r
		}
	}
	places := make([]string, 0, len(best))
	for place := range best {
		places = append(places, place)
	}
	slices.Sort(places)
	for _, place := range places[:min(len(places), mostQuotes)] {
		picked = append(picked, w.quote(best[place], w.Lang.Text("pack_why_peak", place)))
	}
	return picked
}

// better says whether a is the better peak: the higher score, then the lower hash.
func better(a, b *ledger.ResponseRow) bool {
	return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)), cmp.Compare(a.ResponseKey, b.ResponseKey)) < 0
}
