package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"stemme/models"
)

// TestPagesRefuseWhatIsNotThere: an address that names a theme, unit, class, segment or
// value that there is not is answered with what there is, on pages as in the interface; one
// that names what there is, in whatever case and by the end of its path, is answered.
func TestPagesRefuseWhatIsNotThere(t *testing.T) {
	s := site(t, nil)
	for path, want := range map[string]string{"/?theme=t9999": "t0050", "/temaer?unit=Nix": "Region Nord", "/kontaktpunkter?class=glad": "promoter, passive, detractor",
		"/?segment:nix=1": "aldersgruppe", "/udvikling?segment:Kundetype=nix": "privat", "/soeg?touchpoint=Telefax": "Telefon", "/soeg?language=xx": "da", "/kontaktpunkter?by=nix": "kundetype",
		"/sammenlign?a.unit=Nix": "Region Nord", "/sammenlign?b.segment:nix=1": "aldersgruppe", "/api/v1/search?q=app&unit=Nix": "Region Nord", "/arbejdsliste?unit=Nix": "Region Nord"} {
		r := get(s, path, nil)
		if text := body(t, r); r.StatusCode != 400 || !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("%s: %d, without what there is (%s)", path, r.StatusCode, want)
		}
	}
	for _, path := range []string{"/?theme=t0002", "/?theme=" + models.NoTheme, "/?theme=-", "/?unit=aarhus", "/?unit=" + url.QueryEscape("Region Nord/Aarhus"), "/?touchpoint=telefon",
		"/?segment:Kundetype=privat", "/?language=da", "/?touchpoint=-", "/sammenlign?a.touchpoint=Telefon&b.when=2024-01-01..2024-12-31"} {
		if r := get(s, path, nil); r.StatusCode != 200 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

// TestFaultsOfferNothing: a page that says what went wrong has no figures to export and no
// view to keep.
func TestFaultsOfferNothing(t *testing.T) {
	s := site(t, nil)
	for path, status := range map[string]int{"/nix": 404, "/temaer/nix": 404, "/?unit=Nix": 400, "/?edition=nix": 410} {
		r := get(s, path, nil)
		text := body(t, r)
		if r.StatusCode != status || strings.Contains(text, "/eksport/") || strings.Contains(text, "/visninger?of=") || strings.Contains(text, "?&amp;edition=") {
			t.Errorf("%s: %d, and it offers an export, a view or a link to itself", path, r.StatusCode)
		}
	}
}

// TestNothingToHoldAgainst: a survey without days, and one of a single month, say why there
// is no course, change or news and what to do, and draw no empty chart.
func TestNothingToHoldAgainst(t *testing.T) {
	march := models.DayOf(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	for name, c := range map[string]struct {
		change func(*models.Response)
		want   map[string]string
	}{
		"no days": {func(r *models.Response) {
			r.Day, r.At, r.Touchpoint, r.Unit, r.Segments = models.NoDay, time.Time{}, "", "", nil
		}, map[string]string{"/": "intet kan kendes som nyt", "/udvikling": "Giv kilden en kolonne med dato", "/temaer/t0050": "Giv kilden en kolonne med dato", "/kontaktpunkter": "Der er ingen kontaktpunkter"}},
		"a month": {func(r *models.Response) {
			r.Day = march + models.Day(len(r.ID)%5)
			r.At = r.Day.Time()
		}, map[string]string{"/": "Nyt kan kendes, når der er flere måneder", "/udvikling": "Der er kun tal for marts 2026", "/temaer/t0050": "Et forløb kan tegnes"}},
	} {
		data := t.TempDir()
		made := inventAs(t, 150, c.change)
		made.publish(t, data)
		s := site(t, func(cfg *Config) { cfg.Data = data })
		for path, want := range c.want {
			text := body(t, get(s, path, nil))
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s does not say %q", name, path, want)
			}
			if strings.Contains(text, "Intet ud over det sædvanlige") || strings.Contains(text, `<figure class="plot" data-name="andel"></figure>`) || strings.Contains(text, "smooth=1") {
				t.Errorf("%s: %s says that nothing is new, or offers an empty chart", name, path)
			}
		}
	}
}
