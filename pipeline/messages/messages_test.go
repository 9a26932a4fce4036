package messages

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestCatalogue: both languages of a message take the same arguments.
func TestCatalogue(t *testing.T) {
	if len(catalogue) == 0 {
		t.Fatal("empty catalogue")
	}
	for key, pair := range catalogue {
		if pair[Danish] == "" || pair[English] == "" {
			t.Errorf("%s: a language is missing", key)
		}
		if a, b := verbs(pair[Danish]), verbs(pair[English]); a != b {
			t.Errorf("%s: takes %q in Danish, %q in English", key, a, b)
		}
	}
}

// verbs lists the formatting verbs of a message in order of their argument.
func verbs(format string) string {
	format = strings.ReplaceAll(format, "%%", "")
	var found []string
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		j := i + 1
		for j < len(format) && strings.IndexByte("0123456789.+-#[]", format[j]) >= 0 {
			j++
		}
		if j < len(format) && strings.IndexByte("dfqstvx", format[j]) >= 0 { // else a percent sign
			found = append(found, format[j:j+1])
		}
	}
	return strings.Join(found, "")
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
