package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// looksJSON says whether text begins as JSON Lines or an array does.
func looksJSON(text string) bool {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "["); ok {
		rest = strings.TrimSpace(rest)
		return strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "[") && strings.HasSuffix(text, "]")
	}
	return strings.HasPrefix(text, "{")
}

// parseJSON reads objects: one a line, one behind the other, in one array, or in
// an array within an object, whatever that calls it. The keys are the columns,
// sorted; those of an object within are named "outer.inner", to any depth.
func parseJSON(ctx context.Context, text string, room *meter) (*sheet, error) {
	if err := room.signs(text, '}', recordCost); err != nil {
		return nil, err
	}
	objects, under, err := rowsOf(ctx, text)
	if err != nil {
		return nil, err
	}
	if sh, err := listSheet(objects, room); sh != nil || err != nil {
		return sh, err
	}
	kinds := map[string]string{}
	sh, err := objectSheet(ctx, objects, kinds, room)
	if err != nil {
		return nil, err
	}
	if under != "" {
		said := note("source_under", under)
		if under == keyedName {
			said = note("source_keyed")
		}
		sh.notes = append(sh.notes, said)
	}
	sh.labelBeside(sh.records[0].cells)
	sh.labelKinds(sh.records[0].cells, kinds)
	return sh, ctx.Err()
}

// An object is one row: its fields.
type object struct {
	line   int
	fields json.RawMessage
	fault  *Note
}

// objectSheet is the rows under all keys, sorted; kinds gets what the keys of answers
// are the kinds of.
func objectSheet(ctx context.Context, objects []object, kinds map[string]string, room *meter) (*sheet, error) {
	at := map[string]int{} // key: place among the keys as they came
	sh := &sheet{format: "json", headed: true, records: make([]record, 1, len(objects)+1)}
	values := map[string]string{}
	for i, o := range objects {
		if i%chunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		clear(values)
		if o.fault == nil {
			flatten(values, "", o.fields, 0)
			takeKinds(values, kinds)
		}
		text := 0
		for key, v := range values {
			if _, known := at[key]; !known {
				at[key] = len(at)
			}
			text += len(v)
		}
		if len(at) > MostColumns {
			return nil, errTooWide(len(at))
		}
		r := record{line: o.line, fault: o.fault, cells: make([]string, len(at))}
		if err := room.record(len(at), text); err != nil {
			return nil, err
		}
		for key, v := range values {
			r.cells[at[key]] = v
		}
		sh.records = append(sh.records, r)
	}
	if len(at) == 0 {
		return nil, errBinary
	}
	return sh, sh.order(at, room)
}

// order gives the columns, which came as at says, the order of their keys.
func (sh *sheet) order(at map[string]int, room *meter) error {
	keys := slices.Sorted(maps.Keys(at))
	sh.records[0].cells = keys
	for i := range sh.records[1:] {
		r := &sh.records[i+1]
		if err := room.record(len(keys)-len(r.cells), 0); err != nil {
			return err
		}
		cells := make([]string, len(keys))
		for j, key := range keys {
			if from := at[key]; from < len(r.cells) {
				cells[j] = r.cells[from]
			}
		}
		r.cells = cells
	}
	return nil
}

// rowsOf finds the rows of text, and the name of the array that they are under.
func rowsOf(ctx context.Context, text string) (objects []object, under string, err error) {
	if objects, whole := lineObjects(ctx, text); whole {
		if len(objects) == 1 && objects[0].fault == nil {
			if inner, name := rowsWithin(objects[0].fields); name != "" {
				return inner, name, ctx.Err()
			}
		}
		return objects, "", ctx.Err()
	}
	in := json.NewDecoder(strings.NewReader(text))
	for {
		var raw json.RawMessage
		if err = in.Decode(&raw); err != nil {
			break
		}
		line := 1 + strings.Count(text[:in.InputOffset()-int64(len(raw))], "\n")
		objects = append(objects, object{line: line, fields: raw})
	}
	if !errors.Is(err, io.EOF) && len(objects) == 0 {
		return nil, "", err
	}
	if len(objects) == 1 {
		if raw := bytes.TrimSpace(objects[0].fields); raw[0] == '[' {
			objects, err = elements(raw)
			return objects, "", err
		}
		if inner, name := rowsWithin(objects[0].fields); name != "" {
			return inner, name, ctx.Err()
		}
	}
	return objects, "", ctx.Err()
}

// lineObjects reads one object a line; false where lines are not that.
func lineObjects(ctx context.Context, text string) (objects []object, whole bool) {
	n, bad := 0, 0
	for line := range strings.Lines(text) {
		n++
		if n%chunk == 0 && ctx.Err() != nil {
			return nil, true
		}
		if isBlank(line) {
			continue
		}
		o := object{line: n, fields: json.RawMessage(strings.TrimSpace(line))}
		if o.fields[0] != '{' || !json.Valid(o.fields) {
			fault := note("source_reject_json")
			o.fault = &fault
			bad++
		}
		objects = append(objects, o)
	}
	return objects, 2*bad < len(objects)
}

// elements are the rows of an array.
func elements(raw json.RawMessage) ([]object, error) {
	var rows []json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, err
	}
	objects := make([]object, len(rows))
	for i, row := range rows {
		objects[i].fields = row
		if len(row) == 0 || row[0] != '{' && row[0] != '[' {
			fault := note("source_reject_json")
			objects[i].fault = &fault
		}
	}
	return objects, nil
}

// deepest is how far within an object its rows are looked for.
const deepest = 3

// rowsWithin is the longest array of objects within one object, and its name; ""
// where there is none.
func rowsWithin(raw json.RawMessage) (rows []object, name string) {
	var look func(raw json.RawMessage, path string, depth int)
	look = func(raw json.RawMessage, path string, depth int) {
		var fields map[string]json.RawMessage
		if depth > deepest || json.Unmarshal(raw, &fields) != nil {
			return
		}
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			v := bytes.TrimSpace(fields[key])
			if len(v) == 0 {
				continue
			}
			switch v[0] {
			case '{':
				look(v, path+key+".", depth+1)
			case '[':
				found, err := elements(v)
				if err == nil && len(found) > len(rows) && found[0].fault == nil {
					rows, name = headed(found, fields), path+key
				}
			}
		}
	}
	look(raw, "", 1)
	if keyed := keyedRows(raw); len(rows) == 0 && len(keyed) > 0 {
		return keyed, keyedName
	}
	return rows, name
}

// namesBeside are the keys under which the names of columns stand beside rows that
// are lists.
var namesBeside = []string{"columns", "cols", "headers", "header", "fields", "columnNames", "column_names"}

// headed is rows, with the names that stand beside them as the first where they are
// lists and there are such names, one for each cell.
func headed(rows []object, beside map[string]json.RawMessage) []object {
	var cells, names []json.RawMessage
	if rows[0].fields[0] != '[' || json.Unmarshal(rows[0].fields, &cells) != nil {
		return rows
	}
	for _, key := range namesBeside {
		if json.Unmarshal(beside[key], &names) == nil && len(names) == len(cells) && len(names) > 0 {
			for i, n := range names {
				names[i] = nameWithin(n)
			}
			if line, err := json.Marshal(names); err == nil {
				return append([]object{{fields: line}}, rows...)
			}
		}
	}
	return rows
}

// nameWithin is the name of a column, which may stand in an object of its own.
func nameWithin(raw json.RawMessage) json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) == nil {
		for _, key := range []string{"label", "title", "name", "displayName"} {
			if v := fields[key]; len(v) > 0 && v[0] == '"' {
				return v
			}
		}
	}
	return raw
}

// listSheet is the rows where each is a list of cells, the first the header; nil
// where they are objects.
func listSheet(objects []object, room *meter) (*sheet, error) {
	sh := &sheet{format: "json"}
	for i, o := range objects {
		if o.fault != nil || o.fields[0] != '[' {
			return nil, nil
		}
		var cells []json.RawMessage
		if json.Unmarshal(o.fields, &cells) != nil {
			return nil, nil
		}
		if err := room.record(len(cells), len(o.fields)); err != nil {
			return nil, err
		}
		r := record{line: i + 1, cells: make([]string, len(cells))}
		for j, c := range cells {
			r.cells[j] = jsonText(c)
		}
		sh.records = append(sh.records, r)
	}
	return sh, nil
}

// flatten adds the text of every field to values; those of an object within are
// named "outer.inner". A list of objects that each name themselves, as the
// answers of a survey do, gives a field for each name. Of more fields than a file
// may have columns, so many are added that this is seen.
func flatten(values map[string]string, prefix string, raw json.RawMessage, depth int) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return
	}
	for key, v := range fields {
		if len(values) > MostColumns {
			return
		}
		flattenValue(values, prefix+key, bytes.TrimSpace(v), depth)
	}
}

func flattenValue(values map[string]string, key string, v json.RawMessage, depth int) {
	switch {
	case len(v) > 0 && v[0] == '{' && depth < deepestJSON:
		flatten(values, key+".", v, depth+1)
		return
	case len(v) > 1 && v[0] == '[' && depth < deepestJSON:
		var list []json.RawMessage
		if json.Unmarshal(v, &list) == nil && len(list) > 0 && len(list[0]) > 0 && list[0][0] == '{' {
			for i, item := range list {
				if len(values) > MostColumns {
					return
				}
				flattenItem(values, key, i, item, depth+1)
			}
			return
		}
	}
	values[key] = jsonText(v)
}

// Keys beside a value that say what it is the value of.
var labelKeys = []string{".label", ".title", ".question", ".name", ".text"}

// labelBeside takes constant fields beside a value as what is said of it: of
// "q1.value" and "q1.label" the second is the label of the first.
func (sh *sheet) labelBeside(keys []string) {
	sh.labels = make([]string, len(keys))
	for i, key := range keys {
		stem, ok := strings.CutSuffix(key, ".value")
		if !ok {
			stem, ok = strings.CutSuffix(key, ".answer")
		}
		if !ok {
			continue
		}
		for _, label := range labelKeys {
			j, found := slices.BinarySearch(keys, stem+label)
			if !found {
				continue
			}
			if text := sh.constant(j); text != "" {
				sh.labels[i] = text
				break
			}
		}
	}
}

// constant is the one text that a column holds; "" where it holds several.
func (sh *sheet) constant(column int) string {
	text := ""
	for _, r := range sh.records[1:] {
		v := r.cells[column]
		if v == "" {
			continue
		}
		if text != "" && v != text {
			return ""
		}
		text = v
	}
	return text
}

// jsonText is a value as text: a string's content, "" for null, the elements of
// a list with commas between, anything else as written.
func jsonText(raw json.RawMessage) string {
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case raw[0] == '"':
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	case raw[0] == '[':
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) == nil {
			texts := make([]string, len(list))
			for i, v := range list {
				texts[i] = jsonText(v)
			}
			return strings.Join(texts, ", ")
		}
	}
	return string(raw)
}
