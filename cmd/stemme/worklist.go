package main

import (
	"errors"
	"math"
	"os/user"
	"strconv"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/worklist"
)

// worklistCmd shows and moves the detractors that are to be contacted.
type worklistCmd struct {
	Show     worklistShowCmd     `cmd:"" default:"withargs" help:"cli_worklist_show"`
	Set      worklistSetCmd      `cmd:"" help:"cli_worklist_set"`
	Send     worklistSendCmd     `cmd:"" help:"cli_worklist_send"`
	Unrouted worklistUnroutedCmd `cmd:"" help:"cli_worklist_unrouted"`
}

// worklistShowCmd lists them, the most urgent first.
type worklistShowCmd struct {
	State    []string `placeholder:"STATE" help:"cli_worklist_state"`
	Receiver string   `placeholder:"ID" help:"cli_worklist_receiver"`
	Unit     string   `placeholder:"PATH" help:"cli_worklist_unit"`
	All      bool     `help:"cli_worklist_all"`
	Rows     int      `default:"30" placeholder:"N" help:"cli_report_rows"`
	place
	form
}

// Run prints the list.
func (c *worklistShowCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	list, err := pipeline.Worklist(t.ctx, cfg)
	if err != nil {
		return err
	}
	now := time.Now()
	var rows []pipeline.ListedItem
	for _, item := range list.Items {
		if c.wants(&item, list.Kept, now) {
			rows = append(rows, item)
		}
	}
	if c.people() {
		for _, n := range list.Unseen {
			t.line(wrapped(t.called.pasted(n.Text(t.lang)), t.width()) + "\n")
		}
		return t.items(rows, c.Rows, list.Location, now)
	}
	s := t.sheet("response_key", "col_response", "due", "col_due", "age_hours", "col_age", "state", "col_state", "score", "col_class_score",
		"touchpoint", "col_touchpoint", "unit", "col_unit", "marks", "col_marks", "themes", "col_themes", "owner", "col_owner",
		"action", "col_action", "limit", "col_limit", "comment", "col_comment")
	for i := range rows {
		s.add(t.worklistRow(&rows[i], list.Location, now)...)
	}
	return t.show(s, c.form)
}

// wants says whether an item is asked for; without --all what has been due for
// longer than an item is kept, and what is resolved, is not.
func (c *worklistShowCmd) wants(item *pipeline.ListedItem, kept time.Duration, now time.Time) bool {
	state := string(item.State)
	switch {
	case c.Receiver != "" && item.Receiver != c.Receiver,
		c.Unit != "" && item.Unit != c.Unit && !strings.HasPrefix(item.Unit, c.Unit+"/"):
		return false
	case len(c.State) > 0:
		return strings.Contains(","+strings.Join(c.State, ",")+",", ","+state+",")
	case c.All:
		return true
	}
	return (item.State == worklist.Open || item.State == worklist.Contacted) && (item.Due.IsZero() || now.Sub(item.Due) < kept)
}

func breached(rows []pipeline.ListedItem, now time.Time) (n int) {
	for i := range rows {
		if rows[i].Breached(now) {
			n++
		}
	}
	return n
}

// worklistRow is an item as a row for programs, which need the same words in every
// language and times that they can read.
func (t *terminal) worklistRow(item *pipeline.ListedItem, zone *time.Location, now time.Time) []any {
	var due any
	age := figure{math.NaN(), "–"}
	if promised := item.Promised(); !promised.IsZero() {
		due = promised.In(zone).Format(time.RFC3339)
	}
	if !item.Answered.IsZero() {
		age.value = float64(int(now.Sub(item.Answered).Hours()))
	}
	return []any{item.Key.String(), due, age, string(item.State), scoreCell(item.Score), item.Touchpoint, item.Unit,
		strings.Join(markNames(item), ", "), strings.Join(item.ThemeNames, "; "), item.Owner, item.Action, item.Limit, item.Comment}
}

// due says when the customer was promised to be contacted, with a ! once that has passed; "" where the customer must not be.
func (t *terminal) due(item *pipeline.ListedItem, zone *time.Location, now time.Time) string {
	promised := item.Promised()
	switch {
	case promised.IsZero() && item.NoContact:
		return ""
	case promised.IsZero():
		return t.text("worklist_undated")
	}
	due := promised.In(zone).Format("2006-01-02 15:04 -07:00")
	if item.Breached(now) {
		due += " !"
	}
	return t.text("worklist_due", due)
}

// nextStep is the step of the playbook, or that there is none to take.
func (t *terminal) nextStep(item *pipeline.ListedItem) string {
	if refusal := item.Refusal(); refusal != "" {
		return t.text(refusal)
	}
	return item.Action
}

// marks are markNames in words.
func (t *terminal) marks(item *pipeline.ListedItem) (marks []string) {
	for _, name := range markNames(item) {
		marks = append(marks, t.text(messages.Key("mark_"+name)))
	}
	return marks
}

// markNames are what makes an item urgent, and what forbids to act on it.
func markNames(item *pipeline.ListedItem) (names []string) {
	for _, m := range []struct {
		on   bool
		name string
	}{{len(item.Escalation) > 0, "escalation"}, {len(item.Leaving) > 0, "leaving"}, {item.Bad > 1, "repeat"}, {item.NoContact, "no_contact"}} {
		if m.on {
			names = append(names, m.name)
		}
	}
	return names
}

// items prints the first of the list for people: when, who, what the customer wrote, and
// what is to be done.
func (t *terminal) items(rows []pipeline.ListedItem, most int, zone *time.Location, now time.Time) error {
	t.print("worklist_head", t.lang.Count(len(rows)), t.lang.Count(breached(rows, now)))
	for i := range rows[:min(len(rows), most)] {
		item := &rows[i]
		head := []string{strconv.Itoa(i+1) + ".", item.Key.String(), t.text("worklist_score", item.Score.String())}
		for _, more := range []string{item.Touchpoint, item.Unit, t.text(messages.Key("state_" + string(item.State)))} {
			if more != "" {
				head = append(head, more)
			}
		}
		t.line("\n" + strings.Join(head, "  "))
		t.line("   " + strings.Join(messages.Known(append([]string{t.due(item, zone, now)}, t.marks(item)...)...), "  "))
		for _, text := range []string{item.Comment, strings.Join(item.Main, "; "), strings.Join(messages.Known(item.Owner, t.nextStep(item), item.Limit), " · ")} {
			if text != "" {
				t.line("   " + printable(text))
			}
		}
	}
	if len(rows) > most {
		t.print("worklist_more", t.lang.Count(len(rows)-most))
	}
	return nil
}

// worklistSetCmd moves items to a state.
type worklistSetCmd struct {
	State string   `arg:"" enum:"open,contacted,resolved" help:"cli_worklist_new_state"`
	Keys  []string `arg:"" name:"key" help:"cli_forget_keys"`
	By    string   `placeholder:"NAME" help:"cli_worklist_by"`
	place
}

// Run moves them.
func (c *worklistSetCmd) Run(t *terminal) (err error) {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	by := c.By
	if by == "" {
		by = userName()
	}
	store, err := worklist.OpenStore(t.ctx, cfg.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	for _, word := range c.Keys {
		source, id, ok := strings.Cut(word, "/")
		if !ok {
			return usageError{messages.Errorf("forget_key", word)}
		}
		step := worklist.Step{State: worklist.State(c.State), At: time.Now(), By: by}
		if err := store.Set(t.ctx, models.Key{Source: source, ID: id}, step); err != nil {
			return err
		}
	}
	t.print("worklist_set", len(c.Keys), t.text(messages.Key("state_"+c.State)))
	return nil
}

// userName is who runs the program; "" where the system does not tell.
func userName() string {
	who, err := user.Current()
	if err != nil {
		return ""
	}
	return who.Username
}

// worklistSendCmd delivers what leaves the machine.
type worklistSendCmd struct {
	place
}

// Run sends, and fails where a receiver would not take something.
func (c *worklistSendCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	sent, err := pipeline.Send(t.ctx, cfg)
	if err != nil {
		return err
	}
	if leaving, err := pipeline.Leaving(cfg); err != nil || leaving == 0 {
		t.print("worklist_nobody", cfg.PlaybookPath())
		return err
	}
	t.print("worklist_sent", sent.Sent, sent.Failed)
	if sent.Failed > 0 {
		return messages.Errorf("worklist_unsent", sent.Failed)
	}
	return nil
}

// worklistUnroutedCmd lists the responses that nobody receives.
type worklistUnroutedCmd struct {
	place
	form
}

// Run prints them with the reason.
func (c *worklistUnroutedCmd) Run(t *terminal) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	unrouted, err := pipeline.UnroutedIn(cfg)
	if err != nil {
		return err
	}
	s := t.sheet("response_key", "col_response", "reason", "col_reason")
	for _, u := range unrouted {
		s.add(u.Key.String(), t.text(messages.Key("unrouted_"+string(u.Reason))))
	}
	return t.show(s, c.form)
}
