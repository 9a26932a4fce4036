package codebook

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// ReadSeries reads a department's own series: a day and a number a line, parted
// by semicolon, comma with a decimal point, or tab; a first line that holds
// neither is a header. Days are 2026-11-01 or 01-11-2026 (also with / or .). A
// day without a number is missing. A line that is neither, and a day that stands
// twice, is a *messages.Error that names the file and the line.
func ReadSeries(path string) (map[models.Day]float64, error) {
	text, err := messages.ReadFile(path)
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	body := strings.TrimPrefix(string(text), "\uFEFF")
	r := csv.NewReader(strings.NewReader(body))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = delimiterOf(body), -1, true
	values := map[models.Day]float64{}
	for n := 1; ; n++ {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, messages.Wrap(err, "series_line", path, n)
		}
		if len(fields) < 2 {
			return nil, messages.Errorf("series_line", path, n)
		}
		d, dated := dayOf(fields[0])
		number := strings.TrimSpace(fields[1])
		v, err := strconv.ParseFloat(strings.Replace(number, ",", ".", 1), 64)
		switch {
		case n == 1 && !dated:
			continue // the header
		case dated && number == "":
			continue // a missing day
		case !dated || err != nil:
			return nil, messages.Errorf("series_line", path, n)
		}
		if _, twice := values[d]; twice {
			return nil, messages.Errorf("series_twice", path, n, d.String())
		}
		values[d] = v
	}
}

// delimiterOf is what parts the fields of the first line.
func delimiterOf(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	for _, c := range ";\t" {
		if strings.ContainsRune(first, c) {
			return c
		}
	}
	return ','
}

func dayOf(text string) (models.Day, bool) {
	text = strings.NewReplacer("/", "-", ".", "-").Replace(strings.TrimSpace(text))
	for _, layout := range []string{time.DateOnly, "02-01-2006", "2-1-2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return models.DayOf(t), true
		}
	}
	return models.NoDay, false
}
