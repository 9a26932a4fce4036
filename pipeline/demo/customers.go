package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"stemme/models"
)

// The bank: three regions of three towns, each with the same departments.
var (
	towns = [...]string{
		"Region Nord/Aalborg", "Region Nord/Aarhus", "Region Nord/Viborg",
		"Region Syd/Odense", "Region Syd/Kolding", "Region Syd/Sønderborg",
		"Region Øst/København", "Region Øst/Roskilde", "Region Øst/Næstved",
	}
	departments = [...]string{"Privat", "Erhverv", "Bolig"}
	ageGroups   = [...]string{"18-29 år", "30-44 år", "45-59 år", "60-74 år", "75+ år"}
)

// Invented advisers, drawn from these.
var (
	givenNames = [...]string{"Mette", "Anders", "Lone", "Jesper", "Kirsten", "Søren", "Camilla", "Rasmus", "Birgitte", "Thomas",
		"Louise", "Henrik", "Trine", "Mikkel", "Hanne", "Lars", "Pernille", "Jonas", "Gitte", "Mads", "Sofie", "Peter", "Anne", "Kasper"}
	surnames = [...]string{"Lindskov", "Brohave", "Engkilde", "Havgren", "Stenmose", "Bakkelund", "Nørrevang", "Vesterdahl",
		"Fuglebæk", "Skovhuse", "Klitborg", "Mosegren", "Højlykke", "Åkilde", "Torpegård", "Strandvig"}
)

// A customer is who answers, perhaps several times. All of it follows from the
// survey's seed and the customer's number.
type customer struct {
	number   int
	language models.Language
	unit     string
	kind     string // erhverv, privat
	age      string
	habit    float64 // points above or below others, in everything
}

// Streams of draws, so that a row, a customer and a month never share one.
const (
	rowStream      = 1 << 40
	customerStream = 2 << 40
	monthStream    = 3 << 40
)

// customerOf makes the n-th customer.
func customerOf(seed uint64, n int) customer {
	rng := rand.New(rand.NewPCG(seed, customerStream+uint64(n)))
	c := customer{
		number:   1_000_000 + n*7919%9_000_000, // 7919 is prime: no number twice below nine million customers
		language: models.Danish,
		kind:     "privat",
		age:      ageGroups[pick(rng, []float64{.14, .24, .28, .23, .11})],
		habit:    rng.NormFloat64() * habit,
	}
	department := departments[pick(rng, []float64{.58, .22, .20})]
	if department == "Erhverv" {
		c.kind = "erhverv"
	}
	c.unit = towns[pick(rng, []float64{.10, .17, .07, .13, .10, .06, .20, .09, .08})] + "/" + department
	switch u := rng.Float64(); {
	case u < shareEnglish:
		c.language = models.English
	case u < shareEnglish+shareSwedish:
		c.language = models.Swedish
	case u < shareEnglish+shareSwedish+shareNorsk:
		c.language = models.Norwegian
	}
	return c
}

// adviser invents the one who spoke with c; some customers have two.
func (c *customer) adviser(seed uint64, rng *rand.Rand) string {
	own := rand.New(rand.NewPCG(seed, customerStream+uint64(c.number)<<8+uint64(rng.IntN(2))))
	return givenNames[own.IntN(len(givenNames))] + " " + surnames[own.IntN(len(surnames))]
}

// pick draws an index with the given chances, which need not sum to 1.
func pick(rng *rand.Rand, chances []float64) int {
	sum := 0.0
	for _, c := range chances {
		sum += c
	}
	u := rng.Float64() * sum
	for i, c := range chances {
		if u -= c; u < 0 {
			return i
		}
	}
	return len(chances) - 1
}

// A fact is something planted in one response.
type fact struct{ name, value string }

// personal puts invented personal data where text asks for it by "%kind", and
// says what it put. The adviser's name is that of the response.
func personal(text, adviser string, rng *rand.Rand) (string, []fact) {
	var facts []fact
	for {
		at := strings.IndexByte(text, '%')
		if at < 0 || at+1 == len(text) || text[at+1] < 'a' || text[at+1] > 'z' {
			return text, facts
		}
		end := at + 1
		for end < len(text) && text[end] >= 'a' && text[end] <= 'z' {
			end++
		}
		var f fact
		switch text[at+1 : end] {
		case "cpr":
			f = fact{"cpr", inventCPR(rng)}
		case "telefon":
			f = fact{"phone", inventPhone(rng)}
		case "mail":
			f = fact{"email", inventEmail(rng)}
		case "konto":
			f = fact{"account", fmt.Sprintf("%04d %010d", 1000+rng.IntN(8999), rng.Int64N(1e10))}
		case "kort":
			f = fact{"card", inventCard(rng)}
		case "iban":
			f = fact{"iban", inventIBAN(rng)}
		default:
			f = fact{"name", adviser}
			if given, _, ok := strings.Cut(adviser, " "); ok && rng.IntN(2) == 0 {
				f.value = given
			}
		}
		facts = append(facts, f)
		text = text[:at] + f.value + text[end:]
	}
}

// inventCPR is a personal number that was never given out: the date is real,
// the digit for the century fits it, and the number fails the check by modulus
// 11 that all numbers passed up to 2007.
func inventCPR(rng *rand.Rand) string {
	year, month, day := 1935+rng.IntN(66), 1+rng.IntN(12), 1+rng.IntN(28)
	century := rng.IntN(4) // 0-3: born 1900-1999
	if year >= 2000 {
		century = 4
	}
	for {
		digits := fmt.Sprintf("%02d%02d%02d%d%03d", day, month, year%100, century, rng.IntN(1000))
		sum := 0
		for i, weight := range [...]int{4, 3, 2, 7, 6, 5, 4, 3, 2, 1} {
			sum += weight * int(digits[i]-'0')
		}
		if sum%11 != 0 {
			return digits[:6] + [...]string{"-", "-", "-", "", " "}[rng.IntN(5)] + digits[6:]
		}
	}
}

func inventPhone(rng *rand.Rand) string {
	n := 20_000_000 + rng.IntN(79_999_999)
	pairs := fmt.Sprintf("%02d %02d %02d %02d", n/1_000_000, n/10_000%100, n/100%100, n%100)
	switch rng.IntN(5) {
	case 0:
		return fmt.Sprint(n)
	case 1:
		return "+45 " + pairs
	case 2:
		return "+45" + fmt.Sprint(n)
	default:
		return pairs
	}
}

func inventEmail(rng *rand.Rand) string {
	name := strings.NewReplacer("ø", "oe", "å", "aa", "æ", "ae").Replace(strings.ToLower(
		givenNames[rng.IntN(len(givenNames))] + "." + surnames[rng.IntN(len(surnames))]))
	return fmt.Sprintf("%s%d@example.%s", name, rng.IntN(90), [...]string{"com", "org", "net"}[rng.IntN(3)])
}

// inventCard is a card number whose last digit fits (Luhn).
func inventCard(rng *rand.Rand) string {
	digits := fmt.Sprintf("4571%011d", rng.Int64N(1e11))
	sum := 0
	for i := range len(digits) {
		d := int(digits[i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	digits += fmt.Sprint((10 - sum%10) % 10)
	if rng.IntN(3) == 0 {
		return digits
	}
	return digits[:4] + " " + digits[4:8] + " " + digits[8:12] + " " + digits[12:]
}

// inventIBAN is a Danish account number whose check digits fit (ISO 13616).
func inventIBAN(rng *rand.Rand) string {
	account := fmt.Sprintf("%04d%010d", 1000+rng.IntN(8999), rng.Int64N(1e10))
	rest := 0
	for _, d := range account + "131400" { // D, K, and 00 for the check digits
		rest = (rest*10 + int(d-'0')) % 97
	}
	iban := fmt.Sprintf("DK%02d%s", 98-rest, account)
	if rng.IntN(2) == 0 {
		return iban
	}
	return iban[:4] + " " + iban[4:8] + " " + iban[8:12] + " " + iban[12:16] + " " + iban[16:]
}
