package web

// A precisionView says how many of a theme's comments, as people judged them, fit.
type precisionView struct{ Text string }
