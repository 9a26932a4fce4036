package lens

import "stemme/models"

// heard gives what a clause says of waits and of promises the verdict on the time that it quotes, so that a sentence
// has one sign: "telefonen skulle tages inden for 5 minutter, den blev taget efter 40" praises the wait by its words, "I
// lover svar inden for 24 timer, og det holder I" blames by them. What was judged by a limit stays kept no longer
// than the customer says.
func (r *Reader) heard(all []Found, text string, doc *models.Document) {
	if len(all) == 0 || !timeTold(doc) {
		return
	}
	times := r.durations(text)
	for i := range doc.Clauses {
		v := outcome(times, doc, i)
		if v == unjudged {
			continue
		}
		for k := range all {
			f := &all[k]
			e := &r.m.entries[f.Entry]
			if f.Clause != i || f.Fixed || !e.timed || f.Hours > 0 && v == kept {
				continue
			}
			f.Polarity = said
			if v == broken {
				f.Polarity = -said
			}
		}
	}
}

// timeTold says whether a comment may tell a length of time: a number or a unit stands in it.
func timeTold(doc *models.Document) bool {
	for i := range doc.Clauses {
		for _, t := range doc.Clauses[i].Terms {
			if t.Kind == models.Number || unitHours[t.Text] > 0 {
				return true
			}
		}
	}
	return false
}

// outcome is whether the promise that clause i quotes the time of was kept: by the time that the clause, or the one behind
// it, says that it took, or else as the customer says. What is denied to be done within a time is a breach of it.
func outcome(times []Duration, doc *models.Document, i int) verdict {
	c, next := &doc.Clauses[i], &doc.Clauses[min(i+1, len(doc.Clauses)-1)]
	var promised *Duration
	for k := range times {
		d := &times[k]
		here := d.Start >= int(c.Start) && d.Start < int(c.End)
		switch {
		case promised == nil && here && d.quoted:
			promised = d
		case promised == nil && here && d.missed:
			return broken
		case promised == nil || d.quoted || !here && (d.Start >= int(next.End) || d.Sense == OtherTime):
		case d.Low > promised.High || d.missed:
			return broken
		case here && d.Sense != Promised:
			return kept
		}
	}
	if promised == nil {
		return unjudged
	}
	return promised.verdict
}
