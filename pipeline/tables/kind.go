package tables

import (
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/bitutil"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"stemme/models"
)

// A kind is a type of column: what it is in Arrow and how the field of all rows is
// put in and taken out.
type kind struct {
	arrow arrow.DataType
	nulls bool                                                                    // whether a field may be unknown
	make  func(m memory.Allocator, from strip, null bool) (a arrow.Array, ok int) // fewer ok than from has where the next is NULL and null is false
	load  func(to strip, a arrow.Array)
	clear func(to strip) // makes to what stands for NULL
}

// A form says how a field of type V stands in a column.
type form[V any, B array.Builder, A arrow.Array] struct {
	known  func(v V) bool            // false: v is NULL; nil: it never is
	append func(b B, v V)            // v is known, and b has room for it
	load   func(to *V, a A, row int) // a holds a value there
	clear  func(to *V)               // makes it what stands for NULL; nil: leaves it as it is made
}

// kind is the kind of columns of type t whose fields have the form f.
func (f form[V, B, A]) kind(t arrow.DataType) kind {
	return kind{arrow: t, nulls: f.known != nil, load: f.loadAll, clear: f.clearAll, make: func(m memory.Allocator, from strip, null bool) (arrow.Array, int) {
		b := array.NewBuilder(m, t)
		b.Reserve(from.n)
		ok := f.appendAll(b.(B), from, null)
		return b.NewArray(), ok
	}}
}

func (f form[V, B, A]) appendAll(b B, from strip, null bool) int {
	for i := range from.n {
		v := *at[V](from, i)
		switch {
		case f.known == nil || f.known(v):
			f.append(b, v)
		case null:
			b.AppendNull()
		default:
			return i
		}
	}
	return from.n
}

func (f form[V, B, A]) loadAll(to strip, a arrow.Array) {
	typed := a.(A)
	for i := range a.Len() {
		if a.IsValid(i) {
			f.load(at[V](to, i), typed, i)
		} else if f.clear != nil {
			f.clear(at[V](to, i))
		}
	}
}

func (f form[V, B, A]) clearAll(to strip) {
	for i := range to.n {
		if f.clear != nil {
			f.clear(at[V](to, i))
		}
	}
}

// numberKind is the kind of numbers that Arrow holds as Go does. NaN is NULL.
func numberKind[V int32 | float64, A arrow.Array](t arrow.DataType, value func(A, int) V, unknown V) kind {
	f := form[V, array.Builder, A]{load: func(to *V, a A, row int) { *to = value(a, row) }, clear: func(to *V) { *to = unknown }}
	k := f.kind(t)
	k.nulls = math.IsNaN(float64(unknown))
	k.make = func(m memory.Allocator, from strip, null bool) (arrow.Array, int) {
		return makeNumbers[V](m, t, from, null)
	}
	return k
}

// makeNumbers is a column of numbers, as far as the first NULL where none may be.
func makeNumbers[V int32 | float64](m memory.Allocator, t arrow.DataType, from strip, null bool) (arrow.Array, int) {
	size := int(unsafe.Sizeof(V(0)))
	bytes := m.Allocate(size * from.n)
	values := unsafe.Slice((*V)(unsafe.Pointer(unsafe.SliceData(bytes))), from.n)
	n, nulls := from.n, bitmap{}
	for i := range from.n {
		v := *at[V](from, i) + 0 // a sum of nothing is 0, not the negative 0 that no reader expects
		if values[i] = v; v != v {
			if !null {
				n = i
				break
			}
			nulls.set(i, from.n)
		}
	}
	return array.MakeFromData(array.NewData(t, n, []*memory.Buffer{nulls.buffer(), memory.NewBufferBytes(bytes)}, nil, nulls.n, 0)), n
}

// A bitmap says which of some values are NULL, as Arrow wants it: a bit for each
// that is not; no bits at all where none is.
type bitmap struct {
	bits []byte
	n    int // NULLs
}

// set makes the i-th of so many values NULL.
func (b *bitmap) set(i, of int) {
	if b.bits == nil {
		b.bits = make([]byte, bitutil.BytesForBits(int64(of)))
		bitutil.SetBitsTo(b.bits, 0, int64(of), true)
	}
	bitutil.ClearBit(b.bits, i)
	b.n++
}

func (b *bitmap) buffer() *memory.Buffer {
	if b.bits == nil {
		return nil
	}
	return memory.NewBufferBytes(b.bits)
}

// instant is the type of every point in time.
var instant = &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}

// kinds maps the Go types of struct fields; those of strings are texts or names.
var kinds = map[reflect.Type]kind{
	reflect.TypeFor[float64](): numberKind(arrow.PrimitiveTypes.Float64, (*array.Float64).Value, math.NaN()),
	reflect.TypeFor[int](): form[int, *array.Int64Builder, *array.Int64]{
		append: func(b *array.Int64Builder, v int) { b.UnsafeAppend(int64(v)) },
		load:   func(to *int, a *array.Int64, row int) { *to = int(a.Value(row)) },
	}.kind(arrow.PrimitiveTypes.Int64),
	reflect.TypeFor[int32](): numberKind(arrow.PrimitiveTypes.Int32, (*array.Int32).Value, 0),
	reflect.TypeFor[Int](): form[Int, *array.Int64Builder, *array.Int64]{
		known:  func(v Int) bool { return v.Known },
		append: func(b *array.Int64Builder, v Int) { b.UnsafeAppend(v.N) },
		load:   func(to *Int, a *array.Int64, row int) { *to = Int{N: a.Value(row), Known: true} },
	}.kind(arrow.PrimitiveTypes.Int64),
	reflect.TypeFor[bool](): form[bool, *array.BooleanBuilder, *array.Boolean]{
		append: (*array.BooleanBuilder).UnsafeAppend,
		load:   func(to *bool, a *array.Boolean, row int) { *to = a.Value(row) },
	}.kind(arrow.FixedWidthTypes.Boolean),
	reflect.TypeFor[models.Score](): form[models.Score, *array.Int32Builder, *array.Int32]{
		known:  func(v models.Score) bool { _, ok := v.Value(); return ok },
		append: func(b *array.Int32Builder, v models.Score) { n, _ := v.Value(); b.UnsafeAppend(int32(n)) },
		load:   func(to *models.Score, a *array.Int32, row int) { *to = models.ScoreOf(int(a.Value(row))) },
	}.kind(arrow.PrimitiveTypes.Int32),
	reflect.TypeFor[models.Class](): form[models.Class, *array.StringBuilder, *array.String]{
		known:  func(v models.Class) bool { return v != models.NoClass },
		append: func(b *array.StringBuilder, v models.Class) { b.Append(v.String()) },
		load:   func(to *models.Class, a *array.String, row int) { *to, _ = models.ParseClass(a.Value(row)) },
	}.kind(arrow.BinaryTypes.String),
	reflect.TypeFor[models.Day](): form[models.Day, *array.Date32Builder, *array.Date32]{
		known:  func(v models.Day) bool { return v != models.NoDay },
		append: func(b *array.Date32Builder, v models.Day) { b.UnsafeAppend(arrow.Date32(v)) },
		load:   func(to *models.Day, a *array.Date32, row int) { *to = models.Day(a.Value(row)) },
		clear:  func(to *models.Day) { *to = models.NoDay },
	}.kind(arrow.FixedWidthTypes.Date32),
	reflect.TypeFor[time.Time](): form[time.Time, *array.TimestampBuilder, *array.Timestamp]{
		known:  func(v time.Time) bool { return !v.IsZero() },
		append: func(b *array.TimestampBuilder, v time.Time) { b.UnsafeAppend(arrow.Timestamp(v.UnixMicro())) },
		load:   func(to *time.Time, a *array.Timestamp, row int) { *to = time.UnixMicro(int64(a.Value(row))).UTC() },
	}.kind(instant),
	reflect.TypeFor[[]string](): form[[]string, *array.ListBuilder, *array.List]{
		append: appendWords, load: loadWords,
	}.kind(arrow.ListOfNonNullable(arrow.BinaryTypes.String)),
}

func appendWords(b *array.ListBuilder, words []string) {
	b.Append(true)
	for _, word := range words {
		b.ValueBuilder().(*array.StringBuilder).Append(valid(word))
	}
}

func loadWords(to *[]string, a *array.List, row int) {
	first, end := a.ValueOffsets(row)
	words := make([]string, 0, end-first)
	for j := first; j < end; j++ {
		words = append(words, strings.Clone(a.ListValues().(*array.String).Value(int(j))))
	}
	*to = words
}

// textKind is the kind of every string type. "" is NULL where that may be. In the
// id of a theme, what no theme covers has a key of its own, so that every row of a
// figure finds its theme.
func textKind(null, theme bool) kind {
	f := form[string, *array.StringBuilder, *array.String]{load: loadText}
	if null {
		f.known = func(v string) bool { return v != "" }
	}
	written := ""
	if theme {
		written = models.NoThemeKey
		f.load = func(to *string, a *array.String, row int) {
			if loadText(to, a, row); *to == models.NoThemeKey {
				*to = models.NoTheme
			}
		}
	}
	k := f.kind(arrow.BinaryTypes.String)
	k.make = func(m memory.Allocator, from strip, null bool) (arrow.Array, int) {
		return makeTexts(m, from, null, written), from.n
	}
	return k
}

// makeTexts is a column of strings. It writes "" as NULL where null is set, else as
// empty. Arrow's own builder takes three times as long.
func makeTexts(m memory.Allocator, from strip, null bool, empty string) arrow.Array {
	bytes := 0
	for i := range from.n {
		bytes += max(len(*at[string](from, i)), len(empty))
	}
	offsets, text := arrow.Int32Traits.CastFromBytes(m.Allocate(arrow.Int32Traits.BytesRequired(from.n+1))), m.Allocate(bytes)[:0]
	offsets[0] = 0
	whole, nulls := true, bitmap{}
	for i := range from.n {
		v := *at[string](from, i)
		switch {
		case v == "" && null:
			nulls.set(i, from.n)
		case v == "":
			v = empty
		}
		whole = whole && (v == "" || utf8.RuneStart(v[0]))
		text = append(text, v...)
		offsets[i+1] = int32(len(text))
	}
	if !whole || !utf8.Valid(text) {
		text = mend(text, offsets)
	}
	buffers := []*memory.Buffer{nulls.buffer(), memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(offsets)), memory.NewBufferBytes(text)}
	return array.NewStringData(array.NewData(arrow.BinaryTypes.String, from.n, buffers, nil, nulls.n, 0))
}

// mend makes each of the texts that end at the offsets valid.
func mend(text []byte, offsets []int32) (mended []byte) {
	for i, start := range offsets[:len(offsets)-1] {
		mended = append(mended, valid(string(text[start:offsets[i+1]]))...)
		offsets[i] = int32(len(mended))
	}
	copy(offsets[1:], offsets)
	offsets[0] = 0
	return mended
}

func loadText(to *string, a *array.String, row int) { *to = strings.Clone(a.Value(row)) }

// valid is s with U+FFFD for what is no UTF-8: readers refuse a whole file for
// one broken letter.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
