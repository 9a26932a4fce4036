package arrivals

import (
	"errors"
	"slices"
	"strings"

	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// refusal is why the night may not accept what was read, which is masked: scores
// that would be on several scales, dates that were likely read with day and month swapped,
// columns that came out empty, scores that have sunk to another scale, responses that stand
// already under another source or under other ids, and ids that begin anew. It keeps nothing.
func (r *Rules) refusal(book *ledger.Ledger, batch source.Batch, kept map[string]KeptReading, said []again) error {
	all := book.Responses()
	fresh := welcome(book, batch.Responses)
	faults := append(r.askewDates(all, batch), r.blanked(all, batch)...)
	faults = append(faults, r.sunkScales(book, all, batch, kept)...)
	if !r.MixScales {
		faults = append(faults, r.scalesRefused(all, fresh))
	}
	if !r.AsNew {
		faults = append(faults, nearRefused(batch, kept)...)
		faults = append(faults, againFaults(book, said, batch)...)
		for _, e := range elsewhere(all, fresh) {
			files, named := argumentsOf(batch, e.source)
			as := ""
			if corrects(batch, kept, e) {
				as = "--as-correction "
			}
			faults = append(faults, messages.Errorf("source_elsewhere", e.known, e.of, e.source, e.other, as+files, messages.Argument(e.other), files+named))
		}
	}
	if !r.AsCorrection {
		for _, n := range renumbered(all, fresh) {
			files, named := argumentsOf(batch, n.source)
			faults = append(faults, messages.Errorf("source_renumbered", n.source, n.others, n.known, idHeader(batch, n.source), files+named, files+named))
		}
	}
	return errors.Join(faults...)
}

// corrects says whether the files of a doubling have too few columns to be read as the
// other source, but as corrections of it.
func corrects(batch source.Batch, kept map[string]KeptReading, e doubling) bool {
	return slices.ContainsFunc(batch.Files, func(f source.FileReport) bool {
		if f.Source != e.source {
			return false
		}
		breaks, _ := source.Differences(kept[e.other].Reading, f.Reading)
		return slices.ContainsFunc(breaks, source.Note.Gone)
	})
}

// argumentsOf are the files that a source was read from, as a command line has them,
// and the flag that names the source where they are not called so.
func argumentsOf(batch source.Batch, name string) (files, named string) {
	var all []string
	for i := range batch.Files {
		f := &batch.Files[i]
		if f.Source != name {
			continue
		}
		file := messages.Argument(f.File).Text(messages.Danish)
		if f.File == source.StdinName {
			file = source.StandardInput
		}
		all = append(all, file)
		if !f.ByName {
			named = " --source " + messages.Argument(name).Text(messages.Danish)
		}
	}
	return strings.Join(all, " "), named
}

// idHeader is the header of the ids of a source, "" where it has none.
func idHeader(batch source.Batch, name string) string {
	for i := range batch.Files {
		for _, c := range batch.Files[i].Columns {
			if batch.Files[i].Source == name && c.Role == "id" {
				return c.Header
			}
		}
	}
	return ""
}
