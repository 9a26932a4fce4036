package web

import (
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"

	"stemme/pipeline/edition"
	"stemme/pipeline/nps"
)

// TestThemesAreThoseOfTheTables: the interface tells of every theme and entry what the
// tables tell, and nothing of those that they tell nothing of; its pull is leave_out.
func TestThemesAreThoseOfTheTables(t *testing.T) {
	data := lensData(t)
	s := site(t, func(c *Config) { c.Data = data })
	var answer struct {
		Themes []struct {
			ID    string   `json:"theme_id"`
			Share *float64 `json:"share"`
			Pull  *float64 `json:"pull"`
			Score struct {
				Scored *int64   `json:"scored"`
				NPS    *float64 `json:"nps"`
			} `json:"score"`
		} `json:"themes"`
	}
	if err := json.Unmarshal([]byte(body(t, get(s, "/api/v1/themes", nil))), &answer); err != nil {
		t.Fatal(err)
	}
	p := s.shelf.take()
	defer p.put()
	dir := p.edition.Path(edition.Tables)
	measured, out := map[string]nps.ThemeScoreRow{}, map[string]float64{}
	_ = nps.ThemeNPS.Each(dir, func(r *nps.ThemeScoreRow) {
		if cutOf(r.ScoreRow) == whole {
			measured[r.ThemeID] = *r
		}
	})
	_ = nps.Drivers.Each(dir, func(r *nps.DriverRow) { out[r.ThemeID] = r.LeaveOut })
	entries, pulls := 0, 0
	for _, one := range answer.Themes {
		row, ok := measured[one.ID]
		if !ok || row.Suppressed {
			if one.Share != nil || one.Score.NPS != nil || one.Pull != nil {
				t.Errorf("%s has figures, and no row that tells them", one.ID)
			}
			continue
		}
		if strings.Contains(one.ID, "/") {
			entries++
		}
		if one.Share == nil || *one.Share != row.Share || one.Score.Scored == nil || *one.Score.Scored != row.Scored.N || one.Score.NPS == nil || *one.Score.NPS != row.NPS {
			t.Errorf("%s is not what theme_nps tells", one.ID)
		}
		if want, ok := out[one.ID]; ok {
			if pulls++; one.Pull == nil || math.Abs(*one.Pull-want) > 1e-9 {
				t.Errorf("%s pulls by %v, leave_out is %v", one.ID, *one.Pull, want)
			}
		}
	}
	if entries < 5 || pulls < 5 {
		t.Errorf("%d entries and %d pulls were held", entries, pulls)
	}
}

// TestEditionByMark: a program may ask by what the tables say their edition is.
func TestEditionByMark(t *testing.T) {
	s := site(t, nil)
	p := s.shelf.take()
	id := p.edition.ID
	p.put()
	for asked, want := range map[string]int{id: 200, id[len(id)-8:]: 200, "000099-" + id[len(id)-8:]: 409, "0000000g": 409, id[:6]: 409} {
		if got := get(s, "/api/v1/edition?edition="+asked, nil).StatusCode; got != want {
			t.Errorf("%s is answered %d, not %d", asked, got, want)
		}
	}
}

// TestHeadTellsTheEdition: who asks whether a table has changed need not fetch it.
func TestHeadTellsTheEdition(t *testing.T) {
	s := site(t, nil)
	ask := func(method string) string {
		answer := get(s, "/api/v1/tables/nps.parquet", func(r *http.Request) { r.Method = method })
		return answer.Header.Get("ETag")
	}
	if head := ask("HEAD"); head == "" || head != ask("GET") {
		t.Errorf("HEAD tells the edition as %q", head)
	}
}
