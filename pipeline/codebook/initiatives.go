package codebook

import (
	"stemme/models"
)

// InitiativesName is what the improvement register's file is called where no
// other path is configured.
const InitiativesName = "initiatives.yaml"

// An Initiative is one improvement: what is done, by whom, where and since when.
type Initiative struct {
	ID          string  `yaml:"id"`      // letters a-z, digits and hyphens
	Name        string  `yaml:"name"`    // what is done
	Theme       string  `yaml:"theme"`   // id of the theme, or the entry of a lens, that it is to mend; "" for none
	Owner       string  `yaml:"owner"`   // function that answers for it
	Action      string  `yaml:"action"`  // the next step; "" for that of the theme
	Start       string  `yaml:"start"`   // day it took effect
	End         string  `yaml:"end"`     // last day it was in effect; "" for still
	Where       Where   `yaml:"where"`   // the responses it reaches; empty for all: before and after alone are held
	Against     Where   `yaml:"against"` // those to compare with; empty takes all that it does not reach
	Impact      float64 `yaml:"impact"`  // expected gain in points of NPS; 0 has it computed from the theme's own figures
	Feasibility int     `yaml:"feasibility"`
}

// Initiatives reads the register at path; none where there is no file. All that
// is wrong with it is told at once, each fault with its line.
func Initiatives(path string) ([]Initiative, error) {
	var file struct {
		Initiatives []Initiative `yaml:"initiatives"`
	}
	tree, found, err := readStrict(path, &file)
	if err != nil || !found {
		return nil, err
	}
	c := &checker{path: path, tree: tree}
	known := map[string]bool{}
	for i := range file.Initiatives {
		one, at := &file.Initiatives[i], item("initiatives", i)
		c.id(at, one.ID, known)
		c.add(one.Name != "", at, "book_lacks", one.ID, "name")
		c.day(at, "start", one.Start, true)
		c.day(at, "end", one.End, false)
		c.add(!one.Where.Empty() || one.Against.Empty(), at, "initiative_against", one.ID)
		c.add(one.Feasibility >= 1 && one.Feasibility <= 5, at, "initiative_feasibility", one.ID)
		c.add(one.Impact >= 0, at, "initiative_impact", one.ID)
		one.Where.check(c, at)
		one.Against.check(c, at)
	}
	return file.Initiatives, c.err()
}

// id notes an id that is none or stands twice.
func (c *checker) id(at, id string, known map[string]bool) {
	c.add(idForm.MatchString(id), at, "book_seed_id", id)
	c.add(!known[id], at, "book_seed_twice", id)
	known[id] = true
}

// day notes a day that is none.
func (c *checker) day(at, field, text string, needed bool) {
	if text == "" && !needed {
		return
	}
	_, err := models.ParseDay(text)
	c.add(err == nil, at, "book_day", field, text)
}

// Days are the first and last day of the initiative; last is NoDay where it
// goes on.
func (in *Initiative) Days() (first, last models.Day) {
	first, _ = models.ParseDay(in.Start)
	last, err := models.ParseDay(in.End)
	if err != nil {
		last = models.NoDay
	}
	return first, last
}
