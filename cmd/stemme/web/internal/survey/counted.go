package survey

import (
	"strconv"

	"stemme/models"
	"stemme/pipeline/nps"
)

// Counted are the scored rows of selections that have none in common, as nps counts
// responses, with what they say of a lens.
func Counted(lens string, restates func(theme string) bool, of ...*Selection) ([]models.Response, nps.System) {
	s := of[0].Survey
	by := s.lens(lens)
	system := nps.System{Lens: lens}
	order := make([]int, len(by.names)) // by group: the place of the theme, −1 for none that parts are made of
	for group, leaf := range s.leaves(by) {
		order[group] = -1
		if leaf {
			order[group] = len(system.Order)
			system.Order, system.Restates = append(system.Order, by.names[group]), append(system.Restates, restates(by.names[group]))
		}
	}
	var rows []models.Response
	who := s.customers()
	for _, sel := range of {
		for _, at := range sel.places() {
			if s.class[at] == models.NoClass || !sel.isLatest(at) {
				continue
			}
			rows = append(rows, s.response(at, who[at]))
			var themes []int
			for _, group := range by.groups(by.code[at]) {
				if order[group] >= 0 {
					themes = append(themes, order[group])
				}
			}
			system.Themes = append(system.Themes, themes)
		}
	}
	return rows, system
}

// customers numbers the customer of each place who gave several scores; 0 for the others.
func (s *Survey) customers() []uint32 {
	who := make([]uint32, s.n)
	for i, one := range s.pairs.one {
		if who[one] == 0 {
			who[one] = one + 1
		}
		who[s.pairs.other[i]] = who[one]
	}
	from := uint32(0)
	for _, end := range s.ends {
		for at := from; at < end; at++ {
			who[at] = from + 1
		}
		from = end
	}
	return who
}

// scoreOf is a score of each class, on the scale from 0 to 10.
var scoreOf = map[models.Class]int{models.Detractor: 0, models.Passive: 8, models.Promoter: 10}

// response is what nps counts of a place.
func (s *Survey) response(at, customer uint32) models.Response {
	r := models.Response{Scale: models.Scale0to10, Score: models.ScoreOf(scoreOf[s.class[at]]), Day: models.NoDay}
	if s.day[at] > 0 {
		r.Day = s.first + models.Day(s.day[at]) - 1
	}
	if customer > 0 {
		r.Customer = strconv.Itoa(int(customer))
	}
	if s.commented.Has(at) {
		r.Comment = "-"
	}
	for i := range s.columns {
		c := &s.columns[i]
		value := c.Values[c.code[at]]
		switch {
		case i >= fixed && value != "":
			r.Segments = append(r.Segments, models.Segment{Name: c.Name, Value: value})
		case c.Name == Touchpoint:
			r.Touchpoint = value
		case c.Name == Stage:
			r.Stage = value
		case c.Name == Unit:
			r.Unit = value
		case c.Name == Source:
			r.Source = value
		}
	}
	return r
}
