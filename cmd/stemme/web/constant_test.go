package web

import (
	"strings"
	"testing"

	"stemme/models"
)

// TestFilterOfOneValue: what one source writes beside every answer, and another has not, is no filter, unless the
// address holds it; a segment of two values is one.
func TestFilterOfOneValue(t *testing.T) {
	data := t.TempDir()
	made := inventAs(t, 150, func(r *models.Response) {
		r.Segments = []models.Segment{{Name: "hold", Value: []string{"a", "b"}[len(r.Comment)%2]}, {Name: "status", Value: "Completed"}}
		if len(r.Comment)%3 == 0 {
			r.Source, r.Segments = "andet", r.Segments[:1]
		}
	})
	made.publish(t, data)
	s := site(t, func(cfg *Config) { cfg.Data = data })
	for path, want := range map[string]bool{"/": false, "/?segment:status=Completed": true} {
		text := body(t, get(s, path, nil))
		if !strings.Contains(text, `name="segment:hold"`) || strings.Contains(text, `<select name="segment:status"`) != want {
			t.Errorf("%s: status is a filter: %v, want %v", path, !want, want)
		}
	}
}
