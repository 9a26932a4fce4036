package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/atomicfile"
)

// TestReadersWaitForAWriter: who finds a file missing while a writer stands between the two
// copies of the head looks again when it is done. Once it was an error: "verify beside a
// night" said of a part that it was missing.
func TestReadersWaitForAWriter(t *testing.T) {
	dir := t.TempDir()
	book, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	of := func(id string) []models.Response {
		return []models.Response{{Source: "s", ID: id, Comment: "svar " + id}}
	}
	if _, err := book.Accept(context.Background(), of("1")); err != nil {
		t.Fatal(err)
	}
	reached, goOn := make(chan bool), make(chan bool)
	var held atomic.Bool
	stop := atomicfile.Watch(func(e atomicfile.Effect) {
		if e.Do == atomicfile.Renaming && e.To == filepath.Join(dir, headCopy) && !held.Swap(true) {
			close(reached)
			<-goOn
		}
	})
	defer stop()
	done := make(chan error)
	go func() {
		_, err := book.Accept(context.Background(), of("2"))
		done <- err
	}()
	<-reached
	tries := 0
	l, err := steady(dir, func() (*Ledger, error) {
		switch tries++; tries {
		case 1: // as one finds it who listed the files before
			return nil, errors.New("a part is missing")
		case 2:
			close(goOn)
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		return Open(dir)
	})
	if err != nil || l.Len() != 2 {
		t.Fatalf("%d tries: %v; want the ledger that the writer leaves", tries, err)
	}
}

// TestFaultsAreToldWithoutWaiting: where no writer is at work a fault is told at once.
func TestFaultsAreToldWithoutWaiting(t *testing.T) {
	dir := t.TempDir()
	book, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Accept(context.Background(), []models.Response{{Source: "s", ID: "1", Comment: "svar"}}); err != nil {
		t.Fatal(err)
	}
	tries, begun := 0, time.Now()
	if _, err := steady(dir, func() (*Ledger, error) { tries++; return nil, errors.New("damaged") }); err == nil || tries != 1 || time.Since(begun) > writerTakes/2 {
		t.Errorf("%d tries in %v: %v", tries, time.Since(begun), err)
	}
}
