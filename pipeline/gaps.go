package pipeline

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// A Gap is a hole in what is done about responses: something that nobody answers
// for, or a rule that nothing can ever fit.
type Gap struct {
	What     string // theme, lens, initiative, kpi, series or receiver without an owner; dead: a theme, dead_value: a value, that there is not
	ID, Name string // of a lens the number of its entries stands for a name; of what is dead where it is named
	Meant    string // of what is dead, the nearest that there is; "" for none
}

// Gaps reads the plans and lists themes and values that they name but the edition
// that stands does not know, and then what nobody answers for: receivers, initiatives, KPIs,
// series, and the findings of that edition. Where there is no edition yet, only entries
// that no lens has can be missed. What is wrong with the plans, or asked about them, is an
// error that names the lines.
func Gaps(cfg Config) ([]Gap, error) {
	if err := errors.Join(cfg.vanishedEdits(), cfg.unwritten()); err != nil {
		return nil, err
	}
	p, err := readPlans(&cfg)
	if err == nil {
		err = p.kpis.Asked()
	}
	if err != nil {
		return nil, err
	}
	var all []Gap
	add := func(what, id, name, owner string) {
		if owner == "" {
			all = append(all, Gap{What: what, ID: id, Name: name})
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
	lenses, err := cfg.ReadLenses()
	if err != nil {
		return nil, err
	}
	rows, err := published(cfg.Data)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return append(p.deadEntries(lenses), all...), nil
	}
	values, err := publishedValues(cfg.Data)
	if err != nil {
		return nil, err
	}
	all = append(p.dead(knownThemes(idsOf(rows), lenses), values), all...)
	unowned := map[string]int{} // entries of each lens
	for _, t := range rows {
		switch {
		case t.Owner != "" || t.State != models.Ready || t.Kind == string(models.Verdict):
		case t.Lens != "":
			unowned[t.Lens]++
		default:
			add("theme", t.ThemeID, t.Name, "")
		}
	}
	for _, lens := range slices.Sorted(maps.Keys(unowned)) {
		add("lens", lens, strconv.Itoa(unowned[lens]), "")
	}
	return all, nil
}

// idsOf are those of published themes.
func idsOf(rows []themes.ThemeRow) (ids []string) {
	for i := range rows {
		ids = append(ids, rows[i].ThemeID)
	}
	return ids
}

// Planned says whether there is anything for Gaps to look at: a plan, or an edition.
func Planned(cfg Config) bool {
	for _, path := range []string{cfg.PlaybookPath(), cfg.InitiativesPath(), cfg.KPIsPath(), filepath.Join(cfg.Data, edition.Current)} {
		if _, err := os.Stat(path); err == nil {
			return true
		}
	}
	return false
}

// published are the themes of the edition that stands; none where nothing is
// published yet.
func published(data string) ([]themes.ThemeRow, error) {
	ed, err := edition.Open(data, edition.Current)
	if edition.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	return themes.Themes.Read(ed.Path(edition.Tables))
}
