package privacy

import "testing"

// TestSecrets masks codes, plates and the rest of a personal number as customers write them, and
// leaves what looks alike.
func TestSecrets(t *testing.T) {
	for text, want := range map[string]string{
		"I nulstillede min konto, nu er koden Sol88 igen":    "I nulstillede min konto, nu er koden Sol88 igen", // nothing says that it is one
		"min kode er maane2210!":                             "min kode er [KODE]",
		"koden til alarmen er 7719, den måtte jeg sige højt": "koden til alarmen er [KODE], den måtte jeg sige højt",
		"Koden er lang, mindst 12 tegn":                      "Koden er lang, mindst 12 tegn",
		"koden er 3 dage om at komme":                        "koden er 3 dage om at komme",
		"rabatten gælder ikke, koden er VAAR25":              "rabatten gælder ikke, koden er VAAR25",
		"koden er VAAR25 fra jeres kampagne":                 "koden er VAAR25 fra jeres kampagne",
		"en rød stationcar, CH 61 204, spærrede":             "en rød stationcar, [NUMMERPLADE], spærrede",
		"nummerpladen er CH.61.204":                          "nummerpladen er [NUMMERPLADE]",
		"lampen er IP 44 521 og tåler regn":                  "lampen er IP 44 521 og tåler regn",
		"ifølge EN 60 335 må den ikke sælges":                "ifølge EN 60 335 må den ikke sælges",
		"fladskærm LG 65 221 med fire porte":                 "fladskærm LG 65 221 med fire porte",
		"kuvert TH 20 118 nåede aldrig frem":                 "kuvert TH 20 118 nåede aldrig frem",
		"CH 61 204 overhalede os i svinget":                  "[NUMMERPLADE] overhalede os i svinget",
		"varenummer CH 61 204 er udgået":                     "varenummer CH 61 204 er udgået",
		"det kostede DK 12 500":                              "det kostede DK 12 500",
		"nummeret er 51-62-7380":                             "nummeret er [TELEFON]",
		"jeg bor Sdr. Ringvej 40B":                           "jeg bor [ADRESSE]",
		"fra Gl. Landevej 7, 6000 Kolding":                   "fra [ADRESSE]",
		"kørte ad landevejen 12 minutter":                    "kørte ad landevejen 12 minutter",
		"mine sidste fire cifre er 3321":                     "mine sidste fire cifre er [CPR]",
		"13.05.71 2210 er mig":                               "[CPR] er mig",
		"besøgte jer 13.05.26 1430 og ventede":               "besøgte jer 13.05.26 1430 og ventede",
	} {
		if got := Mask(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if got := Mask(Mask(text)); got != want {
			t.Errorf("%q masked twice: %q", text, got)
		}
	}
}
