package source

import (
	"regexp"
	"slices"
	"strings"

	"stemme/models"
)

// Who speaks in a chat, folded words of the label before the colon.
var (
	customerLabels = folded(`kunde kunden customer client klient bruger brugeren user borger borgeren besøgende visitor gæst guest patient medlem member`)
	agentLabels    = folded(`agent agenten medarbejder medarbejderen rådgiver rådgiveren advisor adviser employee staff support supporter supporteren
		kundeservice kundecenter kundesupport customerservice operator operatør konsulent konsulenten sagsbehandler sagsbehandleren chatbot chatbotten bot robot
		assistent assistant system service`)
)

// moment is a time as chats write it, within brackets or not.
const moment = `[\[(]?(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[ ,T]+)?(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?`

var (
	// turnLine is a line that somebody begins: a time or none, a label, a time or none, a colon.
	turnLine = regexp.MustCompile(`^(?:` + moment + `[ ,–-]*)?(\p{L}[\p{L}\d.#-]*(?: [\p{L}\d.#-]+){0,2}) ?(?:` + moment + `)? ?: ?(.*)$`)
	// turnWithin is a label within a line; only known ones count there.
	turnWithin = regexp.MustCompile(`(?:^|[\s|])(?:` + moment + `[ ,–-]*)?(\p{Lu}[\p{L}]*) ?:\s`)
)

// A speaker is what is known of who has a label.
type speaker uint8

const (
	unknownSpeaker speaker = iota
	customerSpeaker
	agentSpeaker
)

func speakerOf(label string) speaker {
	for _, w := range strings.Fields(label) {
		switch w = fold(w); {
		case agentLabels[w]:
			return agentSpeaker
		case customerLabels[w]:
			return customerSpeaker
		}
	}
	return unknownSpeaker
}

// A turn is what one said at a time; that before the first label has none.
type turn struct {
	label string // folded
	who   speaker
	text  string
	whole string // with the label
}

// turnsOf are the turns of a text.
func turnsOf(text string) (turns []turn) {
	lines := strings.Split(text, "\n")
	if len(lines) == 1 {
		lines = oneLine(text)
	}
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if of := turnLine.FindStringSubmatch(line); of != nil {
			turns = append(turns, turn{label: fold(of[1]), who: speakerOf(of[1]), text: of[2], whole: line})
			continue
		}
		if len(turns) == 0 {
			turns = append(turns, turn{})
		}
		last := &turns[len(turns)-1]
		last.text, last.whole = strings.TrimSpace(last.text+"\n"+line), strings.TrimSpace(last.whole+"\n"+line)
	}
	return turns
}

// oneLine parts a chat that is written on one line before the labels that are known.
func oneLine(text string) (lines []string) {
	at := 0
	for _, of := range turnWithin.FindAllStringSubmatchIndex(text, -1) {
		if speakerOf(text[of[2]:of[3]]) != unknownSpeaker && of[0] > at {
			lines, at = append(lines, text[at:of[0]]), of[0]
		}
	}
	return append(lines, text[at:])
}

// customerLabel is the label of the customer in a chat; "" where turns are none. A form
// has labels too: there each comes once, and others stand beside those of speakers.
func customerLabel(turns []turn) string {
	times, known := map[string]int{}, map[speaker]string{}
	repeated, strangers := false, 0
	for _, t := range turns {
		if t.label == "" {
			continue
		}
		times[t.label]++
		repeated = repeated || times[t.label] == 2
		if times[t.label] == 1 && t.who == unknownSpeaker {
			strangers++
		}
		if known[t.who] == "" {
			known[t.who] = t.label
		}
	}
	customer, agent := known[customerSpeaker], known[agentSpeaker]
	switch {
	case customer != "" && agent != "" && (repeated || strangers == 0):
		return customer
	case customer != "" && agent == "" && strangers == 1 && repeated:
		return customer
	case customer == "" && agent != "" && strangers == 1 && repeated:
		return known[unknownSpeaker]
	}
	return ""
}

// customersWords is a text without what others than the customer say in it, and whether
// it is a chat. What stands before the first label is the customer's: it was written to
// the survey. A line whose label is nobody's goes on with the turn before it.
func customersWords(text string) (string, bool) {
	if !strings.Contains(text, ":") {
		return text, false
	}
	turns := turnsOf(text)
	customer := customerLabel(turns)
	if customer == "" {
		return text, false
	}
	alone := !slices.ContainsFunc(turns, func(t turn) bool { return t.who == agentSpeaker }) // the other has a name
	var said []string
	own := true
	for _, t := range turns {
		words := t.whole
		switch {
		case t.label == customer || t.who == customerSpeaker:
			own, words = true, t.text
		case t.who == agentSpeaker || t.label != "" && alone:
			own = false
		}
		if own && words != "" {
			said = append(said, words)
		}
	}
	return comment(strings.Join(said, "\n")), true
}

// keepCustomers leaves of chats what the customer says, and tells of how many. The ids
// that come of the texts are settled before it: they are those of earlier nights.
func (p *plan) keepCustomers(responses []models.Response) {
	n := 0
	keep := func(text *string) {
		words, chat := customersWords(*text)
		if chat {
			*text = words
			n++
		}
	}
	for i := range responses {
		r := &responses[i]
		keep(&r.Comment)
		for j := range r.Answers {
			keep(&r.Answers[j].Text)
		}
	}
	if n > 0 {
		p.notes = append(p.notes, note("source_chats", n))
	}
}
