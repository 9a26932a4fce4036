package source

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A column is a column of a table with what it was taken for.
type column struct {
	header     string
	label      string // what further header lines say of it, "" for nothing
	role       role
	name       string // of a segment or a rating; the question of an answer
	level      int    // of a unit that several columns make, top is 0
	why        Note
	evidence   []Note // what speaks for the role beside why
	runner     role   // what it would be else; ignored for nothing
	doubt      bool
	asks       models.Ask   // of the comment: what its question asks for
	settled    bool         // earlier nights had no use for it
	unclear    bool         // may hold people
	uncomputed int          // formulas without a result
	missing    map[int]bool // numbers that mean "not answered"
	*profile
	heading, labelled heading
	zone              string // that the export states of its times; "" for none
}

// A plan is how the rows of one file become responses.
type plan struct {
	file        string
	source      string
	named       naming // what the source is called after
	firstCalled string // what it was called when the first of its responses came
	columns     []column
	scaling     scaling
	dates       layout
	today       models.Day // NoDay where it is not known
	toCome      bool       // whether a date lies after it
	order       ordering
	lost        bool   // whether texts have lost letters
	recalled    string // header of the time, where earlier nights alone say the order of its dates
	language    models.Language
	mask        func(string) string
	notes       []Note
	before      *Reading // of earlier nights, nil for none
	people      func(header string, values []string) People
	told        []string        // as Reading.Told
	nobody      map[string]bool // values of the customer that are no one's
}

// recognise decides what every column of t means: what is declared first, then
// what earlier nights recognised, then personal data, then by the weight of
// evidence.
func recognise(t *table, file string, cfg Config, scale *models.Scale) (*plan, error) {
	p := newPlan(t, file, cfg)
	closed, err := p.declare(t, cfg)
	if err != nil {
		return nil, err
	}
	if err := p.refuseOneHot(t, closed); err != nil {
		return nil, err
	}
	p.recall(closed)
	p.dropPersonal()
	p.assign(closed)
	p.theRest(closed)
	if err := p.partPairs(closed); err != nil {
		return nil, err
	}
	p.joinCalendar(t, closed)
	if err := p.refuseFormulas(closed); err != nil {
		return nil, err
	}
	if err := p.check(closed); err != nil {
		return nil, err
	}
	if err := p.refuseText(t, closed); err != nil {
		return nil, err
	}
	if err := p.refuseKinds(t, closed); err != nil {
		return nil, err
	}
	if err := p.decideScale(scale); err != nil {
		return nil, err
	}
	p.dropClasses(t)
	p.doubtSlashes()
	p.doubtNPS()
	if err := p.decideDates(t, cfg); err != nil {
		return nil, err
	}
	p.dropSums(t)
	p.noCustomers()
	p.keepFinished(t, closed)
	p.ask()
	p.tellCut(t)
	return p, nil
}

// ask notes what the question of the comment asks for.
func (p *plan) ask() {
	c := p.first(roleComment)
	if c == nil {
		return
	}
	switch c.asks = models.AskOf(c.question()); c.asks {
	case models.AsksPraise:
		c.evidence = append(c.evidence, note("source_why_praise"))
	case models.AsksWishes:
		c.evidence = append(c.evidence, note("source_why_wishes"))
	}
}

func newPlan(t *table, file string, cfg Config) *plan {
	p := &plan{file: cfg.shown(file), named: cfg.naming(file), columns: make([]column, len(t.headers)), mask: cfg.Mask}
	if p.source = p.named.name; p.named.note != nil {
		p.notes = append(p.notes, *p.named.note)
	}
	p.firstCalled = cfg.firstCalled(p.source)
	if p.mask == nil {
		p.mask = func(s string) string { return s }
	}
	if p.people = cfg.People; p.people == nil {
		p.people = func(string, []string) People { return Nobody }
	}
	if before, ok := cfg.Readings[p.source]; ok {
		p.before = before.fitting(t.headers)
	}
	p.language = languageOf(cfg.Language)
	for i, h := range t.headers {
		label, zone := t.labels[i], ""
		if i < len(t.zones) {
			zone = t.zones[i]
		}
		p.columns[i] = column{header: h, label: label, level: -1, profile: profileOf(t.rows, i), heading: headingOf(t.asked[i]), labelled: headingOf(label), zone: zone}
		for _, r := range t.rows {
			if r.fault == nil && r.cells[i] == uncomputed {
				p.columns[i].uncomputed++
			}
		}
	}
	return p
}

// declare takes cfg at its word. It answers the roles that no other column may
// have.
func (p *plan) declare(t *table, cfg Config) (closed map[role]bool, err error) {
	closed = map[role]bool{}
	set := func(header string, r role, name string) error {
		i := t.column(header)
		if i < 0 {
			return messages.Errorf("source_no_column", p.file, header, headerList(t.headers))
		}
		c := &p.columns[i]
		if c.role != ignored {
			return messages.Errorf("source_column_twice", p.file, c.header)
		}
		if r == roleAnswer && name == "" {
			name = c.question()
		}
		c.role, c.name, c.why = r, name, note("source_why_declared")
		if r == roleUnit && name != "" {
			c.level, _ = unitLevel("unit:" + name)
			c.name = ""
		}
		return nil
	}
	for _, field := range slices.Sorted(maps.Keys(cfg.Columns)) {
		header := cfg.Columns[field]
		r, name := declared(field)
		closed[r] = closed[r] || (name == "" || r == roleUnit) && r != rolePerson
		err := error(nil)
		if header != "" {
			err = set(header, r, name)
		} else if name != "" {
			err = p.leaveOut(t, r, name, cfg.Readings[p.source])
		}
		if err != nil {
			return nil, err
		}
	}
	for r := range closed {
		if closed[r] {
			p.told = append(p.told, r.String())
		}
	}
	slices.Sort(p.told)
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

// declared is the role that a field of Config.Columns names, and the name of a
// segment, a rating or an answer.
func declared(field string) (role, string) {
	if r, known := fieldRole(field); known {
		return r, ""
	}
	if level, ok := unitLevel(field); ok {
		return roleUnit, strconv.Itoa(level + 1)
	}
	if after, ok := strings.CutPrefix(field, "rating:"); ok {
		return roleRating, propertyName(after)
	}
	if after, ok := strings.CutPrefix(field, "answer:"); ok {
		return roleAnswer, cleanLine(after)
	}
	return roleSegment, propertyName(field)
}

// unitLevel is the level that a field such as "unit:2" names, counted from 0.
func unitLevel(field string) (int, bool) {
	after, ok := strings.CutPrefix(field, "unit:")
	n, err := strconv.Atoi(after)
	return n - 1, ok && err == nil && 2 <= n && n <= 9
}

// recall gives the columns that earlier nights had the roles that they had then,
// and closes the roles of which they have one.
func (p *plan) recall(closed map[role]bool) {
	for i := range p.columns {
		c := &p.columns[i]
		was := p.before.column(c.header)
		if was == nil || !c.open() {
			continue
		}
		r := role(slices.Index(roleNames[:], was.Role))
		if int8(r) < 0 || closed[r] || c.belies(r) {
			continue
		}
		c.settled = r == ignored
		c.role, c.name, c.level, c.why = r, was.Name, was.Level-1, note("source_why_before")
	}
	for _, c := range p.columns {
		if slices.Contains(exclusive, c.role) {
			closed[c.role] = true
		}
	}
}

// belies says whether enough values of a column show that it is not what it was: the
// comments stand under the header of a segment, or the values of one under that of
// the comments. The night is then refused as one with other roles.
func (c *column) belies(r role) bool {
	if c.given < leastEach {
		return false
	}
	switch {
	case r == roleComment:
		return !c.isText() && c.isSegment(false) && len(c.values) <= mostPicked
	case r.isCut() && r != roleUnit:
		return c.isText() && 2*len(c.values) > c.given && c.bytes > shortText*c.given
	}
	return false
}

// shortText is the mean length in bytes above which text that differs from row to
// row is no value to cut by. Chosen by eye.
const shortText = 20

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
		customer := c.weigh(roleCustomer)
		switch p.people(c.header, c.sample()) {
		case Staff:
			c.role, c.why = rolePerson, note("source_why_people")
			continue
		case Customers:
			if customer.sum < least {
				c.role, c.why = rolePrivate, note("source_why_people")
			}
			continue
		case Unclear:
			c.unclear = true
		}
		if c.role == ignored {
			c.dropByHeader(customer)
		}
	}
}

// dropByHeader drops c where its header says that it is personal, and nothing
// says better that it names a customer or a response.
func (c *column) dropByHeader(customer weight) {
	person, private := c.weigh(rolePerson), c.weigh(rolePrivate)
	named := customer.sum
	for _, r := range exclusive {
		named = max(named, c.weigh(r).sum)
	}
	switch {
	case max(person.sum, private.sum) < least, !c.most(c.personal, 0.5) && named >= max(person.sum, private.sum):
	case person.sum >= private.sum:
		c.take(rolePerson, person)
	default:
		c.take(rolePrivate, private)
	}
}

// assign gives each exclusive role that is open to the open column of the
// highest weight for it, the heaviest first, and says which came near.
func (p *plan) assign(closed map[role]bool) {
	weights := make([][roleCount]weight, len(p.columns))
	desk, replied := p.isDesk(), p.answersComments()
	for i := range p.columns {
		for _, r := range exclusive {
			weights[i][r] = p.columns[i].weigh(r)
		}
		p.neighbour(weights, i)
		if desk {
			p.columns[i].onDesk(&weights[i][roleTime])
		}
		if replied {
			p.columns[i].beneathReview(&weights[i][roleTime])
		}
	}
	p.keysOfOthers(weights, closed)
	taken := map[role]bool{}
	p.asksOfScore(weights)
	for {
		best, of := -1, ignored
		for _, r := range exclusive {
			for i := range p.columns {
				if !p.columns[i].open() || closed[r] || taken[r] || weights[i][r].sum < least {
					continue
				}
				if best < 0 || weights[i][r].sum > weights[best][of].sum {
					best, of = i, r
				}
			}
		}
		if best < 0 {
			break
		}
		taken[of] = true
		if of == roleScore && p.tied(weights, best) {
			continue
		}
		p.columns[best].take(of, weights[best][of])
		if of == roleScore {
			p.asksOfScore(weights)
		}
	}
	p.runnersUp(weights, closed)
}

// open says whether c may still get a role.
func (c *column) open() bool { return c.role == ignored && !c.settled }

// neighbour lets a text beside a score weigh a little more as the comment.
func (p *plan) neighbour(weights [][roleCount]weight, i int) {
	if i > 0 && weights[i-1][roleScore].sum >= least && weights[i][roleComment].sum >= least {
		weights[i][roleComment].add(0.3, "beside")
	}
}

// asksOfScore lets, of several texts, one whose header names what the score's does weigh more as
// the comment, once there is a score: "NPS bank" is given its reason in "Begrundelse bank" and not
// in "Begrundelse rådgiver", wherever that stands. A word that all of the texts have tells none.
func (p *plan) asksOfScore(weights [][roleCount]weight) {
	score := p.first(roleScore)
	if score == nil || p.first(roleComment) != nil {
		return
	}
	var texts []int
	in := map[string]int{}
	for i := range p.columns {
		if p.columns[i].open() && weights[i][roleComment].sum >= least {
			texts = append(texts, i)
			for _, t := range slices.Compact(slices.Sorted(slices.Values(p.columns[i].heading.tokens))) {
				in[t]++
			}
		}
	}
	for _, i := range texts {
		if slices.ContainsFunc(p.columns[i].heading.tokens, func(t string) bool {
			return len(t) > 2 && in[t] < len(texts) && slices.Contains(score.heading.tokens, t)
		}) {
			weights[i][roleComment].add(0.6, "of_score")
		}
	}
}

// isDesk says whether the rows are cases of a help desk.
func (p *plan) isDesk() bool {
	return slices.ContainsFunc(p.columns, func(c column) bool { return c.heading.holds(deskWords) })
}

var deskWords = folded("ticket tickets case sag sagsnr sagsnummer sagsid conversation henvendelse requester assignee")

// onDesk weighs the times of a case: the customer answers when it is solved, and
// with that answer it is updated, long after it was opened.
func (c *column) onDesk(w *weight) {
	if w.sum > never.sum && c.heading.holds(updatedWords) {
		w.sum = max(w.sum, 10) // above a plain "oprettet", below "løst"
	}
}

var updatedWords = folded("updated opdateret modified ændret")

// take gives c the role that w speaks for. A role that the header does not speak
// for, or not alone, is in doubt.
func (c *column) take(r role, w weight) {
	c.role, c.evidence = r, w.notes
	switch {
	case w.header <= 0:
		c.why, c.doubt = note("source_why_content"), r == roleScore || r == roleComment || r == roleTime
	case c.heading.wholly(r):
		c.why = note("source_why_name")
	default:
		c.why, c.doubt = note("source_why_word", w.word), r == roleScore && w.header < 6
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

// joined is the heading of c with what further lines say.
func (c *column) joined() heading { return headingOf(c.header + " " + c.label) }

// count is how often the column holds one of the numbers.
func (p *profile) count(numbers map[int]bool) int {
	n := 0
	for v := range numbers {
		n += p.numbers[v]
	}
	return n
}
