package nps

import "stemme/models"

// Alone says what is left of a theme that a class speaks of more than the others do, once
// its driver holds what else their comments mention, touchpoint and unit.
type Alone string

const (
	AloneSure     Alone = "sure"     // it surely goes with the score, the way of the class
	AloneUnsure   Alone = "unsure"   // its interval holds 0, or nothing can be told
	AloneReversed Alone = "reversed" // it surely goes with the score the other way
)

// Alone is what the driver of a theme leaves of it as a cause of detractors or of
// promoters. What both tell is told as sure; what the odds alone tell is not.
func (r *DriverRow) Alone(class string) Alone {
	switch {
	case !r.Sure():
		return AloneUnsure
	case (r.Effect < 0) == (class == models.Detractor.String()):
		return AloneSure
	}
	return AloneReversed
}

// AloneOf is the same of a theme among the drivers of the score; AloneUnsure of one that
// has none.
func AloneOf(drivers []DriverRow, theme, class string) Alone {
	for i := range drivers {
		if d := &drivers[i]; d.Outcome == OutcomeNPS && d.ThemeID == theme {
			return d.Alone(class)
		}
	}
	return AloneUnsure
}
