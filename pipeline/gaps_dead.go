package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/arrivals"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
	"stemme/stemming"
)

// knownThemes are the ids that a plan may name: what is published, of ids, every entry of a
// lens in use, which nobody may have spoken of yet, and "lens/" for any entry of one.
func knownThemes(ids []string, lenses []*lens.Lens) map[string]bool {
	known := map[string]bool{models.NoTheme: true, models.NoThemeKey: true}
	for _, id := range ids {
		known[id] = true
	}
	for _, l := range lenses {
		for i := range l.Entries {
			known[l.Theme(i)], known[l.ID+"/"] = true, true
		}
	}
	return known
}

// valuesHad are those that responses have, by condition, as they are written by folded
// value.
type valuesHad map[string]arrivals.FoldedValues

// publishedValues reads them from the edition that stands.
func publishedValues(data string) (valuesHad, error) {
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	rows, err := ledger.Responses.Read(ed.Path(edition.Tables))
	if err != nil {
		return nil, err
	}
	known := valuesHad{}
	for i := range rows {
		r, err := rows[i].Response()
		if err != nil {
			return nil, err
		}
		known.add(&r)
	}
	return known, nil
}

// add takes in what a response has; of a unit every part of its path.
func (v valuesHad) add(r *models.Response) {
	put := func(condition, value string) {
		if v[condition] == nil {
			v[condition] = arrivals.FoldedValues{}
		}
		v[condition].Add(value)
	}
	put("source", r.Source)
	arrivals.EachValue(r, put)
	for unit := r.Unit; strings.Contains(unit, "/"); {
		unit = unit[:strings.LastIndexByte(unit, '/')]
		put(arrivals.OfUnit, unit)
	}
}

// dead lists what the plans name and nothing can ever fit: themes, and values of the
// conditions.
func (p *plans) dead(known map[string]bool, had valuesHad) (all []Gap) {
	ids := slices.Sorted(maps.Keys(known))
	themes := func(where string, names ...string) {
		for _, id := range names {
			if !known[id] {
				meant := ""
				if strings.Contains(id, "/") { // numbers of themes that are near have nothing in common
					meant = stemming.Nearest(id, ids)
				}
				all = append(all, Gap{"dead", id, where, meant})
			}
		}
	}
	conditions := func(where string, w *codebook.Where) {
		themes(where, w.Theme...)
		all = append(all, had.lacking(where, w)...)
	}
	p.each(themes, conditions)
	return all
}

// each calls back for the themes and the conditions that the plans name, with where.
func (p *plans) each(themes func(where string, ids ...string), conditions func(where string, w *codebook.Where)) {
	for i := range p.playbook.Rules {
		conditions(fmt.Sprintf("rules[%d] → %s", i, p.playbook.Rules[i].To), &p.playbook.Rules[i].Where)
	}
	conditions("opt_out", &p.playbook.OptOut)
	for i := range p.initiatives {
		in := &p.initiatives[i]
		themes(in.ID, in.Theme)
		conditions(in.ID, &in.Where)
		conditions(in.ID, &in.Against)
	}
	for i := range p.kpis.KPIs {
		k := &p.kpis.KPIs[i]
		if _, subject := k.Measure.Split(); k.Measure.OfTheme() {
			themes(k.ID, subject)
		}
		conditions(k.ID, &k.Where)
	}
	for i := range p.kpis.Series {
		themes(p.kpis.Series[i].ID, p.kpis.Series[i].Theme)
		conditions(p.kpis.Series[i].ID, &p.kpis.Series[i].Where)
	}
}

// themes lists the themes that the plans are about.
func (p *plans) themes() (ids []string) {
	about := func(_ string, of ...string) { ids = append(ids, of...) }
	p.each(about, func(where string, w *codebook.Where) { about(where, w.Theme...) })
	return ids
}

// notes say what a night notices of the plans and is not stopped by.
func (p *plans) notes(ids []string, lenses []*lens.Lens) []source.Note {
	return append(p.deadNotes(ids, lenses), p.targetNotes()...)
}

// targetNotes say which targets look like a share of 1; the KPIs are read as written.
func (p *plans) targetNotes() (notes []source.Note) {
	for i := range p.kpis.KPIs {
		if key, args, asked := p.kpis.KPIs[i].Question(); asked {
			notes = append(notes, source.Note{Key: key, Args: args})
		}
	}
	return notes
}

// deadNotes say which themes the plans name that there are not, or no more.
func (p *plans) deadNotes(ids []string, lenses []*lens.Lens) (notes []source.Note) {
	for _, g := range p.dead(knownThemes(ids, lenses), nil) {
		if g.What == "dead" {
			notes = append(notes, source.Note{Key: "plan_theme_gone", Args: []any{g.ID, g.Name}})
		}
	}
	return notes
}

// consentWords stand in the names of segments that say whether the customer may be contacted; the values of these are
// among consentValues, those that say no being true.
var (
	consentWords  = []string{"må kontaktes", "må vi kontakte", "kontakt ønskes", "samtykke til kontakt", "contact me", "may we contact"}
	consentValues = map[string]bool{"nej": true, "no": true, "ja": false, "yes": false}
)

// consentNotes say how to write opt_out where the playbook has none and a segment says who may be contacted.
func (p *plans) consentNotes(responses []models.Response) (notes []source.Note) {
	if !p.playbook.OptOut.Empty() {
		return nil
	}
	had := map[string]arrivals.FoldedValues{}
	for i := range responses {
		for _, s := range responses[i].Segments {
			name := strings.ToLower(s.Name)
			if !slices.ContainsFunc(consentWords, func(word string) bool { return strings.Contains(name, word) }) {
				continue
			}
			if had[s.Name] == nil {
				had[s.Name] = arrivals.FoldedValues{}
			}
			had[s.Name].Add(strings.TrimSpace(s.Value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(had)) {
		var refusals []string
		other := false
		for _, value := range slices.Sorted(maps.Keys(had[name])) {
			refuses, known := consentValues[value]
			if other = other || !known; refuses {
				refusals = append(refusals, value)
			}
		}
		if len(refusals) > 0 && !other {
			notes = append(notes, source.Note{Key: "opt_out_unset", Args: []any{name, name, strings.Join(refusals, ", ")}})
		}
	}
	return notes
}

// deadEntries lists the entries of lenses that the plans name and no lens in use has.
func (p *plans) deadEntries(lenses []*lens.Lens) []Gap {
	return slices.DeleteFunc(p.dead(knownThemes(nil, lenses), nil), func(g Gap) bool { return g.What != "dead" || !strings.Contains(g.ID, "/") })
}

// lacking lists the values of w that no response has.
func (v valuesHad) lacking(where string, w *codebook.Where) (all []Gap) {
	look := func(condition string, wanted []string) {
		for _, value := range wanted {
			folded := strings.ToLower(strings.TrimSuffix(value, "/"))
			if _, ok := v[condition][folded]; ok {
				continue
			}
			nearest := stemming.Nearest(folded, slices.Sorted(maps.Keys(v[condition])))
			all = append(all, Gap{"dead_value", condition + ": " + value, where, cmp.Or(v[condition][nearest].As, nearest)})
		}
	}
	look("source", w.Source)
	look("touchpoint", w.Touchpoint)
	look("stage", w.Stage)
	look("unit", w.Unit)
	for _, name := range slices.Sorted(maps.Keys(w.Segment)) {
		look("segment "+name, w.Segment[name])
	}
	return all
}

// unknownSegment is a segment that the condition names and no response has, so that it holds for nobody; "" for none.
func unknownSegment(w *codebook.Where, responses []models.Response) string {
	for _, name := range slices.Sorted(maps.Keys(w.Segment)) {
		if len(responses) > 0 && len(w.Segment[name]) > 0 && !slices.ContainsFunc(responses, func(r models.Response) bool { return r.Segment(name) != "" }) {
			return name
		}
	}
	return ""
}

// optOutNotes say that nothing was handed out, since nobody can be known who does not want to be contacted.
func optOutNotes(l *Listed) []source.Note {
	if l.Unknown == "" {
		return nil
	}
	return []source.Note{{Key: "opt_out_unknown", Args: []any{l.Unknown}}}
}
