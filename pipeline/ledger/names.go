package ledger

import (
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// namesFile lists, in order, how sources were renamed. Whatever still says a former name
// is read as if it said the present one: so a renaming holds from the moment that this
// file is written, and the parts follow with the next writing.
const namesFile = "names.json"

// A Renaming is that a source called From is called To.
type Renaming struct {
	From string    `json:"from"`
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	Done bool      `json:"done"` // all that is kept beside the responses says the new name too
}

// Names are all renamings, in the order in which they were made.
type Names []Renaming

// Now is what a source is called now, by a name that it has or had.
func (n Names) Now(name string) string {
	for _, r := range n {
		if r.From == name {
			name = r.To
		}
	}
	return name
}

// First is what a source was called when the first of its responses came.
func (n Names) First(name string) string {
	for _, r := range slices.Backward(n) {
		if r.To == name {
			name = r.From
		}
	}
	return name
}

// Former are the names that a source had and has no more.
func (n Names) Former(name string) (all []string) {
	for _, r := range n {
		for _, other := range []string{r.From, r.To} {
			if other != name && n.Now(other) == name && !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// Pending are the renamings that something beside the responses does not say yet.
func (n Names) Pending() bool {
	return slices.ContainsFunc(n, func(r Renaming) bool { return !r.Done })
}

// NamesIn are the renamings of the ledger in dir. It needs no lock: the file is replaced
// whole.
func NamesIn(dir string) (Names, error) {
	path := filepath.Join(dir, namesFile)
	if !exists(path) {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	return parseNames(text, path)
}

func parseNames(text []byte, path string) (all Names, err error) {
	if text == nil {
		return nil, nil
	}
	return all, messages.Wrap(json.Unmarshal(text, &all), "ledger_damaged", path)
}

// Names are the renamings of l's sources.
func (l *Ledger) Names() Names { return slices.Clone(l.names) }

// EveryName are keys, and behind them what they were as long as their sources had other
// names.
func (l *Ledger) EveryName(keys []models.Key) []models.Key {
	all := slices.Clone(keys)
	for _, k := range keys {
		for _, name := range l.erased.former[k.Source] {
			all = append(all, models.Key{Source: name, ID: k.ID})
		}
	}
	return all
}

// readNames reads how sources were renamed, before any part is read.
func (l *Ledger) readNames() error {
	text, err := l.ReadFile(namesFile)
	if err != nil {
		return err
	}
	all, err := parseNames(text, l.path(namesFile))
	l.setNames(all)
	return err
}

func (l *Ledger) setNames(all Names) {
	l.names, l.erased.former = all, map[string][]string{}
	for _, r := range all {
		now := all.Now(r.To)
		l.erased.former[now] = all.Former(now)
	}
}

// renamable says why a source cannot be called otherwise, as a messages.Error: nil where
// it can. What is erased under a name must not hide what comes to have it.
func (l *Ledger) renamable(from, to string) error {
	taken := l.names.Now(to) != to && l.names.Now(to) != from
	for k := range l.responses {
		taken = taken || k.Source == to
		if k.Source == from && l.erased.keys[l.erased.hash(models.Key{Source: to, ID: k.ID})] {
			return messages.Errorf("rename_erased", to)
		}
	}
	if taken {
		return messages.Errorf("rename_taken", to)
	}
	return nil
}

// Rename calls a source otherwise, in every response and for ever: what was erased under
// the old name stays erased, and the old name means the new one. A name that is taken is a messages.Error. After a crash it is
// done or not begun. What is kept beside the responses is its caller's: see Renamed.
func (l *Ledger) Rename(from, to string, at time.Time) error {
	if err := l.renamable(from, to); err != nil {
		return err
	}
	if err := l.removeUnfinished(newPrefix); err != nil {
		return err
	}
	l.marks = maps.Clone(l.head.Marks)
	if mark, there := l.marks[from]; there {
		l.marks[to] = mark
		delete(l.marks, from)
	}
	all := append(slices.Clone(l.names), Renaming{From: from, To: to, At: at.UTC().Truncate(time.Second)})
	if err := l.writeNames(all); err != nil {
		return err
	}
	moved := map[claim]claim{}
	for _, k := range slices.Clone(l.keys()) {
		if k.Source != from {
			continue
		}
		versions := l.versions(k)
		l.drop(k)
		for _, v := range versions {
			l.put(v.called(to, moved))
		}
	}
	l.renameDeliveries(l.deliveries)
	l.reclaim(moved)
	return l.compact()
}

// Renamed notes that all which is kept beside the responses says the present names.
func (l *Ledger) Renamed() error {
	all := l.Names()
	for i := range all {
		all[i].Done = true
	}
	return l.writeNames(all)
}

func (l *Ledger) writeNames(all Names) error {
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = l.commit(change{responses: len(l.responses), erased: l.head.Erased, write: func(w io.Writer) (string, error) {
		_, err := w.Write(append(text, '\n'))
		return namesFile, err
	}})
	if err == nil {
		l.setNames(all)
	}
	return err
}

// called is v under another source's name; moved takes its claim along.
func (v version) called(name string, moved map[claim]claim) version {
	before := claimOf(&v.Response)
	v.Source = name
	moved[before] = claimOf(&v.Response)
	return v
}

// rename makes what was read of a part say the present names; the part is then to be
// written anew.
func (l *Ledger) rename(p *part) {
	if len(l.names) == 0 {
		return
	}
	for i := range p.versions {
		if now := l.names.Now(p.versions[i].Source); now != p.versions[i].Source {
			p.versions[i] = p.versions[i].called(now, l.moved)
			l.stale = true
		}
	}
	l.renameDeliveries(p.deliveries)
}

func (l *Ledger) renameDeliveries(all []Delivery) {
	for i := range all {
		all[i].Source = l.names.Now(all[i].Source)
	}
}

// reclaim makes the claims of versions that were renamed those of what they are now.
func (l *Ledger) reclaim(moved map[claim]claim) {
	if len(moved) == 0 {
		return
	}
	for n, text := range l.claims {
		all := readClaims(text)
		for i, c := range all {
			if now, ok := moved[c]; ok {
				all[i] = now
			}
		}
		l.claims[n] = writeClaims(all)
	}
}
