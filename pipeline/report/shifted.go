package report

import (
	"errors"
	"io/fs"

	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// Shifted says which themes that people rely on have other comments than before the last
// fit that changed them, and that no analyst has edited since; only is the id of one, ""
// for all.
func Shifted(events []themes.Event, rows []themes.ThemeRow, only string, lang messages.Lang) (said []string) {
	for _, s := range themes.Shifts(events) {
		if s.Accepted || only != "" && s.Theme != only {
			continue
		}
		for i := range rows {
			r := &rows[i]
			if r.ThemeID != s.Theme {
				continue
			}
			key := messages.Key("theme_shifted")
			if !r.Responses.Known {
				key = "theme_shifted_small"
			}
			said = append(said, lang.Text(key, s.Said(r.Name, r.Words, r.Responses.Known)...))
		}
	}
	return said
}

// shifted says it of all themes of the tables in dir.
func shifted(dir string, lang messages.Lang) ([]string, error) {
	events, err := themes.ReadEvents(dir)
	if errors.Is(err, fs.ErrNotExist) { // an older edition
		return nil, nil
	}
	if err != nil || len(themes.Shifts(events)) == 0 {
		return nil, err
	}
	rows, err := themes.Themes.Read(dir)
	return Shifted(events, rows, "", lang), err
}
