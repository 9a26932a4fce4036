package frame

import (
	"crypto/rand"
	"net"
	"net/http"
	"sync"
	"time"
)

// How long a session lasts, and how many are kept; how often an address may be
// wrong about a token within a time.
const (
	sessionLasts = 12 * time.Hour
	mostSessions = 10_000
	mostTries    = 10
	triesWithin  = 15 * time.Minute
)

// sessions are those who have logged in since the server began, and who failed to.
type sessions struct {
	mu    sync.Mutex
	by    map[string]session
	tries map[string][]time.Time // of each address, when it was wrong
}

type session struct {
	who   Who
	until time.Time
}

func newSessions() *sessions {
	return &sessions{by: map[string]session{}, tries: map[string][]time.Time{}}
}

// begin lets somebody in and gives the session's number, which cannot be guessed.
func (s *sessions) begin(who Who, now time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, one := range s.by {
		if now.After(one.until) || len(s.by) >= mostSessions {
			delete(s.by, id)
		}
	}
	id := rand.Text()
	s.by[id] = session{who, now.Add(sessionLasts)}
	return id
}

// whose is who has the session; nobody where there is none any more.
func (s *sessions) whose(id string) Who {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.by[id]
	if !ok || time.Now().After(one.until) {
		return Who{}
	}
	return one.who
}

func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.by, id)
}

// mayTry says whether an address has not been wrong too often of late.
func (s *sessions) mayTry(address string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.recent(address, now)) < mostTries
}

// failed notes that an address was wrong.
func (s *sessions) failed(address string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tries) >= mostSessions {
		clear(s.tries)
	}
	s.tries[address] = append(s.recent(address, now), now)
}

// recent forgets what is too long ago.
func (s *sessions) recent(address string, now time.Time) []time.Time {
	tries := s.tries[address]
	for len(tries) > 0 && now.Sub(tries[0]) > triesWithin {
		tries = tries[1:]
	}
	return tries
}

// addressOf is where a request comes from, without the port.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
