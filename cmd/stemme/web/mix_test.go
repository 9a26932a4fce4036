package web

import (
	"fmt"
	"strings"
	"testing"

	"stemme/pipeline/nps"
)

// TestMixNamesItsValue: where the night withheld which value's share moved the score,
// the page counts it for analysts, and finds the one that the night would have named.
func TestMixNamesItsValue(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	tried := 0
	for of, rows := range p.changes {
		for i := range rows {
			r := &rows[i]
			if !r.Lead || r.Part != nps.PartMix || r.MixValue == "" || of.dimension != "all" || tried == 8 || strings.Contains(r.MixDimension, ",") || strings.Contains(r.MixOf, ":") {
				continue
			}
			tried++
			path := fmt.Sprintf("/udvikling?period=%s&before=%s&after=%s", r.PeriodKind, r.From, r.To)
			_, want, _ := strings.Cut(body(t, get(s, path, nil)), `<p class="lead">NPS`)
			want, _, _ = strings.Cut(want, "</p>")
			r.MixValue = ""
			if got := body(t, get(s, path, nil)); !strings.Contains(got, `<p class="lead">NPS`+want) {
				t.Errorf("%s: the page does not say NPS%s", path, want)
			}
		}
	}
	if tried == 0 {
		t.Fatal("no change has a mix with a value")
	}
	t.Logf("%d tried", tried)
}
