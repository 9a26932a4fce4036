package web

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A causeCard is one cause with a typical comment.
type causeCard struct {
	Theme     *themes.ThemeRow
	Page      string // of the theme
	Points    float64
	Low, High float64
	Sure      bool // among all parts of the change
	Quote     *hitView
	Fewer     string // said in the place of a quote where fewer speak of it than before
	Link      string // to the comments of the period
	Hits      int
}

// causesShownFirst is how many causes the answer names, first those that are sure.
const causesShownFirst = 3

// larger names the parts that went the way of the score, further than the first of the
// causes did, and are none of them: themes that are not ready, comments without a theme,
// responses without a comment, what small themes come to together.
func (r *request) larger(causes, parts []survey.Part, measured []changePart, down bool) string {
	var said []string
	say := func(name string, points float64) {
		if (points < 0) == down && math.Abs(points) >= seenPoints && (len(causes) == 0 || math.Abs(points) > math.Abs(causes[0].Points)) {
			said = append(said, name+" "+r.Lang.Signed(points, 1))
		}
	}
	for _, p := range parts {
		if t := r.byID[p.Theme]; t.State != models.Ready {
			say(r.Lang.Text("web_part_not_ready", t.Name), p.Points)
		}
	}
	for _, p := range measured {
		if p.Part == nps.PartNoTheme || p.Part == nps.PartNoComment || p.Part == nps.PartSmall {
			say(p.Name, p.Total)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return r.Lang.Text("web_larger_parts", strings.Join(said, "; "))
}

// seenPoints is the least size of points that shows in the decimal that is told.
const seenPoints = 0.05

// ofDirection are the parts of shown themes that went the way the score did, far
// enough to be seen, the largest first.
func (r *request) ofDirection(parts []survey.Part, down bool) []survey.Part {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p survey.Part) bool {
		return !r.shown(p.Theme) || math.Abs(p.Points) < seenPoints || (p.Points < 0) != down
	})
	slices.SortStableFunc(parts, func(a, b survey.Part) int { return cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)) })
	return parts
}

// partsOf are the parts of the change between two stretches that are themes: those
// measured, with the mix taken out, or else, of stretches that are no periods of a cut,
// counted with none.
func (r *request) partsOf(measured []changePart, before, after stretch) (parts []survey.Part) {
	if len(measured) == 0 && r.counts() {
		return survey.Change(r.within(before), r.within(after), r.lead)
	}
	for _, p := range measured {
		if p.Part == nps.PartTheme && r.shown(p.ThemeID) {
			parts = append(parts, survey.Part{Theme: p.ThemeID, Points: p.Total, Low: p.CILow, High: p.CIHigh, Q: p.Q, Volume: p.Volume})
		}
	}
	return parts
}

// causeCards fills in the first of the parts, each with a comment of the kind that
// moved: where fewer speak of a theme than before, nobody's words show it.
func (r *request) causeCards(v *answerView, parts []survey.Part, before, after stretch) error {
	var in, earlier *survey.Selection
	if r.counts() {
		in, earlier = r.within(after), r.within(before)
	}
	sure := func(p *survey.Part) bool { return nps.Sure(p.Low, p.High, p.Q) }
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b survey.Part) int { return sureFirst(sure(&a), sure(&b)) })
	for _, p := range parts[:min(causesShownFirst, len(parts))] {
		card := causeCard{Theme: r.byID[p.Theme], Page: themeLink(p.Theme), Points: p.Points, Low: p.Low, High: p.High, Sure: sure(&p)}
		if r.counts() {
			where := r.during(after)
			card.Hits = in.And(r.survey.Speaking(p.Theme)).Hits()
			card.Link = r.drill("theme", p.Theme, "from", after.first.String(), "to", after.last.String())
			class := models.Promoter
			if v.Down {
				class = models.Detractor
			}
			var err error
			if byVolume(p) && rarer(r.survey.Speaking(p.Theme), earlier, in) {
				card.Fewer = r.Lang.Text("web_fewer_speak", before.text)
			} else if card.Quote, err = r.quote(where, p.Theme, class); err != nil {
				return err
			}
		}
		if card.Sure {
			v.Sure = append(v.Sure, card)
		} else {
			v.Unsure = append(v.Unsure, card)
		}
	}
	return nil
}

// sureFirst compares two for an order with what is sure first.
func sureFirst(a, b bool) int {
	rank := map[bool]int{true: -1}
	return cmp.Compare(rank[a], rank[b])
}

// byVolume says whether a part comes of how many speak of its theme more than of what
// they answer, as far as that is told apart.
func byVolume(p survey.Part) bool {
	return math.IsNaN(p.Volume) || math.Abs(p.Volume) > math.Abs(p.Points-p.Volume) && (p.Volume < 0) == (p.Points < 0)
}

// rarer says whether surely a smaller share of the second selection speaks of a theme
// than of the first.
func rarer(speaking, first, second *survey.Selection) bool {
	if first.Hits() == 0 || second.Hits() == 0 {
		return false
	}
	d := nps.CompareShares(nps.Share{Yes: first.And(speaking).Hits(), N: first.Hits(), Design: 1}, nps.Share{Yes: second.And(speaking).Hits(), N: second.Hits(), Design: 1})
	return d.High < 0 && d.P <= nps.Significant
}
