package web

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"stemme/pipeline/codebook"
)

// A browser is a tab of a headless Chromium that remembers every complaint of a
// page and every host it asked for something.
type browser struct {
	testing.TB
	ctx  context.Context
	root string // address of the server

	mu     sync.Mutex
	faults []string
	off    []string // requests to another host
}

// browse starts a server over data and opens a tab. Without Chromium the test is
// skipped, saying so.
func browse(t testing.TB, data string) *browser {
	t.Helper()
	if chromium() == nil {
		t.Skip("no chromium: apt-get install chromium")
	}
	b := &browser{TB: t}
	serving, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Serve(serving, Config{Data: data, Addr: "127.0.0.1:0", Ready: func(url string) { ready <- url }})
	}()
	select {
	case root := <-ready:
		b.root = strings.TrimSuffix(root, "/")
	case err := <-done:
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(chromium(), chromedp.WithNewBrowserContext())
	ctx, cancelTime := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(func() {
		cancelTime()
		cancel()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	b.ctx = ctx
	b.do(chromedp.Navigate("about:blank"))
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	b.do(
		func(ctx context.Context, t *chromedp.Target) (v chromedp.Void, err error) {
			_, err = cdp.Call(ctx, t, log.Enable, cdp.Empty{})
			return v, err
		},
		func(ctx context.Context, t *chromedp.Target) (v chromedp.Void, err error) {
			_, err = cdp.Call(ctx, t, network.Enable, network.EnableParams{})
			return v, err
		})
	return b
}

// hear remembers what the browser complains of and what it asks for.
func (b *browser) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		b.faults = append(b.faults, ev.Entry.Text+" "+ev.Entry.URL)
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.faults = append(b.faults, "console."+string(ev.Type))
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(ev.Request.URL); err == nil && u.Scheme != "data" && "http://"+u.Host != b.root {
			b.off = append(b.off, ev.Request.URL)
		}
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

// open goes to a page of the server.
func (b *browser) open(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.root+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
}

// is waits for a condition, which may come to hold on another page; of that, it waits
// until the page is whole.
func (b *browser) is(condition string) {
	b.Helper()
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
		whole, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+condition+`)`))
		if err == nil && whole {
			return
		}
	}
	b.Fatalf("not %s\n%s", condition, b.says(`location.href + "\n" + document.body.innerText.slice(0, 600)`))
}

// look keeps a picture of the page where STEMME_SHOTS says.
func (b *browser) look(name string) {
	b.Helper()
	dir := os.Getenv("STEMME_SHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
		b.Fatal(err)
	}
}

// media pretends to be another screen.
func (b *browser) media(kind, scheme string) {
	b.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) (v chromedp.Void, err error) {
		_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return v, err
	})
}

// quiet fails on anything the browser complained of, and on any request to
// another host.
func (b *browser) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		b.Errorf("browser: %s", f)
	}
	for _, u := range b.off {
		b.Errorf("request off the host: %s", u)
	}
}

// TestAnalyst does in a browser what an analyst does in a morning.
func TestAnalyst(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/")
	b.is(`document.documentElement.lang === "da" && document.querySelectorAll("table.pulls tbody tr").length > 4`)
	b.is(`document.querySelectorAll("figure.plot .save button").length === 2`)
	b.look("overblik")

	// From the front page to the themes and into one.
	b.do(chromedp.Click(chromedp.CSS(`nav a[href="/temaer"]`)), chromedp.WaitVisible(chromedp.CSS("svg.map")))
	b.look("temaer")
	b.open("/temaer/t0050")
	b.is(`document.querySelectorAll(".hit").length > 5`)
	b.look("tema")

	// Search as you type, filter, and keep the link.
	b.open("/soeg")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "gebyrer"))
	b.is(`location.search.includes("q=gebyrer") && document.querySelectorAll("#hits mark").length > 3`)
	total, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector(".total b").textContent`))
	if err != nil {
		t.Fatal(err)
	}
	b.look("soeg-foer")
	b.do(chromedp.Click(chromedp.JSPath(`document.querySelector("input[name=class][value=detractor]")`)))
	b.is(`location.search.includes("class=detractor") && document.querySelector(".total b").textContent !== "` + total + `"`)
	b.is(`document.activeElement.name === "class"`) // the keyboard is not thrown off
	b.is(`[...document.querySelectorAll("#hits .hit")].every(h => h.classList.contains("detractor"))`)
	b.look("soeg")
	b.do(chromedp.Click(chromedp.JSPath(`document.querySelector("#next a")`)))
	b.is(`document.querySelectorAll(".results .hit").length > 20`)

	for _, page := range []string{"kontaktpunkter", "udvikling"} {
		b.open("/" + page)
		b.look(page)
	}
	b.open("/kontaktpunkter?by=unit")
	b.look("afdelinger")
	b.open("/?lang=en")
	b.is(`document.documentElement.lang === "en" && document.body.innerText.includes("Goes with lower NPS")`)
	b.open("/?lang=da")
	b.quiet()
}

// TestWithoutScripts: search, filter, page on and read a theme's comments in a
// browser that runs no scripts. What the test itself evaluates still runs.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900),
		func(ctx context.Context, t *chromedp.Target) (v chromedp.Void, err error) {
			_, err = cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return v, err
		})
	holds := func(condition string) {
		t.Helper()
		for range 50 { // the page may still be on its way; Poll would need scripts
			if yes, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](condition)); err == nil && yes {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatal(condition)
	}
	b.open("/")
	holds(`typeof htmx === "undefined" && document.querySelector(".save") === null && document.querySelectorAll("svg.course a").length > 5`)
	holds(`document.querySelectorAll("table.pulls tbody tr").length > 4`)
	b.do(chromedp.Click(chromedp.CSS(`nav a[href="/temaer"]`)), chromedp.WaitVisible(chromedp.CSS("svg.map")),
		chromedp.Click(chromedp.CSS(`tbody a[href^="/temaer/t"]`)), chromedp.WaitVisible(chromedp.CSS(".hit")))
	holds(`location.pathname.startsWith("/temaer/t") && document.querySelectorAll(".hit").length > 5`)

	b.open("/soeg")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "gebyrer"), chromedp.Click(chromedp.CSS("#find .bar button")),
		chromedp.WaitVisible(chromedp.CSS("#hits mark")))
	holds(`location.search.includes("q=gebyrer")`)
	b.do(chromedp.Click(chromedp.CSS("input[name=class][value=detractor]")), chromedp.Click(chromedp.CSS("noscript button")))
	holds(`location.search.includes("class=detractor") && document.querySelectorAll("#hits .hit").length > 5 && [...document.querySelectorAll("#hits .hit")].every(h => h.classList.contains("detractor"))`)
	first, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector("#hits .hit").textContent`))
	if err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Click(chromedp.CSS("#next a")))
	holds(`location.search.includes("after=") && location.search.includes("class=detractor") &&
		document.querySelector("#hits .hit").textContent !== ` + string(shown))
	b.quiet()
}

// TestAccessible holds the pages against the rules of WCAG 2.2 AA that a machine
// can check, by axe-core, light and dark.
func TestAccessible(t *testing.T) {
	t.Parallel()
	axe := readAxe(t)
	b := browse(t, sharedData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	for _, page := range []string{"/", "/temaer", "/temaer/t0050", "/soeg?q=app", "/kontaktpunkter", "/kontaktpunkter?by=Kundetype&measure=nps", "/udvikling", "/linser",
		"/lignende?key=demo/fjendtlig0", "/nix", "/login", "/?touchpoint=Telefon&from=2024-01-01", "/sammenlign", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial",
		"/kommentar?key=demo/100003", "/kommentar", "/arbejdsliste", "/opfoelgning", "/bedoem?theme=t0002", "/?touchpoint=Telefon"} {
		b.accessible(axe, page)
	}
}

// readAxe is the script of axe-core.
func readAxe(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join("testdata", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(axe)
}

// accessible fails on what axe-core finds in a page, in light and in dark. The rules that
// colours can break are tried on both, the others on one: the page is the same.
func (b *browser) accessible(axe, page string) {
	b.Helper()
	b.media("", "light")
	b.open(page)
	b.accessibleNow(axe, page+", light")
	b.media("", "dark")
	b.finds(`axe.run(document, {`+axeCheap+`runOnly: ["color-contrast", "link-in-text-block"]})`, page+", dark")
}

// accessibleNow fails on what axe-core finds in the page as it stands.
func (b *browser) accessibleNow(axe, where string) {
	b.Helper()
	b.finds(axe+`; axe.run(document, {`+axeCheap+`runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})`, where)
}

// axeCheap leaves out of what axe-core answers all but violations, and how to find them again.
const axeCheap = `resultTypes: ["violations"], selectors: false, preload: false, `

// finds fails on the violations that a run of axe-core answers with.
func (b *browser) finds(run, where string) {
	b.Helper()
	faults, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](run+`.then(r => r.violations.map(v => v.id + ": " + v.nodes[0].html.slice(0, 200)).join("\n"))`, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	if faults != "" {
		b.Errorf("%s: %s", where, faults)
	}
}

// TestRename: an analyst renames a theme, sees first what it does, and sees the
// new name after the next night.
func TestRename(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	small := invent(t, 400)
	small.publish(t, data)
	b := browse(t, data)
	b.open("/temaer/t0050")
	b.do(chromedp.Click(chromedp.CSS("#edit summary")),
		chromedp.SetValue(chromedp.CSS("#edit input[name=name]"), "Lang telefonkø"),
		chromedp.Click(chromedp.CSS("#edit form button")),
		chromedp.WaitVisible(chromedp.CSS("input[name=confirm] + button")))
	b.is(`document.body.innerText.includes("får navnet Lang telefonkø") && document.body.innerText.includes("Ingen kommentarer flytter")`)
	b.look("ret")
	if book, err := codebook.Read(filepath.Join(data, codebook.Name)); err != nil || len(book.Edits) != 0 {
		t.Fatalf("kept before the yes: %v %v", book, err)
	}
	b.do(chromedp.Click(chromedp.CSS("input[name=confirm] + button")), chromedp.WaitVisible(chromedp.CSS("#edits")))
	b.look("venter")
	book, err := codebook.Read(filepath.Join(data, codebook.Name))
	if err != nil || len(book.Edits) != 1 || book.Edits[0].Rename != "t0050" || book.Edits[0].To != "Lang telefonkø" {
		t.Fatalf("the codebook holds %+v, %v", book, err)
	}
	small.themes[0].Name = book.Edits[0].To // what the next night makes of it
	small.book = book.Hash()
	small.publish(t, data)
	for range 20 {
		b.open("/temaer")
		there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.querySelector("tbody").innerText.includes("Lang telefonkø")`))
		if err != nil {
			t.Fatal(err)
		}
		if there {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	b.is(`document.querySelector("tbody").innerText.includes("Lang telefonkø") && document.querySelector("#edits") === null`)
	b.quiet()
}

// TestOtherScreens: dark, phone and paper show the same pages, and no page is
// wider than a phone.
func TestOtherScreens(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.media("", "dark")
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/")
	b.look("overblik-moerk")
	b.open("/soeg?q=app&class=detractor")
	b.look("soeg-moerk")
	b.media("", "light")
	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile))
	for _, page := range []string{"/", "/temaer", "/temaer/t0009", "/soeg?q=r%C3%A5dgiver", "/kontaktpunkter", "/kontaktpunkter?by=unit", "/udvikling",
		"/?touchpoint=Telefon", "/sammenlign?a.touchpoint=Telefon&b.touchpoint=Filial", "/kommentar?key=demo/100003", "/arbejdsliste", "/opfoelgning"} {
		b.open(page)
		b.look("mobil" + strings.NewReplacer("/", "-", "?", "-", "%", "").Replace(page))
		b.fits(page)
	}
	b.media("print", "light")
	b.do(chromedp.EmulateViewport(800, 1100))
	b.open("/")
	b.look("papir")
	b.quiet()
}

// fits fails where a page is wider than the screen, and names what sticks out.
func (b *browser) fits(page string) {
	b.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.documentElement.scrollWidth <= screen.width ? "" :
		[...document.querySelectorAll("main *, header *, footer *")].filter(e => e.scrollWidth > e.clientWidth + 1 && !e.closest("svg"))
		.map(e => e.tagName + "." + e.className).slice(0, 5).join(" ") || "?"`))
	if err != nil {
		b.Fatal(err)
	}
	if out != "" {
		b.Errorf("%s is wider than the screen: %s", page, out)
	}
}

// TestHostileComments: nothing that a customer writes is more than text.
func TestHostileComments(t *testing.T) {
	t.Parallel()
	b := browse(t, sharedData(t))
	b.open("/soeg?q=ventetid&touchpoint=Telefon&class=detractor&from=2024-10-04&to=2024-10-04&size=200")
	b.is(`document.querySelector(".results").innerText.includes("<script>")`)
	b.is(`document.title.includes("stemme") && document.querySelectorAll(".results script, .results img").length === 0`)
	b.fits("hostile")
	b.quiet()
}
