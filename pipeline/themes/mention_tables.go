package themes

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"stemme/models"
	"stemme/pipeline/tables"
)

// A MentionRow is one clause that speaks of one theme.
type MentionRow struct {
	ResponseID  string  `table:"response_id,id" doc:"id of the response, unique within its source"`
	Clause      int32   `table:"clause" doc:"number of the clause in its comment, the first is 0"`
	ThemeID     string  `table:"theme_id,dict" doc:"the theme, see themes"`
	Probability float64 `table:"probability" doc:"how surely the clause speaks of the theme, above 0 and at most 1"`
	Polarity    float64 `table:"polarity,null" doc:"from -1, blamed, to 1, praised: plain words tell it; of found themes scores do as far as words leave room and go the same way, and alone where the comment is not Danish; NULL where neither tells"`
	Weight      float64 `table:"weight" doc:"1 / number of distinct themes of the response; of an entry, of distinct entries of its lens"`
	Start       int32   `table:"start_char,was=start" doc:"first character of the clause in the masked comment, counted from 0 in Unicode code points"`
	End         int32   `table:"end_char,was=end" doc:"the character after its last"`
	Text        string  `table:"text,text" doc:"the clause as written, personal data masked"`
	Source      string  `table:"source,dict" doc:"name of the survey or channel the response came from"`
	ResponseKey string  `table:"response_key,id" doc:"source/response_id, see responses"`
	Question    string  `table:"question,null,dict" doc:"the question that the clause answers; NULL is the first one that asks for a comment"`
}

// Mention is the row as a mention of the response at a place.
func (r *MentionRow) Mention(response int) models.Mention {
	return models.Mention{Response: response, Clause: int(r.Clause), Theme: r.ThemeID, Probability: r.Probability, Polarity: r.Polarity, Weight: r.Weight}
}

// Mentions has one row per response, clause and theme.
var Mentions = tables.Define("mentions", "response × clause × theme", "What is said of which theme, clause by clause.", compareMentions).Detail()

// compareMentions is the order of the largest table, in one function where tables.By
// would call eight.
func compareMentions(a, b *MentionRow) int {
	if c := strings.Compare(a.Source, b.Source); c != 0 {
		return c
	}
	if c := strings.Compare(a.ResponseID, b.ResponseID); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Clause, b.Clause); c != 0 {
		return c
	}
	return strings.Compare(a.ThemeID, b.ThemeID)
}

// EachMention makes the rows of the mentions of responses, whose comments are the
// documents, one by one in the order of the table: of the responses that are wanted,
// by their index; nil for all. Mentions come in the order of responses and clauses.
func EachMention(responses []models.Response, documents []models.Document, mentions []models.Mention, wanted func(response int) bool) iter.Seq[MentionRow] {
	return func(yield func(MentionRow) bool) {
		in := place{response: -1}
		var clause []models.Mention
		for from := 0; from < len(mentions); from += len(clause) {
			clause = append(clause[:0], mentions[from])
			for _, m := range mentions[from+1:] {
				if m.Response != clause[0].Response || m.Clause != clause[0].Clause {
					break
				}
				clause = append(clause, m)
			}
			if wanted != nil && !wanted(clause[0].Response) {
				continue
			}
			slices.SortFunc(clause, func(a, b models.Mention) int { return strings.Compare(a.Theme, b.Theme) })
			row := in.row(clause[0], responses, documents)
			for _, m := range clause {
				row.ThemeID, row.Probability, row.Polarity, row.Weight = m.Theme, m.Probability, m.Polarity, m.Weight
				if !yield(row) {
					return
				}
			}
		}
	}
}

// row is what the rows of a clause that m speaks of have in common.
func (p *place) row(m models.Mention, responses []models.Response, documents []models.Document) MentionRow {
	r := &responses[m.Response]
	clause := documents[m.Response].Clauses[m.Clause]
	if p.response != m.Response {
		p.key = r.Key().String()
	}
	start := p.characters(m.Response, r, int(clause.Start))
	text := p.text[clause.Start:clause.End]
	return MentionRow{
		ResponseID:  r.ID,
		ResponseKey: p.key,
		Source:      r.Source,
		Clause:      int32(m.Clause),
		Start:       int32(start),
		End:         int32(start + utf8.RuneCountInString(text)),
		Text:        text,
		Question:    r.Question(int(clause.Start)),
	}
}

// A place is a byte of a comment and the number of characters before it. It is
// moved from clause to clause, so that a long comment is counted once.
type place struct {
	response, bytes, before int
	text, key               string // of the response
}

// characters is the number of characters before the byte at of the text of r,
// which is the response of the given index.
func (p *place) characters(response int, r *models.Response, at int) int {
	if response != p.response {
		*p = place{response: response, text: r.Text(), key: p.key}
	}
	if at < p.bytes {
		p.bytes, p.before = 0, 0
	}
	p.before += utf8.RuneCountInString(p.text[p.bytes:at])
	p.bytes = at
	return p.before
}
