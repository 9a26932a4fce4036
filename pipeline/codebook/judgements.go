package codebook

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/goccy/go-yaml"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// JudgementsName is what the file of judgements is called; it lies beside the
// edits.
const JudgementsName = "judgements.yaml"

// A Judgement says whether a response speaks of a theme that it is under, as a
// person read it. Judgements change no theme: they tell how far one can be trusted.
type Judgement struct {
	Theme    string `yaml:"theme"`
	Response string `yaml:"response"` // source/id
	Fits     bool   `yaml:"fits"`
	By       string `yaml:"by"`
	On       string `yaml:"on"` // day, 2026-11-26
}

// Judgements reads the file at path; none where there is no file. Of two on the
// same response and theme the later one holds. What is wrong with the file is a
// *messages.Error.
func Judgements(path string) ([]Judgement, error) {
	all, err := listIn[Judgement](path, "judgements_bad")
	if err != nil {
		return nil, err
	}
	at := map[[2]string]int{}
	var held []Judgement
	for _, j := range all {
		k := [2]string{j.Theme, j.Response}
		if i, again := at[k]; again {
			held[i] = j
			continue
		}
		at[k] = len(held)
		held = append(held, j)
	}
	return held, nil
}

// listIn is the list that the file at path holds, in its order; none where there is
// no file. bad is the message of a file that is no such list.
func listIn[T any](path string, bad messages.Key) (all []T, err error) {
	text, err := messages.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, messages.FileFault(err, path)
	}
	return all, messages.Wrap(messages.StrictYAML(text, path, &all), bad, path)
}

// ForgetJudgements writes the file at path anew without the judgements on responses
// that gone says are erased. Without any the file is left alone, and one with no
// others goes.
func ForgetJudgements(path string, gone func(response string) bool) error {
	all, err := listIn[Judgement](path, "judgements_bad")
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(all), func(j Judgement) bool { return gone(j.Response) })
	switch len(left) {
	case len(all):
		return nil
	case 0:
		return messages.FileFault(atomicfile.Remove(path), path)
	}
	return writeJudgements(path, left)
}

func writeJudgements(path string, all []Judgement) error {
	text, err := yaml.Marshal(all)
	if err != nil {
		return err
	}
	return messages.FileFault(atomicfile.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}), path)
}

// RenameJudgements writes the file at path anew where a response is called otherwise now.
func RenameJudgements(path string, now func(response string) string) error {
	all, err := listIn[Judgement](path, "judgements_bad")
	if err != nil {
		return err
	}
	changed := false
	for i := range all {
		was := all[i].Response
		all[i].Response = now(was)
		changed = changed || all[i].Response != was
	}
	if !changed {
		return nil
	}
	return writeJudgements(path, all)
}

// Judge adds judgements to the file at path, which is made if need be and can be
// read by its owner only. A file that cannot be read is left as it is.
func Judge(path string, judgements ...Judgement) error {
	if _, err := Judgements(path); err != nil {
		return err
	}
	lines, err := yaml.Marshal(judgements)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return messages.FileFault(err, path)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return messages.FileFault(err, path)
	}
	_, err = f.Write(lines)
	return messages.FileFault(errors.Join(err, f.Sync(), f.Close()), path)
}
