package pipeline

import (
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// An Unowned is something that nobody answers for.
type Unowned struct {
	What     string // theme, entry, initiative, kpi, series or receiver
	ID, Name string
}

// Ownerless reads the plans and lists what nobody answers for: receivers,
// initiatives, KPIs, series, and the findings of the edition that stands, where
// there is one. What is wrong with the plans is an error that names the lines.
func Ownerless(cfg Config) ([]Unowned, error) {
	p, err := readPlans(&cfg)
	if err != nil {
		return nil, err
	}
	var all []Unowned
	add := func(what, id, name, owner string) {
		if owner == "" {
			all = append(all, Unowned{what, id, name})
		}
	}
	for _, r := range p.playbook.Receivers {
		add("receiver", r.ID, r.Name, r.Owner)
	}
	for _, i := range p.initiatives {
		add("initiative", i.ID, i.Name, i.Owner)
	}
	for _, k := range p.kpis.KPIs {
		add("kpi", k.ID, k.Name, k.Owner)
	}
	for _, s := range p.kpis.Series {
		add("series", s.ID, s.Name, s.Owner)
	}
	rows, err := findings(cfg.Data)
	for _, t := range rows {
		what := "theme"
		if t.Lens != "" {
			what = "entry"
		}
		add(what, t.ThemeID, t.Name, t.Owner)
	}
	return all, err
}

// findings are the themes of the edition that stands that may be acted on; none
// where nothing is published yet.
func findings(data string) (ready []themes.ThemeRow, err error) {
	ed, err := edition.Open(data, edition.Current)
	if edition.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	for _, t := range rows {
		if t.State == models.Ready && t.Kind != string(models.Verdict) {
			ready = append(ready, t)
		}
	}
	return ready, err
}
