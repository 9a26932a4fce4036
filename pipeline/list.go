package pipeline

import (
	"context"
	"errors"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/worklist"
)

// Listed is what the worklist came to.
type Listed struct {
	Items    int    // who are on it: due, or not due for longer than an item is kept
	Old      int    // others, due longer ago than that
	Handed   int    // responses handed to a receiver now
	Unrouted int    // detractors that no rule sends to anybody, all where there is no rule
	Late     int    // of the responses read now, items whose promise had run out before they were read
	Unknown  string // segment of opt_out that no response has, for which nothing was handed out
}

// list is the stage that puts who is to be contacted on the worklist and hands responses
// to their receivers, once each. fresh are the responses read now, and all says
// whether f holds every response there is. It opens no connection: what leaves the
// machine waits for Send.
func (n *night) list(ctx context.Context, f *followed, fresh []models.Response, all bool) (listed Listed, err error) {
	err = n.stage(ctx, StageList, func() (_ []any, err error) {
		lang, err := messages.ParseLang(n.cfg.Lang)
		if err != nil {
			return nil, err
		}
		store, err := worklist.OpenStore(ctx, n.cfg.Data)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		if err := store.Sync(ctx, f.items, all); err != nil {
			return nil, err
		}
		listed = Listed{Late: late(f, fresh), Unknown: unknownSegment(&f.input.Playbook.OptOut, f.input.Responses)}
		if listed.Unknown == "" {
			handed, unrouted, failed := store.HandOut(ctx, &worklist.Post{Input: f.input, Names: f.names, Lang: lang})
			listed.Handed, listed.Unrouted, err = handed, worklist.Missed(unrouted), failed
		}
		if listed.Items, listed.Old = aged(f); len(f.input.Playbook.Rules) == 0 {
			listed.Unrouted = listed.Items
		}
		return []any{"listed", listed.Items, "old", listed.Old, "handed_out", listed.Handed, "unrouted", listed.Unrouted, "late", listed.Late}, err
	})
	return listed, err
}

// aged counts the items that are on the list, and those that were due too long
// ago.
func aged(f *followed) (items, old int) {
	now, kept := time.Now(), f.input.Playbook.List.Duration()
	for i := range f.items {
		if due := f.items[i].Due; !due.IsZero() && now.Sub(due) >= kept {
			old++
		}
	}
	return len(f.items) - old, old
}

// late counts the items read now whose promise had run out already, though no
// longer ago than an item stays on the list.
func late(f *followed, fresh []models.Response) (n int) {
	read := make(map[models.Key]bool, len(fresh))
	for i := range fresh {
		read[fresh[i].Key()] = true
	}
	now, kept := time.Now(), f.input.Playbook.List.Duration()
	for i := range f.items {
		if due := f.items[i].Promised(); read[f.items[i].Key] && !due.IsZero() && due.Before(now) && now.Sub(due) < kept {
			n++
		}
	}
	return n
}
