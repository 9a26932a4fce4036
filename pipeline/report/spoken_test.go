package report

import (
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// TestSpoken: what detractors speak of has the sign and the share of detractors, what promoters
// speak of those of promoters, also of a unit in a month, which no table has.
func TestSpoken(t *testing.T) {
	day, err := models.ParseDay("2026-10-05")
	if err != nil {
		t.Fatal(err)
	}
	f := &filler{PageOptions: PageOptions{Lang: messages.Danish, Unit: "Nord", Own: &Own{Few: 5}}, kind: nps.KindMonth, period: "2026-10", tones: newTones("2026-10"),
		theme: map[string]themes.ThemeRow{"t0001": {ThemeID: "t0001", Name: "pris", State: models.Ready}, "t0002": {ThemeID: "t0002", Name: "kø", State: models.Ready}},
		cut:   nps.CutRow{ScoreRow: nps.ScoreRow{Detractors: tables.IntOf(10), Promoters: tables.IntOf(20)}}}
	say := func(class models.Class, unit, theme string, polarity float64, n int) {
		for i := range n {
			key := fmt.Sprint(class, unit, theme, i)
			f.tones.place(&ledger.ResponseRow{ResponseKey: key, Kind: models.Survey, Unit: unit, RespondedOn: day, NPSClass: class}, f.kind)
			f.tones.hear(&themes.MentionRow{ResponseKey: key, ThemeID: theme, Polarity: polarity})
		}
	}
	say(models.Detractor, "Nord/Hals", "t0001", -1, 6)
	say(models.Promoter, "Nord/Hals", "t0001", 1, 12)
	say(models.Detractor, "Syd", "t0002", -1, 9)
	f.tones.count()
	for class, want := range map[models.Class]string{models.Detractor: "pris 6 60 % af dem − mest klager", models.Promoter: "pris 12 60 % af dem + mest ros"} {
		of, by := f.cut.Detractors, func(r *nps.ThemeScoreRow) tables.Int { return r.Detractors }
		if class == models.Promoter {
			of, by = f.cut.Promoters, func(r *nps.ThemeScoreRow) tables.Int { return r.Promoters }
		}
		bars := f.spoken("", class, of, by)
		if len(bars) != 1 {
			t.Fatalf("%s: %+v", class, bars)
		}
		if b := bars[0]; fmt.Sprint(b.Name, " ", b.Text, " ", b.Note, " ", b.Sign, " ", b.Tone) != want {
			t.Errorf("%s: %+v, want %s", class, b, want)
		}
	}
}
