package pipeline

import (
	"strconv"

	"stemme/models"
	"stemme/pipeline/nps"
)

// aloneOf is what is left, with the rest held, of a theme that a row says that detractors or
// promoters surely speak of more; "" of every other row.
func aloneOf(dir, table string, cells rowCells) (nps.Alone, error) {
	low, lowErr := strconv.ParseFloat(cells["ci_low"], 64)
	q, qErr := strconv.ParseFloat(cells["q"], 64)
	class := cells["class"]
	if table != nps.Causes.Name() && table != nps.Profiles.Name() || class == models.Passive.String() || cells["restates"] == "true" ||
		lowErr != nil || qErr != nil || low <= 0 || q > nps.Significant {
		return "", nil
	}
	drivers, err := nps.Drivers.Read(dir)
	return nps.AloneOf(drivers, cells["theme_id"], class), err
}
