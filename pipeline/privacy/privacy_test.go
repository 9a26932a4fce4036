package privacy_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"stemme/models"
	"stemme/pipeline/privacy"
)

func batch() []models.Response {
	return []models.Response{
		{Source: "bank", ID: "1", Customer: "1001", Title: "Til a@b.dk", Comment: "ring 20304050", Segments: []models.Segment{{Name: "note", Value: "c@d.dk"}, {Name: "vare", Value: "25304050"}}},
		{Source: "bank", ID: "010180-1234", Customer: "1001", Comment: "fin, født 12/3-74 og født 120374 1234", Score: models.ScoreOf(0)},
		{Source: "bank", ID: "e@f.dk", Comment: "Mvh Karla"},
		{Source: "bank", ID: "20304050", Customer: "1002"},
	}
}

func apply(t *testing.T, responses []models.Response, salt string) privacy.Counts {
	t.Helper()
	n, err := privacy.Apply(t.Context(), responses, []byte(salt), 2)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestApplyByWorkers: how many share the work shows in nothing, and where it is
// called off it says so.
func TestApplyByWorkers(t *testing.T) {
	many := func() (all []models.Response) {
		for range 300 {
			all = append(all, batch()...)
		}
		return all
	}
	want := many()
	counts, err := privacy.Apply(t.Context(), want, []byte("salt"), 1)
	if err != nil || counts.CPR != 300 || counts.IDs != 600 || counts.Email != 600 {
		t.Fatalf("%+v, %v", counts, err)
	}
	got := many()
	n, err := privacy.Apply(t.Context(), got, []byte("salt"), 7)
	if err != nil || n != counts || !reflect.DeepEqual(got, want) {
		t.Errorf("7 workers: %+v, want %+v, %v", n, counts, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := privacy.Apply(ctx, many(), []byte("salt"), 2); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}

func TestApply(t *testing.T) {
	rs := batch()
	n := apply(t, rs, "salt")
	want := privacy.Counts{CPR: 1, Email: 2, Phone: 1, Birth: 1, Name: 1, Customers: 3, IDs: 2}
	if n != want {
		t.Errorf("counts %+v, want %+v", n, want)
	}
	if rs[0].Title != "Til [E-MAIL]" || rs[0].Comment != "ring [TELEFON]" || rs[0].Segments[0].Value != "[E-MAIL]" || rs[0].Segments[1].Value != "25304050" || rs[2].Comment != "Mvh [NAVN]" {
		t.Errorf("texts not masked: %+v", rs)
	}
	if len(rs[0].Customer) != 32 || rs[0].Customer != rs[1].Customer || rs[0].Customer == rs[3].Customer || rs[2].Customer != "" {
		t.Errorf("customers %q %q %q %q", rs[0].Customer, rs[1].Customer, rs[2].Customer, rs[3].Customer)
	}
	if len(rs[1].ID) != 32 || len(rs[2].ID) != 32 || rs[0].ID != "1" || rs[3].ID != "20304050" {
		t.Errorf("ids %q %q %q %q", rs[0].ID, rs[1].ID, rs[2].ID, rs[3].ID)
	}
	other := batch()
	apply(t, other, "another")
	if other[0].Customer == rs[0].Customer {
		t.Error("the salt does not show in the hash")
	}
}

func TestSaltIgnoresOrder(t *testing.T) {
	want := privacy.Salt(batch())
	for seed := range uint64(20) {
		rs := batch()
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
		first := rs[0].ID
		if got := privacy.Salt(rs); !bytes.Equal(got, want) {
			t.Fatalf("shuffle %d: another salt", seed)
		}
		if rs[0].ID != first {
			t.Fatal("Salt reorders its argument")
		}
	}
	changed := batch()
	changed[3].Customer = "1003"
	if bytes.Equal(privacy.Salt(changed), want) {
		t.Error("another customer, the same salt")
	}
	if bytes.Equal(privacy.Salt(slices.Clone(changed)[:3]), privacy.Salt(changed)) {
		t.Error("fewer responses, the same salt")
	}
}

// TestAnswersAreMasked masks what answers further questions like the comment.
func TestAnswersAreMasked(t *testing.T) {
	responses := []models.Response{{Answers: []models.Answer{{Question: "Hvad kan blive bedre?", Text: "ring til mig på 20 30 40 50"}}}}
	if apply(t, responses, "et salt på seksten"); responses[0].Answers[0].Text != "ring til mig på [TELEFON]" {
		t.Errorf("kept %q", responses[0].Answers[0].Text)
	}
}

// TestValuesKeepSingleNames: in a short value a single name may be a product or a
// town, and only a full name is masked.
func TestValuesKeepSingleNames(t *testing.T) {
	for value, want := range map[string]string{"Sofie": "Sofie", "Hotel Maria": "Hotel Maria", "Team Mette Hansen": "Team [NAVN]", "Georg Jensen": "Georg Jensen"} {
		responses := []models.Response{{Segments: []models.Segment{{Name: "x", Value: value}}}}
		if apply(t, responses, "et salt på seksten"); responses[0].Segments[0].Value != want {
			t.Errorf("%q becomes %q, want %q", value, responses[0].Segments[0].Value, want)
		}
	}
}

// TestValuesOfPaths masks each part of a path as it would stand alone; bare numbers
// that are grouped as no code is are telephone numbers.
func TestValuesOfPaths(t *testing.T) {
	for value, want := range map[string]string{
		"Syd/20 30 40 54": "Syd/[TELEFON]", "Syd/Kaj Hansen 010180-1234": "Syd/[NAVN] [CPR]", "Nord/20304054": "Nord/20304054",
		"20 30 40 54": "[TELEFON]", "Nord/Aarhus/2 til 5": "Nord/Aarhus/2 til 5", "12/20": "12/20", "https://x.dk/20304050": "https://x.dk/20304050",
	} {
		responses := []models.Response{{Unit: value}}
		if apply(t, responses, "et salt på seksten"); responses[0].Unit != want {
			t.Errorf("%q becomes %q, want %q", value, responses[0].Unit, want)
		}
	}
}

// TestMaskShort masks full names and numbers of what is no sentence.
func TestMaskShort(t *testing.T) {
	for short, want := range map[string]string{
		"svar mette@firma.dk 010180-1234 Kirsten Hansen":         "svar [E-MAIL] [CPR] [NAVN]",
		"Hvor sandsynligt er det, at du vil anbefale os (0-10)?": "Hvor sandsynligt er det, at du vil anbefale os (0-10)?",
		"kunder_uge_12_2026": "kunder_uge_12_2026", "Marie": "Marie", "Spørgsmål 20304050": "Spørgsmål [TELEFON]",
	} {
		if got := privacy.MaskShort(short); got != want {
			t.Errorf("%q becomes %q, want %q", short, got, want)
		}
	}
}

// TestEachKindIsCounted: what is replaced by a placeholder is counted as what it is.
func TestEachKindIsCounted(t *testing.T) {
	want := privacy.Counts{CPR: 1, Email: 1, Phone: 1, Card: 1, Account: 1, IBAN: 1, Birth: 1, Address: 1, Name: 1,
		Number: 1, Document: 1, Plate: 1, User: 1, Code: 1, IP: 1, Profile: 1}
	rs := []models.Response{{Comment: "cpr 010180-1234, anna@firma.dk, ring 20304050, kort 4571 0000 0000 0001, konto 1234 12345678, DK50 0040 0440 1162 43"},
		{Comment: "født 12/3-74, Nørregade 12, Mette hjalp. Kundenr. 4711, pasnummer 209876543, nummerplade AB12345"},
		{Comment: "mit MitID er annk1974. Pinkode 4711. Ip 10.20.30.40. Se facebook.com/annak"}}
	if got := apply(t, rs, "salt"); got != want {
		t.Errorf("counts %+v, want %+v, of %q", got, want, []string{rs[0].Comment, rs[1].Comment, rs[2].Comment})
	}
}

// TestMaskedCountsAll: every kind of placeholder counts, keys that were hashed do not.
func TestMaskedCountsAll(t *testing.T) {
	var n privacy.Counts
	v, want := reflect.ValueOf(&n).Elem(), 0
	for i := range v.NumField() {
		v.Field(i).SetInt(1 << i)
		if name := v.Type().Field(i).Name; name != "Customers" && name != "IDs" {
			want += 1 << i
		}
	}
	if got := n.Masked(); got != want {
		t.Errorf("masked %b, want %b", got, want)
	}
}
