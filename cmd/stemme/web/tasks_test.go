package web

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"stemme/pipeline/codebook"
)

// says is what an expression comes to in the page.
func (b *browser) says(expression string) string {
	b.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return text
}

// follow clicks what a selector finds and waits for a condition.
func (b *browser) follow(selector, until string) {
	b.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
	b.is(until)
}

// digits are those of a count as people read it.
const digits = `(e => e.textContent.replace(/\D/g, ""))`

// TestTaskWhyDidItFall: from the sentence to a cause, to the comments of that cause
// and period, as many as were promised, and to one of them with why it is there.
func TestTaskWhyDidItFall(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/")
	b.is(`document.querySelector(".sentence").textContent.startsWith("NPS ") && document.querySelectorAll(".causes3 > li").length > 0 && document.querySelectorAll(".causes3 blockquote").length > 0`)
	b.follow(".maybe > summary", `document.querySelector(".maybe").open`) // what is not sure is folded
	promised := b.says(`document.querySelector(".causes3 .read a").dataset.hits`)
	b.follow(".causes3 .read a", `location.pathname === "/soeg" && location.search.includes("theme=") && location.search.includes("from=")`)
	b.is(digits + `(document.querySelector(".total b")) === "` + promised + `"`)
	b.follow(".hit .key", `location.pathname === "/kommentar" && document.querySelectorAll("mark.theme").length > 0 && document.body.innerText.includes("Hvorfor temaerne er der")`)
	b.follow(".whole a.more", `location.pathname === "/lignende" && document.querySelectorAll(".hit").length > 3`)
	b.quiet()
}

// TestTaskExportOneSegment: find what one kind of customer says of waiting, and take
// it home as a file with as many rows as were found.
func TestTaskExportOneSegment(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/soeg")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "ventetid"))
	b.is(`location.search.includes("q=ventetid")`)
	b.do(chromedp.SetValue(chromedp.CSS(`select[name="segment:Kundetype"]`), "erhverv"))
	b.says(`(document.querySelector('select[name="segment:Kundetype"]').dispatchEvent(new Event("change", {bubbles: true})), "")`)
	b.is(`location.search.includes("erhverv") && document.querySelectorAll(".hit").length > 0 && !document.querySelector(".htmx-request")`)
	rows, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`fetch(document.querySelector(".export a").href).then(r => r.text()).then(t => String(t.match(/^demo\//gm).length))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if found := b.says(digits + `(document.querySelector(".total b"))`); rows != found || found == "0" {
		t.Errorf("%s comments found, %s rows exported", found, rows)
	}
	b.quiet()
}

// TestTaskCompare: hold two touchpoints against each other.
func TestTaskCompare(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/sammenlign")
	b.do(chromedp.SetValue(chromedp.CSS(`select[name="a.touchpoint"]`), "Telefon"), chromedp.SetValue(chromedp.CSS(`select[name="b.touchpoint"]`), "Filial"))
	b.follow("form.against button", `location.search === "?a.touchpoint=Telefon&b.touchpoint=Filial"`)
	b.is(`document.querySelectorAll(".hero .big").length === 3 && document.querySelectorAll("table.cards tbody tr").length > 5 && document.querySelectorAll("blockquote").length > 2`)
	b.look("sammenlign")
	b.quiet()
}

// TestTaskShare: filters chosen in the bar stand in the address, go along to the
// next page, and the address shows somebody else the same.
func TestTaskShare(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/")
	before := b.says(`document.querySelector("main").innerText`)
	b.says(`(s => { s.value = "Telefon"; setTimeout(() => s.dispatchEvent(new Event("change", {bubbles: true}))); return "" })(document.querySelector('.sieve select[name="touchpoint"]'))`)
	b.is(`location.search === "?touchpoint=Telefon" && document.readyState === "complete" && document.querySelector(".chip") !== null`)
	shown := b.says(`document.querySelector("main").innerText`)
	if shown == before {
		t.Error("the filter changes nothing")
	}
	b.follow(`nav a[href^="/kontaktpunkter"]`, `location.search === "?touchpoint=Telefon" && document.querySelectorAll("table.cuts tbody tr").length === 2`)
	b.open("/?touchpoint=Telefon")
	if again := b.says(`document.querySelector("main").innerText`); again != shown {
		t.Error("the address does not show the same again")
	}
	b.follow("a.clear", `location.search === "" && document.querySelector(".chip") === null`)
	b.quiet()
}

// TestTaskDrag: dragging over the months of a search sets its days; going back
// takes them away.
func TestTaskDrag(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/soeg?q=app")
	b.is(`document.querySelectorAll(".desk [data-from]").length > 20`)
	place := func(n string) (x, y float64) {
		at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](`(r => [r.left + r.width / 2, r.bottom - 3])(document.querySelectorAll(".desk [data-from] .reach")[`+n+`].getBoundingClientRect())`))
		if err != nil {
			t.Fatal(err)
		}
		return at[0], at[1]
	}
	x1, y1 := place("3")
	x2, y2 := place("8")
	for _, step := range []struct {
		kind input.DispatchMouseEventType
		x, y float64
	}{{input.DispatchMouseEventTypeMousePressed, x1, y1}, {input.DispatchMouseEventTypeMouseMoved, (x1 + x2) / 2, y1}, {input.DispatchMouseEventTypeMouseMoved, x2, y2}, {input.DispatchMouseEventTypeMouseReleased, x2, y2}} {
		b.do(func(ctx context.Context, t *chromedp.Target) (v chromedp.Void, err error) {
			_, err = cdp.Call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: step.kind, X: step.x, Y: step.y, Button: "left", Buttons: 1, ClickCount: 1})
			return v, err
		})
	}
	b.is(`location.search.includes("from=20") && location.search.includes("to=20") && location.search.includes("q=app")`)
	b.quiet()
}

// TestTaskJudge: an analyst judges a random sample of a theme, and the theme says
// how many of its comments fit.
func TestTaskJudge(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	invent(t, 400).publish(t, data)
	b := browse(t, data)
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/temaer/t0002")
	b.follow(`a[href^="/bedoem"]`, `document.querySelectorAll(".hit").length === 10 && document.querySelectorAll("mark.theme").length >= 10`)
	b.says(`([...document.querySelectorAll("input[value=yes]")].slice(0, 3).forEach(e => e.click()), document.querySelectorAll("input[value=no]")[3].click(), "")`)
	b.follow("form[action^='/bedoem'] button", `document.body.innerText.includes("75,0 %")`)
	b.open("/temaer/t0002")
	b.is(`document.body.innerText.includes("75,0 %") && document.body.innerText.includes("4 tilfældige")`)
	kept, err := codebook.Judgements(filepath.Join(data, codebook.JudgementsName))
	if err != nil || len(kept) != 4 || kept[0].By != "local" {
		t.Errorf("kept %+v, %v", kept, err)
	}
	b.quiet()
}

// TestTaskPrint: every page prints on A4, the overview on one page.
func TestTaskPrint(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	for path, most := range map[string]int{"/": 1, "/?touchpoint=Telefon": 1, "/udvikling": 4, "/kontaktpunkter": 2, "/temaer/t0002": 5} {
		b.open(path)
		pdf, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) (page.PrintToPDFResult, error) {
			return cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true), PrintBackground: new(false)})
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(pdf.Data), "/Type /Page\n"); n == 0 || n > most {
			t.Errorf("%s prints on %d pages, want at most %d", path, n, most)
		}
	}
}
