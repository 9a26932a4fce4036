package pipeline

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"stemme/models"
)

// A stretch is a piece of a text, in bytes.
type stretch struct{ from, to int }

// withoutBoilerplate marks the clauses of documents that say nothing of the
// response: greetings, sign-offs, quoted messages, legal footers, and text that many
// responses share word for word. They keep their place and lose their terms, so
// that neither themes nor lenses read them; search reads the text itself.
func withoutBoilerplate(ctx context.Context, responses []models.Response, documents []models.Document, workers int) error {
	shared := map[bool]map[uint64]bool{false: sharedPieces(responses, false), true: sharedPieces(responses, true)} // true is of employees
	return chunks(ctx, len(responses), workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			if len(documents[i].Clauses) == 0 {
				continue
			}
			text := responses[i].Text()
			marked := signOffs(text)
			if own := shared[isEmployee(&responses[i])]; len(own) > 0 {
				for _, p := range pieces(text) {
					if own[p.key] {
						marked = append(marked, p.stretch)
					}
				}
			}
			mark(&documents[i], marked)
		}
	})
}

// mark marks the clauses of which half lies in the given stretches.
func mark(d *models.Document, marked []stretch) {
	if len(marked) == 0 {
		return
	}
	marked = joinStretches(marked)
	for j := range d.Clauses {
		c := &d.Clauses[j]
		within := 0
		for _, s := range marked {
			within += max(0, min(s.to, int(c.End))-max(s.from, int(c.Start)))
		}
		if 2*within > int(c.End-c.Start) {
			c.Boilerplate, c.Terms = true, nil
		}
	}
}

// joinStretches sorts stretches and joins those that overlap.
func joinStretches(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	joined := all[:1]
	for _, s := range all[1:] {
		if last := &joined[len(joined)-1]; s.from <= last.to {
			last.to = max(last.to, s.to)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

var (
	// quoted begins a message that is answered or passed on, to the end of the text.
	quoted = regexp.MustCompile(`(?im)^[ \t]*(?:-{2,} ?(?:original(?: message|meddelelse)|oprindelig (?:meddelelse|besked)|videresendt|forwarded)|_{8,}[ \t]*$|(?:fra|from|från): [^\n]+\n+[ \t]*(?:sendt|sent|til|to|date|dato|skickat): )` +
		`|(?:^|[\n.!?] ?)(?:den|on|d\.) [^\n:]{4,60}(?:kl\. ?[0-9.:]+[^\n]{0,60}?|[0-9:, ]+(?:am|pm)?[^\n]{0,60}?|[^\n]{0,60}? )(?:skrev|wrote)\b[^\n:]{0,80}(?:<[^>\n]*>)?:`)
	// quotedLine is a line of one.
	quotedLine = regexp.MustCompile(`(?m)^[ \t]*>[^\n]*`)
	// device names what a message was written on.
	device = regexp.MustCompile(`(?im)(?:\bsendt (?:fra|via|med) (?:min |mit |mail|outlook|yahoo|proton|gmail|samsung|huawei|iphone|ipad|android)|\bsent (?:from|via) (?:my |mail|outlook|yahoo|proton|gmail|samsung|huawei)|\bskickat från min|\bhent outlook (?:til|for)|\bget outlook for)[^\n.!?]{0,60}`)
	// farewells begin a line, or a sentence.
	farewells = regexp.MustCompile(`(?i)(?:^|[\n.!?)] *|\p{So}️? *)((?:(?:med |de )?(?:(?:venlig|bedste|kærlig|mange|varm|go'?d|sød|glad)[a-zæøå]* +)*(?:hilsen|hilsner)|m\.? ?v\.? ?h|v\.? ?h|kh|dbh|(?:best|kind|warm|many) +regards|regards|sincerely|yours sincerely)(?:[^\pL\n]|\n|$))`)
	// greetings are a line, or a sentence, that greets and says nothing else.
	greetings = regexp.MustCompile(`(?im)^[ \t]*((?:hej(?:sa)?|halløj|goddag|god (?:dag|morgen|aften|eftermiddag)|godmorgen|hello|hi|(?:good (?:morning|afternoon|evening)))(?: (?:(?:med )?(?:jer|alle|allesammen|alle sammen|dig|derude|igen|there|all|again|kundeservice|support|team|\[navn\])|[^\s.,!?:]{1,20}(?:,|[ \t]*$)))?|(?:kære|dear)(?: [^\s.,!?:]{1,20}){1,3}(?:,|[ \t]*$))[ \t]*(?:[,.!:)\n-]|$)`)
	// legal begins a footer that lawyers ask for, to the end of the text.
	legal = regexp.MustCompile(`(?i)(?:denne (?:e-?mail|mail|meddelelse|besked)|this (?:e-?mail|message|communication))[^\n]{0,120}(?:fortrolig|confidential|privileged|intended (?:only|solely)|tiltænkt|beregnet for)|hvis du (?:ikke er (?:den )?rette modtager|har modtaget denne (?:e-?mail|mail) ved en fejl)|if you are not the intended recipient`)
	// postscript is what comes behind a farewell and is read.
	postscript = regexp.MustCompile(`(?i)(?:^|[\s.!])p\.? ?s\b`)
)

// A sign-off is short: what stands behind a farewell is a name, an address, a
// device. Chosen by eye.
const (
	signOffBytes = 240
	signOffLine  = 60
)

// holding lists for each pattern, one of which a text must hold before the
// pattern is worth trying: trying all of them took as long as all of the language
// work.
var holding = map[*regexp.Regexp][]string{
	quoted:     {"original message", "originalmeddelelse", "oprindelig meddelelse", "oprindelig besked", "-forwarded", "- forwarded", "-videresendt", "- videresendt", "fra:", "from:", "från:", "____"},
	legal:      {"fortrolig", "confidential", "privileged", "intended", "tiltænkt", "beregnet for", "rette modtager", "mail ved en fejl"},
	quotedLine: {">"},
	device:     {"sendt fra ", "sendt via", "sendt med", "sent from", "sent via", "skickat från", "outlook"},
	greetings:  {"hej", "halløj", "god dag", "goddag", "morgen", "aften", "god eftermiddag", "hello", "hi ", "hi,", "hi\n", "hi!", "good ", "kære", "dear"},
	farewells:  {"hilsen", "hilsner", "vh", "v.h", "v. h", " kh", "\nkh", "regards", "sincerely"},
}

// quotes says whether a text in small letters may quote what somebody wrote.
func quotes(lower string) bool {
	for _, verb := range []string{"skrev", "wrote"} {
		if _, after, ok := strings.Cut(lower, verb); ok && strings.Contains(after[:min(len(after), 90)], ":") {
			return true
		}
	}
	return false
}

// signOffs are the stretches of text that are known by their wording.
func signOffs(text string) []stretch {
	lower := strings.ToLower(text)
	worth := func(re *regexp.Regexp) bool {
		return slices.ContainsFunc(holding[re], func(s string) bool { return strings.Contains(lower, s) }) || re == quoted && quotes(lower)
	}
	var all []stretch
	end := len(text)
	for _, re := range []*regexp.Regexp{quoted, legal} {
		if !worth(re) {
			continue
		}
		if at := re.FindStringIndex(text[:end]); at != nil {
			all = append(all, stretch{at[0], len(text)})
			end = at[0]
		}
	}
	for _, re := range []*regexp.Regexp{quotedLine, device, greetings} {
		if !worth(re) {
			continue
		}
		for _, at := range re.FindAllStringIndex(text[:end], -1) {
			all = append(all, stretch{at[0], at[1]})
		}
	}
	if !worth(farewells) {
		return all
	}
	for _, at := range farewells.FindAllStringSubmatchIndex(text[:end], -1) {
		all = append(all, stretch{at[2], at[2] + signOffEnd(text[at[2]:end])})
	}
	return all
}

// signOffEnd is where the sign-off that rest begins with ends: with the text
// where that is near, or else behind the short lines that follow it.
func signOffEnd(rest string) int {
	if at := postscript.FindStringIndex(rest); at != nil {
		rest = rest[:at[0]]
	}
	if lines := strings.Split(rest, "\n"); len(rest) <= signOffBytes && !slices.ContainsFunc(lines, func(l string) bool { return len(l) > signOffLine }) {
		return len(rest)
	}
	end := 0
	for i, line := range strings.SplitAfter(rest, "\n") {
		if len(strings.TrimSpace(line)) > signOffLine || i > 5 {
			break
		}
		end += len(line)
	}
	if end == 0 { // one long line: the farewell and a word or two
		end = min(len(rest), len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return r != '.' && r != '!' && r != ',' })))
		if end > signOffLine {
			end = 0
		}
	}
	return end
}

// A piece is a line or a sentence of a text.
type piece struct {
	stretch
	key   uint64 // equal for pieces of the same words
	words int
}

// pieces cuts a text into its lines and sentences.
func pieces(text string) []piece {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	var all []piece
	key, words, from, inWord, ended := uint64(offset), 0, 0, false, false
	for i, r := range text {
		if letter := unicode.IsLetter(r) || unicode.IsDigit(r); letter {
			if ended {
				all = append(all, piece{stretch{from, i}, key, words})
				key, words, from = offset, 0, i
			}
			if !inWord {
				words++
				key = (key ^ ' ') * prime
			}
			key = (key ^ uint64(unicode.ToLower(r))) * prime
			inWord, ended = true, false
			continue
		}
		inWord = false
		ended = words > 0 && (ended || r == '\n' || unicode.IsSpace(r) && i > 0 && strings.IndexByte(".!?", text[i-1]) >= 0)
	}
	if words > 0 {
		all = append(all, piece{stretch{from, len(text)}, key, words})
	}
	return all
}

// Text that accompanies other texts, and not something that many customers say in
// the same words, is as long as fewestWords, stands in as many responses as
// fewestShared and as the share leastShared of those with a comment, beside as
// many different texts, nearly always at the same end, and is nearly never all
// that somebody wrote. Chosen so that none of the repeated sentences of the
// reviews is taken for it.
const (
	fewestWords  = 5
	fewestShared = 10
	leastShared  = 0.005
	nearlyAlways = 0.95
)

// A sharing counts where a piece stands.
type sharing struct {
	responses, alone, first, last int
	beside                        map[uint64]bool // up to fewestShared different texts beside it
}

// sharedPieces are the keys of the pieces that are boilerplate by how often and
// where they are repeated, among what customers wrote or what employees did.
func sharedPieces(responses []models.Response, employees bool) map[uint64]bool {
	counts := map[uint64]*sharing{}
	commented := 0
	for i := range responses {
		if !responses[i].Commented() || isEmployee(&responses[i]) != employees {
			continue
		}
		commented++
		all := pieces(responses[i].Text())
		for j, p := range all {
			if p.words < fewestWords || slices.ContainsFunc(all[:j], func(q piece) bool { return q.key == p.key }) {
				continue
			}
			if counts[p.key] == nil {
				counts[p.key] = new(sharing)
			}
			counts[p.key].add(all, j)
		}
	}
	shared := map[uint64]bool{}
	for key, s := range counts {
		n := float64(s.responses)
		if s.responses >= fewestShared && n >= leastShared*float64(commented) && len(s.beside) >= fewestShared &&
			float64(s.alone) <= (1-nearlyAlways)*n && float64(max(s.first, s.last)) >= nearlyAlways*n {
			shared[key] = true
		}
	}
	return shared
}

// add counts piece j of all the pieces of one response.
func (s *sharing) add(all []piece, j int) {
	s.responses++
	switch {
	case len(all) == 1:
		s.alone++
	case j == 0:
		s.first++
	case j == len(all)-1:
		s.last++
	}
	if len(all) > 1 && len(s.beside) < fewestShared {
		beside := uint64(0)
		for k, p := range all {
			if k != j {
				beside = beside*31 + p.key
			}
		}
		if s.beside == nil {
			s.beside = map[uint64]bool{}
		}
		s.beside[beside] = true
	}
}
