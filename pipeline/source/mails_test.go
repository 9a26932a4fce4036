package source_test

import (
	"testing"

	"stemme/pipeline/source"
)

// TestMailsAsPages: of a mail that is a page its head, styles and declarations are no words of the customer.
func TestMailsAsPages(t *testing.T) {
	for _, page := range []string{
		"<html><head><style>p {color:red}</style></head><body><p>Bussen kom aldrig</p></body></html>",
		"<!DOCTYPE html><html><head><title>Besked</title><style>a{}</style><script>x()</script></head><body>Bussen kom aldrig</body></html>",
		"<html><head><meta charset=utf-8><style>p{}</style><body><p>Bussen kom aldrig</p>",
		"<style>p{}</style><style>a{}</style><center>Bussen kom aldrig</center>",
		"<![if !mso]><?xml version=1.0?><header>Bussen <del>kom</del> aldrig</header>",
		"&lt;html&gt;&lt;head&gt;&lt;style&gt;p{}&lt;/style&gt;&lt;/head&gt;Bussen kom aldrig",
	} {
		content := rows("id|score|kommentar", 30, func(i int) string { return "7|4|" + page })
		batch := read(t, "mails.csv", content, source.Config{Columns: map[string]string{"id": "", "comment": "kommentar"}})
		want := "Bussen kom aldrig"
		if got := batch.Responses[0].Comment; got != want {
			t.Errorf("%q is %q", page, got)
		}
	}
}
