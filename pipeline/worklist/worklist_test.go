package worklist

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

func copenhagen(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestR29 holds the promise of 24 hours over both changes of the clock.
func TestR29(t *testing.T) {
	zone := copenhagen(t)
	for answered, want := range map[string]string{
		"2024-03-30T12:00:00+01:00": "2024-03-31T13:00:00+02:00",
		"2024-10-26T12:00:00+02:00": "2024-10-27T11:00:00+01:00",
		"2024-06-01T08:15:00+02:00": "2024-06-02T08:15:00+02:00",
	} {
		at, err := time.Parse(time.RFC3339, answered)
		if err != nil {
			t.Fatal(err)
		}
		got := due(&models.Response{At: at.UTC(), Day: models.DayOf(at)}, 24*time.Hour, zone).In(zone).Format(time.RFC3339)
		if got != want {
			t.Errorf("answered %s: due %s, want %s", answered, got, want)
		}
	}
	day, _ := models.ParseDay("2024-03-30")
	if got := due(&models.Response{Day: day}, 24*time.Hour, zone).In(zone).Format(time.RFC3339); got != "2024-04-01T01:00:00+02:00" {
		t.Errorf("answered some time on 30 March, the promise ends %s", got)
	}
	if got := due(&models.Response{Day: models.NoDay}, 24*time.Hour, zone); !got.IsZero() {
		t.Errorf("answered nobody knows when, due %s", got)
	}
}

// answer is a response of an invented customer.
func answer(id, customer, day string, score int, comment string) models.Response {
	d, err := models.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return models.Response{
		Source: "bank", ID: id, Customer: customer, Day: d, Score: models.ScoreOf(score), Scale: models.Scale0to10,
		Comment: comment, Touchpoint: "Telefon", Unit: "Region Nord/Aarhus",
	}
}

func invented(t *testing.T) Input {
	responses := []models.Response{
		answer("1", "kunde-a", "2026-01-05", 2, "ingen ringer tilbage, jeg går til pressen"),
		answer("2", "kunde-b", "2026-01-05", 10, "dejlig rådgiver"),
		answer("3", "kunde-a", "2026-02-20", 0, "stadig intet svar"),
		answer("4", "kunde-a", "2026-08-01", 9, "nu virker det, tak"),
		answer("5", "", "2026-02-21", 4, "lang kø i telefonen"),
		answer("6", "kunde-c", "2026-02-22", 8, "fint nok"),
	}
	responses[4].Unit = "Region Nordvest"
	return Input{
		Responses: responses,
		Mentions:  []models.Mention{{Response: 0, Theme: "t0001"}, {Response: 0, Theme: "eskalering/presse", Probability: 0.95}, {Response: 4, Theme: "t0002"}},
		Primary:   []string{"t0001", "", "", "", "t0002", ""}, Language: slices.Repeat([]models.Language{models.Danish}, 6),
		Playbook: playbook(), Location: copenhagen(t),
	}
}

func playbook() codebook.Playbook {
	p := codebook.DefaultPlaybook()
	p.Receivers = []*codebook.Receiver{
		{ID: "nord", Owner: "Teamleder", Action: "Ring kunden op", Limit: "500 kr.", Deliver: codebook.ByLines},
		{ID: "ros", Deliver: codebook.ByMail, To: "ros@eksempel.invalid"},
	}
	p.Rules = []codebook.Rule{
		{To: "nord", Where: codebook.Where{Unit: []string{"Region Nord"}, Class: []string{"detractor"}}},
		{To: "ros", Where: codebook.Where{Class: []string{"promoter"}}, Action: "Del rosen på mødet"},
	}
	return p
}

func TestItems(t *testing.T) {
	in := invented(t)
	items := Items(in)
	if len(items) != 3 {
		t.Fatalf("%d items, want the three detractors", len(items))
	}
	first, third, fifth := items[0], items[1], items[2]
	if !first.Urgent() || first.Receiver != "nord" || first.Limit != "500 kr." || first.Action != "Ring kunden op" || first.Bad != 1 {
		t.Errorf("first item: %+v", first)
	}
	if third.Bad != 2 || third.Urgent() {
		t.Errorf("the second bad answer within 90 days: %+v", third)
	}
	if fifth.Receiver != "" || fifth.Bad != 0 || fifth.Limit != "" {
		t.Errorf("Region Nordvest is not under Region Nord: %+v", fifth)
	}
	in.Playbook.Repeat = codebook.Span(30 * 24 * time.Hour)
	if items := Items(in); items[1].Bad != 1 {
		t.Errorf("46 days apart within 30: %+v", items[1])
	}
	in.Responses[0].Kind = models.Employees
	if items := Items(in); len(items) != 2 {
		t.Error("an employee's answer is on the list")
	}
}

// TestSounds: a rule that asks how its themes sound takes no promise broken for praise, and not what
// another theme praises.
func TestSounds(t *testing.T) {
	in := invented(t)
	in.Playbook.Rules = []codebook.Rule{
		{To: "ros", Where: codebook.Where{Theme: []string{"loefter/"}, Class: []string{"promoter"}}, Sounds: codebook.Praised},
		{To: "nord", Where: codebook.Where{Theme: []string{"loefter/"}}, Sounds: codebook.Blamed},
	}
	for want, mentions := range map[string][]models.Mention{
		"ros":  {{Response: 1, Theme: "loefter/ord", Polarity: 0.9}, {Response: 1, Theme: "loefter/ord", Polarity: -0.3}},
		"nord": {{Response: 1, Theme: "loefter/ord", Polarity: -0.9}, {Response: 1, Theme: "kundetemaer/service", Polarity: 0.9}},
		"":     {{Response: 1, Theme: "loefter/ord", Polarity: math.NaN()}, {Response: 1, Theme: "kundetemaer/service", Polarity: 0.9}},
	} {
		in.Mentions = mentions
		routed, _ := Routes(in)
		got := ""
		if len(routed) > 0 {
			got = routed[0].Rule.To
		}
		if got != want {
			t.Errorf("%v goes to %q, want %q", mentions, got, want)
		}
	}
	in.Mentions = []models.Mention{{Response: 0, Theme: "loefter/ord", Polarity: -0.8}}
	if items := Items(in); items[0].Receiver != "nord" || items[1].Receiver != "" {
		t.Errorf("items go to %q and %q", items[0].Receiver, items[1].Receiver)
	}
}

// TestR48: a customer's later answer closes the loop.
func TestR48(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	items := Items(in)
	if next := items[0].Next; next == nil || next.Key.ID != "3" || next.Class != models.Detractor || next.Days != 46 {
		t.Errorf("after the first: %+v", next)
	}
	if next := items[1].Next; next == nil || next.Key.ID != "4" || next.Class != models.Promoter {
		t.Errorf("after the second: %+v", next)
	}
	if items[2].Next != nil {
		t.Errorf("an unknown customer answered again: %+v", items[2].Next)
	}
	if err := s.Sync(ctx, items, true); err != nil {
		t.Fatal(err)
	}
	for id, at := range map[string]time.Time{"3": time.Date(2026, 2, 21, 9, 0, 0, 0, time.UTC), "1": time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)} {
		if err := s.Set(ctx, models.Key{Source: "bank", ID: id}, Step{Resolved, at, "anja"}); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := s.Entries(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		want := map[string]State{"1": Resolved, "3": Measured, "5": Open}[e.Key.ID]
		if e.State != want {
			t.Errorf("%s is %s, want %s: an answer measures only what was done before it", e.Key.ID, e.State, want)
		}
	}
}

// TestLaterAnswerMeasures: a customer who answered again before the contact, and once
// more after it, has measured what was done; the loop of the first answer knows of no contact.
func TestLaterAnswerMeasures(t *testing.T) {
	in := invented(t)
	later := in.Responses[0]
	later.ID, later.Day, later.At = "9", later.Day+300, time.Time{}
	in.Responses, in.Language = append(in.Responses, later), append(in.Language, models.Danish)
	in.Primary = append(in.Primary, "")
	items := Items(in)
	for days, want := range map[int]State{200: Measured, 400: Contacted} { // the next answer is of day 46
		step := Step{Contacted, items[0].Day.Time().AddDate(0, 0, days), "anja"}
		if items[0].Next.Days != 46 || stateOf(&Entry{Item: items[0], Steps: []Step{step}}) != want {
			t.Errorf("contacted after %d days: %s", days, stateOf(&Entry{Item: items[0], Steps: []Step{step}}))
		}
	}
	for days, between := range map[int]bool{20: true, 200: false} {
		steps := map[models.Key][]Step{items[0].Key: {{Contacted, items[0].Day.Time().AddDate(0, 0, days), "anja"}}}
		if _, loops := Rows(items[:1], nil, steps, 0); loops[0].ContactedAt.IsZero() == between {
			t.Errorf("contacted after %d days, answered again after 46: contacted in between at %v", days, loops[0].ContactedAt)
		}
	}
}

func store(t *testing.T) *Store {
	t.Helper()
	s, err := OpenStore(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStates(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	if err := s.Sync(ctx, Items(in), true); err != nil {
		t.Fatal(err)
	}
	key := models.Key{Source: "bank", ID: "5"}
	at := time.Date(2026, 2, 22, 8, 0, 0, 0, time.UTC)
	if err := s.Set(ctx, key, Step{Contacted, at, "anja"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, models.Key{Source: "bank", ID: "2"}, Step{Contacted, at, ""}); err == nil {
		t.Error("a promoter was contacted from the list of detractors")
	}
	if err := s.Set(ctx, key, Step{Measured, at, ""}); err == nil {
		t.Error("measured was set by hand")
	}
	entries, err := s.Entries(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, e := range entries {
		order = append(order, e.Key.ID)
	}
	if strings.Join(order, " ") != "1 3 5" {
		t.Errorf("order %v: escalation first, then the repeated, then the rest", order)
	}
	if e := entries[2]; e.State != Contacted || !e.Contacted().Equal(at) || e.Breached(at.Add(1000*time.Hour)) {
		t.Errorf("contacted in time: %+v", e)
	}
	if !entries[0].Breached(at) || entries[0].Breached(entries[0].Due) {
		t.Error("an item that is not contacted is breached after it is due, not before")
	}
	// A night without the response takes it off the list and keeps what was done.
	if err := s.Sync(ctx, Items(in)[:1], true); err != nil {
		t.Fatal(err)
	}
	if steps, err := s.Steps(ctx); err != nil || len(steps[key]) != 1 {
		t.Errorf("steps %v, %v", steps, err)
	}
}

// boxes are the files of the outbox and their texts.
func boxes(t *testing.T, s *Store) map[string]string {
	t.Helper()
	files := map[string]string{}
	names, _ := filepath.Glob(filepath.Join(s.dir, outbox, "*", "*"))
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(filepath.Join(s.dir, outbox), name)
		files[filepath.ToSlash(rel)] = string(text)
	}
	return files
}

// TestR20: each response is in its rule's box exactly once, a second run hands
// out nothing, and what no rule fits is listed with the reason.
func TestR20(t *testing.T) {
	ctx, s := context.Background(), store(t)
	post := &Post{Input: invented(t), Names: map[string]string{"t0001": "ringer ikke tilbage"}, Lang: messages.Danish}
	n, unrouted, err := s.HandOut(ctx, post)
	if err != nil {
		t.Fatal(err)
	}
	if n != 4 || len(unrouted) != 2 || unrouted[0].Reason != NoRule || unrouted[0].Key.ID != "5" {
		t.Fatalf("%d handed out, unrouted %v", n, unrouted)
	}
	files := boxes(t, s)
	lines := files["nord/000001.jsonl"]
	if strings.Count(lines, "\n") != 2 || !strings.Contains(lines, `"bank/1"`) || !strings.Contains(lines, `"bank/3"`) ||
		!strings.Contains(lines, `"ringer ikke tilbage"`) || !strings.Contains(lines, `"score":0`) {
		t.Errorf("box of nord:\n%s", lines)
	}
	if len(files) != 3 || !strings.Contains(files["ros/000002-00001.eml"], "ros@eksempel.invalid") {
		t.Errorf("boxes: %v", files)
	}
	if n, _, err := s.HandOut(ctx, post); err != nil || n != 0 || len(boxes(t, s)) != 3 {
		t.Errorf("second run: %d, %v", n, err)
	}
}

// TestHandOutAfterACrash: what a run had begun when it died is finished under
// the same names by the next one.
func TestHandOutAfterACrash(t *testing.T) {
	ctx, s := context.Background(), store(t)
	post := &Post{Input: invented(t), Lang: messages.Danish}
	if _, _, err := s.HandOut(ctx, post); err != nil {
		t.Fatal(err)
	}
	want := boxes(t, s)
	if err := os.Remove(filepath.Join(s.dir, outbox, "nord", "000001.jsonl")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Exec("UPDATE batch SET written = 0"); err != nil {
		t.Fatal(err)
	}
	if n, _, err := s.HandOut(ctx, post); err != nil || n != 0 {
		t.Fatalf("%d, %v", n, err)
	}
	got := boxes(t, s)
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs after the crash:\n%s\n%s", name, text, got[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("files %v", got)
	}
}

// TestForget: nothing of a forgotten response is left in any byte of the folder.
func TestForget(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	in.Responses[0].ID, in.Responses[1].ID = "glem-mig-1", "glem-mig-2"
	if err := s.Sync(ctx, Items(in), true); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.HandOut(ctx, &Post{Input: in, Lang: messages.Danish}); err != nil {
		t.Fatal(err)
	}
	gone := map[models.Key]bool{{Source: "bank", ID: "glem-mig-1"}: true, {Source: "bank", ID: "glem-mig-2"}: true}
	if err := s.Set(ctx, models.Key{Source: "bank", ID: "glem-mig-1"}, Step{Contacted, time.Now(), "anja"}); err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(s.dir, outbox, "nord", ".000001.jsonl-17") // a run that was killed while it wrote
	if err := os.WriteFile(killed, []byte("bank/glem-mig-1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(ctx, gone); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(s.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, word := range []string{"glem-mig", "dejlig rådgiver", "pressen"} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s still holds %q", path, word)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if lines := boxes(t, s)["nord/000001.jsonl"]; !strings.Contains(lines, "bank/3") {
		t.Error("the others are gone too")
	}
}

// TestRename: what people did and who was handed what goes along to a source's new name, so that
// nothing is handed out again.
func TestRename(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	if err := s.Sync(ctx, Items(in), true); err != nil {
		t.Fatal(err)
	}
	first, _, err := s.HandOut(ctx, &Post{Input: in, Lang: messages.Danish})
	if err != nil || first == 0 {
		t.Fatalf("handed out %d, %v", first, err)
	}
	entries, err := s.Entries(ctx)
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	key := entries[0].Key
	if err := s.Set(ctx, key, Step{Contacted, time.Now(), "anja"}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time there is nothing left to do
		if err := s.Rename(ctx, key.Source, "kommune"); err != nil {
			t.Fatal(err)
		}
	}
	steps, err := s.Steps(ctx)
	if now := (models.Key{Source: "kommune", ID: key.ID}); err != nil || len(steps) != 1 || len(steps[now]) != 1 {
		t.Errorf("steps %v, %v", steps, err)
	}
	for i := range in.Responses {
		in.Responses[i].Source = "kommune"
	}
	if again, _, err := s.HandOut(ctx, &Post{Input: in, Lang: messages.Danish}); err != nil || again != 0 {
		t.Errorf("handed out again: %d, %v", again, err)
	}
}

// TestR23: what is handed out says whose it is, what to do, and by when.
func TestR23(t *testing.T) {
	ctx, s := context.Background(), store(t)
	post := &Post{Input: invented(t), Lang: messages.Danish}
	if _, _, err := s.HandOut(ctx, post); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(boxes(t, s)["nord/000001.jsonl"]) {
		var handed struct{ Owner, Action, Due string }
		if err := json.Unmarshal([]byte(line), &handed); err != nil {
			t.Fatal(err)
		}
		if handed.Owner != "Teamleder" || handed.Action != "Ring kunden op" || handed.Due == "" {
			t.Errorf("handed out: %+v", handed)
		}
	}
}

// TestR30: the amount that a function may give is shown as the playbook says it;
// where it says none, none is shown, whatever the comment or the other items say.
func TestR30(t *testing.T) {
	in := invented(t)
	in.Responses[4].Comment = "giv mig mine 500 kr. tilbage"
	items := Items(in)
	if items[0].Limit != "500 kr." || items[2].Limit != "" {
		t.Errorf("limits %q and %q", items[0].Limit, items[2].Limit)
	}
	in.Playbook.Receivers[0].Limit = ""
	for _, item := range Items(in) {
		if item.Limit != "" {
			t.Errorf("a limit that nobody set: %q", item.Limit)
		}
	}
}

// TestR47: who threatens to take it to the press stands first, though due last.
func TestR47(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	in.Mentions = []models.Mention{{Response: 4, Theme: "eskalering/presse", Probability: 0.95}}
	if err := s.Sync(ctx, Items(in), true); err != nil {
		t.Fatal(err)
	}
	entries, err := s.Entries(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if first := entries[0]; first.Key.ID != "5" || len(first.Escalation) != 1 || !first.Due.After(entries[1].Due) {
		t.Errorf("first on the list: %+v", first)
	}
}

// TestR70: what concerns the back office reaches it by its theme, found or of a
// lens, whichever class the customer is of.
func TestR70(t *testing.T) {
	ctx, s, in := context.Background(), store(t), invented(t)
	in.Responses = []models.Response{
		answer("1", "", "2026-01-05", 3, "menuen på siden er umulig at finde rundt i"),
		answer("2", "", "2026-01-05", 8, "lånet skulle godkendes tre steder"),
		answer("3", "", "2026-01-06", 10, "den nye reklame fik mig til at grine"),
	}
	in.Mentions = []models.Mention{{Response: 0, Theme: "kundetemaer/hjemmeside"}, {Response: 1, Theme: "t0007"}, {Response: 2, Theme: "egne/kampagner"}}
	in.Primary, in.Language = []string{"", "t0007", ""}, in.Language[:3]
	in.Playbook = codebook.DefaultPlaybook()
	for receiver, theme := range map[string]string{"web": "kundetemaer/hjemmeside", "kredit": "t0007", "marketing": "egne/kampagner"} {
		in.Playbook.Receivers = append(in.Playbook.Receivers, &codebook.Receiver{ID: receiver, Deliver: codebook.ByLines})
		in.Playbook.Rules = append(in.Playbook.Rules, codebook.Rule{To: receiver, Where: codebook.Where{Theme: []string{theme}}})
	}
	if n, unrouted, err := s.HandOut(ctx, &Post{Input: in, Lang: messages.Danish}); err != nil || n != 3 || len(unrouted) != 0 {
		t.Fatalf("%d handed out, unrouted %v: %v", n, unrouted, err)
	}
	got := map[string]string{}
	for name, text := range boxes(t, s) {
		box, _, _ := strings.Cut(name, "/")
		var handed struct{ Response string }
		if err := json.Unmarshal([]byte(text), &handed); err != nil {
			t.Fatal(err)
		}
		got[box] = handed.Response
	}
	if want := map[string]string{"web": "bank/1", "kredit": "bank/2", "marketing": "bank/3"}; !maps.Equal(got, want) {
		t.Errorf("handed out: %v", got)
	}
}

// TestNoRoomIsNoDamage: a store that cannot be written now is not told to be damaged,
// and one that is no store is.
func TestNoRoomIsNoDamage(t *testing.T) {
	s := store(t)
	if _, err := s.db.Exec("PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	_, err := s.db.Exec("CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i, zeroblob(999) FROM n")
	if err = fault(err, "arbejdslisten"); !strings.Contains(err.Error(), "room on the disk") {
		t.Errorf("no room: %v", err)
	}
	path := filepath.Join(t.TempDir(), Folder, file)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("no store", 999)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Check(context.Background(), filepath.Dir(filepath.Dir(path))); err == nil || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("no store: %v", err)
	}
}
