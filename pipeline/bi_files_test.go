package pipeline_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"stemme/pipeline"
	"stemme/pipeline/bi"
)

// biFiles are the files for BI tools by their path.
func biFiles() map[string]string {
	files := map[string]string{}
	for _, f := range bi.Files(pipeline.Tables, nil, map[string]bool{"responses": true}) {
		files[f.Path] = f.Text
	}
	return files
}

// TestDbtNames holds that every name in the sources for dbt is text to readers of
// YAML 1.1 too, to whom the column yes is a truth where no quotes stand around it.
func TestDbtNames(t *testing.T) {
	t.Parallel()
	tokens := lexer.Tokenize(biFiles()["bi/dbt/sources.yml"])
	names := 0
	for i, at := range tokens {
		if i < 2 || tokens[i-1].Type != token.MappingValueType {
			continue
		}
		if key := tokens[i-2].Value; key != "name" && key != "field" || at.Value == "stemme" {
			continue
		}
		names++
		if at.Type != token.DoubleQuoteType {
			t.Errorf("line %d: %s has no quotes", at.Position.Line, at.Value)
		}
	}
	if names < 500 {
		t.Errorf("%d names were held", names)
	}
}

// TestMeasureNames holds that no measure of the Power BI model is called as a column of
// its table, or as another measure: the case of letters does not tell names apart there,
// and such a model is refused.
func TestMeasureNames(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`(?m)^\t(column|measure) '?([^'\n]*?)'?(?: =.*)?$`)
	everywhere, found := map[string]string{}, 0
	for file, text := range biFiles() {
		if path.Ext(file) != ".tmdl" || !strings.Contains(file, "/tables/") {
			continue
		}
		here := map[string]bool{}
		for _, m := range named.FindAllStringSubmatch(text, -1) {
			name := strings.ToLower(m[2])
			if here[name] {
				t.Errorf("%s has two of %s", file, name)
			}
			here[name] = true
			if m[1] == "measure" {
				if found++; everywhere[name] != "" {
					t.Errorf("%s and %s have the measure %s", file, everywhere[name], name)
				}
				everywhere[name] = file
			}
		}
	}
	if found != 8 {
		t.Errorf("%d measures", found)
	}
}

// TestThemeScoresLens holds that the view of theme scores tells uden tema of one lens
// from that of another: themes has it once, of no lens.
func TestThemeScoresLens(t *testing.T) {
	t.Parallel()
	_, view, _ := strings.Cut(biFiles()["bi/views.sql"], "VIEW theme_scores AS")
	view, _, _ = strings.Cut(view, ";")
	if !strings.Contains(view, "n.lens,") || strings.Contains(view, "t.lens") {
		t.Errorf("the lens is not that of the figures:\n%s", view)
	}
}

// TestThemesShownOnce holds that the page of the Power BI report does not list a top
// theme beside those under it: theme_nps has both in one grain.
func TestThemesShownOnce(t *testing.T) {
	t.Parallel()
	text := biFiles()["bi/powerbi/stemme.Report/definition/pages/overblik/visuals/themes/visual.json"]
	for _, want := range []string{`"name": "theme_nps_grain"`, `"'all/all/discovered'"`, `"name": "themes_grain"`, `"'theme'"`, `"'none'"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the list of themes has no filter with %s", want)
		}
	}
}
