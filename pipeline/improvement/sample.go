package improvement

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/codebook"
)

// A Choice says whom to interview.
type Choice struct {
	Where   codebook.Where // responses to choose from
	OptOut  codebook.Where // those who do not want to be asked; empty for nobody
	Extreme bool           // only the lowest and the highest score of the scale
	By      []string       // "stage", "touchpoint", "unit" or names of segments: as many from each of their values, as far as they last
	N       int            // customers, at most
	Seed    uint64         // another seed is another sample
}

// Sample chooses responses to interview their customers about: reproducibly, a
// customer at most once, evenly over the values of By. The answer holds indexes
// into the responses, in the order of their keys.
//
// Within a value the order is that of a hash of seed and key, so that a response
// more or less moves no other.
func Sample(in Input, c Choice) []int {
	strata := map[string][]int{}
	for i := range in.Responses {
		if in.eligible(i, &c) {
			name := in.stratum(i, c.By)
			strata[name] = append(strata[name], i)
		}
	}
	for _, of := range strata {
		slices.SortFunc(of, func(a, b int) int {
			return bytes.Compare(lot(&in.Responses[a], c.Seed), lot(&in.Responses[b], c.Seed))
		})
	}
	names := slices.Sorted(maps.Keys(strata))
	asked := map[string]bool{}
	var chosen []int
	for len(chosen) < c.N && len(names) > 0 {
		names = slices.DeleteFunc(names, func(name string) bool {
			if len(chosen) == c.N {
				return true
			}
			i, rest, ok := in.next(strata[name], asked)
			strata[name] = rest
			if ok {
				chosen = append(chosen, i)
			}
			return !ok
		})
	}
	slices.SortFunc(chosen, func(a, b int) int { return cmp.Compare(a, b) })
	return chosen
}

// next takes the first of a stratum whose customer is not asked yet.
func (in *Input) next(of []int, asked map[string]bool) (i int, rest []int, ok bool) {
	for k, i := range of {
		customer := in.Responses[i].Customer
		if customer != "" && asked[customer] {
			continue
		}
		asked[customer] = true
		return i, of[k+1:], true
	}
	return 0, nil, false
}

func (in *Input) eligible(i int, c *Choice) bool {
	r := &in.Responses[i]
	if !in.Fits(i, &c.Where) || !c.OptOut.Empty() && in.Fits(i, &c.OptOut) {
		return false
	}
	if !c.Extreme {
		return true
	}
	v, ok := r.Score.Value()
	return ok && (v == r.Scale.Low || v == r.Scale.High)
}

// stratum names the values of by.
func (in *Input) stratum(i int, by []string) string {
	r := &in.Responses[i]
	values := make([]string, len(by))
	for k, name := range by {
		switch name {
		case "stage":
			values[k] = r.Stage
		case "touchpoint":
			values[k] = r.Touchpoint
		case "unit":
			values[k] = r.Unit
		default:
			values[k] = r.Segment(name)
		}
	}
	return strings.Join(values, "\x00")
}

func lot(r *models.Response, seed uint64) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s", seed, r.Key()))
	return sum[:]
}
