package tables_test

import (
	"errors"
	"math"
	"os"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"

	"stemme/models"
	"stemme/pipeline/tables"
)

type visitThen struct {
	Shop string `table:"shop" doc:"where"`
	End  string `table:"end" doc:"until when"`
}

type visitNow struct {
	Shop  string     `table:"shop" doc:"where"`
	On    models.Day `table:"visited_on,null" doc:"when"`
	Spent float64    `table:"spent,null" doc:"how much"`
	Paid  bool       `table:"paid" doc:"whether"`
	Till  string     `table:"till,was=end" doc:"until when"`
}

// TestOlderTable: a column that came later is not known in a table of before, and
// its absence is a fault in a table of now.
func TestOlderTable(t *testing.T) {
	then := tables.Define("visits", "visit", "Visits.", tables.Key(func(r *visitThen) string { return r.Shop }))
	now := tables.Define("visits", "visit", "Visits.", tables.Key(func(r *visitNow) string { return r.Shop }))
	written, err := then.Table([]visitThen{{"bageren", "kl. 12"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := now.Rows(written); err == nil {
		t.Error("a column is not there, and nothing is said")
	}
	meta := written.Schema.Metadata().ToMap()
	meta["schema_version"] = "1.0"
	of := arrow.MetadataFrom(meta)
	written.Schema = arrow.NewSchema(written.Schema.Fields(), &of)
	rows, err := now.Rows(written)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v, %v", rows, err)
	}
	if r := rows[0]; r.Shop != "bageren" || r.Till != "kl. 12" || r.On != models.NoDay || !math.IsNaN(r.Spent) || r.Paid {
		t.Errorf("%+v", r)
	}
}

// TestOnly: of the columns asked for all is read, and of the others nothing.
func TestOnly(t *testing.T) {
	d := tables.Define("visits", "visit", "Visits.", tables.Key(func(r *visitNow) string { return r.Shop }))
	table, err := d.Table([]visitNow{{Shop: "bageren", On: 3, Spent: 41.5, Paid: true, Till: "kl. 12"}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file, err := os.Create(d.Path(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(tables.Write(file, table), file.Close()); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Only("shop", "spent").Read(dir)
	if want := (visitNow{Shop: "bageren", Spent: 41.5}); err != nil || len(rows) != 1 || rows[0] != want {
		t.Errorf("%+v, %v; want %+v", rows, err, want)
	}
}
