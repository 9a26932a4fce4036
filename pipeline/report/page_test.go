package report

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// fullPage is an invented page with more than there is room for.
func fullPage(lang messages.Lang, themes int) *Page {
	p := &Page{
		Lang: lang, PlacesTitle: "Kontaktpunkter", Purpose: "Vi måler, fordi vi vil blive bedre til det, kunderne lægger mærke til – ikke for at hænge nogen ud.",
		Title: "3. kvartal 2026", Unit: "Region Nord/Aarhus/Erhverv",
		Sentence: "NPS faldt 6,2 point til 23,8 i 3. kvartal. Det meste, 4,1 point, kommer af, at flere svar er fra telefonen; resten hænger sammen med ventetid.",
		Certain:  "Faldet er sikkert (95 %: −9,9 til −2,5). Sammenlignet med 2. kvartal; mod samme kvartal sidste år er det ikke sikkert.",
		Score:    Bar{Value: 23.8, Text: "23,8", Note: "95 %: 21,2 til 26,3 · n = 3.905"},
		Shares:   [3]Share{{"promoter", "promotere", "1.684", "43 %", .43}, {"passive", "passive", "1.466", "38 %", .38}, {"detractor", "detractorer", "755", "19 %", .19}},
		Foot:     []string{"n = 3.905 med score, 3.257 med kommentar", "2 afdelinger vises ikke (færre end 5 svar)", "udgave 000012-93f65f09", "tal er af dem, der svarede; «hænger sammen med» er ikke årsag"},
	}
	for i := range 18 {
		v := 20 + 8*math.Sin(float64(i))
		p.Course = append(p.Course, Point{Label: fmt.Sprintf("K%d %d", i%4+1, 2022+i/4), Value: v, Low: v - 4, High: v + 4, Partial: i == 17})
	}
	p.Course[9].Value, p.Course[9].Low, p.Course[9].High = math.NaN(), math.NaN(), math.NaN()
	name := "Uoverskueligt lang ventetid på telefonen og manglende tilbageringning fra kundeservice"
	for i := range themes {
		v := 5 - float64(i)/4
		p.Down = append(p.Down, Bar{Name: name, Value: -v, Text: "−" + lang.Number(v, 1), Note: "sikkert", Low: math.NaN(), High: math.NaN()})
		p.Up = append(p.Up, Bar{Name: "Venlig betjening", Value: v, Text: lang.Signed(v, 1), Note: "usikkert", Unsure: true, Low: math.NaN(), High: math.NaN()})
		p.Detractors = append(p.Detractors, Bar{Name: name, Value: 30 - v, Text: "31 %", Note: "mod 12 % ellers", Low: math.NaN(), High: math.NaN()})
		p.Promoters = append(p.Promoters, Bar{Name: "Kompetent rådgiver", Value: 30 - v, Text: "31 %", Note: "mod 12 % ellers", Low: math.NaN(), High: math.NaN()})
		p.Touchpoints = append(p.Touchpoints, Bar{Name: "Rådgivermøde", Value: 60 - 9*float64(i), Low: 50 - 9*float64(i), High: 70 - 9*float64(i), Text: "60,0", Note: "n = 312"})
		p.HighFive = append(p.HighFive, Bar{Name: name, Value: v, Text: "12 %", Note: "principper", Low: math.NaN(), High: math.NaN()})
		p.Improvements = append(p.Improvements, Improvement{"Flere ved telefonen mellem 8 og 10", "Kundeservice", "Evalueres i uge 45", "+4,1 [0,2; 8,0]"})
	}
	return p
}

// TestPageKeepsToItself: one file, nothing from elsewhere, everything escaped.
func TestPageKeepsToItself(t *testing.T) {
	p := fullPage(messages.Danish, 40)
	p.Down[0].Name = `<script>alert(1)</script>`
	var out bytes.Buffer
	if err := p.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, bad := range []string{"<script", "http://", "https://", "url(", "NaN", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if len(p.Down) != 40 {
		t.Error("writing the page cut its lists")
	}
	if n := strings.Count(text, "</li>"); n > 3+4*mostThemes+mostTouchpoints+mostHighFive {
		t.Errorf("%d rows", n)
	}
	if path := os.Getenv("STEMME_KEEP_PAGE"); path != "" {
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestR21 draws the page at 1, 5 and 40 themes and for next to nothing, in both
// languages, and counts its pages; every list starts above the foot.
func TestR21(t *testing.T) {
	dir := t.TempDir()
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		for _, themes := range map[messages.Lang][]int{messages.Danish: {0, 1, 40}, messages.English: {5}}[lang] {
			html, pdf := filepath.Join(dir, "side.html"), filepath.Join(dir, fmt.Sprintf("%d-%d.pdf", lang, themes))
			var out bytes.Buffer
			if err := fullPage(lang, themes).WriteHTML(&out); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(html, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			err := PrintPDF(t.Context(), html, pdf)
			var told *messages.Error
			if errors.As(err, &told) && told.Key == "report_no_browser" {
				t.Skip("no browser to draw with")
			}
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(pdf)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(pdfPage.FindAll(text, -1)); n != 1 {
				t.Errorf("%d themes: %d pages", themes, n)
			}
			if info, err := os.Stat(pdf); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("others can read the page: %v, %v", info.Mode(), err)
			}
		}
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestImprovements: an improvement point is a theme that surely goes with a lower
// score and is a finding; what it needs is said where nobody has it.
func TestImprovements(t *testing.T) {
	f := filler{theme: map[string]themes.ThemeRow{
		"t1": {ThemeID: "t1", Name: "lang kø", State: models.Ready}, "t2": {ThemeID: "t2", Name: "gebyr", State: models.Ready},
		"t3": {ThemeID: "t3", Name: "anbefales, robot, hjørnet", State: models.NotReady},
	}}
	got := f.improvements([]Bar{{Name: "lang kø", id: "t1"}, {Name: "gebyr", id: "t2", Unsure: true}, {Name: "anbefales", id: "t3"}, {Name: "Kundemix"}})
	if len(got) != 1 || got[0] != (Improvement{"lang kø", "ingen ansvarlig", "ingen handling", "–"}) {
		t.Errorf("%v", got)
	}
}

// TestWorkbook: the figures are numbers, what is withheld is empty.
func TestWorkbook(t *testing.T) {
	var out bytes.Buffer
	if err := fullPage(messages.Danish, 2).WriteXLSX(&out); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if kind, err := book.GetCellType("Overblik", "B5"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("NPS is of type %v, %v", kind, err)
	}
	if v, _ := book.GetCellValue("Overblik", "B5"); v != "23.8" {
		t.Errorf("NPS %q", v)
	}
	if v, _ := book.GetCellValue("Over tid", "B11"); v != "" {
		t.Errorf("a withheld score is %q", v)
	}
	if n := len(book.GetSheetList()); n != 9 {
		t.Errorf("%d sheets", n)
	}
}
