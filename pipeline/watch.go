package pipeline

import (
	"context"
	"fmt"
	"time"

	"stemme/pipeline/source"
)

// A Stage is one step of a night.
type Stage string

// The stages of a night, in order.
const (
	StageRead     Stage = "read"
	StageMask     Stage = "mask"
	StageAccept   Stage = "accept"
	StageAnalyse  Stage = "analyse"
	StageThemes   Stage = "themes"
	StageMeasure  Stage = "measure"
	StageFollow   Stage = "follow"
	StageTabulate Stage = "tabulate"
	StageIndex    Stage = "index"
	StagePublish  Stage = "publish"
	StageList     Stage = "list"
	StageCopy     Stage = "copy" // where the configuration names targets
)

// Stages lists those of every night.
var Stages = [...]Stage{StageRead, StageMask, StageAccept, StageAnalyse, StageThemes, StageMeasure,
	StageFollow, StageTabulate, StageIndex, StagePublish, StageList}

// A Watcher is told how the night goes: when a stage begins, and when it has
// ended, how long it took and facts about it as pairs of name and value. It
// never sees comment text.
type Watcher interface {
	Begin(Stage)
	End(stage Stage, took time.Duration, facts ...any)
}

// night is what the stages of one run share beside their data: the
// configuration and who is told.
type night struct {
	cfg   Config
	watch Watcher
	took  map[Stage]time.Duration
	group int // of the system, that may read the open tables, where the configuration names one

	carried    *carried            // the edition that a run of edits alone takes over from, nil for a whole night
	dropped    []dropped           // files of drop folders, to be moved away at the end
	putBy      []PutAway           // those that were
	left       map[string]leftOver // by drop folder
	known      map[string]string   // how far the ledger has read each source, nil until one is fetched
	marks      map[string]string   // how far they are read now
	fetched    []source.Note       // of watermarks of the future
	goesOn     bool                // without the sources that cannot be fetched, where others bring something
	unfetched  []error             // why those could not be
	forgetting *Forgetting         // what the night was asked to erase, nil for nothing
	takingBack *Named              // what it was asked to take back, nil for nothing
	withdrawn  []string            // what it has taken back
	givenUp    []source.Note       // what it went on without before it read anything
}

// stage runs one step, asks ctx first and says how the step went. The step
// gives back facts about itself.
func (n *night) stage(ctx context.Context, s Stage, step func() (facts []any, err error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	n.watch.Begin(s)
	begun := time.Now()
	facts, err := step()
	if err != nil {
		return fmt.Errorf("%s: %w", s, err)
	}
	n.took[s] = time.Since(begun)
	n.watch.End(s, n.took[s], facts...)
	return nil
}
