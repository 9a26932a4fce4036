package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"

	"stemme/models"
)

// identify gives the responses at the given indexes an id made from what they
// say: half of the SHA-256 of their fields, in hex. Equal ones are told apart by
// counting, "-2" for the second.
//
// The id is of the texts as masked and leaves out the customer: whoever sees it
// beside the published fields could otherwise try all telephone numbers, or all
// customers, until the hash is met. Where only those hidden parts differ they
// decide who is counted first, so neither the order of the rows nor the place
// in the file ever matters. Counting begins anew in each file: the same row in
// tonight's file and in last night's is the same response, whether both are read
// in one run or in two. So that it stays the same when the source is renamed, it is made
// of what the source was called first.
func identify(responses []models.Response, nameless []int, first string, mask func(string) string) {
	ids := make(map[int]string, len(nameless))
	for _, i := range nameless {
		ids[i] = digest(&responses[i], first, mask)
	}
	slices.SortStableFunc(nameless, func(a, b int) int {
		return cmp.Or(cmp.Compare(ids[a], ids[b]), compareHidden(&responses[a], &responses[b]))
	})
	count := 0
	for k, i := range nameless {
		count++
		if k == 0 || ids[i] != ids[nameless[k-1]] {
			count = 1
		}
		responses[i].ID = ids[i]
		if count > 1 {
			responses[i].ID += "-" + strconv.Itoa(count)
		}
	}
}

// compareHidden orders responses of equal digest by what the digest leaves out.
func compareHidden(a, b *models.Response) int {
	return cmp.Or(cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Text(), b.Text()), cmp.Compare(a.Title, b.Title),
		cmp.Compare(a.Touchpoint, b.Touchpoint), cmp.Compare(a.Stage, b.Stage), cmp.Compare(a.Unit, b.Unit),
		slices.CompareFunc(a.Segments, b.Segments, func(s, t models.Segment) int { return cmp.Compare(s.Value, t.Value) }))
}

// digest is half of the SHA-256 of a source's name and r's fields but for the customer, in hex. Each
// field has its length before it, so that no two sets of fields run into one.
func digest(r *models.Response, source string, mask func(string) string) string {
	var data []byte
	add := func(s string) {
		data = binary.AppendUvarint(data, uint64(len(s)))
		data = append(data, s...)
	}
	add(source)
	add(r.Score.String())
	add(r.At.UTC().Format("20060102T150405.999999999"))
	add(r.Day.String())
	for _, text := range []string{r.Title, r.Comment, r.Touchpoint, r.Stage, r.Unit} {
		add(mask(text))
	}
	for _, a := range r.Answers {
		add("\x00answer") // no segment is called this
		add(a.Question)
		add(mask(a.Text))
	}
	for _, s := range r.Segments {
		add(s.Name)
		add(mask(s.Value))
	}
	for _, s := range r.Ratings {
		add(s.Name)
		add(s.Score.String())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
