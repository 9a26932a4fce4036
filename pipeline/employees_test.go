package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/pipeline"
	"stemme/pipeline/themes"
)

// TestEmployeesAreACutOfTheirOwn: what employees write has no part in the themes
// of customers nor in their sizes, and is read by them.
func TestEmployeesAreACutOfTheirOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string, line func(i int) string) string {
		var b strings.Builder
		b.WriteString("id;dato;score;kommentar\n")
		for i := range 400 {
			fmt.Fprintf(&b, "%s%d;%02d-02-2026;%d;%s\n", name, i, 1+i%28, i%11, line(i))
		}
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	topics := [][]string{{"ventetid", "telefonen", "køen", "røret", "omstillingen"}, {"netbanken", "appen", "login", "skærmen", "opdateringen"},
		{"renten", "lånet", "boligen", "afdraget", "tilbuddet"}, {"gebyret", "kortet", "kontoen", "udlandet", "opkrævningen"}}
	say := func(topics [][]string) func(i int) string {
		return func(i int) string {
			t := topics[i%len(topics)]
			return fmt.Sprintf("%s og %s med %s var %s", t[i/4%5], t[(i/4+1+i/20%4)%5], t[i/7%5], []string{"svær", "langsom", "forvirrende", "dyr", "uklar", "fin", "bedre"}[i%7])
		}
	}
	customers := file("kunder", say(topics))
	employees := file("ansatte", say([][]string{{"kantinen", "kaffen", "frugten", "maden", "salaten"}, topics[0]}))
	read := func(sources ...pipeline.Source) ([]themes.ThemeRow, map[string]int) {
		cfg := config(t.TempDir())
		cfg.Sources = sources
		night(t, cfg)
		tables := filepath.Join(currentDir(t, cfg.Data), "tables")
		rows, err := themes.Themes.Read(tables)
		if err != nil {
			t.Fatal(err)
		}
		mentions, err := themes.Mentions.Read(tables)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, m := range mentions {
			count[m.Source]++
		}
		return rows, count
	}
	survey := pipeline.Source{Name: "kunder", Files: []string{customers}}
	alone, _ := read(survey)
	beside, mentions := read(survey, pipeline.Source{Name: "ansatte", Files: []string{employees}, Kind: "employees"})
	text := func(rows []themes.ThemeRow) string {
		return strings.ReplaceAll(fmt.Sprintf("%+v", rows), "} {", "}\n{")
	}
	if diff := cmp.Diff(text(alone), text(beside)); diff != "" || !strings.Contains(text(alone), "ThemeID:t0001") {
		t.Errorf("%d themes; with employees beside (-alone +beside)\n%s", len(alone), diff)
	}
	if mentions["ansatte"] == 0 || mentions["kunder"] == 0 {
		t.Errorf("mentions %v", mentions)
	}
}
