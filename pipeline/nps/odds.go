package nps

import "math"

// priorComments is the weight of the prior of the log odds: as if so many further
// comments of each class spoke of the themes as all comments do. Chosen so that a
// theme seen once or twice is no cause, while fifty comments speak for themselves.
const priorComments = 10

// leastPrior is how many mentions, and how many comments that do not mention it, the
// prior holds at least: half of one on each side of equal size, as Jeffreys' prior.
// With it 5 against 0 of as many has p 0.027, where Fisher's exact test, counting the
// count itself half (mid-p), has 0.031.
const leastPrior = 1

// A share is a part of a whole, both counted in responses.
type share struct{ part, whole float64 }

// An odds is two shares side by side, each with its part of the prior: those who
// mention a theme, and those who do not, here and elsewhere.
type odds struct{ in, not, inElse, notElse float64 }

// oddsOf holds the odds of a against those of b. The prior says that a share mean of
// both mentions the theme. Each side has the part of it that it has of the comments, so
// that the prior says neither more nor less than that they are alike.
//
// Methods: the log odds ratio with an informative prior is that of Monroe, Colaresi
// and Quinn, "Fightin' Words", Political Analysis 16 (2008), with comments in place of
// words. Its variance, the sum of the inverse counts, grows beyond all bounds where one
// side has none, so that the most one-sided evidence would be the least sure. z and
// interval are of the likelihood ratio instead (Wilks, Annals of Mathematical
// Statistics 9, 1938): where all counts are large they are the same.
func oddsOf(a, b share, mean float64) odds {
	part := a.whole / (a.whole + b.whole)
	yes, no := max(leastPrior, 2*priorComments*mean), max(leastPrior, 2*priorComments*(1-mean))
	return odds{
		a.part + part*yes, a.whole - a.part + part*no,
		b.part + (1-part)*yes, b.whole - b.part + (1-part)*no,
	}
}

// ratio is the log odds ratio. It is above 0 where a mentions it more.
func (o odds) ratio() float64 { return o.at(o.in) }

// at is the log odds ratio if x of the same mentions were here.
func (o odds) at(x float64) float64 {
	here, mentions, elsewhere := o.in+o.not, o.in+o.inElse, o.inElse+o.notElse
	return math.Log(x*(elsewhere-mentions+x)) - math.Log((here-x)*(mentions-x))
}

// deviance is by how much less likely the counts are if x of the same mentions were
// expected here: twice the log likelihood ratio.
func (o odds) deviance(x float64) float64 {
	here, mentions, elsewhere := o.in+o.not, o.in+o.inElse, o.inElse+o.notElse
	return 2 * (o.in*math.Log(o.in/x) + o.not*math.Log(o.not/(here-x)) +
		o.inElse*math.Log(o.inElse/(mentions-x)) + o.notElse*math.Log(o.notElse/(elsewhere-mentions+x)))
}

// z is the signed root of the likelihood ratio against equal odds.
func (o odds) z() float64 {
	here, all := o.in+o.not, o.in+o.not+o.inElse+o.notElse
	equal := (o.in + o.inElse) * here / all
	return math.Copysign(math.Sqrt(max(0, o.deviance(equal))), o.in-equal)
}

// interval is the 95 % interval of the log odds ratio by profile likelihood: the ratios
// whose likelihood ratio is below Z². It holds 0 exactly where z lies within ±Z.
func (o odds) interval() (low, high float64) {
	here, mentions, elsewhere := o.in+o.not, o.in+o.inElse, o.inElse+o.notElse
	end := func(x float64) float64 { // between what is found and x, where it is impossible
		inside := o.in
		for range 50 {
			middle := (inside + x) / 2
			if o.deviance(middle) < Z*Z {
				inside = middle
			} else {
				x = middle
			}
		}
		return o.at(inside)
	}
	return end(max(0, mentions-elsewhere)), end(min(here, mentions))
}

// gSquared is Dunning's likelihood ratio of the same two shares ("Accurate
// Methods for the Statistics of Surprise and Coincidence", Computational
// Linguistics 19, 1993).
func gSquared(a, b share) float64 {
	pooled := share{a.part + b.part, a.whole + b.whole}
	sum := 0.0
	for _, s := range [...]share{a, b} {
		for _, x := range [...]share{{s.part, pooled.part}, {s.whole - s.part, pooled.whole - pooled.part}} {
			if x.part > 0 {
				sum += x.part * math.Log(x.part*pooled.whole/(x.whole*s.whole))
			}
		}
	}
	return 2 * sum
}
