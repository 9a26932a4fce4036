package arrivals

import (
	"math"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// The newest scores of a source on ten steps are hardly answers on them where all lie from 1 to
// 5, at least leastSunk of them, and answers that lie there as often as the source's earlier ones
// did would do so less often than once in 10^9: 18 of them where 30 % did. A file of 30 such
// scores is refused as it is read; this adds up what comes night by night. A share says so from
// leastBefore earlier scores on. Chosen by eye; real bad days have scores of 0 and 6, too.
const (
	leastSunk   = 12
	leastBefore = 30
	fiveHigh    = 5
)

var chanceSunk = math.Log(1e-9)

// A sinking is the run of a source's newest scores, as they came, that all lie from 1 to 5.
type sinking struct {
	scores int
	since  models.Day   // the first of their days; NoDay where they have none
	by     map[int]bool // deliveries of earlier nights that brought them, by number
	before int          // scores before them
	low    int          // of these, those from 1 to 5
	above  int          // and those above 5
	top    int          // the highest of the run
	scale  models.Scale
}

// sunkScales refuses the sources whose scores have sunk to a scale of five. Whoever says which
// scale a file is on is not asked.
func (r *Rules) sunkScales(book *ledger.Ledger, all []models.Response, batch source.Batch, kept map[string]KeptReading) (faults []error) {
	seen := map[string]bool{}
	for i := range batch.Files {
		name := batch.Files[i].Source
		if seen[name] || r.Kinds[name] != models.Survey || scaleTold(batch.Files, name) {
			continue
		}
		seen[name] = true
		s, sunk := sunkScale(all, batch.Responses, name, kept[name].ScaleSure, book.DeliveredBy)
		if !sunk {
			continue
		}
		files, named := argumentsOf(batch, name)
		var since, back any = messages.Key("source_sunk_undated"), messages.Key("source_sunk_none")
		if s.since != models.NoDay {
			since = source.Note{Key: "source_sunk_since", Args: []any{s.since.String()}}
		}
		written := slices.DeleteFunc(book.Deliveries(), func(d ledger.Delivery) bool { return !s.by[d.Number] })
		if len(written) > 0 {
			back = withdrawals(name, written)
		}
		scale := s.scale.String()
		faults = append(faults, messages.Errorf("source_sunk", name, s.scores, since, s.above, s.before, scale, scale, files+named, back))
	}
	return faults
}

// scaleTold says whether the call says which scale a file of the source is on.
func scaleTold(files []source.FileReport, name string) bool {
	return slices.ContainsFunc(files, func(f source.FileReport) bool { return f.Source == name && f.Reading.ScaleTold })
}

// sunkScale looks at the scores of a source as they came: those that are new tonight, and before
// them those of the deliveries behind the last one with a score that is not from 1 to 5, and
// behind the one until which the scale is sure. Days are no order: answers come late.
func sunkScale(all, fresh []models.Response, name string, sure int, by func(models.Key) int) (sinking, bool) {
	now := map[models.Key]*models.Response{}
	for i := range fresh {
		if r := &fresh[i]; scoredOnTen(r, name) {
			now[r.Key()] = r
		}
	}
	var before []*models.Response
	last := sure
	for i := range all {
		r := &all[i]
		if !scoredOnTen(r, name) {
			continue
		}
		if of := now[r.Key()]; of != nil {
			if of.Score != r.Score {
				continue
			}
			delete(now, r.Key())
		}
		if before = append(before, r); !low(r) {
			last = max(last, by(r.Key()))
		}
	}
	s := sinking{since: models.NoDay, by: map[int]bool{}}
	for _, r := range now {
		if !low(r) {
			return sinking{}, false
		}
		s.add(r)
	}
	for _, r := range before {
		if at := by(r.Key()); at > last {
			s.by[at] = true
			s.add(r)
		} else {
			s.stood(r)
		}
	}
	return s, len(now) > 0 && s.beyondChance()
}

// scoredOnTen says whether r is of the source and has a score on ten steps.
func scoredOnTen(r *models.Response, name string) bool {
	_, scored := r.Score.Value()
	return r.Source == name && scored && r.Scale.High == 10
}

// low says whether a score is from 1 to 5.
func low(r *models.Response) bool {
	score, _ := r.Score.Value()
	return score >= 1 && score <= fiveHigh
}

// add counts r in the run.
func (s *sinking) add(r *models.Response) {
	score, _ := r.Score.Value()
	s.scores++
	s.scale, s.top = r.Scale, max(s.top, score)
	if r.Day != models.NoDay && (s.since == models.NoDay || r.Day < s.since) {
		s.since = r.Day
	}
}

// stood counts r before the run.
func (s *sinking) stood(r *models.Response) {
	score, _ := r.Score.Value()
	s.before++
	switch {
	case low(r):
		s.low++
	case score > fiveHigh:
		s.above++
	}
}

// beyondChance says whether so many scores would hardly all lie there as those before did.
func (s *sinking) beyondChance() bool {
	if s.scores < leastSunk || s.before < leastBefore || s.top < fiveHigh {
		return false
	}
	usual := float64(s.low+1) / float64(s.before+2)
	return float64(s.scores)*math.Log(usual) < chanceSunk
}

// withdrawals are the commands that take deliveries of a source back, the last ones.
func withdrawals(name string, of []ledger.Delivery) string {
	var all []string
	for _, d := range of[max(0, len(of)-mostWithdrawn):] {
		all = append(all, "stemme sources withdraw "+messages.Argument(name).Text(messages.Danish)+" "+messages.Argument(d.File).Text(messages.Danish))
	}
	if len(of) > mostWithdrawn {
		all = append([]string{"…"}, all...)
	}
	return strings.Join(all, "; ")
}

// mostWithdrawn is how many deliveries a message names.
const mostWithdrawn = 10
