package arrivals

import (
	"cmp"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/messages"
)

// A scaled is how many scores of a source are on a scale.
type scaled struct {
	scale  models.Scale
	source string
	scores int
}

// A scaling is how scores are spread: by scale, then the larger source first.
type scaling []scaled

// scalesRefused says that scores would be on several scales, of which no NPS is
// made: see nps.State.Panel. Where they are so already it names the smallest source,
// which may be taken out.
func (p *Placing) scalesRefused(all, fresh []models.Response) error {
	tonight := make(map[models.Key]bool, len(fresh))
	for i := range fresh {
		tonight[fresh[i].Key()] = true
	}
	before, after := map[scaled]int{}, map[scaled]int{}
	count := func(to map[scaled]int, r *models.Response) {
		if p.Kinds[r.Source] == models.Survey && r.Scale.Class(r.Score) != models.NoClass {
			to[scaled{scale: r.Scale, source: r.Source}]++
		}
	}
	for i := range all {
		count(before, &all[i])
		if !tonight[all[i].Key()] {
			count(after, &all[i])
		}
	}
	for i := range fresh {
		count(after, &fresh[i])
	}
	now, stood := scalingOf(after), scalingOf(before)
	switch {
	case !now.mixed():
		return nil
	case stood.mixed():
		least := slices.MinFunc(stood, func(a, b scaled) int { return cmp.Compare(a.scores, b.scores) })
		return messages.Errorf("scales_kept", stood, messages.Argument(least.source))
	}
	return messages.Errorf("scales_refused", now)
}

func scalingOf(counts map[scaled]int) (of scaling) {
	for s, n := range counts {
		s.scores = n
		of = append(of, s)
	}
	slices.SortFunc(of, func(a, b scaled) int {
		return cmp.Or(cmp.Compare(a.scale.String(), b.scale.String()), cmp.Compare(b.scores, a.scores), cmp.Compare(a.source, b.source))
	})
	return of
}

// mixed says whether there is more than one scale.
func (of scaling) mixed() bool { return len(of) > 0 && of[0].scale != of[len(of)-1].scale }

// Text names the larger sources of each scale.
func (of scaling) Text(lang messages.Lang) string {
	var parts []string
	named := map[models.Scale]int{}
	for _, s := range of {
		if named[s.scale]++; named[s.scale] <= messages.NamedMost {
			parts = append(parts, lang.Text("scales_source", s.scale.String(), s.source, s.scores))
		}
	}
	return strings.Join(parts, ", ")
}
