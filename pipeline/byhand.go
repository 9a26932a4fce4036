package pipeline

import (
	"maps"
	"path/filepath"
	"slices"

	"stemme/pipeline/source"
)

// SourcesOf are the sources of files and patterns that somebody names instead of those
// of the configuration. A file is read as the night would read it: by what cfg says of
// the source that is called name; or, where name is "", of the first source whose files
// or drop folder it is among, or else whose name it bears. The files of no source are
// read together as one of which nothing is said.
func (cfg *Config) SourcesOf(files []string, name string) []Source {
	var named []Source
	of := map[int]int{} // which of named is of which of cfg.Sources, -1 for none of them
	for _, file := range files {
		which := slices.IndexFunc(cfg.Sources, func(s Source) bool { return name != "" && s.Name == name || name == "" && s.holds(file) })
		if which < 0 && name == "" && file != source.StandardInput {
			which = slices.IndexFunc(cfg.Sources, func(s Source) bool {
				return s.Name != "" && source.Folded(s.Name) == source.Folded(source.NameOf(file))
			})
		}
		at, seen := of[which]
		if !seen {
			at = len(named)
			of[which] = at
			named = append(named, Source{Name: name})
			if which >= 0 {
				named[at] = cfg.Sources[which].byHand()
			}
		}
		named[at].Files = append(named[at].Files, file)
	}
	return named
}

// holds says whether a file named by hand is among those of s.
func (s *Source) holds(file string) bool {
	path, err := filepath.Abs(file)
	if err != nil || file == source.StandardInput {
		return false
	}
	if s.Drop != "" {
		if folder, err := filepath.Abs(s.Drop); err == nil && filepath.Dir(path) == folder {
			return true
		}
	}
	return slices.ContainsFunc(s.Files, func(pattern string) bool {
		pattern, err := filepath.Abs(pattern)
		if err != nil {
			return false
		}
		met, err := filepath.Match(pattern, path)
		return pattern == path || err == nil && met
	})
}

// byHand is what s says of how its rows are read, and not of where they come from.
func (s Source) byHand() Source {
	s.Files, s.Drop, s.Done = nil, "", ""
	s.HTTP, s.Postgres, s.SQLServer = nil, nil, nil
	s.Columns, s.Persons = maps.Clone(s.Columns), slices.Clone(s.Persons)
	return s
}
