package web

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"stemme/pipeline/codebook"
)

// tab goes on by the keyboard until what has the focus is what a selector names.
func (b *browser) tab(selector string) {
	b.Helper()
	for range 80 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if b.says(`document.activeElement.matches(`+"`"+selector+"`"+`) ? "yes" : ""`) == "yes" {
			return
		}
	}
	b.Fatalf("the keyboard does not reach %s", selector)
}

// TestTaskMergeSplitUndo: an analyst merges two themes by the mouse, splits one by the
// keyboard alone, and takes the merge back; each is shown before it is kept, and all
// three stand in the history.
func TestTaskMergeSplitUndo(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	invent(t, 200).publish(t, data)
	path := filepath.Join(data, codebook.Name)
	said := func() []string {
		t.Helper()
		book, err := codebook.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		return book.Said()
	}
	holds := func(want ...string) {
		t.Helper()
		if got := said(); !slices.Equal(got, want) {
			t.Fatalf("the codebook holds %q, want %q", got, want)
		}
	}
	b := browse(t, data)
	b.do(chromedp.EmulateViewport(1280, 900))

	b.open("/temaer/t0002")
	b.do(chromedp.Click(chromedp.CSS("#edit summary")), chromedp.SetValue(chromedp.CSS("#edit select[name=to]"), "t0001"))
	b.follow("#edit form:has(select[name=to]) button", `document.querySelector("input[name=confirm]") !== null && document.body.innerText.includes("lægges ind under") && document.body.innerText.includes("nævner begge i forvejen")`)
	holds()
	b.follow("input[name=confirm] + button", `document.querySelector("#edits") !== null`)
	holds("merge t0002 to t0001")

	b.open("/rettelser")
	b.tab("form:has([value=split]) select[name=theme]")
	b.do(chromedp.KeyEvent(kb.End))
	chosen := b.says(`document.activeElement.value`)
	b.tab("form:has([value=split]) input[name=words]")
	b.do(chromedp.KeyEvent("gebyr, app" + kb.Enter))
	b.is(`document.querySelector("#h-decide") !== null && document.querySelector("#h-decide").innerText.includes("der siger gebyr, app, bliver et nyt tema")`)
	holds("merge t0002 to t0001")
	b.tab("input[name=confirm] + button")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.is(`location.search === "?kept=1" && document.querySelectorAll(".pending li").length === 2`)
	split := "split " + chosen + " words gebyr, app"
	holds("merge t0002 to t0001", split)

	b.follow(`form:has([value="merge t0002 to t0001"]) button`, `document.querySelectorAll(".pending li").length === 1 && document.querySelector(".alerts").innerText.includes("fortrød:")`)
	holds(split)
	b.is(`[...document.querySelectorAll(".alerts li")].map(e => e.innerText.match(/local: (\S+)/)[1]).join(" ") === "fortrød: tilføjede: tilføjede:" && document.querySelectorAll(".alerts form").length === 1`)
	b.look("rettelser")
	b.quiet()
}
