package nps

import "stemme/models"

// numbers is how many numbers byClass has.
const numbers = 1 + int(models.Promoter)

// byClass are numbers of the classes, first of those without one.
type byClass [numbers]float64

// byClass are a cell's responses.
func (c cell) byClass() byClass {
	of := byClass{models.NoClass: float64(c.responses - c.scored())}
	for _, class := range models.Classes {
		of[class] = float64(c.of(class))
	}
	return of
}

// sum adds them up.
func (n *byClass) sum() float64 {
	total := 0.0
	for _, v := range n {
		total += v
	}
	return total
}

// scored adds up those with a score.
func (n *byClass) scored() float64 { return n.sum() - n[models.NoClass] }

func (n *byClass) add(m byClass) {
	for class, v := range m {
		n[class] += v
	}
}

// times is the sum of the products.
func (n *byClass) times(m *byClass) float64 {
	total := 0.0
	for class, v := range n {
		total += v * m[class]
	}
	return total
}

// fewWriters is how many responses the wider share of who writes counts as: of fewer it is
// chance more than habit who wrote in a month. Chosen by eye.
const fewWriters = 10

// A pen is how many responses of a class there are, and how many of them wrote.
type pen struct{ all, wrote float64 }

func (p *pen) add(all, wrote int32) { p.all, p.wrote = p.all+float64(all), p.wrote+float64(wrote) }

// share is how many write, drawn to those of a wider group.
func (p pen) share(wider float64) float64 {
	return (p.wrote + fewWriters*wider) / (p.all + fewWriters)
}

// held is how many comments of each class every place is expected to have, were the same
// customers' like to answer at its value at all times and to write as they did in its
// month: see habit. Who writes in a month is drawn to who does at all values, and that to
// who does at all times.
func (d *diary) held() []byClass {
	held := make([]byClass, len(d.counts))
	for place, n := range d.wrote[models.NoClass] {
		held[place][models.NoClass] = float64(n)
	}
	if d.days > 0 {
		scored := d.scored()
		for _, class := range models.Classes {
			d.hold(class, scored, held)
		}
	}
	return held
}

// scored counts the responses with a score by place.
func (d *diary) scored() []float64 {
	of := make([]float64, len(d.counts))
	for _, class := range models.Classes {
		for place, n := range d.all[class] {
			of[place] += float64(n)
		}
	}
	return of
}

// hold is held of one class.
func (d *diary) hold(class models.Class, scored []float64, held []byClass) {
	start := monthOf(models.Day(d.first))
	months := monthOf(models.Day(d.first+d.days-1)) - start + 1
	month := make([]int, d.days)
	for day := range month {
		month[day] = monthOf(models.Day(d.first+day)) - start
	}
	var ever pen
	all, each := make([]pen, months), make([]pen, months*len(d.values))
	size, of := make([]float64, len(d.values)), make([]float64, len(d.values))
	for place, n := range d.all[class] {
		v, m, wrote := place/d.days, month[place%d.days], d.wrote[class][place]
		ever.add(n, wrote)
		all[m].add(n, wrote)
		each[v*months+m].add(n, wrote)
		size[v], of[v] = size[v]+scored[place], of[v]+float64(n)
	}
	if ever.wrote == 0 {
		return
	}
	for place, n := range scored {
		if v, m := place/d.days, month[place%d.days]; n > 0 {
			held[place][class] = n * of[v] / size[v] * each[v*months+m].share(all[m].share(ever.wrote/ever.all))
		}
	}
}

// likely is how many times as likely as others those of each class who write say the term
// at hand; of classes that wrote little nearer to 1.
func (d *diary) likely() (times byClass) {
	rate := d.sayers.sum() / max(1, d.writers.sum())
	for class := range times {
		times[class] = (d.sayers[class] + 1) / (rate*d.writers[class] + 1)
	}
	return times
}
