package pipeline_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
)

// TestOwnInitiatives: the figures of an initiative that are withheld from others, since one
// of its months is, are told to analysts, in the report too; one that is another
// in its file by now stays withheld.
func TestOwnInitiatives(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id;dato;score;kommentar;kontaktpunkt\n")
	add := func(day, n, score int, touchpoint string) {
		for range n {
			at := time.Date(2025, 1, 1+day, 0, 0, 0, 0, time.UTC).Format("02-01-2006")
			fmt.Fprintf(&rows, "%d;%s;%d;det gik som det gik;%s\n", rows.Len(), at, score, touchpoint)
		}
	}
	for day := range 120 {
		add(day, 2, 5+day%5, "Butik")
	}
	for day := range 20 {
		add(61+day, 2, 2, "Telefon")
		add(91+day, 2, 10, "Telefon")
	}
	add(120, 1, 10, "Telefon") // alone in its month
	file := filepath.Join(dir, "svar.csv")
	if err := os.WriteFile(file, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := config(filepath.Join(dir, "data"), file)
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	plan := func(where string) {
		text := "initiatives:\n  - {id: tlf, name: Flere ved telefonen, start: 2025-04-01, feasibility: 3, where: {touchpoint: [" + where + "]}}\n"
		if err := os.WriteFile(filepath.Join(cfg.Data, codebook.InitiativesName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan("Telefon")
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	open, err := improvement.InitiativesTable.Read(ed.Path(edition.Tables))
	if err != nil || len(open) != 1 || !open[0].Suppressed || !math.IsNaN(open[0].Effect) {
		t.Fatalf("in the open table %+v, %v", open, err)
	}
	own, err := pipeline.OwnInitiatives(ed, cfg)
	if err != nil || len(own) != 1 || own[0].Before.N != 40 || own[0].After.N != 41 || math.IsNaN(own[0].Effect) || own[0].Verdict != open[0].Verdict {
		t.Errorf("analysts see %+v, %v", own, err)
	}
	figures, err := pipeline.Own(ed, cfg, "")
	if err != nil || len(figures.Initiatives) != 1 || figures.Initiatives[0].Effect != own[0].Effect {
		t.Errorf("in reports analysts see %+v, %v", figures.Initiatives, err)
	}
	plan("Butik")
	if own, err = pipeline.OwnInitiatives(ed, cfg); err != nil || len(own) != 1 || !own[0].Suppressed {
		t.Errorf("of another initiative analysts see %+v, %v", own, err)
	}
}

// TestOwnKPIs: a KPI that the open tables withhold, since few mention its theme in a month or another month beside it, is
// told to analysts with its status, and stays marked as withheld.
func TestOwnKPIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id;dato;score;kommentar\n")
	for i := range 240 {
		at := time.Date(2026, 1, 1+i/2, 0, 0, 0, 0, time.UTC)
		said := "det gik som det gik"
		if i%60 == 7 {
			said = "lang ventetid på telefonen"
		}
		fmt.Fprintf(&rows, "%d;%s;%d;%s\n", i, at.Format("02-01-2006"), i%11, said)
	}
	file := filepath.Join(dir, "svar.csv")
	cfg := withLenses(filepath.Join(dir, "data"), file)
	if err := errors.Join(os.WriteFile(file, []byte(rows.String()), 0o600), os.MkdirAll(cfg.Data, 0o700),
		os.WriteFile(filepath.Join(cfg.Data, codebook.KPIsName), []byte("kpis:\n  - {id: tlf, name: Telefon, measure: \"share:kundetemaer/ventetid-telefon\", period: month, target: \"<= 1\"}\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	night(t, cfg)
	ed, err := edition.Open(cfg.Data, edition.Current)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	open, err := improvement.KPITable.Read(ed.Path(edition.Tables))
	if err != nil || len(open) == 0 {
		t.Fatal(len(open), err)
	}
	own, err := pipeline.OwnKPIs(ed, cfg)
	if err != nil || len(own) != len(open) {
		t.Fatal(len(own), err)
	}
	withheld := 0
	for i := range own {
		if open[i].Suppressed {
			withheld++
		}
		if own[i].Suppressed != open[i].Suppressed || !own[i].N.Known || math.IsNaN(own[i].Value) || own[i].Status == "" {
			t.Errorf("open %+v, own %+v", open[i], own[i])
		}
	}
	if withheld == 0 {
		t.Error("nothing is withheld")
	}
}
