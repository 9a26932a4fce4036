package source

import "testing"

// TestFillers: fillers are no comments, verdicts are; markup is decoded and taken
// out.
func TestFillers(t *testing.T) {
	for _, s := range []string{"Nej.", "NEJ TAK!", "ved ikke", "Det ved jeg ikke...", "Intet at tilføje", "Ikke noget", "ingen kommentarer.", "Ingen kommentar herfra :-",
		"-", "--", "...", ".", "?", "!!", "N/A.", "n.a.", "x", "xx", "XXX", "0", "10", "ok", "OK.", "Nope", "nothing", "None", "no", "Ikke umiddelbart", "har ingen kommentarer",
		"\"nej\"", "/", "*", "aaaa", "Har ikke noget at tilføje", "I don't know", "Ja", "asdf", "se ovenfor", "ikke pt.", "(ingen)", "&nbsp;", "<p></p>", "<br>-<br>", "Ingen komentar",
		"vet ej", "Nei takk", "null", "  ", "test", "Nej, ikke umiddelbart", "nej - intet", "Ønsker ikke at svare", "intet specielt"} {
		if got := comment(s); got != "" {
			t.Errorf("comment(%q) = %q, want none", s, got)
		}
	}
	for in, want := range map[string]string{
		"Fint": "Fint", "Alt ok": "Alt ok", "god": "god", "👍": "👍", ":)": ":)", "Nej tak til flere gebyrer": "Nej tak til flere gebyrer", "OK service": "OK service", "ok 👍": "ok 👍",
		"ingen problemer": "ingen problemer", "Intet at klage over": "Intet at klage over", "<3": "<3", "100": "100", "Ventetid": "Ventetid", "NPS": "NPS", "tak": "tak",
		"K&oslash;en &amp; pr&aelig;misserne": "Køen & præmisserne", "<p>God service</p>": "God service", "Appen g&#229;r ned<br>hele tiden": "Appen går ned\nhele tiden",
		"k&amp;oslash;en": "køen", "&lt;b&gt;dyrt&lt;/b&gt;": "dyrt", "<div class=\"x\">a</div><div>b</div>": "a\nb", "AT&T og B&O": "AT&T og B&O", "a < b og c > d": "a < b og c > d",
		"<script>x()</script>fin": "fin", "K\u00f8en&nbsp;er lang": "Køen er lang", "pris <100 kr>": "pris <100 kr>", "I <3 jer": "I <3 jer", "dyrt&hellip;": "dyrt…", "R&D; test": "R&D; test",
	} {
		if got := comment(in); got != want {
			t.Errorf("comment(%q) = %q, want %q", in, got, want)
		}
	}
}
