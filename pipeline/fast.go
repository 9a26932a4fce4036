package pipeline

import (
	"context"
	"math"
	"slices"
	"time"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
	"stemme/stemming"
)

// FastSummary is what a fast run did.
type FastSummary struct {
	Files          []source.FileReport
	Rejects        []source.Reject
	Read, Rejected int
	Accepted       ledger.Accepted
	Notes          []source.Note // of the sources and the ledger, as a night's
	Listed         Listed
}

// Fast takes new responses in between two nights: read, mask, accept, assign by
// the themes as they stand, put the detractors on the worklist, hand out. It
// publishes no edition; the next night makes of the ledger what it would have
// made anyway.
func Fast(ctx context.Context, cfg Config, watch Watcher) (FastSummary, error) {
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}, goesOn: true}
	if err := n.settle(ctx); err != nil {
		return FastSummary{}, err
	}
	if err := n.cfg.present(); err != nil {
		return FastSummary{}, err
	}
	cfg = n.cfg
	plans, err := readPlans(&cfg)
	if err != nil {
		return FastSummary{}, err
	}
	batch, err := n.read(ctx)
	if err != nil {
		return FastSummary{}, err
	}
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return FastSummary{}, err
	}
	defer release()
	book, lost, err := openLedger(cfg.Data, cfg.AcceptLoss)
	if err != nil {
		return FastSummary{}, err
	}
	a, err := n.admit(ctx, book, batch)
	if err != nil {
		return FastSummary{}, err
	}
	followed, err := n.followNew(ctx, cfg.placed(book.Release()), batch.Responses, plans)
	if err != nil {
		return FastSummary{}, err
	}
	listed, err := n.list(ctx, &followed, batch.Responses, false)
	if err == nil {
		err = n.without()
	}
	return FastSummary{
		Files: batch.Files, Rejects: batch.Rejects, Read: batch.Rows(), Rejected: batch.RejectedRows(), Accepted: a.accepted,
		Notes: slices.Concat(emptyNotes(batch), withdrawnNotes(batch), a.notes, lossNotes(lost, book), optOutNotes(&listed)), Listed: listed,
	}, err
}

// followNew is follow for the responses read now. The others take part without
// their themes, so that a customer's earlier answers count.
func (n *night) followNew(ctx context.Context, all, fresh []models.Response, p plans) (f followed, err error) {
	read := make(map[models.Key]bool, len(fresh))
	for i := range fresh {
		read[fresh[i].Key()] = true
	}
	docs := make([]models.Document, len(all))
	found, err := n.assignNew(ctx, all, docs, read)
	if err != nil {
		return f, err
	}
	if len(found.Mentions) > 0 {
		if found.Themes, err = standingThemes(n.cfg.Data); err != nil {
			return f, err
		}
	}
	f, err = n.follow(ctx, followable{all, all, analysis{documents: docs}, found, improvement.AllShown, nil}, plans{playbook: p.playbook})
	f.only(read)
	return f, err
}

// only keeps the responses of keys, and the items of theirs.
func (f *followed) only(keys map[models.Key]bool) {
	kept := worklist.Input{Playbook: f.input.Playbook, Above: f.input.Above, Location: f.input.Location}
	at := make(map[int]int, len(keys))
	for i := range f.input.Responses {
		if keys[f.input.Responses[i].Key()] {
			at[i] = len(kept.Responses)
			kept.Responses = append(kept.Responses, f.input.Responses[i])
			kept.Primary = append(kept.Primary, f.input.Primary[i])
			kept.Language = append(kept.Language, f.input.Language[i])
		}
	}
	for _, m := range f.input.Mentions {
		if i, ok := at[m.Response]; ok {
			m.Response = i
			kept.Mentions = append(kept.Mentions, m)
		}
	}
	var items []worklist.Item
	for _, item := range f.items {
		if keys[item.Key] {
			items = append(items, item)
		}
	}
	f.input, f.items = kept, items
}

// assignNew says what the responses of keys speak of, by the edition that stands
// and the lenses; nothing where there is none yet. It fills in their documents.
func (n *night) assignNew(ctx context.Context, all []models.Response, docs []models.Document, keys map[models.Key]bool) (found themes.Result, err error) {
	found.Primary = make([]string, len(all))
	previous, err := n.previous(nil, nil, analysis{}) // an erasure has made the current edition anew
	if err != nil {
		return found, err
	}
	analyser, err := n.analyserOf()
	if edition.None(err) {
		return found, nil
	}
	if err != nil {
		return found, err
	}
	languages, err := recognise(ctx, all, n.cfg.Workers)
	if err != nil {
		return found, err
	}
	for i := range all {
		if all[i].Commented() && keys[all[i].Key()] {
			docs[i] = document(analyser, &all[i], languages[i])
		}
	}
	hand, err := n.cfg.readBooks()
	if err != nil {
		return found, err
	}
	read := analysis{documents: docs, analyser: analyser}
	if previous.model != nil {
		if found, err = themes.Mention(ctx, themesInput(all, docs, read, previous, hand.Book), n.cfg.themes()); err != nil {
			return found, err
		}
		found.Primary = likeliest(found.Mentions, len(all))
	}
	for i := range found.Mentions {
		found.Mentions[i].Polarity = math.NaN() // scores tell it, and the night learns of them
	}
	seen, err := look(ctx, hand.lenses, all, read, nil, n.cfg.Workers) // who escalates or leaves must be known before the night
	behind(&found, seen)
	for i := range found.Mentions {
		if m := &found.Mentions[i]; math.Abs(m.Polarity) < lens.Unsure {
			m.Polarity = math.NaN() // the night may say otherwise
		}
	}
	return found, err
}

// likeliest is, for each of n responses, the theme of its surest mention; ""
// without any.
func likeliest(mentions []models.Mention, n int) []string {
	primary, sure := make([]string, n), make([]float64, n)
	for _, m := range mentions {
		if m.Probability > sure[m.Response] {
			primary[m.Response], sure[m.Response] = m.Theme, m.Probability
		}
	}
	return primary
}

// analyserOf reads comments as the edition that stands does.
func (n *night) analyserOf() (*stemming.Analyser, error) {
	ed, err := edition.Open(n.cfg.Data, edition.Current)
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	lexicon, err := index.Lexicon(ed.Path(edition.Index))
	if err != nil {
		return nil, err
	}
	return stemming.NewAnalyser(lexicon, stemming.DefaultLayers()), nil
}
