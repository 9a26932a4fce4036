package lens_test

import "testing"

// TestNothingToWaitFor: no minutes of waiting are praise, as no waiting is; who takes a case
// to a broadcast by its name, or sends a formal complaint, goes further, who became a customer
// by a post or needed no lawyer does not.
func TestNothingToWaitFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0 ventetid i telefonen":                             "+kundetemaer/ventetid-telefon",
		"Nul minutters ventetid på chatten":                  "+kundetemaer/svartid",
		"Nul ventetid":                                       "+kundetemaer/hurtighed",
		"0 minutters ventetid":                               "+kundetemaer/hurtighed",
		"60 minutters ventetid i telefonen":                  "-kundetemaer/ventetid-telefon",
		"Klagen er sendt til jeres klageansvarlige":          "-eskalering/klageinstans",
		"Jeg har indgivet en formel klage":                   "-eskalering/klageinstans",
		"Så jeres opslag på facebook og blev kunde":          "!eskalering/sociale-medier",
		"Jeg laver et opslag på facebook om jer":             "-eskalering/sociale-medier",
		"Klarer det uden advokat takket være jer":            "!eskalering/advokat",
		"Min advokat og jeres rådgiver fandt en god løsning": "!eskalering/advokat",
	} {
		polarity, is := reading(text)[want[1:]]
		switch ok := is; want[0] {
		case '!':
			if ok {
				t.Errorf("%q is %s", text, want[1:])
			}
		default:
			if !ok || (polarity > 0) != (want[0] == '+') {
				t.Errorf("%q: %s is %t, %v", text, want, is, polarity)
			}
		}
	}
}
