package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
)

// codebookCmd works on the lenses.
type codebookCmd struct {
	Check    codebookCheckCmd    `cmd:"" help:"cli_codebook_check"`
	Try      codebookTryCmd      `cmd:"" help:"cli_codebook_try"`
	Test     codebookTestCmd     `cmd:"" help:"cli_codebook_test"`
	Coverage codebookCoverageCmd `cmd:"" help:"cli_codebook_coverage"`
	Suggest  codebookSuggestCmd  `cmd:"" help:"cli_codebook_suggest"`
	Init     codebookInitCmd     `cmd:"" help:"cli_codebook_init"`
}

// codebookCheckCmd reads lenses and says what is wrong with them.
type codebookCheckCmd struct {
	Files []string `arg:"" optional:"" type:"path" help:"cli_codebook_files"`
	place
	form
}

// Run prints every fault, or what the lenses hold.
func (c *codebookCheckCmd) Run(t *terminal) error {
	all, err := c.lensesOf(c.Files)
	if err != nil {
		return err
	}
	s := t.sheet("lens", "lens_head_lens", "entries", "lens_head_entries", "examples", "lens_head_examples", "unowned", "lens_head_unowned", "file", "lens_head_file")
	for _, l := range all {
		examples, unowned := 0, 0
		for i := range l.Entries {
			examples += len(l.Entries[i].For) + len(l.Entries[i].Against)
			if l.Entries[i].Owner == "" {
				unowned++
			}
		}
		s.add(l.ID, len(l.Entries), examples, unowned, l.Path)
	}
	if err := t.show(s, c.form); err != nil {
		return err
	}
	for _, l := range all {
		if l.Ships() {
			continue
		}
		for _, d := range l.Doubts() {
			fmt.Fprintln(t.stderr, t.text("lens_doubt", l.ID, d.Entry, d.Phrase, d.Pattern))
		}
	}
	return nil
}

// lensesOf is the lenses of files, or those of the configuration where no file is
// named.
func (p *place) lensesOf(files []string) ([]*lens.Lens, error) {
	if len(files) == 0 {
		cfg, err := p.config()
		if err != nil {
			return nil, err
		}
		return cfg.ReadLenses()
	}
	var all []*lens.Lens
	var faults []error
	for _, file := range files {
		l, err := lens.ReadFile(file)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, l)
	}
	return all, errors.Join(faults...)
}

// codebookTryCmd reads one text by the lenses.
type codebookTryCmd struct {
	Text string   `arg:"" help:"cli_codebook_text"`
	File []string `type:"path" placeholder:"FILE" help:"cli_codebook_files"`
	Lens string   `placeholder:"ID" help:"cli_codebook_lens"`
	place
}

// Run prints the entries that the text speaks of, and why.
func (c *codebookTryCmd) Run(t *terminal) error {
	all, err := c.lensesOf(c.File)
	if err != nil {
		return err
	}
	unused := slices.DeleteFunc(slices.Clone(lens.Shipped()), func(l *lens.Lens) bool { return slices.Contains(lens.IDs(all), l.ID) })
	if i := slices.IndexFunc(unused, func(l *lens.Lens) bool { return l.ID == c.Lens }); i >= 0 {
		all = append(all, unused[i])
	} else if ids := lens.IDs(append(unused, all...)); c.Lens != "" && !slices.Contains(ids, c.Lens) {
		return unknown("kind_lens", c.Lens, ids)
	}
	clause, any := "", false
	for _, tried := range pipeline.TryLenses(all, c.Text) {
		if c.Lens != "" && tried.Entry.Lens != c.Lens {
			continue
		}
		if any = true; tried.Clause != clause {
			clause = tried.Clause
			t.line("» " + clause)
		}
		t.line(fmt.Sprintf("  %-8s %s (%s)", polarityWord(t, tried.Polarity), tried.Entry.ID, tried.Entry.Name))
		for _, w := range tried.Words {
			why := shorten(w.Pattern, longestPattern)
			if w.Pattern == lens.Lessons {
				why = t.text("lens_taught")
			}
			t.line(fmt.Sprintf("           %s  ←  %s", w.Written, why))
		}
	}
	if any {
		return nil
	}
	t.print("lens_try_nothing")
	for _, l := range unused {
		if c.Lens == "" && len(pipeline.TryLenses([]*lens.Lens{l}, c.Text)) > 0 {
			t.print("lens_try_unused", l.ID)
		}
	}
	return nil
}

// longestPattern is how much of a pattern is shown, in characters.
const longestPattern = 60

func polarityWord(t *terminal, p float64) string {
	switch {
	case p > 0.1:
		return t.text("lens_good")
	case p < -0.1:
		return t.text("lens_bad")
	}
	return t.text("lens_neutral")
}

// codebookTestCmd runs the examples of the lenses.
type codebookTestCmd struct {
	Files []string `arg:"" optional:"" type:"path" help:"cli_codebook_files"`
	place
}

// Run prints every example that comes out otherwise than it should.
func (c *codebookTestCmd) Run(t *terminal) error {
	all, err := c.lensesOf(c.Files)
	if err != nil {
		return err
	}
	misses, n := lens.CheckExamples(all)
	for _, m := range misses {
		key := messages.Key("lens_missed")
		if m.Found {
			key = "lens_found"
		}
		t.line(fmt.Sprintf("%s/%s: %s: %s", m.Lens, m.Entry, t.text(key, polarityWord(t, m.Polarity)), m.Example))
	}
	t.print("lens_tested", n, len(misses))
	if len(misses) > 0 {
		return messages.Errorf("lens_test_failed", len(misses))
	}
	return nil
}

// codebookCoverageCmd says how much lenses and themes leave out.
type codebookCoverageCmd struct {
	where
	form
}

// Run prints the share that each covers, and what none does.
func (c *codebookCoverageCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	found, err := pipeline.CoverageOf(t.ctx, ed, cfg)
	if err != nil {
		return err
	}
	s := t.sheet("lens", "lens_head_lens", "responses", "lens_head_responses", "clauses", "lens_head_clauses", "unused", "lens_head_unused")
	add := func(name string, of pipeline.Covered) {
		s.add(name, t.percent(float64(of.Responses)/float64(max(found.Responses, 1))),
			t.percent(float64(of.Clauses)/float64(max(found.Clauses, 1))), "")
	}
	for _, l := range found.Lenses {
		add(l.Name, l)
	}
	add(t.text("lens_themes"), found.Themes)
	add(t.text("lens_neither"), found.Neither)
	for _, o := range found.Offers {
		s.add(o.Lens, "", "", t.text("lens_unused", o.Responses, o.OfComments))
	}
	if err := t.show(s, c.form); err != nil || !c.people() {
		return err
	}
	for _, o := range found.Offers {
		if o.Fits {
			n := o.Note()
			t.print(n.Key, n.Args...)
		}
	}
	t.print("lens_bare_words", words(found.Words))
	for _, loose := range found.Clause {
		t.line("  " + loose.Response + "  " + loose.Text)
	}
	return nil
}

// words lists words with their counts.
func words(all []pipeline.TermCount) string {
	out := make([]string, len(all))
	for i, w := range all {
		out[i] = fmt.Sprintf("%s (%d)", w.Written, w.Clauses)
	}
	return strings.Join(out, ", ")
}

// codebookSuggestCmd lists words that entries may lack.
type codebookSuggestCmd struct {
	Lens string `default:"kundetemaer" placeholder:"ID" help:"cli_codebook_lens"`
	where
	form
}

// Run prints the words by entry.
func (c *codebookSuggestCmd) Run(t *terminal) error {
	ed, cfg, err := c.open()
	if err != nil {
		return err
	}
	defer ed.Close()
	lenses, err := cfg.ReadLenses()
	if err != nil {
		return err
	}
	if ids := lens.IDs(lenses); !slices.Contains(ids, c.Lens) {
		return unknown("kind_lens", c.Lens, ids)
	}
	all, err := pipeline.SuggestWords(t.ctx, ed, cfg, c.Lens)
	if err != nil {
		return err
	}
	s := t.sheet("entry", "lens_head_entry", "words", "lens_head_words")
	for _, one := range all {
		if len(one.Words) > 0 {
			s.add(one.Entry.ID, words(one.Words))
		}
	}
	if len(s.rows) == 0 && c.people() {
		t.print("lens_suggest_none", c.Lens)
		return nil
	}
	return t.show(s, c.form)
}

// codebookInitCmd copies a shipped lens for editing.
type codebookInitCmd struct {
	Lens string `required:"" placeholder:"ID" help:"cli_codebook_init_lens"`
	To   string `type:"path" placeholder:"FILE" help:"cli_codebook_init_to"`
	place
}

// Run writes the lens into the folder of the analysts' own, unless there is a file.
func (c *codebookInitCmd) Run(t *terminal) error {
	source := lens.Source(c.Lens)
	if source == nil {
		return unknown("kind_lens", c.Lens, lens.IDs(lens.Shipped()))
	}
	path := c.To
	if path == "" {
		cfg, err := c.config()
		if err != nil {
			return err
		}
		path = filepath.Join(cfg.LensFolder(), c.Lens+".yaml")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return messages.Wrap(err, "init_failed", path)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return messages.Errorf("init_exists", path)
	}
	if err != nil {
		return messages.Wrap(err, "init_failed", path)
	}
	if _, err := file.Write(source); err != nil {
		return errors.Join(messages.Wrap(err, "init_failed", path), file.Close())
	}
	if err := file.Close(); err != nil {
		return messages.Wrap(err, "init_failed", path)
	}
	t.print("lens_copied", path)
	return nil
}
