package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// historyName is the record of all runs, one line of JSON for each.
const historyName = "runs.jsonl"

// A RunRecord is one run: when, how it ended, what it counted and how long each
// stage took. It holds no text of a response.
type RunRecord struct {
	At           time.Time         `json:"at"` // when it began
	Program      string            `json:"program"`
	Outcome      string            `json:"outcome"`         // done, interrupted or failed
	Fault        string            `json:"fault,omitempty"` // key of the message that a failed run ended with
	Seconds      float64           `json:"seconds"`
	Stages       map[Stage]float64 `json:"stages"` // seconds
	Edition      string            `json:"edition"`
	Unchanged    bool              `json:"unchanged"`
	AssignOnly   bool              `json:"assign_only,omitempty"` // the theme model was left as it was in any case
	Read         int               `json:"read"`
	Rejected     int               `json:"rejected"`
	New          int               `json:"new"`
	Replaced     int               `json:"replaced"`
	Known        int               `json:"known"`
	Erased       int               `json:"erased"`              // by this run, what was taken back too
	Withdrawn    []string          `json:"withdrawn,omitempty"` // deliveries that were taken back
	Restored     int               `json:"restored,omitempty"`  // responses that say again what they said before those
	PutAway      []PutAway         `json:"put_away,omitempty"`  // files of drop folders that were read and moved
	Responses    int               `json:"responses"`
	Scored       int               `json:"scored"`
	Promoters    int               `json:"promoters"`
	Passives     int               `json:"passives"`
	Detractors   int               `json:"detractors"`
	NPS          *float64          `json:"nps"` // null without a scored response
	Low          *float64          `json:"nps_ci_low"`
	High         *float64          `json:"nps_ci_high"`
	Listed       int               `json:"listed"`   // responses on the worklist
	Old          int               `json:"old"`      // detractors who were due too long ago to be on it
	Unrouted     int               `json:"unrouted"` // detractors that no rule sends to anybody
	Themes       int               `json:"themes"`
	NextTheme    int               `json:"next_theme,omitempty"` // number that the next theme gets: no lower one of its generation is given again
	TooFew       bool              `json:"too_few"`              // comments for themes
	Damaged      int               `json:"damaged"`              // things in the data folder that were found damaged
	Lapsed       []Lapsed          `json:"lapsed,omitempty"`     // edits that do not apply
	Clauses      int               `json:"clauses"`
	WithoutTheme float64           `json:"without_theme"`
}

// RecordOf is the record of a run that began at begun and ended with err.
func RecordOf(s Summary, begun time.Time, err error) RunRecord {
	r := RunRecord{
		At: begun.UTC().Truncate(time.Second), Program: Version(), Outcome: "done", Seconds: round(time.Since(begun)), Stages: map[Stage]float64{},
		Edition: s.Edition, Unchanged: s.Unchanged, AssignOnly: s.AssignOnly, Read: s.Read, Rejected: s.Rejected, New: s.Accepted.New, Replaced: s.Accepted.Replaced,
		Known: s.Accepted.Unchanged + s.Accepted.Duplicate, Erased: s.Receipt.Responses, Withdrawn: s.Receipt.Withdrawn, Restored: s.Receipt.Restored, PutAway: s.PutAway, Responses: s.Responses,
		Scored: s.Score.Scored, Promoters: s.Score.Promoters, Passives: s.Score.Passives, Detractors: s.Score.Detractors,
		NPS: number(s.Score.NPS), Low: number(s.Score.Low), High: number(s.Score.High),
		NextTheme: s.NextTheme, Listed: s.Listed.Items, Old: s.Listed.Old, Unrouted: s.Listed.Unrouted, Themes: s.Themes, Clauses: s.Clauses, WithoutTheme: s.WithoutTheme,
	}
	r.TooFew = slices.ContainsFunc(s.Notes, func(n source.Note) bool { return n.Key == "themes_too_few" })
	r.Damaged, r.Lapsed = len(Harm(s.Notes, nil)), s.Lapsed
	for stage, took := range s.Took {
		r.Stages[stage] = round(took)
	}
	told := new(messages.Error)
	switch {
	case errors.Is(err, context.Canceled):
		r.Outcome = "interrupted"
	case errors.As(err, &told):
		r.Outcome, r.Fault = "failed", string(told.Key)
	case err != nil:
		r.Outcome = "failed"
	}
	return r
}

func round(d time.Duration) float64 { return d.Round(time.Millisecond).Seconds() }

// number is v, nil where it is not known.
func number(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// score is the score that the record holds.
func (r *RunRecord) score() Score {
	known := func(v *float64) float64 {
		if v == nil {
			return math.NaN()
		}
		return *v
	}
	return Score{Scored: r.Scored, Promoters: r.Promoters, Passives: r.Passives, Detractors: r.Detractors,
		NPS: known(r.NPS), Low: known(r.Low), High: known(r.High)}
}

// remember adds a run to the history of the data folder, where there is one.
func remember(data string, r RunRecord) error {
	if !exists(data) {
		return nil
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	path := filepath.Join(data, historyName)
	f, err := messages.OpenFile(path) // which refuses a pipe
	if f.Close(); err == nil || errors.Is(err, fs.ErrNotExist) {
		f, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	}
	if err != nil {
		return messages.FileFault(err, path)
	}
	defer f.Close()
	_, err = f.Write(append(line, '\n'))
	return messages.FileFault(err, path)
}

// History is the record of the runs in the data folder, the first one first. A
// line that was cut off by a crash is left out.
func History(data string) ([]RunRecord, error) {
	path := filepath.Join(data, historyName)
	f, err := messages.OpenFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	var all []RunRecord
	for line := range bytes.Lines(text) {
		var r RunRecord
		if json.Unmarshal(line, &r) == nil {
			all = append(all, r)
		}
	}
	return all, nil
}

// numbered are the numbers of the next themes as the runs in the data folder knew them, the first run
// first: ids that no edition tells of any more, when editions are lost.
func numbered(data string) (next []int) {
	all, err := History(data)
	if err != nil {
		return nil
	}
	for i := range all {
		if n := all[i].NextTheme; n > 0 {
			next = append(next, n)
		}
	}
	return next
}

// lastRun is the run before, and whether it ended well.
func lastRun(data string) (RunRecord, bool) {
	all, err := History(data)
	if err != nil || len(all) == 0 {
		return RunRecord{}, false
	}
	last := all[len(all)-1]
	return last, last.Outcome == "done"
}
