package themes

import (
	"math"

	"stemme/models/linear"
	"stemme/pipeline/themes/internal/partition"
)

// majority is how often, in the partitions of an ensemble, clauses of two parts must be of
// one theme for the parts to be one, as a share of how often those of either are.
const majority = 0.5

// A jury is how fine parts of the clauses become themes, and themes that are one become
// one. Where the number is chosen, each partition of the ensemble is joined by itself, and
// what is one in most of them is one. Whether two parts are kin hangs on where a bound is
// drawn and on a few clauses: joined in one partition alone, two samples of a survey, or two
// seeds, had one theme here and two there.
type jury struct {
	ensemble *partition.Ensemble
	voted    *partition.Ensemble // the same, each joined; nil where the number is given
	alone    joining             // how one partition is joined
	most     int                 // themes
}

// jury is how parts of the clauses with the unit vectors points become k themes.
func (cfg *Config) jury(ensemble *partition.Ensemble, points *linear.Dense, k int) jury {
	j := jury{ensemble: ensemble, alone: cfg.joining(points, k), most: mostOf(k)}
	if cfg.Themes == 0 {
		j.voted = ensemble.Joined(j.alone, cfg.Workers)
	}
	return j
}

// join gives the themes of fine parts.
func (j *jury) join(part []int32, parts int) ([]int32, int) {
	if j.voted == nil {
		return j.alone(part, parts)
	}
	return j.voted.Vote(part, parts, majority, largest, j.most)
}

// same are themes of which those that are one to most are one.
func (j *jury) same(part []int32, themes int) ([]int32, int) {
	return j.voted.Vote(part, themes, majority, largest, math.MaxInt)
}

// halves are the juries of two halves of the ensemble, which saw other clauses.
func (j *jury) halves() [2]jury {
	even, odd := *j, *j
	even.ensemble, odd.ensemble = j.ensemble.Halves()
	if j.voted != nil {
		even.voted, odd.voted = j.voted.Halves()
	}
	return [2]jury{even, odd}
}
