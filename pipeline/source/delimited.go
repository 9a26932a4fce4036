package source

import (
	"context"
	"slices"
	"strings"
)

// A dialect is how a delimited file is written. Delimiter 0 is none: the file
// has one column.
type dialect struct {
	delimiter byte
	quoted    bool
	escaped   bool // a backslash takes the meaning from the sign behind it
}

// delimiters are the signs that may part the cells of a row.
var delimiters = []byte{';', ',', '\t', '|', '^', '~'}

// parseDelimited reads text, and the pieces behind it, as records of the dialect
// that fits the text best, parted by the sign that cfg declares where it does.
func parseDelimited(ctx context.Context, text string, pieces []string, cfg Config) (*sheet, error) {
	room, known := cfg.meter(), knownIn(cfg)
	if err := room.signs(text, '\n', recordCost+cellCost); err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as old Macs ended lines
	}
	text, separator := separatorLine(text)
	forced, fixed, err := cfg.delimiter(text, separator)
	if err != nil {
		return nil, err
	}
	if err := unclosed(text, forced, separator != 0, known); err != nil {
		return nil, err
	}
	d, other := dialect{delimiter: forced}, byte(0)
	if separator == 0 {
		text = unwrapLines(text, known)
	}
	if forced == 0 {
		d.delimiter, other = bestDelimiter(text, known)
	}
	sh, err := parseAs(ctx, text, pieces, d, room)
	if err != nil {
		return nil, err
	}
	sh.fixed, sh.parts = fixed, delimiterName(other)
	if separator != 0 {
		for i := range sh.records {
			sh.records[i].line++
		}
	}
	return sh, ctx.Err()
}

// parseAs is parseDelimited with the sign that parts cells known.
func parseAs(ctx context.Context, text string, pieces []string, d dialect, room *meter) (*sheet, error) {
	if d.delimiter != 0 {
		if err := room.signs(text, d.delimiter, cellCost); err != nil {
			return nil, err
		}
	}
	if d.delimiter == '|' {
		text = withoutRules(text)
	}
	d, records := bestDialect(text, d)
	if len(pieces) > 0 {
		width, _ := commonWidth(records[:min(len(records), headSample)])
		records = withoutTorn(records, width)
		for _, piece := range pieces {
			records = append(records, wholeRecords(piece, d, width)...)
		}
	}
	return &sheet{format: "csv", delimiter: delimiterName(d.delimiter), quoted: d.quoted, records: records}, ctx.Err()
}

// bestDialect says whether cells are quoted, and whether signs are escaped, and splits
// the text so. One way to split it is in memory at a time.
func bestDialect(text string, d dialect) (dialect, []record) {
	all := split(text, d)
	look := all.look()
	if strings.Contains(text, `"`) {
		all = tally{}
		all = split(text, dialect{delimiter: d.delimiter, quoted: true})
		if with := all.look(); quotes(with, look, d.delimiter) {
			d.quoted, look = true, with
		} else {
			all = tally{}
			all = split(text, d)
		}
	}
	if escapes(text, d) {
		with := d
		with.escaped = true
		all = tally{}
		if all = split(text, with); all.uneven(look.width) < look.bad {
			return with, all.records
		}
		all = tally{}
		all = split(text, d)
	}
	return d, all.records
}

// wholeRecords are the records of a piece of a file that may begin within a
// quoted cell: those from the first that is followed by two as wide as most.
func wholeRecords(piece string, d dialect, width int) []record {
	records := withoutTorn(split(piece, d).records, width)
	for i := 0; i+3 < len(records); i++ {
		if !slices.ContainsFunc(records[i:i+3], func(r record) bool { return r.stray || len(r.cells) != width }) {
			return records[i:]
		}
	}
	return nil
}

// withoutTorn is records without those at the end that the end of a piece has
// torn: the last, and before it the lines of a quoted cell.
func withoutTorn(records []record, width int) []record {
	n := max(len(records)-1, 0)
	for n > 0 && (records[n-1].stray || len(records[n-1].cells) != width) {
		n--
	}
	return records[:n]
}

// escapes says whether text holds a backslash before a sign of the dialect.
func escapes(text string, d dialect) bool {
	return d.delimiter != 0 && (strings.Contains(text, "\\"+string(rune(d.delimiter))) || strings.Contains(text, "\\\n") ||
		d.quoted && strings.Contains(text, `\"`))
}

// unwrapLines is text without the quotation marks around whole lines, which a
// program puts there that takes each line of a delimited file for one cell.
func unwrapLines(text string, known knower) string {
	if strings.Count(text, "\n\"")*10 < strings.Count(text, "\n")*9 {
		return text
	}
	whole := split(text, dialect{quoted: true})
	stray := 0
	for _, r := range whole.records {
		if r.stray {
			stray++
		}
	}
	if len(whole.records) < 2 || stray > 0 || whole.wellQuoted < len(whole.records)-1 {
		return text
	}
	lines := make([]string, len(whole.records))
	for i, r := range whole.records {
		lines[i] = r.cells[0]
	}
	inner := strings.Join(lines, "\n")
	if best, _ := bestDelimiter(inner, known); best != 0 {
		return inner
	}
	return text
}

// withoutRules leaves blank the lines that lists to be printed draw between their
// rows: "-----", "+----+---+", "|---|---|".
func withoutRules(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if bare := strings.TrimSpace(line); len(bare) >= 5 && strings.Trim(bare, "-=+|_: ") == "" && strings.ContainsAny(bare, "-=_") {
			line = "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

// torn is the share of records with a cell of an odd number of quotation marks: the
// delimiter then stands within what they hold together.
func torn(records []record) float64 {
	n := 0
	for _, r := range records {
		if len(r.cells) > 1 && slices.ContainsFunc(r.cells, func(c string) bool { return strings.Count(c, `"`)%2 > 0 }) {
			n++
		}
	}
	return float64(n) / float64(max(len(records), 1))
}

// fitOf says how well records make a table, and how wide it is.
func fitOf(records []record, known knower) (fit float64, width int) {
	width, share := commonWidth(records)
	fit = evenFit(records, width, share, known)
	// Text that holds the delimiter unquoted makes rows too wide, none too narrow.
	if w, s := surplusWidth(records); w >= 2 && w != width {
		if f := evenFit(records, w, 0.8*s, known); f > fit {
			return f, w
		}
	}
	return fit, width
}

func evenFit(records []record, width int, share float64, known knower) float64 {
	at := headerAt(records[:min(len(records), headSample)], width, known)
	if at < 0 || width < 2 {
		return share - 0.5
	}
	if oneHot(records[at].cells).n > 0 {
		return share + 0.5 // its numbers are names
	}
	return share + 0.5*known.share(records[at].cells)
}

// surplusWidth is the width of the first record, where at least nine in ten
// others have as many cells or more and begin like one another: all but their
// texts are of one form. 0 where that is not so.
func surplusWidth(records []record) (width int, share float64) {
	var rows []record
	for _, r := range records {
		if !r.blank() {
			rows = append(rows, r)
		}
	}
	if len(rows) < 3 {
		return 0, 0
	}
	width = len(rows[0].cells)
	enough, alike := 0, 0
	for _, r := range rows[1:] {
		if len(r.cells) >= width {
			enough++
		}
		if plainCell(r.cells[0]) == plainCell(rows[1].cells[0]) {
			alike++
		}
	}
	n := len(rows) - 1
	if enough*10 < n*9 || alike*10 < n*9 || !plainCell(rows[1].cells[0]) {
		return 0, 0
	}
	return width, float64(enough) / float64(n)
}

// plainCell says whether a cell is short and of one word: an id, a number.
func plainCell(s string) bool {
	return len(s) <= 40 && s != "" && !strings.Contains(strings.TrimSpace(s), " ")
}

// commonWidth is the commonest number of cells of the records that are not
// blank, the larger of two equally common ones, and the share that has it.
func commonWidth(records []record) (width int, share float64) {
	count := map[int]int{}
	total := 0
	for _, r := range records {
		if !r.blank() {
			count[len(r.cells)]++
			total++
		}
	}
	for w, n := range count {
		if n > count[width] || n == count[width] && w > width {
			width = w
		}
	}
	return width, float64(count[width]) / float64(max(total, 1))
}

// A tally is text split in one dialect, with how many fields were quoted well.
type tally struct {
	records    []record
	wellQuoted int
}

// uneven counts the records that lack width cells or whose quotes do not pair.
func (t tally) uneven(width int) (uneven int) {
	for _, r := range t.records {
		if r.stray || len(r.cells) != width && !r.blank() {
			uneven++
		}
	}
	return uneven
}

// A look is what is known of text that was split in one dialect.
type look struct {
	rows, width  int
	bad, stray   int // rows that lack width cells or whose quotes do not pair, and those whose quotes do not
	wellQuoted   int
	quotedHeader bool
}

func (t tally) look() look {
	l := look{rows: len(t.records), wellQuoted: t.wellQuoted, quotedHeader: quotedHeader(t.records)}
	l.width, _ = commonWidth(t.records)
	l.bad = t.uneven(l.width)
	for _, r := range t.records {
		if r.stray {
			l.stray++
		}
	}
	return l
}

// quotes says whether a file that holds quotation marks uses them to quote its
// fields, by comparing it split with and without quoting.
//
// A header in quotation marks settles it. Else, where quoting explains
// everything it is meant, unless every line is a whole row without it too and it
// would only glue rows together; of two columns, the second line of a comment
// looks like a row as soon as it holds a comma, but hardly when it would have to
// hold a tab. Where quoting does not explain everything, and lines are whole
// rows without it, it is meant only if it nearly always works; otherwise the
// reading with fewer bad rows wins.
func quotes(with, without look, delimiter byte) bool {
	switch {
	case without.quotedHeader:
		return true
	case without.bad == 0 && with.bad == 0:
		return without.width < 2 || without.width == 2 && delimiter != '\t' || with.rows == without.rows
	case without.bad == 0:
		return with.wellQuoted > 10*max(with.stray, with.bad)
	}
	return with.bad <= without.bad
}

// quotedHeader says whether every cell of the first record of the common width
// stands in quotation marks.
func quotedHeader(records []record) bool {
	width, _ := commonWidth(records)
	for _, r := range records {
		if len(r.cells) == width {
			for _, c := range r.cells {
				if len(c) < 2 || c[0] != '"' || c[len(c)-1] != '"' {
					return false
				}
			}
			return true
		}
	}
	return false
}
