package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stemme/index"
	"stemme/models"
)

// TestSimilarSpeaksAlike: the first ten comments that are like a complaint are no
// praise, the page shows what they are like, and its filters hold.
func TestSimilarSpeaksAlike(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	defer p.put()
	res, err := p.index.Search(t.Context(), index.Request{Query: "rådgiver", Size: 12, Filter: index.Filter{Classes: []models.Class{models.Detractor}}})
	if err != nil || len(res.Hits) < 12 {
		t.Fatalf("%d hits, %v", len(res.Hits), err)
	}
	classes := regexp.MustCompile(`<li class="hit (\w*)">`)
	for _, h := range res.Hits {
		link := "/lignende?key=" + url.QueryEscape(h.Key.String())
		shown, like, _ := strings.Cut(body(t, get(s, link, nil)), `id="h-like"`)
		if len(classes.FindAllString(shown, -1)) != 1 || !strings.Contains(shown, h.Key.String()) {
			t.Errorf("%s: the page does not show the comment itself", h.Key)
		}
		for i, c := range classes.FindAllStringSubmatch(like, 10) {
			if c[1] == "promoter" {
				t.Errorf("%s: place %d is praise", h.Key, i+1)
			}
		}
		_, held, _ := strings.Cut(body(t, get(s, link+"&touchpoint=Telefon", nil)), `id="h-like"`)
		if strings.Count(held, "<span>Telefon</span>") != len(classes.FindAllString(held, -1)) {
			t.Errorf("%s: the filter does not hold", h.Key)
		}
	}
}
