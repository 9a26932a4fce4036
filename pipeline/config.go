package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/codebook"
	"stemme/pipeline/copies"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/remote"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// Config says what one run does. Its YAML form is stemme.yaml. Workers and Lang
// never change the result of a night, and are no part of its identity.
type Config struct {
	Data       string                  `yaml:"data"`        // directory of ledger and editions
	Sources    []Source                `yaml:"sources"`     // surveys and channels to read
	Lang       string                  `yaml:"lang"`        // the program's own words: da or en
	Salt       string                  `yaml:"salt"`        // secret of the customers' hashes, 16 characters or more; "" makes one of the first survey
	Dictionary string                  `yaml:"dictionary"`  // Hunspell .dic or plain list of Danish words, to split compounds and mend spelling by; "" for none
	Purpose    string                  `yaml:"purpose"`     // why the organisation measures; opens the report
	Workers    int                     `yaml:"workers"`     // goroutines, at least 1
	Keep       int                     `yaml:"keep"`        // editions kept, at least 1
	KeepMonths int                     `yaml:"keep_months"` // and the newest of each of so many months, 0 for none
	KeepDays   int                     `yaml:"keep_days"`   // but none older than so many days, 0 for any age
	Retention  string                  `yaml:"retention"`   // how long responses are kept, such as "24 months"; "" for ever
	Rejected   float64                 `yaml:"rejected"`    // share of rows that may be rejected without exit code 3, in [0, 1]
	Themes     Themes                  `yaml:"themes"`
	Figures    Figures                 `yaml:"figures"`
	Tables     Files                   `yaml:"tables"`
	Limits     Limits                  `yaml:"limits"`
	Journey    []arrivals.JourneyStage `yaml:"journey"` // stages in their order; none leaves those of the files
	Renamed    []arrivals.Renaming     `yaml:"renamed"` // units, touchpoints, stages and values of segments that are called otherwise now
	Turned     []string                `yaml:"turned"`  // sources of whose scores the lowest is the best
	Lenses     Lenses                  `yaml:"lenses"`
	Serve      Serve                   `yaml:"serve"`

	Playbook    string `yaml:"playbook"`    // who receives which responses, and how soon; playbook.yaml in Data where it is empty
	Initiatives string `yaml:"initiatives"` // the improvement register; initiatives.yaml in Data where it is empty
	KPIs        string `yaml:"kpis"`        // figures with targets; kpis.yaml in Data where it is empty

	Publish []copies.Target `yaml:"publish"` // where the tables of each edition are copied to

	Sample       int  `yaml:"-"` // bytes of each file that Read reads, to look at large ones; 0 for all
	AsNew        bool `yaml:"-"` // accept responses that stand under another source already
	AsCorrection bool `yaml:"-"` // accept responses in the place of others that have their ids
	AcceptLoss   bool `yaml:"-"` // go on with what is left of a ledger that is not whole, for ever

	Stdin io.Reader `yaml:"-"` // what the file "-" holds; nil for none

	kinds map[string]models.Kind // of the sources of the file that it was read from, surveys left out
	names ledger.Names           // how sources were renamed
}

// Source says how one survey or channel is read. Empty fields are recognised
// from the files.
type Source struct {
	Name      string            `yaml:"name"`                        // without slash; the file's stem by default
	Files     []string          `yaml:"files"`                       // paths and globs
	Drop      string            `yaml:"drop" json:",omitempty"`      // folder whose files are read, and then moved away
	Done      string            `yaml:"done" json:",omitempty"`      // folder that they are moved to, on the same file system; done in Drop where it is empty
	HTTP      *remote.Pages     `yaml:"http" json:",omitempty"`      // pages of JSON
	Postgres  *remote.Postgres  `yaml:"postgres" json:",omitempty"`  // a query
	SQLServer *remote.SQLServer `yaml:"sqlserver" json:",omitempty"` // a query
	Columns   map[string]string `yaml:"columns"`                     // field: header
	Scale     string            `yaml:"scale"`                       // as models.ParseScale reads it
	Language  string            `yaml:"language"`                    // auto, or a language code
	Persons   []string          `yaml:"persons"`                     // headers that name staff; left out while reading
	Timezone  string            `yaml:"timezone"`                    // IANA name; of times without a zone
	Expect    string            `yaml:"expect" json:",omitempty"`    // required: a delivery without rows stops the run; "" lets it be a night without news
	Kind      string            `yaml:"kind" json:",omitempty"`      // survey, open, employees or panel; only surveys count in NPS. It needs Name
	Delimiter string            `yaml:"delimiter" json:",omitempty"` // sign between the cells of a CSV file, or tab; "" recognises it
	Dates     string            `yaml:"dates" json:",omitempty"`     // day, month or year: which stands first in 04-05-24; "" recognises it
}

// Themes says how themes are found.
type Themes struct {
	Number         int     `yaml:"number"`                    // themes to find; 0 chooses from the data
	MinProbability float64 `yaml:"min_probability"`           // a less likely theme is no mention, in [0, 1]
	Seed           uint64  `yaml:"seed"`                      // of every draw
	RefitAfter     float64 `yaml:"refit_after"`               // fit again when the responses have grown by this share, 0 for never
	Edits          string  `yaml:"edits"`                     // the codebook's file; edits.yaml in Data where it is empty
	Vectors        string  `yaml:"vectors" json:",omitempty"` // file of word vectors in word2vec's or fastText's text format, gzip too; "" for none
	Fresh          bool    `yaml:"-"`                         // forget the theme model of the night before
	Refit          bool    `yaml:"-"`                         // fit it again in any case
	AssignOnly     bool    `yaml:"-"`                         // leave it as it is in any case
	EditsOnly      bool    `yaml:"-"`                         // only replay the edits on it; see carry

	whole bool // EditsOnly takes nothing over: for the test that taking over changes nothing
}

// Lenses says what lists of entries comments are read by.
type Lenses struct {
	Use    []string `yaml:"use"`    // ids of lenses that ship with the program; none named but supplements is all that are for any trade, none is no shipped one
	Folder string   `yaml:"folder"` // of the analysts' own, *.yaml; lenses in Data where it is empty
	Below  int      `yaml:"below"`  // with fewer comments the customer lens leads and found themes stand beside it
}

// Figures says how the score is measured.
type Figures struct {
	SmallGroup        int   `yaml:"small_group"`         // figures of fewer responses are withheld, at least 1
	MixScales         bool  `yaml:"mix_scales"`          // allow scores on different scales in one figure
	LatestPerCustomer bool  `yaml:"latest_per_customer"` // measure only each customer's latest response
	Value             Value `yaml:"value"`               // what a customer of each class is worth
}

// Limits bound what a delivery may hold. They never change what is read, only
// whether.
type Limits struct {
	UnpackedMB int `yaml:"unpacked_mb"` // MB that a file may hold, unpacked, and its cells may take in memory
}

// Files says who may read the tables.
type Files struct {
	Group         string `yaml:"group"`          // group of the system that may read the open tables; "" for none
	Compression   string `yaml:"compression"`    // of the Parquet files: zstd, or snappy for readers that know no other; "" is zstd
	PartitionRows int    `yaml:"partition_rows"` // responses and mentions with more rows are a folder with a file for each year; 0 for never
}

func (f Files) snappy() bool { return f.Compression == "snappy" }

// Value says what a customer of each class is worth, in any unit; a class
// without a value is left out of what is at stake.
type Value struct {
	Promoter  float64  `yaml:"promoter"`
	Passive   *float64 `yaml:"passive"`
	Detractor float64  `yaml:"detractor"`
}

func (v Value) values() nps.ClassValues {
	passive := math.NaN()
	if v.Passive != nil {
		passive = *v.Passive
	}
	return nps.ClassValues{Promoter: v.Promoter, Passive: passive, Detractor: v.Detractor}
}

// DefaultConfig is what a run does when nothing is said.
func DefaultConfig() Config {
	return Config{
		Data:     "stemme-data",
		Lang:     "da",
		Workers:  runtime.GOMAXPROCS(0),
		Keep:     14,
		Rejected: 0.05,
		Themes:   Themes{MinProbability: themes.DefaultMinProbability, Seed: 1, RefitAfter: themes.DefaultRefitAfter},
		Lenses:   Lenses{Below: DefaultLensBelow},
		Limits:   Limits{UnpackedMB: source.DefaultUnpacked >> 20},
		Tables:   Files{PartitionRows: 5_000_000},
		Figures:  Figures{SmallGroup: 5, Value: Value{Promoter: 3, Detractor: 1}},
	}
}

// DefaultLensBelow is how many comments themes need to say more than the customer
// lens does. Of samples of a survey the themes agreed with those of all 4,890 comments
// (adjusted Rand index of primary themes, two draws each) by 0.07 to 0.14 at 120 and
// 240 comments, 0.12 and 0.29 at 580, 0.38 and 0.41 at 1,150; of reviews by at most
// 0.16 up to 1,600 (November 2026).
const DefaultLensBelow = 1200

// LoadConfig reads a YAML file over DefaultConfig. A field it does not know, or
// one given twice, is an error that names its line. Relative paths in it are
// taken from the file's own directory.
func LoadConfig(path string) (Config, error) {
	cfg := DefaultConfig()
	text, err := messages.ReadFile(path)
	if err != nil {
		return cfg, messages.Wrap(unwrapPath(err), "config_unreadable", path)
	}
	if err := messages.StrictYAML(text, path, &cfg); err != nil {
		return cfg, err
	}
	base := filepath.Dir(path)
	cfg.Data, cfg.Themes.Edits, cfg.Dictionary = under(base, cfg.Data), under(base, cfg.Themes.Edits), under(base, cfg.Dictionary)
	cfg.Serve.TLS.Cert, cfg.Serve.TLS.Key = under(base, cfg.Serve.TLS.Cert), under(base, cfg.Serve.TLS.Key)
	cfg.Themes.Vectors, cfg.Lenses.Folder = under(base, cfg.Themes.Vectors), under(base, cfg.Lenses.Folder)
	cfg.Playbook, cfg.Initiatives, cfg.KPIs = under(base, cfg.Playbook), under(base, cfg.Initiatives), under(base, cfg.KPIs)
	for i := range cfg.Publish {
		cfg.Publish[i].Folder, cfg.Publish[i].Credentials = under(base, cfg.Publish[i].Folder), under(base, cfg.Publish[i].Credentials)
	}
	for i := range cfg.Sources {
		for j, file := range cfg.Sources[i].Files {
			cfg.Sources[i].Files[j] = under(base, file)
		}
		cfg.Sources[i].underBase(base)
		cfg.Sources[i].Drop, cfg.Sources[i].Done = under(base, cfg.Sources[i].Drop), under(base, cfg.Sources[i].Done)
	}
	cfg.kinds = cfg.allKinds()
	return cfg, messages.Wrap(cfg.Validate(), "config_faulty", path)
}

// LangIn is the language that a configuration file names, whatever faults the rest of
// it has; "" for none.
func LangIn(path string) string {
	text, err := messages.ReadFile(path)
	if err != nil || messages.BoundYAML(text, path) != nil {
		return ""
	}
	var named struct{ Lang string }
	_ = messages.GuardYAML(path, func() error { return yaml.Unmarshal(text, &named) }) // its faults are told by LoadConfig
	return named.Lang
}

// Validate returns all faults of cfg at once.
func (cfg Config) Validate() error {
	var faults []error
	bad := func(ok bool, field, want string) {
		if !ok {
			faults = append(faults, messages.Errorf("config_field", field, want))
		}
	}
	_, err := messages.ParseLang(cfg.Lang)
	bad(err == nil, "lang", "da, en")
	bad(cfg.Data != "", "data", "…/")
	bad(cfg.Salt == "" || len(cfg.Salt) >= 16, "salt", ">= 16 tegn/characters")
	bad(cfg.Workers >= 1, "workers", ">= 1")
	bad(cfg.Keep >= 1, "keep", ">= 1")
	bad(cfg.KeepMonths >= 0, "keep_months", ">= 0")
	bad(cfg.KeepDays >= 0, "keep_days", ">= 0")
	_, err = cfg.oldest(time.Now())
	bad(err == nil, "retention", "24 months, 2 years, 730 days, …")
	bad(cfg.Rejected >= 0 && cfg.Rejected <= 1, "rejected", "0..1")
	bad(cfg.Themes.Number == 0 || cfg.Themes.Number >= 2 && cfg.Themes.Number <= 500, "themes.number", "0, 2..500")
	bad(cfg.Themes.MinProbability >= 0 && cfg.Themes.MinProbability <= 1, "themes.min_probability", "0..1")
	bad(cfg.Themes.RefitAfter >= 0, "themes.refit_after", ">= 0")
	bad(cfg.Lenses.Below >= 0, "lenses.below", ">= 0")
	bad(cfg.Limits.UnpackedMB >= 1 && cfg.Limits.UnpackedMB <= 1<<20, "limits.unpacked_mb", "1..1048576")
	bad(cfg.Figures.SmallGroup >= 1, "figures.small_group", ">= 1")
	bad(cfg.Tables.PartitionRows >= 0, "tables.partition_rows", ">= 0")
	bad(cfg.Tables.Compression == "" || cfg.Tables.Compression == "zstd" || cfg.Tables.snappy(), "tables.compression", "zstd, snappy")
	for _, t := range cfg.Publish {
		field, want := t.Fault()
		bad(field == "", field, want)
	}
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		s.check(func(ok bool, field, want string) { bad(ok, s.field(i, field), want) })
		if from := s.remote(); from != nil {
			from.Validate(func(ok bool, field, want string) {
				if !ok && (strings.HasSuffix(field, ".dsn") || strings.HasSuffix(field, ".token")) {
					faults = append(faults, messages.Errorf("config_secret", s.field(i, field), want))
					return
				}
				bad(ok, s.field(i, field), want)
			})
		}
	}
	for i := range cfg.Renamed {
		faults = append(faults, cfg.Renamed[i].Faults(i)...)
	}
	return errors.Join(append(faults, slices.Concat(arrivals.JourneyFaults(cfg.Journey), cfg.Serve.faults(), cfg.dataFaults(), cfg.dropFaults())...)...)
}

// field names a field of the source at place i as the file has it.
func (s *Source) field(i int, field string) string {
	if field == "sources" {
		return field
	}
	return "sources." + cmp.Or(s.Name, strconv.Itoa(i+1)) + "." + field
}

// check tells bad of every field, whether it is right and what it has to be.
func (s *Source) check(bad func(ok bool, field, want string)) {
	if s.Scale != "" {
		_, err := models.ParseScale(s.Scale)
		bad(err == nil, "scale", "0-10, 1-10, 1-5, LOW-HIGH:PASSIVE,PROMOTER")
	}
	if s.Timezone != "" {
		_, err := time.LoadLocation(s.Timezone)
		bad(err == nil, "timezone", "Europe/Copenhagen, UTC, …")
	}
	_, known := kindNames[s.Kind]
	bad(known, "kind", "survey, open, employees, panel")
	ways := 0
	for _, way := range []bool{len(s.Files) > 0, s.Drop != "", s.HTTP != nil, s.Postgres != nil, s.SQLServer != nil} {
		if way {
			ways++
		}
	}
	bad(ways <= 1, "sources", "files | drop | http | postgres | sqlserver")
	bad(s.Done == "" || s.Drop != "", "done", "drop: …")
	bad(s.Expect == "" || s.Expect == expectRequired, "expect", expectRequired)
	bad(s.Name != "" || s.remote() == nil && kindNames[s.Kind] == models.Survey, "name", "name: …")
	_, known = source.ParseDelimiter(s.Delimiter)
	bad(s.Delimiter == "" || known, "delimiter", source.Delimiters)
	bad(s.Dates == "" || slices.Contains([]string{source.DayFirst, source.MonthFirst, source.YearFirst}, s.Dates), "dates", "day, month, year")
	switch models.Language(s.Language) {
	case "", "auto", models.Danish, models.Swedish, models.Norwegian, models.English, models.Other:
	default:
		bad(false, "language", "auto, da, sv, nb, en, other")
	}
}

// EditsPath is the codebook's file.
func (cfg *Config) EditsPath() string {
	return cmp.Or(cfg.Themes.Edits, filepath.Join(cfg.Data, codebook.Name))
}

func under(base, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(base, path)
}

// unwrapPath is the system's reason without the path, which the message around
// it already names.
func unwrapPath(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// inputs are the hashes of the files that the configuration names and that what
// is found depends on; "" for none.
type inputs struct{ dictionary, vectors, lenses string }

// inputs reads the files that the configuration names.
func (cfg *Config) inputs() (in inputs, err error) {
	words, err := dictionary(cfg.Dictionary)
	if err != nil {
		return inputs{}, err
	}
	in.dictionary = hashOfWords(words)
	if in.vectors, err = hashOfFile(cfg.Themes.Vectors); err != nil {
		return inputs{}, err
	}
	lenses, err := cfg.ReadLenses()
	in.lenses = hashOfLenses(lenses)
	return in, err
}

// identity is the hash of all that the configuration says about what is found
// and measured, and of the files in; where the night runs, and on how many cores,
// is no part of it.
func (cfg Config) identity(in inputs) string {
	how := cfg.Themes
	how.Edits, how.Fresh, how.Refit, how.AssignOnly, how.EditsOnly = "", false, false, false, false
	how.Vectors = in.vectors
	text, err := json.Marshal(struct {
		Themes     Themes
		Figures    Figures
		Dictionary string                 `json:",omitempty"`
		Kinds      map[string]models.Kind `json:",omitempty"`
		Lenses     string
		Journey    []arrivals.JourneyStage `json:",omitempty"`
		Renamed    []arrivals.Renaming     `json:",omitempty"`
		Turned     []string                `json:",omitempty"`
		Snappy     bool                    `json:",omitempty"`
		Parts      int                     `json:",omitempty"`
	}{how, cfg.Figures, in.dictionary, cfg.allKinds(), in.lenses, cfg.Journey, cfg.Renamed, cfg.Turned, cfg.Tables.snappy(), cfg.Tables.PartitionRows})
	if err != nil {
		panic("pipeline: a configuration that is no JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
