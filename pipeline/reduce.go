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
	"stemme/pipeline/codebook"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
	"stemme/pipeline/themes"
)

// reduced writes an earlier edition anew without what book has erased: its
// tables of single responses lose their rows, words that no comment left holds
// go, and the index and the reports, which quote comments, go whole. Figures stay
// as they were published. An edition whose tables cannot be read, since another
// version of the program wrote them, is deleted. False where somebody has the
// edition open.
func reduced(data, id string, book *ledger.Ledger, terms map[string]bool) (bool, error) {
	done, err := edition.Reduce(data, id, func(e *edition.Edition, d *edition.Draft) (rows, counts map[string]int64, err error) {
		gone, err := erasedIn(e, book)
		if err != nil {
			return nil, nil, err
		}
		rows = map[string]int64{}
		for _, f := range e.Manifest.Files {
			folder, _, _ := strings.Cut(f.Path, "/")
			switch {
			case folder == edition.Tables || folder == edition.Model:
				n, err := copyLeft(e, d, f.Path, gone, terms)
				if err != nil {
					return nil, nil, err
				}
				rows[strings.TrimSuffix(path.Base(f.Path), tables.Extension)] += n
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

// erasedIn are the keys of the edition's responses that were erased, taken back, or went
// with their source, as its tables write them. What the ledger has lost is not among
// them.
func erasedIn(e *edition.Edition, book *ledger.Ledger) (map[string]bool, error) {
	gone := map[string]bool{}
	path := ledger.Responses.Path(e.Path(edition.Tables))
	err := tables.Days(path, "response_key", "responded_on", func(key string, day int32, known bool) {
		source, id, _ := strings.Cut(key, "/") // no source holds a slash
		on := models.NoDay
		if known {
			on = models.Day(day)
		}
		k := models.Key{Source: source, ID: id}
		_, there := book.Response(k)
		if book.IsErased(k, on) || !there && e.ID > book.Forgiven() {
			gone[key] = true
		}
	})
	return gone, err
}

// copyLeft copies a table without the rows that go, and counts those left.
func copyLeft(e *edition.Edition, d *edition.Draft, path string, gone, terms map[string]bool) (int64, error) {
	from := e.Path(filepath.FromSlash(path))
	columns, err := tables.Columns(from)
	if err != nil {
		return 0, err
	}
	column, wanted := "", func(string) bool { return true }
	if strings.HasSuffix(path, "/"+themes.ThemeEvents.Name()+tables.Extension) { // an edit may move a response
		column, wanted = "detail", func(detail string) bool { return !gone[codebook.Moved(detail)] }
	}
	for _, c := range columns {
		switch c {
		case "response_key":
			column, wanted = c, func(key string) bool { return !gone[key] }
		case "term":
			if column == "" {
				column, wanted = c, func(term string) bool { return terms[term] }
			}
		}
	}
	if column == "" {
		return e.Manifest.Rows[strings.TrimSuffix(filepath.Base(path), tables.Extension)], copyWhole(e, d, path)
	}
	n := int64(0)
	err = d.Write(path, func(w io.Writer) error {
		return tables.Copy(w, from, column, func(value string) bool {
			if !wanted(value) {
				return false
			}
			n++
			return true
		})
	})
	return n, err
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
