package demo

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
)

// newSummary is the summary before the first row.
func newSummary(rows int) Summary {
	sum := Summary{Rows: rows, Rejected: map[string]int{}, Languages: map[string]int{}, Facts: map[string]int{},
		Years: map[string][3]int{}, Step: Step{stepYear, stepPoints}}
	for _, t := range themes {
		planted := Theme{ID: t.ID, Name: t.Name, Down: t.down, Up: t.up}
		if t.ID == localTheme {
			planted.LocalUnit, planted.LocalShare = localUnit, localShare
		}
		if t.ID == newTheme {
			planted.From, planted.RisesTo = monthStart(newFrom).Format("2006-01"), newShare
		}
		sum.Themes = append(sum.Themes, planted)
	}
	return sum
}

// count adds r to the summary.
func (s *survey) count(r *response) {
	for _, f := range r.facts {
		s.sum.Facts[f.name]++
	}
	if column := r.rejected(); column != "" {
		s.sum.Rejected[column]++
		return
	}
	s.sum.Accepted++
	s.seen[r.customer.number] = struct{}{}
	s.countScore(r)
	if r.said.comment.text == "" {
		return
	}
	s.sum.Comments++
	if r.said.language != "" {
		s.sum.Languages[string(r.said.language)]++
	}
	for i, m := range r.said.mentions {
		t := &s.sum.Themes[m.theme]
		t.Comments++
		if m.praise {
			t.Positive++
		}
		if r.score != (models.Score{}) {
			t.scored++
			t.effect += float64(r.effects[i])
		}
	}
}

func (s *survey) countScore(r *response) {
	year := strconv.Itoa(r.at.Year())
	classes := s.sum.Years[year]
	switch models.Scale0to10.Class(r.score) {
	case models.Promoter:
		s.sum.Promoters++
		classes[0]++
	case models.Passive:
		s.sum.Passives++
		classes[1]++
	case models.Detractor:
		s.sum.Detractors++
		classes[2]++
	default:
		return
	}
	s.sum.Scored++
	s.sum.Years[year] = classes
}

// settle works out what takes the whole survey.
func (sum *Summary) settle(customers int) {
	sum.Customers = customers
	for i := range sum.Themes {
		t := &sum.Themes[i]
		if sum.Comments > 0 {
			t.Share = float64(t.Comments) / float64(sum.Comments)
		}
		if t.scored > 0 {
			t.NPSEffect = t.effect / float64(t.scored)
		}
	}
}

// String says in one line what was written, in English.
func (sum Summary) String() string {
	var rejected []string
	for _, column := range slices.Sorted(maps.Keys(sum.Rejected)) {
		rejected = append(rejected, strconv.Itoa(sum.Rejected[column])+" for their "+column)
	}
	line := strconv.Itoa(sum.Rows) + " rows, " + strconv.Itoa(sum.Comments) + " comments, " + strconv.Itoa(len(sum.Themes)) + " themes"
	if len(rejected) > 0 {
		line += "; to be rejected: " + strings.Join(rejected, ", ")
	}
	return line
}
