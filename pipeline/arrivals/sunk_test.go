package arrivals

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestSunkByNight: a source that goes over to a scale of five is asked about once its nights
// together are beyond chance, however small each is. The file that was taken in can be taken
// back, and who says that the scale is as before is not asked the next night.
func TestSunkByNight(t *testing.T) {
	t.Parallel()
	n := newNights(t)
	const header = "id;dato;NPS;kommentar"
	night := func(at, rows int, score func(i int) int) string {
		return n.write(fmt.Sprintf("svar_%s.csv", dayOf(at)), header, rows, func(i int) string {
			return fmt.Sprintf("%d;%s;%d;%s", 1000*at+i, dayOf(at), score(i), comment(1000*at+i))
		})
	}
	ten := func(i int) int { return []int{10, 9, 8, 9, 3, 10, 7, 0, 9, 4}[i%10] }
	five := func(i int) int { return []int{5, 4, 5, 3, 4, 5, 1}[i%7] }
	for at := range 6 {
		if _, asked, text := n.read(Rules{}, source.Config{}, night(at, 15, ten)); asked != nil {
			t.Fatal(text)
		}
	}
	if _, asked, text := n.read(Rules{}, source.Config{}, night(6, 10, five)); asked != nil {
		t.Fatalf("ten scores are no sign: %s", text)
	}
	second := night(7, 10, five)
	_, asked, text := n.read(Rules{}, source.Config{}, second)
	if !slices.Equal(asked, []messages.Key{"source_sunk"}) || n.book.Len() != 100 {
		t.Fatalf("%v, %d responses: %s", asked, n.book.Len(), text)
	}
	for _, want := range []string{"de seneste 20 scorer, fra " + dayOf(6) + " og frem", "af de 90 før dem lå 66 over 5", "stemme run --scale 0-10 " + second, "stemme sources withdraw svar " + n.dir + "/svar_" + dayOf(6) + ".csv"} {
		if !strings.Contains(text, want) {
			t.Errorf("without %q: %s", want, text)
		}
	}
	if strings.Contains(text, dayOf(5)) {
		t.Errorf("a night on the old scale: %s", text)
	}
	told := source.Config{Scale: "0-10"}
	if _, asked, text := n.read(Rules{}, told, second); asked != nil {
		t.Fatalf("told the scale: %s", text)
	}
	if _, asked, text := n.read(Rules{}, source.Config{}, night(8, 15, five)); asked != nil {
		t.Errorf("asked again the night after: %s", text)
	}
	if _, asked, _ := n.read(Rules{}, source.Config{}, night(9, 15, five)); !slices.Equal(asked, []messages.Key{"source_sunk"}) {
		t.Errorf("thirty more of them: %v", asked)
	}
}

// TestSunk: a run of low scores is asked about where the source's share before makes it no
// chance, and not where they are those of detractors.
func TestSunk(t *testing.T) {
	t.Parallel()
	of := func(first models.Day, id string, n int, scores ...int) (all []models.Response) {
		for i := range n {
			all = append(all, models.Response{Source: "svar", ID: fmt.Sprint(id, i), Day: first + models.Day(i/10), Score: models.ScoreOf(scores[i%len(scores)]), Scale: models.Scale0to10})
		}
		return all
	}
	liked, poor := of(20000, "a", 100, 10, 9, 9, 8, 7, 3, 10, 9, 2, 10), of(20000, "a", 100, 5, 3, 4, 1, 2, 5, 9, 4, 2, 1)
	for _, c := range []struct {
		name         string
		before, last []models.Response
		fresh        []models.Response
		want         int
	}{
		{"all of tonight", liked, nil, of(20100, "b", 20, 5, 4, 3, 1), 20},
		{"over two nights", liked, of(20100, "b", 10, 5, 4, 3, 1), of(20101, "c", 10, 5, 4, 4, 2), 20},
		{"few", liked, nil, of(20100, "b", 11, 5, 4, 3, 1), 0},
		{"a six among them", liked, nil, of(20100, "b", 20, 5, 4, 3, 6), 0},
		{"a zero among them", liked, nil, of(20100, "b", 20, 5, 4, 0, 1), 0},
		{"no five", liked, nil, of(20100, "b", 20, 4, 3, 1), 0},
		{"a source that was low", poor, nil, of(20100, "b", 40, 5, 4, 3, 1), 0},
		{"hardly any before", liked[:20], nil, of(20100, "b", 20, 5, 4, 3, 1), 0},
		{"days long past", liked, nil, of(19000, "b", 20, 5, 4, 3, 1), 20},
		{"days before the others'", liked, of(19990, "b", 10, 5, 4, 3, 1), of(19991, "c", 10, 5, 4, 3, 1), 20},
		{"all of it again, and more", liked, of(20100, "b", 10, 5, 4, 3, 1), slices.Concat(liked, of(20100, "b", 20, 5, 4, 3, 1)), 20},
		{"nothing new", liked, of(20100, "b", 20, 5, 4, 3, 1), of(20100, "b", 20, 5, 4, 3, 1), 0},
	} {
		s, sunk := sunkScale(slices.Concat(c.before, c.last), c.fresh, "svar", 0, func(k models.Key) int { return map[byte]int{'a': 1, 'b': 2}[k.ID[0]] })
		if sunk != (c.want > 0) || sunk && s.scores != c.want {
			t.Errorf("%s: %v %+v, want %d", c.name, sunk, s, c.want)
		}
	}
}
