package ledger_test

import (
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/ledger"
)

// TestEveryFieldIsTold changes one thing of one response at a time: none of what is
// made has the hash of another, so that no correction is taken for what is known.
func TestEveryFieldIsTold(t *testing.T) {
	type change func(*models.Response)
	answers := func(a ...models.Answer) change { return func(r *models.Response) { r.Answers = a } }
	ratings := func(a ...models.Rating) change { return func(r *models.Response) { r.Ratings = a } }
	segments := func(a ...models.Segment) change { return func(r *models.Response) { r.Segments = a } }
	changes := map[string]change{
		"nothing":         func(*models.Response) {},
		"customer":        func(r *models.Response) { r.Customer = "c" },
		"title":           func(r *models.Response) { r.Title = "Kø" },
		"title, comment":  func(r *models.Response) { r.Title, r.Comment = "lang", " kø" },
		"no comment":      func(r *models.Response) { r.Comment = "" },
		"touchpoint":      func(r *models.Response) { r.Touchpoint = "chat" },
		"stage":           func(r *models.Response) { r.Stage = "chat" },
		"unit":            func(r *models.Response) { r.Unit = "chat" },
		"language":        func(r *models.Response) { r.Language = models.English },
		"epoch":           func(r *models.Response) { r.At = time.Unix(0, 0) },
		"moment":          func(r *models.Response) { r.At = time.Unix(0, 1000) },
		"day":             func(r *models.Response) { r.Day++ },
		"score":           func(r *models.Response) { r.Score = models.ScoreOf(4) },
		"no score":        func(r *models.Response) { r.Score = models.Score{} },
		"score 0":         func(r *models.Response) { r.Score = models.ScoreOf(0) },
		"scale":           func(r *models.Response) { r.Scale = models.Scale1to5 },
		"promoter":        func(r *models.Response) { r.Scale.Promoter-- },
		"passive":         func(r *models.Response) { r.Scale.Passive-- },
		"segment":         segments(models.Segment{Name: "by", Value: "Vejle"}),
		"segment moved":   segments(models.Segment{Name: "byV", Value: "ejle"}),
		"two segments":    segments(models.Segment{Name: "by", Value: "Vejle"}, models.Segment{Name: "køn"}),
		"rating":          ratings(models.Rating{Name: "by", Score: models.ScoreOf(2)}),
		"rating unscored": ratings(models.Rating{Name: "by"}),
		"asks":            func(r *models.Response) { r.Asks = models.AsksWishes },
		"asks otherwise":  func(r *models.Response) { r.Asks = models.AsksPraise },
		"answer":          answers(models.Answer{Question: "by", Text: "Vejle"}),
		"answer moved":    answers(models.Answer{Question: "byV", Text: "ejle"}),
		"two answers":     answers(models.Answer{Question: "by", Text: "Vejle"}, models.Answer{Question: "by", Text: "Vejle"}),
	}
	seen := map[string]string{}
	for name, change := range changes {
		r := response("1", "lang kø")
		change(&r)
		hash := ledger.Hash([]models.Response{r, response("2", "kort kø")})
		if other, taken := seen[hash]; taken {
			t.Errorf("%q has the hash of %q", name, other)
		}
		seen[hash] = name
	}
}

// TestAnswersAreNoResponse spells a second response by the answers of the first: the
// two have another hash than the one, since it is told where a response ends.
func TestAnswersAreNoResponse(t *testing.T) {
	second := models.Response{Source: "bank", ID: "2", Comment: "kort kø"}
	first := response("1", "lang kø")
	spelled := first
	spelled.Answers = []models.Answer{{Question: "bank", Text: "2"}, {}, {Question: "kort kø"}, {}, {}, {}, {}, {}, {}} // texts, then numbers that are 0
	if ledger.Hash([]models.Response{spelled}) == ledger.Hash([]models.Response{first, second}) {
		t.Error("one response with answers has the hash of two responses")
	}
}
