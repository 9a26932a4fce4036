// Package stemming turns Danish text into clauses, tokens, stems and terms. One
// analyser serves themes and search alike, so that what an analyst types meets
// what the themes are made of.
//
// [Stem] is the Snowball stemmer for Danish and nothing else. An [Analyser]
// builds on it in layers that can be switched off one by one ([Layers]):
// repairs of what Snowball leaves apart or throws together, parts of compounds,
// folding of other spellings of æ, ø and å, and misspellings. What is a compound
// and what a misspelling is learned from the corpus by a [LexiconBuilder]; the
// [Lexicon] that comes of it is stored with whatever was analysed by it, so that
// queries are analysed alike.
//
// An Analyser gives [Analyser.Document] for themes and [Analyser.Tokens] for
// search. Both cut a text once and look at each byte a bounded number of times.
// Clauses end at sentences' ends, at what stands for them where punctuation is
// missing (line breaks, bullets, emoji, run-ons) and before contrasts.
// Negations and degree words are tokens with a kind of their own, and words in
// the scope of a negation say so.
//
// Swedish, Norwegian and English are stemmed by kljensen/snowball and have
// grammar words, negations and contrasts of their own; other languages are cut
// into clauses and tokens and not stemmed. [Recognise] tells them apart.
package stemming
