package report

import (
	"errors"
	"io/fs"
	"slices"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
)

// Assumed says what the figures of an edition rest on: what of the sources nobody has
// declared, the scale of a source and the order of its dates, that the comments are
// few sentences, and which themes that people rely on have other comments than they had. dir holds the tables.
func Assumed(dir string, lang messages.Lang) ([]string, error) {
	rows, err := source.SourceReadings.Read(dir)
	if errors.Is(err, fs.ErrNotExist) { // an older edition
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var said []string
	for _, n := range source.Assumed(rows) {
		said = append(said, n.Text(lang))
	}
	few, err := FewSentences(dir, lang)
	if few != "" {
		said = append(said, few)
	}
	if err != nil {
		return said, err
	}
	shifted, err := shifted(dir, lang)
	return append(said, shifted...), err
}

// mostFew is how many different sentences at most are told to be few.
const mostFew = 1000

// FewSentences says that the comments are few different sentences, as those who answer by
// fixed answers or templates give, so that themes are these sentences; "" where they are
// not.
func FewSentences(dir string, lang messages.Lang) (string, error) {
	events, err := themes.ReadEvents(dir)
	if errors.Is(err, fs.ErrNotExist) { // an older edition
		return "", nil
	}
	if err != nil {
		return "", err
	}
	different := 0 // at the last fit
	for _, e := range slices.Backward(events) {
		if e.What == themes.Fitted {
			different = e.Clauses
			break
		}
	}
	if different == 0 || different > mostFew {
		return "", nil
	}
	cuts, err := nps.NPS.Read(dir)
	for _, r := range cuts {
		if r.PeriodKind == nps.KindAll && r.Dimension == nps.DimensionAll && r.Commented.Known && models.Repeated(different, int(r.Commented.N)) {
			return lang.Text("few_sentences", lang.Count(different), lang.Count(int(r.Commented.N))), nil
		}
	}
	return "", err
}
