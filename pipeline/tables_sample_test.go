package pipeline_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/bi"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// handful is responses with everything that is easily lost: the
// score 0 and no score, no day, only a day, a negative year, no comment, a
// letter of two code points, emoji.
func handful() []models.Response {
	at := time.Date(2026, 3, 29, 0, 59, 59, 123456000, time.UTC)
	return []models.Response{
		{Source: "bank", ID: "1", Customer: "ab12", At: at, Day: models.DayOf(at), Score: models.ScoreOf(0), Scale: models.Scale0to10,
			Comment: "Det var 🙈 pinligt. Ingen ringede tilbage", Touchpoint: "telefon", Unit: "Region Nord/Aarhus",
			Segments: []models.Segment{{Name: "Kundetype", Value: "erhverv"}, {Name: "Område", Value: "nord"}},
			Ratings:  []models.Rating{{Name: "tillid", Score: models.ScoreOf(0)}}},
		{Source: "bank", ID: "10", Day: models.NoDay, Scale: models.Scale0to10},
		{Source: "bank", ID: "2", Day: -1, Score: models.ScoreOf(10), Scale: models.Scale0to10, Comment: "Rigtig god rådgiver",
			Title: "Tak", Stage: "køb", Segments: []models.Segment{{Name: "kundetype", Value: "privat"}}},
		{Source: "butik", ID: "1", At: at, Day: 20000, Score: models.ScoreOf(4), Scale: models.Scale1to5, Comment: "Rigtig god rådgiver"},
	}
}

func documents() []models.Document {
	return []models.Document{
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 21}, {Start: 22, End: 43}}},
		{},
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 20}}},
		{Language: models.Danish, Clauses: []models.Clause{{Start: 0, End: 20}}},
	}
}

func primary() []string { return []string{"t0001", "", "t0003", ""} }

func mentions() []models.Mention {
	return []models.Mention{
		{Response: 0, Clause: 0, Theme: "t0002", Probability: 0.5, Polarity: math.NaN(), Weight: 0.5},
		{Response: 0, Clause: 1, Theme: "t0001", Probability: 0.5, Polarity: -1, Weight: 0.5},
		{Response: 2, Clause: 0, Theme: "t0003", Probability: 1, Polarity: 0, Weight: 1},
	}
}

func found() []models.Theme {
	return []models.Theme{
		{ID: "principper/ring", Name: "Ring proaktivt", Origin: models.Entry, Lens: "principper", LensName: "Principper", NameEN: "Call first", LensNameEN: "Principles", State: models.Ready, Coherence: math.NaN(),
			Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN()},
		{ID: "t0001", Name: "lang ventetid", Origin: models.Discovered, State: models.NotReady, Parent: "t0009", Responses: 3, Clauses: 4,
			Share: 0.25, Coherence: 0, Words: []models.Word{{Term: "ventetid", Written: "ventetid", Weight: 2}, {Term: "kø", Written: "køen", Weight: 1}}},
	}
}

func cuts() []nps.CutRow {
	nan := math.NaN()
	return []nps.CutRow{
		{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: "all", Dimension: "all"}, Responses: tables.IntOf(4), Scored: tables.IntOf(3), Promoters: tables.IntOf(1),
			Passives: tables.IntOf(1), Detractors: tables.IntOf(1), NPS: 0, CILow: -70, CIHigh: 70, CommentShare: 1, DesignEffect: 1},
			Complete: true, CommentedScored: tables.IntOf(3), CommentedNPS: 0, CommentedLow: -70, CommentedHigh: 70},
		{ScoreRow: nps.ScoreRow{CutKey: nps.CutKey{PeriodKind: "month", Period: "2026-03", Dimension: "unit"}, NPS: nan, CILow: nan, CIHigh: nan, CommentShare: nan, DesignEffect: nan, Suppressed: true},
			Days: tables.IntOf(31), DaysCovered: tables.IntOf(29), CommentedNPS: nan, CommentedLow: nan, CommentedHigh: nan},
	}
}

func themeCuts() []nps.ThemeScoreRow {
	all, withheld := cuts()[0].ScoreRow, cuts()[1].ScoreRow
	return []nps.ThemeScoreRow{{ScoreRow: all, Share: 0.5}, {ScoreRow: all, ThemeID: "t0001", Share: 0},
		{ScoreRow: withheld, ThemeID: "t0001", Share: math.NaN()}}
}

// model has more terms than a row group takes.
func model(t *testing.T) *themes.Model {
	t.Helper()
	var terms []themes.ModelTerm
	for i := range 140_000 {
		terms = append(terms, themes.ModelTerm{Theme: "t0001", Term: fmt.Sprintf("kø%06d", i), Log: float32(-i) / 4})
	}
	m, err := themes.RowsModel([]themes.ModelTheme{
		{ID: "t0001", Parent: "t0003", Weight: -0.25, Floor: -50_000, Separation: 0.5, Stability: math.NaN()},
		{ID: "t0002", Weight: float32(math.Log(0.7)), Floor: -12.5, Separation: math.NaN(), Stability: 1},
	}, terms)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sample writes one table into dir.
func sample[T any](t *testing.T, dir string, d tables.Definition[T], rows []T) {
	t.Helper()
	table, err := d.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Path(dir), write(t, table), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWriteSample writes every table into $STEMME_SAMPLE for testdata/readback.
func TestWriteSample(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("STEMME_SAMPLE")
	if dir == "" {
		t.Skip("STEMME_SAMPLE names no folder; testdata/readback sets it")
	}
	sample(t, dir, ledger.Responses, ledger.ResponseRows(handful(), documents(), mentions(), primary()))
	sample(t, dir, themes.Mentions, slices.Collect(themes.EachMention(handful(), documents(), mentions(), nil)))
	sample(t, dir, themes.Themes, append(themes.ThemeRows(found(), nil), themes.WithoutTheme(1, 2, 3, false)))
	sample(t, dir, themes.ThemeTerms, themes.ThemeTermRows(found()))
	sample(t, dir, themes.ThemeExamples, []themes.ThemeExampleRow{{ThemeID: "t0001", Rank: 1, NPSClass: models.Detractor, ResponseKey: "bank/1", Centrality: 0.5}})
	sample(t, dir, themes.ThemeChoices, []themes.ThemeChoiceRow{{Themes: 20, Stability: math.NaN(), Coherence: 0, Score: 0.5, Chosen: true}})
	prior, terms := model(t).Rows()
	sample(t, dir, themes.ThemeModel, themes.ThemeModelRows(prior))
	sample(t, dir, themes.ThemeModelTerms, themes.ThemeModelTermRows(terms))
	sample(t, dir, themes.ThemeModelBase, themes.ThemeModelRows(prior))
	sample(t, dir, themes.ThemeModelBaseTerms, themes.ThemeModelTermRows(terms))
	sample(t, dir, nps.NPS, cuts())
	sample(t, dir, nps.ThemeNPS, themeCuts())
	sample(t, dir, nps.Ratings, []nps.RatingRow{{CutKey: cuts()[0].CutKey, Rating: "tillid", Rated: tables.IntOf(1), Mean: 0, CILow: math.NaN(), CIHigh: math.NaN()}})
	sample(t, dir, themes.ThemeEvents, themes.ThemeEventRows([]themes.Event{
		{Day: models.NoDay, What: themes.Fitted, Detail: "first", Asked: 0, Responses: 4, Clauses: 9, Fit: -4.5},
		{Day: 20000, What: themes.Merged, Theme: "t0002", Others: []string{"t0001"}, Responses: 4, Fit: math.NaN()},
	}))
	sample(t, dir, nps.Local, []nps.LocalRow{{Dimension: "unit", Value: "Region Nord", ThemeID: "t0001", Rank: 1, Responses: 7, LogOdds: 0.5}})
	sample(t, dir, nps.Causes, []nps.CauseRow{{Dimension: "all", ThemeID: "t0001", Class: "detractor", Rank: 1, Mentions: 3, LogOdds: 0.5}})
	sample(t, dir, nps.Drivers, []nps.DriverRow{{ThemeID: "t0001", Rank: 1, Effect: -30}, {ThemeID: "t0002", Rank: 2, Effect: math.NaN()}})
	sample(t, dir, nps.Changes, []nps.ChangeRow{{PeriodKind: "year", From: "2025", To: "2026", Dimension: "all", Part: "no_theme", ThemeID: models.NoThemeKey}})
	sample(t, dir, nps.Comparisons, []nps.ComparisonRow{{Dimension: "touchpoint", First: "butik", Second: "telefon", Verdict: "lower"}})
	sample(t, dir, nps.Standings, []nps.StandingRow{{Dimension: "touchpoint", Value: "butik", Verdict: "lower"}})
	sample(t, dir, nps.Alerts, nil)
	sample(t, dir, nps.Impacts, []nps.ImpactRow{{Dimension: "all", Part: nps.PartTheme, ThemeID: "t0001", Lift: 30, Loss: 70}})
	sample(t, dir, nps.NewsFound, []nps.NewsRow{{PeriodKind: "month", Period: "2026-03", Dimension: "all", Phrase: "chatrobot", Terms: []string{"chatrobot", "robotten"}, Responses: 7}})
	sample(t, dir, nps.NewsExamples, []nps.NewsExampleRow{{PeriodKind: "month", Period: "2026-03", Dimension: "all", Phrase: "chatrobot", ResponseKey: "bank/1"}})
	sample(t, dir, source.SourceReadings, []source.ReadingRow{{Source: "svar", Layout: 1, Position: 2, Header: "nps", Role: "score", Since: 20000, Scale: "0-10", Format: "csv", Kind: models.Panel}})
	sample(t, dir, nps.Dimensions, []nps.DimensionRow{{Dimension: "touchpoint", Values: 3, Mix: true}})
	sample(t, dir, nps.WhatIf, []nps.WhatIfRow{{Dimension: "all", ThemeID: "t0001", Detractors: 3, GainPassive: math.NaN()}})
	sampleLenses(t, dir)
	sampleFollowed(t, dir)
}

// sampleLenses writes the tables that are made of lenses.
func sampleLenses(t *testing.T, dir string) {
	t.Helper()
	nan, whole := math.NaN(), cuts()[0]
	sample(t, dir, nps.HighFives, []nps.HighFiveRow{{Rank: 1, ThemeID: "t0001", Responses: 7, NPS: -60, Effect: -50, Covered: 0.25}})
	sample(t, dir, lens.Overlaps, []lens.OverlapRow{{ThemeID: "t0001", EntryID: "principper/ring", Clauses: 7, Responses: 6, Share: 0.25, Lens: "principper"}})
	sample(t, dir, nps.Profiles, []nps.ProfileRow{{Class: "detractor", ThemeID: "t0001", Mentions: 3, Commented: 4, Share: 0.75, LogOdds: nan}})
	sample(t, dir, nps.Edges, []nps.EdgeRow{{ThemeID: "t0001", OtherID: "t0002", Responses: 7, Lift: 2, NPS: nan}})
	sample(t, dir, nps.Promises, []nps.PromiseRow{
		{CutKey: whole.CutKey, ThemeID: "loefter/a", Lens: "loefter", Mentions: tables.IntOf(7), Kept: tables.IntOf(0), Index: -100, Change: nan},
		{CutKey: cuts()[1].CutKey, ThemeID: "loefter/a", Lens: "loefter", Index: nan, Suppressed: true}})
	sample(t, dir, nps.Matches, []nps.MatchRow{{ScoreRow: whole.ScoreRow, Asked: "servicepraeference/faktuel", Lens: "servicepraeference", Share: 0.5}})
	sample(t, dir, nps.Purposes, []nps.PurposeRow{{Dimension: "all", ThemeID: "formaal/klage", Lens: "formaal", Rank: tables.IntOf(1), NPS: 0, Q: nan}})
}

// sampleFollowed writes the tables of what is done about responses, and those of
// times and sums.
func sampleFollowed(t *testing.T, dir string) {
	t.Helper()
	sample(t, dir, worklist.Worklist, []worklist.ItemRow{{ResponseKey: "bank/1", Score: models.ScoreOf(0), State: "open"}})
	sample(t, dir, worklist.Loops, []worklist.LoopRow{{ResponseKey: "bank/1", AfterKey: "bank/2", ScoreBefore: models.ScoreOf(0), ScoreAfter: models.ScoreOf(9), ClassAfter: models.Promoter, Days: 30}})
	sample(t, dir, improvement.InitiativesTable, []improvement.InitiativeRow{{ID: "a", Outcome: "nps", Name: "A", StartedOn: 20000, EndedOn: models.NoDay, Effect: math.NaN(), Verdict: "too_few", LeftOut: tables.Int{N: 0, Known: true}}})
	sample(t, dir, improvement.KPITable, []improvement.KPIRow{{ID: "k", PeriodKind: "month", Period: "2026-03", Name: "K", Measure: "nps", Value: math.NaN(), Suppressed: true}})
	sample(t, dir, improvement.SeriesTable, []improvement.SeriesRow{{ID: "s", Name: "S", ThemeID: "t0001", Weeks: 3, R: math.NaN()}})
	sample(t, dir, improvement.OutcomesTable, []improvement.OutcomeRow{{ID: "o", Class: models.Promoter, Name: "O", N: tables.IntOf(9), Yes: tables.IntOf(3), Rate: 0.25}})
	sampleDimensions(t, dir)
	sample(t, dir, lens.DurationTable, []lens.DurationRow{{ResponseKey: "bank/1", HoursLow: 24, HoursHigh: math.NaN()}})
	sample(t, dir, lens.AmountTable, []lens.AmountRow{{ResponseKey: "bank/1", Amount: 250, Currency: "DKK"}})
}

// sampleDimensions writes the tables that the others join.
func sampleDimensions(t *testing.T, dir string) {
	t.Helper()
	responses := handful()
	responses[1].Unit, responses[3].Touchpoint, responses[3].Stage = "Region Nord/Aarhus/Erhverv", "butik", "køb"
	sample(t, dir, bi.Edition, bi.EditionRows(responses, tables.Stamp{Edition: "ab12cd34"}, "v1", 5))
	sample(t, dir, bi.Calendar, bi.CalendarRows(responses))
	sample(t, dir, bi.Classes, bi.ClassRows())
	sample(t, dir, bi.Touchpoints, bi.TouchpointRows(responses, 1))
	sample(t, dir, bi.Stages, bi.StageRows(responses, []bi.StageRow{{Stage: "rådgivning", ID: "raad", Position: nps.IntOf(1)}}, 1))
	sample(t, dir, bi.Units, bi.UnitRows(responses, 1))
	sample(t, dir, bi.Segments, bi.SegmentRows(responses, 1))
	parted := overYears(500)
	writeParts(t, filepath.Join(dir, "parted"), ledger.ResponseRows(parted, make([]models.Document, len(parted)), nil, make([]string, len(parted))))
	sampleFiles(t, dir, responses, nil)
	sampleFiles(t, filepath.Join(dir, "parted"), responses, map[string]bool{"responses": true})
	sample(t, dir, bi.Dictionary, bi.DictionaryRows(pipeline.Tables, responses))
}

// sampleFiles writes what stands beside the tables.
func sampleFiles(t *testing.T, dir string, responses []models.Response, parted map[string]bool) {
	t.Helper()
	for _, f := range bi.Files(pipeline.Tables, responses, parted) {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
