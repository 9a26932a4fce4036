package web

import (
	"errors"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/pipeline/codebook"
	"stemme/pipeline/nps"
	"stemme/pipeline/themes"
)

// A precisionView says how many of a theme's comments, as people judged them, fit.
type precisionView struct {
	Fits, Judged int
	Text         string
}

// A judgeView is a random sample of a theme's comments to be judged.
type judgeView struct {
	Theme     *themes.ThemeRow
	Precision *precisionView
	Hits      []hitView
	All       int // comments of the theme
	Kept      bool
}

// toJudge is how many comments are judged at a time.
const toJudge = 10

// judging keeps two analysts from writing judgements at once.
var judging sync.Mutex

// judgementsPath is the file of judgements, beside the edits.
func (s *server) judgementsPath() string {
	return filepath.Join(filepath.Dir(s.conf.Edits), codebook.JudgementsName)
}

// judged are the judgements on a theme by response.
func (s *server) judged(theme string) (map[string]bool, error) {
	all, err := codebook.Judgements(s.judgementsPath())
	of := map[string]bool{}
	for _, j := range all {
		if j.Theme == theme {
			of[j.Response] = j.Fits
		}
	}
	return of, err
}

// precision is the share of a theme's judged comments that fit; nil for none.
func (s *server) precision(r *request, theme string) (*precisionView, error) {
	of, err := s.judged(theme)
	if err != nil || len(of) == 0 {
		return nil, err
	}
	v := &precisionView{Judged: len(of)}
	for _, fits := range of {
		if fits {
			v.Fits++
		}
	}
	low, high := nps.Wilson(v.Fits, v.Judged, 1)
	v.Text = r.Lang.Text("web_precision", r.Lang.Percent(float64(v.Fits)/float64(v.Judged)), r.Lang.Percent(low), r.Lang.Percent(high), r.Lang.Count(v.Judged))
	return v, nil
}

// judge shows comments of a theme that nobody has judged, drawn by chance: the same
// ones for the same theme and edition, until they are judged.
func (s *server) judge(w http.ResponseWriter, r *request) error {
	t := r.byID[r.URL.Query().Get("theme")]
	if t == nil {
		return frame.ErrNotFound
	}
	of, err := s.judged(t.ThemeID)
	if err != nil {
		return err
	}
	v := judgeView{Theme: t, Kept: r.URL.Query().Get("kept") != ""}
	if v.Precision, err = s.precision(r, t.ThemeID); err != nil {
		return err
	}
	var rows []int
	speaking := r.survey.Speaking(t.ThemeID)
	for row := range r.survey.Responses() {
		if !speaking.Has(row) || !r.survey.Searchable(row) {
			continue
		}
		v.All++
		if _, done := of[r.survey.Key(row).String()]; !done {
			rows = append(rows, row)
		}
	}
	seed := fnv.New64a()
	seed.Write([]byte(r.edition.ID + t.ThemeID))
	rand.New(rand.NewPCG(seed.Sum64(), 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, row := range rows[:min(toJudge, len(rows))] {
		d, err := r.index.Document(r.Context(), r.survey.Key(row))
		if errors.Is(err, index.ErrUnknownKey) {
			continue
		}
		if err != nil {
			return err
		}
		hit := r.hit(index.Hit{Document: d}, false)
		hit.Pieces = [][]span{reasoned(d.Comment, r.survey.Clauses(row), r, t.ThemeID)}
		v.Hits = append(v.Hits, hit)
	}
	return s.show(w, r, "judge", "web_judge", v)
}

// keepJudgements takes the form of the sample.
func (s *server) keepJudgements(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return frame.ErrBadInput
	}
	t := r.byID[r.URL.Query().Get("theme")]
	if t == nil {
		return frame.ErrNotFound
	}
	var judgements []codebook.Judgement
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		key, ok := strings.CutPrefix(name, "fits:")
		verdict := r.PostForm.Get(name)
		if _, known := r.rowOf(key); !ok || !known || verdict != "yes" && verdict != "no" {
			continue
		}
		judgements = append(judgements, codebook.Judgement{Theme: t.ThemeID, Response: key, Fits: verdict == "yes", By: r.User, On: time.Now().UTC().Format(time.DateOnly)})
	}
	if len(judgements) > 0 {
		judging.Lock()
		defer judging.Unlock()
		if err := codebook.Judge(s.judgementsPath(), judgements...); err != nil {
			return err
		}
		if err := s.audit.write(entry{User: r.User, Action: "judge", Edition: r.edition.ID, Object: t.ThemeID, Rows: len(judgements)}); err != nil {
			return err
		}
	}
	http.Redirect(w, r.Request, "/bedoem?"+params("theme", t.ThemeID, "kept", "1").Encode(), http.StatusSeeOther)
	return nil
}
