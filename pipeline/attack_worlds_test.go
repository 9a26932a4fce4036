package pipeline

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/improvement"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// An attacker who knows how figures are made can try all whole numbers that the withheld
// groups may have, and keep those that give what is shown: a search over worlds. Figures
// of which a world beside the true one, with the same shown counts and other withheld
// ones, is told apart, are what such a search feeds on.

// blurred are the columns that may tell such a world apart, and of how many of a hundred
// worlds at most: they are told in steps (see pipeline/nps, told.go). All others tell none.
// Impact and a KPI's interval are figures of the group itself: they tell who praises, and
// how much answers differ. Of an initiative whose figures are withheld the verdict is told.
var blurred = map[string]float64{"changes": 8, "drivers": 13, "high_five": 4, "impact": 12, "initiatives": 4, "kpi": 3}

// swapped is the survey with one property of two responses exchanged.
func (p *prey) swapped(property, i, j int) *prey {
	q := *p
	q.responses = slices.Clone(p.responses)
	a, b := &q.responses[i], &q.responses[j]
	switch property {
	case 0:
		a.Day, b.Day = b.Day, a.Day
	case 1:
		a.Touchpoint, b.Touchpoint = b.Touchpoint, a.Touchpoint
	case 2:
		a.Stage, b.Stage = b.Stage, a.Stage
	case 3:
		a.Unit, b.Unit = b.Unit, a.Unit
	case 4:
		a.Segments, b.Segments = b.Segments, a.Segments
	case 5:
		a.Score, b.Score = b.Score, a.Score
	case 6: // what they mention
		if a.Commented() != b.Commented() {
			return p
		}
		q.of, q.signs = slices.Clone(p.of), slices.Clone(p.signs)
		q.of[i], q.of[j], q.signs[i], q.signs[j] = p.of[j], p.of[i], p.signs[j], p.signs[i]
		q.mentions = slices.Clone(p.mentions)
		for n := range q.mentions {
			switch at := &q.mentions[n].Response; *at {
			case i:
				*at = j
			case j:
				*at = i
			}
		}
		slices.SortStableFunc(q.mentions, func(x, y models.Mention) int { return cmp.Compare(x.Response, y.Response) })
	}
	return &q
}

// A shownGroup is a cut, or a theme in it.
type shownGroup struct {
	nps.CutKey
	theme string
}

// groupsOf lists the groups of nps and theme_nps that are shown, and those that are
// withheld.
func (p *prey) groupsOf(c counted) (shown, withheld []shownGroup) {
	for _, s := range c.scores {
		for _, r := range s.Rows {
			if g := (shownGroup{r.CutKey, r.ThemeID}); r.Suppressed {
				withheld = append(withheld, g)
			} else {
				shown = append(shown, g)
			}
		}
	}
	for _, r := range c.scores[0].Cuts {
		if !r.Suppressed {
			shown = append(shown, shownGroup{r.CutKey, ""})
			continue
		}
		withheld = append(withheld, shownGroup{r.CutKey, ""})
		for _, theme := range p.topics {
			withheld = append(withheld, shownGroup{r.CutKey, theme})
		}
	}
	return shown, withheld
}

// same says whether two responses count alike in groups in the surveys p and q.
func (p *prey) same(q *prey, groups []shownGroup, i, j int) bool {
	counts := func(of *prey, g *shownGroup) (n [8]int) {
		for _, at := range [...]int{i, j} {
			if r := &of.responses[at]; g.Holds(r) && (g.theme == "" || of.of[at][g.theme]) {
				n[r.Class()]++
				if r.Commented() {
					n[4+r.Class()]++
				}
			}
		}
		return n
	}
	for n := range groups {
		if counts(p, &groups[n]) != counts(q, &groups[n]) {
			return false
		}
	}
	return true
}

// told is what the open tables say, as text.
func (p *prey) told(t *testing.T) map[string]tables.TextTable {
	c, err := count(p.responses, p.mentions, p.themes, Figures{SmallGroup: 5, Value: Value{Promoter: 3, Detractor: 1}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	in := (&siege{prey: p.gathered()}).input(c)
	all := append(c.tables(), of("", improvement.InitiativesTable, func() []improvement.InitiativeRow {
		return improvement.InitiativeRows(improvement.Initiatives(in, p.plans.initiatives))
	}), of("", improvement.KPITable, func() []improvement.KPIRow { return improvement.KPIRows(improvement.KPIs(in, p.plans.kpis.KPIs)) }),
		of("", improvement.OutcomesTable, func() []improvement.OutcomeRow {
			return improvement.OutcomeRows(improvement.Outcomes(in, p.plans.kpis.Outcomes))
		}), of("", themes.Themes, func() []themes.ThemeRow { return themes.ThemeRows(p.themes, c.withheld(p.themes)) }))
	told := map[string]tables.TextTable{}
	for _, d := range all {
		out, err := d.make()
		if err != nil {
			t.Fatal(err)
		}
		table, err := out.Table()
		if err != nil {
			t.Fatal(err)
		}
		told[d.name] = tables.Text(table)
	}
	return told
}

// countedTables are those whose counts the attacker starts from, and countedColumns those
// of tables that tell other figures besides.
var (
	countedTables  = []string{"nps", "theme_nps", "ratings", "promises", "service_match", "purposes", "edges", "themes", "outcomes"}
	countedColumns = map[string][]string{
		"initiatives": {"reached_before", "reached_after", "compared_with", "value_before", "value_after"},
		"drivers":     {"outcome", "theme_id", "responses", "mean", "praised", "praised_nps", "blamed", "blamed_nps"},
	}
)

// TestNoFingerprint looks for worlds beside the true one, and for columns that tell them
// apart.
func TestNoFingerprint(t *testing.T) {
	t.Parallel()
	seeds, most := uint64(8), 3
	if os.Getenv("STEMME_LONG") != "" {
		seeds, most = 24, 40
	}
	worlds, apart := 0, map[string]int{}
	for seed := range seeds {
		p := preyOf(seed)
		c, err := count(p.responses, p.mentions, p.themes, Figures{SmallGroup: 5}, 1)
		if err != nil {
			t.Fatal(err)
		}
		shown, withheld := p.groupsOf(c)
		told, draw, found := p.told(t), rand.New(rand.NewPCG(seed, 5)), 0
		for try := 0; try < 20_000 && found < most; try++ {
			i, j := draw.IntN(len(p.responses)), draw.IntN(len(p.responses))
			q := p.swapped(draw.IntN(7), i, j)
			if !p.same(q, shown, i, j) || p.same(q, withheld, i, j) {
				continue
			}
			other := q.told(t)
			if alikeCounts(told, other) {
				found++
				compareWorlds(told, other, apart)
			}
		}
		worlds += found
	}
	t.Logf("%d worlds; told apart by %v", worlds, apart)
	if worlds < int(seeds)*most/2 {
		t.Errorf("%d worlds: the attack proves nothing", worlds)
	}
	for _, column := range slices.Sorted(maps.Keys(apart)) {
		table, _, _ := strings.Cut(column, " ")
		mean := blurred[table] / 100 * float64(worlds)
		if float64(apart[column]) > mean+3*math.Sqrt(mean) {
			t.Errorf("%s tells %d of %d worlds from the true one", column, apart[column], worlds)
		}
	}
}

// alikeCounts says whether two worlds have the same shown counts.
func alikeCounts(a, b map[string]tables.TextTable) bool {
	for _, name := range countedTables {
		if !slices.EqualFunc(a[name].Rows, b[name].Rows, slices.Equal) {
			return false
		}
	}
	for name, columns := range countedColumns {
		x, y := a[name], b[name]
		if len(x.Rows) != len(y.Rows) {
			return false
		}
		for _, column := range columns {
			at := slices.Index(x.Columns, column)
			for r := range x.Rows {
				if x.Rows[r][at] != y.Rows[r][at] {
					return false
				}
			}
		}
	}
	return true
}

// compareWorlds counts the columns in which another world's tables differ. That a theme
// which is withheld has an alert is told.
func compareWorlds(told, other map[string]tables.TextTable, apart map[string]int) {
	for name, a := range told {
		b := other[name]
		if len(a.Rows) != len(b.Rows) {
			if name != nps.Alerts.Name() {
				apart[name+" rows"]++
			}
			continue
		}
		for at, column := range a.Columns {
			for r := range a.Rows {
				if a.Rows[r][at] != b.Rows[r][at] {
					apart[name+" "+column]++
					break
				}
			}
		}
	}
}
