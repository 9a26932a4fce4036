package query

import (
	"fmt"
	"slices"
	"testing"
)

// TestFaults: a fault tells its place, its piece of the query and, where that is known, what was
// meant; and leaves out what it does not know.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		fault Error
		text  string
		args  []any
	}{
		{Error{Reason: UnknownField, Pos: 5, Arg: "farve"}, `query: unknown field "farve" at character 5`, []any{5, "farve"}},
		{Error{Reason: FieldMeant, Pos: 1, Arg: "temma", Meant: "tema:pris"}, `query: field meant "temma" at character 1`, []any{1, "temma", "tema:pris"}},
		{Error{Reason: BadCursor}, "query: bad cursor", []any{0, ""}},
	} {
		if got := c.fault.Error(); got != c.text || fmt.Sprint(c.fault.Args()) != fmt.Sprint(c.args) {
			t.Errorf("%s %v, want %s %v", got, c.fault.Args(), c.text, c.args)
		}
	}
	if names := FieldNames("touchpoint"); !slices.Contains(names, "kontaktpunkt") || slices.Contains(names, "tema") || !slices.IsSorted(names) {
		t.Errorf("names of the touchpoint: %q", names)
	}
}
