package frame

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"
)

// TestPlaces: an answer arrives whole with its status, held or too large to be; an
// answer that nobody takes holds no place to work in.
func TestPlaces(t *testing.T) {
	for _, size := range []int{0, 1, piece, maxHeld, maxHeld + 1, 3*maxHeld + 7} {
		want := bytes.Repeat([]byte("æ/"), size)[:size]
		p := newPlaces()
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			p.serve(w, r, "anna", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.WriteHeader(http.StatusAccepted)
				for part := want; len(part) > 0; part = part[min(len(part), 5000):] {
					if _, err := w.Write(part[:min(len(part), 5000)]); err != nil {
						t.Error(err)
					}
				}
			}))
		}))
		r, err := http.Get(site.URL + "/side")
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if _, err := got.ReadFrom(r.Body); err != nil || r.StatusCode != http.StatusAccepted || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%d bytes: %d with %d, %v", size, r.StatusCode, got.Len(), err)
		}
		r.Body.Close()
		site.Close()
		if len(p.work)+len(p.streams)+len(p.own) > 0 {
			t.Errorf("%d bytes: %d and %d places are not given back, of %d callers", size, len(p.work), len(p.streams), len(p.own))
		}
	}
}

// stuck is a connection that takes nothing in time.
type stuck struct {
	http.ResponseWriter
	places   *places
	deadline time.Time
	at       int // places to work in that were taken when it was written to
}

func (s *stuck) SetWriteDeadline(at time.Time) error { s.deadline = at; return nil }

func (s *stuck) Write([]byte) (int, error) {
	s.at = max(s.at, len(s.places.work))
	return 0, os.ErrDeadlineExceeded
}

func TestStuckConnection(t *testing.T) {
	for _, size := range []int{10, 2 * maxHeld} {
		w := &stuck{ResponseWriter: httptest.NewRecorder(), places: newPlaces()}
		r := httptest.NewRequestWithContext(context.Background(), "GET", "/side", nil)
		w.places.serve(w, r, "anna", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if _, err := w.Write(make([]byte, size)); (size > maxHeld) != errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%d bytes: %v", size, err)
			}
		}))
		if left := time.Until(w.deadline); w.at > 0 || left <= 0 || left > pieceTime {
			t.Errorf("%d bytes: %d places are held, the connection has %s", size, w.at, left)
		}
	}
}

// TestOneCaller: whoever asks for much at a time waits for the own answers, and the
// others do not.
func TestOneCaller(t *testing.T) {
	p := newPlaces()
	begun, enough := make(chan string, 100), make(chan struct{})
	slow := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		begun <- r.URL.Path
		<-enough
	})
	var all sync.WaitGroup
	ask := func(caller string) {
		all.Go(func() { p.serve(httptest.NewRecorder(), httptest.NewRequest("GET", "/"+caller, nil), caller, slow) })
	}
	for range 70 { // more than are answered at a time
		ask("bo")
	}
	for range maxOfOne {
		<-begun
	}
	ask("anna")
	if who := <-begun; who != "/anna" {
		t.Errorf("%s is answered more than %d times at once", who, maxOfOne)
	}
	close(enough)
	all.Wait()
	if len(p.work)+len(p.own) > 0 {
		t.Errorf("%d places, %d callers are left", len(p.work), len(p.own))
	}
}
