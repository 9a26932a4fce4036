package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path/filepath"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// PlaybookPath, InitiativesPath and KPIsPath are the files of what is done about
// responses.
func (cfg *Config) PlaybookPath() string {
	return cmp.Or(cfg.Playbook, filepath.Join(cfg.Data, codebook.PlaybookName))
}

// InitiativesPath is the improvement register's file.
func (cfg *Config) InitiativesPath() string {
	return cmp.Or(cfg.Initiatives, filepath.Join(cfg.Data, codebook.InitiativesName))
}

// KPIsPath is the file of KPIs.
func (cfg *Config) KPIsPath() string {
	return cmp.Or(cfg.KPIs, filepath.Join(cfg.Data, codebook.KPIsName))
}

// plans are the files that say what is done about responses.
type plans struct {
	playbook    codebook.Playbook
	initiatives []codebook.Initiative
	kpis        codebook.KPIs
	series      map[string]map[models.Day]float64 // values by id of the series
}

// readPlans reads them; what is wrong with any is said before a night begins.
func readPlans(cfg *Config) (p plans, err error) {
	var faults [3]error
	p.playbook, faults[0] = codebook.ReadPlaybook(cfg.PlaybookPath())
	p.initiatives, faults[1] = codebook.Initiatives(cfg.InitiativesPath())
	p.kpis, faults[2] = codebook.ReadKPIs(cfg.KPIsPath())
	if err := errors.Join(faults[:]...); err != nil {
		return plans{}, err
	}
	p.series = map[string]map[models.Day]float64{}
	for _, s := range p.kpis.Series {
		if p.series[s.ID], err = codebook.ReadSeries(s.File); err != nil {
			return plans{}, err
		}
	}
	return p, nil
}

// followed is what came of what was done about responses, and what is still to
// be done.
type followed struct {
	standing
	input worklist.Input
	names map[string]string // of themes
	items []worklist.Item
	steps map[models.Key][]worklist.Step
	hash  string // of the plans and of what people did
}

// followable is what is followed up.
type followable struct {
	responses []models.Response
	open      []models.Response // as open figures count them
	language  analysis
	found     themes.Result
	shown     improvement.Shown
	few       map[string]bool // themes that count as not mentioned in open tables
}

// follow is the stage that follows up: the worklist, the initiatives, the KPIs.
func (n *night) follow(ctx context.Context, of followable, p plans) (f followed, err error) {
	responses, a, found := of.responses, of.language, of.found
	err = n.stage(ctx, StageFollow, func() ([]any, error) {
		zone, err := copenhagen()
		if err != nil {
			return nil, err
		}
		f.input = worklist.Input{Responses: responses, Mentions: found.Mentions, Primary: found.Primary, Playbook: p.playbook,
			Location: zone, Language: make([]models.Language, len(responses))}
		for i := range a.documents {
			f.input.Language[i] = a.documents[i].Language
		}
		f.names = map[string]string{}
		for _, t := range found.Themes {
			f.names[t.ID] = t.Name
		}
		f.input.Above = models.AboveOf(found.Themes)
		f.items = worklist.Items(f.input)
		sign(f.items, responses, found.Mentions)
		if f.steps, err = stepsOf(ctx, n.cfg.Data); err != nil {
			return nil, err
		}
		counts := f.input
		counts.Mentions = counting(found.Mentions, of.few)
		in := improvement.Input{Responses: of.open, Themes: worklist.Spoken(counts), Above: f.input.Above, Languages: f.input.Language, SmallGroup: n.cfg.Figures.SmallGroup, Shown: of.shown, Known: map[string]bool{}}
		in.Feelings = improvement.FeelingsOf(in.Themes, counts.Mentions)
		for id := range f.names {
			in.Known[id] = true
		}
		f.standing = p.standing(in)
		f.hash, err = hashOfPlans(p, f.steps)
		return []any{"detractors", len(f.items), "initiatives", len(p.initiatives), "kpis", len(p.kpis.KPIs)}, err
	})
	return f, err
}

// stepsOf is what people did about the items of the worklist until now.
func stepsOf(ctx context.Context, data string) (steps map[models.Key][]worklist.Step, err error) {
	store, err := worklist.OpenStore(ctx, data)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Steps(ctx)
}

// hashOfPlans is the same for plans that say the same and people who did the
// same.
func hashOfPlans(p plans, steps map[models.Key][]worklist.Step) (string, error) {
	done := map[string][]worklist.Step{}
	for key, of := range steps {
		done[key.String()] = of
	}
	text, err := json.Marshal([]any{p.playbook, p.initiatives, p.kpis, p.series, done})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// tables are the tables of what was followed up.
func (f *followed) tables() []draftTable {
	primary := map[models.Key]string{}
	for i := range f.input.Responses {
		primary[f.input.Responses[i].Key()] = f.input.Primary[i]
	}
	list, loops := worklist.Rows(f.items, primary, f.steps, f.input.Playbook.List.Duration())
	return append([]draftTable{
		of(edition.Tables, worklist.Worklist, func() []worklist.ItemRow { return list }),
		of(edition.Tables, worklist.Loops, func() []worklist.LoopRow { return loops }),
	}, f.standing.tables()...)
}

// standing is how the plans stand.
type standing struct {
	initiatives []improvement.Followed
	kpis        []improvement.Standing
	series      []improvement.Beside
	outcomes    []improvement.Rate
}

// standing follows the plans up.
func (p *plans) standing(in improvement.Input) standing {
	return standing{improvement.Initiatives(in, p.initiatives), improvement.KPIs(in, p.kpis.KPIs), improvement.Series(in, p.kpis.Series, p.series),
		improvement.Outcomes(in, p.kpis.Outcomes)}
}

// tables are theirs.
func (s *standing) tables() []draftTable {
	return []draftTable{
		of(edition.Tables, improvement.InitiativesTable, func() []improvement.InitiativeRow { return improvement.InitiativeRows(s.initiatives) }),
		of(edition.Tables, improvement.KPITable, func() []improvement.KPIRow { return improvement.KPIRows(s.kpis) }),
		of(edition.Tables, improvement.SeriesTable, func() []improvement.SeriesRow { return improvement.SeriesRows(s.series) }),
		of(edition.Tables, improvement.OutcomesTable, func() []improvement.OutcomeRow { return improvement.OutcomeRows(s.outcomes) }),
	}
}
