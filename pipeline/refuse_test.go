package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
)

// answersFile is a file of n responses under a header; ids begin after first.
func answersFile(t *testing.T, dir, name, header string, n, first int, row func(i, id int) string) string {
	t.Helper()
	lines := []string{header}
	for i := range n {
		lines = append(lines, row(i, first+i))
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// saidBy is what customer i wrote, in words that are its own.
func saidBy(i int) string { return fmt.Sprintf("måtte ringe %d gange om sag nr %d", i%4+2, 7000+i) }

// refusedFor says what stops each way of taking files in, all of which agree, and
// that nothing is kept then.
func refusedFor(t *testing.T, cfg pipeline.Config) (key messages.Key, text string) {
	t.Helper()
	stored := func() int {
		book, err := ledger.Open(filepath.Join(cfg.Data, "ledger"))
		if err != nil {
			t.Fatal(err)
		}
		return book.Len()
	}
	before := stored()
	batch, err := pipeline.Read(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	_, err = pipeline.Foresee(context.Background(), cfg, batch)
	errs := []error{err}
	_, err = pipeline.Rehearse(context.Background(), cfg, silent{})
	errs = append(errs, err)
	_, err = pipeline.Fast(context.Background(), cfg, silent{})
	errs = append(errs, err)
	for i, err := range errs {
		var fault *messages.Error
		if !errors.As(err, &fault) {
			if key != "" || err != nil {
				t.Fatalf("way %d: %v, the others %s", i, err, key)
			}
			continue
		}
		if i > 0 && fault.Key != key {
			t.Fatalf("way %d says %s, the others %q", i, fault.Key, key)
		}
		key, text = fault.Key, fault.Text(messages.Danish)
	}
	if after := stored(); key != "" && after != before {
		t.Errorf("%d responses are kept of what is refused for %s", after-before, key)
	}
	return key, text
}

// TestScalesRefused: a file on another scale is refused before it is kept, and where
// it was kept by an earlier version the source can be taken out, and read again.
func TestScalesRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ten := answersFile(t, dir, "service.csv", "id;dato;NPS;kommentar", 40, 100, func(i, id int) string {
		return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, i%28+1, i%11, saidBy(i))
	})
	five := answersFile(t, dir, "butik.csv", "id;dato;Score 1-5;kommentar", 30, 900, func(i, id int) string {
		return fmt.Sprintf("%d;%02d-04-2026;%d;%s", id, i%28+1, i%5+1, saidBy(i+500))
	})
	cfg := config("")
	cfg.Data, cfg.Workers = filepath.Join(dir, "data"), 1
	take := func(files ...string) pipeline.Config {
		cfg.Sources = []pipeline.Source{{Files: files}}
		return cfg
	}
	if key, _ := refusedFor(t, take(ten)); key != "" {
		t.Fatal(key)
	}
	if key, text := refusedFor(t, take(five)); key != "scales_refused" || !strings.Contains(text, "1-5 i butik (30 scorer)") {
		t.Errorf("a file on another scale: %s %s", key, text)
	}
	mixed := take(five)
	mixed.Figures.MixScales = true
	if key, _ := refusedFor(t, mixed); key != "" {
		t.Fatal(key)
	}
	if key, text := refusedFor(t, take(ten)); key != "scales_kept" || !strings.HasSuffix(text[:strings.Index(text, "; er en")], "stemme sources remove butik") {
		t.Errorf("a ledger on two scales: %s %s", key, text)
	}
	forget(t, cfg, 30, pipeline.Forgetting{Source: "butik"})
	if kept, err := pipeline.SourceReadings(cfg.Data); err != nil || len(kept) != 1 {
		t.Errorf("%d readings are left, %v", len(kept), err)
	}
	if found := holding(t, cfg.Data, "sag nr 7501"); len(found) > 0 {
		t.Errorf("what was taken out is still in %v", found)
	}
	if _, err := pipeline.Forget(context.Background(), cfg, pipeline.Forgetting{Source: "butikken"}, silent{}); err == nil {
		t.Error("an unknown source is taken out")
	}
	mixed.Sources[0].Files = []string{five}
	if s, err := pipeline.Fast(context.Background(), mixed, silent{}); err != nil || s.Accepted.New != 30 {
		t.Errorf("read again: %+v, %v", s.Accepted, err)
	}
}

// TestElsewhere: a copy or a correction under another name is refused, honest news is
// not.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const header = "id;dato;NPS;kommentar"
	line := func(shift int, text func(int) string) func(i, id int) string {
		return func(i, id int) string {
			return fmt.Sprintf("%d;%02d-03-2026;%d;%s", id, (i+shift)%28+1, (i*7+shift)%11, text(i))
		}
	}
	of := func(name string, first int, row func(i, id int) string) string {
		return answersFile(t, dir, name, header, 40, first, row)
	}
	short := func(int) string { return "ok" }
	never := func(int) string { return "" }
	atLength := func(i int) string { return saidBy(i) + ", og det tog mig det meste af en formiddag" }
	others := 0
	partly := func(most int, row func(i, id int) string) func(i, id int) string { // and others from there on
		others += 1000
		return func(i, id int) string {
			if i < most {
				return row(i, id)
			}
			return line(0, func(i int) string { return saidBy(i + others) })(i, id+20*others)
		}
	}
	first := of("kunder.csv", 100, line(0, saidBy))
	brief := of("korte.csv", 100, line(3, short))
	cfg := config("")
	cfg.Data = filepath.Join(dir, "data")
	cfg.Sources = []pipeline.Source{{Files: []string{first, brief}}}
	if _, err := pipeline.Fast(context.Background(), cfg, silent{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		files []string
		want  messages.Key
	}{
		{"a copy", []string{of("kopi.csv", 100, line(0, saidBy))}, "source_elsewhere"},
		{"other ids, the same words", []string{of("portal.csv", 9000, line(0, saidBy))}, "source_elsewhere"},
		{"scores that were corrected", []string{of("rettet.csv", 100, line(5, saidBy))}, "source_elsewhere"},
		{"a copy of what has no words", []string{of("a.csv", 1, line(0, never)), of("b.csv", 1, line(0, never))}, "source_elsewhere"},
		{"two in one night", []string{of("ny.csv", 1, line(0, func(i int) string { return saidBy(i + 900) })), of("nykopi.csv", 1, line(0, func(i int) string { return saidBy(i + 900) }))}, "source_elsewhere"},
		{"the same file again", []string{first}, ""},
		{"the same numbers, other words", []string{of("butik.csv", 100, line(0, func(i int) string { return saidBy(i + 300) }))}, ""},
		{"short words, other ids", []string{of("web.csv", 500, line(3, short))}, ""},
		{"the same numbers, other days", []string{of("chat.csv", 100, line(4, short))}, ""},
		{"a part of it, among others", []string{of("udtraek.csv", 100, partly(4, line(0, saidBy)))}, "source_elsewhere"},
		{"a part of it, with scores that were corrected", []string{of("nyeste.csv", 100, partly(4, func(i, id int) string { return fmt.Sprintf("%d;%02d-03-2026;3;%s", id, i%28+1, saidBy(i)) }))}, "source_elsewhere"},
		{"two of it", []string{of("to.csv", 100, partly(2, line(0, saidBy)))}, ""},
		{"a part of it under other numbers", []string{answersFile(t, dir, "stor.csv", header, 100, 9000, partly(20, line(0, saidBy)))}, "source_elsewhere"},
		{"the same numbers, days, scores and short words in part", []string{of("sms.csv", 100, partly(12, line(3, short)))}, ""},
		{"long words in part under other numbers", []string{of("lange.csv", 7000, line(0, atLength)), of("uden.csv", 9000, partly(3, line(0, atLength)))}, "source_elsewhere"},
	} {
		cfg.Sources = []pipeline.Source{{Files: c.files}}
		key, text := refusedFor(t, cfg)
		if key != c.want {
			t.Errorf("%s: %q, want %q: %s", c.name, key, c.want, text)
		}
		if c.name == "a copy" && (!strings.Contains(text, "40 af 40") || !strings.Contains(text, "kopi.csv --source kunder")) {
			t.Errorf("%s", text)
		}
	}
	for _, n := range []int{40, 60} { // both go on to have the same responses
		cfg.Sources = []pipeline.Source{{Files: []string{answersFile(t, dir, "kunder.csv", header, n, 100, line(0, saidBy))}}}
		if key, text := refusedFor(t, cfg); key != "" {
			t.Errorf("%d of the source: %s", n, text)
		}
		cfg.AsNew = n == 40
		cfg.Sources = []pipeline.Source{{Files: []string{answersFile(t, dir, "kopi.csv", header, n, 100, line(0, saidBy))}}}
		if key, text := refusedFor(t, cfg); key != "" {
			t.Errorf("%d on purpose: %s", n, text)
		}
		cfg.AsNew = false
	}
}
