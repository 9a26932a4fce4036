package web

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"stemme/models"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// longNames are what organisations call their parts: one word, as long as Danish makes them.
var longNames = strings.NewReplacer("Aalborg", "Erhvervskundeservicecenterafdelingen", "Privat", "Privatkunderådgivningscenterfilialen",
	"privat", "selvstændigerhvervsdrivendelandbrugskunde", "Telefon", "Telefonrådgivningscenterhenvendelse", "Rådgivermøde", "Boliglånsrådgivningsmødeforberedelse")

// longNamed is a survey whose units, touchpoints, segments, themes, entries, KPIs, initiatives
// and news have long names, of which there are many: forty departments and nine weeks of news.
func longNamed(t *testing.T) string {
	data := t.TempDir()
	var departments []string
	made := inventAs(t, 700, func(r *models.Response) {
		r.Touchpoint, r.Unit = longNames.Replace(r.Touchpoint), longNames.Replace(r.Unit)
		if n := len(departments); r.Unit != "" {
			r.Unit += "/Erhvervsudlånsadministrationsafdeling " + strconv.Itoa(n%40+1)
			departments = append(departments, r.Unit)
		}
		for i := range r.Segments {
			r.Segments[i].Value = longNames.Replace(r.Segments[i].Value)
		}
	})
	made.readByLenses()
	for i := range made.themes {
		theme := &made.themes[i]
		theme.Name = []string{"kreditkortafregningsgebyrforhøjelsesvarsel", "sagsbehandlingstidsoverskridelse og telefonventetidsannoncering", "app"}[i%3]
		theme.Words = append(theme.Words, models.Word{Term: "x", Written: "betalingsserviceaftaleopsigelsesvarsel", Weight: .5})
	}
	made.plan()
	made.more = append(made.more, func() (tables.Table, error) { return nps.NewsFound.Table(nineWeeks(made.responses, departments)) })
	made.publish(t, data)
	return data
}

// nineWeeks is news of the last nine weeks of responses, each at a department of its own.
func nineWeeks(responses []models.Response, departments []string) (rows []nps.NewsRow) {
	last := models.NoDay
	for i := range responses {
		last = max(last, responses[i].Day)
	}
	for week := range models.Day(9) {
		rows = append(rows, nps.NewsRow{PeriodKind: "week", Period: (last - 7*week).String(), Dimension: nps.DimensionUnit, Value: departments[week],
			Phrase: strconv.Itoa(int(week)) + " betalingsserviceaftaleopsigelsesvarsler og netbankadgangskodenulstillinger", Responses: 1234, Expected: 12.3, Season: "unknown"})
	}
	slices.SortFunc(rows, func(a, b nps.NewsRow) int { return strings.Compare(a.Period, b.Period) })
	return rows
}

// overruns are the texts of a page that stick out of the box they stand in, or of the page.
// What scrolls within its own box may be wider than it.
const overruns = `(() => {
	const out = new Set(), root = document.documentElement;
	if (root.scrollWidth > root.clientWidth) out.add("the page is " + root.scrollWidth + " wide, the window " + root.clientWidth);
	const boxes = new Map(); // looked at once, however many texts stand in them
	const boxOf = e => {
		let box = boxes.get(e);
		if (!box) {
			const style = getComputedStyle(e), r = e.getBoundingClientRect();
			boxes.set(e, box = {ends: style.overflowX !== "visible", flows: style.display === "inline" || style.display === "contents", over: style.position === "absolute", left: r.left, right: r.right});
		}
		return box;
	};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node; node = walk.nextNode();) {
		const text = node.data.trim(), e = node.parentElement;
		if (!text || e.closest("svg, option, script, style, .hidden, .skip") || !e.checkVisibility()) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		const rects = [...range.getClientRects()].filter(r => r.width > 0);
		for (let box = e; box && box !== document.body; box = box.parentElement) {
			const b = boxOf(box);
			if (b.ends) break;
			if (b.flows) continue;
			if (rects.some(r => r.right > b.right + 1 || r.left < b.left - 1)) {
				out.add(JSON.stringify(text.slice(0, 60)) + " sticks out of " + box.tagName + "." + box.className);
				break;
			}
			if (b.over) break; // it stands over the page, not in its parent
		}
	}
	for (const svg of document.querySelectorAll("svg")) {
		const b = svg.getBoundingClientRect();
		if (!svg.checkVisibility()) continue;
		for (const text of svg.querySelectorAll("text")) {
			const r = text.getBoundingClientRect();
			if (r.right > b.right + 1 || r.left < b.left - 1) out.add(JSON.stringify(text.textContent.slice(0, 60)) + " sticks out of the drawing");
		}
	}
	return [...out].slice(0, 12).join("\n");
})()`

// TestNothingOverruns: whatever the parts of an organisation are called, and whatever is
// unfolded, no text leaves the box that it stands in, and no page is wider than its window.
func TestNothingOverruns(t *testing.T) {
	t.Parallel()
	b := browse(t, longNamed(t))
	for _, page := range []string{"/", "/?period=month", "/temaer", "/temaer?lens=kundetemaer", "/temaer/t0050", "/temaer/loefter/hurtig", "/linser", "/linser?lens=kundetemaer",
		"/soeg?q=gebyrer", "/kontaktpunkter", "/kontaktpunkter?by=unit", "/kontaktpunkter?by=Kundetype&measure=nps", "/udvikling", "/opfoelgning", "/rettelser", "/bedoem?theme=t0002",
		"/sammenlign?a.touchpoint=Filial&b.unit=Region+Nord%2FErhvervskundeservicecenterafdelingen", "/?unit=Region+Nord%2FErhvervskundeservicecenterafdelingen", "/kommentar?key=demo/100003", "/visninger"} {
		b.do(chromedp.EmulateViewport(1280, 900))
		b.open(page)
		for _, unfold := range []string{"", `document.querySelectorAll("details").forEach(d => d.open = true)`} {
			for _, width := range []int64{1440, 1280, 1024, 390, 360} {
				if unfold == "" && width != 1280 && width != 360 && os.Getenv("STEMME_LONG") == "" {
					continue // what is folded is also there unfolded
				}
				b.do(chromedp.EmulateViewport(width, 900))
				if out := b.says(`(() => { ` + unfold + `; return ` + overruns + ` })()`); out != "" {
					t.Errorf("%s at %d, unfolded %v: %s", page, width, unfold != "", out)
				}
			}
		}
	}
	b.quiet()
}
