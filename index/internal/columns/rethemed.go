package columns

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// themeSections are the sections that say which themes the rows have.
var themeSections = map[string]bool{"themes": true, "themes.at": true, "theme": true, "theme.at": true}

// Rethemed writes the column file name as from is, with the themes of rows, which
// must be those of from in its order.
func Rethemed(from, name string, rows []*Document) error {
	old, err := Open(from, len(rows))
	if err != nil {
		return err
	}
	err = old.rethemed(name, rows)
	return errors.Join(err, old.Close())
}

func (c *Columns) rethemed(name string, rows []*Document) error {
	for i, d := range rows {
		if c.ids.At(i) != d.Key.ID || c.Source.Values.At(int(c.Source.Code[i])) != d.Key.Source {
			return fmt.Errorf("row %d is another comment: %w", i, ErrCorrupt)
		}
	}
	s, err := createSections(name)
	if err != nil {
		return err
	}
	var kept []section
	for _, sec := range c.file.at {
		if !themeSections[sec.Name] {
			kept = append(kept, sec)
		}
	}
	slices.SortFunc(kept, func(a, b section) int { return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Name, b.Name)) })
	for _, sec := range kept {
		s.put(sec.Name, c.file.bytes(sec.Name))
	}
	var themes []string
	for _, d := range rows {
		themes = append(themes, d.Themes...)
		if len(themes) > 1<<16 {
			themes = distinct(themes)
		}
	}
	writeThemes(s, rows, distinct(themes))
	return s.close()
}
