package index_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"stemme/index"
)

// TestTenSentences searches in both directions: what must be found and what
// must not.
func TestTenSentences(t *testing.T) {
	ix := built(t, comments(
		"Det var ikke godt.",                             // a
		"Tilfredse kunder kommer igen.",                  // b
		"Jeg ventede en time.",                           // c
		"Lang telefonventetid, ventetid og atter vente.", // d
		"Min rådgiver lyttede.",                          // e
		"Hun var så venlig.",                             // f
		"Maden er ikke dårligt lavet.",                   // g
		"Min hal9000 og jeres B2B-portal taler sammen.",  // h
		"En god ven hjalp mig, ikke banken.",             // i
		"Det går dårligt, men ikke hver dag.",            // j
		"En telefonventetid uden ende.",                  // k
		"Ventetiden er lang.",                            // l
		"Telefonen er altid optaget.",                    // m
		"Jeg har fået ny telefon.",                       // n
		"Deres telefon svarer ikke",                      // o
		"Kort ventetid på min telefon",                   // p
	), 1)
	for _, tc := range []struct{ query, want string }{
		{"ikke", "agijo"},
		{"IKKE", "agijo"},
		{"tilfreds", "b"},
		{"tilfredse", "b"},
		{"vente", "cdklp"},
		{"ventetid", "dklp"},
		{"telefonventetid", "dk"},
		{"raadgiver", "e"},
		{"rådgiver", "e"},
		{"RÅDGIVEREN", "e"},
		{"ven", "i"},
		{"venlig", "f"},
		{`"ikke dårligt"`, "g"},
		{`"dårligt ikke"`, ""},
		{"ikke dårligt", "gj"},
		{"hal9000", "h"},
		{"B2B", "h"},
		{"hal", ""},
		{"ikke -dårligt", "aio"},
	} {
		if got := ids(t, ix, tc.query); got != tc.want {
			t.Errorf("%s finds %q, want %q", tc.query, got, tc.want)
		}
	}
}

// TestCompoundsBehind: a word comes before compounds that it is the head of, and
// those before compounds that it only says the kind of.
func TestCompoundsBehind(t *testing.T) {
	ix := built(t, comments(
		"Deres kundeservice er god, kundeservice er alt", // a
		"Som kunde er man glad for det her",              // b
		"Vi er storkunde og glade for det her",           // c
		"Utilfreds med utilfreds kundeservice",           // d
		"Jeg er en meget utilfreds kunde efter tre år",   // e
		"En storkunde til, og hun er med os",             // f
	), 1)
	for _, tc := range []struct{ query, want string }{
		{"kunde", "becfad"},
		{"utilfreds kunde", "ed"},
	} {
		res, err := ix.Search(context.Background(), index.Request{Query: tc.query, Size: 10})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range res.Hits {
			got += h.Key.ID
		}
		if got != tc.want {
			t.Errorf("%s finds %q, want %q", tc.query, got, tc.want)
		}
	}
}

// TestNear: a query of several words that finds little shows what holds all of
// them but one, in none of the counts.
func TestNear(t *testing.T) {
	ix := built(t, comments(
		"Lang ventetid i telefonen",     // a
		"Ventetid på en time",           // b
		"Rar rådgiver, ingen ventetid",  // c
		"Butikken har lang kø",          // d
		"Lang ventetid og sur rådgiver", // e
		"Pakken kom slet ikke",          // f
	), 1)
	for _, tc := range []struct{ query, hits, near string }{
		{"lang ventetid", "ae", "bcd"},
		{"lang ventetid -rådgiver", "a", "bd"},
		{"lang ventetid rådgiver", "e", "ac"},
		{"ventetid", "abce", ""},
		{"lang OR ventetid", "abcde", ""},
		{"lang ventetid sur rådgiver telefonen", "", "e"},
	} {
		res, err := ix.Search(context.Background(), index.Request{Query: tc.query, Size: 10})
		if err != nil {
			t.Fatal(err)
		}
		if hits, near := letters(res.Hits), letters(res.Near); hits != tc.hits || near != tc.near || res.Total != len(hits) {
			t.Errorf("%s finds %q and near %q, %d in all; want %q and %q", tc.query, hits, near, res.Total, tc.hits, tc.near)
		}
	}
	res, err := ix.Search(context.Background(), index.Request{Query: "lang ventetid", Size: 3})
	if err != nil || len(res.Hits) != 2 || len(res.Near) != 1 {
		t.Errorf("a page of three shows %d and %d near, %v", len(res.Hits), len(res.Near), err)
	}
}

// letters is the ids of hits, in order of the alphabet.
func letters(hits []index.Hit) string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Key.ID)
	}
	slices.Sort(ids)
	return strings.Join(ids, "")
}
