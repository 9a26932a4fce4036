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
