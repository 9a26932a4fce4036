// Stemme reads what customers wrote beside their score, finds the themes that
// come back, and says what each does to the score.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// The exit codes, as promised in the README.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRejected    = 3
	exitLocked      = 4
	exitInterrupted = 130
)

// typed is how the program was called.
var typed = "stemme"

func main() {
	typed = os.Args[0]
	os.Exit(start(os.Args[1:], os.Stdout, os.Stderr))
}

// start is run until a signal ends it.
func start(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	defer stop()
	defer close(done)
	go endSoon(ctx, done, args, stderr)
	return run(ctx, args, stdout, stderr)
}

// errRejected: the night was published, but too many rows were refused.
var errRejected = errors.New("rejected")

// usageError is a fault of the command line or the configuration.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// run is main without globals: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	lang, called := langOf(args), callerOf(typed, args)
	defer func() {
		if fault := recover(); fault != nil {
			code = crashed(fault, lang, stderr)
		}
	}()
	out := &output{Writer: stdout}
	command, err := parse(args, lang, out)
	if err == nil && command == nil {
		return exitDone // help was asked for and given
	}
	if err == nil {
		err = command.Run(&terminal{ctx: ctx, stdout: out, stderr: stderr, lang: lang, called: called})
	}
	if err == nil && out.fault != nil {
		err = messages.Wrap(out.fault, "output_failed")
	}
	code = exitCode(ctx, err)
	if err != nil && !errors.Is(err, errRejected) && !errors.Is(err, errDamaged) {
		fmt.Fprintln(stderr, "stemme:", called.pasted(explain(lang, code, err)))
	}
	return code
}

// An output is standard output, and the first fault that was met in writing to it.
type output struct {
	io.Writer
	fault error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil && o.fault == nil {
		o.fault = err
	}
	return n, err
}

func exitCode(ctx context.Context, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, errRejected):
		return exitRejected
	case errors.Is(err, edition.ErrLocked):
		return exitLocked
	default:
		return exitFailed
	}
}

func explain(lang messages.Lang, code int, err error) string {
	if code == exitInterrupted {
		return lang.Text("interrupted")
	}
	return lang.Error(err)
}
