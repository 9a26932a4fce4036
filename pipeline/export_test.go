package pipeline

import "time"

// SetPatience is how long erasures wait for readers, until restore is called.
func SetPatience(d time.Duration) (restore func()) {
	before := patience
	patience = d
	return func() { patience = before }
}

// Whole has a run of edits alone compute what it would take over.
func Whole(t Themes) Themes {
	t.whole = true
	return t
}

// SetOnListed lets a test act while a backup has listed editions and not opened
// them.
func SetOnListed(do func()) (undo func()) {
	before := onListed
	onListed = do
	return func() { onListed = before }
}
