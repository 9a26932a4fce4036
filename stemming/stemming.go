// Package stemming turns Danish text into clauses, tokens, stems and terms. One
// analyser serves themes and search alike, so that what an analyst types meets
// what the themes are made of.
package stemming
