package source

import (
	"regexp"
	"strings"
	"unicode"
)

// fillers are what people write in a field that they would rather leave blank, as
// plainWords leaves it. They answer nothing: a verdict ("fint", "alt ok") does.
var fillers = setOf(splitBars(`ved ikke|ved det ikke|ved jeg ikke|det ved jeg ikke|jeg ved ikke|jeg ved det ikke|aner det ikke|aner ikke|ingen anelse|ingen ide|ingen idé|
	nej|nej tak|nej ikke|nej intet|nej ingenting|nej ikke umiddelbart|nej ikke noget|nej desværre|nix|niks|nope|nah|næ|næh|næ tak|nej det har jeg ikke|nej ikke rigtig|
	ja|jo|jep|yes|ingenting|intet|intet at tilføje|intet at bemærke|intet yderligere|intet andet|intet specielt|intet særligt|intet nyt|ikke noget|ikke noget at tilføje|
	ikke noget særligt|ikke noget specielt|har intet at tilføje|har ikke noget at tilføje|jeg har intet at tilføje|jeg har ikke noget at tilføje|har ikke mere at tilføje|ingen tilføjelser|
	ikke mere|ikke mere at tilføje|ikke yderligere|ikke andet|ikke relevant|ikke relevant for mig|ikke aktuelt|irrelevant|ingen|ingen kommentar|ingen kommentarer|ingen kommentar herfra|
	ingen kommentarer herfra|ingen yderligere|ingen yderligere kommentarer|ingen yderligere kommentar|har ingen kommentar|har ingen kommentarer|jeg har ingen kommentar|
	jeg har ingen kommentarer|ingen komentar|ingen komentarer|ingen kommentare|ingen bemærkning|ingen bemærkninger|har ingen bemærkninger|ingen særlige|ingen særlige bemærkninger|
	ingen forslag|har ingen forslag|ingen input|ingen svar|intet svar|ingen mening|ingen holdning|ingen begrundelse|ingen uddybning|ingen grund|ingen årsag|ingen speciel grund|
	ikke besvaret|ubesvaret|ikke svaret|ønsker ikke at svare|vil ikke svare|ønsker ikke at uddybe|ønsker ikke at kommentere|ønsker ikke at oplyse|ikke umiddelbart|umiddelbart ikke|
	umiddelbart intet|ikke lige nu|ikke p t|ikke pt|ikke i øjeblikket|ikke for nuværende|ikke hvad jeg kan komme på|ikke noget jeg kan komme på|kan ikke komme på noget|
	kan ikke komme i tanke om noget|har jeg ikke|det har jeg ikke|har ikke nogen|har ingen|kan ikke svare|kan ikke svare på det|det kan jeg ikke svare på|pas|tom|tomt|blank|
	se ovenfor|se ovenstående|som ovenfor|som før|samme som før|samme som ovenfor|derfor|fordi|
	n a|na|i t|null|nil|none|nan|nothing|nothing to add|nothing really|nothing else|not really|no|no thanks|no thank you|no comment|no comments|no comments at this time|none really|
	none at this time|dont know|don t know|i don t know|i dont know|do not know|idk|dunno|not sure|no idea|not applicable|not relevant|no answer|no reason|no opinion|see above|as above|
	ok|okay|oki|okey|k|test|testing|asdf|asd|asdasd|qwerty|undefined|missing|
	vet ej|vet inte|vet ikke|inget|inga kommentarer|inget att tillägga|nei|nei takk|nej tack|ingenting å tilføye`)...)

func splitBars(list string) []string {
	words := strings.Split(list, "|")
	for i, w := range words {
		words[i] = strings.TrimSpace(w)
	}
	return words
}

// longestFiller is the length in bytes above which a text is no filler.
const longestFiller = 60

// isFiller says whether a whole comment says in so many words, or signs, that
// there is none: one of fillers, signs alone, a number of one or two digits, one
// letter or the same one over again. Emoji and emoticons are answers.
func isFiller(s string) bool {
	if len(s) > longestFiller {
		return false
	}
	words, signs := plainWords(s)
	switch {
	case words == "":
		return !signs
	case signs:
		return false
	case fillers[words]:
		return true
	case len(words) <= 2 && strings.Trim(words, "0123456789") == "":
		return true
	}
	first := []rune(words)[0]
	return strings.Trim(words, string(first)) == ""
}

// emoticon is a face of signs.
var emoticon = regexp.MustCompile(`[:;=8]['’]?-?[)(\[\]DPpOo/|*3]|<3|\^_?\^`)

// plainWords is s in lower case with one blank for each run of what is neither a
// letter nor a digit. Signs says whether there are pictures among those.
func plainWords(s string) (words string, signs bool) {
	signs = emoticon.MatchString(s)
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		signs = signs || unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > unicode.MaxASCII
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(fields, " "), signs
}
