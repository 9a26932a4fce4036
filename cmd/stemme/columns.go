package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// declared are the columns that flags name, by field. A field is named once, but for the levels of the
// unit, which are named top first. Fault is what is wrong with them, nil for nothing.
type declared struct {
	columns map[string]string
	fault   error
}

// Decode reads one flag.
func (d *declared) Decode(ctx *kong.DecodeContext) error {
	var flag string
	if err := ctx.Scan.PopValueInto("field=header", &flag); err != nil {
		return err
	}
	field, header, ok := strings.Cut(flag, "=")
	if !ok {
		d.fault = messages.Errorf("column_form", flag)
		return nil
	}
	if d.columns == nil {
		d.columns = map[string]string{}
	}
	if first, again := d.columns[field]; again {
		if field != "unit" || first == "" || header == "" {
			d.fault = messages.Errorf("column_again", field, first, header)
			return nil
		}
		for level := 2; again; level++ {
			field = fmt.Sprintf("unit:%d", level)
			_, again = d.columns[field]
		}
	}
	d.columns[field] = header
	return nil
}
