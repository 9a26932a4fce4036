package pipeline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/themes"
)

// everyVerb are edits of every kind, and a seed.
func everyVerb(p *published) ([]codebook.Edit, codebook.Seed) {
	clause := 0
	return []codebook.Edit{
		{Merge: "t0002", To: "t0001"}, {Rename: "t0001", To: "Det hele"}, {Hide: "t0003"}, {Pin: "t0004"},
		{Owner: "t0005", To: "Kundecenter", Action: "Ring op"}, {Split: "t0006"},
		{Move: p.mentions[0].ResponseKey, Clause: &clause, To: "t0005"}, {Move: p.mentions[len(p.mentions)-1].ResponseKey},
	}, codebook.Seed{ID: "gebyrer", Name: "Gebyrer", Words: []string{"gebyr", "for dyrt"}}
}

// TestEditsOnly: a run of edits alone publishes byte by byte what it would if it
// took nothing over from the edition before; ids and names stay with what is left
// of a merge; explain and verify take the edition for what it is; taking the edits
// out gives back what was.
func TestEditsOnly(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := withLenses(data, survey(t, 300, 7))
	cfg.Themes.Number = 8
	night(t, cfg)
	before, stood := current(t, data), standing(t, data)
	edits, seed := everyVerb(&before)
	path := filepath.Join(data, codebook.Name)
	if err := codebook.Append(path, edits...); err != nil {
		t.Fatal(err)
	}
	if err := codebook.AppendBook(path, codebook.Book{Seeds: []codebook.Seed{seed}}); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(other, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	cfg.Themes.EditsOnly = true
	_, quick := night(t, cfg)
	whole := cfg
	whole.Data, whole.Themes = other, pipeline.Whole(cfg.Themes)
	_, slow := night(t, whole)
	for _, file := range differing(quick, slow) {
		if filepath.Dir(file) == edition.Tables || filepath.Dir(file) == edition.Model {
			t.Errorf("%s is another one when everything is computed", file)
		}
	}
	after := current(t, data)
	after.consistent(t)
	keepsNames(t, before.themes, after.themes)
	if v, err := pipeline.Verify(context.Background(), cfg, false, silent{}); err != nil || !v.Whole {
		t.Errorf("verify: %v, %v", v, err)
	}
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	e, err := pipeline.Explain(ed, cfg, models.Analysts, "drivers", map[string]string{"theme": "t0001", "outcome": "nps"})
	if err != nil || len(e.Differs) > 0 || e.OtherSetup {
		t.Errorf("explain: %v differ, another setup %v, %v", e.Differs, e.OtherSetup, err)
	}
	if again, _ := night(t, cfg); !again.Unchanged {
		t.Error("the same edits made another edition")
	}
	for _, e := range edits {
		if err := codebook.Remove(path, e.String()); err != nil {
			t.Fatal(err)
		}
	}
	if err := codebook.Remove(path, seed.String()); err != nil {
		t.Fatal(err)
	}
	night(t, cfg)
	undone := current(t, data)
	undone.consistent(t)
	stoodAs(t, data, stood)
}

// told are the tables that edits change.
var told = []string{"tables/mentions.parquet", "tables/responses.parquet", "tables/themes.parquet", "tables/theme_terms.parquet", "tables/theme_nps.parquet", "tables/drivers.parquet",
	"model/theme_model.parquet", "model/theme_model_terms.parquet"}

// standing are the rows of the tables that edits change.
func standing(t *testing.T, data string) map[string]string {
	t.Helper()
	rows := map[string]string{}
	for _, file := range told {
		rows[file] = rowsOf(t, data, file)
	}
	return rows
}

// stoodAs holds the tables that edits change to what they were.
func stoodAs(t *testing.T, data string, before map[string]string) {
	t.Helper()
	for file, rows := range standing(t, data) {
		if rows != before[file] {
			t.Errorf("%s is not what it was before the edits", file)
		}
	}
}

// TestUndoIsExact: what is undone might as well never have been: of a split, a seed and
// another split the last is undone, and the tables are those of an edition that never
// had it; with STEMME_LONG the one between too, where names that were given since stay.
func TestUndoIsExact(t *testing.T) {
	t.Parallel()
	first := t.TempDir()
	cfg := config(first, survey(t, 260, 11))
	cfg.Themes.Number = 4
	night(t, cfg)
	cfg.Themes.EditsOnly = true
	steps := []codebook.Book{{Edits: []codebook.Edit{{Split: "t0001"}}},
		{Seeds: []codebook.Seed{{ID: "gebyrer", Name: "Gebyrer", Words: []string{"gebyr", "app"}}}},
		{Edits: []codebook.Edit{{Split: "t0002"}}}}
	made := func(leave int) map[string]string {
		data := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(data, os.DirFS(first)); err != nil {
			t.Fatal(err)
		}
		cfg.Data = data
		path := filepath.Join(data, codebook.Name)
		for i, step := range steps {
			if i == leave {
				continue
			}
			if err := codebook.AppendBook(path, step); err != nil {
				t.Fatal(err)
			}
			night(t, cfg)
		}
		if leave < 0 {
			undo := steps[-leave-1].Said()[0]
			if err := codebook.Remove(path, undo); err != nil {
				t.Fatal(err)
			}
			night(t, cfg)
		}
		return standing(t, data)
	}
	grown := standing(t, first)
	if long := os.Getenv("STEMME_LONG") != ""; long {
		grown = made(len(steps))
	}
	for _, i := range []int{2, 1} {
		if os.Getenv("STEMME_LONG") == "" && i != 2 {
			continue
		}
		never, undone := made(i), made(-i-1)
		for file := range never {
			names := i != 2 && (strings.HasSuffix(file, "/themes.parquet") || strings.HasSuffix(file, "/theme_model.parquet"))
			if never[file] != undone[file] && !names {
				t.Errorf("step %d undone: %s is not what it is without it", i, file)
			}
		}
		if grown["tables/mentions.parquet"] == never["tables/mentions.parquet"] {
			t.Errorf("step %d changed nothing: the test tells nothing", i)
		}
	}
}

// keepsNames: every theme that is still there and was not renamed is called what
// it was.
func keepsNames(t *testing.T, before, after []themes.ThemeRow) {
	t.Helper()
	name := map[string]string{}
	for _, r := range before {
		name[r.ThemeID] = r.Name
	}
	name["t0001"] = "Det hele"
	for _, r := range after {
		if was, known := name[r.ThemeID]; known && r.Name != was {
			t.Errorf("%s was %q and is %q", r.ThemeID, was, r.Name)
		}
	}
}

// TestEditsOnlyRefuses: where more than the edits has changed a whole night is due,
// and the edition that stands is untouched.
func TestEditsOnlyRefuses(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 200, 7))
	cfg.Themes.Number = 3
	first, _ := night(t, cfg)
	if err := codebook.Append(filepath.Join(data, codebook.Name), codebook.Edit{Hide: "t0001"}); err != nil {
		t.Fatal(err)
	}
	cfg.Themes.EditsOnly = true
	cfg.Figures.SmallGroup = 9
	if _, err := pipeline.Run(context.Background(), cfg, silent{}); err == nil {
		t.Error("edits were published with another configuration than the edition's")
	}
	if id, err := edition.CurrentID(data); err != nil || id != first.Edition {
		t.Errorf("the current edition is %s, %v", id, err)
	}
}

// TestPreviewIsWhatHappens: 20 edits, or with STEMME_LONG 200 of every verb, one on top of the other: each
// changes just the responses and clauses, and each theme's number of responses, that
// its preview says.
func TestPreviewIsWhatHappens(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cfg := config(data, survey(t, 260, 11))
	cfg.Themes.Number = 6
	night(t, cfg)
	cfg.Themes.EditsOnly = true
	path := filepath.Join(data, codebook.Name)
	draw := rand.New(rand.NewPCG(1, 0))
	seen := map[codebook.Verb]int{}
	total := 12
	if long := os.Getenv("STEMME_LONG") != ""; long {
		total = 200
	}
	applied := 0
	var kinds []int // of a round, each once
	for n := 0; applied < total; n++ {
		if n%kindsOfEdit == 0 {
			kinds = draw.Perm(kindsOfEdit)
		}
		now := current(t, data)
		e, seed := drawn(draw, &now, n, kinds[n%kindsOfEdit])
		change := codebook.Book{Edits: []codebook.Edit{e}}
		verb, _ := e.Is()
		if seed != nil {
			change, verb = codebook.Book{Seeds: []codebook.Seed{*seed}}, "seed"
		}
		effect, err := pipeline.Preview(context.Background(), cfg, change)
		if err != nil {
			t.Fatal(err)
		}
		if len(effect.Lapses) > 0 {
			continue // it is refused
		}
		seen[verb]++
		applied++
		if err := codebook.AppendBook(path, change); err != nil {
			t.Fatal(err)
		}
		night(t, cfg)
		then := current(t, data)
		responses, clauses := changed(now.mentions, then.mentions)
		if responses != effect.Responses || clauses != effect.Clauses {
			t.Fatalf("edit %d, %s: preview says %d responses, %d clauses; it was %d, %d", n, change.String(), effect.Responses, effect.Clauses, responses, clauses)
		}
		for _, th := range effect.Themes {
			if was, is := mentioning(now.mentions, th.ID), mentioning(then.mentions, th.ID); was != th.Before || is != th.After {
				t.Fatalf("edit %d, %s: preview says %s goes from %d to %d responses; it was %d to %d", n, change.String(), th.ID, th.Before, th.After, was, is)
			}
		}
	}
	t.Log(seen)
	for _, v := range []codebook.Verb{codebook.Rename, codebook.Merge, codebook.Split, codebook.Pin, codebook.Hide, codebook.Move, codebook.Owner, "seed"} {
		if seen[v] == 0 && (v != codebook.Pin || total == 200) { // a pin is drawn where a merge cannot be
			t.Errorf("no %s was tried", v)
		}
	}
}

// kindsOfEdit is how many drawn knows.
const kindsOfEdit = 9

// drawn is an edit of a theme that is there, or a seed.
func drawn(draw *rand.Rand, now *published, n, kind int) (codebook.Edit, *codebook.Seed) {
	var ids []string
	for _, r := range now.themes {
		if r.Lens == "" && r.Origin == models.Discovered {
			ids = append(ids, r.ThemeID)
		}
	}
	id, to := ids[draw.IntN(len(ids))], ids[draw.IntN(len(ids))]
	response := now.responses[draw.IntN(len(now.responses))].ResponseKey
	words := []string{"gebyr", "app", "rådgiver", "telefon", "rente", "ventetid", "filial", "kort"}
	switch kind {
	case 0:
		return codebook.Edit{Rename: id, To: fmt.Sprintf("Navn %d", n)}, nil
	case 1:
		if id == to || len(ids) < 5 {
			return codebook.Edit{Pin: id}, nil
		}
		return codebook.Edit{Merge: id, To: to}, nil
	case 2:
		return codebook.Edit{Split: id}, nil
	case 3:
		return codebook.Edit{Split: id, Words: []string{words[draw.IntN(len(words))]}}, nil
	case 4:
		return codebook.Edit{Hide: id}, nil
	case 5:
		return codebook.Edit{Move: response, To: to}, nil
	case 6:
		clause := draw.IntN(2)
		return codebook.Edit{Move: response, Clause: &clause}, nil
	case 7:
		return codebook.Edit{Owner: id, To: "Kundecenter", Action: "Ring op"}, nil
	}
	return codebook.Edit{}, &codebook.Seed{ID: fmt.Sprintf("frø%d", n)[:2] + fmt.Sprint(n), Name: fmt.Sprintf("Frø %d", n), Words: []string{words[draw.IntN(len(words))]}}
}

// changed counts the responses and clauses whose found themes differ.
func changed(now, then []themes.MentionRow) (responses, clauses int) {
	type place struct {
		key    string
		clause int32
	}
	of := func(rows []themes.MentionRow) map[place]string {
		said := map[place]string{}
		for _, m := range rows {
			if models.LensOf(m.ThemeID) == "" {
				said[place{m.ResponseKey, m.Clause}] += m.ThemeID + " "
			}
		}
		return said
	}
	a, b := of(now), of(then)
	in, at := map[string]bool{}, map[place]bool{}
	for _, one := range []map[place]string{a, b} {
		for p := range one {
			if a[p] != b[p] {
				in[p.key], at[p] = true, true
			}
		}
	}
	return len(in), len(at)
}

func mentioning(rows []themes.MentionRow, id string) int {
	in := map[string]bool{}
	for _, m := range rows {
		if m.ThemeID == id {
			in[m.ResponseKey] = true
		}
	}
	return len(in)
}
