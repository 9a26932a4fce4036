package index_test

import "testing"

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
