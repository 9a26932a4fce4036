package pipeline

import (
	"strconv"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
)

// oldest is the day before which nothing is kept at now, 0 where the
// configuration lets everything be kept. It is the first of a month: responses go
// by whole months, up to one month before their time, so that earlier editions
// are rewritten once a month and not every night.
func (cfg *Config) oldest(now time.Time) (models.Day, error) {
	if cfg.Retention == "" {
		return 0, nil
	}
	years, months, days, ok := parsePeriod(cfg.Retention)
	if !ok {
		return 0, messages.Errorf("retention_invalid", cfg.Retention)
	}
	limit := now.AddDate(-years, -months, -days)
	first := time.Date(limit.Year(), limit.Month(), 1, 0, 0, 0, 0, time.UTC)
	if models.DayOf(limit) > models.DayOf(first) {
		first = first.AddDate(0, 1, 0)
	}
	return models.DayOf(first), nil
}

// fewErased are as many responses as retention may erase in one night whatever their share.
const fewErased = 50

// doubtRetention refuses a retention that would erase most of all responses in one night,
// which a wrong clock or a slip of the pen does: it goes by itself only where it takes
// off an end.
func (cfg *Config) doubtRetention(gone, all int, oldest models.Day) error {
	if gone <= fewErased || 2*gone <= all {
		return nil
	}
	today := models.DayOf(time.Now())
	return messages.Errorf("retention_most", cfg.Retention, gone, all, oldest.String(), today.String())
}

// parsePeriod reads "24 months", "2 years" and "730 days".
func parsePeriod(text string) (years, months, days int, ok bool) {
	number, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 36500 {
		return 0, 0, 0, false
	}
	switch strings.TrimSuffix(strings.TrimSpace(unit), "s") {
	case "year":
		return n, 0, 0, true
	case "month":
		return 0, n, 0, true
	case "day":
		return 0, 0, n, true
	}
	return 0, 0, 0, false
}
