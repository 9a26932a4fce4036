package report

import (
	"math"
	"strings"

	"stemme/pipeline/improvement"
	"stemme/pipeline/messages"
)

// Came is what an initiative came to, in words.
type Came struct {
	Text   string
	Figure bool   // Text is an effect
	Beside string // which other initiatives are left out; "" for none
}

// CameTo says what an initiative came to; an interval that holds 0 is no effect, what may be chance
// says why, and of what is withheld the verdict alone is told. all are the rows of the register.
func CameTo(lang messages.Lang, r *improvement.InitiativeRow, all []improvement.InitiativeRow) (c Came) {
	others := namesOf(lang, r.Others, all)
	if r.Verdict == improvement.NotApart {
		c.Text = lang.Text("came_not_apart", others)
		return c
	}
	if others != "" && r.LeftOut.Known {
		c.Beside = lang.Text("came_beside", r.LeftOut.N, others)
	} else if others != "" {
		c.Beside = lang.Text("came_beside_withheld", others)
	}
	switch told := !math.IsNaN(r.Effect); {
	case told && (r.Verdict == improvement.Better || r.Verdict == improvement.Worse):
		c.Text, c.Figure = lang.Signed(r.Effect, 1)+" "+lang.Interval(r.CILow, r.CIHigh), true
	case told && r.Verdict == improvement.NoMeasurable:
		c.Text = lang.Text("came_no_effect", lang.Number(r.Detectable, 1))
	case told && (r.Verdict == improvement.BetterSince || r.Verdict == improvement.WorseSince):
		c.Text = lang.Text("came_since", lang.Signed(r.Effect, 1), lang.Interval(r.CILow, r.CIHigh), lang.Count(int(r.Before.N)), lang.Count(int(r.After.N)))
	case told && r.Verdict == improvement.NoChange:
		c.Text = lang.Text("came_since_none", lang.Signed(r.Effect, 1), lang.Interval(r.CILow, r.CIHigh), lang.Count(int(r.Before.N)), lang.Count(int(r.After.N)), lang.Number(r.Detectable, 1))
	case told && r.Verdict == improvement.MayBeChance:
		c.Text = mayBeChance(lang, r)
		if r.Alone() {
			c.Text = lang.Text("came_since_chance", c.Text, lang.Count(int(r.Before.N)), lang.Count(int(r.After.N)))
		}
	default:
		c.Text = lang.Text(messages.Key("came_" + r.Verdict))
	}
	return c
}

// mayBeChance says of what moved each reason why it may be chance, with its figure.
func mayBeChance(lang messages.Lang, r *improvement.InitiativeRow) string {
	var why []string
	for _, one := range strings.Split(r.Why, ",") {
		switch one {
		case improvement.WhyPlacebo:
			key := messages.Key("came_placebo")
			if r.Alone() {
				key = "came_since_placebo"
			}
			why = append(why, lang.Text(key, lang.Signed(r.PlaceboEffect, 1), lang.Interval(r.PlaceboLow, r.PlaceboHigh)))
		case improvement.WhyChosen:
			why = append(why, lang.Text("came_chosen", lang.Interval(r.ChosenLow, r.ChosenHigh), lang.Count(r.Among)))
		case improvement.WhyEarlier:
			why = append(why, lang.Text("came_earlier", lang.Signed(r.Earlier, 1), lang.Interval(r.EarlierLow, r.EarlierHigh)))
		}
	}
	if why == nil { // an edition of before they were told
		return lang.Text("came_chance_alone", lang.Signed(r.Effect, 1), lang.Interval(r.CILow, r.CIHigh))
	}
	return lang.Text("came_chance", lang.Signed(r.Effect, 1), lang.Interval(r.CILow, r.CIHigh), strings.Join(why, "; "))
}

// namesOf are the names of initiatives by their ids, as people read them.
func namesOf(lang messages.Lang, ids string, all []improvement.InitiativeRow) string {
	if ids == "" {
		return ""
	}
	names := strings.Split(ids, ",")
	for i, id := range names {
		for k := range all {
			if all[k].ID == id {
				names[i] = all[k].Name
			}
		}
		names[i] = lang.Text("came_quoted", names[i])
	}
	return strings.Join(names, ", ")
}
