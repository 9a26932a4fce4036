package pipeline

import (
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"stemme/models"
	"stemme/pipeline/bi"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// reduced writes an earlier edition anew without what book has erased: its
// tables of single responses lose their rows, texts are masked by the rules of now, words that no comment left holds
// and groups in which no response is left go, and the index and the reports, which
// quote comments, go whole. The other figures stay as they were published. An edition whose tables cannot be read, since another
// version of the program wrote them, is deleted. False where somebody has the
// edition open.
func reduced(data, id string, book *ledger.Ledger, terms map[string]bool) (bool, error) {
	done, err := edition.Reduce(data, id, func(e *edition.Edition, d *edition.Draft) (rows, counts map[string]int64, err error) {
		gone, err := vanishedFrom(e, book, terms)
		if err != nil {
			return nil, nil, err
		}
		rows = map[string]int64{}
		for _, f := range e.Manifest.Files {
			folder, _, _ := strings.Cut(f.Path, "/")
			switch {
			case folder == edition.Tables || folder == edition.Model:
				table := strings.TrimSuffix(path.Base(f.Path), tables.Extension)
				n, err := gone.copyLeft(e, d, f.Path, table)
				if err != nil {
					return nil, nil, err
				}
				rows[table] += n
			case f.Path == edition.Rejected || folder == bi.Folder:
				if err := copyWhole(e, d, f.Path); err != nil {
					return nil, nil, err
				}
			}
		}
		return rows, map[string]int64{countGeneration: book.Generation()}, nil
	})
	if told := new(messages.Error); errors.As(err, &told) && strings.HasPrefix(string(told.Key), "table_") {
		return edition.Delete(data, id)
	}
	return done, err
}

func copyWhole(e *edition.Edition, d *edition.Draft, path string) error {
	return d.Write(path, func(w io.Writer) error {
		f, err := os.Open(e.Path(filepath.FromSlash(path)))
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
}

// termsOf are the terms of all documents.
func termsOf(documents []models.Document) map[string]bool {
	terms := map[string]bool{}
	for i := range documents {
		for _, c := range documents[i].Clauses {
			for _, t := range c.Terms {
				terms[t.Text] = true
			}
		}
	}
	return terms
}

// without is m without the terms that no document holds, so that what was erased
// leaves the theme model too; nil where none is left.
func without(m *themes.Model, documents []models.Document) (*themes.Model, error) {
	if m == nil {
		return nil, nil
	}
	there := termsOf(documents)
	if base := m.Base(); base != nil {
		if _, terms := base.Rows(); slices.ContainsFunc(terms, func(t themes.ModelTerm) bool { return !there[t.Term] }) {
			m = m.Detached()
		}
	}
	rows, terms := m.Rows()
	var left []themes.ModelTerm
	for _, t := range terms {
		if there[t.Term] {
			left = append(left, t)
		}
	}
	switch len(left) {
	case len(terms):
		return m, nil
	case 0:
		return nil, nil
	}
	return themes.RowsModel(rows, left)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
