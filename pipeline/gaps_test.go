package pipeline

import (
	"slices"
	"testing"

	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/themes"
)

// TestDeadThemes: a rule, an initiative or a series that names a theme which
// cannot come is told; one that only nobody has spoken of yet is not.
func TestDeadThemes(t *testing.T) {
	p := plans{playbook: codebook.DefaultPlaybook(), initiatives: []codebook.Initiative{{ID: "flere-i-telefonen", Theme: "t0003"}}}
	p.playbook.Rules = []codebook.Rule{{To: "web", Where: codebook.Where{Theme: []string{"t0001", "t0002", "egne/kampagner", "egne/kampange"}}}}
	p.kpis.Series = []codebook.Series{{ID: "ventetid", Theme: "t0001"}}
	got := p.dead([]themes.ThemeRow{{ThemeID: "t0001"}}, []*lens.Lens{{ID: "egne", Entries: []lens.Entry{{ID: "kampagner"}}}})
	want := []Gap{{"dead", "t0002", "rules[0] → web"}, {"dead", "egne/kampange", "rules[0] → web"}, {"dead", "t0003", "flere-i-telefonen"}}
	if !slices.Equal(got, want) {
		t.Errorf("dead: %v", got)
	}
}
