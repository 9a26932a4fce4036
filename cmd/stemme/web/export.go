package web

import (
	"bufio"
	"encoding/csv"
	"net/http"

	"stemme/cmd/stemme/web/frame"
	"stemme/index"
	"stemme/pipeline/edition"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/tables"
)

// exportSearch answers with all comments that a search finds, as a file that
// Danish spreadsheets open as it is: semicolons, and a mark that says UTF-8.
func (s *server) exportSearch(w http.ResponseWriter, r *request) error {
	res, err := s.all(r)
	if err != nil {
		return err
	}
	if err := s.recordExport(r, "search.csv", len(res.Hits)); err != nil {
		return err
	}
	attach(w, "text/csv; charset=utf-8", "soegning.csv")
	out := bufio.NewWriter(w)
	out.WriteString("\uFEFF")
	sheet := csv.NewWriter(out)
	sheet.Comma, sheet.UseCRLF = ';', true
	columns := r.chosen(r.URL.Query()[colParam])
	row := make([]string, len(columns))
	for i, name := range columns {
		row[i] = tables.Defuse(columnTitle(name))
	}
	sheet.Write(row)
	for i := range res.Hits {
		for j, name := range columns {
			row[j] = tables.Defuse(r.cell(&res.Hits[i], name))
		}
		sheet.Write(row)
	}
	sheet.Flush()
	return frame.IgnoreGone(out.Flush())
}

// exportParquet answers with the rows of the table responses that a search
// finds.
func (s *server) exportParquet(w http.ResponseWriter, r *request) error {
	found, err := s.keys(r)
	if err != nil {
		return err
	}
	if err := s.recordExport(r, "search.parquet", len(found)); err != nil {
		return err
	}
	attach(w, "application/vnd.apache.parquet", "soegning.parquet")
	return frame.IgnoreGone(tables.Copy(w, ledger.Responses.Path(r.edition.Path(edition.Tables)), "response_key", func(key string) bool { return found[key] }))
}

// keys are those of everything that the query in the address finds.
func (s *server) keys(r *request) (map[string]bool, error) {
	res, err := s.all(r)
	if err != nil {
		return nil, err
	}
	found := make(map[string]bool, len(res.Hits))
	for _, h := range res.Hits {
		found[h.Key.String()] = true
	}
	return found, nil
}

// all is everything that the query in the address finds.
func (s *server) all(r *request) (index.Result, error) {
	q, err := r.asked(r.URL.Query())
	if err != nil {
		return index.Result{}, err
	}
	q.Size, q.After, q.Highlight = -1, "", false
	res, err := r.index.Search(r.Context(), q.Request)
	if fault := queryFault(err); fault != nil {
		return res, messages.Errorf(messages.Key("query_"+string(fault.Reason)), fault.Args()...)
	}
	return res, err
}

func (s *server) recordExport(r *request, what string, rows int) error {
	return s.audit.write(entry{User: r.User, Action: "export", Edition: r.edition.ID, Object: what, Rows: rows})
}

func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
}
