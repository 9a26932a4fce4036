package codebook

import (
	"errors"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"stemme/pipeline/messages"
)

// KPIsName is what the file of KPIs is called where no other path is configured.
const KPIsName = "kpis.yaml"

// KPIs is what the file of KPIs says: figures with a target, series that
// departments measure themselves, and what customers did afterwards.
type KPIs struct {
	KPIs     []KPI     `yaml:"kpis"`
	Series   []Series  `yaml:"series"`
	Outcomes []Outcome `yaml:"outcomes"`

	asked []error // see Asked
}

// A KPI is a figure of a team that is held against a target.
type KPI struct {
	ID      string  `yaml:"id"`
	Name    string  `yaml:"name"`
	Measure Measure `yaml:"measure"`
	Where   Where   `yaml:"where"`  // the responses that it is of; empty for all
	Period  string  `yaml:"period"` // month, quarter or year; month by default
	Target  Target  `yaml:"target"`
	Owner   string  `yaml:"owner"` // function that answers for it
}

// A Measure says what is measured: nps, promoters or detractors (shares in per
// cent), share:THEME (per cent of the commented that mention it), praise:THEME and
// blame:THEME (that praise it, and complain of it), theme_nps:THEME (of those who
// mention it), or rating:NAME (a mean).
type Measure string

// Kind and subject of m: "share" and "t0007".
func (m Measure) Split() (kind, subject string) {
	kind, subject, _ = strings.Cut(string(m), ":")
	return kind, subject
}

// OfTheme says whether m is of a theme, which is then its subject.
func (m Measure) OfTheme() bool { kind, subject := m.Split(); return subject != "" && kind != "rating" }

var measureForm = regexp.MustCompile(`^(nps|promoters|detractors|(share|praise|blame|theme_nps|rating):.+)$`)

// Themes are those that k is of: of its measure, and of its conditions.
func (k *KPI) Themes() []string {
	if k.Measure.OfTheme() {
		_, subject := k.Measure.Split()
		return append([]string{subject}, k.Where.Theme...)
	}
	return k.Where.Theme
}

// A Target is at least or at most a number.
type Target struct {
	AtMost  bool
	Value   float64
	Given   bool
	Percent bool // written with the sign: what is below 1 is meant so
}

var targetForm = regexp.MustCompile(`^(>=|<=)\s*(-?[0-9]+(?:[.,][0-9]+)?)\s*(%?)$`)

// UnmarshalYAML reads ">= 30", "<= 4,5" and "<= 0,5 %".
func (t *Target) UnmarshalYAML(node ast.Node) error {
	word := messages.YAMLScalar(node)
	target, ok := ParseTarget(word)
	if !ok {
		return messages.YAMLValueFault(node, "kpi_target", word)
	}
	*t = target
	return nil
}

// ParseTarget reads a target as it is written; false where it is none.
func ParseTarget(text string) (Target, bool) {
	m := targetForm.FindStringSubmatch(text)
	if m == nil {
		return Target{}, false
	}
	v, err := strconv.ParseFloat(strings.Replace(m[2], ",", ".", 1), 64)
	return Target{AtMost: m[1] == "<=", Value: v, Given: true, Percent: m[3] != ""}, err == nil
}

// Met says whether v meets t.
func (t Target) Met(v float64) bool {
	if t.AtMost {
		return v <= t.Value
	}
	return v >= t.Value
}

// String is t as it is written.
func (t Target) String() string {
	if !t.Given {
		return ""
	}
	sign := ">= "
	if t.AtMost {
		sign = "<= "
	}
	return sign + number(t.Value)
}

// A Series is what a department measures by day, held beside a theme.
type Series struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	File  string `yaml:"file"`  // CSV: a day and a number a line; relative to the file of KPIs
	Theme string `yaml:"theme"` // id of the theme it is held beside
	Where Where  `yaml:"where"` // the responses whose mentions count; empty for all
	Lags  int    `yaml:"lags"`  // weeks by which the theme may follow, 0 to 12
	Owner string `yaml:"owner"`
}

// An Outcome is what customers did after they answered, as a segment of the
// source tells: came again, left.
type Outcome struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Segment string   `yaml:"segment"` // name of the segment
	Yes     []string `yaml:"yes"`     // values that mean it happened
	No      []string `yaml:"no"`      // values that mean it did not; empty takes every other value
}

// ReadKPIs reads the file at path; nothing where there is none. All that is wrong
// with it is told at once, each fault with its line.
func ReadKPIs(path string) (KPIs, error) {
	var k KPIs
	tree, found, err := readStrict(path, &k)
	if err != nil || !found {
		return k, err
	}
	c := &checker{path: path, tree: tree}
	known := map[string]bool{}
	asked := &checker{path: path, tree: tree}
	for i := range k.KPIs {
		k.KPIs[i].check(c, item("kpis", i), known)
		if key, args, ok := k.KPIs[i].Question(); ok {
			asked.add(false, item("kpis", i), key, args...)
		}
	}
	k.asked = asked.faults
	for i := range k.Series {
		one, at := &k.Series[i], item("series", i)
		c.id(at, one.ID, known)
		c.add(one.File != "", at, "book_lacks", one.ID, "file")
		c.add(one.Theme != "", at, "book_lacks", one.ID, "theme")
		c.add(one.Lags >= 0 && one.Lags <= 12, at, "kpi_lags", one.ID)
		one.Where.check(c, at)
		if one.File != "" && !filepath.IsAbs(one.File) {
			one.File = filepath.Join(filepath.Dir(path), one.File)
		}
	}
	for i, one := range k.Outcomes {
		at := item("outcomes", i)
		c.id(at, one.ID, known)
		c.add(one.Segment != "", at, "book_lacks", one.ID, "segment")
		c.add(len(one.Yes) > 0, at, "book_lacks", one.ID, "yes")
	}
	return k, c.err()
}

func (k *KPI) check(c *checker, at string, known map[string]bool) {
	c.id(at, k.ID, known)
	if k.Period == "" {
		k.Period = "month"
	}
	c.add(measureForm.MatchString(string(k.Measure)), at, "kpi_measure", k.ID, string(k.Measure))
	c.add(k.Period == "month" || k.Period == "quarter" || k.Period == "year", at, "kpi_period", k.ID, k.Period)
	k.Where.check(c, at)
}

// Asked is what is asked about the file, each question with its line; nil for none. It
// stops no night: the KPIs are read as they are written.
func (k *KPIs) Asked() error { return errors.Join(k.asked...) }

// Question is what is asked about a target that looks like a share of 1: of a measure in per cent,
// less than one per cent, and not said to be per cent. asked is false where nothing is.
func (k *KPI) Question() (key messages.Key, args []any, asked bool) {
	kind, _ := k.Measure.Split()
	if k.Target.Percent || k.Target.Value <= 0 || k.Target.Value >= 1 || !slices.Contains([]string{"promoters", "detractors", "share", "praise", "blame"}, kind) {
		return "", nil, false
	}
	return "kpi_target_share", []any{k.ID, k.Target.String(), number(math.Round(1e6*k.Target.Value) / 1e4), number(k.Target.Value)}, true
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
