package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"stemme/cmd/stemme/web/frame"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// A page's tables leave as a workbook: each is a sheet with numbers as numbers, those
// of a course with its chart as an object of the workbook, which slides and documents
// take over as such. The first sheet says where the figures are from.

// A heldAnswer holds an answer instead of sending it.
type heldAnswer struct {
	bytes.Buffer
	head   http.Header
	status int
}

func (h *heldAnswer) Header() http.Header    { return h.head }
func (h *heldAnswer) WriteHeader(status int) { h.status = status }

// exportPage answers with the tables of a page of this site, as the sender sees it.
func (s *server) exportPage(w http.ResponseWriter, r *request) error {
	of, ok := savedAddress(r.URL.Query().Get("of"))
	if !ok {
		return frame.ErrBadInput
	}
	u, err := url.Parse(of)
	if err != nil {
		return frame.ErrBadInput
	}
	values := u.Query()
	values.Set("lang", map[messages.Lang]string{messages.Danish: "da", messages.English: "en"}[r.Lang])
	u.RawQuery = values.Encode()
	page := r.Request.Clone(r.Context())
	page.URL, page.RequestURI = u, u.RequestURI()
	page.Header.Del("HX-Request")
	held := &heldAnswer{head: http.Header{}, status: http.StatusOK}
	s.ways().ServeHTTP(held, page)
	switch held.status {
	case http.StatusOK:
	case http.StatusForbidden:
		return frame.ErrForbidden
	case http.StatusConflict:
		return errEarlier
	default:
		return frame.ErrNotFound
	}
	found, err := readPage(&held.Buffer)
	if err != nil {
		return err
	}
	rows := 0
	for _, t := range found.tables {
		rows += len(t.rows)
	}
	if err := s.recordExport(r, "page.xlsx", rows); err != nil {
		return err
	}
	book, err := r.workbook(found, of)
	if err != nil {
		return err
	}
	defer book.Close()
	attach(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "stemme.xlsx")
	return frame.IgnoreGone(book.Write(w))
}

// workbook is the tables of a page as sheets.
func (r *request) workbook(found pageFound, of string) (*excelize.File, error) {
	book := excelize.NewFile()
	first := r.Lang.Text("web_sheet_source")
	if err := book.SetSheetName("Sheet1", first); err != nil {
		return nil, err
	}
	about := [][2]string{{r.Lang.Text("web_sheet_page"), found.title}, {r.Lang.Text("web_sheet_says"), found.sentence}, {r.Lang.Text("web_filters"), found.narrowed},
		{r.Lang.Text("web_sheet_edition"), r.edition.ID + ", " + frame.DayText(r.Lang, r.edition.Manifest.Published)},
		{"n", known(r.Lang, r.scores[whole].Responses)}, {r.Lang.Text("web_sheet_address"), of}}
	for i, line := range about {
		if err := book.SetSheetRow(first, cellName(1, i+1), &[]any{line[0], tables.Defuse(line[1])}); err != nil {
			return nil, err
		}
	}
	taken := []string{strings.ToLower(first)}
	for _, t := range found.tables {
		name := sheetName(t.title, taken)
		taken = append(taken, strings.ToLower(name))
		if err := r.addSheet(book, name, t); err != nil {
			return nil, err
		}
	}
	return book, book.SetColWidth(first, "A", "B", 40)
}

// longestSheet is how long the name of a sheet may be, in characters.
const longestSheet = 31

// sheetName is a title as the name of a sheet, unlike those that are taken.
func sheetName(title string, taken []string) string {
	clean := strings.Map(func(c rune) rune {
		if c < ' ' || strings.ContainsRune(`:\/?*[]'`, c) {
			return ' '
		}
		return c
	}, title)
	clean = strings.TrimSpace(clean)
	if clean == "" {
		clean = "stemme"
	}
	for n := 1; ; n++ {
		behind := ""
		if n > 1 {
			behind = " " + strconv.Itoa(n)
		}
		letters := []rune(clean)
		name := strings.TrimSpace(string(letters[:min(len(letters), longestSheet-len(behind))])) + behind
		if !slices.Contains(taken, strings.ToLower(name)) {
			return name
		}
	}
}

// addSheet writes one table, with its chart where it is a course.
func (r *request) addSheet(book *excelize.File, name string, t pageTable) error {
	if _, err := book.NewSheet(name); err != nil {
		return err
	}
	sheet := sheetOf(r.Lang, t)
	for i, row := range sheet {
		if err := book.SetSheetRow(name, cellName(1, i+1), &row); err != nil {
			return err
		}
	}
	if err := book.SetColWidth(name, "A", "A", 34); err != nil || !t.course || len(sheet) < 3 {
		return err
	}
	column := firstNumber(sheet)
	if column == 0 {
		return nil
	}
	letter, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return err
	}
	quoted := "'" + name + "'!"
	return book.AddChart(name, cellName(len(sheet[0])+2, 1), &excelize.Chart{Type: excelize.Line,
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: t.title}}},
		Legend: excelize.ChartLegend{Position: "none"}, Dimension: excelize.ChartDimension{Width: 720, Height: 320},
		Series: []excelize.ChartSeries{{Name: fmt.Sprintf("%s$%s$1", quoted, letter), Categories: fmt.Sprintf("%s$A$2:$A$%d", quoted, len(sheet)),
			Values: fmt.Sprintf("%s$%s$2:$%s$%d", quoted, letter, letter, len(sheet))}}})
}

// firstNumber is the first column behind the names that holds numbers; 0 for none.
func firstNumber(sheet [][]any) int {
	for column := 1; column < len(sheet[0]); column++ {
		for _, row := range sheet[1:] {
			if _, ok := row[column].(float64); ok {
				return column
			}
		}
	}
	return 0
}

func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil { // beyond what a sheet holds, which no page fills
		return "A1"
	}
	return name
}

// sheetOf is a table with numbers as numbers: a column whose cells hold a figure with
// its interval, or with how many it is of, is several.
func sheetOf(lang messages.Lang, t pageTable) [][]any {
	width := len(t.header)
	valued, ranged, sized := make([]bool, width), make([]bool, width), make([]bool, width)
	for _, row := range t.rows {
		for i := 0; i < min(width, len(row)); i++ {
			f := figureOf(lang, row[i])
			valued[i] = valued[i] || f.low == nil && !empty(row[i]) || f.value != nil
			ranged[i], sized[i] = ranged[i] || f.low != nil, sized[i] || f.n != nil
		}
	}
	spread := func(line []any, i int, f figure) []any {
		if valued[i] || !ranged[i] {
			line = append(line, f.value)
		}
		if ranged[i] {
			line = append(line, f.low, f.high)
		}
		if sized[i] {
			line = append(line, f.n)
		}
		return line
	}
	var header []any
	for i, title := range t.header {
		low, high := lang.Text("web_sheet_low"), lang.Text("web_sheet_high")
		if !valued[i] && !strings.HasPrefix(low, title) { // intervals alone
			low, high = tables.Defuse(title+" "+low), tables.Defuse(title+" "+high)
		}
		header = spread(header, i, figure{tables.Defuse(title), low, high, "n"})
	}
	sheet := [][]any{header}
	for _, row := range t.rows {
		var line []any
		for i := range width {
			text := ""
			if i < len(row) {
				text = row[i]
			}
			f := figureOf(lang, text)
			if f.value == nil && f.low == nil && (i == 0 || !empty(text)) {
				f.value = tables.Defuse(text)
			}
			line = spread(line, i, f)
		}
		sheet = append(sheet, line)
	}
	return sheet
}

// empty says whether a cell shows no figure.
func empty(text string) bool { return text == "" || text == "–" }

// A figure is a number of a page with the interval behind it and how many it is of; nil
// for what is not told.
type figure struct{ value, low, high, n any }

// figureOf is a figure as people read it: 12,5 [3; 22] n = 40, 10,8 % 351, or [3; 22]
// alone; nothing for what is none. Words behind it (få svar) are left out.
func figureOf(lang messages.Lang, text string) (f figure) {
	text, size, has := strings.Cut(text, "n = ")
	if share, count, two := strings.Cut(text, "% "); !has && two && !strings.HasPrefix(count, "[") {
		text, size, has = share+"%", count, true
		if strings.ContainsAny(count, " ;") {
			return figure{}
		}
	}
	value, interval, ranged := strings.Cut(text, "[")
	if v, ok := numberOf(lang, value); ok {
		f.value = v
	} else if !ranged || strings.TrimSpace(value) != "" {
		return figure{}
	}
	if ranged {
		interval, _, _ = strings.Cut(interval, "]")
		a, b, _ := strings.Cut(interval, ";")
		x, ok1 := numberOf(lang, a)
		y, ok2 := numberOf(lang, b)
		if !ok1 || !ok2 {
			return figure{}
		}
		f.low, f.high = x, y
	}
	if has {
		count, _, _ := strings.Cut(strings.TrimSpace(size), " ")
		n, ok := numberOf(lang, strings.TrimSuffix(count, ","))
		if !ok {
			return figure{}
		}
		f.n = n
	}
	return f
}

// numberOf is a number as the language writes it; a share in per cent is one from 0 to
// 1, and how many times is a number.
func numberOf(lang messages.Lang, text string) (float64, bool) {
	text = strings.NewReplacer("\u00a0", "", " ", "", "−", "-").Replace(text)
	text = strings.TrimSuffix(strings.TrimPrefix(text, "+"), "×")
	text, percent := strings.CutSuffix(text, "%")
	if lang == messages.Danish {
		text = strings.NewReplacer(".", "", ",", ".").Replace(text)
	} else {
		text = strings.ReplaceAll(text, ",", "")
	}
	if text == "" || strings.Trim(text, "-0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if percent {
		v /= 100
	}
	return v, err == nil
}
