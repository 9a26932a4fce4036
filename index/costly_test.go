package index_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"stemme/index"
	"stemme/index/internal/query"
)

// asked is a context that counts how often it is asked whether it has ended.
type asked struct {
	context.Context
	times atomic.Int64
}

func (a *asked) Err() error { a.times.Add(1); return a.Context.Err() }

// TestCostlyQueries: a word that stands for many is looked up once, however often it is
// written, not more than ten of them are, an abandoned search ends while words are
// looked up, and what was meant is looked for a few words only.
func TestCostlyQueries(t *testing.T) {
	var texts []string
	for i := range 25 {
		text := "ventetid"
		for j := range 26 {
			text += fmt.Sprintf(" ventet%c%c", 'a'+i, 'a'+j)
		}
		texts = append(texts, text)
	}
	ix := built(t, comments(append(texts, "helt andre ord")...), 1)
	search := func(ctx context.Context, text string) index.Result {
		res, err := ix.Search(ctx, index.Request{Query: text, Size: 1})
		if err != nil {
			t.Fatalf("%.40s: %v", text, err)
		}
		return res
	}
	for _, word := range []string{"ventetid~2", "/v.*d/", "*ntet?*"} {
		often := strings.Join(strings.Fields(strings.Repeat(word+" ", 99)), " ELLER ")
		one, many := testing.AllocsPerRun(3, func() { search(t.Context(), word) }), testing.AllocsPerRun(3, func() { search(t.Context(), often) })
		if many > 8*one {
			t.Errorf("%s takes %.0f allocations, 99 times %.0f", word, one, many)
		}
		if a, b := search(t.Context(), word).Total, search(t.Context(), often).Total; a != b || a != len(texts) {
			t.Errorf("%s finds %d, 99 times %d", word, a, b)
		}
	}
	ctx := &asked{Context: t.Context()}
	if search(ctx, "ventetid~2"); ctx.times.Load() < 100 {
		t.Errorf("a search of 650 words asks %d times whether it is still wanted", ctx.times.Load())
	}
	var different []string
	for i := range 11 {
		different = append(different, fmt.Sprintf("ventet%c~2", 'a'+i))
	}
	search(t.Context(), strings.Join(different[:10], " ELLER "))
	_, err := ix.Search(t.Context(), index.Request{Query: strings.Join(different, " ELLER ")})
	if fault := (*index.QueryError)(nil); !errors.As(err, &fault) || fault.Reason != query.TooMany || fault.Arg != different[10] {
		t.Errorf("eleven different words with ~: %v", err)
	}
	var unknown []string
	for i := range 99 {
		unknown = append(unknown, fmt.Sprintf("qqxz%dw", i))
	}
	if res := search(t.Context(), strings.Join(unknown, " ")); len(res.Misses) == 0 || len(res.Misses) > 10 {
		t.Errorf("%d misses of 99 unknown words", len(res.Misses))
	}
}
