// Package lens is what the organisation knows in advance that its customers
// speak of: lists of entries, each with the words and phrases that customers say
// it in. A lens is a file of YAML; those that ship with the program are embedded.
//
// Comments are read by package stemming, as everywhere else, so that inflections,
// compounds and misspellings meet. A Matcher is compiled from lenses for the
// analyser of a night; it looks at each term of a comment once.
package lens

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/stemming"
)

// A Lens is one list of entries.
type Lens struct {
	ID          string              `yaml:"lens"` // letters a-z, digits and hyphens
	Name        string              `yaml:"name"`
	English     string              `yaml:"english,omitempty"`
	Description string              `yaml:"description,omitempty"`
	Polarity    Sense               `yaml:"polarity,omitempty"` // of entries that do not say their own
	Affirmed    bool                `yaml:"affirmed,omitempty"` // who denies an entry does not speak of it
	Sets        map[string][]string `yaml:"sets,omitempty"`     // words that patterns name as <set>
	Entries     []Entry             `yaml:"entries"`
	Lessons     []Lesson            `yaml:"-"` // that it learns from
	Path        string              `yaml:"-"` // of its file, for errors

	ways     map[string][]pattern // of the patterns, as they were parsed
	learning sync.Once
	learned  *taught
}

// waysOf are the ways that a pattern of l may be said in; none for one that has a fault.
func (l *Lens) waysOf(text string) []pattern {
	if ways, parsed := l.ways[text]; parsed {
		return ways
	}
	ways, err := parsePattern(text, l.Sets)
	if err != nil {
		return nil
	}
	return ways
}

// taught is what the lessons of l teach, learned once.
func (l *Lens) taught() *taught {
	l.learning.Do(func() { l.learned = teach(l.Lessons, nil) })
	return l.learned
}

// An Entry is one thing that customers speak of. The lists of patterns are
// written as docs/lenses.md says.
type Entry struct {
	ID             string   `yaml:"id"`
	Name           string   `yaml:"name"`
	English        string   `yaml:"english,omitempty"`
	Description    string   `yaml:"description,omitempty"`
	Match          []string `yaml:"match,omitempty"`           // speaks of it; what is said of it, the words around tell
	Good           []string `yaml:"good,omitempty"`            // speaks well of it: kept, praised
	Bad            []string `yaml:"bad,omitempty"`             // speaks ill of it: broken, missed
	Short          []string `yaml:"short,omitempty"`           // as match, in comments of few words alone
	Not            []string `yaml:"not,omitempty"`             // takes away the matches that share a word with it
	ClauseWithout  []string `yaml:"clause_without,omitempty"`  // takes away the matches in its clause
	CommentWithout []string `yaml:"comment_without,omitempty"` // takes away the matches in its comment
	Withdrawn      []string `yaml:"withdrawn,omitempty"`       // takes away the matches that the comment says before it
	ClauseWith     []string `yaml:"clause_with,omitempty"`     // without one of these in the clause nothing matches
	CommentWith    []string `yaml:"comment_with,omitempty"`    // without one of these in the comment nothing matches
	LearnedWith    []string `yaml:"learned_with,omitempty"`    // without one of these in the comment lessons alone tell nothing
	Also           []string `yaml:"also,omitempty"`            // entries, of this lens or another as lens/entry, that say it too
	Where          []string `yaml:"where,omitempty"`           // entries, as under also, of one of which the comment must speak
	YieldsTo       []string `yaml:"yields_to,omitempty"`       // entries of the lens that are meant rather, where a clause has both; * is any
	Near           int      `yaml:"near,omitempty"`            // words that the parts of "a + b" may be apart
	Exact          bool     `yaml:"exact,omitempty"`           // never widened by other words
	Polarity       Sense    `yaml:"polarity,omitempty"`
	Promise        *Promise `yaml:"promise,omitempty"`  // three to five keywords or one sentence, which become patterns
	Limit          string   `yaml:"limit,omitempty"`    // longest time that keeps the promise: "24 timer"
	Timed          bool     `yaml:"timed,omitempty"`    // speaks of how long something takes, or of promises: the verdict on a quoted time is its sign
	Restates       bool     `yaml:"restates,omitempty"` // says the score in words and is no cause of it
	Owner          string   `yaml:"owner,omitempty"`
	Action         string   `yaml:"action,omitempty"`
	For            []string `yaml:"for,omitempty"`     // examples that must match; "+ ", "- " or "0 " before one says its polarity
	Against        []string `yaml:"against,omitempty"` // examples that must not
}

// A Sense fixes the polarity of every mention.
type Sense string

// The senses; the zero Sense lets the words tell.
const (
	Told     Sense = ""
	Positive Sense = "positive"
	Negative Sense = "negative"
	None     Sense = "none"
)

// DefaultNear is how many words the parts of "a + b" may be apart where an entry
// does not say. Chosen by eye.
const DefaultNear = 6

// Theme is the theme id of the lens's i-th entry.
func (l *Lens) Theme(i int) string { return l.ID + "/" + l.Entries[i].ID }

// ReadFile reads one lens. What is wrong with it is a *messages.Error that shows
// the line.
func ReadFile(path string) (*Lens, error) {
	text, err := messages.ReadFile(path)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	l, err := Parse(text, path)
	if err != nil {
		return nil, err
	}
	return l, l.readLessons(path)
}

// A lens has at most so many entries; of its faults so many are told, since each is looked
// up in its text.
const (
	mostEntries = 2000
	mostFaults  = 20
)

// Parse reads a lens; path is for the errors, the first of which are given at once.
func Parse(text []byte, path string) (*Lens, error) {
	l := &Lens{Path: path, ways: map[string][]pattern{}}
	if err := messages.StrictYAML(text, path, l); err != nil {
		return nil, err
	}
	if len(l.Entries) > mostEntries {
		return nil, messages.Errorf("lens_entries", path, len(l.Entries), mostEntries)
	}
	var faults []error
	more := 0
	l.check(func(where string, key messages.Key, args ...any) {
		if len(faults) == mostFaults {
			more++
			return
		}
		fault := messages.Errorf(key, args...)
		faults = append(faults, messages.Wrap(fault, "lens_line", path, lineOf(text, where), annotate(text, where)))
	})
	if more > 0 {
		faults = append(faults, messages.Errorf("lens_more_faults", path, more))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return l, nil
}

// A Doubt is a pattern that may say something else than its author means.
type Doubt struct {
	Entry, Pattern string
	Phrase         string // what looks like a choice of several words
}

// Doubts lists the patterns of l in which a space looks as if it stood inside one
// of several choices: in "ansvar|sagen på sig" a space parts elements, so that the
// pattern asks for "ansvar på" or "sagen på", and then "sig".
func (l *Lens) Doubts() []Doubt {
	w := words{analyser: stemming.NewAnalyser(nil, stemming.DefaultLayers()).AsWritten()}
	var out []Doubt
	for i := range l.Entries {
		e := &l.Entries[i]
		for _, list := range e.lists() {
			for _, text := range *list.patterns {
				if phrase := w.doubted(fields(text)); phrase != "" {
					out = append(out, Doubt{e.ID, text, phrase})
				}
			}
		}
	}
	return out
}

// doubted is the first choice of several words that the fields of a pattern seem to
// mean; "" for none.
func (w *words) doubted(fields []string) string {
	for i := 0; i+1 < len(fields); i++ {
		left, right := strings.Split(fields[i], "|"), strings.Split(fields[i+1], "|")
		if strings.HasPrefix(fields[i], "(") || strings.HasPrefix(fields[i+1], "(") || len(left) == 1 {
			continue
		}
		last, first := left[len(left)-1], right[0]
		if w.small(last) && w.mixed(left) || len(right) > 1 && w.small(first) && w.mixed(right) {
			return last + " " + first
		}
	}
	return ""
}

// small says whether a choice is a word that only joins others: "på", "at", "det".
func (w *words) small(choice string) bool {
	if strings.ContainsAny(choice, "<!=-.+") {
		return false
	}
	_, kind := w.term(choice)
	return kind == models.Function
}

// mixed says whether choices hold others than small ones.
func (w *words) mixed(choices []string) bool {
	return slices.ContainsFunc(choices, func(c string) bool { return !w.small(c) })
}

// annotate is the source around the node at a YAML path, with a caret.
func annotate(text []byte, where string) messages.Lines {
	path, err := yaml.PathString(where)
	if err != nil {
		return ""
	}
	source, err := path.AnnotateSource(text, false)
	if err != nil {
		return ""
	}
	return messages.Lines(strings.TrimRight(string(source), "\n"))
}

// report takes one fault: the YAML path of what is wrong, and the message.
type report func(where string, key messages.Key, args ...any)

// check reports everything that is wrong with l by itself.
func (l *Lens) check(bad report) {
	if !plainID(l.ID) || l.ID == models.SeedLens {
		bad("$.lens", "lens_id", l.ID)
	}
	if l.Name == "" {
		bad("$.lens", "lens_lacks", "name")
	}
	if !l.Polarity.known() {
		bad("$.polarity", "lens_polarity", string(l.Polarity))
	}
	if len(l.Entries) == 0 {
		bad("$.lens", "lens_lacks", "entries")
	}
	for _, name := range slices.Sorted(maps.Keys(l.Sets)) {
		for i, w := range l.Sets[name] {
			if _, err := parsePattern(w, nil); err != nil {
				bad(fmt.Sprintf("$.sets.%s[%d]", name, i), err.key, err.args...)
			}
		}
	}
	words := 0
	for i := range l.Entries {
		if words += l.checkEntry(i, bad); words > mostOfLens {
			bad("$.entries", "lens_large", mostOfLens)
			return
		}
	}
}

// checkEntry reports what is wrong with the i-th entry, and counts the words of its
// patterns in all the ways that they may be said in, up to what a lens may have.
func (l *Lens) checkEntry(i int, bad report) (words int) {
	e := &l.Entries[i]
	at := fmt.Sprintf("$.entries[%d]", i)
	if e.Promise != nil {
		if key, args := e.Promise.fault(); key != "" {
			bad(at+".promise", key, args...)
			return 0
		}
		e.promised()
	}
	if !plainID(e.ID) {
		bad(at+".id", "lens_id", e.ID)
	}
	if slices.ContainsFunc(l.Entries[:i], func(o Entry) bool { return o.ID == e.ID }) {
		bad(at+".id", "lens_twice", e.ID)
	}
	if e.Name == "" {
		bad(at+".id", "lens_lacks", "name")
	}
	if len(e.Match)+len(e.Good)+len(e.Bad)+len(e.Short)+len(e.Also) == 0 {
		bad(at+".id", "lens_lacks", "match, good, bad, promise")
	}
	if !e.Polarity.known() {
		bad(at+".polarity", "lens_polarity", string(e.Polarity))
	}
	if e.Near < 0 {
		bad(at+".near", "lens_near", e.Near)
	}
	if e.Limit != "" && limitHours(e.Limit) == 0 {
		bad(at+".limit", "lens_limit", e.Limit)
	}
	for j, id := range e.YieldsTo {
		if id != anyEntry && (id == e.ID || !slices.ContainsFunc(l.Entries, func(o Entry) bool { return o.ID == id })) {
			bad(fmt.Sprintf("%s.yields_to[%d]", at, j), "lens_unknown_entry", id)
		}
	}
	l.checkIDs(at+".also", e.Also, bad)
	l.checkIDs(at+".where", e.Where, bad)
	for _, list := range e.lists() {
		for j, p := range *list.patterns {
			ways, err := parsePattern(p, l.Sets)
			if err != nil {
				bad(fmt.Sprintf("%s.%s[%d]", at, list.name, j), err.key, err.args...)
			}
			l.ways[p] = ways
			if words += wordsIn(ways); words > mostOfLens {
				return words
			}
		}
	}
	return words
}

// checkIDs reports the ids of entries of l itself that it does not have.
func (l *Lens) checkIDs(at string, ids []string, bad report) {
	for j, id := range ids {
		plain, _ := signed(id)
		if !strings.Contains(plain, "/") && !slices.ContainsFunc(l.Entries, func(o Entry) bool { return o.ID == plain }) {
			bad(fmt.Sprintf("%s[%d]", at, j), "lens_unknown_entry", id)
		}
	}
}

// A list is one of an entry's lists of patterns.
type list struct {
	name     string
	patterns *[]string
	role     role
}

// anyEntry stands for any other entry of the lens.
const anyEntry = "*"

// lists are the lists of patterns of e.
func (e *Entry) lists() []list {
	return []list{
		{"match", &e.Match, speaks}, {"good", &e.Good, praises}, {"bad", &e.Bad, blames},
		{"short", &e.Short, speaksAlone}, {"not", &e.Not, takesTouched}, {"clause_without", &e.ClauseWithout, takesClause},
		{"comment_without", &e.CommentWithout, takesComment}, {"clause_with", &e.ClauseWith, needsClause},
		{"comment_with", &e.CommentWith, needsComment}, {"learned_with", &e.LearnedWith, allowsLearned}, {"withdrawn", &e.Withdrawn, withdraws},
	}
}

func (s Sense) known() bool {
	return s == Told || s == Positive || s == Negative || s == None
}

// plainID says whether id is letters a-z, digits and hyphens.
func plainID(id string) bool {
	return id != "" && !strings.ContainsFunc(id, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
}

// ReadDir reads every lens of the .yaml files in dir, by name; none where there
// is no such directory.
func ReadDir(dir string) ([]*Lens, error) {
	names, err := fs.Glob(os.DirFS(dir), "*.yaml")
	if err != nil {
		return nil, messages.FileFault(err, dir)
	}
	var all []*Lens
	for _, name := range names {
		l, err := ReadFile(dir + "/" + name)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// lineOf is the line of the node at a YAML path, from 1; 0 where it cannot be told.
func lineOf(text []byte, where string) int {
	path, err := yaml.PathString(where)
	if err != nil {
		return 0
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return 0
	}
	node, err := path.FilterFile(file)
	if err != nil || node == nil {
		return 0
	}
	return node.GetToken().Position.Line
}
