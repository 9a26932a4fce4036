package pipeline

import (
	"math"
	"testing"

	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/themes"
)

// TestSoundsOfFoundThemes: of found themes as of entries plain words say whether they are praised; the scores do
// where these go the same way, and alone where nobody read the words.
func TestSoundsOfFoundThemes(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	cases := []struct {
		sounds       []float32
		scored, want float64
	}{
		{[]float32{-0.75}, 0.7, -0.75},   // a wish, or plain blame, of a content customer
		{[]float32{-0.75}, nan, -0.75},   // too few scores
		{[]float32{0.25}, 0.7, 0.7},      // a hint of praise that scores confirm
		{[]float32{-0.25}, 0.7, 0},       // one that they deny
		{[]float32{0}, 0.7, 0},           // a statement of fact that content customers make
		{[]float32{0.25}, nan, 0.25},     // a hint alone
		{[]float32{0}, nan, nan},         // nothing tells
		{nil, 0.7, 0.7}, {nil, nan, nan}, // not read
	}
	found, seen := themes.Result{}, lens.Result{Mentions: []models.Mention{{Response: 0, Clause: 0, Theme: "kundetemaer/pris", Polarity: -0.5}}}
	for i, c := range cases {
		found.Mentions = append(found.Mentions, models.Mention{Response: i, Theme: "t0001", Polarity: c.scored})
		seen.Sounds = append(seen.Sounds, c.sounds)
	}
	for again := range 2 {
		behind(&found, lens.Result{Sounds: seen.Sounds})
		for i, c := range cases {
			if got := found.Mentions[i].Polarity; got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
				t.Errorf("%v, scored %.2f: %.2f, want %.2f (time %d)", c.sounds, c.scored, got, c.want, again)
			}
		}
	}
	behind(&found, seen)
	if m := found.Mentions[1]; m.Theme != "kundetemaer/pris" || m.Polarity != -0.5 {
		t.Errorf("an entry is not behind the theme of its clause, or not as it was read: %+v", m)
	}
}
