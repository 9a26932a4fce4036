package edition

import (
	"fmt"
	"testing"
	"time"
)

// TestKeep: an edition every tenth day, the newest first.
func TestKeep(t *testing.T) {
	now := time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC)
	var all []Listed
	for i := range 12 {
		all = append(all, Listed{ID: fmt.Sprint(i), Manifest: Manifest{Published: now.AddDate(0, 0, -10*i)}})
	}
	all[2].Fault = fmt.Errorf("damaged")
	for _, c := range []struct {
		keep Keep
		want string
	}{
		{Keep{Last: 3}, "0 1 2"},
		{Keep{}, "0"},
		{Keep{Last: 1, Months: 3}, "0 3 6"}, // 26 November, 27 October, 27 September
		{Keep{Last: 2, Months: 12}, "0 1 3 6 9"},
		{Keep{Last: 12, Days: 35}, "0 1 2 3"},
		{Keep{Last: 1, Months: 12, Days: 65}, "0 3 6"},
	} {
		kept := c.keep.of(all, now)
		var got []string
		for _, one := range all {
			if kept[one.ID] {
				got = append(got, one.ID)
			}
		}
		if s := fmt.Sprint(got); s != "["+c.want+"]" {
			t.Errorf("%+v keeps %s, want [%s]", c.keep, s, c.want)
		}
	}
}
