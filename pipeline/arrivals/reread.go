package arrivals

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// Reread makes what is kept of the sources of deliveries that go what it would be without
// them. It returns what was known of its source before each that stays.
func Reread(book *ledger.Ledger, due []ledger.Delivery) (map[int]json.RawMessage, error) {
	before := map[int]json.RawMessage{}
	done, gone := map[string]bool{}, map[int]bool{}
	for _, d := range due {
		gone[d.Number] = true
	}
	for _, d := range due {
		if done[d.Source] {
			continue
		}
		done[d.Source] = true
		kept, err := readAgain(book.Deliveries(), d.Source, gone, before)
		if err != nil {
			return nil, err
		}
		if kept.Source == "" {
			err = clearReading(book, readingsFolder, d.Source)
		} else {
			err = writeReading(book, readingsFolder, kept)
		}
		if err != nil {
			return nil, err
		}
	}
	return before, nil
}

// readAgain is what would be known of a source without the deliveries that go, night by
// night.
func readAgain(all []ledger.Delivery, name string, gone map[int]bool, before map[int]json.RawMessage) (kept KeptReading, err error) {
	of := slices.DeleteFunc(slices.Clone(all), func(d ledger.Delivery) bool { return d.Source != name })
	if err := parsed(of[0].Before, &kept); err != nil {
		return kept, err
	}
	kept.Rename(name)
	for len(of) > 0 {
		var night source.Batch
		at := of[0].At
		text, err := kept.raw()
		if err != nil {
			return kept, err
		}
		for ; len(of) > 0 && of[0].At.Equal(at); of = of[1:] {
			if gone[of[0].Number] {
				continue
			}
			before[of[0].Number] = text
			var r source.Reading
			if err := parsed(of[0].Reading, &r); err != nil {
				return kept, err
			}
			if r.Rename(name); r.Source != "" {
				night.Remember(r)
			}
		}
		for _, r := range night.Readings {
			if breaks, _ := source.Differences(kept.Reading, r); kept.Source != "" && len(breaks) > 0 {
				next := kept.saidYes(r)
				kept = KeptReading{Reading: next, Changed: changedColumns(kept.Reading, next), ScaleSure: kept.ScaleSure}
			}
			kept = kept.followedBy(r)
		}
	}
	return kept, nil
}

// raw is r as a delivery tells it; nil for none.
func (r KeptReading) raw() (json.RawMessage, error) {
	if r.Source == "" {
		return nil, nil
	}
	r.Waiting = nil
	return json.Marshal(r)
}

func parsed(text json.RawMessage, to any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, to)
}

// Brought are the deliveries of a batch, of which kept is known.
func Brought(batch source.Batch, kept map[string]KeptReading) (all []ledger.Brought, err error) {
	now := time.Now().UTC()
	for i, responses := range byFile(batch) {
		f := &batch.Files[i]
		d := ledger.Delivery{Source: f.Source, File: f.File, SHA256: f.SHA256, At: now}
		for of := range lacking(f, kept[f.Source]) {
			d.Lacks = append(d.Lacks, of.role+"\x1f"+of.name)
		}
		slices.Sort(d.Lacks)
		if reads(f, kept) {
			if d.Reading, err = json.Marshal(f.Reading); err != nil {
				return nil, err
			}
		}
		if d.Before, err = kept[f.Source].raw(); err != nil {
			return nil, err
		}
		all = append(all, ledger.Brought{Delivery: d, Responses: responses})
	}
	return all, nil
}

// Refill gives a correction that lacks fields those of the version before it, which
// another now is.
func Refill(r, old *models.Response, lacks []string) {
	fields := map[field]string{}
	for _, l := range lacks {
		role, name, _ := strings.Cut(l, "\x1f")
		fields[field{role, name}] = ""
	}
	empty(r, fields)
	if old != nil {
		fill(r, old, fields)
	}
}

// empty takes the values of fields out of r.
func empty(r *models.Response, lacks map[field]string) {
	var nothing models.Response
	nothing.Day = models.NoDay
	for of := range lacks {
		set(r, &nothing, of.role)
	}
	lacked := func(role, name string) bool { _, ok := lacks[field{role, name}]; return ok }
	r.Segments = slices.DeleteFunc(slices.Clone(r.Segments), func(s models.Segment) bool { return lacked("segment", s.Name) })
	r.Ratings = slices.DeleteFunc(slices.Clone(r.Ratings), func(s models.Rating) bool { return lacked("rating", s.Name) })
	r.Answers = slices.DeleteFunc(slices.Clone(r.Answers), func(a models.Answer) bool { return lacked("answer", a.Question) })
}
