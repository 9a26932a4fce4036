package source_test

import (
	"fmt"
	"testing"

	"stemme/pipeline/source"
)

// TestZoneOfIDs: the zone that Qualtrics states of a column in its line of ids is that of its times;
// it is one that the account exports by, so the day of an answer is that of the survey's zone.
func TestZoneOfIDs(t *testing.T) {
	for zone, want := range map[string]string{
		`,""timeZone"":""America/Denver""`:    "2026-03-01 16:15",
		`,""timeZone"":""Europe/Copenhagen""`: "2026-03-01 08:15",
		`,""timeZone"":""Z""`:                 "2026-03-01 09:15",
		`,""timeZone"":""Nowhere/Land""`:      "2026-03-01 08:15",
		``:                                    "2026-03-01 08:15",
	} {
		content := "RecordedDate,ResponseId,Q1,Q2\nRecorded Date,Response ID,Vil du anbefale os?,Hvorfor?\n" +
			`"{""ImportId"":""recordedDate""` + zone + `}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"` + "\n" +
			rows("x", 40, func(i int) string {
				return fmt.Sprintf("2026-03-%02d 09:15:00,R_%d,%d,køen ved kasse %d var lang", 1+i%28, 900+i, i%11, i)
			})[2:]
		batch := read(t, "export.csv", content, source.Config{})
		if got := batch.Responses[0].At.Format("2006-01-02 15:04"); got != want || len(batch.Responses) != 40 {
			t.Errorf("%s: %d responses, the first at %s, want %s", zone, len(batch.Responses), got, want)
		}
	}
}

// TestDayOfExportZone counts an answer of the night between two months in the month that it was
// given in, where the customers are, whatever zone the column is written in; an answer with a zone
// of its own was given there.
func TestDayOfExportZone(t *testing.T) {
	for _, c := range []struct{ header, at, want string }{
		{"Submitted (America/Denver)", "2026-08-31 19:30:00", "2026-09-01"},
		{"Submitted (America/Denver)", "2026-08-31 09:30:00", "2026-08-31"},
		{"Submitted", "2026-08-31 19:30:00", "2026-08-31"},
		{"Submitted", "2026-08-31T19:30:00-06:00", "2026-08-31"},
	} {
		content := rows("id;"+c.header+";score;kommentar", 40, func(i int) string {
			return fmt.Sprintf("%d;%s;%d;køen ved kasse %d var lang", i, c.at, i%11, i)
		})
		if got := read(t, "export.csv", content, source.Config{}).Responses[0].Day.String(); got != c.want {
			t.Errorf("%s of %q is counted on %s, want %s", c.at, c.header, got, c.want)
		}
	}
}
