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

// often are the selected rows of the customers that are summed: those with a score, or
// all where only the latest counts.
func (sel *Selection) often() *frequent {
	sel.again.Do(func() {
		places, of := sel.places(), &sel.frequent
		for i, customer := 0, 0; i < len(places) && customer < len(sel.ends); customer++ {
			for end := sel.ends[customer]; i < len(places) && places[i] < end; i++ {
				if sel.latest || sel.class[places[i]] != models.NoClass {
					of.places = append(of.places, places[i])
				}
			}
			of.ends = append(of.ends, uint32(len(of.places)))
		}
	})
	return &sel.frequent
}

// sums are those of one customer's rows in one group.
type sums struct {
	value, square, number int
	last                  uint32
}

// sum adds what the customers of often do to the counts of the groups of a sorting, or
// of each pair of groups of two; where only the latest counts, that is counted here.
func (sel *Selection) sum(all []Count, repeats []nps.Repeats, by, second *sorting) {
	often := sel.often()
	if len(often.places) == 0 {
		return
	}
	of := make([]sums, len(all))
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
					s.value, s.square, s.number, s.last = s.value+value, s.square+value*value, s.number+1, at
				}
			}
		}
		from = end
		for _, group := range touched {
			sel.close(&all[group], &repeats[group], &of[group])
		}
		touched = touched[:0]
	}
}

// close adds the sums of one customer, who is done.
func (sel *Selection) close(c *Count, r *nps.Repeats, s *sums) {
	if !sel.latest {
		r.Add(s.value, s.square, s.number)
	} else {
		c.Add(sel.class[s.last])
		if sel.commented.Has(s.last) {
			c.Commented++
		}
	}
	*s = sums{}
}
