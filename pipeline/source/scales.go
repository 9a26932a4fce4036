package source

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A scaling is the scale of a column and why it is.
type scaling struct {
	scale   models.Scale
	why     Note
	doubt   bool
	missing map[int]bool // numbers beyond the scale that mean "not answered"
}

// decideScale takes the declared scale, or that of earlier nights unless the
// file proves another, or recognises it. Numbers that are no answers stop the
// file.
func (p *plan) decideScale(declared *models.Scale) error {
	c := p.first(roleScore)
	before := p.before.scaleBefore()
	switch {
	case declared != nil:
		p.scaling = scaling{scale: *declared, why: note("source_scale_declared")}
		if c != nil {
			p.scaling.missing = c.sentinels(*declared)
			p.noteBeyond(c, *declared)
		}
		return nil
	case c == nil:
		p.scaling = scaling{scale: models.Scale0to10, why: note("source_scale_none")}
		return nil
	}
	for _, refuse := range []func(*column) error{p.refuseEnds, p.refuseStated, p.refuseScale, p.refuseShort} {
		if err := refuse(c); err != nil && before == nil {
			return err
		}
	}
	p.scaling = scaleOf(c.joined(), c.header+" "+c.label, c.profile)
	if before != nil && before.High == 10 && c.onlyFive() {
		// Whatever the header asks: so many scores on all of ten steps are hardly ever
		// all among five of them. The night is then refused as one on another scale.
		p.scaling = scaling{scale: models.Scale1to5, why: note("source_scale_five", c.whole)}
		return nil
	}
	if before != nil && (p.scaling.doubt || p.scaling.scale == *before || !p.scaling.proves(*before, c.profile, p.overruled(c))) {
		p.scaling = scaling{scale: *before, why: note("source_why_before"), missing: c.sentinels(*before)}
	}
	if n := c.count(p.scaling.missing); n > 0 {
		p.notes = append(p.notes, note("source_sentinel", n, c.header))
	}
	return nil
}

// noteBeyond reads the number behind the answers 0 to 10 counted from 1 as no answer,
// and says so.
func (p *plan) noteBeyond(c *column, declared models.Scale) {
	n := c.between(codeBeyond, codeBeyond)
	if declared.Low != 1 || declared.High != codeBeyond-1 || n == 0 || c.between(codeBeyond+1, 60) > 0 {
		return
	}
	if p.scaling.missing == nil {
		p.scaling.missing = map[int]bool{}
	}
	p.scaling.missing[codeBeyond] = true
	p.notes = append(p.notes, note("source_code_beyond", n, c.header, codeBeyond))
}

// stated finds the bounds of a scale in a header: "(0-10)", "1 til 7",
// "score_0_10", "from 1 to 5", "-2 til +2", "0=slet ikke, 10=i høj grad".
var stated = regexp.MustCompile(`(?:^|[^0-9\pL])([+-]?[0-9]{1,3}) ?(?:-|–|—|_|\.\.|…|/|til|to|through) ?([+-]?[0-9]{1,3})(?:[^0-9]|$)`)

// statedEnds finds bounds that are said apart: "0 = slet ikke … 10 = meget".
var statedEnds = regexp.MustCompile(`(?:^|[^0-9])([01]) ?(?:=|er|is|being) ?[^0-9]{3,60}([0-9]{1,3}) ?(?:=|er|is|being)`)

// bounds are the lowest and the highest number of a scale.
type bounds struct{ low, high int }

// boundsIn are all the bounds that a header may state. A sign counts where both
// numbers have the same size, "-2 til +2": else it is a dash.
func boundsIn(header string) (all []bounds) {
	lower := strings.ReplaceAll(strings.ToLower(header), "−", "-")
	for _, form := range []*regexp.Regexp{stated, statedEnds} {
		for from := 0; from < len(lower); {
			m := form.FindStringSubmatchIndex(lower[from:])
			if m == nil {
				break
			}
			low, err1 := strconv.Atoi(lower[from:][m[2]:m[3]])
			high, err2 := strconv.Atoi(lower[from:][m[4]:m[5]])
			if low != -high {
				low, high = max(low, -low), max(high, -high)
			}
			if err1 == nil && err2 == nil {
				all = append(all, bounds{low, high})
			}
			from += m[3]
		}
	}
	return all
}

// headerScale is the scale that a header states; false for none.
func headerScale(header string) (models.Scale, bool) {
	for _, b := range boundsIn(header) {
		if sc, ok := scaleFrom(b.low, b.high); ok {
			return sc, true
		}
	}
	return models.Scale{}, false
}

// scaleFrom is the scale of the given bounds: one that is known, or one whose
// highest score alone is a promoter's and the one below it passive.
func scaleFrom(low, high int) (models.Scale, bool) {
	for _, known := range []models.Scale{models.Scale0to10, models.Scale1to10, models.Scale1to5} {
		if low == known.Low && high == known.High {
			return known, true
		}
	}
	if low != 0 && low != 1 || high < 3 || high > 7 {
		return models.Scale{}, false
	}
	return models.Scale{Low: low, High: high, Passive: high - 1, Promoter: high}, true
}

// usual says whether where the classes begin on a scale is settled.
func usual(sc models.Scale) bool {
	return sc == models.Scale0to10 || sc == models.Scale1to10 || sc == models.Scale1to5
}

// Evidence on a scale from values alone, in scores; chosen by eye. Of a 0-10
// question, whose answers lie above 5 for 70 % of customers and more, 30 scores
// in 1 to 5 would come about once in 10^15; an export of detractors alone has
// them too, so below 100 it stays in doubt.
const (
	evidence       = 30
	strongEvidence = 100
)

// scaleOf recognises the scale of a score from its header and its values.
func scaleOf(h heading, header string, p *profile) scaling {
	s := scaling{}
	if sc, ok := headerScale(header); ok {
		s.scale, s.why, s.doubt = sc, note("source_scale_header"), !usual(sc)
		if !usual(sc) {
			s.why = note("source_scale_classes", sc.String())
		}
	} else {
		s.scale, s.why, s.doubt = scaleByValues(h, p)
	}
	s.missing = p.sentinels(s.scale)
	return s
}

func scaleByValues(h heading, p *profile) (sc models.Scale, why Note, doubt bool) {
	nps := h.asks(recommending)
	stars := h.asks(starring)
	upTo5, upTo10, zeros := p.between(1, 5), p.between(6, 10), p.between(0, 0)
	all := upTo5 + upTo10 + zeros
	if of := p.highest(); of > 0 {
		if sc, ok := scaleFrom(1, of); ok && of != 10 {
			return sc, note("source_scale_of", of), !usual(sc)
		}
	}
	switch {
	case all == 0:
		return models.Scale0to10, note("source_scale_none"), !nps
	case upTo10*50 > all || zeros*50 > all && (nps || upTo10 > 0):
		top := p.between(8, 10)
		switch {
		case top == 0 && all >= evidence: // 0 to 6 or 7, or detractors alone
			return models.Scale0to10, note("source_scale_seven", all), true
		case zeros > 0:
			return models.Scale0to10, note("source_scale_zero", zeros), false
		}
		// The classes of 0-10 and 1-10 are the same; a 10 among so many rules out 1-9.
		return models.Scale0to10, note("source_scale_ten", all), !nps && (all < evidence || p.between(10, 10) == 0)
	case nps:
		return models.Scale0to10, note("source_scale_low", all), all >= evidence
	case stars && zeros == 0:
		return models.Scale1to5, note("source_scale_stars", all), false
	case all >= evidence && upTo10 == 0 && zeros == 0 && p.between(5, 5) > 0 && p.between(1, 1) > 0:
		return models.Scale1to5, note("source_scale_five", all), all < strongEvidence
	}
	return models.Scale0to10, note("source_scale_low", all), true
}

var (
	recommending = foldAll("nps anbefal recommend netpromot ltr rekommend empfehl")
	starring     = foldAll("stjern star rating")
	notAnswered  = []int{99, 98, 97, 96, 88, 77, 999, 998, 997, 9999, -1, -9, -99, -999, -8, -2}
)

// onlyFive says whether enough scores for evidence all lie on 1-5 and reach both
// ends: those of detractors alone would reach 0 and 6 too.
func (p *profile) onlyFive() bool {
	five := p.between(1, 5)
	return five >= evidence && five == p.whole && p.between(1, 1) > 0 && p.between(5, 5) > 0
}

// sentinels are the numbers beyond sc that surveys write for "not answered":
// the usual ones where the column holds them and all else fits.
func (p *profile) sentinels(sc models.Scale) map[int]bool {
	missing, beyond, fitting := map[int]bool{}, 0, 0
	for v, n := range p.numbers {
		switch {
		case sc.Holds(v):
			fitting += n
		case slices.Contains(notAnswered, v):
			missing[v] = true
		default:
			beyond += n
		}
	}
	if beyond*20 > fitting || fitting == 0 {
		return nil
	}
	return missing
}

// fewBig is how many numbers above every known scale may still be mistakes.
// Chosen by eye.
const fewBig = 5

// refuseScale is the fault of a column whose numbers are no answers on a scale
// that can be recognised: 0 to 100, or a result from -100 to 100; nil for none.
func (p *plan) refuseScale(c *column) error {
	big, negative := c.between(11, 100), c.between(-100, -10)
	switch {
	case c.most(negative, 0.02) && c.between(-100, 100) == c.whole && c.between(100, 100)+c.between(0, 0)+negative == c.whole:
		return messages.Errorf("source_scale_result", p.file, c.header)
	case big >= fewBig && c.most(big, 0.5):
		return messages.Errorf("source_scale_hundred", p.file, c.header)
	}
	return nil
}

// refuseStated is the fault of a scale that the header or the numbers themselves
// state and of which nobody knows where the classes begin: "(-2 til +2)", "(1-9)".
// What a header states counts where the numbers lie within it, and reach above 10
// where it does.
func (p *plan) refuseStated(c *column) error {
	header := c.header + " " + c.label
	if _, known := headerScale(header); known || len(c.numbers) == 0 {
		return nil
	}
	lowest, highest := slices.Min(slices.Collect(maps.Keys(c.numbers))), slices.Max(slices.Collect(maps.Keys(c.numbers)))
	asks := func(b bounds) error {
		scale := models.Scale{Low: b.low, High: b.high, Passive: b.high - 1, Promoter: b.high}
		return messages.Errorf("source_scale_stated", p.file, c.header, b.low, b.high, scale.String())
	}
	for _, b := range boundsIn(header) {
		if b.high-b.low < 2 || b.high == 100 || b.low != 0 && b.low != 1 && b.low != -b.high || b.high > 10 && highest <= 10 {
			continue
		}
		fit := c.between(b.low, b.high)
		if 20*fit >= 19*(c.whole-c.count(c.sentinels(models.Scale{Low: b.low, High: b.high}))) {
			return asks(b)
		}
	}
	if lowest < 0 && lowest == -highest && c.whole >= evidence && c.usesAll(lowest, highest) {
		return asks(bounds{lowest, highest})
	}
	return nil
}

// usesAll says whether each number from low to high is among the values.
func (p *profile) usesAll(low, high int) bool {
	for v := low; v <= high; v++ {
		if p.numbers[v] == 0 {
			return false
		}
	}
	return true
}

// refuseShort is the fault of a question about recommending whose answers use all of 0
// or 1 to 5, 6 or 7 and nothing beyond, where its header states no scale: it may be
// asked on so many steps, or the file may hold those alone who would not recommend.
func (p *plan) refuseShort(c *column) error {
	h := c.joined()
	if _, stated := headerScale(c.header + " " + c.label); stated || !h.asks(recommending) || c.highest() > 0 || c.whole < evidence {
		return nil
	}
	for low := range 2 {
		for high := 5; high <= 7; high++ {
			scale, _ := scaleFrom(low, high)
			if c.between(low, high)+c.count(c.sentinels(scale)) != c.whole || !c.usesAll(low, high) {
				continue
			}
			return messages.Errorf("source_scale_recommend", p.file, c.header, c.whole, low, high, scale.String())
		}
	}
	return nil
}

// overruled says whether somebody declared the scale of a column under this header, so
// that what the header says of it is known to be wrong.
func (p *plan) overruled(c *column) bool {
	was := p.before.column(c.header)
	return was != nil && was.Role == roleScore.String() && p.before.ScaleFixed
}

// proves says whether s, recognised tonight, rules out the scale before: its
// header says so and was not overruled, or scores lie beyond it.
func (s *scaling) proves(before models.Scale, p *profile, overruled bool) bool {
	if !overruled && (s.why.Key == "source_scale_header" || s.why.Key == "source_scale_of") {
		return true
	}
	beyond := p.whole - p.between(before.Low, before.High) - p.count(s.missing)
	return beyond*20 > p.whole || s.why.Key == "source_scale_five" && p.whole >= strongEvidence
}

// whyKey is the message of a reason in one word.
func whyKey(why string) messages.Key { return messages.Key("source_why_" + why) }
