package source

import (
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// What survey tools write of an answer in a column of its status, folded.
var (
	tryWords = folded(`survey_preview preview survey_test testbesvarelse testsvar test_response test_response_preview forhåndsvisning prøvebesvarelse
		offline_survey_preview testmodus test_mode spam`)
	partialWords = folded(`partial partially partially_completed partially_complete partial_response partial_complete delvist delvis delvist_besvaret delvist_gennemført delvist_udfyldt
		delvis_besvaret delvis_gennemført nogen_svar nogle_svar ufuldstændig ufuldstændigt incomplete not_completed not_complete unfinished not_finished ikke_afsluttet
		ikke_gennemført ikke_færdig ikke_fuldført uafsluttet uafsluttet_besvarelse påbegyndt started in_progress i_gang begyndt afbrudt dropped_out drop_out abandoned ofullständig påbörjad
		ufullstendig påbegynt unvollständig abgebrochen teilweise`)
	completeWords = folded(`complete completed gennemført afsluttet fuldført færdig færdiggjort besvaret finished submitted fuldt_besvaret helt_besvaret fuldstændig komplet slutført
		fullført vollständig abgeschlossen ip_address imported importeret live normal anonymous email distribueret`)
	finishedHeaders = folded(`finished completed complete is_complete is_completed is_finished afsluttet gennemført fuldført færdig komplet besvarelse_afsluttet svar_afsluttet fuldt_besvaret completed_yn`)
	noWords         = setOf("0", "false", "falsk", "nej", "no", "n", "f")
	yesWords        = setOf("1", "true", "sand", "ja", "yes", "y", "j", "t")
)

// A standing is what a cell of a status says of its row.
type standing uint8

const (
	unsaid standing = iota
	complete
	partial
	try // a preview, or a test of the survey
)

// standingOf is what a cell says, under a header that asks whether the answer is finished
// or another.
func standingOf(cell string, asked bool) standing {
	word := fold(cell)
	switch {
	case tryWords[word] || asked && word == "test":
		return try
	case partialWords[word] || asked && noWords[word]:
		return partial
	case completeWords[word] || asked && yesWords[word]:
		return complete
	}
	return unsaid
}

// mostStandings is how many different words a status has. Chosen by eye.
const mostStandings = 8

// standings counts what the cells of a column say, where it is a status: all its few
// values are words of one. asked says that its header asks whether an answer is finished.
func (c *column) standings() (counts map[standing]int, asked bool) {
	asked = finishedHeaders[strings.Join(c.heading.tokens, "")] || finishedHeaders[fold(c.header)] || c.role == roleFinished
	if len(c.values) > mostStandings || c.given == 0 {
		return nil, asked
	}
	counts = map[standing]int{}
	for v, n := range c.values {
		s := standingOf(v, asked)
		if s == unsaid && c.role != roleFinished {
			return nil, asked
		}
		counts[s] += n
	}
	return counts, asked
}

// keepFinished leaves out the rows of t that try a survey, and those that are not
// finished where a column is declared to say so; of others it is told.
func (p *plan) keepFinished(t *table, closed map[role]bool) {
	for i := range p.columns {
		c := &p.columns[i]
		counts, asked := c.standings()
		if counts == nil || closed[roleFinished] && c.role != roleFinished {
			continue
		}
		leave := []standing{try}
		if c.role == roleFinished {
			leave = append(leave, partial)
		} else if n := counts[partial]; n > 0 {
			p.notes = append(p.notes, note("source_partial", n, c.given, c.header, messages.Argument("finished="+c.header)))
		}
		if !slices.ContainsFunc(leave, func(s standing) bool { return counts[s] > 0 }) {
			continue // without a copy of the rows
		}
		n := len(t.rows)
		t.rows = slices.DeleteFunc(slices.Clone(t.rows), func(r record) bool {
			return r.fault == nil && slices.Contains(leave, standingOf(r.cells[i], asked))
		})
		if n -= len(t.rows); n > 0 {
			p.notes = append(p.notes, note("source_tries", n, c.header))
		}
	}
	p.doubtTests(t)
}

// doubtTests tells of rows whose unit, touchpoint or segment is a test.
func (p *plan) doubtTests(t *table) {
	for i := range p.columns {
		c := &p.columns[i]
		if !c.role.isCut() || len(c.values) < 2 {
			continue
		}
		n := 0
		for _, r := range t.rows {
			if r.fault == nil && testUnits[fold(r.cells[i])] {
				n++
			}
		}
		if n > 0 && 2*n < c.given {
			p.notes = append(p.notes, note("source_test_unit", n, c.header))
		}
	}
}

var testUnits = folded("test testafdeling test_afdeling testenhed test_enhed testbutik testteam dummy testkunde test_kunde")
