package tables_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/tables"
)

var visits = tables.Define("visits", "visit", "Visits.", tables.Key(func(r *visitNow) string { return r.Shop }))

// someVisits are n visits in order, some of which lack what may be lacking.
func someVisits(n int) []visitNow {
	rows := make([]visitNow, n)
	for i := range rows {
		rows[i] = visitNow{Shop: fmt.Sprintf("butik %06d", i), On: models.Day(20_000 + i%700), Spent: float64(i%90) / 4, Paid: i%3 == 0, Till: []string{"kl. 12", "", "lukketid ☕"}[i%3]}
		if i%5 == 0 {
			rows[i].On = models.NoDay
		}
		if i%7 == 0 {
			rows[i].Spent = math.NaN()
		}
	}
	return rows
}

func written(t *testing.T, table tables.Outgoing) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWaysOfWriting: rows that are made one by one, in whatever order they stand in
// memory, and as one Arrow table, come to the same bytes, over blocks and row groups.
func TestWaysOfWriting(t *testing.T) {
	for _, n := range []int{0, 1, 1023, 1024, 1025, 131_072 + 3000} {
		rows := someVisits(n)
		table, err := visits.Table(rows)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := tables.Write(&want, table); err != nil {
			t.Fatal(err)
		}
		if got := written(t, visits.Stream(slices.Values(rows))); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%d rows: a stream is written otherwise", n)
		}
		slices.Reverse(rows)
		backwards, err := visits.Outgoing(rows)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, backwards); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%d rows: from memory they are written otherwise", n)
		}
		again, err := backwards.Table()
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, again.Outgoing()); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%d rows: made whole they are written otherwise", n)
		}
	}
}

// TestStreamOutOfOrder: a stream whose rows do not come in order, across blocks too,
// and one with a row twice, are faults.
func TestStreamOutOfOrder(t *testing.T) {
	for _, at := range []int{1, 1024, 2048, 2999} {
		for _, back := range []int{0, 1} {
			rows := someVisits(3000)
			rows[at].Shop = rows[at-1].Shop
			if back == 1 {
				rows[at].Shop = "a"
			}
			if _, err := visits.Stream(slices.Values(rows)).Write(&bytes.Buffer{}); err == nil {
				t.Errorf("row %d is out of order, and nothing is said", at)
			}
		}
	}
}

// TestBrokenTextsSideBySide: two texts that are broken in a way that makes them
// whole when one follows the other are mended each.
func TestBrokenTextsSideBySide(t *testing.T) {
	rows := []visitNow{{Shop: "a", Till: "kl. 1\xc3"}, {Shop: "b", Till: "\xa6 2"}, {Shop: "c", Till: "hel"}}
	table, err := visits.Outgoing(rows)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(visits.Path(dir), written(t, table), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := visits.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Till != "kl. 1\uFFFD" || got[1].Till != "\uFFFD 2" || got[2].Till != "hel" {
		t.Errorf("%q %q %q", got[0].Till, got[1].Till, got[2].Till)
	}
}

// TestNoNegativeZero: a sum of nothing is written as 0, which -0 is not to every reader.
func TestNoNegativeZero(t *testing.T) {
	rows := someVisits(3)
	for i := range rows {
		rows[i].Spent = math.Copysign(0, -1)
	}
	table, err := visits.Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := tables.WriteCSV(&text, table); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text.Bytes(), []byte(",-0,")) {
		t.Errorf("%s", text.Bytes())
	}
}
