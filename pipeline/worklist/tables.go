package worklist

import (
	"time"

	"stemme/models"
	"stemme/pipeline/tables"
)

// An ItemRow is a detractor who is to be contacted, whoever says that he leaves, or wrote that life or health is in danger.
type ItemRow struct {
	ResponseKey    string       `table:"response_key" doc:"source/response_id, see responses"`
	AnsweredAt     time.Time    `table:"answered_at,null" doc:"when it was answered, in UTC; NULL where only the day, or nothing, is known"`
	DueAt          time.Time    `table:"due_at,null" doc:"when the promise to contact the customer runs out, in UTC; NULL where it is not known when the customer answered, and where the customer said no to being contacted"`
	ListedUntil    time.Time    `table:"listed_until,null" doc:"when it leaves the list though nobody has resolved it, in UTC: the end of the promise and so long as the playbook keeps it; NULL where it is not known when the customer answered, it stays then"`
	Score          models.Score `table:"score,null" doc:"answer to the recommendation question"`
	Touchpoint     string       `table:"touchpoint,null,dict" doc:"where it was asked"`
	Unit           string       `table:"unit,null,dict" doc:"department as a path from the top"`
	PrimaryThemeID string       `table:"primary_theme_id,null,dict,theme" doc:"the theme that it speaks of most; t0000 is uden tema; NULL without a comment"`
	Escalation     bool         `table:"escalation" doc:"whether the customer goes further: press, lawyer, complaint board, public warning"`
	Leaving        bool         `table:"leaving" doc:"whether the customer leaves or has left"`
	BadAnswers     tables.Int   `table:"bad_answers,null" doc:"which bad answer of the customer within the playbook's span it is, the first is 1; NULL where the customer is unknown"`
	Receiver       string       `table:"receiver,null,dict" doc:"who receives it by the playbook; NULL where no rule fits"`
	Owner          string       `table:"owner,null,dict" doc:"function that answers for it"`
	Action         string       `table:"action,null" doc:"next step by the playbook; NULL where it has none, and where the customer said no to being contacted (opt_out)"`
	Limit          string       `table:"limit_text,null" doc:"amount that the receiver may give, as the playbook has it"`
	State          string       `table:"state,dict" doc:"open, contacted, resolved or measured (the customer has answered again)"`
	ContactedAt    time.Time    `table:"contacted_at,null" doc:"when the customer was first contacted, in UTC; NULL for not yet"`
	InTime         string       `table:"in_time,null,dict" doc:"yes or no: whether that was before due_at; NULL while the customer is not contacted"`
}

// Worklist has one row per item.
var Worklist = tables.Define("worklist", "detractor", "All detractors and what became of them, and customers of any score who say that they leave or have left, or write that life or health is or was in danger. On the list itself are those whose state is open or contacted and whose listed_until has not passed.",
	tables.Key(func(r *ItemRow) string { return r.ResponseKey })).Detail()

// A LoopRow is a detractor whose customer answered again.
type LoopRow struct {
	ResponseKey string       `table:"response_key" doc:"the detractor's response, see responses"`
	AfterKey    string       `table:"after_response_key" doc:"the customer's next scored response on the same scale"`
	ScoreBefore models.Score `table:"score_before" doc:"score of the first"`
	ScoreAfter  models.Score `table:"score_after" doc:"score of the next"`
	ClassAfter  models.Class `table:"class_after,dict" doc:"class of the next"`
	Days        int          `table:"days_between" doc:"days between the two"`
	ContactedAt time.Time    `table:"contacted_at,null" doc:"when the customer was contacted in between, in UTC; NULL for not, as far as is known"`
}

// Loops has one row per detractor whose customer answered again.
var Loops = tables.Define("loops", "detractor who answered again", "What the next answer of each detractor says: whether what was done was felt.",
	tables.Key(func(r *LoopRow) string { return r.ResponseKey })).Detail()

// Rows are the rows of the worklist and its loops: items with what people did.
func Rows(items []Item, primary map[models.Key]string, steps map[models.Key][]Step, kept time.Duration) (list []ItemRow, loops []LoopRow) {
	for i := range items {
		e := Entry{Item: items[i], Steps: steps[items[i].Key]}
		row := itemRow(&e, primary[e.Key])
		if !e.Due.IsZero() {
			row.ListedUntil = e.Due.Add(kept)
		}
		list = append(list, row)
		if e.Next == nil {
			continue
		}
		l := LoopRow{ResponseKey: e.Key.String(), AfterKey: e.Next.Key.String(), ScoreBefore: e.Score, ScoreAfter: e.Next.Score,
			ClassAfter: e.Next.Class, Days: e.Next.Days}
		if at := e.Contacted(); !at.IsZero() && models.DayOf(at) <= e.Next.Day {
			l.ContactedAt = at
		}
		loops = append(loops, l)
	}
	return list, loops
}

func itemRow(e *Entry, primary string) ItemRow {
	row := ItemRow{
		ResponseKey: e.Key.String(), AnsweredAt: e.Answered, DueAt: e.Promised(), Score: e.Score, Touchpoint: e.Touchpoint, Unit: e.Unit,
		PrimaryThemeID: primary, Escalation: len(e.Escalation) > 0, Leaving: len(e.Leaving) > 0,
		Receiver: e.Receiver, Owner: e.Owner, Action: e.Action, Limit: e.Limit, State: string(stateOf(e)), ContactedAt: e.Contacted(),
	}
	if e.Bad > 0 {
		row.BadAnswers = tables.IntOf(e.Bad)
	}
	if !row.ContactedAt.IsZero() && !row.DueAt.IsZero() {
		row.InTime = map[bool]string{true: "no", false: "yes"}[row.ContactedAt.After(row.DueAt)]
	}
	return row
}
