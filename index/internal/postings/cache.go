package postings

import (
	"container/list"
	"sync"
)

// cacheBytes bounds the memory of fetched terms. Common words are asked for
// again and again, and an edition never changes. 500,000 comments have some
// 12 million postings, 50 MB.
const cacheBytes = 32 << 20

// A Cache keeps the terms that were fetched last.
type Cache struct {
	mu    sync.Mutex
	terms map[cacheKey]*list.Element
	order *list.List // of cached, the last used first
	bytes int
}

type cacheKey struct {
	shard       *Shard
	field, term string
}

type cached struct {
	key  cacheKey
	list []Posting
}

func (c *cached) bytes() int { return 4*cap(c.list) + len(c.key.term) + 200 }

func NewCache() *Cache { return &Cache{terms: map[cacheKey]*list.Element{}, order: list.New()} }

// Postings is the shard's, from memory where they are there. They must not be
// changed.
func (c *Cache) Postings(s *Shard, field, term string) ([]Posting, error) {
	key := cacheKey{s, field, term}
	c.mu.Lock()
	if e, ok := c.terms[key]; ok {
		c.order.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(*cached).list, nil
	}
	c.mu.Unlock()
	fetched, err := s.postings(field, term)
	if err != nil {
		return nil, err
	}
	c.keep(&cached{key, fetched})
	return fetched, nil
}

func (c *Cache) keep(new *cached) {
	if new.bytes() > cacheBytes/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.terms[new.key]; ok {
		return // another search was quicker
	}
	c.terms[new.key] = c.order.PushFront(new)
	c.bytes += new.bytes()
	for c.bytes > cacheBytes {
		last := c.order.Back()
		c.order.Remove(last)
		old := last.Value.(*cached)
		delete(c.terms, old.key)
		c.bytes -= old.bytes()
	}
}
