package web

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/models"
	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
	"stemme/pipeline/tables"
)

// openAPI describes the interface; a test holds it against the routes.
//
//go:embed openapi.json
var openAPI []byte

// api adds the JSON interface: the same answers as the pages give.
func (s *server) api(mux *routes) {
	mux.Handle("GET /api/v1/openapi.json", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(openAPI)
	}))
	mux.Handle("GET /api/v1/edition", s.data(frame.Readers, s.apiEdition))
	mux.Handle("GET /api/v1/themes", s.data(frame.Readers, s.apiThemes))
	mux.Handle("GET /api/v1/scores", s.data(frame.Readers, s.apiScores))
	mux.Handle("GET /api/v1/news", s.data(frame.Readers, s.apiNews))
	mux.Handle("GET /api/v1/suggest", s.data(frame.Analysts, s.apiSuggest))
	mux.Handle("GET /api/v1/search", s.data(frame.Leaders, s.apiSearch))
	mux.Handle("GET /api/v1/tables/{file}", s.data(frame.Readers, s.apiTable))
	mux.Handle("/api/", s.data(frame.Readers, func(http.ResponseWriter, *request) error { return frame.ErrNotFound }))
}

// errUnknown says that a program must tell who it is.
var errUnknown = frame.Fault{Status: http.StatusUnauthorized, Key: "web_login_needed"}

// errPassed says that the edition that a program reads is no longer the current
// one, so that it does not put figures of two editions together.
var errPassed = frame.Fault{Status: http.StatusConflict, Key: "web_edition_passed"}

// unchanged names the edition in the answer's ETag, and says 304 to who has an
// answer of the same edition, in the same language and with the same rights.
func unchanged(w http.ResponseWriter, r *request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	own := fnv.New64a()
	own.Write([]byte(r.Unit))
	tag := fmt.Sprintf("%q", fmt.Sprintf("%s-%d-%x-%d", r.edition.ID, r.Role, own.Sum64(), r.Lang))
	w.Header().Set("ETag", tag)
	w.Header().Set("Stemme-Edition", r.edition.ID)
	for asked := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(asked), "W/") == tag {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// data answers programs, which are told to log in, not led to a form.
func (s *server) data(who frame.Role, answer func(http.ResponseWriter, *request) error) http.Handler {
	page := s.opened(who, s.asCurrent, func(w http.ResponseWriter, r *request) error {
		if asked := r.URL.Query().Get("edition"); asked != "" && !r.edition.Is(asked) {
			return errPassed
		}
		if err := r.refuseUnknown(); err != nil {
			return err
		}
		if unchanged(w, r) {
			return nil
		}
		return answer(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.WhoIs(r).Role == frame.Nobody {
			s.Plain(func(http.ResponseWriter, *frame.Visit) error { return errUnknown }).ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

// A number is a figure in JSON, null where it is not known.
type number float64

// MarshalJSON writes NaN as null.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// countJSON is a count in JSON, null where it is withheld.
func countJSON(n tables.Int) *int64 {
	if !n.Known {
		return nil
	}
	return &n.N
}

// scoreJSON is a row of the score tables.
type scoreJSON struct {
	PeriodKind string `json:"period_kind"`
	Period     string `json:"period"`
	Dimension  string `json:"dimension"`
	Value      string `json:"value"`
	Responses  *int64 `json:"responses"`
	Scored     *int64 `json:"scored"`
	Promoters  *int64 `json:"promoters"`
	Passives   *int64 `json:"passives"`
	Detractors *int64 `json:"detractors"`
	NPS        number `json:"nps"`
	Low        number `json:"ci_low"`
	High       number `json:"ci_high"`
	Suppressed bool   `json:"suppressed"`
}

func scoreOf(r nps.ScoreRow) scoreJSON {
	return scoreJSON{r.PeriodKind, r.Period, r.Dimension, r.Value, countJSON(r.Responses), countJSON(r.Scored), countJSON(r.Promoters),
		countJSON(r.Passives), countJSON(r.Detractors), number(r.NPS), number(r.CILow), number(r.CIHigh), r.Suppressed}
}

func (s *server) apiEdition(w http.ResponseWriter, r *request) error {
	if err := r.narrow(url.Values{}); err != nil { // its figures are of all responses
		return err
	}
	m := r.edition.Manifest
	sentence := ""
	if before, after := r.lastComplete(r.periodKind()); after != "" {
		sentence = leadOf(r.Lang, r.changeParts(r.periodKind(), before, after))
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "published_at": m.Published, "program": m.Program,
		"counts": m.Counts, "tables": m.Rows, "sentence": sentence, "score": scoreOf(r.scores[whole].ScoreRow)})
}

// themeJSON is a theme with its figures over all time.
type themeJSON struct {
	ID        string    `json:"theme_id"`
	Name      string    `json:"name"`
	State     string    `json:"state"`
	Lens      string    `json:"lens,omitempty"`
	Parent    string    `json:"parent_id,omitempty"`
	Words     []string  `json:"words"`
	Responses *int64    `json:"responses"` // null where withheld, as in score
	Share     number    `json:"share"`
	Score     scoreJSON `json:"score"`
	Pull      number    `json:"pull"` // leave-out impact on NPS; does not add up over themes
	Praised   number    `json:"praised"`
	Blamed    number    `json:"blamed"`
}

func (s *server) apiThemes(w http.ResponseWriter, r *request) error {
	if err := r.narrow(url.Values{}); err != nil { // its figures are of all responses
		return err
	}
	list, all, voiced := []themeJSON{}, r.now(), r.voicesOfAll()
	for i := range r.figures.themes {
		t := &r.figures.themes[i]
		if t.State == models.Hidden {
			continue
		}
		row := r.speakOf(t.ThemeID)
		praised, blamed := voiced[t.ThemeID].shares()
		list = append(list, themeJSON{t.ThemeID, t.Name, string(t.State), t.Lens, t.ParentID, t.Words, countJSON(row.Responses),
			number(row.Share), scoreOf(row.ScoreRow), number(pullOf(row.ThemeScoreRow, all.CutRow)), praised, blamed})
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "themes": list})
}

func (s *server) apiScores(w http.ResponseWriter, r *request) error {
	dimension, kind := r.URL.Query().Get("dimension"), r.URL.Query().Get("period_kind")
	if dimension == "" {
		dimension = "all"
	}
	if kind == "" {
		kind = "all"
	}
	rows, err := nps.NPS.Read(r.edition.Path(edition.Tables))
	if err != nil {
		return err
	}
	list := []scoreJSON{}
	for _, row := range rows {
		if row.Dimension == dimension && row.PeriodKind == kind {
			list = append(list, scoreOf(row.ScoreRow))
		}
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "audience": "open", "scores": list})
}

// hitJSON is one found comment.
type hitJSON struct {
	Key        string            `json:"response_key"`
	Score      *int              `json:"score"`
	Class      string            `json:"nps_class"`
	On         string            `json:"responded_on"`
	Touchpoint string            `json:"touchpoint"`
	Unit       string            `json:"unit"`
	Stage      string            `json:"stage,omitempty"`
	Segments   map[string]string `json:"segments,omitempty"`
	Language   string            `json:"language"`
	Themes     []string          `json:"themes"`
	Title      string            `json:"title"`
	Comment    string            `json:"comment"`
	Marks      [][2]int          `json:"marks"` // what was found: bytes of comment
	Cursor     string            `json:"cursor"`
}

func (s *server) apiSearch(w http.ResponseWriter, r *request) error {
	q, err := r.asked(r.URL.Query())
	if err != nil {
		return err
	}
	if asked := r.URL.Query().Get("facets"); asked != "" {
		q.Facets = strings.Split(asked, ",")
	}
	res, err := r.index.Search(r.Context(), q.Request)
	if fault := queryFault(err); fault != nil {
		frame.WriteJSONError(w, http.StatusBadRequest, s.explain(r.Lang, fault))
		return nil
	}
	if err != nil {
		return err
	}
	hits := make([]hitJSON, 0, len(res.Hits))
	for _, h := range res.Hits {
		hits = append(hits, hitOf(h))
	}
	read, misses := []map[string]string{}, []map[string]string{}
	for _, one := range res.Read {
		read = append(read, map[string]string{"written": one.Written, "as": one.As})
	}
	for _, m := range res.Misses {
		misses = append(misses, map[string]string{"field": m.Field, "value": m.Value, "meant": m.Meant})
	}
	return frame.WriteJSON(w, map[string]any{"edition": r.edition.ID, "total": res.Total, "read": read, "misses": misses, "classes": map[string]int{
		"promoter": res.Classes.Promoters, "passive": res.Classes.Passives, "detractor": res.Classes.Detractors, "none": res.Classes.Unscored,
	}, "facets": facetsOf(res.Facets), "hits": hits})
}

func hitOf(h index.Hit) hitJSON {
	one := hitJSON{Key: h.Key.String(), Class: h.Class.String(), On: h.Day.String(), Touchpoint: h.Touchpoint, Unit: h.Unit,
		Language: string(h.Language), Themes: h.Themes, Title: h.Title, Comment: h.Comment, Marks: [][2]int{}, Cursor: h.Cursor}
	if v, ok := h.Score.Value(); ok {
		one.Score = &v
	}
	one.Stage = h.Stage
	for _, s := range h.Segments {
		if one.Segments == nil {
			one.Segments = map[string]string{}
		}
		one.Segments[s.Name] = s.Value
	}
	for _, m := range h.Marks {
		one.Marks = append(one.Marks, [2]int{m.Start, m.End})
	}
	return one
}

type valueJSON struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func facetsOf(facets []index.Facet) map[string][]valueJSON {
	all := map[string][]valueJSON{}
	for _, f := range facets {
		all[f.Name] = []valueJSON{}
		for _, v := range f.Values {
			all[f.Name] = append(all[f.Name], valueJSON{v.Value, v.Total()})
		}
	}
	return all
}

// tableForms are the forms a table can be had in beside the Parquet file that
// lies in the edition.
var tableForms = map[string]struct {
	kind  string
	write func(io.Writer, tables.Table) error
}{
	"arrow": {"application/vnd.apache.arrow.stream", tables.WriteIPC},
	"csv":   {"text/csv; charset=utf-8", tables.WriteCSV},
	"json":  {"application/json; charset=utf-8", tables.WriteJSON},
	"jsonl": {"application/jsonl; charset=utf-8", tables.WriteJSONLines},
}

// apiTable answers with a table of the edition.
func (s *server) apiTable(w http.ResponseWriter, r *request) error {
	name, form, ok := strings.Cut(r.PathValue("file"), ".")
	if _, known := r.edition.Manifest.Rows[name]; !known || !ok {
		return frame.ErrNotFound
	}
	as, other := tableForms[form]
	if !other && form != "parquet" {
		return frame.ErrNotFound
	}
	path := filepath.Join(r.edition.Path(edition.Tables), name+tables.Extension)
	detail, err := tables.IsDetail(path)
	if errors.Is(err, fs.ErrNotExist) {
		return frame.ErrNotFound // a table of the model, which is not for others
	}
	if err != nil {
		return err
	}
	if detail {
		if !r.audience.SeesAll("") {
			return frame.ErrForbidden
		}
		if err := s.recordExport(r, name, int(r.edition.Manifest.Rows[name])); err != nil {
			return err
		}
	}
	if other {
		table, err := tables.Read(path)
		if err != nil {
			return err
		}
		attach(w, as.kind, name+"."+form)
		return frame.IgnoreGone(as.write(w, table))
	}
	attach(w, "application/vnd.apache.parquet", name+tables.Extension)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) { // it is parted
		return frame.IgnoreGone(tables.Join(w, path))
	}
	if err != nil {
		return err
	}
	defer file.Close()
	http.ServeContent(w, r.Request, "", r.edition.Manifest.Published, file)
	return nil
}
