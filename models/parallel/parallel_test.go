package parallel_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"stemme/models/parallel"
)

// TestPanic: a fault in a goroutine is the fault of who waits, with the stack of
// where it was met, through two groups, and its words are told to nobody.
func TestPanic(t *testing.T) {
	met := parallel.Caught(func() error {
		outer, ctx := parallel.WithContext(context.Background())
		outer.Go(func() error {
			var inner parallel.Group
			inner.Go(func() error { panic("Jeg venter stadig på svar") })
			return inner.Wait()
		})
		outer.Go(func() error { <-ctx.Done(); return nil })
		return outer.Wait()
	})
	fault := new(parallel.Panic)
	if !errors.As(met, &fault) || !strings.Contains(string(fault.Stack), "parallel_test.go:20") {
		t.Fatalf("met %v, %s", met, fault.Stack)
	}
	if strings.Contains(met.Error(), "svar") {
		t.Errorf("the fault quotes: %v", met)
	}
}

// TestGroup holds Group to what errgroup promises: the first error, a context that
// it ends, and no more at once than the limit.
func TestGroup(t *testing.T) {
	g, ctx := parallel.WithContext(context.Background())
	g.SetLimit(2)
	var now, most atomic.Int32
	first := errors.New("first")
	for i := range 20 {
		g.Go(func() error {
			for n := now.Add(1); ; {
				old := most.Load()
				if n <= old || most.CompareAndSwap(old, n) {
					break
				}
			}
			defer now.Add(-1)
			if i == 3 {
				return first
			}
			if i > 10 {
				<-ctx.Done()
			}
			return nil
		})
	}
	if err := g.Wait(); err != first || most.Load() > 2 || context.Cause(ctx) != first {
		t.Errorf("error %v, %d at once, cause %v", err, most.Load(), context.Cause(ctx))
	}
}
