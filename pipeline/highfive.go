package pipeline

import (
	"cmp"
	"hash/fnv"
	"slices"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// HighFiveOptions say which themes are asked for.
type HighFiveOptions struct {
	Lens     *string // whose entries are asked for, "" for the found themes; nil for those that lead
	Period   string  // "2026-Q3", "2026" or "2026-03"; "" for all
	Most     int     // themes at most
	Examples int     // comments of each class to a theme at most
	Lang     messages.Lang
}

// A HighFive is the few themes that matter most.
type HighFive struct {
	Lens     string // "" for the found themes
	Comments int    // in the period
	Surveyed int    // in all: of how many the themes were found
	Of       int    // themes that matter, of which Themes are the first
	Themes   []Mattering
}

// A Mattering is one theme that matters, with what customers said of it.
type Mattering struct {
	nps.HighFiveRow
	themes.ThemeRow
	Principle string    // name of the principle that it belongs to most; "" for none
	Examples  []Example // promoters first
	Otherwise *nps.Side // of a period: what goes with it over all, where that is surely the other way; nil where it is not
}

// An Example is a comment that mentions a theme.
type Example struct {
	Class models.Class
	Key   string
	Text  string // masked
}

// ReadHighFive lists the themes that matter most, in a period counted anew from the
// published responses. A period without a comment is a *messages.Error.
func ReadHighFive(ed *edition.Edition, cfg Config, opt HighFiveOptions) (HighFive, error) {
	dir := ed.Path(edition.Tables)
	rows, err := themes.Themes.Read(dir)
	if err != nil {
		return HighFive{}, err
	}
	if opt.Lang == messages.English {
		rows = themes.InEnglish(rows)
	}
	s, err := readSurvey(dir)
	if err != nil {
		return HighFive{}, err
	}
	kind, ok := nps.ParsePeriod(opt.Period)
	if !ok {
		return HighFive{}, messages.Errorf("period_unknown", opt.Period)
	}
	cfg.Lenses.Below = ed.Manifest.LensBelow(cfg.Lenses.Below)
	h := HighFive{Surveyed: s.commented()}
	s = s.within(nps.CutKey{PeriodKind: kind, Period: opt.Period, Dimension: nps.DimensionAll})
	if h.Comments = s.commented(); h.Comments == 0 {
		if opt.Period == "" {
			return HighFive{}, messages.Errorf("no_responses")
		}
		return HighFive{}, messages.Errorf("period_empty", opt.Period)
	}
	five, err := s.leading(&h, dir, cfg, opt, lensesOf(rows))
	if err != nil {
		return HighFive{}, err
	}
	s.cover(five)
	h.Of = len(five)
	h.Themes = s.mattering(five[:min(len(five), opt.Most)], rows, opt.Examples)
	drivers, err := nps.Drivers.Read(dir)
	for n := range h.Themes {
		h.Themes[n].Otherwise = nps.Otherwise(&h.Themes[n].HighFiveRow, drivers)
	}
	return h, err
}

// leading are the themes that matter most, of the lens asked for; else of the found themes, or of
// the lens for customers where the survey has too few comments for these, or where none of them
// surely matters in the few of a period. h is told which.
func (s *survey) leading(h *HighFive, dir string, cfg Config, opt HighFiveOptions, read []string) ([]nps.HighFiveRow, error) {
	if opt.Lens != nil {
		h.Lens = *opt.Lens
		return s.highFive(dir, cfg, h.Lens, opt.Period)
	}
	h.Lens = lens.Leading(h.Surveyed, cfg.Lenses.Below, read)
	five, err := s.highFive(dir, cfg, h.Lens, opt.Period)
	if by := lens.Leading(h.Comments, cfg.Lenses.Below, read); err == nil && len(five) == 0 && by != h.Lens {
		h.Lens = by
		five, err = s.highFive(dir, cfg, h.Lens, opt.Period)
	}
	return five, err
}

// lensesOf lists the lenses that rows have entries of.
func lensesOf(rows []themes.ThemeRow) (ids []string) {
	for _, r := range rows {
		if !slices.Contains(ids, r.Lens) {
			ids = append(ids, r.Lens)
		}
	}
	return ids
}

// commented counts the responses with a comment.
func (s *survey) commented() (n int) {
	for i := range s.responses {
		if s.responses[i].Commented() {
			n++
		}
	}
	return n
}

// within is the survey of the responses of a cut.
func (s *survey) within(key nps.CutKey) (of survey) {
	of.themes, of.worse = s.themes, s.worsened(key)
	at := map[int]int{}
	for i := range s.responses {
		if key.Holds(&s.responses[i]) {
			at[i] = len(of.responses)
			of.responses, of.rows = append(of.responses, s.responses[i]), append(of.rows, s.rows[i])
		}
	}
	for _, m := range s.mentions {
		if i, in := at[m.Response]; in {
			m.Response = i
			of.mentions = append(of.mentions, m)
		}
	}
	return of
}

// cover counts the comments that mention each theme or one before it: whoever is shown
// comments may know it where tables withhold it.
func (s *survey) cover(five []nps.HighFiveRow) {
	place, first := map[string]int{}, map[int]int{} // of each response: the first theme that it mentions
	for n := range five {
		place[five[n].ThemeID] = n
	}
	for _, m := range s.mentions {
		if n, in := place[m.Theme]; in {
			if was, met := first[m.Response]; !met || n < was {
				first[m.Response] = n
			}
		}
	}
	comments, covered := 0, make([]int, len(five))
	for i := range s.responses {
		if r := &s.responses[i]; r.Commented() && r.Kind != models.Employees {
			comments++
			if n, met := first[i]; met {
				covered[n]++
			}
		}
	}
	sum := 0
	for n := range five {
		sum += covered[n]
		five[n].Covered = float64(sum) / float64(comments)
	}
}

// highFive are the rows of one lens: as published, or of a period.
func (s *survey) highFive(dir string, cfg Config, lens, period string) (rows []nps.HighFiveRow, err error) {
	if period == "" {
		rows, err = nps.HighFives.Read(dir)
		return slices.DeleteFunc(rows, func(r nps.HighFiveRow) bool { return r.Lens != lens }), err
	}
	return s.countFive(cfg, lens)
}

// countFive counts the rows of one lens anew.
func (s *survey) countFive(cfg Config, lens string) (rows []nps.HighFiveRow, err error) {
	all := slices.DeleteFunc(slices.Clone(s.themes), func(t models.Theme) bool { return t.Lens != lens })
	c, err := count(s.responses, s.mentions, all, cfg.Figures, cfg.Workers)
	if err != nil {
		return nil, err
	}
	for _, scores := range c.of(func(l string) bool { return l == lens }) {
		drivers := slices.Clone(c.effects[scores]())
		for i := range drivers {
			if s.worse[drivers[i].ThemeID] {
				drivers[i] = drivers[i].WithoutPraise()
			}
		}
		rows = append(rows, c.highFiveBy(scores, drivers)...)
	}
	return rows, nil
}

// mattering adds to figures what the themes are and what was said of them.
func (s *survey) mattering(five []nps.HighFiveRow, rows []themes.ThemeRow, examples int) []Mattering {
	byID := make(map[string]themes.ThemeRow, len(rows))
	for _, r := range rows {
		byID[r.ThemeID] = r
	}
	out := make([]Mattering, len(five))
	for n, r := range five {
		t := byID[r.ThemeID]
		out[n] = Mattering{HighFiveRow: r, ThemeRow: t, Principle: byID[t.Principle].Name}
		for _, class := range [...]models.Class{models.Promoter, models.Detractor} {
			// A theme that goes with a lower score has no example from promoters: "nothing to complain
			// of" is none of complaints.
			// Neither has praise an example from detractors.
			if class == models.Detractor && r.Polarity != nps.Praised || class == models.Promoter && r.CIHigh >= 0 {
				out[n].Examples = append(out[n].Examples, s.examples(r.ThemeID, t.Name, class, examples)...)
			}
		}
	}
	return out
}

// How long a comment that is shown as an example may be, in characters: shorter
// ones say little, longer ones are not read. Chosen by eye.
const shortestExample, longestExample = 25, 300

// examples are comments of a class that are evidence of how it speaks of a theme:
// those that hold a word of its name first, of them those about the fewest other themes, then in an
// order that nobody picks, the hash of their keys. None is shown rather than one that speaks of something else.
func (s *survey) examples(theme, name string, class models.Class, most int) []Example {
	system, voices := s.system(models.LensOf(theme)), s.voices()
	var of []int
	for i := range s.responses {
		n, r := len([]rune(s.rows[i].Comment)), &s.responses[i]
		if r.Class() == class && r.Kind == models.Survey && n >= shortestExample && n <= longestExample &&
			voices[i].Shows(class, theme, int(s.rows[i].Clauses)) {
			of = append(of, i)
		}
	}
	slices.SortFunc(of, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(system.Themes[a]), len(system.Themes[b])),
			cmp.Compare(hashOfKey(s.rows[a].ResponseKey), hashOfKey(s.rows[b].ResponseKey)), cmp.Compare(a, b))
	})
	themes.CalledFirst(of, name, func(i int) string { return s.rows[i].Comment })
	var out []Example
	for _, i := range of {
		same := slices.ContainsFunc(out, func(e Example) bool { return e.Text == s.rows[i].Comment })
		if len(out) < most && !same {
			out = append(out, Example{class, s.rows[i].ResponseKey, s.rows[i].Comment})
		}
	}
	return out
}

// voices are what the responses say of themes.
func (s *survey) voices() []themes.Voice {
	voices := make([]themes.Voice, len(s.responses))
	for _, m := range s.mentions {
		voices[m.Response].Hear(m.Theme, m.Clause, m.Probability, m.Polarity)
	}
	return voices
}

// hashOfKey orders what has no order of its own, the same each time (FNV-1a).
func hashOfKey(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32()
}
