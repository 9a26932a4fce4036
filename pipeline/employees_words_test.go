package pipeline

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stemme/models"
)

// TestEmployeesTeachNothing: the words of employees do not change how customers'
// comments are read, and lines that only both together repeat often enough are no
// boilerplate; those that employees repeat among themselves are.
func TestEmployeesTeachNothing(t *testing.T) {
	t.Parallel()
	say := func(kind models.Kind, i int, text string) models.Response {
		return models.Response{Source: string(kind), ID: fmt.Sprint(i), Kind: kind, Day: models.NoDay, Comment: text}
	}
	var customers, both []models.Response
	for i := range 8 {
		customers = append(customers, say(models.Survey, i, fmt.Sprintf("Kantineordningen nummer %d var for dyr for mig. Nu glæder jeg mig til den næste tur.", i)))
	}
	both = append(both, customers...)
	for i := range 30 {
		text := fmt.Sprintf("I dag %d var kantinen og ordningen god, kantine og ordning hver dag.", i)
		if i < 8 {
			text += " Nu glæder jeg mig til den næste tur."
		} else {
			text += " Hilst fra os alle på lageret i dag."
		}
		both = append(both, say(models.Employees, 100+i, text))
	}
	read := func(responses []models.Response) []models.Document {
		a, err := analyse(context.Background(), responses, Config{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		return a.documents
	}
	alone, beside := read(customers), read(both)
	if diff := cmp.Diff(alone, beside[:len(customers)]); diff != "" {
		t.Errorf("customers' comments are read otherwise with employees beside (-alone +beside)\n%s", diff)
	}
	if last := beside[len(both)-1].Clauses; !last[len(last)-1].Boilerplate {
		t.Error("what 22 employees repeat is no boilerplate")
	}
}
