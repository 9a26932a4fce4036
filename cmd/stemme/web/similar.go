package web

import (
	"errors"
	"net/http"
	"strings"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/models"
)

// A similarView is one comment with those that are most like it.
type similarView struct {
	Key  string
	Hits []hitView
}

const similarShown = 20

func (s *server) similar(w http.ResponseWriter, r *request) error {
	key := r.URL.Query().Get("key")
	source, id, ok := strings.Cut(key, "/")
	if !ok {
		return frame.ErrNotFound
	}
	hits, err := r.index.Similar(r.Context(), models.Key{Source: source, ID: id}, similarShown)
	if errors.Is(err, index.ErrUnknownKey) {
		return frame.ErrNotFound
	}
	if err != nil {
		return err
	}
	v := similarView{Key: key}
	for _, h := range hits {
		v.Hits = append(v.Hits, r.hit(h, true))
	}
	return s.show(w, r, "similar", "web_similar", v)
}
