package lens

import (
	"math"

	"stemme/models"
)

// Themes lists the entries as themes, in the order that Found counts them by,
// with nothing counted.
func (m *Matcher) Themes() []models.Theme {
	out := make([]models.Theme, len(m.entries))
	for i, e := range m.entries {
		l := m.lenses[e.lens]
		entry := &l.Entries[e.at]
		out[i] = models.Theme{ID: e.theme, Name: entry.Name, Origin: models.Entry, Lens: l.ID, State: models.Ready,
			Coherence: math.NaN(), Separation: math.NaN(), Stability: math.NaN(), LabelFit: math.NaN(),
			Owner: entry.Owner, Action: entry.Action}
	}
	return out
}
