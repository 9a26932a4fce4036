package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestAssetsArePacked: scripts and styles come compressed to whoever takes them so, the
// same as to others; and the first page with all it needs is under 150 KB even unpacked.
func TestAssetsArePacked(t *testing.T) {
	s := site(t, nil)
	page := body(t, get(s, "/", nil))
	plain, packed := len(page), len(page)
	for _, m := range regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		want := get(s, m[1], nil)
		got := get(s, m[1], func(r *http.Request) { r.Header.Set("Accept-Encoding", "br, gzip") })
		if got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Content-Type") != want.Header.Get("Content-Type") {
			t.Errorf("%s: %v", m[1], got.Header)
		}
		raw := body(t, got)
		z, err := gzip.NewReader(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(z)
		if whole := body(t, want); err != nil || string(text) != whole {
			t.Errorf("%s differs packed: %v", m[1], err)
		}
		plain, packed = plain+len(text), packed+len(raw)
	}
	if plain > 150_000 || packed > plain-30_000 {
		t.Errorf("the first page is %d bytes, packed %d", plain, packed)
	}
}
