package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"stemme/models/parallel"
	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// grace is how long a command that was interrupted may take to end by itself.
// Then the process ends: files are written so that they survive a crash.
const grace = 500 * time.Millisecond

// endSoon ends the process a moment after ctx has, unless the command ends by
// itself before, or lets its readers go first, as serve does.
func endSoon(ctx context.Context, done <-chan struct{}, args []string, stderr io.Writer) {
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	for _, arg := range args {
		if arg == "serve" {
			return
		}
	}
	select {
	case <-done:
		return
	case <-time.After(grace):
	}
	fmt.Fprintln(stderr, "stemme:", langOf(args).Text("interrupted"))
	os.Exit(exitInterrupted)
}

// crashed says in one line that the program has a fault, and writes where into
// a file. What was met is told only where the runtime says it: another's words
// may quote a comment.
func crashed(fault any, lang messages.Lang, stderr io.Writer) int {
	stack := debug.Stack()
	if inside, ok := fault.(*parallel.Panic); ok { // of another goroutine
		fault, stack = inside.Value, inside.Stack
	}
	met := fmt.Sprintf("%T", fault)
	if told, ok := fault.(runtime.Error); ok {
		met = told.Error()
	}
	path := "–"
	if f, err := os.CreateTemp("", "stemme-crash-*.txt"); err == nil {
		fmt.Fprintf(f, "stemme %s, %s, %s/%s\n%s\n\n%s", pipeline.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, met, stack)
		if f.Close() == nil {
			path = f.Name()
		}
	}
	fmt.Fprintln(stderr, "stemme:", lang.Text("crashed", path))
	return exitFailed
}
