package source

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the tables in docs/input.md")

// Marks around what is written from the program's own lists.
const (
	tablesBegin = "<!-- written by go test ./pipeline/source -update: begin -->\n"
	tablesEnd   = "<!-- end -->\n"
)

// TestInputTables holds docs/input.md to the lists that files are read by.
func TestInputTables(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "input.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), tablesBegin)
	_, after, ok2 := strings.Cut(rest, tablesEnd)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the tables", file)
	}
	want := before + tablesBegin + inputTables() + tablesEnd + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("go test ./pipeline/source -update rewrites it (-want +got)\n%s", diff)
	}
}

func inputTables() string {
	var b strings.Builder
	b.WriteString("\n### Words of headers\n\nA word counts where it is the *whole* header but for brackets, signs and a scale; a *word* of it; a *part* of it, also of a\ncompound; or a *word of three*, of a header of at most three words. A weight below 0 speaks against the role.\n\n| role | match | weight | words |\n|---|---|---|---|\n")
	for _, s := range signs {
		fmt.Fprintf(&b, "| %s | %s | %g | %s |\n", s.role, matchNames[s.match], s.weight, listed(strings.Fields(s.words)))
	}
	b.WriteString("\nThe levels of a unit, top first:\n\n| level | whole headers |\n|---|---|\n")
	for i, names := range levels {
		fmt.Fprintf(&b, "| %d | %s |\n", i+1, listed(names))
	}
	fmt.Fprintf(&b, "\nOf level %d, where few values come back and no other column is: %s.\n", branch+1, listed(slices.Sorted(maps.Keys(houses))))
	b.WriteString("\nA header that holds an id, number or key is that of:\n\n| role | weight | what it is of |\n|---|---|---|\n")
	for _, s := range subjects {
		fmt.Fprintf(&b, "| %s | %g | %s |\n", s.role, s.weight, listed(s.words))
	}
	fmt.Fprintf(&b, "\nOf anything else it may be that of the answer, but of %s; and of what lasts it is asked: %s.\n", listed(neverIDs), listed(lastingIDs))
	b.WriteString("\n### Words of cells\n\n| what a cell says | words |\n|---|---|\n")
	fmt.Fprintf(&b, "| no value, in any column | %s |\n", listed(slices.Sorted(maps.Keys(noAnswer))))
	fmt.Fprintf(&b, "| no score: the cell holds one of | %s |\n", listed(notAnsweredWords))
	numbers := make([]string, len(notAnswered))
	for i, n := range notAnswered {
		numbers[i] = fmt.Sprint(n)
	}
	fmt.Fprintf(&b, "| no score, where it is beyond the scale and all else fits | %s |\n", listed(numbers))
	fmt.Fprintf(&b, "| a customer class | %s |\n", listed(slices.Sorted(maps.Keys(classWords))))
	for i, scale := range likert {
		fmt.Fprintf(&b, "| a rating from 1 to 5, scale %d | %s |\n", i+1, listed(scale[:]))
	}
	fmt.Fprintf(&b, "| a time zone | %s |\n", listed(slices.Sorted(maps.Keys(zones))))
	b.WriteString("\n### Limits\n\n| what | at most | beyond it |\n|---|---|---|\n")
	fmt.Fprintf(&b, "| a file, unpacked; its cells in memory (%d bytes a cell and %d a row, beside the text) | %d MB, or `limits: unpacked_mb` | the file is refused |\n", cellCost, recordCost, DefaultUnpacked>>20)
	fmt.Fprintf(&b, "| cells of a workbook | %d million | the file is refused |\n", mostCells/1_000_000)
	fmt.Fprintf(&b, "| columns of a file | %d | the file is refused; of one row that is wider the rest is left out |\n", MostColumns)
	fmt.Fprintf(&b, "| rows with fewer cells than the first ones, of a file of %d lines or more | half | the file is refused; the line with the quotation mark that nothing closes is named |\n", manyLines)
	fmt.Fprintf(&b, "| text of a cell | %d KB | the rest is cut off; `rejected.csv` (kind `cut`) names row and column |\n", MostCell>>10)
	fmt.Fprintf(&b, "| a date | tomorrow, from %d on | the cell is left empty; a column with over a quarter such dates stops the file |\n", firstAsked)
	fmt.Fprintf(&b, "| cells that merged ranges of a workbook cover | %d million | the file is refused |\n", mostMerged>>20)
	fmt.Fprintf(&b, "| objects within objects of JSON | %d | what lies deeper is one text |\n", deepestJSON)
	fmt.Fprintf(&b, "| columns that a message names | %d | their number is told |\n", mostListed)
	b.WriteString(formTables() + "\n")
	return b.String()
}

// listed is words as a cell of a table.
func listed(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "`" + strings.ReplaceAll(w, "|", "\\|") + "`"
	}
	return strings.Join(quoted, " ")
}
