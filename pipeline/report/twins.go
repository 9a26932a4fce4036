package report

import (
	"slices"
	"strings"

	"stemme/pipeline/nps"
)

// twins says of the ways to cut whose sure mix a change is told with which others split the
// responses likewise; "" for none.
func (w *writer) twins(rows []nps.ChangeRow) string {
	var said []string
	for _, r := range rows {
		if r.Part != nps.PartMix || !nps.Sure(r.CILow, r.CIHigh, r.Q) {
			continue
		}
		for _, d := range w.dimensions {
			if text := w.Lang.Text("lead_twin", Way(w.Lang, r.MixOf), Way(w.Lang, d.Dimension)); d.SameAs == r.MixOf && !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	return strings.Join(said, " ")
}
