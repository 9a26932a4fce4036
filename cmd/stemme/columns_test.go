package main

import (
	"maps"
	"testing"

	"github.com/alecthomas/kong"
)

// TestDeclaredColumns: levels of the unit are taken in their order; any other field stands once.
func TestDeclaredColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args  []string
		want  map[string]string
		fault bool
	}{
		{[]string{"--column", "unit=Region", "--column", "unit=Klinik", "--column=unit=Hal", "--column", "id="}, map[string]string{"unit": "Region", "unit:2": "Klinik", "unit:3": "Hal", "id": ""}, false},
		{[]string{"--column", "score=a", "--column", "score=b"}, map[string]string{"score": "a"}, true},
		{[]string{"--column", "unit=", "--column", "unit=b"}, map[string]string{"unit": ""}, true},
		{[]string{"--column", "score"}, nil, true},
	} {
		var flags struct{ Column declared }
		parser, err := kong.New(&flags)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(c.args); err != nil {
			t.Fatal(err)
		}
		if got := flags.Column; !maps.Equal(got.columns, c.want) || (got.fault != nil) != c.fault {
			t.Errorf("%v: %v, fault %v", c.args, got.columns, got.fault)
		}
	}
}
