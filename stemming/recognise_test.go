package stemming

import (
	"os"
	"strings"
	"testing"

	"stemme/models"
)

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		text string
		want models.Language
	}{
		{"Søde medarbejdere, men lang ventetid i telefonen", models.Danish},
		{"God service", models.Danish},
		{"Super nice oplevelse og top service", models.Danish},
		{"ok", models.Danish},
		{"", models.Danish},
		{"👍👍👍", models.Danish},
		{"Great service, the staff was very helpful and I got an answer at once", models.English},
		{"Very bad experience, I will never use this bank again", models.English},
		{"Mycket bra kundtjänst, jag fick hjälp direkt och är väldigt nöjd", models.Swedish},
		{"Det tog alldeles för lång tid att få svar på mina frågor", models.Swedish},
		{"Veldig bra kundeservice, jeg fikk hjelp med en gang og er veldig fornøyd", models.Norwegian},
		{"Dårlig oppfølging, jeg ventet i to uker og fikk ikke noe svar på spørsmålet mitt", models.Norwegian},
		{"Sehr gute Beratung, die Mitarbeiter waren freundlich und ich bin zufrieden", models.Other},
		{"Очень хорошее обслуживание", models.Other},
		{"خدمة سيئة للغاية", models.Other},
		{"jeg har vaeret kunde i 10 aar og er altid blevet behandlet godt", models.Danish},
		{"fik mit nye card og pin men app'en virker ikk", models.Danish},
	} {
		if got := Recognise(c.text, models.Danish); got != c.want {
			t.Errorf("Recognise(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestRecogniseMeasured measures Recognise on English questions with a Danish
// prior, and on Danish reviews.
func TestRecogniseMeasured(t *testing.T) {
	lines := shared(t, "banking77", "test.tsv")[1:]
	english := 0
	for _, line := range lines {
		text := strings.Split(line, "\t")[2]
		if Recognise(text, models.Danish) == models.English {
			english++
		} else if os.Getenv("SHOW") != "" {
			t.Log(text)
		}
	}
	t.Logf("%d of %d English questions told", english, len(lines))
	if english < 95*len(lines)/100 {
		t.Errorf("too few")
	}
	for _, name := range []string{"danish-reviews/reviews.tsv", "corona-questions/questions.tsv"} {
		told := map[models.Language]int{}
		for _, line := range shared(t, name)[1:] {
			f := strings.Split(line, "\t")
			text := f[len(f)-1]
			lang := Recognise(text, models.Danish)
			told[lang]++
			if os.Getenv("SHOW") != "" && lang != models.Danish {
				t.Log(lang, text[:min(120, len(text))])
			}
		}
		t.Log(name, told)
	}
}
