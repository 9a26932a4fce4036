package web

import (
	"errors"

	"stemme/cmd/stemme/web/internal/survey"
	"stemme/pipeline/ledger"
	"stemme/pipeline/themes"
)

// readRows reads the responses and mentions in dir once: into a survey that
// figures are counted from, and of those that examples are of, whole, with where
// in them the clauses stand.
func (f *figures) readRows(dir string, latest bool) (*survey.Survey, error) {
	b := survey.New(f.themes, latest)
	err := errors.Join(
		each(ledger.Responses, dir, func(r ledger.ResponseRow) {
			b.Response(&r)
			if _, wanted := f.cited[r.ResponseKey]; wanted {
				f.cited[r.ResponseKey] = &r
			}
		}),
		each(themes.Mentions, dir, func(r themes.MentionRow) {
			b.Mention(&r)
			if _, wanted := f.cited[r.ResponseKey]; wanted {
				f.clauses[clauseKey{r.ResponseKey, r.Clause}] = [2]int32{r.Start, r.End}
			}
		}))
	return b.Survey(), err
}
