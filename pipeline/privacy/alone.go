package privacy

// What is known of one word, in small letters, without the words around it. Masking reads
// comments one by one: a family name that stands alone, or in small letters, may stay in
// the text. Who shows words of many comments asks here which of them are persons.

// IsName says whether a word is a given or a family name and, in small letters too, no
// other word.
func IsName(word string) bool {
	k := nameOf(word)
	return (k.sure(givenName) || k.sure(familyName)) && !lowNames[word] && !lowWords[word] && !notNames[word]
}

// MayBeName says whether a word, where it is mostly written with a capital, is a name: one
// that the lists know, or one formed as family names are that is no place and no firm.
func MayBeName(word string) bool {
	return nameOf(word) != 0 || formed(word)
}

// IsDeed says whether a word tells what only a person does.
func IsDeed(word string) bool { return deeds[word] }
