package pipeline

import (
	"testing"

	"stemme/models"
)

// TestKeyed: news name responses by the source that they came with, and what was gathered
// stays as it is.
func TestKeyed(t *testing.T) {
	came := []models.Response{{Source: "a", ID: "1", Touchpoint: "web"}, {Source: "b", ID: "2", Touchpoint: "kiosk"}, {Source: "a", ID: "3"}}
	gathered := []models.Response{{Source: "a", ID: "1", Touchpoint: "web"}, {Source: "a", ID: "2", Touchpoint: "web"}, {Source: "a", ID: "3"}}
	got := keyed(gathered, came)
	if got[1].Source != "b" || got[1].Touchpoint != "web" || got[0].Source != "a" || got[2].Source != "a" {
		t.Errorf("%+v", got)
	}
	if gathered[1].Source != "a" {
		t.Error("the gathered responses were changed")
	}
	gathered[1].Source = "b"
	if same := keyed(gathered, came); &same[0] != &gathered[0] {
		t.Error("copied though no source was gathered")
	}
}
