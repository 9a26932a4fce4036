package index

import (
	"errors"

	"stemme/models"
)

// ParseDays is parseDays for tests.
func ParseDays(text string) (first, last models.Day, err error) {
	first, last, ok := parseDays(text)
	if !ok {
		err = errors.New("no day")
	}
	return first, last, err
}
