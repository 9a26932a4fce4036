package web

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTaskSave: by the keyboard alone an analyst takes a suggestion, saves the search
// under a name, and finds it again.
func TestTaskSave(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	invent(t, 400).publish(t, data)
	b, axe := browse(t, data), readAxe(t)
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/soeg")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "app kontaktpunkt:te"))
	b.is(`document.querySelectorAll("#suggestions [role=option]").length > 0 && document.querySelector("#q").getAttribute("aria-expanded") === "true"`)
	b.accessibleNow(axe, "suggestions")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), kb.ArrowDown))
	b.is(`document.querySelector("#" + document.querySelector("#q").getAttribute("aria-activedescendant")).getAttribute("aria-selected") === "true"`)
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), kb.Enter))
	b.is(`document.querySelector("#q").value === "app kontaktpunkt:Telefon " && document.querySelector("#suggestions").hidden && new URLSearchParams(location.search).get("q").trim() === "app kontaktpunkt:Telefon" && !document.querySelector(".htmx-request")`)
	found := b.says(`document.querySelector(".total b").textContent`)
	b.follow(`.export a[href^="/visninger"]`, `location.pathname === "/visninger" && document.querySelector("input[name=name]") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("input[name=name]"), "App på telefon"+kb.Enter))
	b.is(`location.search === "?kept=1" && document.querySelector("tbody a") !== null`)
	b.accessibleNow(axe, "views")
	b.follow("tbody a", `location.pathname === "/soeg" && document.querySelector(".total b") !== null`)
	if again := b.says(`document.querySelector(".total b").textContent`); again != found {
		t.Errorf("saved %s comments, found %s", found, again)
	}
	b.quiet()
}

// TestTaskTrace: from a figure of the page of lenses to as many comments as it says,
// and from one of them to why it is there.
func TestTaskTrace(t *testing.T) {
	t.Parallel()
	b := browse(t, lensData(t))
	b.do(chromedp.EmulateViewport(1280, 900))
	b.open("/linser?lens=kundetemaer")
	entry := b.says(`document.querySelector('a[href*="said=broken"]').closest("tr").querySelector("th").innerText.trim()`)
	said := b.says(digits + `(document.querySelector('a[href*="said=broken"]'))`)
	b.follow(`a[href*="said=broken"]`, `location.pathname === "/soeg" && location.search.includes("said=broken")`)
	b.is(digits + `(document.querySelector(".total b")) === "` + said + `"`)
	b.follow(".hit .key", `location.pathname === "/kommentar" && document.body.innerText.includes("Hvorfor temaerne er der") && document.body.innerText.includes(`+strconv.Quote(entry)+`)`)
	b.quiet()
}
