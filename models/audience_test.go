package models_test

import (
	"testing"

	"stemme/models"
)

// Each of the three audiences has one rule: the open one sees what is not withheld,
// analysts every count with small groups marked, a leader its own unit like analysts
// and all else like the open audience.
func TestAudiences(t *testing.T) {
	leader := models.LeaderOf("Region Nord/Aarhus/")
	for _, x := range []struct {
		who      string
		audience models.Audience
		unit     string
		n        int
		withheld bool
		want     models.Showing
	}{
		{"open", models.Everybody, "Region Nord", 40, false, models.Plain},
		{"open, small", models.Everybody, "Region Nord", 4, true, models.Withheld},
		{"open, small but not marked", models.Everybody, "", 4, false, models.Withheld},
		{"open, for the sake of another", models.Everybody, "", 40, true, models.Withheld},
		{"open, nobody", models.Everybody, "", 0, false, models.Plain},
		{"analysts", models.Analysts, "Region Nord", 40, false, models.Plain},
		{"analysts, small", models.Analysts, "", 4, true, models.FewSaid},
		{"analysts, for the sake of another", models.Analysts, "", 40, true, models.Plain},
		{"leader, own", leader, "Region Nord/Aarhus", 4, true, models.FewSaid},
		{"leader, under it", leader, "Region Nord/Aarhus/Erhverv", 40, true, models.Plain},
		{"leader, above it", leader, "Region Nord", 40, true, models.Withheld},
		{"leader, a neighbour of a like name", leader, "Region Nord/Aarhus Vest", 4, true, models.Withheld},
		{"leader, several units", leader, "", 4, true, models.Withheld},
	} {
		if got := x.audience.Show(x.unit, x.n, 5, x.withheld); got != x.want {
			t.Errorf("%s: %d, want %d", x.who, got, x.want)
		}
	}
}
