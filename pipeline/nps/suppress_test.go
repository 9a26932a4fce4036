package nps_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/nps"
)

// A span is the row space of vectors over the integers modulo a prime, in
// reduced form.
type span struct {
	rows  [][]uint64
	pivot []int
}

const prime = 1<<31 - 1

func (s *span) reduce(v []uint64) ([]uint64, int) {
	v = slices.Clone(v)
	for i, row := range s.rows {
		if f := v[s.pivot[i]]; f != 0 {
			for j, x := range row {
				v[j] = (v[j] + (prime-f)*x) % prime
			}
		}
	}
	for j, x := range v {
		if x != 0 {
			return v, j
		}
	}
	return v, -1
}

func (s *span) add(v []uint64) {
	v, at := s.reduce(v)
	if at < 0 {
		return
	}
	inverse, f, e := uint64(1), v[at], uint64(prime-2)
	for ; e > 0; e >>= 1 {
		if e&1 == 1 {
			inverse = inverse * f % prime
		}
		f = f * f % prime
	}
	for j := range v {
		v[j] = v[j] * inverse % prime
	}
	s.rows, s.pivot = append(s.rows, v), append(s.pivot, at)
}

// An attacker knows every rule by which figures add up, which cells are empty and
// all shown rows, and takes every combination of them. A figure is a vector over
// the smallest cells: month × value, for each dimension of each theme.
type attacker struct {
	survey survey
	names  []string                          // dimensions
	value  []func(r *models.Response) string // of each dimension, the finest
	at     map[string]int                    // place of each smallest cell
	few    map[int]bool                      // themes that count as not mentioned
	span   span
}

func (a *attacker) cell(theme int, dimension int, r *models.Response) int {
	key := fmt.Sprint(theme, "|", dimension, "|", nps.PeriodName(nps.KindMonth, r.Day), "|", a.value[dimension](r))
	if _, ok := a.at[key]; !ok {
		a.at[key] = len(a.at)
	}
	return a.at[key]
}

// mentions says whether response i belongs to a slice: −1 is all of them,
// len(Order) is uden tema, one more is no comment.
func (a *attacker) mentions(i, theme int) bool {
	none := !slices.ContainsFunc(a.survey.Themes[i], func(t int) bool { return !a.few[t] })
	switch n := len(a.survey.Order); {
	case theme < 0:
		return true
	case theme == n:
		return none && a.survey.Responses[i].Comment != ""
	case theme > n:
		return none && a.survey.Responses[i].Comment == ""
	}
	return slices.Contains(a.survey.Themes[i], theme)
}

// sum is the vector of the responses of a slice that in holds, over one dimension.
func (a *attacker) sum(theme, dimension int, in func(*models.Response) bool) map[int]uint64 {
	v := map[int]uint64{}
	for i := range a.survey.Responses {
		if r := &a.survey.Responses[i]; a.mentions(i, theme) && in(r) {
			v[a.cell(theme, dimension, r)] = 1
		}
	}
	return v
}

// know adds Σ plus − Σ minus = 0 to what is known.
func (a *attacker) know(plus map[int]uint64, minus ...map[int]uint64) {
	v := make([]uint64, len(a.at))
	for at := range plus {
		v[at] = 1
	}
	for _, m := range minus {
		for at := range m {
			v[at] = (v[at] + prime - 1) % prime
		}
	}
	a.span.add(v)
}

// rules adds all sums that hold by construction within a slice: each dimension
// adds up to the month, and each value of one that divides another to that one's.
func (a *attacker) rules(theme int) {
	groups := map[string]func(*models.Response) bool{}
	for i := range a.survey.Responses {
		r := &a.survey.Responses[i]
		month := nps.PeriodName(nps.KindMonth, r.Day)
		for d := range a.names {
			value := a.value[d](r)
			groups[fmt.Sprint(d, "|", month, "|", value)] = func(x *models.Response) bool {
				return nps.PeriodName(nps.KindMonth, x.Day) == month && a.value[d](x) == value
			}
		}
		groups[month] = func(x *models.Response) bool { return nps.PeriodName(nps.KindMonth, x.Day) == month }
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		of, _, nested := strings.Cut(key, "|")
		for d := 1; !nested && d < len(a.names); d++ {
			a.know(a.sum(theme, 0, groups[key]), a.sum(theme, d, groups[key]))
		}
		for d := range a.names {
			if nested && fmt.Sprint(d) != of && a.divides(d, int(of[0]-'0')) {
				coarse := int(of[0] - '0')
				a.know(a.sum(theme, coarse, groups[key]), a.sum(theme, d, groups[key]))
			}
		}
	}
}

func (a *attacker) divides(fine, coarse int) bool {
	seen := map[string]string{}
	for i := range a.survey.Responses {
		r := &a.survey.Responses[i]
		x, y := a.value[fine](r), a.value[coarse](r)
		if of, ok := seen[x]; ok && of != y {
			return false
		}
		seen[x] = y
	}
	return a.names[fine] != nps.DimensionUnit
}

// attack returns the withheld rows of the slices that follow from the shown ones.
func attack(s survey, got *nps.Scores, themes []int, single bool) (found []string, shown, withheld int) {
	a := &attacker{survey: s, at: map[string]int{}, few: fewOf(s), names: []string{"touchpoint", "stage", "kundetype", "unit"}}
	for _, name := range a.names {
		a.value = append(a.value, func(r *models.Response) string {
			return map[string]string{"touchpoint": r.Touchpoint, "stage": r.Stage, "kundetype": r.Segment("kundetype"), "unit": r.Unit}[name]
		})
	}
	everything := func(*models.Response) bool { return true }
	for _, theme := range themes { // number all cells first
		for d := range a.names {
			a.sum(theme, d, everything)
		}
	}
	for _, theme := range themes {
		a.rules(theme)
	}
	if single { // everyone has one theme, and the attacker knows it: themes add up
		for d := range a.names {
			for i := range s.Responses {
				r := &s.Responses[i]
				same := func(x *models.Response) bool {
					return nps.PeriodName(nps.KindMonth, x.Day) == nps.PeriodName(nps.KindMonth, r.Day) && a.value[d](x) == a.value[d](r)
				}
				var parts []map[int]uint64
				for theme := range len(s.Order) + 1 {
					if !a.few[theme] {
						parts = append(parts, a.sum(theme, d, same))
					}
				}
				a.know(a.sum(-1, d, same), parts...)
			}
		}
	}
	var secrets []func() (string, map[int]uint64)
	row := func(k nps.CutKey, theme int, hidden bool) {
		d := max(0, slices.Index(a.names, k.Dimension))
		v := a.sum(theme, d, k.Holds)
		if hidden {
			withheld++
			secrets = append(secrets, func() (string, map[int]uint64) { return fmt.Sprint(k, theme), v })
			return
		}
		shown++
		a.know(v)
	}
	for _, r := range got.Cuts {
		if slices.Contains(themes, -1) {
			row(r.CutKey, -1, r.Suppressed)
		}
	}
	for _, r := range got.Rows {
		theme := slices.Index(s.Order, r.ThemeID)
		if theme < 0 {
			theme = len(s.Order)
		}
		if slices.Contains(themes, theme) {
			row(r.CutKey, theme, r.Suppressed)
		}
	}
	for _, secret := range secrets {
		name, v := secret()
		dense := make([]uint64, len(a.at))
		for at := range v {
			dense[at] = 1
		}
		if _, at := a.span.reduce(dense); at < 0 {
			found = append(found, name)
		}
	}
	return found, shown, withheld
}

// fewOf are the themes that fewer than five responses mention.
func fewOf(s survey) map[int]bool {
	count, few := map[int]int{}, map[int]bool{}
	for _, of := range s.Themes {
		for _, t := range of {
			count[t]++
		}
	}
	for t, n := range count {
		few[t] = n < 5
	}
	return few
}

// thin leaves the first mentions of a theme, so many; of a comment that mentions nothing
// else the first theme is said instead.
func (s *survey) thin(theme, leave int) {
	for i, of := range s.Themes {
		at := slices.Index(of, theme)
		if at < 0 {
			continue
		}
		if leave--; leave < 0 {
			if s.Themes[i] = slices.Delete(slices.Clone(of), at, at+1); len(of) == 1 {
				s.Themes[i] = []int{0}
			}
		}
	}
}

// attacked is an invented survey small enough to attack.
func attacked(seed uint64) (s survey, single bool) {
	draw := rand.New(rand.NewPCG(seed, 7))
	single = seed%4 == 0
	if single {
		s = large(40+draw.IntN(100), 2+draw.IntN(3), 1+draw.IntN(5), 1+draw.IntN(6), seed)
		for i := range s.Themes {
			s.Themes[i], s.Responses[i].Comment = []int{draw.IntN(len(s.Order))}, "x"
		}
	} else {
		s = large(60+draw.IntN(240), 2+draw.IntN(4), 1+draw.IntN(18), 1+draw.IntN(12), seed)
	}
	if seed%5 < 2 {
		s.thin(len(s.Order)-1, int(1+seed/5%5)) // few mention it, or hardly more
	}
	for i := range s.Responses {
		r := &s.Responses[i]
		if draw.IntN(9) == 0 { // some belong to a region alone
			r.Unit, _, _ = strings.Cut(r.Unit, "/")
		}
		if seed%2 == 0 { // a touchpoint belongs to one stage
			r.Stage = map[string]string{"web": "køb", "butik": "køb", "møde": "brug"}[r.Touchpoint]
		}
	}
	return s, single
}

// TestNoWithheldFigureIsFound attacks 80 surveys; 600 with STEMME_LONG.
func TestNoWithheldFigureIsFound(t *testing.T) {
	t.Parallel()
	surveys := uint64(80)
	if os.Getenv("STEMME_LONG") != "" {
		surveys = 600
	}
	shown, withheld, lost := 0, 0, 0
	for seed := range surveys {
		s, single := attacked(seed)
		got := prepare(t, s, nps.DefaultOptions()).Score()
		slicesOf := [][]int{{-1}}
		for theme := range len(s.Order) + 1 {
			slicesOf = append(slicesOf, []int{theme})
		}
		if single {
			together := []int{-1}
			for theme := range len(s.Order) + 1 {
				together = append(together, theme)
			}
			slicesOf = append(slicesOf, together)
		}
		for _, themes := range slicesOf {
			found, a, b := attack(s, got, themes, len(themes) > 1)
			shown, withheld = shown+a, withheld+b
			if len(found) > 0 {
				lost += len(found)
				t.Errorf("seed %d, slices %v: %d of %d withheld rows are found, such as %s", seed, themes, len(found), b, found[0])
			}
		}
		for _, r := range got.Cuts {
			if !r.Suppressed && (r.Responses.N < 5 || r.Scored.N > 0 && r.Scored.N < 5) {
				t.Errorf("seed %d: %v shown with %d responses, %d scored", seed, r.CutKey, r.Responses.N, r.Scored.N)
			}
		}
		for _, r := range got.Rows {
			nobody := r.ThemeID == models.NoTheme && r.Responses.N == 0
			if !r.Suppressed && !nobody && (r.Responses.N < 5 || r.Scored.N > 0 && r.Scored.N < 5) {
				t.Errorf("seed %d: %v %s shown with %d responses, %d scored", seed, r.CutKey, r.ThemeID, r.Responses.N, r.Scored.N)
			}
		}
	}
	t.Logf("%d rows shown, %d withheld, %d found", shown, withheld, lost)
	if shown < 1000 || withheld < 1000 {
		t.Errorf("%d rows shown, %d withheld: the attack proves nothing", shown, withheld)
	}
}

// TestWithoutThemeHasItsRow: whatever cut is shown says how many have no theme, also
// where it is nobody, so that a missing row never stands for a figure.
func TestWithoutThemeHasItsRow(t *testing.T) {
	t.Parallel()
	nobody := 0
	for seed := range uint64(8) {
		s, _ := attacked(seed)
		got := prepare(t, s, nps.DefaultOptions()).Score()
		rows := map[nps.CutKey]nps.ThemeScoreRow{}
		for _, r := range got.Rows {
			if r.ThemeID == models.NoTheme {
				rows[r.CutKey] = r
			}
		}
		for _, c := range got.Cuts {
			if c.Suppressed || c.Commented.N == 0 || c.PeriodKind == nps.KindMonth && c.Dimension == nps.DimensionUnit {
				continue
			}
			r, there := rows[c.CutKey]
			if !there {
				t.Fatalf("seed %d: %v says nothing of those without a theme", seed, c.CutKey)
			}
			if r.Responses.N == 0 && !r.Suppressed {
				nobody++
				if r.Share != 0 || !math.IsNaN(r.NPS) {
					t.Errorf("%v: share %v, score %v of nobody", c.CutKey, r.Share, r.NPS)
				}
			}
		}
	}
	if nobody == 0 {
		t.Error("every cut has somebody without a theme: the test proves nothing")
	}
}
