package messages

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

// TestRegister: what is wrong with a message stops the program that holds it.
func TestRegister(t *testing.T) {
	for name, pair := range map[Key][2]string{
		"passive":      {"passiv", "passive"},
		"test_lacks":   {"", "missing in Danish"},
		"test_lacking": {"mangler på engelsk", ""},
		"test_takes":   {"%s og %d", "%s"},
		"test_kinds":   {"%s", "%d"},
		"test_choice":  {"%d {2|række|rækker}", "%d {1|row|rows}"},
		"test_half":    {"%d {1|række}", "%d {1|row|rows}"},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is accepted", name)
				}
			}()
			Register(map[Key][2]string{name: pair})
		}()
	}
}

// TestCounted: a word follows the count, however it is written.
func TestCounted(t *testing.T) {
	Register(map[Key][2]string{"test_counted": {"%s {1|række|rækker}, %[2]d {2|ny|nye}", "%s {1|row is|rows are} read, %[2]d new"}})
	for _, c := range []struct {
		rows any
		n    int
		da   string
		en   string
	}{
		{"1", 0, "1 række, 0 nye", "1 row is read, 0 new"},
		{Danish.Count(1001), 1, "1.001 rækker, 1 ny", "1.001 rows are read, 1 new"},
		{12345, 3156, "12.345 rækker, 3.156 nye", "12,345 rows are read, 3,156 new"},
		{"11", 21, "11 rækker, 21 nye", "11 rows are read, 21 new"},
	} {
		if got := Danish.Text("test_counted", c.rows, c.n); got != c.da {
			t.Errorf("%q, want %q", got, c.da)
		}
		if got := English.Text("test_counted", c.rows, c.n); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		da, en   string
	}{
		{0, 1, "0,0", "0.0"},
		{-0.04, 1, "0,0", "0.0"},
		{-45.4545, 1, "−45,5", "−45.5"},
		{1234567, 0, "1.234.567", "1,234,567"},
		{999.95, 1, "1.000,0", "1,000.0"},
		{math.NaN(), 1, "–", "–"},
	} {
		if got := Danish.Number(c.v, c.decimals); got != c.da {
			t.Errorf("Danish.Number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.da)
		}
		if got := English.Number(c.v, c.decimals); got != c.en {
			t.Errorf("English.Number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.en)
		}
	}
}

func TestErrorKeepsItsChainAndLanguage(t *testing.T) {
	cause := errors.New("disk full")
	err := fmt.Errorf("publish: %w", Wrap(cause, "unknown"))
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
	if got := Danish.Error(err); got != "ukendt: disk full" {
		t.Errorf("Danish.Error = %q", got)
	}
	both := Wrap(errors.Join(Errorf("passive"), cause), "unknown")
	if got := Danish.Error(both); got != "ukendt: passiv; disk full" {
		t.Errorf("Danish.Error of joined causes = %q", got)
	}
	if Wrap(nil, "unknown") != nil {
		t.Error("Wrap(nil) is an error")
	}
}

// TestPrintable: a name of a file is part of one line, whatever bytes it has.
func TestPrintable(t *testing.T) {
	for name, want := range map[string]string{
		"sørgeskema \"2\".csv":   "sørgeskema \"2\".csv",
		"a\nb\x1b[31m\u009b.csv": `a\nb\x1b[31m\u009b.csv`,
		"sp\xf8rg\ufffd.csv":     `sp\xf8rg` + "\ufffd.csv",
	} {
		if got := Printable(name); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got := Danish.Error(Errorf("source_empty", name)); got != want+": filen er tom" {
			t.Errorf("%q", got)
		}
	}
}
