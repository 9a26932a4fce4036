package remote

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var testNow = time.Date(2026, 11, 27, 2, 30, 0, 0, time.UTC)

// TestMarkOfTheFuture: a row of the future does not move the watermark, in whatever
// form it is written, and one that has moved it is got over; numbers that are no times
// are as large as they like.
func TestMarkOfTheFuture(t *testing.T) {
	numbers := func(first, step int64, last string) (all []string) {
		for i := range int64(12) {
			all = append(all, fmt.Sprint(first+i*step))
		}
		return append(all, last)
	}
	for name, c := range map[string]struct {
		start  string
		values []string // of the rows
		want   string
		future int
	}{
		"instants":          {"2026-01-01", []string{"2026-11-25T08:00:00Z", "2031-01-01T00:00:00Z", "2026-11-26T08:00:00+01:00"}, "2026-11-26T08:00:00+01:00", 1},
		"without a zone":    {"2026-01-01", []string{"2026-11-25 08:00:00", "2026-11-27 03:10:00", "2031-01-01 00:00"}, "2026-11-25 08:00:00", 1},
		"days":              {"2026-01-01", []string{"2026-11-25", "2062-11-26", "2026-11-24"}, "2026-11-25", 1},
		"the last":          {"2026-01-01", []string{"2031-01-01T00:00:00Z"}, "", 1},
		"numbers":           {"0", []string{"7", "1900000000", "12"}, "1900000000", 0},
		"seconds":           {"1767225600", []string{"1795000000", "1924988400", "1795600000"}, "1795600000", 1},
		"seconds from 0":    {"0", numbers(1790000000, 1000, "1924988400"), "1790011000", 1},
		"thousandths":       {"1767225600000", []string{"1795000000000", "1924988400000"}, "1795000000000", 1},
		"neither":           {"a", []string{"b", "zz", "c"}, "zz", 0},
		"no row has a mark": {"2026-01-01", []string{"", ""}, "", 0},
	} {
		var asked []string
		rows := c.values
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Query().Get("siden"))
			var all []string
			for i, v := range rows {
				all = append(all, fmt.Sprintf(`{"id":%d,"tid":%q}`, i, v))
			}
			fmt.Fprintf(w, "[%s]", strings.Join(all, ","))
		}))
		p := Pages{URL: server.URL, Since: "siden", Watermark: "tid", Start: c.start, pause: time.Millisecond}
		ask := Ask{Most: 1 << 20, Now: testNow}
		got, err := p.Fetch(context.Background(), ask)
		if err != nil || got.Mark.Value != c.want || got.Future != c.future || count(got) != len(c.values) {
			t.Errorf("%s: %v, %+v, %d of the future; want %q, %d", name, err, got.Mark, got.Future, c.want, c.future)
		}
		if ask.From = got.Mark; c.future > 0 && c.want != "" && c.start != "0" { // as an earlier version kept it
			for _, v := range c.values {
				if later(v, ask.From.Value) {
					ask.From.Value = v
				}
			}
			again, err := p.Fetch(context.Background(), ask)
			if err != nil || !again.Spoiled || asked[1] != c.start || again.Mark.Value != c.want {
				t.Errorf("%s, spoiled: %v, since %q, %+v", name, err, asked[1], again.Mark)
			}
		}
		if name == "instants" {
			ask.From = Mark{got.Mark.Of, "text", "2026-11-01"}
			ask.Now = time.Time{} // a machine without a clock
			if got, err := p.Fetch(context.Background(), ask); err != nil || got.Mark.Value != "2031-01-01T00:00:00Z" || got.Spoiled {
				t.Errorf("without a clock: %v, %+v", err, got.Mark)
			}
		}
		server.Close()
	}
}

// TestQueryReachesBack: a query that reads rows again, as docs/operations.md shows, may
// begin before the watermark, which never goes back; nor does a row of the future move it.
func TestQueryReachesBack(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE svar (nr INTEGER, tid TEXT); INSERT INTO svar VALUES (1, '2026-11-01'), (2, '2026-11-02'), (3, '2026-11-03'), (4, '2031-01-01')`); err != nil {
		t.Fatal(err)
	}
	d := Database{Query: "SELECT * FROM svar WHERE nr > ?1 - 2 ORDER BY nr", Watermark: "nr", Start: "0"}
	ask := Ask{Most: 1 << 20, Now: testNow}
	got, err := d.query(context.Background(), db, nil, ask)
	if err != nil || count(got) != 4 || got.Mark.Value != "4" {
		t.Fatalf("%v, %d rows, %+v", err, count(got), got.Mark)
	}
	ask.From = got.Mark
	if got, err = d.query(context.Background(), db, nil, ask); err != nil || count(got) != 2 || got.Mark != ask.From {
		t.Errorf("reaching back: %v, %d rows, %+v", err, count(got), got.Mark)
	}
	d = Database{Query: "SELECT * FROM svar WHERE tid > ?1 ORDER BY tid", Watermark: "tid", Start: "2026-01-01"}
	if got, err = d.query(context.Background(), db, nil, Ask{Most: 1 << 20, Now: testNow}); err != nil || got.Mark.Value != "2026-11-03" || got.Future != 1 {
		t.Fatalf("a row of the future: %v, %+v", err, got.Mark)
	}
	spoiled := got.Mark
	spoiled.Value = "2031-01-01"
	if got, err = d.query(context.Background(), db, nil, Ask{From: spoiled, Most: 1 << 20, Now: testNow}); err != nil || !got.Spoiled || count(got) != 4 || got.Mark.Value != "2026-11-03" {
		t.Errorf("spoiled: %v, %d rows, %+v", err, count(got), got.Mark)
	}
}
