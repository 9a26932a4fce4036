package pipeline_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"stemme/pipeline"
)

// TestSmallDelivery: a file of much fewer rows than its source usually brings is told of, once it is
// known what is usual; one like the smallest before it is not, nor one that comes again.
func TestSmallDelivery(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config("")
	cfg.Data = t.TempDir()
	first := 0
	for i, c := range []struct {
		rows int
		told bool
	}{{100, false}, {10, false}, {90, false}, {60, false}, {110, false}, {95, false}, {12, false}, {9, true}, {50, false}, {8, true}} {
		day := time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		first += 1000
		path := answersFile(t, dir, "svar-"+day+".csv", "id;dato;NPS;kommentar", c.rows, first, func(i, id int) string {
			return fmt.Sprintf("%d;%s;%d;%s", id, day, i%11, saidBy(id))
		})
		for again := range 2 {
			cfg.Sources = []pipeline.Source{{Files: []string{path}}}
			s, err := pipeline.Fast(context.Background(), cfg, silent{})
			if err != nil {
				t.Fatal(i, err)
			}
			told := false
			for _, n := range s.Notes {
				told = told || n.Key == "delivery_small"
			}
			if told != (c.told && again == 0) {
				t.Errorf("delivery %d of %d rows, time %d: told %v", i, c.rows, again, told)
			}
		}
	}
}

// TestOlderFileAgain: a file that was read before and comes again puts back what a later one
// corrected, and the night says of how many; the files read together do not.
func TestOlderFileAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := config("")
	cfg.Data = t.TempDir()
	write := func(name string, corrected int) string {
		return answersFile(t, dir, name, "id;dato;NPS;kommentar", 30, 1000, func(i, id int) string {
			said := saidBy(id)
			if i < corrected {
				said = "Rettet: " + said
			}
			return fmt.Sprintf("%d;2026-03-01;%d;%s", id, i%11, said)
		})
	}
	first, second := write("svar-1.csv", 0), write("svar-2.csv", 7)
	for n, c := range []struct {
		files []string
		told  int
	}{{[]string{first}, 0}, {[]string{second}, 0}, {[]string{first, second}, 0}, {[]string{second}, 0}, {[]string{first}, 7}, {[]string{second}, 7}} {
		cfg.Sources = []pipeline.Source{{Name: "svar", Files: c.files}}
		s, err := pipeline.Fast(context.Background(), cfg, silent{})
		if err != nil {
			t.Fatal(n, err)
		}
		told := 0
		for _, note := range s.Notes {
			if note.Key == "delivery_again" {
				told = note.Args[0].(int)
			}
		}
		if told != c.told {
			t.Errorf("night %d: %d responses are told to be as in a file read before, want %d", n, told, c.told)
		}
	}
}
