package web

import (
	"net/url"

	"stemme/cmd/stemme/web/frame"
	"stemme/cmd/stemme/web/internal/survey"
	"stemme/models"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/messages"
)

// The parameters that ask for the comments behind a figure of a lens: what a theme
// is said to be, and what was asked for and met.
const (
	saidParam  = "said"  // kept, broken or unclear, of the one theme that is asked for
	askedParam = "asked" // an entry of a lens
	metParam   = "met"   // another, "" for none
)

// saidKeys say them.
var saidKeys = map[string]messages.Key{"kept": "web_kept", "broken": "web_broken", "unclear": "web_unclear"}

// voicedKeys say them of what is no promise.
var voicedKeys = map[string]messages.Key{"kept": "web_praised", "broken": "web_blamed", "unclear": "web_unclear"}

// signs are what saidParam asks for.
var signs = map[string]int8{"kept": 1, "broken": -1, "unclear": 0}

// asked is the query of an address, with what only the edition can tell of it.
func (r *request) asked(values url.Values) (query, error) {
	q, err := parseQuery(values)
	if err != nil {
		return q, err
	}
	q.Filter = r.searched(q.Filter)
	behind, err := r.evidence(values)
	if behind != nil {
		q.Filter.Only = behind.Keys()
	}
	return q, err
}

// evidence are the rows behind a figure of a lens that an address asks for; nil where
// it asks for none.
func (r *request) evidence(values url.Values) (*survey.Selection, error) {
	said, asked := values.Get(saidParam), values.Get(askedParam)
	switch {
	case said != "":
		sign, ok := signs[said]
		if ids := values["theme"]; ok && len(ids) == 1 {
			return r.survey.Saying(ids[0], sign), nil
		}
		return nil, frame.ErrBadInput
	case asked != "":
		if models.LensOf(asked) == "" {
			return nil, frame.ErrBadInput
		}
		return r.survey.Matching(asked, metOf(values)), nil
	}
	return nil, nil
}

// behind fills in what evidence is asked for, and how to leave it.
func (r *request) behind(q *query, v *searchView) {
	text := r.evidenceText(q.values)
	if text == "" {
		return
	}
	v.Behind = []chipView{{r.Lang.Text("web_evidence"), text, q.link("/soeg", saidParam, "", askedParam, "", metParam, "")}}
	for _, name := range []string{saidParam, askedParam, metParam} {
		if q.values.Has(name) {
			v.Keep = append(v.Keep, qualityLine{name, q.values.Get(name)})
		}
	}
}

// metOf is the entry that was met, "" for none.
func metOf(values url.Values) string {
	if met := values.Get(metParam); met != survey.Unknown {
		return met
	}
	return ""
}

// evidenceText says what evidence the address asks for; "" for none.
func (r *request) evidenceText(values url.Values) string {
	if said := values.Get(saidParam); said != "" {
		if lens.IsPromises(models.LensOf(values.Get("theme"))) {
			return r.Lang.Text(saidKeys[said])
		}
		return r.Lang.Text(voicedKeys[said])
	}
	if asked := values.Get(askedParam); asked != "" {
		met := r.Lang.Text("web_met_nothing")
		if id := metOf(values); id != "" {
			met = r.nameOf(id)
		}
		return r.Lang.Text("web_asked_met", r.nameOf(asked), met)
	}
	return ""
}
