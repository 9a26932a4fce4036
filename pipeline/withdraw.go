package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/privacy"
	"stemme/pipeline/source"
)

// withdrawnFile lists, in the ledger, the deliveries that were taken back: their files
// are not read again until somebody asks for them. It is written before anything goes,
// so that the next night ends what a crash has left half done.
const withdrawnFile = "withdrawn.json"

// A WithdrawnDelivery is one that was taken back.
type WithdrawnDelivery struct {
	Number int       `json:"number"`
	Source string    `json:"source"`
	File   string    `json:"file"`
	SHA256 string    `json:"sha256"`
	At     time.Time `json:"at"` // when it was taken back
}

// withdrawals are all that were taken back.
type withdrawals []WithdrawnDelivery

// has says whether the file of a source with a content was taken back.
func (w withdrawals) has(name, sum string) bool {
	return sum != "" && slices.ContainsFunc(w, func(d WithdrawnDelivery) bool { return d.Source == name && d.SHA256 == sum })
}

// withdrawn reads what was taken back. It needs no lock: the file is replaced whole.
func withdrawn(data string) (all withdrawals, err error) {
	path := filepath.Join(ledgerDir(data), withdrawnFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	return all, messages.Wrap(json.Unmarshal(text, &all), "ledger_damaged", path)
}

func (w withdrawals) write(book *ledger.Ledger) error {
	text, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		return err
	}
	return book.WriteFile(withdrawnFile, append(text, '\n'))
}

// withdrawnNotes tell which files were not read since they were taken back.
func withdrawnNotes(batch source.Batch) (notes []source.Note) {
	for _, w := range batch.Withdrawn {
		name, file := messages.Argument(w.Source), messages.Argument(filepath.Base(w.File))
		notes = append(notes, source.Note{Key: "delivery_withdrawn", Args: []any{messages.Printable(w.File), w.Source, name, file}})
	}
	return notes
}

// Named is a delivery as people name it: its number, the name of its file, or the day on
// which it came, which may be of several.
type Named struct{ Source, Which string }

// matches says whether one of a number, a file and a time is meant.
func (n Named) matches(number int, file string, at time.Time) bool {
	shown := source.Shown(n.Which, privacy.MaskShort)
	return strings.TrimPrefix(n.Which, "#") == strconv.Itoa(number) || at.Local().Format(time.DateOnly) == n.Which ||
		file == n.Which || filepath.Base(file) == n.Which || filepath.Base(file) == filepath.Base(shown)
}

// A DeliveryState is a delivery, and what became of it.
type DeliveryState struct {
	ledger.Delivery
	Withdrawn *time.Time `json:"withdrawn,omitempty"` // when it was taken back
}

// Deliveries are what can be taken back, and what was, in the order in which they came.
func Deliveries(data string) ([]DeliveryState, error) {
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return nil, err
	}
	gone, err := withdrawn(data)
	if err != nil {
		return nil, err
	}
	all := []DeliveryState{}
	for _, d := range book.Deliveries() {
		d.Reading, d.Before = nil, nil
		all = append(all, DeliveryState{Delivery: d})
	}
	for _, w := range gone {
		all = append(all, DeliveryState{ledger.Delivery{Number: w.Number, Source: w.Source, File: w.File, SHA256: w.SHA256}, &w.At})
	}
	slices.SortStableFunc(all, func(a, b DeliveryState) int { return a.Number - b.Number })
	return all, nil
}

// DeliveryNamed is the delivery that one word means, where one source alone has such a one: its
// number, which is unique, its file or its day.
func DeliveryNamed(data, which string) (Named, error) {
	all, err := Deliveries(data)
	if err != nil {
		return Named{}, err
	}
	var found, names []string
	for _, d := range all {
		if !slices.Contains(names, d.Source) {
			names = append(names, d.Source)
		}
		if n := (Named{d.Source, which}); n.matches(d.Number, d.File, d.At) && !slices.Contains(found, d.Source) {
			found = append(found, d.Source)
		}
	}
	switch {
	case len(found) == 1:
		return Named{found[0], which}, nil
	case slices.Contains(names, which):
		return Named{}, messages.Errorf("delivery_of_source", which)
	}
	return Named{}, messages.Errorf("delivery_alone", which, len(found))
}

// delivered finds the deliveries that n means. A file's name that several have is an error,
// and so is what is not there.
func delivered(book *ledger.Ledger, gone withdrawals, n Named) (found []ledger.Delivery, err error) {
	n.Source = book.Names().Now(n.Source)
	var numbers []string
	ofFile := true
	for _, d := range book.Deliveries() {
		if d.Source == n.Source && n.matches(d.Number, d.File, d.At) {
			found = append(found, d)
			numbers = append(numbers, strconv.Itoa(d.Number))
			ofFile = ofFile && d.At.Local().Format(time.DateOnly) != n.Which
		}
	}
	name := messages.Argument(n.Source)
	switch {
	case len(found) > 1 && ofFile:
		return nil, messages.Errorf("delivery_which", n.Which, n.Source, strings.Join(numbers, ", "))
	case len(found) > 0:
		return found, nil
	case slices.ContainsFunc(gone, func(w WithdrawnDelivery) bool {
		return w.Source == n.Source && n.matches(w.Number, w.File, time.Time{})
	}):
		return nil, messages.Errorf("delivery_gone", n.Which, n.Source, name, messages.Argument(n.Which))
	}
	return nil, messages.Errorf("delivery_unknown", n.Source, n.Which)
}

// Withdraw takes deliveries of a source back, as if they had never come: see
// ledger.Withdraw. Their files are not read again. It is a night without sources, as
// Forget is, and earlier editions lose what is gone.
func Withdraw(ctx context.Context, cfg Config, which Named, watch Watcher) (Receipt, error) {
	cfg.Sources = nil
	n := &night{cfg: cfg, watch: watch, took: map[Stage]time.Duration{}, takingBack: &which}
	return n.alone(ctx)
}

// Withdrawable is what Withdraw would take back; it changes nothing.
func Withdrawable(data string, which Named) ([]ledger.Delivery, ledger.Withdrawal, error) {
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return nil, ledger.Withdrawal{}, err
	}
	gone, err := withdrawn(data)
	if err != nil {
		return nil, ledger.Withdrawal{}, err
	}
	found, err := delivered(book, gone, which)
	if err != nil {
		return nil, ledger.Withdrawal{}, err
	}
	return found, book.WouldWithdraw(numbersOf(found), arrivals.Refill), nil
}

// Readmit lets the next night read again what was taken back.
func Readmit(cfg Config, which Named) error {
	release, err := edition.Lock(cfg.Data)
	if err != nil {
		return err
	}
	defer release()
	book, _, err := openLedger(cfg.Data, false)
	if err != nil {
		return err
	}
	which.Source = book.Names().Now(which.Source)
	some, err := readmit(cfg.Data, book, func(w WithdrawnDelivery) bool {
		return w.Source == which.Source && which.matches(w.Number, w.File, w.At)
	})
	if err == nil && !some {
		err = messages.Errorf("delivery_not_gone", which.Source, which.Which)
	}
	return err
}

// readmit forgets that the deliveries that are meant were taken back; it says whether
// there are some.
func readmit(data string, book *ledger.Ledger, meant func(WithdrawnDelivery) bool) (some bool, err error) {
	gone, err := withdrawn(data)
	if err != nil {
		return false, err
	}
	left := slices.DeleteFunc(slices.Clone(gone), meant)
	if len(left) == len(gone) {
		return false, nil
	}
	return true, left.write(book)
}

func numbersOf(all []ledger.Delivery) (numbers []int) {
	for _, d := range all {
		numbers = append(numbers, d.Number)
	}
	return numbers
}

// withdraw takes back what was asked for, and what a run that was killed has not.
func (n *night) withdraw(ctx context.Context, book *ledger.Ledger) (w ledger.Withdrawal, err error) {
	gone, err := withdrawn(n.cfg.Data)
	if err != nil {
		return w, err
	}
	if n.takingBack != nil {
		found, err := delivered(book, gone, *n.takingBack)
		if err != nil {
			return w, err
		}
		for _, d := range found {
			gone = append(gone, WithdrawnDelivery{d.Number, d.Source, d.File, d.SHA256, time.Now().UTC().Truncate(time.Second)})
		}
		if err := gone.write(book); err != nil {
			return w, err
		}
	}
	due := slices.DeleteFunc(book.Deliveries(), func(d ledger.Delivery) bool { return !gone.has(d.Source, d.SHA256) })
	if len(due) == 0 {
		return w, nil
	}
	keys := book.EveryName(book.WouldWithdraw(numbersOf(due), arrivals.Refill).Gone)
	// What people wrote first, since it is told by keys, which the ledger then forgets.
	if err := errors.Join(n.eraseWork(ctx, keys), n.eraseWritten(keys)); err != nil {
		return w, err
	}
	before, err := arrivals.Reread(book, due)
	if err != nil {
		return w, err
	}
	if w, err = book.Withdraw(numbersOf(due), arrivals.Refill, before); err != nil {
		return w, err
	}
	for _, d := range due {
		n.withdrawn = append(n.withdrawn, fmt.Sprintf("%s #%d %s", d.Source, d.Number, d.File))
	}
	return w, record(n.cfg.Data, "withdraw", len(w.Gone))
}

// backTo is the edition to start from: one before ed that was made of the very responses
// that there are, since what came after it was taken back; else ed. The other is closed.
func (n *night) backTo(ed *edition.Edition, responses []models.Response) (*edition.Edition, error) {
	if len(responses) == 0 {
		return ed, nil
	}
	now := ledger.Hash(responses)
	if ed.Manifest.Inputs["ledger"] == now {
		return ed, nil
	}
	listed, err := edition.List(n.cfg.Data)
	if err != nil {
		return ed, err
	}
	for _, one := range slices.Backward(listed) {
		if one.ID >= ed.ID || one.Fault != nil || one.Manifest.Reduced || one.Manifest.Inputs["ledger"] != now {
			continue
		}
		if earlier, err := edition.Open(n.cfg.Data, one.ID); err == nil {
			return earlier, ed.Close()
		}
	}
	return ed, nil
}
