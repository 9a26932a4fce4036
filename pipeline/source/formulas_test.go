package source_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// formulaBook is a workbook of 30 rows whose column at an axis is a formula without a
// result, as a library writes it.
func formulaBook(t *testing.T, col string, result any) []byte {
	t.Helper()
	book := excelize.NewFile()
	if yes := true; result != nil {
		book.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes})
	}
	for i, h := range []string{"ID", "Score", "Kommentar", "Region", "Hjælp"} {
		axis, _ := excelize.CoordinatesToCellName(i+1, 1)
		book.SetCellValue("Sheet1", axis, h)
	}
	for i := range 30 {
		for j, v := range []any{i, i % 11, variantText(i), []string{"Nord", "Syd"}[i%2], i % 3} {
			axis, _ := excelize.CoordinatesToCellName(j+1, i+2)
			if strings.HasPrefix(axis, col) {
				book.SetCellValue("Sheet1", axis, result)
				if err := book.SetCellFormula("Sheet1", axis, fmt.Sprintf("LOWER(G%d)", i+2)); err != nil {
					t.Fatal(err)
				}
				continue
			}
			book.SetCellValue("Sheet1", axis, v)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFormulasWithoutResults: a column that is needed and holds formulas without results
// stops the file; of another it is told.
func TestFormulasWithoutResults(t *testing.T) {
	for col, want := range map[string]messages.Key{"B": "source_formulas_refused", "C": "source_formulas_refused", "E": "source_formulas"} {
		batch, err := source.Read(t.Context(), source.Config{Inputs: []source.Input{{Name: "svar.xlsx", Data: formulaBook(t, col, nil)}}})
		if want == "source_formulas" {
			if err != nil || len(batch.Responses) != 30 {
				t.Fatalf("%s: %d responses, %v", col, len(batch.Responses), err)
			}
			found := false
			for _, n := range batch.Files[0].Notes {
				found = found || n.Key == want
			}
			if !found {
				t.Errorf("%s: nothing is told: %v", col, batch.Files[0].Notes)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), "formul") && !strings.Contains(err.Error(), "formler") {
			t.Errorf("%s: %v", col, err)
		}
	}
	if _, err := source.Read(t.Context(), source.Config{Inputs: []source.Input{{Name: "svar.xlsx", Data: formulaBook(t, "B", 0)}}}); err == nil {
		t.Error("a column of zeros that were never computed is read as scores")
	}
	if batch, err := source.Read(t.Context(), source.Config{Inputs: []source.Input{{Name: "svar.xlsx", Data: formulaBook(t, "B", 9)}}}); err != nil || batch.Files[0].Scored != 30 {
		t.Errorf("formulas with results are not read: %v", err)
	}
	declared := source.Config{Columns: map[string]string{"score": ""}, Inputs: []source.Input{{Name: "svar.xlsx", Data: formulaBook(t, "B", nil)}}}
	if batch, err := source.Read(t.Context(), declared); err != nil || len(batch.Responses) != 30 {
		t.Errorf("without the score: %d responses, %v", len(batch.Responses), err)
	}
}
