package arrivals

import (
	"testing"

	"stemme/models"
)

func TestRespelled(t *testing.T) {
	t.Parallel()
	kind := func(v string) []models.Segment { return []models.Segment{{Name: "kundetype", Value: v}} }
	accepted := []models.Response{
		{Touchpoint: "Web", Unit: "nord/Aalborg", Segments: kind("PRIVAT")},
		{Touchpoint: "Web", Unit: "Nord/aalborg", Segments: kind("privat")},
		{Touchpoint: "web", Unit: "Nord/aalborg", Segments: kind("privat")},
		{Touchpoint: "e-mail", Unit: "Syd/Aalborg", Segments: kind("Web")},
	}
	now := make([]models.Response, len(accepted))
	copy(now, accepted)
	respell(now)
	for i, want := range []models.Response{
		{Touchpoint: "Web", Unit: "Nord/aalborg", Segments: kind("privat")},
		{Touchpoint: "Web", Unit: "Nord/aalborg", Segments: kind("privat")},
		{Touchpoint: "Web", Unit: "Nord/aalborg", Segments: kind("privat")},
		{Touchpoint: "e-mail", Unit: "Syd/Aalborg", Segments: kind("Web")},
	} {
		if r := now[i]; r.Touchpoint != want.Touchpoint || r.Unit != want.Unit || r.Segments[0] != want.Segments[0] {
			t.Errorf("%d: %q %q %q", i, r.Touchpoint, r.Unit, r.Segments[0].Value)
		}
	}
	if accepted[0].Segments[0].Value != "PRIVAT" {
		t.Error("what was accepted is changed")
	}
}
