package survey

import (
	"stemme/models"
	"stemme/pipeline/nps"
)

// frequent are the selected places of customers that are summed one by one, in the
// order of time.
type frequent struct {
	places []uint32
	ends   []uint32 // of each customer, in places
}

// often are the selected rows with a score of the customers that are summed.
func (sel *Selection) often() *frequent {
	sel.again.Do(func() {
		places, of := sel.places(), &sel.frequent
		for i, customer := 0, 0; i < len(places) && customer < len(sel.ends); customer++ {
			for end := sel.ends[customer]; i < len(places) && places[i] < end; i++ {
				if sel.class[places[i]] != models.NoClass {
					of.places = append(of.places, places[i])
				}
			}
			of.ends = append(of.ends, uint32(len(of.places)))
		}
	})
	return &sel.frequent
}

// sums are those of one customer's rows in one group.
type sums struct{ value, square, number int }

// sum adds what the customers of often do to the intervals of the groups of a sorting, or
// of each pair of groups of two. Where only the latest row counts, no group has two of one
// customer.
func (sel *Selection) sum(repeats []nps.Repeats, by, second *sorting) {
	if sel.latest {
		return
	}
	often := sel.often()
	if len(often.places) == 0 {
		return
	}
	of := make([]sums, len(repeats))
	var touched []uint32
	one, width, from := []uint32{0}, uint32(1), uint32(0)
	if second != nil {
		width = uint32(len(second.names))
	}
	for _, end := range often.ends {
		for _, at := range often.places[from:end] {
			value, seconds := sel.value(at), one
			if second != nil {
				seconds = second.groups(second.code[at])
			}
			for _, group := range by.groups(by.code[at]) {
				for _, other := range seconds {
					s := &of[group*width+other]
					if s.number == 0 {
						touched = append(touched, group*width+other)
					}
					s.value, s.square, s.number = s.value+value, s.square+value*value, s.number+1
				}
			}
		}
		from = end
		for _, group := range touched {
			s := &of[group]
			repeats[group].Add(s.value, s.square, s.number)
			*s = sums{}
		}
		touched = touched[:0]
	}
}
