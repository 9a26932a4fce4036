package ledger

import (
	"context"
	"slices"

	"stemme/models"
)

// maskingFile says by which rules the texts of the ledger are masked.
const maskingFile = "masking"

// Masking is by which rules the texts are masked; "" where an earlier version of the
// program masked them.
func (l *Ledger) Masking() (string, error) {
	text, err := l.ReadFile(maskingFile)
	return string(text), err
}

// SetMasking notes by which rules the texts are masked.
func (l *Ledger) SetMasking(rules string) error { return l.WriteFile(maskingFile, []byte(rules)) }

// Mend changes what responses say, in all their versions, and returns how many responses
// say something else. It is no correction: no version is kept of what they said before.
// Editions published before still show that: see ErasedAt. Mend changes neither keys nor
// customers. After a crash all of it is done, or nothing.
func (l *Ledger) Mend(ctx context.Context, mend func(context.Context, []models.Response) error) (int, error) {
	var texts []models.Response
	for _, k := range l.keys() {
		for _, v := range l.versions(k) {
			r := v.Response
			r.Segments, r.Answers = slices.Clone(r.Segments), slices.Clone(r.Answers)
			texts = append(texts, r)
		}
	}
	if err := mend(ctx, texts); err != nil {
		return 0, err
	}
	mended := l.mended(texts)
	if mended == 0 {
		return 0, nil
	}
	if err := l.removeUnfinished(newPrefix, lostPrefix); err != nil { // what was set aside says it too
		return 0, err
	}
	return mended, l.compactBy(change{erased: l.head.Erased, erasing: true})
}

// mended gives all versions their new texts, which are in the same order, and counts the
// responses of which one says something else.
func (l *Ledger) mended(texts []models.Response) (mended int) {
	moved := map[claim]claim{}
	for _, k := range slices.Clone(l.keys()) {
		all, otherwise := l.versions(k), false
		for i := range all {
			before, now := claimOf(&all[i].Response), claimOf(&texts[i])
			if before != now {
				moved[before], otherwise = now, true
			}
		}
		if otherwise {
			mended++
			next := texts
			l.replace(k, all, func(v *version) { v.Response, next = next[0], next[1:] })
		}
		texts = texts[len(all):]
	}
	l.reclaim(moved)
	return mended
}
