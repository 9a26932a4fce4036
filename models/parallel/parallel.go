// Package parallel is how the program starts goroutines: a fault in one of them
// comes back to who waits for it, and does not end the process where nobody can
// say what happened.
package parallel

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// A Panic is a fault of the program that a goroutine met. Its text names the type
// of what was met and never its words, which may quote a comment.
type Panic struct {
	Value any
	Stack []byte // of the goroutine
}

func (p *Panic) Error() string { return fmt.Sprintf("panic: %T", p.Value) }

// Unwrap is the value, where it is an error.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// A Group runs functions at once, as errgroup.Group does: Wait answers the first
// error. Unlike there, a panic in one of them ends the others' context and is the
// panic of Wait, a *Panic. The zero Group has no limit and ends no context.
type Group struct {
	wait   sync.WaitGroup
	places chan struct{}
	cancel context.CancelCauseFunc
	once   sync.Once
	err    error
	fault  *Panic // guarded by mu
	mu     sync.Mutex
}

// WithContext is a group, and the context that its first error ends.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

// SetLimit lets at most n functions run at once; it is called before Go.
func (g *Group) SetLimit(n int) { g.places = make(chan struct{}, max(n, 1)) }

// Go runs do in a goroutine, once there is a place for it.
func (g *Group) Go(do func() error) {
	if g.places != nil {
		g.places <- struct{}{}
	}
	g.wait.Go(func() {
		defer func() {
			if g.places != nil {
				<-g.places
			}
		}()
		if err := Caught(do); err != nil {
			g.fail(err)
		}
	})
}

// fail keeps the first error, and any panic.
func (g *Group) fail(err error) {
	if p, ok := err.(*Panic); ok {
		g.mu.Lock()
		g.fault = p
		g.mu.Unlock()
	}
	g.once.Do(func() {
		g.err = err
		if g.cancel != nil {
			g.cancel(err)
		}
	})
}

// Wait answers the first error when all functions have returned, and panics where
// one of them did.
func (g *Group) Wait() error {
	g.wait.Wait()
	if g.cancel != nil {
		g.cancel(g.err)
	}
	if g.fault != nil {
		panic(g.fault)
	}
	return g.err
}

// Caught is do's error, or its panic as a *Panic: for a goroutine that nobody
// waits for.
func Caught(do func() error) (err error) {
	defer func() {
		switch met := recover().(type) {
		case nil:
		case *Panic: // of a group that do waited for
			err = met
		default:
			err = &Panic{met, debug.Stack()}
		}
	}()
	return do()
}
