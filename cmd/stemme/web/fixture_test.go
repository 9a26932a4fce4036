package web

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stemme/index"
	"stemme/models"
	"stemme/pipeline/demo"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
	"stemme/stemming"
)

// hostile are comments that want to break the pages.
var hostile = []string{
	`<script>document.title="taget"</script> "><img src=x onerror=alert(1)> ventetid`,
	"=HYPERLINK(\"http://example.com\";\"klik\") gebyrer",
	"normal \u202Etxet tdnev\u202C med \u0000 nul og \u0007 klokke",
	strings.Repeat("ventetid", 20_000),
	"{{.View}} </bdi></li></ol> ${7*7}",
}

// An invented survey is the demo's, with the hostile comments, as the pipeline would have
// it: the themes are the gold labels.
type invented struct {
	responses []models.Response
	documents []models.Document
	mentions  []models.Mention
	themes    []models.Theme
	analyser  *stemming.Analyser
	lexicon   *stemming.Lexicon
	book      string // hash of the codebook that the night followed
	more      []func() (tables.Table, error)
}

// invent makes a survey of rows responses.
func invent(t testing.TB, rows int) *invented {
	t.Helper()
	return inventAs(t, rows, func(*models.Response) {})
}

// inventAs makes a survey whose responses are changed before they are read.
func inventAs(t testing.TB, rows int, change func(*models.Response)) *invented {
	t.Helper()
	dir := t.TempDir()
	sum, err := demo.Write(context.Background(), dir, demo.Config{Rows: rows, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	s := &invented{}
	labels := s.read(t, dir)
	for i, text := range hostile {
		s.responses = append(s.responses, models.Response{Source: "demo", ID: "fjendtlig" + strconv.Itoa(i), Score: models.ScoreOf(0),
			Scale: models.Scale0to10, Comment: strings.ReplaceAll(text, "\x00", "\uFFFD"), Touchpoint: "Telefon", Day: 20_000})
	}
	s.responses = append(s.responses, models.Response{Source: "demo", ID: "overskrift", Score: models.ScoreOf(3), Scale: models.Scale0to10,
		Title: "Øv altså", Touchpoint: "Filial", Day: 20_000})
	for i := range s.responses {
		was := s.responses[i].ID
		change(&s.responses[i])
		labels[s.responses[i].ID] = labels[was]
	}
	slices.SortFunc(s.responses, func(a, b models.Response) int { return a.Key().Compare(b.Key()) })
	s.analyse()
	s.mention(sum, labels)
	return s
}

// read reads the demo's survey and returns the themes of each response.
func (s *invented) read(t testing.TB, dir string) map[string][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, demo.SurveyFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	r.Read()
	for {
		f, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse("02-01-2006 15:04", f[1])
		if err != nil {
			continue
		}
		one := models.Response{Source: "demo", ID: f[0], Customer: f[2], At: at, Day: models.DayOf(at), Scale: models.Scale0to10,
			Comment: f[4], Touchpoint: f[5], Unit: f[6], Segments: []models.Segment{{Name: "Aldersgruppe", Value: f[8]}, {Name: "Kundetype", Value: f[7]}}}
		if n, err := strconv.Atoi(f[3]); err == nil && models.Scale0to10.Holds(n) {
			one.Score = models.ScoreOf(n)
		}
		s.responses = append(s.responses, one)
	}
	gold, err := os.ReadFile(filepath.Join(dir, demo.GoldFile))
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]string{}
	for line := range strings.Lines(string(gold)) {
		if f := strings.Split(line, "\t"); f[2] != "" {
			labels[f[0]] = append(labels[f[0]], f[2])
		}
	}
	return labels
}

func (s *invented) analyse() {
	builder := new(stemming.LexiconBuilder)
	for i := range s.responses {
		builder.Add(s.responses[i].Comment)
	}
	s.lexicon = builder.Lexicon(nil)
	s.analyser = stemming.NewAnalyser(s.lexicon, stemming.DefaultLayers())
	s.documents = make([]models.Document, len(s.responses))
	for i := range s.responses {
		if c := s.responses[i].Comment; c != "" {
			s.documents[i] = s.analyser.Document(c, models.Danish)
		}
	}
}

// mention makes the demo's themes ours.
func (s *invented) mention(sum demo.Summary, labels map[string][]string) {
	ids := map[string]string{}
	commented := 0
	for i := range s.responses {
		if s.responses[i].Comment != "" {
			commented++
		}
	}
	for i, planted := range sum.Themes {
		id := "t000" + strconv.Itoa(i)
		if i > 9 {
			id = "t00" + strconv.Itoa(i)
		}
		if i == 0 { // the id that tables give uden tema
			id = "t0050"
		}
		ids[planted.ID] = id
		s.themes = append(s.themes, models.Theme{ID: id, Name: planted.Name, Origin: models.Discovered, State: models.Ready,
			Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN(),
			Words: []models.Word{{Term: planted.ID, Written: strings.ToLower(strings.Fields(planted.Name)[0]), Weight: 1}}})
	}
	s.themes[len(s.themes)-1].State = models.NotReady
	for i := range s.responses {
		of := slices.Compact(slices.Sorted(slices.Values(labels[s.responses[i].ID])))
		for _, name := range of {
			if len(s.documents[i].Clauses) == 0 {
				continue
			}
			s.mentions = append(s.mentions, models.Mention{Response: i, Theme: ids[name], Probability: .9, Polarity: math.NaN(), Weight: 1 / float64(len(of))})
		}
	}
	slices.SortFunc(s.mentions, func(a, b models.Mention) int {
		return cmp.Or(cmp.Compare(a.Response, b.Response), cmp.Compare(a.Theme, b.Theme))
	})
	for i := range s.themes {
		t := &s.themes[i]
		for _, m := range s.mentions {
			if m.Theme == t.ID {
				t.Responses++
				t.Clauses++
			}
		}
		t.Share = float64(t.Responses) / float64(commented)
	}
}

// happened are events of every kind.
var happened = func() (rows []themes.ThemeEventRow) {
	for i, e := range []themes.ThemeEventRow{{Event: "fitted", Detail: "first"}, {Event: "born", ThemeID: "t0003"},
		{Event: "split", ThemeID: "t0004", Others: []string{"t0003"}}, {Event: "merged", ThemeID: "t0099", Others: []string{"t0003"}},
		{Event: "died", ThemeID: "t0098"}, {Event: "edited", ThemeID: "t0003", Detail: "rename t0003 to Rådgiverskift"},
		{Event: "lapsed", ThemeID: "t0097", Detail: "hide t0097"}, {Event: "undone", ThemeID: "t0003", Detail: "pin t0003"},
		{Event: "fitted", Detail: "worse"}} {
		e.EventNo, e.Day, e.Fit = int32(i+1), models.Day(20_000+i), math.NaN()
		rows = append(rows, e)
	}
	return rows
}()

// themeRows are the rows of the themes; where lenses are read, one is covered by an
// entry and one is new.
func (s *invented) themeRows() []themes.ThemeRow {
	rows := themes.ThemeRows(s.themes, nil)
	for i := range rows {
		switch rows[i].Covered = math.NaN(); {
		case s.themes[len(s.themes)-1].Lens == "":
		case rows[i].ThemeID == "t0002":
			rows[i].Covered, rows[i].CoveredBy = .6, "kundetemaer/koe"
		case rows[i].ThemeID == "t0003":
			rows[i].Covered = .1
		}
	}
	return rows
}

// publish makes the survey the current edition of data.
func (s *invented) publish(t testing.TB, data string) string {
	t.Helper()
	order := map[string][]string{}
	names := map[string]string{}
	for _, theme := range s.themes {
		order[theme.Lens], names[theme.ID] = append(order[theme.Lens], theme.ID), theme.Name
	}
	var systems []nps.System
	for _, lens := range slices.Sorted(maps.Keys(order)) { // "" first
		systems = append(systems, nps.NewSystem(lens, len(s.responses), s.mentions, order[lens]))
	}
	panel, err := nps.Prepare(s.responses, nps.DefaultOptions(), systems...)
	if err != nil {
		t.Fatal(err)
	}
	measured := panel.Score()
	scores := measured[0]
	var themed []nps.ThemeScoreRow
	for _, of := range measured {
		themed = append(themed, of.Rows...)
	}
	release, err := edition.Lock(data)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	draft, err := edition.Begin(data)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int64{}
	for _, one := range append(slices.Concat(s.more, s.lensTables(t, measured)), []func() (tables.Table, error){
		func() (tables.Table, error) {
			return ledger.Responses.Table(ledger.ResponseRows(s.responses, s.documents, s.mentions, make([]string, len(s.responses))))
		},
		func() (tables.Table, error) {
			return themes.Mentions.Table(slices.Collect(themes.EachMention(s.responses, s.documents, s.mentions, nil)))
		},
		func() (tables.Table, error) { return themes.Themes.Table(s.themeRows()) },
		func() (tables.Table, error) { return themes.ThemeTerms.Table(themes.ThemeTermRows(s.themes)) },
		func() (tables.Table, error) { return nps.NPS.Table(scores.Cuts) },
		func() (tables.Table, error) { return nps.ThemeNPS.Table(themed) },
		func() (tables.Table, error) { return nps.Drivers.Table(scores.Drivers(nps.OutcomeNPS)) },
		func() (tables.Table, error) { return nps.Local.Table(scores.Local(nps.DimensionUnit)) },
		func() (tables.Table, error) { return themes.ThemeEvents.Table(happened) },
		func() (tables.Table, error) { return nps.Causes.Table(scores.Causes("touchpoint", "unit")) },
		func() (tables.Table, error) { return nps.Changes.Table(scores.Changes()) },
		func() (tables.Table, error) { return nps.Alerts.Table(scores.Alerts(nps.KindMonth)) },
		func() (tables.Table, error) {
			return nps.WhatIf.Table(scores.WhatIf(nps.DefaultClassValues, "touchpoint"))
		},
	}...) {
		table, err := one()
		if err != nil {
			t.Fatal(err)
		}
		rows[table.Name] = table.Rows()
		err = draft.Write(edition.Tables+"/"+table.Name+tables.Extension, func(w io.Writer) error { return tables.Write(w, table) })
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := index.Build(context.Background(), draft.Path(edition.Index), s.indexed(), index.Config{
		Workers: 2, Lexicon: s.lexicon, Layers: stemming.DefaultLayers(), ThemeNames: names}); err != nil {
		t.Fatal(err)
	}
	m := edition.Manifest{Program: "test", Inputs: map[string]string{"codebook": s.book}, Rows: rows,
		Counts: map[string]int64{"rejected": 7, "clauses": int64(len(s.mentions))}}
	m.Offer("kundetemaer-forsyning", 1381, 3156)
	ed, _, err := draft.Publish(m)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	return ed.ID
}

// indexed are the survey's comments for the index.
func (s *invented) indexed() []index.Document {
	of := make([][]string, len(s.responses))
	for _, m := range s.mentions {
		of[m.Response] = append(of[m.Response], m.Theme)
	}
	var docs []index.Document
	for i := range s.responses {
		r := &s.responses[i]
		if r.Comment+r.Title == "" {
			continue
		}
		docs = append(docs, index.Document{Key: r.Key(), Class: r.Class(), Score: r.Score, Day: r.Day, Touchpoint: r.Touchpoint,
			Unit: r.Unit, Segments: r.Segments, Language: s.documents[i].Language, Themes: of[i], Title: r.Title, Comment: r.Comment})
	}
	return docs
}
