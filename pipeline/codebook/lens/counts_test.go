package lens

import "testing"

// TestCounts holds that every word is looked at that a duration or an amount begins with.
func TestCounts(t *testing.T) {
	for _, text := range []string{
		"¾ time", "½ uge", "2 dage", "et par dage", "par timer", "nogle uger", "flere måneder", "adskillige dage", "mange uger", "få dage",
		"en halv time", "halvanden time", "fra mandag til fredag", "fra kl. 9 til 14", "straks", "med det samme", "dagevis", "samme dag", "over weekenden",
		"én uge", "femogtyve minutter", "ét døgn", "9 dage", "0 dage",
	} {
		if got := Durations(text); len(got) == 0 || got[0].Start != 0 {
			t.Errorf("Durations(%q) = %v, want one from its start on", text, got)
		}
	}
	for _, text := range []string{
		"kr. 500", "€20", "$ 5", "dkk 200", "tusind kroner", "hundrede kroner", "femhundrede kroner", "to hundrede kr", "halvanden million kroner", "500,-",
		"et par tusind kroner", "3 svenske kroner",
	} {
		if got := Amounts(text); len(got) == 0 || got[0].Start != 0 {
			t.Errorf("Amounts(%q) = %v, want one from its start on", text, got)
		}
	}
	for _, word := range []string{"venlig", "ikke", "medarbejder"} {
		if counts(word) {
			t.Errorf("counts(%q), want not", word)
		}
	}
}
