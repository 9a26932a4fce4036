package web

import (
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// A worklistView is the detractors who are to be contacted.
type worklistView struct {
	State  string // that is shown
	States []stateTab
	Items  []itemView
	Total  int
	Late   int
	Old    int // open, but due for too long to be on the list
	More   string
	Moved  string // what has just been done
	Back   string // the page's address, to come back to
}

// A stateTab is a state with how many items are in it.
type stateTab struct {
	State, Link string
	Count       int
	Here        bool
}

// An itemView is one of them.
type itemView struct {
	Key     string
	Due     string
	Late    bool
	Age     string
	State   string
	Marks   []string
	Themes  []themeRef
	Owner   string
	Action  string
	Limit   string
	Reason  string // why nobody owns it
	Steps   []string
	Comment *hitView
	Newer   string   // what the customer wrote where the edition does not know it yet
	Score   string   // of an item without Comment
	Where   string   // likewise
	Next    []string // states that it can be moved to
}

// itemsShown is how many items a page has.
const itemsShown = 40

// worklistStates are the states in the order of the tabs; "" is what is to be done.
var worklistStates = []string{"", string(worklist.Open), string(worklist.Contacted), string(worklist.Resolved), string(worklist.Measured), "all"}

func (s *server) worklist(w http.ResponseWriter, r *request) error {
	entries, kept, err := s.entries(r)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation("Europe/Copenhagen") // where promises are given
	if err != nil {
		return err
	}
	v := worklistView{State: r.URL.Query().Get("state"), Back: address(r.URL.Path, r.URL.Query())}
	if moved := r.URL.Query().Get("moved"); moved != "" {
		v.Moved = r.Lang.Text("web_moved_to", moved, r.Lang.Text(messages.Key("state_"+r.URL.Query().Get("to"))))
	}
	now := time.Now()
	shown := v.under(entries, kept, now)
	from, _ := strconv.Atoi(r.URL.Query().Get("from_item"))
	from = min(max(from, 0), len(shown))
	shown = shown[from:]
	if len(shown) > itemsShown {
		shown = shown[:itemsShown]
		more := params("state", v.State)
		more.Set("from_item", strconv.Itoa(from+itemsShown))
		v.More = "/arbejdsliste?" + more.Encode()
	}
	newer, err := s.written(r, shown)
	if err != nil {
		return err
	}
	for i := range shown {
		one, err := r.item(&shown[i], zone, now)
		if err != nil {
			return err
		}
		one.Newer = newer[shown[i].Key]
		v.Items = append(v.Items, one)
	}
	return s.show(w, r, "worklist", "web_worklist", v)
}

// under counts the entries under each tab, and lists those under the page's.
func (v *worklistView) under(entries []worklist.Entry, kept time.Duration, now time.Time) (shown []worklist.Entry) {
	counts := map[string]int{}
	for _, e := range entries {
		for _, state := range worklistStates {
			if isIn(&e, state, kept, now) {
				counts[state]++
			}
		}
		if isIn(&e, v.State, kept, now) {
			shown = append(shown, e)
			if e.Breached(now) {
				v.Late++
			}
		}
	}
	for _, state := range worklistStates {
		v.States = append(v.States, stateTab{state, "/arbejdsliste?" + params("state", state).Encode(), counts[state], state == v.State})
	}
	v.Total = len(shown)
	if v.State == "" {
		v.Old = counts[string(worklist.Open)] + counts[string(worklist.Contacted)] - counts[""]
	}
	return shown
}

// params are parameters from pairs; those whose value is "" are left out.
func params(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return v
}

// isIn says whether an item is under a tab. What is to be done is neither resolved
// nor due for longer than the playbook keeps it.
func isIn(e *worklist.Entry, tab string, kept time.Duration, now time.Time) bool {
	switch tab {
	case "all":
		return true
	case "":
		return (e.State == worklist.Open || e.State == worklist.Contacted) && (e.Due.IsZero() || now.Sub(e.Due) < kept)
	}
	return string(e.State) == tab
}

// entries are the items that the filters let through, the most urgent first, and
// how long the playbook keeps one.
func (s *server) entries(r *request) (entries []worklist.Entry, kept time.Duration, err error) {
	playbook, err := codebook.ReadPlaybook(s.conf.Playbook)
	if err != nil {
		return nil, 0, err
	}
	store, err := worklist.OpenToRead(r.Context(), s.conf.Data)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	entries, err = store.Entries(r.Context())
	if r.sieve.active() || !r.audience.SeesAll("") {
		in := r.survey.Select(r.sieve.where)
		entries = slices.DeleteFunc(entries, func(e worklist.Entry) bool {
			if row, ok := r.survey.Row(e.Key); ok {
				return !in.Has(row)
			}
			return !r.letsNewer(&e)
		})
	}
	return entries, playbook.List.Duration(), err
}

// letsNewer says whether the filters let an item through that came in after the
// edition: of it no more is known than where it was answered.
func (r *request) letsNewer(e *worklist.Entry) bool {
	if !r.audience.SeesAll(e.Unit) {
		return false
	}
	for name, asked := range r.sieve.values {
		let := false
		switch name {
		case survey.Unit:
			let = slices.ContainsFunc(asked, func(unit string) bool { return models.LeaderOf(unit).SeesAll(e.Unit) })
		case survey.Touchpoint:
			let = slices.ContainsFunc(asked, func(touchpoint string) bool { return strings.EqualFold(touchpoint, e.Touchpoint) })
		}
		if !let {
			return false
		}
	}
	return true
}

// written is what the customers of items wrote that came in after the edition, by key.
func (s *server) written(r *request, entries []worklist.Entry) (map[models.Key]string, error) {
	newer := map[models.Key]string{}
	for i := range entries {
		if _, known := r.survey.Row(entries[i].Key); !known && r.audience.SeesAll(entries[i].Unit) {
			newer[entries[i].Key] = ""
		}
	}
	if len(newer) == 0 {
		return nil, nil
	}
	book, err := ledger.Open(filepath.Join(s.conf.Data, "ledger"))
	if err != nil {
		return nil, err
	}
	responses := book.Responses()
	for i := range responses {
		if _, of := newer[responses[i].Key()]; of {
			newer[responses[i].Key()] = responses[i].Text()
		}
	}
	return newer, nil
}

// momentText is a day and a time of day as people write them.
func momentText(lang messages.Lang, at time.Time) string {
	return lang.Text("web_moment", frame.DayText(lang, at), at.Format("15:04"))
}

// item is an entry as it is shown.
func (r *request) item(e *worklist.Entry, zone *time.Location, now time.Time) (itemView, error) {
	v := itemView{Key: e.Key.String(), Late: e.Breached(now), State: string(e.State), Owner: e.Owner, Limit: e.Limit}
	r.step(&v, e, zone)
	if !e.Answered.IsZero() {
		v.Age = age(r.Lang, now.Sub(e.Answered))
	}
	for _, m := range []struct {
		on  bool
		key messages.Key
	}{{e.Endangered(), "mark_danger"}, {len(e.Escalation) > 0 && !e.Endangered(), "mark_escalation"}, {len(e.Leaving) > 0, "mark_leaving"}, {e.Bad > 1, "mark_repeat"}, {e.NoContact, "mark_no_contact"}} {
		if m.on {
			v.Marks = append(v.Marks, r.Lang.Text(m.key))
		}
	}
	v.Themes = r.itemThemes(e, func(t *themes.ThemeRow) bool { return t.Lens == "" && t.State == models.Ready })
	if len(v.Themes) == 0 {
		v.Themes = r.itemThemes(e, func(t *themes.ThemeRow) bool { return t.Lens == lens.Customers })
	}
	if e.Receiver == "" {
		v.Reason = r.Lang.Text("web_unrouted")
	}
	for _, step := range e.Steps {
		v.Steps = append(v.Steps, r.Lang.Text("web_step", r.Lang.Text(messages.Key("state_"+string(step.State))), momentText(r.Lang, step.At.In(zone)), step.By))
	}
	for _, state := range []worklist.State{worklist.Open, worklist.Contacted, worklist.Resolved} {
		if state != e.State && e.State != worklist.Measured {
			v.Next = append(v.Next, string(state))
		}
	}
	d, err := r.index.Document(r.Context(), e.Key)
	switch {
	case errors.Is(err, index.ErrUnknownKey): // gave no comment, or is newer than the edition
		v.Score, v.Where = e.Score.String(), strings.Join(messages.Known(e.Touchpoint, strings.ReplaceAll(e.Unit, "/", " › ")), " · ")
		return v, nil
	case err != nil:
		return v, err
	}
	hit := r.hit(index.Hit{Document: d}, false)
	v.Comment = &hit
	return v, nil
}

// step fills in what is to be done about an entry, and by when.
func (r *request) step(v *itemView, e *worklist.Entry, zone *time.Location) {
	v.Action = e.Action
	if refusal := e.Refusal(); refusal != "" {
		v.Action = r.Lang.Text(refusal)
	}
	switch promised := e.Promised(); {
	case !promised.IsZero():
		v.Due = momentText(r.Lang, promised.In(zone))
	case e.NoContact:
		v.Due = r.Lang.Text("mark_no_contact")
	default:
		v.Due = r.Lang.Text("web_no_due")
	}
}

// itemThemes are the themes of an item that are wanted, by name, each behind the sign of
// what the customer says of it.
func (r *request) itemThemes(e *worklist.Entry, wanted func(*themes.ThemeRow) bool) (all []themeRef) {
	for _, id := range e.Themes {
		if t := r.byID[id]; t != nil && wanted(t) {
			all = append(all, themeRef{r.signOf(e.Key, id) + t.Name, themeLink(id)})
		}
	}
	return all
}

// signOf is "+ " where the customer praises a theme, "− " where the customer complains
// of it, and else "".
func (r *request) signOf(key models.Key, theme string) string {
	row, known := r.survey.Row(key)
	if !known {
		return ""
	}
	switch r.survey.Sign(row, theme) {
	case 1:
		return "+ "
	case -1:
		return "− "
	}
	return ""
}

// age is how long ago a customer answered.
func age(lang messages.Lang, ago time.Duration) string {
	if ago < 48*time.Hour {
		return lang.Text("web_hours", lang.Count(int(ago.Hours())))
	}
	return lang.Text("web_days", lang.Count(int(ago.Hours()/24)))
}

// move takes the form of an item.
func (s *server) move(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return frame.ErrBadInput
	}
	source, id, ok := strings.Cut(r.PostForm.Get("key"), "/")
	if !ok {
		return frame.ErrBadInput
	}
	key, state := models.Key{Source: source, ID: id}, r.PostForm.Get("state")
	if entries, _, err := s.entries(r); err != nil {
		return err
	} else if !slices.ContainsFunc(entries, func(e worklist.Entry) bool { return e.Key == key }) && !r.audience.SeesAll("") {
		return frame.ErrNotFound
	}
	store, err := worklist.OpenStore(r.Context(), s.conf.Data)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Set(r.Context(), key, worklist.Step{State: worklist.State(state), At: time.Now(), By: r.User}); err != nil {
		return err
	}
	if err := s.audit.write(entry{User: r.User, Action: "worklist " + state, Edition: r.edition.ID, Object: key.String()}); err != nil {
		return err
	}
	back := r.URL.Query()
	back.Set("moved", key.String())
	back.Set("to", state)
	http.Redirect(w, r.Request, address("/arbejdsliste", back), http.StatusSeeOther)
	return nil
}
