package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// TestFirstForm opens a part as it was written before responses had answers.
func TestFirstForm(t *testing.T) {
	type pair struct {
		Name  string `parquet:"name,dict"`
		Value string `parquet:"value,dict"`
	}
	type rating struct {
		Name  string `parquet:"name,dict"`
		Score *int32 `parquet:"score,optional"`
	}
	type row struct {
		Source     string   `parquet:"source,dict"`
		ID         string   `parquet:"id,plain"`
		Customer   string   `parquet:"customer,plain"`
		At         *int64   `parquet:"at,optional,timestamp(microsecond)"`
		Day        *int32   `parquet:"day,optional,date"`
		Score      *int32   `parquet:"score,optional"`
		Low        int32    `parquet:"scale_low"`
		High       int32    `parquet:"scale_high"`
		Passive    int32    `parquet:"scale_passive"`
		Promoter   int32    `parquet:"scale_promoter"`
		Title      string   `parquet:"title,plain"`
		Comment    string   `parquet:"comment,plain"`
		Touchpoint string   `parquet:"touchpoint,dict"`
		Stage      string   `parquet:"stage,dict"`
		Unit       string   `parquet:"unit,dict"`
		Language   string   `parquet:"language,dict"`
		Segments   []pair   `parquet:"segments"`
		Ratings    []rating `parquet:"ratings"`
	}
	score := int32(9)
	var data bytes.Buffer
	out := parquet.NewGenericWriter[row](&data, parquet.DataPageVersion(1), parquet.KeyValueMetadata("stemme_ledger", "1"), parquet.KeyValueMetadata("complete", "false"))
	if _, err := out.Write([]row{{Source: "bank", ID: "7", Score: &score, Low: 0, High: 10, Passive: 7, Promoter: 9, Comment: "Fin tur", Segments: []pair{{"kanal", "Web"}}}}); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	sum := sha256.Sum256(data.Bytes())
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("part-000001-%x.parquet", sum[:8])), data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	same(t, open(t, dir).Responses(), []models.Response{{Source: "bank", ID: "7", Day: models.NoDay, Score: models.ScoreOf(9), Scale: models.Scale0to10, Comment: "Fin tur",
		Segments: []models.Segment{{Name: "kanal", Value: "Web"}}}})
}

// TestNewerPartIsNotLost: a part that a newer program wrote is no loss that can be
// accepted; the folder stays as it is.
func TestNewerPartIsNotLost(t *testing.T) {
	var data bytes.Buffer
	out := parquet.NewGenericWriter[struct{ ID string }](&data, parquet.KeyValueMetadata("stemme_ledger", "9"))
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, fmt.Sprintf("part-000001-%.8x.parquet", sha256.Sum256(data.Bytes())))
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, _, err := ledger.Recover(dir, "")
		if told := new(messages.Error); !errors.As(err, &told) || told.Key != "ledger_version" {
			t.Fatalf("accepted as lost: %v", err)
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) != 1 || files[0].Name() != filepath.Base(path) {
			t.Fatalf("the folder holds %v, %v", files, err)
		}
	}
}

// TestHeadOfNewestForm: whatever writes a ledger gives its head the newest form, which older
// programs refuse before they look at the parts.
func TestHeadOfNewestForm(t *testing.T) {
	dir := t.TempDir()
	one := []models.Response{{Source: "bank", ID: "7", Day: models.NoDay, Score: models.ScoreOf(9), Scale: models.Scale0to10}}
	accept(t, open(t, dir), one, ledger.Accepted{New: 1})
	for _, name := range []string{"head.json", "head-copy.json"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Contains(text, []byte(`"form": 3`)) {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
}
