package demo

import (
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"stemme/models"
)

func TestThemesComeAsPlanned(t *testing.T) {
	_, sum := large(t)
	for i, planted := range sum.Themes {
		want := themes[i]
		if planted.ID == localTheme || planted.ID == newTheme {
			continue // held below
		}
		if math.Abs(planted.Share/want.share-1) > .25 {
			t.Errorf("%s: share %.4f, planned %.4f", want.ID, planted.Share, want.share)
		}
		praised := float64(planted.Positive) / float64(planted.Comments)
		if math.Abs(praised-want.positive) > .05 {
			t.Errorf("%s: praised in %.3f, planned %.3f", want.ID, praised, want.positive)
		}
	}
}

// TestEffects holds the planted effects against the plain difference between
// those who mention a theme and those who do not, at one touchpoint, so that
// the touchpoint's own effect does not count.
func TestEffects(t *testing.T) {
	rows, sum := large(t)
	effect := map[string]float64{}
	for _, planted := range sum.Themes {
		effect[planted.ID] = planted.NPSEffect
		for tp, touchpoint := range touchpoints {
			var with, without, nWith, nWithout float64
			for _, r := range rows {
				if r.fact("reject") != "" || r.class() == models.NoClass || r.fields[5] != touchpoint.name || r.labels[0].piece == 0 {
					continue
				}
				if v := float64(r.class().Value()); r.mentions(planted.ID) {
					with, nWith = with+v, nWith+1
				} else {
					without, nWithout = without+v, nWithout+1
				}
			}
			if nWith < 200 {
				continue
			}
			got := with/nWith - without/nWithout
			if slack := 4*80/math.Sqrt(nWith) + 6; math.Abs(got-planted.NPSEffect) > slack {
				t.Errorf("%s at %s: difference %.1f over %.0f responses, planted %.1f ± %.1f",
					planted.ID, touchpoints[tp].name, got, nWith, planted.NPSEffect, slack)
			}
		}
	}
	if effect["gebyrer"] != 0 {
		t.Errorf("the loud theme has an effect of %.2f", effect["gebyrer"])
	}
	for id, e := range effect {
		if id != "klage" && effect["klage"] >= e {
			t.Errorf("klage (%.1f) should hurt more than %s (%.1f)", effect["klage"], id, e)
		}
	}
}

func TestPlantedCourses(t *testing.T) {
	rows, sum := large(t)
	type count struct{ with, all int }
	var local, elsewhere, before, after, winter, summer count
	pasted, nps := map[string]int{}, map[int][2]int{}
	add := func(c *count, yes bool) {
		c.all++
		if yes {
			c.with++
		}
	}
	for _, r := range rows {
		at, err := time.Parse(timeLayout, r.fields[1])
		if err != nil || r.fact("reject") != "" {
			continue
		}
		if class := r.class(); class != models.NoClass {
			n := nps[at.Year()]
			nps[at.Year()] = [2]int{n[0] + class.Value(), n[1] + 1}
		}
		if r.labels[0].piece == 0 {
			continue
		}
		if r.fields[6] == localUnit {
			add(&local, r.mentions(localTheme))
		} else {
			add(&elsewhere, r.mentions(localTheme))
		}
		if at.Before(monthStart(newFrom)) {
			add(&before, r.mentions(newTheme))
		} else {
			add(&after, r.mentions(newTheme))
		}
		switch at.Month() {
		case time.December, time.January:
			add(&winter, r.mentions(seasonTheme))
		case time.May, time.June:
			add(&summer, r.mentions(seasonTheme))
		}
		if r.fact("pasted") != "" {
			pasted[r.fields[4]]++
			if at.Format("2006-01") < "2023-03" || at.Format("2006-01") > "2023-05" || !strings.HasPrefix(r.fields[6], campaignRegion) {
				t.Errorf("response %s: pasted at %v in %s", r.fields[0], at, r.fields[6])
			}
		}
	}
	share(t, "local theme in its unit", local.with, local.all, localShare, .04)
	share(t, "local theme elsewhere", elsewhere.with, elsewhere.all, .0025, .002)
	share(t, "new theme before", before.with, before.all, .005, .002)
	share(t, "new theme after", after.with, after.all, newShare, .03)
	if ratio := float64(winter.with) / float64(winter.all) / (float64(summer.with) / float64(summer.all)); ratio < 1.5 || ratio > 2.4 {
		t.Errorf("season: %.2f times as many in winter, planted %.1f", ratio, seasonTimes)
	}
	if len(pasted) != 1 || pasted[campaignText] < 60 {
		t.Errorf("pasted texts: %d kinds, %d of the campaign", len(pasted), pasted[campaignText])
	}
	yearNPS := func(y int) float64 { return float64(nps[y][0]) / float64(nps[y][1]) }
	if step := yearNPS(2025) - yearNPS(2024); step < 10 || step > 25 {
		t.Errorf("step of %.1f NPS into %d", step, sum.Step.Year)
	}
	for _, y := range []int{2023, 2024, 2026} {
		if change := yearNPS(y) - yearNPS(y-1); math.Abs(change) > 5 {
			t.Errorf("%d: NPS changes by %.1f, where no step is planted", y, change)
		}
	}
}

// patterns are what each kind of personal data must look like. They are
// written anew here, not shared with the code that invents.
var patterns = map[string]*regexp.Regexp{
	"cpr":     regexp.MustCompile(`^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d[- ]?\d{4}$`),
	"phone":   regexp.MustCompile(`^(\+45 ?)?[2-9]\d( ?\d\d){3}$`),
	"email":   regexp.MustCompile(`^[a-z]+\.[a-z]+\d*@example\.(com|org|net)$`),
	"account": regexp.MustCompile(`^\d{4} \d{10}$`),
	"card":    regexp.MustCompile(`^4571( ?\d{4}){3}$`),
	"iban":    regexp.MustCompile(`^DK\d\d( ?\d{4}){3} ?\d\d$`),
	"name":    regexp.MustCompile(`^\p{Lu}\p{Ll}+( \p{Lu}\p{Ll}+)?$`),
}

func TestPersonalData(t *testing.T) {
	rows, sum := large(t)
	seen := map[string]int{}
	for _, r := range rows {
		for _, f := range r.labels[0].facts {
			pattern, personal := patterns[f.name]
			if !personal {
				continue
			}
			seen[f.name]++
			if !pattern.MatchString(f.value) || !strings.Contains(r.fields[4], f.value) {
				t.Errorf("response %s: %s %q in %q", r.fields[0], f.name, f.value, r.fields[4])
			}
			digits := strings.NewReplacer(" ", "", "-", "").Replace(f.value)
			switch {
			case f.name == "card" && !luhn(digits):
				t.Errorf("card %s fails Luhn", f.value)
			case f.name == "iban" && !mod97(digits):
				t.Errorf("IBAN %s fails mod 97", f.value)
			case f.name == "cpr" && mod11(digits):
				t.Errorf("CPR number %s might have been given out", f.value)
			}
		}
	}
	for kind := range patterns {
		if seen[kind] < 40 || seen[kind] > sum.Facts[kind] {
			t.Errorf("%s: %d in the rows, %d in the summary", kind, seen[kind], sum.Facts[kind])
		}
	}
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum%10 == 0
}

func mod97(iban string) bool {
	rest := 0
	for _, r := range iban[4:] + "1314" + iban[2:4] {
		rest = (rest*10 + int(r-'0')) % 97
	}
	return rest == 1
}

func mod11(cpr string) bool {
	sum := 0
	for i, w := range []int{4, 3, 2, 7, 6, 5, 4, 3, 2, 1} {
		sum += w * int(cpr[i]-'0')
	}
	return sum%11 == 0
}

// TestSentencesVary: two comments on one theme rarely share a sentence. The
// bars are a little above what was measured at 50,000 rows when the grammars
// were written: of the pairs at most 6 in 10,000 were equal (2 in 1,000 of the
// rare chatrobot), of the sentences at most 22 % had been given before.
func TestSentencesVary(t *testing.T) {
	rows, _ := large(t)
	sentences := map[string]map[string]int{}
	for _, r := range rows {
		if r.fact("pasted") != "" || r.fact("repeat") != "" {
			continue
		}
		for _, l := range r.labels {
			if l.theme == "" || l.language != "da" {
				continue
			}
			if sentences[l.theme] == nil {
				sentences[l.theme] = map[string]int{}
			}
			sentences[l.theme][strings.TrimRight(strings.ToLower(l.text), ".!")]++
		}
	}
	g, err := loadGrammars()
	if err != nil {
		t.Fatal(err)
	}
	for i, theme := range themes {
		all, pairs := 0, 0
		for _, n := range sentences[theme.ID] {
			all, pairs = all+n, pairs+n*(n-1)
		}
		same := float64(pairs) / (float64(all) * float64(all-1))
		repeated := 1 - float64(len(sentences[theme.ID]))/float64(all)
		possible := 0.0
		patterns := 0
		for _, side := range g.danish.themes[i] {
			for _, r := range side {
				if r != nil {
					possible += r.sentences()
					patterns += len(r.choices)
				}
			}
		}
		if patterns < 60 {
			t.Errorf("%s has %d patterns, want 60", theme.ID, patterns)
		}
		t.Logf("%-18s %5d sentences, %.5f of pairs equal, %.3f given before, %.0f possible", theme.ID, all, same, repeated, possible)
		if same > .003 || repeated > .25 || possible < 2000 {
			t.Errorf("%s varies too little", theme.ID)
		}
	}
}
