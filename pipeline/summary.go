package pipeline

import (
	"slices"
	"strconv"
	"time"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// A Summary says what a night read, found and published.
type Summary struct {
	Files        []source.FileReport
	Rejects      []source.Reject
	Read         int // rows read = accepted + rejected
	Rejected     int
	Accepted     ledger.Accepted
	Responses    int // of the whole ledger
	Score        Score
	Themes       int     // themes shown as findings or not
	NextTheme    int     // number of the next theme; 0 where no model was made
	Clauses      int     // clauses with at least two content terms
	WithoutTheme float64 // share of Clauses that no theme covers, in [0, 1]
	Notes        []source.Note
	Lapsed       []Lapsed // edits that do not apply, which Notes tell too
	Listed       Listed
	Receipt      Receipt // of what was erased
	Withdrawn    []source.Withdrawn
	PutAway      []PutAway // files of drop folders
	Edition      string
	AssignOnly   bool // the theme model was left as it was in any case
	Unchanged    bool // nothing differs from the edition before, which still stands
	Took         map[Stage]time.Duration
}

// A Score is NPS over all scored responses, with its 95 % interval.
type Score struct {
	Scored, Promoters, Passives, Detractors int
	NPS, Low, High                          float64
}

// notes are what should be known about what was found.
func notes(found finding) []source.Note {
	var all []source.Note
	if len(found.Themes) == len(found.seen.Themes) {
		all = tooFew()
	}
	return append(all, shiftNotes(found)...)
}

// How many times as many themes as before, or as few, are told, from how many more or fewer on. Chosen by eye.
const (
	timesMore = 2
	leastMore = 8
)

// numberNotes say that the night found many more themes than the one before, or many fewer.
func numberNotes(was, is int) []source.Note {
	if was == 0 || is == 0 || max(was, is) < timesMore*min(was, is) || max(was, is)-min(was, is) < leastMore {
		return nil
	}
	return []source.Note{{Key: "themes_number_moved", Args: []any{is, was, was}}}
}

// shiftNotes are the themes that people rely on and that tonight's fit gave other comments.
func shiftNotes(found finding) (all []source.Note) {
	for _, s := range themes.Shifts(found.Events[found.Told:]) {
		for i := range found.Themes {
			if t := &found.Themes[i]; t.ID == s.Theme {
				var words []string
				for _, w := range t.Words {
					words = append(words, w.Written)
				}
				all = append(all, source.Note{Key: "theme_shifted", Args: s.Said(t.Name, words, true)})
			}
		}
	}
	return all
}

// undatedNotes says how many responses have no day where others do.
func undatedNotes(responses []models.Response) []source.Note {
	n, all := 0, 0
	for i := range responses {
		if responses[i].Kind == models.Survey {
			all++
			if responses[i].Day == models.NoDay {
				n++
			}
		}
	}
	if n == 0 || n == all {
		return nil
	}
	return []source.Note{{Key: "undated", Args: []any{strconv.Itoa(n)}}}
}

// switchNotes say that the answers of a month which tonight brought answers of have another source, or
// other values of a way to cut, than those of the month before.
func switchNotes(cuts []nps.CutRow, fresh []models.Response) []source.Note {
	s, found := nps.LastSwitch(cuts)
	if !found || !slices.ContainsFunc(fresh, func(r models.Response) bool {
		return r.Day != models.NoDay && nps.PeriodName(nps.KindMonth, r.Day) == s.Periods[1]
	}) {
		return nil
	}
	return []source.Note{{Key: "note_switch", Args: []any{s}}}
}

// tooFew says that there are too few comments for themes.
func tooFew() []source.Note {
	return []source.Note{{Key: "themes_too_few", Args: []any{themes.Fewest}}}
}

// summarise counts what a night read and found.
func summarise(in *intake, made results) Summary {
	batch := in.batch
	return Summary{
		Files: batch.Files, Rejects: batch.Rejects, Read: batch.Rows(), Rejected: batch.RejectedRows(), Accepted: in.accepted,
		Withdrawn: batch.Withdrawn, Responses: len(made.responses), Score: made.figures.score, Themes: len(made.found.Themes) - len(made.found.seen.Themes), Clauses: made.found.Remainder.Clauses,
		NextTheme: made.found.Model.Next(), WithoutTheme: made.found.Remainder.Share(), Notes: slices.Concat(emptyNotes(batch), withdrawnNotes(batch), in.notes),
	}
}
