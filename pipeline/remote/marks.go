package remote

import (
	"math"
	"strconv"
	"time"
)

// An Ask is what a source is asked for.
type Ask struct {
	From Mark      // the rows beyond it; the zero mark is the beginning
	Most int64     // bytes of rows
	Now  time.Time // zero where the machine does not know it: then no row is of the future
}

// farAhead is how far beyond now a watermark is a fault that is told. Times without a
// zone, and clocks, differ by less.
const farAhead = 24 * time.Hour

// instantForms are how watermarks write instants as text; those without a zone are
// taken for UTC.
var instantForms = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999",
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

func parseInstant(text string) (time.Time, bool) {
	for _, form := range instantForms {
		if at, err := time.Parse(form, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// Seconds since 1970 from 2001 to 2100; a thousand times as many are milliseconds.
const (
	leastSeconds = 978_307_200
	mostSeconds  = 4_102_444_800
)

// instant is the time that a mark says; false where it is none. Numbers are times only
// where epoch says so.
func (m Mark) instant(epoch bool) (time.Time, bool) {
	if m.Kind == "time" || m.Kind == "text" {
		if at, ok := parseInstant(m.Value); ok {
			return at, true
		}
	}
	v, err := strconv.ParseFloat(m.Value, 64)
	if m.Kind == "bytes" || err != nil || !epoch {
		return time.Time{}, false
	}
	if math.Abs(v) > mostSeconds {
		v /= 1000
	}
	if v < leastSeconds || v > mostSeconds {
		return time.Time{}, false
	}
	return time.Unix(0, int64(v*1e9)), true
}

// passed are the watermarks of the rows of a delivery.
type passed struct {
	Ask
	start Mark                 // of the first night, as text
	marks []Mark               // by row, the zero mark where it has none
	later func(a, b Mark) bool // a comes behind b
}

// Of so many rows more than half say times of the last years: their numbers are no ids
// then. Chosen by eye.
const (
	leastEpoch = 10
	yearsEpoch = 10
)

// epoch says whether numbers are instants: the start is one, or most rows say so.
func (p *passed) epoch() bool {
	past := func(m Mark, since time.Time) bool {
		at, ok := m.instant(true)
		return ok && at.After(since) && !at.After(p.Now)
	}
	if past(p.start, time.Time{}) {
		return true
	}
	n := 0
	for _, m := range p.marks {
		if past(m, p.Now.AddDate(-yearsEpoch, 0, 0)) {
			n++
		}
	}
	return n >= leastEpoch && 2*n > len(p.marks)
}

// until is how far the rows go that are not of the future: what comes between now and
// then would else never be fetched.
func (p *passed) until() Mark {
	mark, epoch := p.From, p.epoch()
	for _, m := range p.marks {
		if m.Kind != "" && !p.ahead(m, 0, epoch) && (mark.Kind == "" || p.later(m, mark)) {
			mark = m
		}
	}
	return mark
}

// ahead says whether m is a time that lies more than so long beyond now.
func (p *passed) ahead(m Mark, by time.Duration, epoch bool) bool {
	at, ok := m.instant(epoch)
	return ok && !p.Now.IsZero() && at.After(p.Now.Add(by))
}

// future is how many rows say a time that is far ahead.
func (p *passed) future() (n int) {
	epoch := p.epoch()
	for _, m := range p.marks {
		if p.ahead(m, farAhead, epoch) {
			n++
		}
	}
	return n
}

// begin is the delivery that a asks for, before its first row. It begins anew where
// the mark is one of something else, or lies in the future, where a row of an earlier
// night has put it; spoiled says so.
func (a Ask) begin(asked, start string, later func(a, b Mark) bool) (p passed, spoiled bool) {
	p = passed{Ask: a, start: Mark{asked, "text", start}, later: later}
	p.From = a.From.of(asked)
	if spoiled = p.ahead(p.From, 0, p.epoch()); spoiled {
		p.From = Mark{}
	}
	return p, spoiled
}
