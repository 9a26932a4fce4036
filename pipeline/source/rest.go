package source

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"stemme/models"
	"stemme/pipeline/messages"
)

// theRest makes answers, ratings, levels of the unit and segments of what can be
// one and says of each other column why it is left out.
func (p *plan) theRest(closed map[role]bool) {
	levelled := !closed[roleUnit] && p.first(roleUnit) == nil
	single := levelled && !slices.ContainsFunc(p.columns, func(c column) bool { return c.open() && level(c.heading.whole) >= 0 })
	commented, lost := p.first(roleComment) != nil, p.lostLevels()
	for i := range p.columns {
		c := &p.columns[i]
		if !c.open() {
			continue
		}
		comment := c.weigh(roleComment)
		switch known := c.heading.wholly(roleSegment); {
		case c.given == 0:
			c.why = note("source_why_blank")
		case levelled && level(c.heading.whole) >= 0:
			c.role, c.level, c.why = roleUnit, level(c.heading.whole), note("source_why_name")
		case level(c.heading.whole) >= 0 && lost.has(level(c.heading.whole)):
			c.role, c.level, c.why = roleUnit, lost.take(level(c.heading.whole)), note("source_why_name")
		case single && c.namesPlace() && c.comesBack():
			c.role, c.level, c.why, single = roleUnit, place(c.heading.whole), note("source_why_name"), false
		case levelled && p.isHouse(c):
			c.role, c.level, c.why, single = roleUnit, branch, note("source_why_name"), false
		case c.isTicks():
			c.why, c.doubt = note("source_why_ticks"), true
		case commented && comment.header >= 6 && comment.sum >= 8:
			c.take(roleAnswer, comment)
			c.name, c.why = c.question(), note("source_why_word", comment.word)
		case c.isRating() && c.isTurned():
			c.why, c.doubt = note("source_why_turned"), true
		case c.isRating():
			c.role, c.name, c.why = roleRating, propertyName(c.header), note("source_why_name")
			c.missing = c.sentinels(models.Scale0to10)
		case c.isDates(false):
			c.why = note("source_why_date")
		case c.unclear && !known && c.isSegment(false):
			c.why, c.doubt = note("source_why_unclear"), true
		case c.header == placeName(i) && 2*c.given < c.rows:
			c.why, c.doubt = note("source_why_text"), true // what somebody wrote beside a few rows
		case c.isNote():
			c.why, c.doubt = note("source_why_text"), true
		case c.isSegment(known):
			p.segment(c, known)
		case c.isText():
			c.why, c.doubt = note("source_why_text"), true
		default:
			c.why = note("source_why_many")
		}
	}
	p.distinctNames()
}

// lostLevels are levels of the unit of which earlier nights had a column and the file has none of
// that name, while it has that of another level.
type lostLevels map[int]bool

func (p *plan) lostLevels() lostLevels {
	lost := lostLevels{}
	if p.before == nil || slices.Contains(p.told, roleUnit.String()) || p.first(roleUnit) == nil {
		return lost
	}
	for _, was := range p.before.Columns {
		if was.Role == roleUnit.String() && was.Level > 0 && !slices.ContainsFunc(p.columns, func(c column) bool { return fold(c.header) == fold(was.Header) }) {
			lost[was.Level-1] = true
		}
	}
	return lost
}

// has says whether a column that is called after a level may be one that is lost: that, or the
// only one.
func (l lostLevels) has(level int) bool { return l[level] || len(l) == 1 }

// take is the level that is lost no more.
func (l lostLevels) take(level int) int {
	if !l[level] {
		for only := range l {
			level = only
		}
	}
	delete(l, level)
	return level
}

// segment makes a segment of c.
func (p *plan) segment(c *column, known bool) {
	c.role, c.name, c.why = roleSegment, propertyName(c.header), note("source_why_few", len(c.values))
	if known {
		c.why = note("source_why_name")
	}
	if c.isVerdict() && p.first(roleScore) == nil {
		p.notes = append(p.notes, note("source_verdicts", c.header))
	}
}

// question is what c asks: the longer of its header lines.
func (c *column) question() string {
	if len(c.label) > len(c.header) {
		return c.label
	}
	return c.header
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

// check stops a file that is no survey, that has one row a question, or that
// lacks the comment. One that has none by declaration must have a score.
func (p *plan) check(closed map[role]bool) error {
	var headers []string
	for _, c := range p.columns {
		headers = append(headers, c.header)
	}
	list := headerList(headers)
	comment, score := p.first(roleComment), p.first(roleScore)
	switch {
	case p.isLong(closed):
		return messages.Errorf("source_long", p.file)
	case comment == nil && !closed[roleComment]:
		return messages.Errorf("source_no_comment", p.file, list)
	case comment == nil && score == nil:
		return messages.Errorf("source_no_answer", p.file, list)
	case comment != nil && comment.doubt && !closed[roleComment] && p.knownRoles() == 0:
		return messages.Errorf("source_no_survey", p.file, list)
	}
	if score == nil {
		p.notes = append(p.notes, note("source_no_score"))
	}
	if !closed[roleScore] {
		p.noteCoded()
	}
	p.noteNoTime(closed)
	p.noteDropped()
	for i := range p.columns {
		if c := &p.columns[i]; c.given == 0 && slices.Contains([]role{roleScore, roleComment, roleTime}, c.role) {
			p.notes = append(p.notes, note("source_blank", c.header, roleKey(c.role.String())))
		}
	}
	p.noteLost()
	return nil
}

// mostListed is how many columns a message names.
const mostListed = 40

// headerList names the columns of a file.
func headerList(headers []string) string {
	list := strings.Join(headers[:min(len(headers), mostListed)], ", ")
	if len(headers) > mostListed {
		list += ", … (" + strconv.Itoa(len(headers)) + ")"
	}
	return list
}

// knownRoles is how many columns have a role by their header.
func (p *plan) knownRoles() int {
	n := 0
	for _, c := range p.columns {
		switch c.role {
		case ignored, roleSegment:
		default:
			if c.why.Key != "source_why_content" {
				n++
			}
		}
	}
	if c := p.first(roleScore); c != nil {
		n++
	}
	return n
}

// Headers of a file that has one row a question.
var (
	questionNames = folded(`question question_text questiontext question_id question_name question_no spørgsmål spørgsmålstekst spørgsmåltekst spørgsmål_id
		spørgsmåls_id spørgsmålsnr spørgsmålnr spørgsmålsnummer fråga frågetext frage fragetext spørsmål item variable variabel
		field felt question_label key`)
	answerNames = folded(`answer answers svar value værdi response answer_text answer_value svartekst response_text svarværdi besvarelse`)
)

// isLong says whether each row holds one question and its answer: few questions,
// each with many answers, in a file without a column of scores.
func (p *plan) isLong(closed map[role]bool) bool {
	if closed[roleComment] || closed[roleScore] {
		return false
	}
	var question, answer *column
	for i := range p.columns {
		c := &p.columns[i]
		switch {
		case questionNames[c.heading.whole] && len(c.values) >= 2 && len(c.values)*2 <= c.given:
			question = c
		case answerNames[c.heading.whole]:
			answer = c
		}
	}
	score := p.first(roleScore)
	return question != nil && answer != nil && (score == nil || score == answer)
}

// forms are up to n shapes of the column's values, the commonest first: letters
// as a, digits as 9, so that no value shows.
func (p *profile) forms(n int) []string {
	count := map[string]int{}
	for _, v := range p.sample() {
		count[formOf(v)] += p.values[v]
	}
	return commonestOf(count, n)
}

func commonestOf(count map[string]int, n int) []string {
	all := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	return all[:min(len(all), n)]
}

// Of a form are shown so many signs, and so many words of a text.
const (
	longestForm = 24
	formWords   = 3
)

// formOf is the shape of a value: each run of letters is "a", or "Aa", or "A",
// digits are 9, other signs stay.
func formOf(v string) string {
	var b strings.Builder
	var run []rune
	n, words := 0, 0
	flush := func() {
		if len(run) > 0 {
			words++
		}
		switch {
		case len(run) == 0:
		case unicode.IsUpper(run[0]) && len(run) > 1 && unicode.IsLower(run[1]):
			b.WriteString("Aa")
		case unicode.IsUpper(run[0]):
			b.WriteString("A")
		default:
			b.WriteString("a")
		}
		run = run[:0]
	}
	for _, r := range cleanLine(v) {
		if unicode.IsLetter(r) {
			run = append(run, r)
			continue
		}
		flush()
		if n++; n > longestForm || words > formWords {
			return strings.TrimSpace(b.String()) + "…"
		}
		switch {
		case unicode.IsDigit(r):
			r = '9'
		case r > 0x2100 && r != '★' && r != '☆' && r != '⭐':
			r = '*' // a picture may be all that somebody wrote
		}
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// noteNoTime tells of columns of dates where none is the day of the answer.
func (p *plan) noteNoTime(closed map[role]bool) {
	if closed[roleTime] || p.first(roleTime) != nil {
		return
	}
	var dated []string
	for _, c := range p.columns {
		if c.role == ignored && c.why.Key == "source_why_date" {
			dated = append(dated, c.header)
		}
	}
	if len(dated) > 0 {
		p.notes = append(p.notes, note("source_no_time", headerList(dated)))
	}
}
