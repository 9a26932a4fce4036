package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// parseParquet reads the leaves of a Parquet file as columns; those of a group
// are named "outer.inner", and the elements of a list have commas between.
func parseParquet(ctx context.Context, data []byte, room *meter) (sh *sheet, err error) {
	defer func() { // the library panics on some broken files
		if r := recover(); r != nil {
			sh, err = nil, fmt.Errorf("parquet: %T", r) // its words may quote a cell
		}
	}()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var header []string
	var texts []func(parquet.Value) string
	for _, path := range file.Schema().Columns() {
		leaf, _ := file.Schema().Lookup(path...)
		header = append(header, strings.Join(trimList(path), "."))
		texts = append(texts, valueText(leaf.Node.Type()))
	}
	if len(header) == 0 {
		return nil, errBinary
	}
	if len(header) > MostColumns {
		return nil, errTooWide(len(header))
	}
	if err := room.chunks(file.Metadata()); err != nil {
		return nil, err
	}
	sh = &sheet{format: "parquet", headed: true, records: []record{{cells: header}}}
	for _, group := range file.RowGroups() {
		if err := sh.addGroup(ctx, group, texts, room); err != nil {
			return nil, err
		}
	}
	return sh, nil
}

// chunks says whether the columns of a file hold no more than may be, by what it
// says of itself, before any of it is unpacked.
func (m *meter) chunks(about *format.FileMetaData) error {
	for _, group := range about.RowGroups {
		for _, chunk := range group.Columns {
			if size := chunk.MetaData.TotalUncompressedSize; size < 0 || size > m.left {
				return errTooLarge
			}
		}
	}
	return nil
}

// trimList takes off what writers put between a list's name and its elements.
func trimList(path []string) []string {
	if n := len(path); n > 2 && path[n-2] == "list" {
		return path[:n-2]
	}
	return path
}

func (sh *sheet) addGroup(ctx context.Context, group parquet.RowGroup, texts []func(parquet.Value) string, room *meter) error {
	rows := group.Rows()
	defer rows.Close()
	buffer := make([]parquet.Row, 256)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			cells := make([]string, len(texts))
			text := 0
			for _, v := range row {
				c := v.Column()
				if v.IsNull() || len(cells[c]) > MostCell {
					continue
				}
				if v.RepetitionLevel() > 0 && cells[c] != "" {
					cells[c] += ", "
				}
				cells[c] += texts[c](v)
			}
			for _, cell := range cells {
				text += len(cell)
			}
			if err := room.record(len(cells), text); err != nil {
				return err
			}
			sh.records = append(sh.records, record{cells: cells})
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// valueText is how values of a type are written as text.
func valueText(t parquet.Type) func(parquet.Value) string {
	if logical := t.LogicalType(); logical != nil {
		switch l := logical.Value.(type) {
		case *format.DateType:
			return dateText
		case *format.TimestampType:
			return timestampText(l)
		case *format.DecimalType:
			return decimalText(int(l.Scale))
		}
	} else if converted := t.ConvertedType(); converted != nil {
		switch *converted {
		case deprecated.Date:
			return dateText
		case deprecated.TimestampMillis:
			return func(v parquet.Value) string { return instantText(time.UnixMilli(v.Int64()), true) }
		case deprecated.TimestampMicros:
			return func(v parquet.Value) string { return instantText(time.UnixMicro(v.Int64()), true) }
		}
	}
	switch t.Kind() {
	case parquet.Float:
		return func(v parquet.Value) string { return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32) }
	case parquet.Double:
		return func(v parquet.Value) string { return strconv.FormatFloat(v.Double(), 'f', -1, 64) }
	case parquet.Int96:
		return int96Text
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return func(v parquet.Value) string { return string(v.ByteArray()) }
	}
	return parquet.Value.String
}

func dateText(v parquet.Value) string {
	return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
}

// instantText is at in a form that parseStamp reads; a local time has no zone.
func instantText(at time.Time, utc bool) string {
	layout := "2006-01-02T15:04:05.999999999"
	if utc {
		layout += "Z"
	}
	return at.UTC().Format(layout)
}

func timestampText(t *format.TimestampType) func(parquet.Value) string {
	return func(v parquet.Value) string {
		n := v.Int64()
		switch t.Unit.Value.(type) {
		case *format.MilliSeconds:
			return instantText(time.UnixMilli(n), t.IsAdjustedToUTC)
		case *format.MicroSeconds:
			return instantText(time.UnixMicro(n), t.IsAdjustedToUTC)
		}
		return instantText(time.Unix(0, n), t.IsAdjustedToUTC)
	}
}

// int96Text is the old form of an instant: nanoseconds of the day, then the
// Julian day.
func int96Text(v parquet.Value) string {
	const julianEpoch = 2440588
	w := v.Int96()
	nanos := int64(uint64(w[1])<<32 | uint64(w[0]))
	return instantText(time.Unix((int64(w[2])-julianEpoch)*86400, nanos), true)
}

func decimalText(scale int) func(parquet.Value) string {
	return func(v parquet.Value) string {
		n := new(big.Int)
		switch v.Kind() {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default: // two's complement, the highest byte first
			b := v.ByteArray()
			n.SetBytes(b)
			if len(b) > 0 && b[0]&0x80 != 0 {
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
			}
		}
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
		return new(big.Rat).SetFrac(n, unit).FloatString(scale)
	}
}
