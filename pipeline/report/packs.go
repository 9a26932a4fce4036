package report

import (
	"bytes"
	"cmp"
	"context"
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
	Local      []Bar   // themes that the unit hears more often than the others
	Detractors []Quote // what went wrong, unlike each other
	Promoters  []Quote // what went well: best practice, and stories to tell
	Peaks      []Quote // the best of each stage of the journey
}

// A Quote is a masked comment with the reason for its pick.
type Quote struct{ Text, Where, Why string }

// PackOptions say which packs to make.
type PackOptions struct {
	PageOptions                                // Unit is not used
	Permitted   func(*ledger.ResponseRow) bool // whether a comment may be quoted; nil permits all
}

// Quotes of each kind at most, and how long a comment may be: shorter ones say
// little, longer ones are not read out. Chosen by eye.
const (
	mostQuotes               = 4
	shortestQuote, longQuote = 25, 420
)

// WritePacks writes a pack for every unit whose score is shown in the period, and
// an index.html that leads to them. It answers how many.
func WritePacks(ctx context.Context, tables, out string, opt PackOptions) (int, error) {
	w, err := newPacker(tables, opt)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return 0, messages.FileFault(err, out)
	}
	var packs []*Pack
	for _, unit := range w.units() {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		pack, err := w.pack(unit)
		if err != nil {
			return 0, err
		}
		if err := writeFile(filepath.Join(out, pack.File), pack.writeHTML); err != nil {
			return 0, err
		}
		packs = append(packs, pack)
	}
	return len(packs), writeFile(filepath.Join(out, "index.html"), func(b io.Writer) error { return writeIndex(b, w.whole, packs) })
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
	local     []nps.LocalRow
	byUnit    map[string][]*ledger.ResponseRow // of the period, under every unit of their path
	polarity  map[string]float64               // sum over a response's mentions, by its key
	whole     *Page
}

func newPacker(dir string, opt PackOptions) (*packer, error) {
	w := &packer{filler: filler{PageOptions: opt.PageOptions}, permitted: opt.Permitted, byUnit: map[string][]*ledger.ResponseRow{}}
	w.Unit = ""
	if err := w.load(dir); err != nil {
		return nil, err
	}
	if err := w.choose(); err != nil {
		return nil, err
	}
	w.whole = w.page()
	var err error
	if w.local, err = nps.Local.Read(dir); err != nil {
		return nil, err
	}
	mentions, err := themes.Mentions.Read(dir)
	if err != nil {
		return nil, err
	}
	w.polarity = map[string]float64{}
	for i := range mentions {
		if p := mentions[i].Polarity; !math.IsNaN(p) {
			w.polarity[mentions[i].ResponseKey] += p
		}
	}
	responses, err := ledger.Responses.Read(dir)
	for i := range responses {
		w.file(&responses[i])
	}
	return w, err
}

// file puts a response that may be quoted with all units of its path.
func (w *packer) file(r *ledger.ResponseRow) {
	n := len([]rune(r.Comment))
	if r.Kind != models.Survey || r.Unit == "" || r.IsRepeat || nps.PeriodName(w.kind, r.RespondedOn) != w.period ||
		n < shortestQuote || n > longQuote || w.permitted != nil && !w.permitted(r) {
		return
	}
	for unit := r.Unit; ; {
		w.byUnit[unit] = append(w.byUnit[unit], r)
		i := strings.LastIndexByte(unit, '/')
		if i < 0 {
			return
		}
		unit = unit[:i]
	}
}

// units are those whose score is shown in the period, by path.
func (w *packer) units() (units []string) {
	for i := range w.cuts {
		c := &w.cuts[i]
		if c.Dimension == nps.DimensionUnit && c.Value != "" && c.PeriodKind == w.kind && c.Period == w.period && !c.Suppressed {
			units = append(units, c.Value)
		}
	}
	slices.Sort(units)
	return units
}

func (w *packer) pack(unit string) (*Pack, error) {
	f := w.filler
	f.Unit, f.Period, f.dimension, f.value = unit, w.period, nps.DimensionUnit, unit
	if err := f.choose(); err != nil {
		return nil, err
	}
	responses, taken := w.byUnit[unit], map[string]bool{}
	p := &Pack{Page: f.page(), File: fileOf(unit), Local: w.localTo(unit)}
	p.Detractors = w.quotes(responses, models.Detractor, taken)
	p.Promoters = w.quotes(responses, models.Promoter, taken)
	p.Peaks = w.peaks(responses, taken)
	return p, nil
}

// fileOf is a file name for a unit: letters and digits, the rest hyphens. Units
// that differ have names that differ.
func fileOf(unit string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 128 && r != '/' && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, unit)
	return fmt.Sprintf("%s-%08x.html", plain, hashOf(unit))
}

// hashOf orders what has no order of its own, the same each time (FNV-1a).
func hashOf(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// localTo are the themes that a unit surely hears more often than others.
func (w *packer) localTo(unit string) (bars []Bar) {
	for _, r := range w.local {
		if r.Dimension == nps.DimensionUnit && r.Value == unit && r.Lens == w.Lens && r.Q < 0.05 && w.shown(r.ThemeID) {
			bars = append(bars, Bar{Name: w.theme[r.ThemeID].Name, Value: r.Share, Text: percent(w.Lang, r.Share),
				Note: w.Lang.Text("pack_elsewhere", percent(w.Lang, r.ShareElsewhere)), id: r.ThemeID})
		}
	}
	return bars[:min(len(bars), mostQuotes)]
}

// quotes picks comments of a class: one a theme first, themes by how many speak
// of them, within a theme by a hash of the key, so that the same ones are picked
// each time and no one picks.
func (w *packer) quotes(of []*ledger.ResponseRow, class models.Class, taken map[string]bool) (picked []Quote) {
	said := map[string][]*ledger.ResponseRow{}
	for _, r := range of {
		if w.says(r, class) {
			said[r.PrimaryThemeID] = append(said[r.PrimaryThemeID], r)
		}
	}
	ids := make([]string, 0, len(said))
	for id, rows := range said {
		ids = append(ids, id)
		slices.SortFunc(rows, func(a, b *ledger.ResponseRow) int {
			return cmp.Or(cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)), cmp.Compare(a.ResponseKey, b.ResponseKey))
		})
	}
	slices.SortFunc(ids, func(a, b string) int {
		named := func(id string) int { return map[bool]int{true: 0, false: 1}[w.shown(id)] }
		return cmp.Or(cmp.Compare(named(a), named(b)), cmp.Compare(len(said[b]), len(said[a])), cmp.Compare(a, b))
	})
	for round := 0; len(picked) < mostQuotes; round++ {
		before := len(picked)
		for _, id := range ids {
			if rows := said[id]; round < len(rows) && len(picked) < mostQuotes {
				picked = append(picked, w.quote(rows[round], w.why(id, len(rows))))
				taken[rows[round].ResponseKey] = true
			}
		}
		if len(picked) == before {
			break
		}
	}
	return picked
}

// says whether a response of a class also speaks as the class does: a promoter's
// complaint is no best practice.
func (w *packer) says(r *ledger.ResponseRow, class models.Class) bool {
	p := w.polarity[r.ResponseKey]
	return r.NPSClass == class && !(class == models.Promoter && p < 0) && !(class == models.Detractor && p > 0)
}

// why says why a comment was picked.
func (w *packer) why(theme string, n int) string {
	if w.shown(theme) {
		return w.Lang.Text("pack_why_theme", w.theme[theme].Name, n)
	}
	return w.Lang.Text("pack_why_none")
}

func (w *packer) quote(r *ledger.ResponseRow, why string) Quote {
	return Quote{Text: r.Comment, Where: strings.Join(nonEmpty(r.Touchpoint, w.Lang.Period(nps.PeriodName(nps.KindMonth, r.RespondedOn))), ", "), Why: why}
}

// peaks are the best experiences of each stage of the journey, or, where there
// are no stages, of each touchpoint: promoters with the top score.
func (w *packer) peaks(of []*ledger.ResponseRow, taken map[string]bool) (picked []Quote) {
	best := map[string]*ledger.ResponseRow{}
	for _, r := range of {
		place := cmp.Or(r.Stage, r.Touchpoint)
		if !w.says(r, models.Promoter) || place == "" || taken[r.ResponseKey] {
			continue
		}
		if b := best[place]; b == nil || better(r, b) {
			best[place] = r
		}
	}
	places := make([]string, 0, len(best))
	for place := range best {
		places = append(places, place)
	}
	slices.Sort(places)
	for _, place := range places[:min(len(places), mostQuotes)] {
		picked = append(picked, w.quote(best[place], w.Lang.Text("pack_why_peak", place)))
	}
	return picked
}

// better says whether a is the better peak: the higher score, then the lower hash.
func better(a, b *ledger.ResponseRow) bool {
	x, _ := a.Score.Value()
	y, _ := b.Score.Value()
	return cmp.Or(cmp.Compare(y, x), cmp.Compare(hashOf(a.ResponseKey), hashOf(b.ResponseKey)), cmp.Compare(a.ResponseKey, b.ResponseKey)) < 0
}

// writeHTML writes the pack as one file of two pages.
func (p *Pack) writeHTML(w io.Writer) error {
	return pageTemplate.ExecuteTemplate(w, "pack", struct {
		pageView
		Pack *Pack
	}{p.Page.view(), p})
}

func writeIndex(w io.Writer, whole *Page, packs []*Pack) error {
	return pageTemplate.ExecuteTemplate(w, "index", struct {
		*Page
		CSS   template.CSS
		Packs []*Pack
	}{whole, template.CSS(pageCSS), packs})
}
