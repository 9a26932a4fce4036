package source

import (
	"maps"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A column is a column of a table with what it was taken for.
type column struct {
	header  string
	role    role
	name    string // of a segment or a rating
	level   int    // of a unit that several columns make, top is 0
	why     Note
	doubt   bool
	settled bool // earlier nights had no use for it
	unclear bool // may hold people
	*profile
	folded string
}

// A plan is how the rows of one file become responses.
type plan struct {
	file       string
	source     string
	columns    []column
	scale      models.Scale
	scaleWhy   Note
	scaleDoubt bool
	dates      layout
	language   models.Language
	mask       func(string) string
	notes      []Note
	before     *Reading // of earlier nights, nil for none
	people     func(header string, values []string) People
}

// recognise decides what every column of t means: what is declared first, then
// personal data, then what the header names, then what the values look like.
func recognise(t *table, file string, cfg Config, scale *models.Scale) (*plan, error) {
	p := &plan{file: file, source: sourceName(cfg.Name), columns: make([]column, len(t.headers)), mask: cfg.Mask, people: cfg.People}
	if p.source == "" {
		p.source = nameOf(file)
	}
	if p.mask == nil {
		p.mask = func(s string) string { return s }
	}
	if p.people == nil {
		p.people = func(string, []string) People { return Nobody }
	}
	p.language = languageOf(cfg.Language)
	for i, h := range t.headers {
		p.columns[i] = column{header: h, level: -1, profile: profileOf(t.rows, i), folded: foldName(h)}
	}
	closed, err := p.declare(t, cfg)
	if err != nil {
		return nil, err
	}
	if before, ok := cfg.Readings[p.source]; ok {
		p.before = &before
	}
	p.recall(closed)
	p.dropPersonal()
	p.byName(closed)
	p.byContent(closed)
	p.theRest()
	if err := p.check(closed); err != nil {
		return nil, err
	}
	p.decideScale(scale)
	p.decideDates(cfg.Location, t.mac)
	return p, nil
}

// declare takes cfg at its word. It answers the roles that no other column may
// have.
func (p *plan) declare(t *table, cfg Config) (closed map[role]bool, err error) {
	closed = map[role]bool{}
	set := func(header string, r role, name string) error {
		i := t.column(header)
		if i < 0 {
			return messages.Errorf("source_no_column", p.file, header, strings.Join(t.headers, ", "))
		}
		c := &p.columns[i]
		if c.role != ignored {
			return messages.Errorf("source_column_twice", p.file, c.header)
		}
		c.role, c.name, c.why = r, name, note("source_why_declared")
		return nil
	}
	for _, field := range slices.Sorted(maps.Keys(cfg.Columns)) {
		header := cfg.Columns[field]
		r, known := fieldRole(field)
		name := ""
		if !known {
			r, name = roleSegment, propertyName(field)
			if after, ok := strings.CutPrefix(field, "rating:"); ok {
				r, name = roleRating, propertyName(after)
			}
		}
		closed[r] = closed[r] || known && r != rolePerson
		if header == "" {
			continue
		}
		if err := set(header, r, name); err != nil {
			return nil, err
		}
	}
	for _, header := range cfg.Persons {
		if i := t.column(header); i >= 0 && p.columns[i].role == rolePerson {
			continue
		}
		if err := set(header, rolePerson, ""); err != nil {
			return nil, err
		}
	}
	return closed, nil
}

// recall gives the columns that earlier nights had the roles that they had then,
// and closes the roles of which they have one.
func (p *plan) recall(closed map[role]bool) {
	for i := range p.columns {
		c := &p.columns[i]
		was := p.before.column(c.header)
		if was == nil || c.role != ignored {
			continue
		}
		r := role(slices.Index(roleNames[:], was.Role))
		if r < 0 || closed[r] {
			continue
		}
		c.settled = r == ignored
		c.role, c.name, c.level, c.why = r, was.Name, was.Level-1, note("source_why_before")
	}
	for i := range p.columns {
		closed[p.columns[i].role] = closed[p.columns[i].role] || p.columns[i].role != ignored
	}
}

// dropPersonal finds the columns that are dropped at the door. A rating of
// somebody, such as "rådgiverens venlighed", is none. A column that earlier
// nights cut by and that holds people now is dropped too, which a night that
// compares readings will refuse to pass over.
func (p *plan) dropPersonal() {
	for i := range p.columns {
		c := &p.columns[i]
		if c.role != ignored && (c.why.Key != "source_why_before" || !c.role.isCut()) {
			continue
		}
		switch p.people(c.header, c.sample()) {
		case Staff:
			c.role, c.why = rolePerson, note("source_why_people")
			continue
		case Customers:
			if rank(c.folded, roleCustomer) < 0 {
				c.role, c.why = rolePrivate, note("source_why_people")
			}
			continue
		case Unclear:
			c.unclear = true
		}
		if c.role != ignored {
			continue
		}
		rated := holds(c.folded, roleRating) && c.scores(0.9)
		switch {
		case rank(c.folded, rolePerson) >= 0, holds(c.folded, rolePerson) && !rated && !c.isText():
			c.role, c.why = rolePerson, note("source_why_name")
		case rank(c.folded, rolePrivate) >= 0, holds(c.folded, rolePrivate):
			c.role, c.why = rolePrivate, note("source_why_name")
		case c.most(c.personal, 0.5):
			c.role, c.why = rolePrivate, note("source_why_content")
		}
	}
}

// byName gives each role that is open to the column whose whole header is the
// best name for it and whose values allow it, then to one whose header holds a
// telling word.
func (p *plan) byName(closed map[role]bool) {
	order := []role{roleTime, roleID, roleCustomer, roleLanguage, roleTouchpoint, roleStage, roleUnit, roleTitle, roleScore, roleComment}
	for _, r := range order {
		if !closed[r] {
			p.take(r, "source_why_name", func(c *column) int {
				if n := rank(c.folded, r); n >= 0 && c.allows(r) {
					return 1000 - n
				}
				return 0
			})
		}
	}
	if !closed[roleUnit] && p.first(roleUnit) == nil {
		for i := range p.columns {
			if c := &p.columns[i]; c.role == ignored && !c.settled && level(c.folded) >= 0 {
				c.role, c.level, c.why = roleUnit, level(c.folded), note("source_why_name")
			}
		}
	}
	for _, r := range []role{roleScore, roleComment, roleTime} {
		if !closed[r] && p.first(r) == nil {
			p.take(r, "source_why_word", func(c *column) int {
				if holds(c.folded, r) && c.sure(r) {
					return 1 + min(c.bytes/max(c.given, 1), 500)
				}
				return 0
			})
		}
	}
}

// allows says whether the values of c do not speak against a role that its
// whole header names.
func (c *column) allows(r role) bool {
	if unmistakable[r][c.folded] {
		return true
	}
	switch r {
	case roleID:
		return c.given == 0 || c.unique || rank(c.folded, roleID) < len(names[roleID])-numbering
	case roleScore:
		return c.given == 0 || c.most(c.whole+c.decimal, 0.5) && (c.upTo100 < fewValues || !c.most(c.upTo100, 0.5))
	case roleTime:
		return c.given == 0 || c.isDates(true)
	case roleComment:
		return c.given == 0 || !c.most(c.whole+c.decimal, 0.5)
	case roleLanguage:
		return len(c.values) <= maxValues
	}
	return true
}

// fewValues is how many values above every known scale may still be mistakes.
// Chosen by eye.
const fewValues = 10

// numbering is how many of the last names of an id may also be a customer's or
// number something else, and are trusted only where no value comes twice.
const numbering = 9

// sure says whether the values of c speak for a role that only a word of its
// header names.
func (c *column) sure(r role) bool {
	switch r {
	case roleScore:
		return c.scores(0.8)
	case roleTime:
		return c.isDates(true)
	}
	return c.isText() || c.most(c.letters, 0.5) && len(c.values) > maxValues
}

// byContent gives the comment, the time and the score that no header named to
// the columns that can be nothing else. The score must be the only candidate.
func (p *plan) byContent(closed map[role]bool) {
	if !closed[roleComment] && p.first(roleComment) == nil {
		p.take(roleComment, "source_why_content", func(c *column) int {
			if c.isText() && len(c.values) > 1 {
				return 1 + c.bytes/max(c.given, 1)
			}
			return 0
		})
		if c := p.first(roleComment); c != nil {
			c.doubt = true
		}
	}
	if !closed[roleTime] && p.first(roleTime) == nil {
		p.take(roleTime, "source_why_content", func(c *column) int {
			if c.isDates(false) {
				return 1
			}
			return 0
		})
	}
	if closed[roleScore] || p.first(roleScore) != nil {
		return
	}
	var candidates []*column
	for i := range p.columns {
		if c := &p.columns[i]; c.role == ignored && !c.settled && c.scores(0.95) && len(c.values) > 2 && !holds(c.folded, roleRating) {
			candidates = append(candidates, c)
		}
	}
	if len(candidates) == 1 {
		c := candidates[0]
		c.role, c.why, c.doubt = roleScore, note("source_why_content"), true
	}
}

// take gives role r to the open column of the highest positive fitness, the
// first of equals.
func (p *plan) take(r role, why messages.Key, fitness func(*column) int) {
	best, most := -1, 0
	for i := range p.columns {
		if c := &p.columns[i]; c.role == ignored && !c.settled {
			if f := fitness(c); f > most {
				best, most = i, f
			}
		}
	}
	if best >= 0 {
		p.columns[best].role, p.columns[best].why = r, note(why)
	}
}

// first is the first column of role r; nil for none.
func (p *plan) first(r role) *column {
	for i := range p.columns {
		if p.columns[i].role == r {
			return &p.columns[i]
		}
	}
	return nil
}

// theRest makes ratings and segments of what can be one and says of each other
// column why it is left out.
func (p *plan) theRest() {
	for i := range p.columns {
		c := &p.columns[i]
		known := rank(c.folded, roleSegment) >= 0
		switch {
		case c.role != ignored, c.settled:
		case c.given == 0:
			c.why = note("source_why_blank")
		case (holds(c.folded, roleRating) || rank(c.folded, roleScore) >= 0) && c.most(c.whole, 0.9):
			c.role, c.name, c.why = roleRating, propertyName(c.header), note("source_why_name")
		case c.isDates(false):
			c.why = note("source_why_date")
		case c.unclear && !known && c.isSegment(false):
			c.why, c.doubt = note("source_why_unclear"), true
		case c.isSegment(known):
			c.role, c.name, c.why = roleSegment, propertyName(c.header), note("source_why_few", len(c.values))
			if known {
				c.why = note("source_why_name")
			}
		case c.isText():
			c.why, c.doubt = note("source_why_text"), true
		default:
			c.why = note("source_why_many")
		}
	}
	p.distinctNames()
}

// distinctNames sees to it that no segment or rating has the name of another.
func (p *plan) distinctNames() {
	seen := map[string]bool{}
	for i := range p.columns {
		c := &p.columns[i]
		if c.name == "" {
			continue
		}
		if seen[c.name] {
			c.name = strings.ToLower(c.header)
		}
		seen[c.name] = true
	}
}

// propertyName is the name of a segment or a rating with the given header.
func propertyName(header string) string { return strings.ToLower(cleanLine(header)) }

// check stops a file that lacks the comment. One that has none by declaration
// must have a score.
func (p *plan) check(closed map[role]bool) error {
	var headers []string
	for _, c := range p.columns {
		headers = append(headers, c.header)
	}
	list := strings.Join(headers, ", ")
	switch {
	case p.first(roleComment) == nil && !closed[roleComment]:
		return messages.Errorf("source_no_comment", p.file, list)
	case p.first(roleComment) == nil && p.first(roleScore) == nil:
		return messages.Errorf("source_no_answer", p.file, list)
	}
	if p.first(roleScore) == nil {
		p.notes = append(p.notes, note("source_no_score"))
	}
	return nil
}

// decideScale takes the declared scale or recognises it from the score.
func (p *plan) decideScale(declared *models.Scale) {
	c := p.first(roleScore)
	switch {
	case declared != nil:
		p.scale, p.scaleWhy = *declared, note("source_scale_declared")
	case c != nil && p.before.scaleBefore() != nil:
		p.scale, p.scaleWhy = *p.before.scaleBefore(), note("source_why_before")
	case c == nil:
		p.scale, p.scaleWhy = models.Scale0to10, note("source_scale_none")
	default:
		p.scale, p.scaleWhy, p.scaleDoubt = scaleOf(c.header, c.profile)
	}
}

// decideDates settles how the time column is written. Dates with the year last
// have the day first, unless some have a second number above 12 and none a
// first.
func (p *plan) decideDates(location *time.Location, mac bool) {
	p.dates.location, p.dates.mac = location, mac
	if c := p.first(roleTime); c != nil {
		p.dates.monthFirst = c.nextBig > 0 && c.firstBig == 0
		p.dates.dayOnly = c.clocks == 0
		if c.nextBig > 0 && c.firstBig == 0 {
			p.notes = append(p.notes, note("source_month_first", c.header))
		}
	}
}

// languages are the ways to write the languages that are told apart.
var languages = map[string]models.Language{
	"da": models.Danish, "dk": models.Danish, "dan": models.Danish, "dansk": models.Danish, "danish": models.Danish,
	"sv": models.Swedish, "se": models.Swedish, "swe": models.Swedish, "svensk": models.Swedish, "swedish": models.Swedish, "svenska": models.Swedish,
	"nb": models.Norwegian, "no": models.Norwegian, "nn": models.Norwegian, "nor": models.Norwegian, "norsk": models.Norwegian, "norwegian": models.Norwegian,
	"en": models.English, "eng": models.English, "gb": models.English, "uk": models.English, "us": models.English, "engelsk": models.English, "english": models.English,
	"other": models.Other, "andet": models.Other,
}

// languageOf is the language that a cell states; "" where it says nothing that
// is known, which leaves it to be recognised.
func languageOf(s string) models.Language {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_ "); i > 0 {
		s = s[:i]
	}
	return languages[s]
}
