package report

import (
	"math"

	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
)

// Side is the name of a theme, and where a figure is of those who praise or blame it, that.
func Side(lang messages.Lang, name, polarity string) string {
	if polarity == "" {
		return name
	}
	return name + ", " + lang.Text(messages.Key(polarity))
}

// SidesOf says in words how those who praise a theme score against the average comment, and how
// those who blame it do, each with its interval, whether it is sure, and whether it is the other way
// than what is said; none where neither is told.
func SidesOf(lang messages.Lang, d *nps.DriverRow, digits int) (said []string) {
	for _, side := range d.Sides() {
		if math.IsNaN(side.Effect) {
			continue
		}
		line := lang.Text("report_side", lang.Text(messages.Key(side.Polarity)), lang.Signed(side.Effect, digits), lang.IntervalTo(side.CILow, side.CIHigh, digits))
		switch {
		case side.Contrary():
			line += " (" + lang.Text("report_contrary") + ")"
		case !side.Sure():
			line += " (" + lang.Text("report_unsure") + ")"
		}
		said = append(said, line)
	}
	return said
}
