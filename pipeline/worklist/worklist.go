// Package worklist is what people do with single responses between two nights:
// the detractors that are to be contacted, what became of it, and who receives
// which responses.
//
// What is on the list follows from the responses, their mentions and the
// playbook, and is made anew each time (Items). What people did, and what
// was handed out, cannot be made anew: it is kept in a Store, an SQLite database
// that only its owner can read. It holds keys of responses, never their texts.
package worklist

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// A State is how far an item has come.
type State string

// The states of an item, in their order. Measured is set by the customer's next
// answer, not by hand.
const (
	Open      State = "open"
	Contacted State = "contacted"
	Resolved  State = "resolved"
	Measured  State = "measured"
)

// An Item is a detractor who is to be contacted, whoever says that he leaves, or wrote that life or health is in danger.
type Item struct {
	Key        models.Key
	Answered   time.Time // zero where only the day, or nothing, is known
	Day        models.Day
	Due        time.Time // zero where it is not known when the customer answered; see Promised
	Score      models.Score
	Touchpoint string
	Unit       string
	Language   models.Language
	Themes     []string // ids of what the response speaks of, the primary one first
	Signs      []int8   // of each of Themes: 1 praised, -1 complained of, 0 neither or not known; none in a list of a program that kept none
	Escalation []string // ids of entries of the lens of that name that it surely mentions
	Leaving    []string // ids of entries of the lens of leaving that it surely mentions
	Next       *Answer  // what the customer answered the next time; nil for not yet, and where the customer is unknown
	Bad        int      // which bad answer of the customer within the playbook's span this is, 1 the first; 0 where the customer is unknown
	Receiver   string   // id, "" where no rule fits
	Owner      string   // of the receiver
	Action     string   // the next step
	Limit      string   // amount that the receiver may give, as the playbook has it
	NoContact  bool     `json:",omitzero"` // the customer said no to being contacted (opt_out of the playbook); Action is "" then, see Refusal
}

// Urgent says whether it goes to the top of the list.
func (i *Item) Urgent() bool { return len(i.Escalation) > 0 || len(i.Leaving) > 0 }

// Endangered says whether somebody's life or health is or was in danger by what was written: before all else.
func (i *Item) Endangered() bool { return endangers(i.Escalation) }

// Promised is when the customer is to be contacted by: zero where that is not known, and where the customer must not be
// contacted. Danger to life or health keeps its time, so that somebody decides.
func (i *Item) Promised() time.Time {
	if i.NoContact && !i.Endangered() {
		return time.Time{}
	}
	return i.Due
}

// Refusal is the message that stands instead of a next step where the customer said no to being contacted; "" for others.
func (i *Item) Refusal() messages.Key { return refusal(i.NoContact, i.Endangered()) }

// refusal is the message of a customer who said no to being contacted, or did not.
func refusal(noContact, endangered bool) messages.Key {
	switch {
	case !noContact:
		return ""
	case endangered:
		return "no_contact_danger"
	}
	return "no_contact"
}

// refuses says whether the customer of response i, which speaks of themes, said no to being contacted.
func (in *Input) refuses(i int, themes []string) bool {
	return !in.Playbook.OptOut.Empty() && in.Playbook.OptOut.Fits(&in.Responses[i], in.Language[i], in.Above.With(themes))
}

// DangerEntry is the entry of who says to end a life, the own or another's, AccidentEntry that of accidents and
// dangerous mistakes.
const (
	DangerEntry   = EscalationLens + "/fare-for-liv"
	AccidentEntry = EscalationLens + "/i-fare"
)

// LeftEntry is the entry of who has left, LeavesEntry that of who will.
const (
	LeftEntry   = LeavingLens + "/har-forladt"
	LeavesEntry = LeavingLens + "/vil-forlade"
)

// endangers says whether one of the entries is of danger to life or health.
func endangers(entries []string) bool {
	return slices.Contains(entries, DangerEntry) || slices.Contains(entries, AccidentEntry)
}

// leaves says whether one of the entries is of who left or will: who only thinks of it does not.
func leaves(entries []string) bool {
	return slices.Contains(entries, LeftEntry) || slices.Contains(entries, LeavesEntry)
}

// The lenses that mark an item.
const (
	EscalationLens = "eskalering"
	LeavingLens    = "afgang"
)

// Input is what a list is made of.
type Input struct {
	Responses []models.Response // in the order of their keys
	Mentions  []models.Mention
	Primary   []string          // theme that each response speaks of most, "" for none
	Above     models.Above      // rules that name a top theme hold for those under it
	Language  []models.Language // of each comment
	Playbook  codebook.Playbook
	Location  *time.Location // where days begin and end
}

// Items are all detractors among the responses of surveys and those who surely say that they leave, whatever their score,
// and customers of any score and source who write that life or health is in danger, in the order of their keys. They
// depend on nothing but in.
func Items(in Input) []Item {
	spoken, next := Spoken(in), nextAnswers(in.Responses)
	bad := badAnswers(in.Responses, in.Playbook.Repeat.Duration())
	signs, escalating, leaving := signsOf(&in), surely(&in, EscalationLens), surely(&in, LeavingLens)
	var items []Item
	for i := range in.Responses {
		r := &in.Responses[i]
		endangered := r.Kind != models.Employees && endangers(escalating[i])
		listed := r.Kind == models.Survey && (r.Class() == models.Detractor || leaves(leaving[i]))
		if !listed && !endangered {
			continue
		}
		item := Item{
			Key: r.Key(), Answered: r.At, Day: r.Day, Due: due(r, in.Playbook.Promise.Duration(), in.Location), Score: r.Score,
			Touchpoint: r.Touchpoint, Unit: r.Unit, Language: in.Language[i], Themes: spoken[i], Bad: bad[i], Next: next[i],
			Escalation: escalating[i], Leaving: leaving[i], NoContact: in.refuses(i, spoken[i]),
		}
		if route := Route(&in, i, spoken[i], signs); route != nil {
			receiver := in.Playbook.Receiver(route.To)
			item.Receiver, item.Owner, item.Limit = receiver.ID, receiver.Owner, receiver.Limit
			if !item.NoContact {
				item.Action = cmp.Or(route.Action, receiver.Action)
			}
		}
		items = append(items, item)
	}
	return items
}

// Spoken lists the themes of every response, its primary one first, the others
// by id.
func Spoken(in Input) [][]string {
	spoken := make([][]string, len(in.Responses))
	for _, m := range in.Mentions {
		if !slices.Contains(spoken[m.Response], m.Theme) {
			spoken[m.Response] = append(spoken[m.Response], m.Theme)
		}
	}
	for i, ids := range spoken {
		slices.SortFunc(ids, func(a, b string) int {
			if (a == in.Primary[i]) != (b == in.Primary[i]) {
				return map[bool]int{true: -1, false: 1}[a == in.Primary[i]]
			}
			return strings.Compare(a, b)
		})
	}
	return spoken
}

// sure is the probability of a mention from which a customer is told to leave or to go further: people are called by it.
// Patterns and hands tell theirs with more, lessons alone with less.
const sure = 0.9

// surely are, by response, the entries of a lens that it surely mentions, by id.
func surely(in *Input, lens string) map[int][]string {
	of := map[int][]string{}
	for _, m := range in.Mentions {
		if m.Probability >= sure && models.LensOf(m.Theme) == lens && !slices.Contains(of[m.Response], m.Theme) {
			of[m.Response] = append(of[m.Response], m.Theme)
		}
	}
	for _, ids := range of {
		slices.Sort(ids)
	}
	return of
}

// due is promise after the customer answered. Where only the day is known the
// promise begins as the day ends. Hours are counted as they pass, so that a
// change of the clock neither gives nor takes one.
func due(r *models.Response, promise time.Duration, location *time.Location) time.Time {
	switch {
	case !r.At.IsZero():
		return r.At.Add(promise)
	case r.Day != models.NoDay:
		y, m, d := r.Day.Time().Date()
		return time.Date(y, m, d+1, 0, 0, 0, 0, location).UTC().Add(promise)
	}
	return time.Time{}
}

// badAnswers counts, for each response of a detractor whose customer is known,
// the bad answers of that customer within the span up to it, itself included.
func badAnswers(responses []models.Response, span time.Duration) []int {
	of := map[string][]int{}
	for i := range responses {
		if r := &responses[i]; r.Customer != "" && r.Class() == models.Detractor && r.Day != models.NoDay {
			of[r.Customer] = append(of[r.Customer], i)
		}
	}
	bad := make([]int, len(responses))
	days := models.Day(span.Hours() / 24)
	for _, answers := range of {
		slices.SortFunc(answers, func(a, b int) int { return inTime(&responses[a], &responses[b]) })
		for k, i := range answers {
			first := k
			for first > 0 && responses[answers[first-1]].Day >= responses[i].Day-days {
				first--
			}
			bad[i] = k - first + 1
		}
	}
	return bad
}

// inTime orders responses by when they were answered, then by key.
func inTime(a, b *models.Response) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), a.At.Compare(b.At), a.Key().Compare(b.Key()))
}
