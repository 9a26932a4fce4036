package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"html/template"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A Pack is what a unit takes to its meeting: its page, and what its customers
// wrote. Nothing in it is about a person.
type Pack struct {
	*Page
	File       string  // name within the folder of packs
	Gold       []Bar   // themes that the unit hears more often than the others, and that are praised
	Hurts      []Bar   // likewise, and complained of
	Others     []Bar   // likewise, and neither for sure
	Detractors []Quote // what went wrong, unlike each other
	Promoters  []Quote // what went well: best practice, and stories to tell
	Praise     []Quote // promises that were kept
	Peaks      []Quote // the best of each stage of the journey
}

// A Quote is a masked comment with the reason for its pick.
type Quote struct{ Text, Where, Why string }

// PackOptions say which packs to make.
type PackOptions struct {
	PageOptions                                // Unit is not used
	Permitted   func(*ledger.ResponseRow) bool // whether a comment may be quoted; nil permits all
	Promises    func(lens string) bool         // whether a lens holds promises; nil: none does
	SmallGroup  int                            // units of fewer responses in the period are not named; 0 names none
	Leads       *Own                           // all figures, of which each pack gets those of its unit: see models.LeaderOf; nil for what the open tables show
}

// Packs is what was written.
type Packs struct {
	Written  int
	Withheld int  // units of which no score is shown in the period
	Units    bool // whether any response has a unit
}

// Quotes of each kind at most, and how long a comment may be: shorter ones say
// little, longer ones are not read out. Chosen by eye.
const (
	mostQuotes               = 4
	shortestQuote, longQuote = 25, 420
)

// WritePacks writes a pack for every unit that may be shown to its own leader in the period, the
// library of what went well in any of them, and an index.html that leads to all.
// The index says which units have none, and why.
func WritePacks(ctx context.Context, tables, out string, opt PackOptions) (done Packs, err error) {
	w, err := newPacker(tables, opt)
	if err != nil {
		return done, err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return done, messages.FileFault(err, out)
	}
	units, withheld := w.units()
	open := w.openScores()
	done = Packs{Withheld: len(withheld), Units: len(units)+len(withheld) > 0}
	var packs []*Pack
	for _, unit := range units {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		pack, err := w.pack(unit)
		if err != nil {
			return done, err
		}
		if err := writeFile(filepath.Join(out, pack.File), pack.writeHTML); err != nil {
			return done, err
		}
		pack.Score = open(unit) // the index goes round
		packs = append(packs, pack)
	}
	library := w.library()
	if err := writeFile(filepath.Join(out, libraryFile), func(b io.Writer) error { return writeLibrary(b, w.whole, library) }); err != nil {
		return done, err
	}
	done.Written = len(packs)
	index := packIndex{Page: w.whole, CSS: template.CSS(pageCSS), Packs: packs, Without: w.without(withheld, opt.SmallGroup)}
	if len(library) > 0 {
		index.Library = libraryFile
	}
	return done, writeFile(filepath.Join(out, "index.html"), func(b io.Writer) error { return pageTemplate.ExecuteTemplate(b, "index", index) })
}

func writeFile(path string, write func(io.Writer) error) error {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return err
	}
	return messages.FileFault(os.WriteFile(path, body.Bytes(), 0o600), path)
}

// packer holds what packs are made from: the tables are read once.
type packer struct {
	filler
	permitted func(*ledger.ResponseRow) bool
	quotable  []*ledger.ResponseRow            // of the period
	byUnit    map[string][]*ledger.ResponseRow // likewise, under every unit of their path
	answered  map[string]int                   // responses of the period by unit, and every unit above it
	voices    map[string]*themes.Voice         // what a response says, by its key
	polarity  map[string]float64               // sum over a response's mentions, by its key
	lowers    map[string]bool                  // themes that surely go with a lower score
	kept      map[string][]string              // the promises that a response says were kept, by its key
	whole     *Page
	leads     *Own
	rows      map[string]*unitRows // what the tables hold of each unit
	now       []nps.CutRow         // of the units in the period
	own       map[string]*unitRows // what leads holds of each unit
	ownNow    []nps.CutRow
}

// unitRows are the rows of one unit: themes of the period alone.
type unitRows struct {
	cuts     []nps.CutRow
	mentions []nps.ThemeScoreRow
	changes  []nps.ChangeRow
}

// part sorts the rows of figures by unit, so that a pack need not go through all, and lists those of
// the units in the period.
func (w *packer) part(cuts []nps.CutRow, mentions []nps.ThemeScoreRow, changes []nps.ChangeRow) (rows map[string]*unitRows, now []nps.CutRow) {
	rows = map[string]*unitRows{}
	of := func(unit string) *unitRows {
		if rows[unit] == nil {
			rows[unit] = &unitRows{}
		}
		return rows[unit]
	}
	for i := range cuts {
		if c := &cuts[i]; c.Dimension == nps.DimensionUnit {
			of(c.Value).cuts = append(of(c.Value).cuts, *c)
			if c.Period == w.period && c.PeriodKind == w.kind {
				now = append(now, *c)
			}
		}
	}
	for i := range mentions {
		if m := &mentions[i]; m.Dimension == nps.DimensionUnit && m.Period == w.period {
			of(m.Value).mentions = append(of(m.Value).mentions, *m)
		}
	}
	for i := range changes {
		if c := &changes[i]; c.Dimension == nps.DimensionUnit {
			of(c.Value).changes = append(of(c.Value).changes, *c)
		}
	}
	return rows, now
}

func newPacker(dir string, opt PackOptions) (*packer, error) {
	w := &packer{filler: filler{PageOptions: opt.PageOptions}, permitted: opt.Permitted, byUnit: map[string][]*ledger.ResponseRow{}, answered: map[string]int{}}
	w.Unit = ""
	if err := w.load(dir); err != nil {
		return nil, err
	}
	if err := w.choose(); err != nil {
		return nil, err
	}
	responses, err := ledger.Responses.Read(dir)
	if err != nil {
		return nil, err
	}
	mentions, err := themes.Mentions.Read(dir)
	if err != nil {
		return nil, err
	}
	w.tones = newTones(w.period)
	for i := range responses {
		w.file(&responses[i])
		w.tones.place(&responses[i], w.kind)
	}
	w.hear(mentions, opt.Promises)
	w.tones.count()
	w.whole = w.page()
	w.rows, w.now = w.part(w.cuts, w.mentions, w.changes)
	if w.leads = opt.Leads; w.leads != nil {
		w.own, w.ownNow = w.part(w.leads.Cuts, w.leads.Themes, nil)
	}
	drivers, err := nps.Drivers.Read(dir)
	if err != nil {
		return nil, err
	}
	w.lowers = map[string]bool{}
	for _, d := range drivers {
		w.lowers[d.ThemeID] = w.lowers[d.ThemeID] || d.Outcome == nps.OutcomeNPS && d.Sure() && d.Effect < 0
	}
	return w, nil
}

// hear takes in what every response says of what, for and against, and which promises
// it says were kept.
func (w *packer) hear(mentions []themes.MentionRow, promises func(lens string) bool) {
	w.voices, w.polarity, w.kept = themes.Hear(mentions), map[string]float64{}, map[string][]string{}
	for i := range mentions {
		m := &mentions[i]
		w.tones.hear(m)
		if !math.IsNaN(m.Polarity) {
			w.polarity[m.ResponseKey] += m.Polarity
		}
		lens, _, isEntry := strings.Cut(m.ThemeID, "/")
		if isEntry && m.Polarity > 0 && promises != nil && promises(lens) && !slices.Contains(w.kept[m.ResponseKey], m.ThemeID) {
			w.kept[m.ResponseKey] = append(w.kept[m.ResponseKey], m.ThemeID)
		}
	}
}

// file lists a response of the period that may be quoted, also with all units of its
// path, and counts it there.
func (w *packer) file(r *ledger.ResponseRow) {
	if r.Kind != models.Survey || r.IsRepeat || nps.PeriodName(w.kind, r.RespondedOn) != w.period {
		return
	}
	n := len([]rune(r.Comment))
	quotable := n >= shortestQuote && n <= longQuote && (w.permitted == nil || w.permitted(r))
	if quotable {
		w.quotable = append(w.quotable, r)
	}
	for unit := r.Unit; unit != ""; unit = models.UnitAbove(unit) {
		w.answered[unit]++
		if quotable {
			w.byUnit[unit] = append(w.byUnit[unit], r)
		}
	}
}

// units are those that have a pack in the period, by path, and those that have none: of too few
// responses or, where packs are of the open tables, withheld, or of so few responses in all that no table of figures names them.
func (w *packer) units() (shown, withheld []string) {
	told, now := map[string]bool{}, w.now
	if w.leads != nil {
		now = w.ownNow
	}
	for i := range now {
		c := &now[i]
		switch {
		case c.Value == "":
			continue
		case c.Suppressed || w.leads != nil && int(c.Responses.N) < w.leads.Few:
			withheld = append(withheld, c.Value)
		default:
			shown = append(shown, c.Value)
		}
		told[c.Value] = true
	}
	for unit := range w.answered {
		if !told[unit] {
			withheld = append(withheld, unit)
		}
	}
	slices.Sort(shown)
	slices.Sort(withheld)
	return shown, withheld
}

// openScores says what everybody may see of the score of each unit in the period.
func (w *packer) openScores() func(unit string) Bar {
	scores := map[string]Bar{}
	for i := range w.now {
		scores[w.now[i].Value] = w.score(&w.now[i])
	}
	return func(unit string) Bar {
		if b, known := scores[unit]; known {
			return b
		}
		return Bar{Name: "NPS", Text: "–", Note: w.Lang.Text("report_withheld"), Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
}

// without says which units have no pack: those that are not small by name, the others
// by their number.
func (w *packer) without(withheld []string, small int) (lines []string) {
	var large []string
	for _, unit := range withheld {
		if small > 0 && w.answered[unit] >= small {
			large = append(large, unit)
		}
	}
	if n := len(withheld) - len(large); n > 0 {
		lines = append(lines, w.Lang.Text("pack_small", n))
	}
	if len(large) > 0 {
		lines = append(lines, w.Lang.Text("pack_protects", strings.Join(large, ", ")))
	}
	return lines
}

func (w *packer) pack(unit string) (*Pack, error) {
	f := w.filler
	f.Unit, f.Period, f.dimension, f.value = unit, w.period, nps.DimensionUnit, unit
	w.figures(&f)
	if err := f.choose(); err != nil {
		return nil, err
	}
	if err := errors.Join(f.countChange(), f.countFive()); err != nil {
		return nil, err
	}
	responses, taken := w.byUnit[unit], map[string]bool{}
	p := &Pack{Page: f.page(), File: fileOf(unit)}
	p.Gold, p.Hurts, p.Others = f.parted(p.Local)
	p.Local = nil // the second page tells it at length
	p.Detractors = w.quotes(responses, models.Detractor, taken)
	p.Promoters = w.quotes(responses, models.Promoter, taken)
	p.Praise = w.praise(responses, taken)
	p.Peaks = w.peaks(responses, taken)
	return p, nil
}

// figures gives a pack those that the leader of its unit sees: all of the unit and what lies under
// it, and of others what the open tables show.
func (w *packer) figures(f *filler) {
	open := w.rows[f.Unit]
	if open == nil {
		open = &unitRows{}
	}
	f.mentions, f.changes, f.cuts = open.mentions, open.changes, slices.Clone(open.cuts)
	sees := func(string) bool { return false }
	if w.leads != nil {
		sees = models.LeaderOf(f.Unit).SeesAll
		own := w.own[f.Unit]
		f.Own = &Own{Few: w.leads.Few, Leader: true, Change: w.leads.Change, Five: w.leads.Five}
		f.cuts = slices.Clone(own.cuts)
		f.mentions = slices.DeleteFunc(slices.Clone(open.mentions), func(r nps.ThemeScoreRow) bool { return r.Lens == f.Lens || lens.Written(r.ThemeID) })
		f.mentions = append(f.mentions, own.mentions...)
		f.alert = slices.DeleteFunc(slices.Clone(w.alert), func(a nps.AlertRow) bool { return a.Dimension == nps.DimensionUnit && sees(a.Value) })
		for _, a := range w.leads.Alerts {
			if a.Dimension == nps.DimensionUnit && sees(a.Value) {
				f.alert = append(f.alert, a)
			}
		}
		for _, c := range w.ownNow {
			if c.Value != f.Unit && sees(c.Value) {
				f.cuts = append(f.cuts, c)
			}
		}
	}
	for _, c := range w.now {
		if c.Value != f.Unit && !sees(c.Value) {
			f.cuts = append(f.cuts, c)
		}
	}
}

// spelled writes the letters that file names on other machines may lose.
var spelled = strings.NewReplacer("æ", "ae", "Æ", "Ae", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa", "ä", "ae", "Ä", "Ae", "ö", "oe", "Ö", "Oe",
	"ü", "ue", "Ü", "Ue", "é", "e", "É", "E")

// fileOf is a file name for a unit: letters and digits, the rest hyphens. Units
// that differ have names that differ.
func fileOf(unit string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 128 && r != '/' && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, spelled.Replace(unit))
	return fmt.Sprintf("%s-%08x.html", plain, hashOf(unit))
}

// hashOf orders what has no order of its own, the same each time (FNV-1a).
func hashOf(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// parted are a unit's own themes by how its customers speak of them.
func (f *filler) parted(local []Bar) (gold, hurts, others []Bar) {
	for _, b := range local {
		switch f.credible(b.id, f.tones.of(whose{theme: b.id, unit: f.Unit})) {
		case praised:
			gold = append(gold, b)
		case blamed:
			hurts = append(hurts, b)
		default:
			others = append(others, b)
		}
	}
	most := func(of []Bar) []Bar { return of[:min(len(of), mostQuotes)] }
	return most(gold), most(hurts), most(others)
}

// writeHTML writes the pack as one file of two pages.
func (p *Pack) writeHTML(w io.Writer) error {
	return pageTemplate.ExecuteTemplate(w, "pack", struct {
		pageView
		Pack *Pack
	}{p.Page.view(), p})
}

// packIndex is what the index shows.
type packIndex struct {
	*Page
	CSS     template.CSS
	Packs   []*Pack
	Without []string // lines on the units that have no pack
	Library string   // its file, "" for none
}
