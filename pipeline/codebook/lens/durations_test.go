package lens_test

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stemme/pipeline/codebook/lens"
)

// A timeCase is an invented text and the durations that it names, in its order.
type timeCase struct {
	text string
	want []lens.Duration // in hours
}

// hoursOf are the hours in the units that the cases are written in.
var hoursOf = map[string]float64{"s": 1.0 / 3600, "m": 1.0 / 60, "h": 1, "d": 24, "u": 168, "M": 720, "y": 8760}

var senseOf = map[string]lens.TimeSense{"w": lens.Waited, "t": lens.Took, "p": lens.Promised, "i": lens.Within, "-": lens.OtherTime}

var timeSpec = regexp.MustCompile(`^([<>]?)([0-9.]+)(?:-([0-9.]+))?([smhduMy]) ([wtpi-])$`)

// timeCases reads the cases: a text, a tab, and durations such as "2-3d w" (two to
// three days that were waited), "<5m i" or ">1M w", parted by semicolons.
func timeCases(t *testing.T, path string) []timeCase {
	t.Helper()
	var out []timeCase
	for n, cells := range tsv(t, path) {
		c := timeCase{text: cells[0]}
		for spec := range strings.SplitSeq(cells[1], ";") {
			if spec == "" {
				continue
			}
			m := timeSpec.FindStringSubmatch(spec)
			if m == nil {
				t.Fatalf("case %d: %q is no duration", n+1, spec)
			}
			d := lens.Duration{Sense: senseOf[m[5]]}
			d.Low, _ = strconv.ParseFloat(m[2], 64)
			if d.High = d.Low; m[3] != "" {
				d.High, _ = strconv.ParseFloat(m[3], 64)
			}
			d.Low, d.High = d.Low*hoursOf[m[4]], d.High*hoursOf[m[4]]
			switch m[1] {
			case "<":
				d.Low = 0
			case ">":
				d.High = math.Inf(1)
			}
			c.want = append(c.want, d)
		}
		out = append(out, c)
	}
	return out
}

// tsv reads a file of two cells a line below a header.
func tsv(t *testing.T, path string) [][2]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for line := range strings.SplitSeq(strings.TrimRight(string(text), "\n"), "\n") {
		first, second, _ := strings.Cut(line, "\t")
		out = append(out, [2]string{first, second})
	}
	return out[1:]
}

// near says whether two numbers of hours are as good as equal.
func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 0.02*math.Max(math.Abs(a), math.Abs(b))
}

// timeScore is how well durations are read.
type timeScore struct{ hit, missed, wrong, sense int }

func (s timeScore) f1() float64 { return 2 * float64(s.hit) / float64(2*s.hit+s.missed+s.wrong) }

func (s timeScore) senses() float64 { return float64(s.sense) / float64(s.hit) }

// add scores one case.
func (s *timeScore) add(t *testing.T, c timeCase) {
	got := lens.Durations(c.text)
	left := slices.Clone(got)
	for _, want := range c.want {
		at := slices.IndexFunc(left, func(d lens.Duration) bool { return near(d.Low, want.Low) && near(d.High, want.High) })
		if at < 0 {
			s.missed++
			t.Logf("%q: got %v, want %v", c.text, got, c.want)
			continue
		}
		s.hit++
		if left[at].Sense == want.Sense {
			s.sense++
		} else {
			t.Logf("%q: sense %q, want %q", c.text, left[at].Sense, want.Sense)
		}
		left = slices.Delete(left, at, at+1)
	}
	if s.wrong += len(left); len(left) > 0 {
		t.Logf("%q: got %v, want %v", c.text, got, c.want)
	}
}

// TestDurations: lengths of time are found with their bounds, and told apart by
// what they were to the customer. The cases were written by kinds before the
// reader was held to them, those of senses before it read constructions; the floors are
// what was measured, less 0.01.
func TestDurations(t *testing.T) {
	t.Parallel()
	for _, of := range []struct {
		path      string
		f1, sense float64
	}{{"../testdata/durations.tsv", 0.98, 0.94}, {"../testdata/durations_sense.tsv", 0.99, 0.99}} {
		var s timeScore
		for _, c := range timeCases(t, of.path) {
			s.add(t, c)
		}
		t.Logf("%s: F1 %.3f: %d found, %d missed, %d false; sense right %.3f", of.path, s.f1(), s.hit, s.missed, s.wrong, s.senses())
		if s.f1() < of.f1 || s.senses() < of.sense {
			t.Errorf("%s: F1 %.3f, want %v; sense %.3f, want %v", of.path, s.f1(), of.f1, s.senses(), of.sense)
		}
	}
}
