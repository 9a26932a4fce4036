package source

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"stemme/pipeline/messages"
)

// expand turns paths and globs into the files they name, each once. The files
// of a glob come in the order of their names.
func expand(patterns []string) ([]string, error) {
	var files []string
	for _, pattern := range patterns {
		found := []string{pattern}
		if _, err := os.Lstat(pattern); err != nil && strings.ContainsAny(pattern, "*?[") {
			if found, err = filepath.Glob(pattern); err != nil || len(found) == 0 {
				return nil, messages.Errorf("source_no_match", pattern)
			}
			slices.Sort(found)
		}
		for _, file := range found {
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 {
		return nil, messages.Errorf("source_no_files")
	}
	return files, nil
}

// load is the content of file, whole.
func load(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	if info.IsDir() {
		return nil, messages.Errorf("source_directory", file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, unreadable(file, err)
	}
	if len(data) == 0 {
		return nil, messages.Errorf("source_empty", file)
	}
	return data, nil
}

// unreadable wraps what the operating system said, which names the file again.
func unreadable(file string, err error) error {
	if os.IsNotExist(err) {
		return messages.Errorf("source_not_found", file)
	}
	if os.IsPermission(err) {
		return messages.Errorf("source_forbidden", file)
	}
	return messages.Wrap(err, "source_unreadable", file)
}

var (
	endings = regexp.MustCompile(`(?i)(\.(csv|tsv|tab|txt|xlsx|xlsm|jsonl|ndjson|json|parquet|pq|gz))+$`)
	serial  = regexp.MustCompile(`[-_. ]*(\([0-9]+\)|[0-9][-_.:T0-9]*Z?)$`)
)

// nameOf is the name of the source that a file belongs to: that of the file
// without its endings and without the dates and numbers behind it.
func nameOf(file string) string {
	stem := endings.ReplaceAllString(filepath.Base(file), "")
	name := stem
	for {
		shorter := serial.ReplaceAllString(name, "")
		if shorter == name {
			break
		}
		name = shorter
	}
	if name == "" {
		name = stem
	}
	return sourceName(name)
}

// sourceName makes s a name that a source may have: without a slash.
func sourceName(s string) string {
	return norm.NFC.String(strings.NewReplacer("/", "-", `\`, "-").Replace(strings.TrimSpace(s)))
}
