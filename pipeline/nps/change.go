package nps

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// The parts of a change.
const (
	PartTheme       = "theme"
	PartNoTheme     = "no_theme"
	PartNoComment   = "no_comment"
	PartSmall       = "small"
	PartMix         = "mix"
	PartPerformance = "performance"
)

// A comparison is one cut in two periods.
type comparison struct{ from, to, cut int32 }

// Changes decomposes the change of the score from every period to the next of its
// kind, over all also from the same period a year earlier: over all and per
// touchpoint for months, quarters and years, per unit at every level of its path
// for years and the last unitQuarters quarters. Change gives any other. Cuts that are withheld, or have nothing
// scored, in either period are left out.
func (s *Scores) Changes() []ChangeRow {
	jobs := s.comparisons()
	var cells []int32
	for _, job := range jobs {
		cells = append(cells, s.panel.at(job.from, job.cut), s.panel.at(job.to, job.cut))
	}
	members := s.membersByCell(cells...)
	sets := make([][][]ChangeRow, len(jobs))
	s.panel.parallel(len(jobs), func(j int) { sets[j] = s.change(jobs[j], members) })
	return slices.Concat(slices.Concat(sets...)...)
}

// comparisons lists those that are made every night.
func (s *Scores) comparisons() []comparison {
	p := s.panel
	var jobs []comparison
	first := p.firstUnitQuarter()
	for _, at := range p.periodOrder() {
		of := &p.periods[at.node]
		for _, c := range p.cutOrder() {
			if !p.decomposed(c, of, first) {
				continue
			}
			for n, from := range [...]int32{of.before, of.yearBefore} {
				if from >= 0 && (n == 0 || c == cutAll) && s.scored(from, c) && s.scored(at.node, c) {
					jobs = append(jobs, comparison{from, at.node, c})
				}
			}
		}
	}
	return jobs
}

// Change decomposes the change of one cut's score between two named periods, such
// as "2025" and "2026-Q1", in every way that Changes does. Errors are of type
// *messages.Error.
func (s *Scores) Change(from, to, dimension, value string) ([]ChangeRow, error) {
	job, err := s.named(from, to, dimension, value)
	if err != nil {
		return nil, err
	}
	return slices.Concat(s.change(job, s.membersByCell(s.panel.at(job.from, job.cut), s.panel.at(job.to, job.cut)))...), nil
}

// ChangeOf is what Change tells, with no group too small, of responses of the two periods
// alone: for who may count them all and holds no panel of all. Ways are the dimensions
// whose mix may be taken out, as DimensionRows of all responses names them; nil for those of
// these responses. Whether the periods are complete is not known here.
func ChangeOf(responses []models.Response, of System, opt Options, ways []string, from, to, dimension, value string) ([]ChangeRow, error) {
	opt.SmallGroup, opt.within = 1, true
	p, err := Prepare(responses, opt, of)
	if err != nil {
		return nil, err
	}
	if ways != nil {
		p.mixes = slices.DeleteFunc(p.mixes, func(d *mixDimension) bool { return !slices.Contains(ways, d.name) })
		for _, d := range p.mixes {
			d.twin = "" // those of all are no way of ways
		}
	}
	return p.sorted(0, &bases{base: p.wholeSlice(p.all())}).Change(from, to, dimension, value)
}

// ChangeBy decomposes the change of all responses' score between two named periods
// with the joint mix of up to three named dimensions taken out. An unknown
// dimension, or one of too many values, is the error "mix_unknown".
func (s *Scores) ChangeBy(from, to string, dimensions ...string) ([]ChangeRow, error) {
	p := s.panel
	job, err := s.named(from, to, DimensionAll, "")
	if err != nil {
		return nil, err
	}
	var by []*mixDimension
	for _, name := range dimensions {
		at := slices.IndexFunc(p.mixes, func(d *mixDimension) bool { return d.name == name })
		if at < 0 || len(by) == most {
			return nil, messages.Errorf("mix_unknown", name)
		}
		by = append(by, p.mixes[at])
	}
	members := s.membersByCell(p.at(job.from, job.cut), p.at(job.to, job.cut))
	rows := [2][]int32{members[p.at(job.from, job.cut)], members[p.at(job.to, job.cut)]}
	parts := s.pool(rows, job)
	var in place
	in.enter(s, rows, parts)
	d := s.decompose(&in, parts, in.along(by...))
	return d.judged(d.table(s, job, s.decompose(&in, parts, in.along())), d.ownMixes()), nil
}

// unitQuarters is for how many quarters, up to the last, the changes of units are taken
// apart every night: those of five years took a third of the time and memory of all figures.
const unitQuarters = 4

// firstUnitQuarter is the first month of the first of the last unitQuarters quarters.
func (p *Panel) firstUnitQuarter() int {
	last := 0
	for i := range p.periods {
		if p.periods[i].kind == KindQuarter {
			last = max(last, p.periods[i].months)
		}
	}
	return last - 3*(unitQuarters-1)
}

// decomposed says whether the changes of a cut to a period are taken apart every night,
// those of units to quarters that begin before the month first being left out.
func (p *Panel) decomposed(cut int32, to *period, first int) bool {
	switch p.dimension(cut) {
	case DimensionAll, DimensionTouchpoint:
		return true
	case DimensionUnit:
		return to.kind == KindYear || to.kind == KindQuarter && to.months >= first
	}
	return false
}

// named finds a comparison whose score is shown in both periods.
func (s *Scores) named(from, to, dimension, value string) (job comparison, err error) {
	p := s.panel
	if job.cut = p.findCut(dimension, value); job.cut < 0 {
		return job, messages.Errorf("cut_unknown", dimension, value)
	}
	for _, period := range [...]struct {
		name string
		node *int32
	}{{from, &job.from}, {to, &job.to}} {
		kind, ok := ParsePeriod(period.name)
		if !ok {
			return job, messages.Errorf("period_unknown", period.name)
		}
		*period.node = p.findPeriod(kind, period.name)
		if *period.node < 0 || s.base.cube.cell(p.at(*period.node, job.cut)).scored() == 0 {
			return job, messages.Errorf("period_empty", period.name)
		}
		if !s.scored(*period.node, job.cut) {
			return job, messages.Errorf("figure_withheld")
		}
	}
	return job, nil
}

// scored says whether a cell's score is shown.
func (s *Scores) scored(period, cut int32) bool {
	return s.shown(s.base, period, cut) && s.base.cube.cell(s.panel.at(period, cut)).scored() > 0
}

// membersByCell lists the scored rows of some cells, customer by customer.
func (s *Scores) membersByCell(cells ...int32) [][]int32 {
	wanted := make([]bool, s.panel.cells())
	for _, id := range cells {
		wanted[id] = true
	}
	return s.membersOf(wanted)
}

// membersOf lists the scored rows of the cells that are wanted, customer by customer.
func (s *Scores) membersOf(wanted []bool) [][]int32 {
	p := s.panel
	each := func(do func(id, i int32)) {
		for i := range p.class {
			if p.class[i] == models.NoClass {
				continue
			}
			for _, period := range p.chains[i] {
				for _, place := range p.places[i] {
					if id := p.at(period, place); wanted[id] {
						do(id, int32(i))
					}
				}
			}
		}
	}
	counts, size := make([]int32, p.cells()), 0
	each(func(id, _ int32) { counts[id]++; size++ })
	members := listsOf[int32](counts, size)
	each(func(id, i int32) { members[id] = append(members[id], i) })
	return members
}

// most is how many dimensions are split jointly at most.
const most = 3

// change decomposes one comparison: with no mix taken out, with that of each
// dimension, and, where several are sure, jointly with those that matter most. One
// of these sets of rows leads: the joint one, else the largest that is sure, else the
// first.
func (s *Scores) change(job comparison, members [][]int32) [][]ChangeRow {
	p, in := s.panel, places.Get().(*place)
	defer places.Put(in)
	rows := [2][]int32{members[p.at(job.from, job.cut)], members[p.at(job.to, job.cut)]}
	whole := job.cut == cutAll
	parts := s.pool(rows, job)
	in.enter(s, rows, parts)
	plain := s.decompose(in, parts, in.along())
	sets := [][]ChangeRow{plain.judged(plain.table(s, job, plain), nil)}
	lead := 0
	var each []*decomposition
	for _, d := range p.mixDimensions() {
		along := in.along(d)
		if !whole && d.name == p.dimension(job.cut) || along.replaced() {
			continue
		}
		one := s.decompose(in, parts, along)
		if one.cells() < 2 {
			continue
		}
		sets, each = append(sets, one.table(s, job, plain)), append(each, one)
	}
	qs, sure := sureMixes(each)
	best := 0.0
	for n, one := range each {
		sets[n+1] = one.judged(sets[n+1], qs[n:n+1])
		if size := math.Abs(one.stat[one.parts]); slices.Contains(sure, one) && size > best {
			best, lead = size, n+1
		}
	}
	if chosen := jointly(sure); len(chosen) > 1 {
		if joint := s.decompose(in, parts, in.along(chosen...)); joint.cells() > 1 {
			lead = len(sets)
			sets = append(sets, joint.judged(joint.table(s, job, plain), joint.ownMixes()))
		}
	}
	for i := range sets[lead] {
		sets[lead][i].Lead = true
	}
	return sets
}

// sureMixes are those whose mix is sure among all that one comparison tries, and q of each over these.
func sureMixes(each []*decomposition) (qs []float64, sure []*decomposition) {
	ps := make([]float64, len(each))
	for n, one := range each {
		ps[n] = one.difference(one.parts).P
	}
	qs = BenjaminiHochberg(ps)
	for n, q := range qs {
		if mix := each[n].difference(each[n].parts); Sure(mix.Low, mix.High, q) {
			sure = append(sure, each[n])
		}
	}
	return qs, sure
}

// ownMixes is q of each mix over those taken out together.
func (d *decomposition) ownMixes() []float64 {
	ps := make([]float64, len(d.by))
	for a := range d.by {
		ps[a] = d.difference(d.parts + a).P
	}
	return BenjaminiHochberg(ps)
}

// jointly chooses the dimensions that are split together: those of the largest
// mix, but none that divides another or is divided by it.
func jointly(sure []*decomposition) []*mixDimension {
	slices.SortStableFunc(sure, func(a, b *decomposition) int {
		return cmp.Compare(math.Abs(b.stat[b.parts]), math.Abs(a.stat[a.parts]))
	})
	var chosen []*mixDimension
	for _, one := range sure {
		d := one.by[0]
		if len(chosen) < most && !slices.ContainsFunc(chosen, func(c *mixDimension) bool { return c.divides(d) || d.divides(c) }) {
			chosen = append(chosen, d)
		}
	}
	slices.SortFunc(chosen, func(a, b *mixDimension) int { return strings.Compare(a.name, b.name) })
	return chosen
}
