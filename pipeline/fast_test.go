package pipeline_test

import (
	"context"
	"fmt"
	"testing"

	"stemme/models"
	"stemme/pipeline"
)

// TestFastTellsLanguagesAsNightsDo: between two nights a comment is of the language
// that its source states, where its words could be of either.
func TestFastTellsLanguagesAsNightsDo(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	const header = "id;dato;score;sprog;kommentar"
	night(t, config(data, answersFile(t, dir, "første.csv", header, 4, 1, func(i, id int) string {
		return string(rune('0'+id)) + ";01-02-2026;9;da;god hjælp i butikken"
	})))
	cfg := config(data, answersFile(t, dir, "anden.csv", header, 1, 5, func(i, id int) string {
		return "5;02-02-2026;1;en;app problem"
	}))
	if _, err := pipeline.Fast(context.Background(), cfg, silent{}); err != nil {
		t.Fatal(err)
	}
	list, err := pipeline.Worklist(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != 1 || list.Items[0].Language != models.English {
		t.Errorf("%d items; want one in English: %+v", len(list.Items), list.Items)
	}
}

// TestFastTellsSignsAsNightsDo: between two nights the worklist says of what a customer praises and
// complains of, and the night after says the same wherever a fast run said anything.
func TestFastTellsSignsAsNightsDo(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), t.TempDir()
	const header = "id;dato;score;kommentar"
	night(t, withLenses(data, answersFile(t, dir, "første.csv", header, 4, 1, func(i, id int) string {
		return string(rune('0'+id)) + ";01-02-2026;9;god hjælp i butikken"
	})))
	texts := []string{"Ingen svarede på min mail i tre uger", "Sød dame i telefonen, men regningen var forkert igen", "Jeg blev stillet om fire gange", "Appen går ned hver dag",
		"Gebyret er for højt", "Rådgiveren var flink og forstod mig", "Pakken kom aldrig", "Lang kø i telefonen, en time ventede jeg"}
	cfg := withLenses(data, answersFile(t, dir, "anden.csv", header, len(texts), 5, func(i, id int) string {
		return fmt.Sprint(id) + ";02-02-2026;1;" + texts[i]
	}))
	signs := func() map[[2]string]int8 {
		list, err := pipeline.Worklist(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		told := map[[2]string]int8{}
		for i := range list.Items {
			for k, theme := range list.Items[i].Themes {
				told[[2]string{list.Items[i].Key.ID, theme}] = list.Items[i].Signs[k]
			}
		}
		return told
	}
	if _, err := pipeline.Fast(context.Background(), cfg, silent{}); err != nil {
		t.Fatal(err)
	}
	fast := signs()
	night(t, cfg)
	nightly, blamed, praised := signs(), 0, 0
	for of, sign := range fast {
		if sign != 0 && nightly[of] != sign {
			t.Errorf("%v: %d between nights, %d by the night", of, sign, nightly[of])
		}
		blamed, praised = blamed+int(max(-sign, 0)), praised+int(max(sign, 0))
	}
	if blamed < 8 || praised < 1 {
		t.Errorf("a fast run tells %d complaints and %d praises", blamed, praised)
	}
}
