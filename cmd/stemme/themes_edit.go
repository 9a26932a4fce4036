package main

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// editing holds the flags of the commands that add to the codebook.
type editing struct {
	Yes bool `short:"y" help:"cli_edit_yes"`
	place
}

// add shows what edits would change, asks, and adds them to the codebook. The
// edits are made by the themes of the current edition.
func (c *editing) add(t *terminal, edits func(*overview) ([]codebook.Edit, error)) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		return err
	}
	defer ed.Close()
	o, err := readOverview(ed.Path(edition.Tables))
	if err != nil {
		return err
	}
	if err := o.renamed(cfg.EditsPath()); err != nil {
		return err
	}
	wanted, err := edits(&o)
	if err != nil {
		return usageError{err}
	}
	effect, err := pipeline.Preview(t.ctx, cfg, codebook.Book{Edits: wanted})
	if err != nil {
		return err
	}
	for _, l := range effect.Lapses {
		return usageError{messages.Errorf(messages.Key("lapse_"+string(l.Why)), l.Edit, l.ID)}
	}
	for i := range wanted {
		t.line("  " + o.said(&wanted[i]))
	}
	t.print("edit_effect", t.lang.Count(effect.Responses), t.lang.Count(effect.Clauses))
	if ok, err := c.agreed(t); err != nil || !ok {
		return err
	}
	if err := codebook.Append(cfg.EditsPath(), wanted...); err != nil {
		return err
	}
	if err := codebook.Note(cfg.EditsPath(), codebook.Change{At: time.Now(), User: userName(), Did: codebook.Added, What: codebook.Book{Edits: wanted}.Said()}); err != nil {
		return err
	}
	book, err := codebook.Read(cfg.EditsPath())
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(book.Edits) { // others may have added theirs by now
		if e.String() == wanted[0].String() {
			t.print("edit_added", cfg.EditsPath(), e.Line)
			break
		}
	}
	t.print("edit_undo")
	return nil
}

// renamed gives the themes the names that edits give them which no run has replayed yet.
func (o *overview) renamed(edits string) error {
	book, err := codebook.Read(edits)
	for _, e := range book.Edits {
		for i := range o.themes {
			if e.Rename != "" && o.themes[i].ThemeID == e.Rename {
				o.themes[i].Name = e.To
			}
		}
	}
	return err
}

// agreed asks, unless --yes has answered.
func (c *editing) agreed(t *terminal) (bool, error) {
	if c.Yes {
		return true, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return false, usageError{messages.Errorf("edit_unasked")}
	}
	t.print("edit_ask")
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		return false, nil
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "j", "ja", "y", "yes":
		return true, nil
	}
	t.print("edit_left")
	return false, nil
}

// said is an edit with the names of its themes behind their ids.
func (o *overview) said(e *codebook.Edit) string {
	text := e.String()
	for _, r := range o.themes {
		if _, subject := e.Is(); r.ThemeID == subject || r.ThemeID == e.To {
			text += "   " + r.ThemeID + ": " + r.Name
		}
	}
	return text
}

// ids are the ids of themes by id or name. Entries of lenses are no themes that edits change.
func (o *overview) ids(names ...string) ([]string, error) {
	own := slices.DeleteFunc(slices.Clone(o.themes), func(r themes.ThemeRow) bool { return r.Lens != "" })
	ids := make([]string, len(names))
	for i, name := range names {
		r, err := themeCalled(own, name)
		if entry, none := themeCalled(o.themes, name); err != nil && none == nil {
			return nil, messages.Errorf("edit_entry", entry.ThemeID)
		}
		if err != nil {
			return nil, err
		}
		for _, other := range own {
			if r.ThemeID != name && other.ThemeID != r.ThemeID && strings.EqualFold(other.Name, name) {
				return nil, messages.Errorf("edit_which", name, r.ThemeID, other.ThemeID)
			}
		}
		ids[i] = r.ThemeID
	}
	return ids, nil
}

// nameable says why a theme cannot be called name; nil where it can.
func (o *overview) nameable(id, name string) error {
	if strings.TrimSpace(name) == "" {
		return messages.Errorf("edit_nameless")
	}
	for _, r := range o.themes {
		switch {
		case r.ThemeID == name:
			return messages.Errorf("edit_name_id", name)
		case r.Lens == "" && r.ThemeID != id && strings.EqualFold(r.Name, name):
			return messages.Errorf("edit_name_taken", r.ThemeID, name, r.ThemeID, id)
		}
	}
	return nil
}

// each is an edit of each of the themes.
func each(names []string, edit func(id string) codebook.Edit) func(*overview) ([]codebook.Edit, error) {
	return func(o *overview) ([]codebook.Edit, error) {
		ids, err := o.ids(names...)
		var edits []codebook.Edit
		for _, id := range ids {
			edits = append(edits, edit(id))
		}
		return edits, err
	}
}

// themesRenameCmd names a theme.
type themesRenameCmd struct {
	Theme string   `arg:"" help:"cli_themes_theme"`
	Name  []string `arg:"" help:"cli_edit_name"`
	editing
}

// Run adds the edit.
func (c *themesRenameCmd) Run(t *terminal) error {
	name := strings.Join(c.Name, " ")
	return c.add(t, func(o *overview) ([]codebook.Edit, error) {
		ids, err := o.ids(c.Theme)
		if err != nil {
			return nil, err
		}
		return []codebook.Edit{{Rename: ids[0], To: name}}, o.nameable(ids[0], name)
	})
}

// themesMergeCmd makes several themes one.
type themesMergeCmd struct {
	Theme string   `arg:"" help:"cli_edit_kept"`
	With  []string `arg:"" help:"cli_edit_with"`
	editing
}

// Run adds an edit for each theme that goes.
func (c *themesMergeCmd) Run(t *terminal) error {
	return c.add(t, func(o *overview) ([]codebook.Edit, error) {
		kept, err := o.ids(c.Theme)
		if err != nil {
			return nil, err
		}
		gone, err := o.ids(c.With...)
		if err != nil {
			return nil, err
		}
		if slices.Contains(gone, kept[0]) {
			return nil, messages.Errorf("book_itself", kept[0])
		}
		return each(gone, func(id string) codebook.Edit { return codebook.Edit{Merge: id, To: kept[0]} })(o)
	})
}

// themesDeleteCmd is no command: it says what there is instead.
type themesDeleteCmd struct {
	Theme []string `arg:"" optional:"" help:"cli_themes_theme"`
	where
}

// Run refuses.
func (c *themesDeleteCmd) Run(t *terminal) error {
	theme := "t0001"
	if len(c.Theme) > 0 {
		theme = c.Theme[0]
	}
	cfg, err := c.config()
	if err != nil {
		return err
	}
	return usageError{messages.Errorf("edit_no_delete", messages.Argument(theme), cfg.EditsPath())}
}

// themesSplitCmd takes a new theme out of another.
type themesSplitCmd struct {
	Theme string   `arg:"" help:"cli_themes_theme"`
	Words []string `arg:"" optional:"" name:"word" help:"cli_edit_words"`
	editing
}

// Run adds the edit.
func (c *themesSplitCmd) Run(t *terminal) error {
	return c.add(t, each([]string{c.Theme}, func(id string) codebook.Edit { return codebook.Edit{Split: id, Words: c.Words} }))
}

// themesPinCmd has themes stay.
type themesPinCmd struct {
	Themes []string `arg:"" name:"theme" help:"cli_themes_theme"`
	editing
}

// Run adds the edits.
func (c *themesPinCmd) Run(t *terminal) error {
	return c.add(t, each(c.Themes, func(id string) codebook.Edit { return codebook.Edit{Pin: id} }))
}

// themesHideCmd takes themes out of the findings.
type themesHideCmd struct {
	Themes []string `arg:"" name:"theme" help:"cli_themes_theme"`
	editing
}

// Run adds the edits.
func (c *themesHideCmd) Run(t *terminal) error {
	return c.add(t, each(c.Themes, func(id string) codebook.Edit { return codebook.Edit{Hide: id} }))
}

// themesMoveCmd gives a response, or one clause of it, to another theme.
type themesMoveCmd struct {
	Response string `arg:"" help:"cli_edit_response"`
	To       string `arg:"" optional:"" name:"theme" help:"cli_edit_to"`
	Clause   *int   `placeholder:"N" help:"cli_edit_clause"`
	editing
}

// Run adds the edit.
func (c *themesMoveCmd) Run(t *terminal) error {
	return c.add(t, func(o *overview) ([]codebook.Edit, error) {
		e := codebook.Edit{Move: c.Response, Clause: c.Clause}
		if c.To != "" {
			ids, err := o.ids(c.To)
			if err != nil {
				return nil, err
			}
			e.To = ids[0]
		}
		return []codebook.Edit{e}, nil
	})
}

// themesOwnerCmd says who sees to a theme, and what the next step is.
type themesOwnerCmd struct {
	Theme  string   `arg:"" help:"cli_themes_theme"`
	Owner  []string `arg:"" optional:"" help:"cli_edit_owner"`
	Action string   `placeholder:"TEXT" help:"cli_edit_action"`
	editing
}

// Run adds the edit.
func (c *themesOwnerCmd) Run(t *terminal) error {
	return c.add(t, each([]string{c.Theme}, func(id string) codebook.Edit {
		return codebook.Edit{Owner: id, To: strings.Join(c.Owner, " "), Action: c.Action}
	}))
}
