package demo

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"stemme/models"
)

// The survey runs for five years, from November 2021 to October 2026.
const (
	months     = 60
	firstYear  = 2021
	firstMonth = time.November
	timeLayout = "02-01-2006 15:04"
)

// monthStart is the first instant of the survey's month m, counted from 0.
func monthStart(m int) time.Time {
	return time.Date(firstYear, firstMonth+time.Month(m), 1, 0, 0, 0, 0, time.UTC)
}

// busy is how many answer in each month of the year: few in July, few at
// Christmas.
var busy = [12]float64{1.1, 1, 1.05, .95, 1, .95, .6, .9, 1.05, 1.05, 1.1, .8}

// A survey is one in the making.
type survey struct {
	grammars  *grammars
	seed      uint64
	customers int
	recent    []said // what was said lately, to be said again
	sum       Summary
	seen      map[int]struct{} // customers of accepted rows
}

// said is what a customer had to say, before it is known what it does to the
// score.
type said struct {
	mentions []mention
	comment  comment
	language models.Language
}

// A response is one row with what is true of it.
type response struct {
	id, month  int
	at         time.Time
	customer   customer
	touchpoint int
	adviser    string
	score      models.Score
	said       said
	effects    []int // by mention: what it did to the response's NPS value
	scoreText  string
	timeText   string
	facts      []fact
}

// invent writes the survey and its gold labels.
func invent(ctx context.Context, surveyFile, goldFile io.Writer, cfg Config) (Summary, error) {
	g, err := loadGrammars()
	if err != nil {
		return Summary{}, err
	}
	s := &survey{grammars: g, seed: cfg.Seed, customers: max(1, cfg.Rows*7/10), seen: map[int]struct{}{}}
	s.sum = newSummary(cfg.Rows)
	rows, gold := csv.NewWriter(surveyFile), bufio.NewWriter(goldFile)
	rows.Comma = ';'
	rows.Write(Header)
	fmt.Fprintln(gold, strings.Join(GoldHeader, "\t"))
	row, id := 0, 100_000
	for month, n := range perMonth(cfg.Rows) {
		if err := ctx.Err(); err != nil {
			return Summary{}, err
		}
		for _, at := range instants(s.seed, month, n) {
			rng := rand.New(rand.NewPCG(s.seed, rowStream+uint64(row)))
			row++
			id += 1 + rng.IntN(3)
			r := s.respond(rng, id, month, at)
			s.count(r)
			rows.Write(r.fields())
			writeGold(gold, r)
		}
	}
	s.sum.settle(len(s.seen))
	rows.Flush()
	if err := rows.Error(); err != nil {
		return Summary{}, err
	}
	return s.sum, gold.Flush()
}

// perMonth shares rows out over the months, exactly.
func perMonth(rows int) []int {
	weights, sum := make([]float64, months), 0.0
	for m := range weights {
		weights[m] = busy[monthStart(m).Month()-1] * (1 + .006*float64(m)) // a survey that grows
		sum += weights[m]
	}
	counts, before, passed := make([]int, months), 0, 0.0
	for m, w := range weights {
		passed += w
		upTo := int(math.Round(float64(rows) * passed / sum))
		counts[m], before = upTo-before, upTo
	}
	return counts
}

// instants draws when n customers answered in a month, in order: by day and
// evening, seldom at night.
func instants(seed uint64, month, n int) []time.Time {
	rng := rand.New(rand.NewPCG(seed, monthStream+uint64(month)))
	start := monthStart(month)
	days := start.AddDate(0, 1, 0).Sub(start).Hours() / 24
	at := make([]time.Time, n)
	for i := range at {
		minute := min(23*60+59, max(6*60, int(13.5*60+rng.NormFloat64()*3.6*60)))
		at[i] = start.AddDate(0, 0, rng.IntN(int(days))).Add(time.Duration(minute) * time.Minute)
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// respond makes one response.
func (s *survey) respond(rng *rand.Rand, id, month int, at time.Time) *response {
	r := &response{id: id, month: month, at: at, timeText: at.Format(timeLayout)}
	// The lower a customer's number, the oftener the customer answers.
	r.customer = customerOf(s.seed, int(float64(s.customers)*math.Pow(rng.Float64(), 1.25)))
	chances := make([]float64, len(touchpoints))
	for i, t := range touchpoints {
		chances[i] = t.share
	}
	r.touchpoint = pick(rng, chances)
	r.adviser = r.customer.adviser(s.seed, rng)
	w := newWriter(s.grammars, r.customer.language, rng)
	blank := rng.Float64() < shareBlank+shareEmptyish
	again := !blank && len(s.recent) > 0 && rng.Float64() < shareRepeated
	pasted := !blank && !again && r.pastes(rng)
	switch {
	case blank:
	case again:
		r.said = s.recent[rng.IntN(len(s.recent))]
		r.facts = append(r.facts, fact{"repeat", "yes"})
	case pasted:
		r.said = campaign()
		r.facts = append(r.facts, fact{"pasted", "yes"})
	default:
		r.said = said{mentions: s.mentions(rng, r, w), language: r.customer.language}
	}
	r.rate(rng)
	switch {
	case blank && rng.Float64() < shareEmptyish/(shareBlank+shareEmptyish):
		r.said.comment.text = s.grammars.danish.rule("tomt").draw(rng)
		r.facts = append(r.facts, fact{"empty", "yes"})
	case !blank && !again && !pasted:
		r.said.comment = w.compose(r.said.mentions, models.Scale0to10.Class(r.score), r.adviser)
		s.remember(rng, r.said)
	}
	r.facts = append(r.facts, r.said.comment.facts...)
	r.spoil(rng)
	return r
}

// mentions draws what the customer has on their mind, each theme by itself.
func (s *survey) mentions(rng *rand.Rand, r *response, w *writer) []mention {
	var all []mention
	for i, t := range themes {
		m := mention{i, rng.Float64() < t.positive}
		if rng.Float64() < t.chance(r) && w.knows(m) {
			all = append(all, m)
		}
	}
	return all
}

// chance is how likely a comment is to speak of the theme.
func (t *theme) chance(r *response) float64 {
	mean := 0.0
	for i, tp := range touchpoints {
		mean += tp.share * t.at[i]
	}
	p := t.share * t.at[r.touchpoint] / mean
	month := r.at.Month()
	switch {
	case t.ID == localTheme && r.customer.unit == localUnit:
		return localShare
	case t.ID == newTheme && r.month >= newFrom:
		p *= newShare / t.share
	case t.ID == seasonTheme && (month == time.December || month == time.January):
		p *= seasonTimes
	}
	return min(p, .9)
}

// rate gives the score that follows from what the customer met, and what each
// mention did to it.
func (r *response) rate(rng *rand.Rand) {
	points := basePoints + touchpoints[r.touchpoint].points + r.customer.habit + rng.NormFloat64()*noise
	if r.at.Year() >= stepYear {
		points += stepPoints
	}
	for _, m := range r.said.mentions {
		points += m.points()
	}
	class := func(points float64) models.Class {
		return models.Scale0to10.Class(models.ScoreOf(int(math.Round(min(10, max(0, points))))))
	}
	r.effects = make([]int, len(r.said.mentions))
	for i, m := range r.said.mentions {
		r.effects[i] = class(points).Value() - class(points-m.points()).Value()
	}
	r.score = models.ScoreOf(int(math.Round(min(10, max(0, points)))))
	r.scoreText = r.score.String()
	if rng.Float64() < shareUnscored {
		r.score, r.scoreText = models.Score{}, [...]string{"", "", "NA"}[rng.IntN(3)]
	}
}

// points is what m adds to the score.
func (m mention) points() float64 {
	if m.praise {
		return themes[m.theme].up
	}
	return themes[m.theme].down
}

// pastes says whether the customer joins the campaign.
func (r *response) pastes(rng *rand.Rand) bool {
	return r.month >= campaignFrom && r.month <= campaignTo && r.customer.language == models.Danish &&
		strings.HasPrefix(r.customer.unit, campaignRegion) && rng.Float64() < sharePasted
}

// campaign is what everyone who joins it says, word for word.
func campaign() said {
	about := slices.IndexFunc(themes, func(t theme) bool { return t.ID == campaignTheme })
	return said{
		mentions: []mention{{theme: about}},
		comment:  comment{text: campaignText, pieces: []piece{{text: campaignText, theme: about, tone: negative}}},
		language: models.Danish,
	}
}

// remember keeps some of what was said lately, to be said again.
func (s *survey) remember(rng *rand.Rand, what said) {
	const kept = 64
	if len(s.recent) < kept {
		s.recent = append(s.recent, what)
	} else {
		s.recent[rng.IntN(kept)] = what
	}
}

// spoil makes some rows such that a reader must refuse them.
func (r *response) spoil(rng *rand.Rand) {
	if rng.Float64() >= shareRejected {
		return
	}
	switch rng.IntN(6) {
	case 0, 1:
		r.scoreText, r.facts = "11", append(r.facts, fact{"reject", "score"})
	case 2:
		r.scoreText, r.facts = "8,5", append(r.facts, fact{"reject", "score"})
	case 3:
		r.scoreText, r.facts = "-1", append(r.facts, fact{"reject", "score"})
	case 4:
		r.timeText, r.facts = "31-02-"+r.at.Format("2006 15:04"), append(r.facts, fact{"reject", "time"})
	default:
		r.timeText, r.facts = r.at.Format("02-")+"13-"+r.at.Format("2006 15:04"), append(r.facts, fact{"reject", "time"})
	}
}

// rejected is the column for which the row must be refused, "" for none.
func (r *response) rejected() string {
	for _, f := range r.facts {
		if f.name == "reject" {
			return f.value
		}
	}
	return ""
}

// fields is the row of the survey, in the order of Header.
func (r *response) fields() []string {
	adviser := r.adviser
	if touchpoints[r.touchpoint].name == "Netbank og app" {
		adviser = ""
	}
	return []string{strconv.Itoa(r.id), r.timeText, strconv.Itoa(r.customer.number), r.scoreText, r.said.comment.text,
		touchpoints[r.touchpoint].name, r.customer.unit, r.customer.kind, r.customer.age, adviser}
}

// writeGold writes what is true of r. Errors come back from w's Flush.
func writeGold(w *bufio.Writer, r *response) {
	facts := make([]string, len(r.facts))
	for i, f := range r.facts {
		facts[i] = f.name + "=" + f.value
	}
	planted := strings.Join(facts, "; ")
	if len(r.said.comment.pieces) == 0 {
		fmt.Fprintf(w, "%d\t0\t\t\t\t%s\t\n", r.id, planted)
	}
	for i, p := range r.said.comment.pieces {
		id := ""
		if p.theme >= 0 {
			id = themes[p.theme].ID
		}
		fmt.Fprintf(w, "%d\t%d\t%s\t%s\t%s\t%s\t%s\n", r.id, i+1, id, p.tone, r.said.language, planted, p.text)
	}
}
