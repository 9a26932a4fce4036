package arrivals

import (
	"cmp"
	"maps"
	"regexp"
	"slices"

	"stemme/models"
	"stemme/pipeline/ledger"
	"stemme/pipeline/source"
)

// contentID is an id that was made of what a response says: see source.
var contentID = regexp.MustCompile(`^[0-9a-f]{32}(-[0-9]+)?$`)

// sayings are what a response says, field by field, but for when it was answered.
func sayings(r *models.Response) map[field]string {
	all := map[field]string{{role: "score"}: r.Score.String(), {role: "comment"}: r.Comment, {role: "title"}: r.Title, {role: "customer"}: r.Customer,
		{role: "touchpoint"}: r.Touchpoint, {role: "stage"}: r.Stage, {role: "unit"}: r.Unit}
	for _, s := range r.Segments {
		all[field{"segment", s.Name}] = s.Value
	}
	for _, s := range r.Ratings {
		all[field{"rating", s.Name}] = s.Score.String()
	}
	for _, a := range r.Answers {
		all[field{"answer", a.Question}] = a.Text
	}
	return all
}

// sayOtherwise counts the fields that two responses say otherwise.
func sayOtherwise(a, b map[field]string) (n int) {
	for of, says := range a {
		if b[of] != says {
			n++
		}
	}
	for of, says := range b {
		if _, both := a[of]; !both && says != "" {
			n++
		}
	}
	return n
}

// whenOf is when a response was answered, as far as it is known.
func whenOf(r *models.Response) string { return r.Day.String() + r.At.String() }

// sameAgain gives responses whose ids are made of their content the ids under which
// the ledger has them, in place: those that say the same under another id; and where
// at least half of what a source brings is known, so that it is delivered over again,
// those that were answered at one time with one that is not delivered any more and say
// one thing otherwise. They correct it. The notes tell how many.
func sameAgain(book *ledger.Ledger, batch source.Batch) (notes []source.Note) {
	fresh, tonight, known := map[string][]*models.Response{}, map[models.Key]bool{}, map[string]int{}
	for i := range batch.Responses {
		r := &batch.Responses[i]
		tonight[r.Key()] = true
		if _, is := book.Response(r.Key()); is {
			known[r.Source]++
		} else if contentID.MatchString(r.ID) && idHeader(batch, r.Source) == "" {
			fresh[r.Source] = append(fresh[r.Source], r)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	gone := map[string]map[string][]models.Response{} // by source, and when
	for _, r := range book.Responses() {
		if len(fresh[r.Source]) == 0 || tonight[r.Key()] {
			continue
		}
		if gone[r.Source] == nil {
			gone[r.Source] = map[string][]models.Response{}
		}
		gone[r.Source][whenOf(&r)] = append(gone[r.Source][whenOf(&r)], r)
	}
	for _, name := range slices.Sorted(maps.Keys(gone)) {
		of := fresh[name]
		slices.SortFunc(of, func(a, b *models.Response) int { return cmp.Compare(a.ID, b.ID) })
		all := len(of) + known[name]
		of, same := takeOver(of, gone[name], 0)
		if known[name] += same; 2*known[name] < all {
			continue
		}
		if _, mended := takeOver(of, gone[name], 1); mended > 0 {
			notes = append(notes, source.Note{Key: "reading_mended", Args: []any{name, mended}})
		}
	}
	return notes
}

// takeOver gives fresh responses the ids of those gone, of one time, from which they
// differ in so many fields, and answers those that are left. Of what has no day only
// what is the same is taken over: anything could be one field apart.
func takeOver(fresh []*models.Response, gone map[string][]models.Response, apart int) (left []*models.Response, taken int) {
	for _, r := range fresh {
		when, says := whenOf(r), sayings(r)
		i := slices.IndexFunc(gone[when], func(old models.Response) bool {
			return (apart == 0 || r.Day != models.NoDay && contentID.MatchString(old.ID)) && sayOtherwise(sayings(&old), says) == apart
		})
		if i < 0 {
			left = append(left, r)
			continue
		}
		r.ID = gone[when][i].ID
		gone[when] = slices.Delete(gone[when], i, i+1)
		taken++
	}
	return left, taken
}
