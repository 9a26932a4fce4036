package main

import (
	"strings"

	"stemme/pipeline/messages"
	"stemme/stemming"
)

// mostNamed is how many of what there is are named where something else was asked
// for.
const mostNamed = 20

// unknown is the fault of asking for something that is not there: it says what
// was probably meant, and what there is.
func unknown(kind messages.Key, word string, known []string) error {
	named := known
	if len(named) > mostNamed {
		named = append(named[:mostNamed:mostNamed], "…")
	}
	return usageError{messages.Errorf("unknown_choice", kind, word, meant(stemming.Nearest(word, known)), strings.Join(named, ", "))}
}

// meant is what was probably meant, "" for nothing that is near.
type meant string

// Text ends the sentence before it by asking whether it was.
func (m meant) Text(lang messages.Lang) string {
	if m == "" {
		return "."
	}
	return lang.Text("did_you_mean", string(m))
}
