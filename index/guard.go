package index

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// guarded does what reads the index's files. They lie in memory as the system
// maps them: where one was cut off or altered after it was opened, reading it
// panics. Here that is ErrCorrupt, so that the answer to one search is an error
// and the program lives.
func guarded(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("%s: %w", fault, ErrCorrupt) // says a place in memory, no text
		default:
			err = ErrCorrupt
		}
	}()
	return do()
}
