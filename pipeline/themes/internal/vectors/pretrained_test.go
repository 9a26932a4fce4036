package vectors

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	text := "4 2\ngebyr 3 4\nkort 0 -2 \nsvar x y\ngebyr 1 0\n"
	for _, in := range []string{text, strings.TrimPrefix(text, "4 2\n"), strings.ReplaceAll(text, "\n", "\r\n")} {
		got, err := Read(strings.NewReader(in), func(w string) bool { return w != "svar" })
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || math.Abs(float64(got["gebyr"][0])-0.6) > 1e-6 || got["kort"][1] != -1 {
			t.Errorf("Read = %v", got)
		}
	}
}

func TestReadFaults(t *testing.T) {
	for text, line := range map[string]int{
		"gebyr 1 2\nkort 1\n":                   2,
		"2 2\ngebyr 1 2\nkort 1 tre\n":          3,
		"gebyr\n":                               1,
		"gebyr 1 NaN\n":                         1,
		"a 1\n" + strings.Repeat("b ", longest): 2,
	} {
		_, err := Read(strings.NewReader(text), func(string) bool { return true })
		var fault *LineError
		if !errors.As(err, &fault) || fault.Line != line {
			t.Errorf("%.20q: %v, want a fault in line %d", text, err, line)
		}
	}
}
