package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/pipeline/source"
)

// TestCutTexts: comments that an export has cut at a length are told; whole ones of one length are not, nor is one canned text.
func TestCutTexts(t *testing.T) {
	t.Parallel()
	words := strings.Fields("ventetiden telefonen medarbejderen hjemmesiden fakturaen leveringen butikken åbningstiden rådgivningen betalingen svaret mailen")
	said := func(i int) string {
		var of []string
		for n := range 4 + i*7%9 {
			of = append(of, words[(i*5+n*n*3+i/11)%len(words)])
		}
		return strings.Join(of, " ")
	}
	for name, c := range map[string]struct {
		text func(i int) string
		want bool
	}{
		"cut at 60":    {func(i int) string { return string([]rune(said(i))[:min(60, len([]rune(said(i))))]) }, true},
		"whole":        {said, false},
		"one length":   {func(i int) string { return fmt.Sprintf("Ventede længe i telefonen, svar nummer %d", 1000+i) }, false},
		"one sentence": {func(i int) string { return []string{"Jeg ventede længe i telefonen på svar", said(i)[:30]}[i%2] }, false},
	} {
		lines := []string{"Svar-ID;Dato;Score;Kommentar"}
		for i := range 200 {
			lines = append(lines, fmt.Sprintf("%d;%02d-03-2026;%d;%s", i+1, 1+i%28, i%11, c.text(i)))
		}
		batch, err := source.Read(t.Context(), source.Config{Files: []string{write(t, "svar.csv", strings.Join(lines, "\n")+"\n")}})
		if err != nil {
			t.Fatal(name, err)
		}
		if told := slices.ContainsFunc(batch.Files[0].Notes, func(n source.Note) bool { return n.Key == "source_cut" }); told != c.want {
			t.Errorf("%s: told %t; %v", name, told, batch.Files[0].Notes)
		}
	}
}
