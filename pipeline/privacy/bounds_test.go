package privacy_test

import (
	"testing"

	"stemme/pipeline/privacy"
)

// TestBounds masks the first that a rule holds for and leaves the first that it does
// not: the shortest and longest numbers, the earliest and latest days, the first and
// the last of a text.
func TestBounds(t *testing.T) {
	for in, want := range map[string]string{
		// Personal numbers: the last digit, the ways to say it, the years of birth.
		"født 120374 1230, født 120374 1239":       "født [CPR], født [CPR]",
		"mit nummer er 010180 de sidste 4 er 1234": "mit nummer er [CPR]",
		"010105_1234 og 010115_5234":               "[CPR] og [CPR]",
		"010104_1234 og 010116_5234":               "010104_1234 og 010116_5234",
		"0101051101 er mit":                        "[CPR] er mit",
		"0101155101 er mit":                        "[CPR] er mit",
		"0101803101 er mit":                        "[CPR] er mit",
		"0101374101 er mit, 0101379101 er hendes":  "[CPR] er mit, [CPR] er hendes",
		"0101364101 og 0101369101 findes ikke":     "0101364101 og 0101369101 findes ikke",
		// Telephone numbers.
		"ring nr. er på 12 34 56 78":       "ring nr. er på [TELEFON]",
		"ring 203_04_050":                  "ring [TELEFON]",
		"ring 20304050 ":                   "ring [TELEFON] ",
		"ring 20304050 12 34":              "ring [TELEFON] 12 34",
		"ring +45 (20) 30 40 50":           "ring [TELEFON]",
		"45 20 30 40 50":                   "[TELEFON]",
		"20 304 050":                       "[TELEFON]",
		"lok. 1-40-24-25-03":               "lok. 1-[TELEFON]",
		"+50012345 og +123456789012345":    "[TELEFON] og [TELEFON]",
		"+5001234 og +1234567890123456":    "+5001234 og +1234567890123456",
		"00123456789012345":                "[TELEFON]",
		"20   30   40   50":                "20   30   40   50",
		"ring 01 01 1990 eller 01 01 2049": "ring 01 01 1990 eller 01 01 2049",
		"ring 01 01 2050":                  "ring [TELEFON]",
		"31-12-2024 25 26 blev solgt":      "31-12-2024 25 26 blev solgt",
		"01-01-24-25-03-24":                "01-01-24-25-03-24",
		"09-10-24-25-03-24":                "09-10-24-25-03-24",
		// Cards and accounts.
		"378282246310005 virker ikke":              "[KORT] virker ikke",
		"2223003122003222 og 6011111111111117":     "[KORT] og [KORT]",
		"4111 1111 1111 1111 virker ikke":          "[KORT] virker ikke",
		"konto 1234_123456, konto 1234_1234567890": "konto [KONTO], konto [KONTO]",
		"1234 0123456789 er min":                   "[KONTO] er min",
		"på kontoen 123.456 i alt":                 "på kontoen 123.456 i alt",
		"AZ21NABZ00000000137010001944":             "[IBAN]",
		"BA39 1290 0794 0102 8494":                 "[IBAN]",
		"NO93 8601 1117 947":                       "[IBAN]",
		"iban ZA12 3456 7890 1234":                 "iban [IBAN]",
		"ref1DK5000400440116243":                   "ref1DK5000400440116243",
		// Addresses in a network, profiles and codes.
		"min ip er 10.0.0.1, ip 10.20.30.255":       "min ip er [IP-ADRESSE], ip [IP-ADRESSE]",
		"ip 10.01.02.03, ip 10.20.30.256":           "ip 10.01.02.03, ip 10.20.30.256",
		"saldoen var 12.345.678.901 til sidst":      "saldoen var 12.345.678.901 til sidst",
		"saldoen var 12.145.178.201 til sidst":      "saldoen var 12.145.178.201 til sidst",
		"MT55MALT01100110011001100110011012 er min": "[IBAN] er min",
		"adgangskode er ab12":                       "adgangskode er [KODE]",
		"adgangskode er a12":                        "adgangskode er a12",
		"skriv til @a_b på insta":                   "skriv til [PROFIL] på insta",
		"skriv til @ab på insta":                    "skriv til @ab på insta",
		"se facebook.com/4711anna":                  "se [PROFIL]",
		".5 timer":                                  ".5 timer",
		"/kontoret 5 svarer":                        "/kontoret 5 svarer",
		// Names behind what announces them.
		"min erhvervsrådgiver Zorv kom":         "min erhvervsrådgiver [NAVN] kom",
		"min projektkollega Zorv kom":           "min projektkollega [NAVN] kom",
		"vores topmanager Zorv kom":             "vores topmanager [NAVN] kom",
		"vores feriebilleder Kreta kom":         "vores feriebilleder Kreta kom",
		"Mvh, \n\n\n\nZorv":                     "Mvh, \n\n\n\n[NAVN]",
		"Mvh, \n\n\n\n\nZorv":                   "Mvh, \n\n\n\n\nZorv",
		"[Mette] Hej, hvad kan jeg hjælpe med?": "[[NAVN]] Hej, hvad kan jeg hjælpe med?",
		"Mette- og Jens' hjælp":                 "[NAVN]- og [NAVN]' hjælp",
		"Anne-Grethe hjalp mig":                 "[NAVN] hjalp mig",
		"Åse hjalp mig":                         "[NAVN] hjalp mig",
		"Mette":                                 "[NAVN]",
		"M.Hansen hjalp mig":                    "[NAVN] hjalp mig",
		"METTE TOLUND VAR SØD":                  "[NAVN] VAR SØD",
		"Mvh Zorv5":                             "Mvh Zorv5",
		// Names beside a name: what is a word too is one there.
		"så kom Mette og Storm ind":    "så kom [NAVN] og [NAVN] ind",
		"så kom Mette samt Storm ind":  "så kom [NAVN] samt [NAVN] ind",
		"så kom Mette eller Storm ind": "så kom [NAVN] eller [NAVN] ind",
		"så kom Mette and Storm ind":   "så kom [NAVN] and [NAVN] ind",
		"så kom Mette, Storm ind":      "så kom [NAVN], [NAVN] ind",
		"så kom Mette/Storm ind":       "så kom [NAVN]/[NAVN] ind",
		"så kom Mette & Storm ind":     "så kom Mette & Storm ind", // a firm
		"så kom Mette + Storm ind":     "så kom [NAVN] + [NAVN] ind",
		"så kom Mette med Storm ind":   "så kom [NAVN] med Storm ind",
		// Addresses.
		"nørregade 12 2024 kom":          "[ADRESSE] 2024 kom",
		"nørregade 12, 8000 aarhus":      "[ADRESSE]",
		"nørregade 12 2. tv 8000 aarhus": "[ADRESSE]",
		"vi bor på Egeskoven 4 nu":       "vi bor på [ADRESSE] nu",
		"Egeskoven 4 er et spil":         "Egeskoven 4 er et spil",
		// What is shown as other characters.
		"ring ٩٠٣٠٤٠٥٩":              "ring [TELEFON]",
		"ring 𝟿0304050":              "ring [TELEFON]",
		"ring 🯲🯰🯳🯰🯴🯰🯵🯰":              "ring [TELEFON]",
		"ring ⑳30 40 50":             "ring [TELEFON]",
		"ℳette hjalp, 𝐀nna hjalp":    "[NAVN] hjalp, [NAVN] hjalp",
		"qwert@firma﹐dk":             "[E-MAIL]",
		"M ø l l e r s Æ b l e r":    "M ø l l e r s Æ b l e r",
		"min ven hedder M ø l l e r": "min ven hedder [NAVN]",
		"Als er en ø":                "Als er en ø",
	} {
		if got := privacy.Mask(in); got != want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}
