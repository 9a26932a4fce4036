package report

import (
	"math"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A tone is how those who mention a theme speak of it.
type tone uint8

const (
	untold  tone = iota // too few mentions to tell
	praised             // surely more praise it than complain of it
	blamed              // surely more complain of it than praise it
	both                // neither is sure, and several do each
)

// fewVoices is how many must praise, and as many complain, before a theme is said to be
// spoken of both ways. Chosen by eye.
const fewVoices = 3

// Voiced counts the responses that praise a theme and that complain of it, of all that mention it.
type Voiced struct{ Praise, Blame, Mentions int }

// tone is sure where the Wilson interval of the share that praises leaves out one half.
func (v Voiced) tone() tone {
	low, high := nps.Wilson(v.Praise, v.Praise+v.Blame, 1)
	switch {
	case low > .5:
		return praised
	case high < .5:
		return blamed
	case min(v.Praise, v.Blame) >= fewVoices:
		return both
	}
	return untold
}

// whose names those who speak: of a unit, "" for all, in a period, "" for all time, of a class, NoClass for all.
type whose struct {
	theme, unit, period string
	class               models.Class
}

// tones hold how every theme is spoken of, by unit, over all time and in one period.
type tones struct {
	period string
	places map[string]spot // of the responses that count, by key
	sums   map[[2]string]float64
	counts map[whose]Voiced
}

// A spot is where and when a response was given.
type spot struct {
	unit  string
	now   bool // in the period of the page
	class models.Class
}

func newTones(period string) *tones {
	return &tones{period: period, places: map[string]spot{}, sums: map[[2]string]float64{}}
}

// place takes in a response; those of employees and of other kinds do not count.
func (t *tones) place(r *ledger.ResponseRow, kind string) {
	if r.Kind == models.Survey {
		t.places[r.ResponseKey] = spot{r.Unit, t.period != "" && nps.PeriodName(kind, r.RespondedOn) == t.period, r.NPSClass}
	}
}

// hear takes in a mention.
func (t *tones) hear(m *themes.MentionRow) {
	if _, counts := t.places[m.ResponseKey]; counts {
		polarity := m.Polarity
		if math.IsNaN(polarity) {
			polarity = 0 // it speaks of it, neither well nor badly
		}
		t.sums[[2]string{m.ResponseKey, m.ThemeID}] += polarity
	}
}

// count sums up what was heard: a response counts once for a theme, in every unit of its
// path.
func (t *tones) count() {
	t.counts = map[whose]Voiced{}
	for of, sum := range t.sums {
		sign, at := nps.SignOf(sum), t.places[of[0]]
		for unit := at.unit; ; unit = models.UnitAbove(unit) {
			t.add(whose{of[1], unit, "", models.NoClass}, sign)
			if at.now {
				t.add(whose{of[1], unit, t.period, models.NoClass}, sign)
				if at.class != models.NoClass {
					t.add(whose{of[1], unit, t.period, at.class}, sign)
				}
			}
			if unit == "" {
				break
			}
		}
	}
	t.sums, t.places = nil, nil
}

func (t *tones) add(of whose, sign int8) {
	v := t.counts[of]
	v.Mentions++
	switch sign {
	case 1:
		v.Praise++
	case -1:
		v.Blame++
	}
	t.counts[of] = v
}

// of is how a theme is spoken of; a nil tones does not know.
func (t *tones) of(who whose) tone {
	if t == nil {
		return untold
	}
	return t.counts[who].tone()
}

// The columns that tones are read from.
var (
	placed = ledger.Responses.Only("response_key", "source_kind", "unit", "responded_on", "nps_class")
	heard  = themes.Mentions.Only("response_key", "theme_id", "polarity")
)

// listen reads how the themes are spoken of in a period of a kind; an edition without
// single responses does not tell.
func (t *tones) listen(dir, kind string) error {
	if err := placed.Each(dir, func(r *ledger.ResponseRow) { t.place(r, kind) }); err != nil {
		return orNone(err)
	}
	if err := heard.Each(dir, t.hear); err != nil {
		return orNone(err)
	}
	t.count()
	return nil
}

// Voices are those of all responses to surveys, by theme; none of an edition without
// single responses.
func Voices(dir string) (map[string]Voiced, error) {
	t, all := newTones(""), map[string]Voiced{}
	err := t.listen(dir, nps.KindAll)
	for of, v := range t.counts {
		if of.unit == "" {
			all[of.theme] = v
		}
	}
	return all, err
}

// say is a tone in words, "" where it is not known.
func (t tone) say(lang messages.Lang) string {
	if t == untold {
		return ""
	}
	return lang.Text([...]messages.Key{praised: "tone_praised", blamed: "tone_blamed", both: "tone_both"}[t])
}

// sign is a tone in one sign, "" where it is not known.
func (t tone) sign() string { return [...]string{praised: "+", blamed: "−", both: "±"}[t] }

// toned says of every bar that is of a theme how the customers of a unit speak of it, "" for
// all units, in a period, "" for all time.
func (f *filler) toned(bars []Bar, unit, period string) []Bar {
	for i := range bars {
		if side := bars[i].side; side != "" { // its figure is of the one side alone
			bars[i].Tone, bars[i].Sign = f.Lang.Text(messages.Key(side)), map[string]string{nps.Praised: "+", nps.Blamed: "−"}[side]
			continue
		}
		t := f.credible(bars[i].id, f.tones.of(whose{theme: bars[i].id, unit: unit, period: period}))
		bars[i].Tone, bars[i].Sign = t.say(f.Lang), t.sign()
	}
	return bars
}

// credible is a tone, or untold where what it says of those who praise a theme, or who complain of
// it, is contrary to how they score.
func (f *filler) credible(theme string, t tone) tone {
	for i := range f.drivers {
		if d := &f.drivers[i]; d.ThemeID != theme || d.Outcome != nps.OutcomeNPS {
			continue
		}
		t = t.credible(&f.drivers[i])
	}
	return t
}

// credible is a tone, or untold where the effect of the theme denies it.
func (t tone) credible(d *nps.DriverRow) tone {
	for _, side := range d.Sides() {
		if side.Contrary() && (t == both || t == praised && side.Polarity == nps.Praised || t == blamed && side.Polarity == nps.Blamed) {
			return untold
		}
	}
	return t
}

// Say says in words how so many speak of a theme whose effect is d, and which of nps.Praised and
// nps.Blamed that is, if it is one; "" where it is not sure.
func (v Voiced) Say(lang messages.Lang, d *nps.DriverRow) (text, polarity string) {
	t := v.tone().credible(d)
	return t.say(lang), [...]string{praised: nps.Praised, blamed: nps.Blamed, both: ""}[t]
}
