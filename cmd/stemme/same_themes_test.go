package main

import (
	"encoding/json"
	"math"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// mostOfLens is how many themes of a lens are held period by period.
const mostOfLens = 4

// sameThemePeriods holds themes within quarters and years, as the table has them, against
// the pages of the themes, and returns how many rows it held.
func (p scene) sameThemePeriods() (held int) {
	taken := map[string]int{}
	lensOf := map[string]string{}
	for _, t := range standing(p, themes.Themes.Read) {
		if of := t.Lens; (of == "" || of == "kundetemaer" || of == "loefter") && t.Responses.N > 20 && taken[of] < mostOfLens {
			lensOf[t.ThemeID], taken[of] = of, taken[of]+1
		}
	}
	da := messages.Danish
	for _, row := range standing(p, nps.ThemeNPS.Read) {
		_, chosen := lensOf[row.ThemeID]
		if !chosen || row.Dimension != nps.DimensionAll || row.PeriodKind != nps.KindQuarter && row.PeriodKind != nps.KindYear || row.Suppressed || row.Period == "" || row.Scored.N == 0 {
			continue
		}
		page := p.page("/temaer/" + row.ThemeID + "?period=" + row.PeriodKind)
		p.holds("the page of "+row.ThemeID, row.Period, linesOf(page, da.Period(row.Period)), " "+count(int(row.Responses.N))+" "+plainly(da.Percent(row.Share))+" ",
			plainly(da.Number(row.NPS, 1)+" "+da.Interval(row.CILow, row.CIHigh)))
		held++
	}
	return held
}

// sameVoices holds the praise and blame of every entry, as the interface tells it, against
// /linser and /temaer, with how many of those who mention the entry they are, and of promises
// against the table, and returns how many it held.
func (p scene) sameVoices() (held int) {
	var told struct {
		Themes []struct {
			toldTheme
			Praised, Blamed *float64
		}
	}
	if err := json.Unmarshal([]byte(p.get("/api/v1/themes")), &told); err != nil {
		p.t.Fatal(err)
	}
	promises := map[string]nps.PromiseRow{}
	for _, row := range standing(p, nps.Promises.Read) {
		if row.PeriodKind == nps.KindAll && row.Dimension == nps.DimensionAll && !row.Suppressed {
			promises[row.ThemeID] = row
		}
	}
	da := messages.Danish
	for _, one := range told.Themes {
		if one.Praised == nil || one.Responses == 0 || one.Lens == "" || one.State != "ready" {
			continue
		}
		of := func(share float64) int { return int(math.Round(share * float64(one.Responses))) } // of all who mention it
		praised, blamed := plainly(da.Percent(*one.Praised)), plainly(da.Percent(*one.Blamed))
		for _, place := range []string{"/linser", "/temaer"} {
			page := p.page(place + "?lens=" + one.Lens)
			if _, behind, cut := strings.Cut(page, `id="h-voices"`); cut {
				page = behind
			}
			p.holds(place, "praise and blame of "+one.ID, about(page, one.ID), " "+praised+" n = "+count(of(*one.Praised))+" ", " "+blamed+" n = "+count(of(*one.Blamed))+" ")
		}
		if row, is := promises[one.ID]; is {
			if share := float64(row.Kept.N) / float64(row.Mentions.N); share != *one.Praised {
				p.t.Errorf("%s: %v praise it in the interface, %v in the table of promises", one.ID, *one.Praised, share)
			}
			p.holds("promises", one.ID, about(p.page("/linser?lens="+one.Lens), one.ID), " "+praised+" n = "+count(int(row.Kept.N))+" ", " "+blamed+" n = "+count(int(row.Broken.N))+" ")
		}
		held++
	}
	return held
}

// setApart holds that what restates the score is no cause, and is in the list of its lens all the
// same, where it says what it is; it returns how many entries of lenses it held.
func (p scene) setApart() (held int) {
	five := map[string]bool{}
	for _, row := range standing(p, nps.HighFives.Read) {
		five[row.ThemeID] = true
	}
	restates := map[string]bool{}
	for _, row := range standing(p, nps.Drivers.Read) {
		restates[row.ThemeID] = row.Restates
	}
	told, lists, last := map[string][]string{}, map[string]int{}, ""
	for line := range strings.Lines(p.listing()) {
		id, _, _ := strings.Cut(line, " ")
		told[id] = append(told[id], line)
		if of := models.LensOf(id); of != last && of != "" {
			last = of
			lists[of]++
		}
	}
	for _, t := range standing(p, themes.Themes.Read) {
		if t.Lens == "" || !t.Restates() || t.Responses.N == 0 {
			continue
		}
		if of, driven := restates[t.ThemeID]; five[t.ThemeID] || driven && !of {
			p.t.Errorf("%s restates the score and is a cause", t.ThemeID)
		}
		if lists[t.Lens] != 1 {
			p.t.Errorf("the terminal lists %s %d times", t.Lens, lists[t.Lens])
		}
		causes, list, cut := strings.Cut(p.page("/linser?lens="+t.Lens), `id="h-voices"`)
		if lines := about(causes, t.ThemeID); len(lines) > 0 {
			p.t.Errorf("/linser tells %s as a cause: %q", t.ThemeID, lines)
		}
		if cut {
			p.holds("/linser", t.ThemeID, about(list, t.ThemeID), "gengiver scoren")
		}
		p.holds("/temaer", t.ThemeID, about(p.page("/temaer?lens="+t.Lens), t.ThemeID), "gengiver scoren")
		p.holds("terminal", t.ThemeID, told[t.ThemeID], "(gengiver scoren)")
		held++
	}
	return held
}
