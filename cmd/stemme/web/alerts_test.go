package web

import (
	"html"
	"math"
	"regexp"
	"strings"
	"testing"

	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
)

// written makes an edition whose analysts wrote an entry that alarmed and that one unit hears more, both
// withheld from those who may not count; counted is how often the figures were asked for.
func written(t *testing.T) (s *server, p *published, counted *int) {
	t.Helper()
	counted = new(int)
	s = site(t, func(c *Config) {
		c.Token, c.ReaderToken = analystToken, readerToken
		c.Moves = func(*edition.Edition, string) (Moves, error) {
			*counted++
			return Moves{Alerts: []nps.AlertRow{alarmed(12, 2, 0, 6.5)}, Cuts: []nps.CutRow{}}, nil
		}
	})
	p = s.shelf.take()
	t.Cleanup(p.put)
	entry := *p.byID["t0002"]
	entry.ThemeID, entry.Name, entry.Lens = "vores/regn", "Våd kasse", "vores"
	p.figures.themes = append(p.figures.themes, entry)
	p.byID[entry.ThemeID] = &p.figures.themes[len(p.figures.themes)-1]
	nan := math.NaN()
	p.alerts = append([]nps.AlertRow{alarmed(nan, nan, nan, nan)}, p.alerts...)
	sortAlerts(p.alerts)
	p.heard = []nps.LocalRow{{Dimension: "unit", Value: "Region Nord/Aalborg", ThemeID: "t0003", Share: .21, ShareElsewhere: .02, Responses: 9, Z: 5, Q: .001},
		{Dimension: "unit", Value: "Region Nord/Aalborg", ThemeID: entry.ThemeID, Lens: entry.Lens, Share: .077, ShareElsewhere: .001, Responses: 9, Z: 4, Q: .001}}
	p.local = map[cut][]nps.LocalRow{}
	p.setLocal(p.lead)
	return s, p, counted
}

// alarmed is an alert of the entry, in a month before others that alarmed.
func alarmed(observed, expected, low, high float64) nps.AlertRow {
	return nps.AlertRow{Family: nps.FamilyVolume, PeriodKind: nps.KindMonth, Period: "2024-06", Dimension: nps.DimensionAll, ThemeID: "vores/regn", Lens: "vores",
		Direction: "up", Observed: observed, Expected: expected, Low: low, High: high, Z: math.NaN(), Mix: math.NaN()}
}

// TestWrittenAlerts: what the analysts wrote in a lens of their own is told where alarms are, first and with its
// numbers for who may count them, without them for others.
func TestWrittenAlerts(t *testing.T) {
	s, p, counted := written(t)
	p.months = p.months[:len(p.months):len(p.months)]
	for i, m := range p.months { // nothing is older than a year before the last
		if m > "2024-12" {
			p.months = p.months[:i]
			break
		}
	}
	for _, path := range []string{"/", "/linser?lens=vores", "/temaer/vores/regn"} {
		for token, want := range map[string]bool{analystToken: true, readerToken: false} {
			text := html.UnescapeString(body(t, get(s, path, withToken(token))))
			if !strings.Contains(text, "»Våd kasse« nævnes oftere end ventet i juni 2024.") {
				t.Errorf("%s with %s: the alert of the entry is not told", path, token)
			}
			if told := strings.Contains(text, "12 mod ventet 2,0 [0,0; 6,5]"); told != want {
				t.Errorf("%s with %s: the numbers are told: %t", path, token, told)
			}
		}
	}
	_, news, _ := strings.Cut(body(t, get(s, "/", withToken(analystToken))), `id="h-new"`)
	if first := regexp.MustCompile(`<li><p>([^<]*)`).FindStringSubmatch(news); first == nil || !strings.Contains(first[1], "Våd kasse") {
		t.Errorf("first is %v", first)
	}
	if *counted != 1 {
		t.Errorf("counted %d times", *counted)
	}
}

// TestWrittenHeard: what a unit surely hears more of stands on its page, on that of the lens and that of the
// entry, what the analysts wrote first.
func TestWrittenHeard(t *testing.T) {
	s, _, _ := written(t)
	for _, path := range []string{"/?unit=Region+Nord/Aalborg", "/?unit=aalborg", "/linser?lens=vores", "/temaer/vores/regn", "/kontaktpunkter?by=unit"} {
		text := html.UnescapeString(body(t, get(s, path, withToken(readerToken))))
		_, text, _ = strings.Cut(text, "<main")
		if !regexp.MustCompile(`>7,7.%</b> <span[^>]*>mod 0,1.% andre steder, n = 9`).MatchString(text) {
			t.Errorf("%s does not tell what is heard", path)
		}
		if strings.HasPrefix(path, "/?") {
			_, local, _ := strings.Cut(text, `id="h-local"`)
			if a, b := strings.Index(local, "7,7"), strings.Index(local, "21,0"); a < 0 || b < a {
				t.Errorf("%s: the entry is not first: %d, %d", path, a, b)
			}
		}
	}
	if text := body(t, get(s, "/?unit=Region+Nord/Aalborg&from=2024-01-01", withToken(analystToken))); strings.Contains(text, `id="h-local"`) {
		t.Error("what is of all time is told of some days")
	}
}

// TestHeardAsBlame: a local finding says whether the unit's own customers praise or blame.
func TestHeardAsBlame(t *testing.T) {
	data := t.TempDir()
	made := invent(t, 900)
	for i := range made.mentions {
		m := &made.mentions[i]
		if m.Theme == "t0002" {
			m.Polarity = .8
			if strings.HasPrefix(made.responses[m.Response].Unit, "Region Nord") {
				m.Polarity = -.8
			}
		}
	}
	made.publish(t, data)
	s, err := newServer(Config{Data: data, Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.shelf.close()
	p := s.shelf.take()
	defer p.put()
	p.drivers = map[string]nps.DriverRow{}
	for unit, want := range map[string]string{"Region Nord": "mest klager", "Region Syd": "mest ros"} {
		p.heard = []nps.LocalRow{{Dimension: "unit", Value: unit, ThemeID: "t0002", Share: .3, ShareElsewhere: .1, Responses: 12, Z: 4, Q: .001}}
		text := html.UnescapeString(body(t, get(s, "/temaer/t0002", nil)))
		if _, heard, _ := strings.Cut(text, `id="h-heard"`); !strings.Contains(heard[:strings.Index(heard, "</section>")], want) {
			t.Errorf("%s: want %s in %s", unit, want, heard[:min(len(heard), 900)])
		}
	}
}
