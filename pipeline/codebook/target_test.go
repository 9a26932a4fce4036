package codebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShareAsTarget: a target below 1 of a measure in per cent is asked about, unless it has the sign.
func TestShareAsTarget(t *testing.T) {
	for said, asked := range map[string]bool{
		`measure: "blame:havn/sen", target: "<= 0.03"`:     true,
		`measure: "share:havn/sen", target: "<= 0,03"`:     true,
		`measure: detractors, target: "<= 0.2"`:            true,
		`measure: "blame:havn/sen", target: "<= 0.5 %"`:    false,
		`measure: "blame:havn/sen", target: "<= 3"`:        false,
		`measure: "blame:havn/sen", target: "<= 0"`:        false,
		`measure: nps, target: ">= 0.5"`:                   false,
		`measure: "rating:venlighed", target: ">= 0.8"`:    false,
		`measure: "theme_nps:havn/sen", target: ">= 0.25"`: false,
	} {
		path := filepath.Join(t.TempDir(), "kpis.yaml")
		if err := os.WriteFile(path, []byte("kpis:\n  - {id: sen, name: Sene overfarter, "+said+"}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		k, err := ReadKPIs(path)
		if err != nil {
			t.Fatalf("%s stops every night: %v", said, err)
		}
		err = k.Asked()
		if got := err != nil && strings.Contains(err.Error(), "per cent"); got != asked || !asked && err != nil {
			t.Errorf("%s: %v", said, err)
		}
	}
}
