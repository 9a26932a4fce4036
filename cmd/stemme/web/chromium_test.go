package web

import (
	"context"
	"os/exec"
	"sync"

	"github.com/chromedp/chromedp"
)

// chromium is the one browser of all tests, of which each has a tab and cookies of its
// own; nil where none is installed.
var chromium = sync.OnceValue(func() context.Context {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		ctx, stop := chromedp.NewContext(context.Background(),
			chromedp.WithAllocatorOptions(chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("lang", "da")))
		if err := chromedp.Do(ctx); err != nil {
			panic(err)
		}
		closeBrowser = stop
		return ctx
	}
	return nil
})

// closeBrowser ends the browser, once there is one.
var closeBrowser = func() {}
