package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/models"
	"stemme/models/parallel"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// An Effect is what a change of the codebook would do, as who computes it says.
type Effect struct {
	Responses, Clauses int
	Themes             []ThemeEffect // those of which the number of responses would change
	Fault              error         // why the change would not apply; nil where it would
}

// A ThemeEffect is how many responses mention a theme now, and how many would.
type ThemeEffect struct {
	ID            string
	Before, After int
}

// A publishing is the state of publishing edits at once.
type publishing struct {
	mu      sync.Mutex
	running bool
	fault   error // of the last one; nil where it was done
	ended   sync.WaitGroup
}

// begin publishes in the background, once at a time, and calls done when it went
// well. It is not ended by the request that asked for it.
func (p *publishing) begin(ctx context.Context, publish func(context.Context) error, done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running {
		return
	}
	p.running, p.fault = true, nil
	p.ended.Go(func() {
		err := parallel.Caught(func() error { return publish(ctx) })
		if err == nil {
			done()
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.running, p.fault = false, err
	})
}

// wait waits for what is being published, and for its line in the history.
func (p *publishing) wait() { p.ended.Wait() }

func (p *publishing) state() (running bool, fault error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.running, p.fault
}

// A codebookView is what analysts have decided, and the forms for more.
type codebookView struct {
	Kept        bool
	Pending     pendingView
	CanPublish  bool
	Publishing  bool
	Fault       string // why the last publishing failed
	History     []deedView
	Themes      []option
	Words       string
	Found       *foundView
	What        []string // a change that waits for a yes, in words
	Effect      []string
	Form        url.Values
	AnyToDecide bool
}

type option struct{ ID, Name string }

// A deedView is one entry of the history in words.
type deedView struct {
	When, User, Did string
	What            []string
	Undo            string // what undoing it takes out; "" where it cannot be
	Lapsed          bool   // it stands in the codebook, and the night found nothing that it applies to
}

// A foundView is the comments that words find while they are typed.
type foundView struct {
	Text, Link string
	Few        []string // a few of them
}

// historyShown is how many changes are listed.
const historyShown = 50

// edits shows the page of the codebook.
func (s *server) codebookPage(w http.ResponseWriter, r *request) error {
	v, err := s.codebookView(r)
	if err != nil {
		return err
	}
	return s.show(w, r, "codebook", "web_codebook", v)
}

func (s *server) codebookView(r *request) (v codebookView, err error) {
	running, fault := s.publishing.state()
	v = codebookView{Kept: r.URL.Query().Get("kept") != "", Pending: s.pending(r), Publishing: running, CanPublish: s.conf.Publish != nil && !running,
		Words: r.URL.Query().Get("words")}
	if fault != nil {
		v.Fault = r.Lang.Error(fault)
	}
	for i := range r.figures.themes {
		if t := &r.figures.themes[i]; t.Lens == "" && !r.tops[t.ThemeID] {
			v.Themes = append(v.Themes, option{t.ThemeID, r.called(t)})
		}
	}
	if v.Found, err = r.foundBy(v.Words); err != nil {
		return v, err
	}
	v.History, err = s.history(r)
	return v, err
}

// history is what was done to the codebook, newest first, by the clock of the
// server.
func (s *server) history(r *request) (all []deedView, err error) {
	book, err := codebook.Read(s.conf.Edits)
	if err != nil {
		return nil, nil // what is wrong with it is told beside what waits
	}
	changes, err := codebook.History(s.conf.Edits)
	if err != nil {
		return nil, err
	}
	stands, events := book.Said(), themes.EventsOf(r.events)
	for _, c := range changes[:min(len(changes), historyShown)] {
		at := c.At.Local()
		v := deedView{When: momentText(r.Lang, at), User: c.User, Did: r.Lang.Text(messages.Key("web_did_" + string(c.Did)))}
		for _, said := range c.What {
			v.What = append(v.What, r.saidInWords(&book, said))
		}
		if c.Did == codebook.Added && len(c.What) == 1 && slices.Contains(stands, c.What[0]) {
			v.Undo, v.Lapsed = c.What[0], themes.Standing(events, c.What[0]) == themes.Lapsed
		}
		all = append(all, v)
	}
	return all, nil
}

// saidInWords is an edit or a seed in the user's language, whether or not it still
// stands in the codebook.
func (r *request) saidInWords(book *codebook.Book, said string) string {
	if e, ok := codebook.Said(said); ok {
		return r.inWords(e)
	}
	theme, words, ok := codebook.SeedSaid(said)
	if !ok {
		return said
	}
	name := r.nameOf(theme)
	for i := range book.Seeds {
		if s := &book.Seeds[i]; s.Theme() == theme {
			name = cmp.Or(s.Name, name)
		}
	}
	return r.Lang.Text("web_edit_is_seed", name, strings.Join(words, ", "))
}

// wordsFound answers with what words find, while they are typed.
func (s *server) wordsFound(w http.ResponseWriter, r *request) error {
	found, err := r.foundBy(r.URL.Query().Get("words"))
	if err != nil {
		return err
	}
	return s.show(w, r, "codebook#found", "web_codebook", codebookView{Found: found})
}

// foundBy is how many comments hold any of the words, and a few of them; nil for
// none.
func (r *request) foundBy(text string) (*foundView, error) {
	words := wordList(text)
	if len(words) == 0 {
		return nil, nil
	}
	query := orWords(words)
	res, err := r.index.Search(r.Context(), index.Request{Query: query, Size: 3, Highlight: true,
		Filter: index.Filter{First: models.NoDay, Last: models.NoDay}})
	if err != nil {
		return nil, frame.ErrBadInput
	}
	v := &foundView{Text: r.Lang.Text("web_seed_found", r.Lang.Count(res.Total)), Link: "/soeg?" + url.Values{"q": {query}}.Encode()}
	for _, h := range res.Hits {
		for _, f := range h.Fragments[:min(len(h.Fragments), 1)] {
			v.Few = append(v.Few, h.Comment[f.Start:f.End])
		}
	}
	return v, nil
}

// wordList parts words and phrases at commas and lines.
func wordList(text string) (words []string) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if word = strings.Join(strings.Fields(word), " "); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// decide takes the forms of the page of the codebook: publish, undo, or a change
// that is shown first and kept when it is confirmed.
func (s *server) decide(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return frame.ErrBadInput
	}
	switch r.PostForm.Get("verb") {
	case "publish":
		return s.publishNow(w, r)
	case "undo":
		said := r.PostForm.Get("what")
		editing.Lock()
		defer editing.Unlock()
		if err := codebook.Remove(s.conf.Edits, said); err != nil {
			return err
		}
		return s.noted(w, r, codebook.Undone, []string{said})
	}
	change, err := r.changeOf()
	if err != nil {
		return err
	}
	if r.PostForm.Get("confirm") == "" {
		v, err := s.codebookView(r)
		if err != nil {
			return err
		}
		if v.Effect, err = s.effects(r, change); err != nil {
			return err
		}
		for _, said := range change.Said() {
			v.What = append(v.What, r.saidInWords(&change, said))
		}
		v.Form, v.AnyToDecide = r.PostForm, true
		return s.show(w, r, "codebook", "web_codebook", v)
	}
	editing.Lock()
	defer editing.Unlock()
	if err := codebook.AppendBook(s.conf.Edits, change); err != nil {
		return err
	}
	return s.noted(w, r, codebook.Added, change.Said())
}

// noted puts what was done into the history and the audit log, and goes back to
// the page.
func (s *server) noted(w http.ResponseWriter, r *request, did codebook.Deed, what []string) error {
	if err := s.note(r, did, what); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/rettelser?kept=1", http.StatusSeeOther)
	return nil
}

func (s *server) note(r *request, did codebook.Deed, what []string) error {
	if err := codebook.Note(s.conf.Edits, codebook.Change{At: time.Now(), User: r.User, Did: did, What: what}); err != nil {
		return err
	}
	return s.audit.write(entry{User: r.User, Action: "codebook " + string(did), Edition: r.edition.ID})
}

// publishNow publishes the edits at once.
func (s *server) publishNow(w http.ResponseWriter, r *request) error {
	if s.conf.Publish == nil {
		return frame.ErrBadInput
	}
	user, from := r.User, r.edition.ID
	s.publishing.begin(context.WithoutCancel(r.Context()), s.conf.Publish, func() {
		err := codebook.Note(s.conf.Edits, codebook.Change{At: time.Now(), User: user, Did: codebook.Published})
		if err == nil {
			err = s.audit.write(entry{User: user, Action: "publish edits", Edition: from})
		}
		if err != nil {
			s.conf.Log.Error("history", "err", err)
		}
	})
	http.Redirect(w, r.Request, "/rettelser", http.StatusSeeOther)
	return nil
}

// changeOf reads a split, a move or a seed.
func (r *request) changeOf() (codebook.Book, error) {
	field := func(name string) string { return strings.Join(strings.Fields(r.PostForm.Get(name)), " ") }
	words := wordList(r.PostForm.Get("words"))
	id := field("theme")
	known := r.byID[id] != nil && !r.tops[id] && r.byID[id].Lens == ""
	switch field("verb") {
	case "split":
		if known {
			return codebook.Book{Edits: []codebook.Edit{{Split: id, Words: words}}}, nil
		}
	case "move":
		if key := field("response"); strings.Contains(key, "/") && (id == "" || known) {
			return codebook.Book{Edits: []codebook.Edit{{Move: key, To: id}}}, nil
		}
		return codebook.Book{}, messages.Errorf("book_response", field("response"))
	case "seed":
		if len(words) == 0 || field("name") == "" {
			return codebook.Book{}, messages.Errorf("web_seed_lacks")
		}
		return codebook.Book{Seeds: []codebook.Seed{{ID: seedID(field("name")), Name: field("name"), Words: words}}}, nil
	}
	return codebook.Book{}, frame.ErrBadInput
}

// seedID is the id of a seed by its name.
func seedID(name string) string {
	id := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", " ", "-").Replace(strings.ToLower(name))
	id = strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, id)
	if id = strings.Trim(id, "-"); id == "" {
		return "tema"
	}
	return id
}

// effects says what a change will do, by the code that carries it out.
func (s *server) effects(r *request, change codebook.Book) ([]string, error) {
	if s.conf.Preview == nil {
		return nil, nil
	}
	e, err := s.conf.Preview(r.Context(), change)
	if err != nil {
		return nil, err
	}
	if e.Fault != nil {
		return nil, e.Fault
	}
	said := []string{r.Lang.Text("web_effect_counts", r.Lang.Count(e.Responses), r.Lang.Count(e.Clauses))}
	for _, t := range e.Themes {
		said = append(said, r.Lang.Text("web_effect_theme", r.nameOf(t.ID), r.Lang.Count(t.Before), r.Lang.Count(t.After)))
	}
	return said, nil
}
