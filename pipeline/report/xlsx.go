package report

import (
	"io"
	"math"

	"github.com/xuri/excelize/v2"

	"stemme/pipeline/messages"
)

// WriteXLSX writes the page's figures as a workbook: the first sheet says what
// the page says, each list is a sheet of its own. Numbers are numbers, and what
// is withheld is an empty cell.
func (p *Page) WriteXLSX(w io.Writer) error {
	book := excelize.NewFile()
	defer book.Close()
	s := &sheets{book: book, lang: p.Lang}
	s.add("page_sheet", nil, [][]any{
		{p.Lang.Text("page_title"), p.Title}, {p.Lang.Text("page_unit"), p.Unit}, {p.Lang.Text("page_says"), p.Sentence}, {"", p.Certain},
		{"NPS", cell(p.Score.Value)}, {p.Lang.Text("page_low"), cell(p.Score.Low)}, {p.Lang.Text("page_high"), cell(p.Score.High)},
		{p.Shares[0].Name, cell(p.Shares[0].Share)}, {p.Shares[1].Name, cell(p.Shares[1].Share)}, {p.Shares[2].Name, cell(p.Shares[2].Share)},
	}, footRows(p.Foot))
	var course [][]any
	for _, c := range p.Course {
		course = append(course, []any{c.Label, cell(c.Value), cell(c.Low), cell(c.High), c.Partial})
	}
	s.add("page_course_sheet", []any{p.Lang.Text("col_period"), "NPS", p.Lang.Text("page_low"), p.Lang.Text("page_high"), p.Lang.Text("page_partial")}, course)
	for _, list := range []struct {
		key  messages.Key
		bars []Bar
	}{{"page_down_sheet", p.Down}, {"page_up_sheet", p.Up}, {"page_detractors_sheet", p.Detractors}, {"page_promoters_sheet", p.Promoters},
		{"page_touchpoints", p.Touchpoints}, {"page_highfive_sheet", p.HighFive},
		{"page_news_sheet", p.News}, {"page_local_sheet", p.Local}} {
		var rows [][]any
		for _, b := range list.bars {
			rows = append(rows, []any{b.Name, cell(b.Value), cell(b.Low), cell(b.High), b.Note, b.Tone})
		}
		s.add(list.key, []any{"", p.Lang.Text("page_figure"), p.Lang.Text("page_low"), p.Lang.Text("page_high"), ""}, rows)
	}
	var improvements [][]any
	for _, i := range p.Improvements {
		improvements = append(improvements, []any{i.What, i.Owner, i.Action, i.Effect})
	}
	s.add("page_improvements", []any{p.Lang.Text("page_what"), p.Lang.Text("page_owner"), p.Lang.Text("page_action"), p.Lang.Text("page_effect")}, improvements)
	if s.err != nil {
		return s.err
	}
	return book.Write(w)
}

// sheets adds sheets to a workbook until one fails.
type sheets struct {
	book *excelize.File
	lang messages.Lang
	n    int
	err  error
}

func (s *sheets) add(name messages.Key, header []any, rows ...[][]any) {
	if s.err != nil {
		return
	}
	title := s.lang.Text(name)
	if s.n == 0 {
		s.err = s.book.SetSheetName("Sheet1", title)
	} else {
		_, s.err = s.book.NewSheet(title)
	}
	s.n++
	line := 1
	put := func(row []any) {
		at, err := excelize.CoordinatesToCellName(1, line)
		if err == nil {
			err = s.book.SetSheetRow(title, at, &row)
		}
		if s.err == nil {
			s.err = err
		}
		line++
	}
	if header != nil {
		put(header)
	}
	for _, part := range rows {
		for _, row := range part {
			put(row)
		}
	}
	if s.err == nil {
		s.err = s.book.SetColWidth(title, "A", "A", 40)
	}
}

// cell is a number, or nothing where it is not known.
func cell(v float64) any {
	if math.IsNaN(v) {
		return nil
	}
	return v
}

func footRows(foot []string) [][]any {
	rows := make([][]any, len(foot))
	for i, text := range foot {
		rows[i] = []any{"", text}
	}
	return rows
}
