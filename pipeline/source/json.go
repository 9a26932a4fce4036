package source

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// looksJSON says whether text begins as JSON Lines or an array of objects does.
func looksJSON(text string) bool {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "["); ok {
		return strings.HasPrefix(strings.TrimSpace(rest), "{")
	}
	return strings.HasPrefix(text, "{")
}

// parseJSON reads one object a line, or one array of objects. The keys are the
// columns, sorted; those of an object within are named "outer.inner".
func parseJSON(ctx context.Context, text string) (*sheet, error) {
	var objects []object
	var err error
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		objects, err = arrayObjects(text)
	} else {
		objects, err = lineObjects(ctx, text)
	}
	if err != nil {
		return nil, err
	}
	all := map[string]int{}
	for _, o := range objects {
		for key := range o.values {
			all[key] = 0
		}
	}
	keys := slices.Sorted(maps.Keys(all))
	if len(keys) == 0 {
		return nil, errBinary
	}
	for i, key := range keys {
		all[key] = i
	}
	sh := &sheet{format: "json", headed: true, records: []record{{cells: keys}}}
	for _, o := range objects {
		r := record{line: o.line, cells: make([]string, len(keys)), fault: o.fault}
		for key, v := range o.values {
			r.cells[all[key]] = v
		}
		sh.records = append(sh.records, r)
	}
	return sh, ctx.Err()
}

// An object is one row: its values as text by key.
type object struct {
	line   int
	values map[string]string
	fault  *Note
}

func lineObjects(ctx context.Context, text string) ([]object, error) {
	var objects []object
	n := 0
	for line := range strings.Lines(text) {
		n++
		if n%chunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if isBlank(line) {
			continue
		}
		o := object{line: n}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &fields); err != nil || fields == nil {
			fault := note("source_reject_json")
			o.fault = &fault
		}
		o.values = flatten(fields)
		objects = append(objects, o)
	}
	return objects, nil
}

func arrayObjects(text string) ([]object, error) {
	var rows []json.RawMessage
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return nil, err
	}
	objects := make([]object, len(rows))
	for i, row := range rows {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(row, &fields); err != nil || fields == nil {
			fault := note("source_reject_json")
			objects[i].fault = &fault
		}
		objects[i].values = flatten(fields)
	}
	return objects, nil
}

// flatten is the text of each field; those of an object within are named
// "outer.inner".
func flatten(fields map[string]json.RawMessage) map[string]string {
	values := make(map[string]string, len(fields))
	for key, raw := range fields {
		if len(raw) > 0 && raw[0] == '{' {
			var inner map[string]json.RawMessage
			if json.Unmarshal(raw, &inner) == nil {
				for name, v := range inner {
					values[key+"."+name] = jsonText(v)
				}
				continue
			}
		}
		values[key] = jsonText(raw)
	}
	return values
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
