package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/messages"
	"stemme/stemming"
)

// analysis is what the language work makes of the ledger's comments.
type analysis struct {
	documents []models.Document // one per response, empty where there is no comment
	lexicon   *stemming.Lexicon
	analyser  *stemming.Analyser

	dictionary string // hash of the dictionary's words, "" for none
}

// analyse turns the ledger's comments into documents.
func (n *night) analyse(ctx context.Context, responses []models.Response) (a analysis, err error) {
	err = n.stage(ctx, StageAnalyse, func() ([]any, error) {
		a, err = analyse(ctx, responses, n.cfg)
		return a.facts(), err
	})
	return a, err
}

// analyse tells the language of every comment, learns a lexicon from all of
// them, and turns each into clauses and terms.
func analyse(ctx context.Context, responses []models.Response, cfg Config) (analysis, error) {
	words, err := dictionary(cfg.Dictionary)
	if err != nil {
		return analysis{}, err
	}
	workers := cfg.Workers
	languages, err := recognise(ctx, responses, workers)
	if err != nil {
		return analysis{}, err
	}
	lexicon, err := learn(ctx, responses, languages, words, workers)
	if err != nil {
		return analysis{}, err
	}
	a := analysis{
		dictionary: hashOfWords(words),
		documents:  make([]models.Document, len(responses)),
		lexicon:    lexicon,
		analyser:   stemming.NewAnalyser(lexicon, stemming.DefaultLayers()),
	}
	err = chunks(ctx, len(responses), workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			a.documents[i] = document(a.analyser, &responses[i], languages[i])
		}
	})
	if err != nil {
		return analysis{}, err
	}
	return a, withoutBoilerplate(ctx, responses, a.documents, workers)
}

// document is the document of r's Text; empty where there is none. Each answer is
// analysed on its own, so that no clause reaches from one into the next.
func document(analyser *stemming.Analyser, r *models.Response, language models.Language) models.Document {
	if len(r.Answers) == 0 {
		if r.Comment == "" {
			return models.Document{}
		}
		return analyser.Document(r.Comment, language)
	}
	whole := models.Document{Language: language}
	text := r.Text()
	for _, p := range r.Parts() {
		doc := analyser.Document(text[p.Start:p.End], language)
		for i := range doc.Clauses {
			doc.Clauses[i] = moved(doc.Clauses[i], int32(p.Start))
		}
		whole.Clauses = append(whole.Clauses, doc.Clauses...)
	}
	return whole
}

// moved is c, by bytes further into its text.
func moved(c models.Clause, by int32) models.Clause {
	c.Start, c.End = c.Start+by, c.End+by
	for i := range c.Terms {
		c.Terms[i].Start += by
		c.Terms[i].End += by
	}
	return c
}

// recognise tells each comment's language: as its source states it, or else
// from the text, with the language that most comments of the source are in as
// the one to fall back on where the text could be either.
func recognise(ctx context.Context, responses []models.Response, workers int) ([]models.Language, error) {
	languages := make([]models.Language, len(responses))
	guess := func(prior func(*models.Response) models.Language) error {
		return chunks(ctx, len(responses), workers, func(_, lo, hi int) {
			for i := lo; i < hi; i++ {
				r := &responses[i]
				switch {
				case r.Language != "":
					languages[i] = r.Language
				case r.Commented():
					languages[i] = stemming.Recognise(r.Text(), prior(r))
				}
			}
		})
	}
	if err := guess(func(*models.Response) models.Language { return models.Danish }); err != nil {
		return nil, err
	}
	foreign := mostlyForeign(responses, languages)
	if len(foreign) == 0 {
		return languages, nil
	}
	err := guess(func(r *models.Response) models.Language {
		if prior, ok := foreign[r.Source]; ok {
			return prior
		}
		return models.Danish
	})
	return languages, err
}

// mostlyForeign lists the sources of which more than half the comments are in
// one language that is not Danish.
func mostlyForeign(responses []models.Response, languages []models.Language) map[string]models.Language {
	type pair struct {
		source   string
		language models.Language
	}
	commented, of := map[string]int{}, map[pair]int{}
	for i := range responses {
		if responses[i].Commented() {
			commented[responses[i].Source]++
			of[pair{responses[i].Source, languages[i]}]++
		}
	}
	foreign := map[string]models.Language{}
	for p, n := range of {
		if p.language != models.Danish && p.language != models.Other && 2*n > commented[p.source] {
			foreign[p.source] = p.language
		}
	}
	return foreign
}

// learn counts the words of all Danish comments of customers and their titles. What
// employees write has no part in what customers' words are taken for, unless nobody
// else wrote.
func learn(ctx context.Context, responses []models.Response, languages []models.Language, words []string, workers int) (*stemming.Lexicon, error) {
	builders := make([]*stemming.LexiconBuilder, workers)
	for w := range builders {
		builders[w] = new(stemming.LexiconBuilder)
	}
	own := onlyEmployees(responses)
	err := chunks(ctx, len(responses), workers, func(w, lo, hi int) {
		for i := lo; i < hi; i++ {
			if languages[i] == models.Danish && (own || !isEmployee(&responses[i])) {
				builders[w].Add(responses[i].Text())
				builders[w].Add(responses[i].Title)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	for _, b := range builders[1:] {
		builders[0].Merge(b)
	}
	return builders[0].Lexicon(words), nil
}

// dictionary reads the words of a spelling dictionary; none for "".
func dictionary(path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	file, err := messages.OpenFile(path)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	defer file.Close()
	words, err := stemming.ReadWordList(file)
	return words, messages.FileFault(err, path)
}

// hashOfWords is the hash of a word list, "" for none.
func hashOfWords(words []string) string {
	if len(words) == 0 {
		return ""
	}
	sum := sha256.New()
	for _, w := range words {
		fmt.Fprintln(sum, w)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// chunkSize is how many responses a goroutine takes at a time; ctx is asked
// between them. Chosen by eye.
const chunkSize = 512

// chunks calls do for [lo, hi) pieces of [0, n) on the workers, each with its
// own number below workers, so that it can own what it fills.
func chunks(ctx context.Context, n, workers int, do func(worker, lo, hi int)) error {
	g, ctx := parallel.WithContext(ctx)
	for w := range workers {
		g.Go(func() error {
			for lo := w * chunkSize; lo < n; lo += workers * chunkSize {
				if err := ctx.Err(); err != nil {
					return err
				}
				do(w, lo, min(lo+chunkSize, n))
			}
			return nil
		})
	}
	return g.Wait()
}

// unread counts the comments of customers, and those in a language that no lens reads.
func (a *analysis) unread(responses []models.Response) (commented, unread int) {
	for i := range a.documents {
		if len(a.documents[i].Clauses) == 0 || isEmployee(&responses[i]) {
			continue
		}
		if commented++; a.documents[i].Language != models.Danish {
			unread++
		}
	}
	return commented, unread
}

// facts counts what the analysis made, for the log.
func (a *analysis) facts() []any {
	comments, clauses, foreign := 0, 0, 0
	for i := range a.documents {
		d := &a.documents[i]
		if len(d.Clauses) == 0 {
			continue
		}
		comments++
		clauses += len(d.Clauses)
		if d.Language != models.Danish {
			foreign++
		}
	}
	return []any{"comments", comments, "clauses", clauses, "not_danish", foreign}
}
