package source

import (
	"crypto/sha256"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// StandardInput is the file that stands for what is piped in, and StdinName what it is called in
// messages, and the source where none is named.
const (
	StandardInput = "-"
	StdinName     = "stdin"
)

var (
	endings = regexp.MustCompile(`(?i)(\.(csv|tsv|tab|txt|xlsx|xlsm|jsonl|ndjson|json|parquet|pq|gz))+$`)
	copied  = regexp.MustCompile(`(?i)^(kopi af|copy of)[-_ ]+|[-_ ]+(kopi|copy)$`)
	serial  = regexp.MustCompile(`[-_. ]*(\([0-9]+(?:-[0-9]+)?\)|[0-9][-_.:T0-9]*Z?)$`)
	dated   = regexp.MustCompile(`[-_. ]*(\([0-9]+(?:-[0-9]+)?\)|(19|20)[0-9]{2}|[0-9][-_.:T0-9]{5,}Z?)$`)
	period  = regexp.MustCompile(`(?i)[-_. ]+(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|` +
		`january|february|march|may|june|july|october|jan|feb|mar|apr|jun|jul|aug|sept?|o[kc]t|nov|dec|` +
		`kvartal|kvt|quarter|(q[1-4]|k[1-4]|uge ?[0-9]*|week ?[0-9]*|w[0-9]{1,2})([-_. ]+[0-9]{4})?)\.?$`)
)

// periods are words of time that are no name of a survey, folded as names are.
var periods = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range []string{"år", "aar", "year", "måned", "maaned", "month", "uge", "week", "kvartal", "quarter", "dag", "day", "dato", "date"} {
		all[Folded(word)] = true
	}
	return all
}()

// Ending is that of a file's name, with that of what it packs: ".csv.gz".
func Ending(file string) string {
	if ending := endings.FindString(file); ending != "" {
		return ending
	}
	return filepath.Ext(file)
}

// ranged is the end of a name that says from where to where something goes: "scale_1to5".
var ranged = regexp.MustCompile(`(?i)[0-9](to|til)[0-9]+$`)

// serialOff is s without the number of a delivery behind it.
func serialOff(s string) string {
	at := serial.FindStringIndex(s)
	if at == nil {
		return s
	}
	digits := at[0] + len(s[at[0]:at[1]]) - len(strings.TrimLeft(s[at[0]:at[1]], "0123456789"))
	if ranged.MatchString(s[:digits]) {
		return s[:digits]
	}
	return s[:at[0]]
}

// NameOf is the name of the source that a file belongs to: that of the file
// without its endings, without what the copying of a file adds, and without the dates, names
// of months, quarters and weeks, and numbers behind it. Of a name of one letter numbers are a
// part, for the letter alone would be that of any other file.
func NameOf(file string) string {
	stem := endings.ReplaceAllString(filepath.Base(file), "")
	name := shortened(stem, off(period), serialOff, off(copied), off(endings))
	if periods[Folded(name)] { // "år_uge" is called after both
		name = shortened(stem, serialOff, off(copied), off(endings))
	}
	if utf8.RuneCountInString(name) == 1 {
		name = shortened(stem, off(period), off(dated), off(copied), off(endings))
	}
	if name == "" {
		name = stem
	}
	return sourceName(name)
}

// namedBefore is what earlier versions called the source of a file.
func namedBefore(file string) string {
	stem := endings.ReplaceAllString(filepath.Base(file), "")
	if name := Shortened(stem, period, serial); name != "" {
		return sourceName(name)
	}
	return sourceName(stem)
}

// Shortened is a name without what the forms match, as often as they do.
func Shortened(name string, forms ...*regexp.Regexp) string {
	var steps []func(string) string
	for _, form := range forms {
		steps = append(steps, off(form))
	}
	return shortened(name, steps...)
}

// off takes away what form matches.
func off(form *regexp.Regexp) func(string) string {
	return func(s string) string { return form.ReplaceAllString(s, "") }
}

func shortened(name string, steps ...func(string) string) string {
	for {
		shorter := name
		for _, step := range steps {
			shorter = step(shorter)
		}
		if shorter == name {
			return name
		}
		name = shorter
	}
}

// sourceName makes s a name that a source may have: text without a slash.
func sourceName(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return norm.NFC.String(withoutSlashes.Replace(strings.TrimSpace(s)))
}

var withoutSlashes = strings.NewReplacer("/", "-", `\`, "-")

// ValidName says whether a source may be called so.
func ValidName(name string) bool { return name != "" && sourceName(name) == name }

// Folded is a source's name as it is compared: names that are folded alike are one source's,
// written by other hands.
func Folded(name string) string {
	name = strings.ToLower(norm.NFC.String(name))
	return alike.Replace(name)
}

// alike brings names together that are written by other hands.
var alike = strings.NewReplacer("aa", "å", "ae", "æ", "oe", "ø", "ö", "ø", "ä", "æ", " ", "", "-", "", "_", "", ".", "")

// A naming is what the source of a file is called.
type naming struct {
	name   string
	byFile bool              // whether the file's name alone gives it
	of     [sha256.Size]byte // tells the whole name that it hides part of; zero where it hides none
	note   *Note             // what there is to say of it
}

// naming is what the source of a file is called, by the name that it has now.
func (cfg *Config) naming(file string) naming {
	n := cfg.namingOf(file)
	if cfg.Renamed == nil {
		return n
	}
	if now := cfg.Renamed(n.name); now != n.name {
		told := note("source_renamed", n.name, now)
		n.name, n.note = now, &told
	}
	return n
}

// firstCalled is what a source was called when the first of its responses came.
func (cfg *Config) firstCalled(name string) string {
	if cfg.FirstCalled == nil {
		return name
	}
	return cfg.FirstCalled(name)
}

// namingOf is the naming of a file as if nobody had renamed a source: nothing of it is
// personal data, unless earlier nights have kept it so, for else it would be another source.
func (cfg *Config) namingOf(file string) naming {
	whole := NameOf(file)
	if before := namedBefore(file); before != whole {
		if _, known := cfg.Readings[before]; known {
			whole = before
		}
	}
	name := sourceName(cfg.hidden(whole))
	_, known := cfg.Readings[whole]
	if said := sourceName(cfg.Name); said != "" {
		return naming{name: said, byFile: said == name || said == whole}
	}
	switch {
	case name == whole && !known:
		return cfg.twin(name)
	case name == whole:
		return naming{name: name, byFile: true}
	case known:
		n := note("source_name_kept", name)
		return naming{name: whole, byFile: true, note: &n}
	}
	n := note("source_name_hidden", name)
	return naming{name: name, byFile: true, of: sha256.Sum256([]byte(whole)), note: &n}
}

// twin is the naming of a file that no source is known for by its very name: that of a
// source whose name is but written otherwise, known before or from among the files that are
// read together.
func (cfg *Config) twin(name string) naming {
	alike := []string{name}
	for known := range cfg.Readings {
		if Folded(known) == Folded(name) {
			alike = append(alike, known)
		}
	}
	for _, other := range cfg.Sources {
		if Folded(other) == Folded(name) && !slices.Contains(alike, other) {
			alike = append(alike, other)
		}
	}
	if len(alike) > 1 {
		alike = alike[1:]
	} else {
		for _, file := range cfg.together {
			if other := NameOf(file); Folded(other) == Folded(name) && sourceName(cfg.hidden(other)) == other {
				alike = append(alike, other)
			}
		}
	}
	if slices.Sort(alike); alike[0] == name {
		return naming{name: name, byFile: true}
	}
	n := note("source_name_twin", alike[0], name)
	return naming{name: alike[0], byFile: true, note: &n}
}
