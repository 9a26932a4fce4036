package pipeline_test

import (
	"bytes"
	js "encoding/json"
	"strings"
	"testing"

	"stemme/pipeline/ledger"
	"stemme/pipeline/tables"
)

// TestText: NULL is empty in CSV and null in JSON, 0 is 0 in both, and no text
// is a formula.
func TestText(t *testing.T) {
	t.Parallel()
	responses := handful()
	responses[3].Comment = "=HYPERLINK(\"x\")"
	documents := documents()
	documents[3].Clauses = nil
	table, err := ledger.Responses.Table(ledger.ResponseRows(responses, documents, mentions(), primary()))
	if err != nil {
		t.Fatal(err)
	}
	var csv, json bytes.Buffer
	if err := tables.WriteCSV(&csv, table); err != nil {
		t.Fatal(err)
	}
	if err := tables.WriteJSON(&json, table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1,bank/1,bank,ab12,2026-03-29T00:59:59.123456Z,2026-03-29,0,0-10,detractor,-100,telefon,,",
		"10,bank/10,bank,,,,,0-10,,,,,",
		`"'=HYPERLINK(""x"")"`,
	} {
		if !strings.Contains(csv.String(), want) {
			t.Errorf("CSV lacks %s:\n%s", want, csv.String())
		}
	}
	var array []map[string]any
	if err := js.Unmarshal(json.Bytes(), &array); err != nil || len(array) != len(responses) {
		t.Errorf("JSON is no array of %d rows: %v", len(responses), err)
	}
	var lines bytes.Buffer
	if err := tables.WriteJSONLines(&lines, table); err != nil || bytes.Count(lines.Bytes(), []byte("\n{")) != len(responses)-1 || !bytes.HasSuffix(lines.Bytes(), []byte("}\n")) {
		t.Errorf("%v: not an object a line:\n%s", err, lines.String())
	}
	for _, want := range []string{
		`{"response_id":"1","response_key":"bank/1","source":"bank","customer_key":"ab12","responded_at":"2026-03-29T00:59:59.123456Z","responded_on":"2026-03-29","score":0,`,
		`"responded_on":null,"score":null,"scale":"0-10","nps_class":null,"nps_value":null,`,
		`"responded_on":"1969-12-31"`,
	} {
		if !strings.Contains(json.String(), want) {
			t.Errorf("JSON lacks %s:\n%s", want, json.String())
		}
	}
}
