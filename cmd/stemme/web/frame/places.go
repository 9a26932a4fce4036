package frame

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// How answers are bounded: how many are worked out, and how many that are too large to
// be held are sent, at a time; how much of one is held; and how soon a caller must have
// taken each piece of it.
const (
	maxAtWork  = 64
	maxOfOne   = 8 // of them for one caller
	maxStreams = 16
	maxHeld    = 1 << 20  // bytes
	piece      = 64 << 10 // bytes
	pieceTime  = 10 * time.Second
)

// places are what answers are worked out in, so that a caller who asks for much holds
// nobody else up, and one who does not read what was asked for holds no place.
type places struct {
	work, streams chan struct{}

	mu  sync.Mutex
	own map[string]*turns // by caller, of those who ask just now
}

// turns are the places that one caller may hold.
type turns struct {
	free  chan struct{}
	users int // requests that hold or wait for one
}

func newPlaces() *places {
	return &places{work: make(chan struct{}, maxAtWork), streams: make(chan struct{}, maxStreams), own: map[string]*turns{}}
}

// ofCaller are the turns of a caller, until leave.
func (p *places) ofCaller(name string) (own chan struct{}, leave func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.own[name]
	if t == nil {
		t = &turns{free: make(chan struct{}, maxOfOne)}
		p.own[name] = t
	}
	t.users++
	return t.free, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if t.users--; t.users == 0 {
			delete(p.own, name)
		}
	}
}

// costless says whether a path is answered at once, by whoever asks, so that it needs
// no place and is answered where all are taken.
func costless(path string) bool {
	return path == "/healthz" || path == "/login" || path == "/logout" || strings.HasPrefix(path, "/assets/")
}

// serve answers in a place, gives it back, and then sends what it held. caller is who
// asks, so that nobody takes all places.
func (p *places) serve(w http.ResponseWriter, r *http.Request, caller string, next http.Handler) {
	a := &heldBack{ResponseWriter: w, control: http.NewResponseController(w), ctx: r.Context(), streams: p.streams,
		until: time.Now().Add(writeTimeout)}
	defer a.giveBack()
	if costless(r.URL.Path) {
		a.sends = true
	} else {
		own, leave := p.ofCaller(caller)
		defer leave()
		if !a.take(own) || !a.take(p.work) {
			http.Error(w, "too much is asked for at a time", http.StatusServiceUnavailable)
			return
		}
	}
	next.ServeHTTP(a, r)
	a.giveBack()
	if !a.sends {
		_ = a.send() // who has gone does not want it
	}
}

// A heldBack answer is sent when its place has been given back. One that grows beyond
// what is held changes its place for one of a stream's first.
type heldBack struct {
	http.ResponseWriter
	control *http.ResponseController
	ctx     context.Context
	streams chan struct{}
	until   time.Time // when all must have been taken
	status  int
	held    bytes.Buffer
	holds   []chan struct{} // that it holds a place of
	sends   bool            // what is written is sent at once
}

// Unwrap is for http.ResponseController.
func (a *heldBack) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// take waits for a place; false where the caller has gone.
func (a *heldBack) take(from chan struct{}) bool {
	ctx, cancel := context.WithDeadline(a.ctx, a.until)
	defer cancel()
	select {
	case from <- struct{}{}:
		a.holds = append(a.holds, from)
		return true
	case <-ctx.Done():
		return false
	}
}

func (a *heldBack) giveBack() {
	for _, place := range a.holds {
		<-place
	}
	a.holds = nil
}

// WriteHeader keeps the status until something is sent.
func (a *heldBack) WriteHeader(status int) {
	if a.sends {
		a.ResponseWriter.WriteHeader(status)
	} else if a.status == 0 {
		a.status = status
	}
}

// Write holds data, or sends it where there is too much.
func (a *heldBack) Write(data []byte) (int, error) {
	if !a.sends && a.held.Len()+len(data) <= maxHeld {
		return a.held.Write(data)
	}
	if !a.sends {
		a.giveBack()
		if !a.take(a.streams) {
			return 0, http.ErrHandlerTimeout
		}
		if err := a.send(); err != nil {
			return 0, err
		}
	}
	return len(data), a.pieces(data)
}

// send sends what is held.
func (a *heldBack) send() error {
	a.sends = true
	if a.status != 0 {
		a.ResponseWriter.WriteHeader(a.status)
	}
	data := a.held.Bytes()
	a.held = bytes.Buffer{}
	return a.pieces(data)
}

// pieces sends data piece by piece, each of which the caller must take in time.
func (a *heldBack) pieces(data []byte) error {
	for len(data) > 0 {
		end := time.Now().Add(pieceTime)
		if a.until.Before(end) {
			end = a.until
		}
		_ = a.control.SetWriteDeadline(end) // what cannot be bounded is sent all the same
		n, err := a.ResponseWriter.Write(data[:min(piece, len(data))])
		if err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}
