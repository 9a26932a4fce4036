package source

import (
	"regexp"
	"slices"
	"strings"
)

// footerWords begin what spreadsheets and reports write below their rows, folded.
var footerWords = foldAll(`gennemsnit gns gnsn snit average avg mean median total totalt totaler grand_total i_alt ialt sum subtotal antal antal_svar
	antal_besvarelser antal_respondenter svar_i_alt number_of_responses responses_total count samlet_antal hovedtotal grand_totals summer summa gesamt gesamtergebnis durchschnitt anzahl antall
	gjennomsnitt snitt medelvärde standardafvigelse std min max minimum maksimum nps
	nps_score net_promoter_score svarprocent response_rate kilde note noter source udtrukket genereret generated exported eksporteret
	rapport promotere promoters passive passives detractors kritikere slut_på_rapport end_of_report confidential fortroligt filter applied_filters anvendte_filtre
	row rows rows_in_set row_in_set rows_affected rækker`)

// A footer stands among the last rows and fills few of its cells; chosen by eye.
const (
	footerRows   = 12
	longestSign  = 60
	footerFilled = 0.8 // of what the rows above fill
)

// dropFooters leaves out the rows at the bottom that are no responses, and what
// stands below the first of them.
func (t *table) dropFooters() {
	usual := t.usuallyFilled()
	if usual < 2 || t.idsBegin(usual, startsAsFooter) {
		return
	}
	from := len(t.rows)
	for i := max(1, len(t.rows)-footerRows); i < len(t.rows); i++ {
		cells := t.rows[i].cells
		if float64(filled(cells)) > footerFilled*float64(usual) || !t.isFooter(i, usual) {
			continue
		}
		from = i
		break
	}
	// Below a footer there are only others, and no row as full as the rows above.
	for i := from; i < len(t.rows); i++ {
		if filled(t.rows[i].cells) >= usual && !startsAsFooter(t.rows[i].cells) {
			return
		}
	}
	if n := len(t.rows) - from; n > 0 {
		t.rows = t.rows[:from:from]
		t.notes = append(t.notes, note("source_footers", n))
	}
}

// subtotals begin what reports write below each group of rows, folded.
var subtotals = foldAll(`subtotal subtotaler delsum mellemsum delresultat total totalt i_alt ialt samlet_antal zwischensumme teilergebnis delsumma`)

// dropSubtotals leaves out the rows between others that begin with the word of a
// subtotal and fill half of their cells at most.
func (t *table) dropSubtotals() {
	usual, n := t.usuallyFilled(), len(t.rows)
	if t.idsBegin(usual, startsAsSubtotal) {
		return
	}
	text, typed := t.textColumn()
	numbered := len(typed) > 0 && typed[0]
	t.rows = slices.DeleteFunc(t.rows, func(r record) bool {
		few := 2*filled(r.cells) <= usual
		return r.fault == nil && (few && (startsAsSubtotal(r.cells) || isPageLine(r.cells)) ||
			numbered && filled(r.cells) < usual && len(r.cells) > 0 && !isTyped(r.cells[0]) && namesSubtotal(r.cells, text))
	})
	if n -= len(t.rows); n > 0 {
		t.notes = append(t.notes, note("source_subtotals", n))
	}
}

func startsAsSubtotal(cells []string) bool {
	at := slices.IndexFunc(cells, func(c string) bool { return !isBlank(c) })
	return at >= 0 && len(cells[at]) <= longestSign && slices.Contains(subtotals, fold(strings.Trim(cells[at], "0123456789.,=:() ")))
}

// pageLine is what reports to be printed write at the end of each page.
var pageLine = regexp.MustCompile(`(?i)^(?:side|page|seite|sida|s\.|p\.) ?[0-9]{1,5}(?: ?(?:af|of|von|av|/) ?[0-9]{1,5})?$`)

func isPageLine(cells []string) bool {
	at := slices.IndexFunc(cells, func(c string) bool { return !isBlank(c) })
	return at >= 0 && filled(cells) == 1 && pageLine.MatchString(cleanLine(cells[at]))
}

// namesSubtotal says whether the first filled cell, of another column than the texts, is
// the name of a group with the word of a subtotal before or behind it: "Subtotal Nord",
// "Nord i alt".
func namesSubtotal(cells []string, text int) bool {
	at := slices.IndexFunc(cells, func(c string) bool { return !isBlank(c) })
	if at < 0 || at == text || len(cells[at]) > longestSign {
		return false
	}
	words := strings.Fields(strings.Trim(cells[at], ":. "))
	for n := 1; n <= 2 && n < len(words); n++ {
		for _, end := range [][]string{words[:n], words[len(words)-n:]} {
			if word := fold(strings.Trim(strings.Join(end, " "), ":.,")); slices.Contains(subtotals, word) || slices.Contains(averages, word) {
				return true
			}
		}
	}
	return false
}

// averages stand like subtotals before or behind the name of a group, folded.
var averages = foldAll(`gennemsnit gns gnsn snit average avg mean durchschnitt gjennomsnitt medelvärde`)

// idsBegin says whether most rows that are as full as usual begin as starts says: it
// is what their ids are called then, NPS-0340.
func (t *table) idsBegin(usual int, starts func(cells []string) bool) bool {
	n, full := 0, 0
	for _, r := range t.rows[:min(len(t.rows), headSample)] {
		if filled(r.cells) < usual {
			continue
		}
		full++
		if starts(r.cells) {
			n++
		}
	}
	return 2*n > full
}

// usuallyFilled is how many cells most rows fill.
func (t *table) usuallyFilled() int {
	var counts []int
	for _, r := range t.rows[:min(len(t.rows), headSample)] {
		counts = append(counts, filled(r.cells))
	}
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

// isFooter says whether row i begins with the word of a footer, or is one cell of
// words where the rows above have a number or a date.
func (t *table) isFooter(i, usual int) bool {
	cells := t.rows[i].cells
	if startsAsFooter(cells) || t.headsAgain(cells) {
		return true
	}
	if usual < 3 || filled(cells) != 1 || isBlank(cells[0]) || isTyped(cells[0]) || len(cells[0]) > 4*longestSign {
		return false
	}
	typed, of := 0, 0
	for _, r := range t.rows[:min(i, headSample)] {
		if len(r.cells) > 0 && !isMissing(r.cells[0]) {
			of++
			if isTyped(r.cells[0]) {
				typed++
			}
		}
	}
	return typed*10 >= of*9 && of > 0
}

// headsAgain says whether cells are names of columns and nothing else: the header of
// another, narrower table.
func (t *table) headsAgain(cells []string) bool {
	n := 0
	for _, cell := range cells {
		if isBlank(cell) {
			continue
		}
		if n++; !slices.ContainsFunc(t.headers, func(h string) bool { return strings.TrimSpace(h) == strings.TrimSpace(cell) }) {
			return false
		}
	}
	return n >= 2
}

// startsAsFooter says whether the first filled cell is the word of a footer,
// perhaps with a number behind it.
func startsAsFooter(cells []string) bool {
	for _, c := range cells {
		if isBlank(c) {
			continue
		}
		if len(c) > longestSign {
			return false
		}
		word, _, _ := strings.Cut(c, ":")
		name := fold(strings.Trim(word, "0123456789.,=() "))
		return slices.Contains(footerWords, name) || slices.ContainsFunc(footerWords, func(w string) bool { return len(w) > 7 && strings.HasPrefix(name, w) })
	}
	return false
}
