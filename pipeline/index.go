package pipeline

import (
	"context"
	"errors"
	"slices"
	"syscall"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/stemming"
)

// index builds the search index in the draft.
func (n *night) index(ctx context.Context, draft *edition.Draft, made results) error {
	return n.stage(ctx, StageIndex, func() ([]any, error) {
		docs := searchable(made.responses, made.language, made.found.Mentions, made.found.Primary)
		return []any{"documents", len(docs)}, n.buildIndex(ctx, draft.Path(edition.Index), docs, made)
	})
}

// searchable makes the search index's documents: every response with a comment
// or a title, with the themes it mentions, its primary one first.
func searchable(responses []models.Response, a analysis, mentions []models.Mention, primary []string) []index.Document {
	of := make([][]string, len(responses))
	for i, id := range primary {
		if id != models.NoTheme {
			of[i] = []string{id}
		}
	}
	for _, m := range mentions {
		if !slices.Contains(of[m.Response], m.Theme) {
			of[m.Response] = append(of[m.Response], m.Theme)
		}
	}
	var docs []index.Document
	for i := range responses {
		r := &responses[i]
		if !r.Commented() && r.Title == "" {
			continue
		}
		docs = append(docs, index.Document{
			Key: r.Key(), Class: r.Class(), Score: r.Score, Day: r.Day, Touchpoint: r.Touchpoint, Stage: r.Stage,
			Unit: r.Unit, Segments: r.Segments, Language: a.documents[i].Language, Themes: of[i],
			Title: r.Title, Comment: r.Text(),
		})
	}
	return docs
}

// buildIndex writes the search index into dir.
func (n *night) buildIndex(ctx context.Context, dir string, docs []index.Document, made results) error {
	cfg := index.Config{
		Workers: n.cfg.Workers, Lexicon: made.language.lexicon, Layers: stemming.DefaultLayers(), ThemeNames: map[string]string{}, TopThemes: models.AboveOf(made.found.Themes),
	}
	for _, t := range made.found.Themes {
		cfg.ThemeNames[t.ID] = t.Name
	}
	if n.carried != nil {
		return roomFor(index.Rethemed(ctx, n.carried.edition.Path(edition.Index), dir, docs, cfg), dir)
	}
	return roomFor(index.Build(ctx, dir, docs, cfg), dir)
}

// roomFor is err, met in writing into dir, with what can be done where the disk is full.
func roomFor(err error, dir string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return messages.FileFault(err, dir)
	}
	return err
}
