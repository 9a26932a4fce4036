package nps

import (
	"cmp"
	"fmt"
	"strings"

	"stemme/models"
	"stemme/pipeline/tables"
)

// Discovered stands in a grain for the themes that were found in the comments,
// where the name of a lens would stand for its entries.
const Discovered = "discovered"

// system names the themes that a row is of.
func system(lens string) string {
	if lens == "" {
		return Discovered
	}
	return lens
}

// grain names the rows that tell of different responses, or of different shares
// of them: kind of period, dimension (of the units, their level) and whatever
// else. What has different grains tells of the same responses.
func grain(kind, dimension, value string, more ...string) string {
	parts := []string{}
	if kind != "" {
		parts = append(parts, kind)
	}
	if dimension == DimensionUnit && value != "" {
		dimension = fmt.Sprintf("%s:%d", dimension, strings.Count(value, "/")+1)
	}
	return strings.Join(append(append(parts, dimension), more...), "/")
}

const grainDoc = "what the row is one of: rows of one grain stand beside each other, rows of different grains tell of the same responses; never sum over several"

// GrainColumn is the column that says what may not be summed.
func GrainColumn[T any](of func(*T) string) []tables.Derived[T] {
	return []tables.Derived[T]{tables.Derive("grain,dict", grainDoc, of)}
}

// PeriodColumns are the days of a row's period, as columns of its table.
func PeriodColumns[T any](of func(*T) (kind, period string)) []tables.Derived[T] {
	return []tables.Derived[T]{
		tables.Derive("period_start,null", "first day of the period; NULL where it has none", func(r *T) models.Day { first, _ := Span(of(r)); return first }),
		tables.Derive("period_end,null", "last day of the period", func(r *T) models.Day { _, last := Span(of(r)); return last }),
	}
}

// cutColumns are the days and the grain of a row about a cut; more, which may be
// nil, is what the grain says beside.
func cutColumns[T any](of func(*T) *CutKey, more func(*T) string) []tables.Derived[T] {
	return append(PeriodColumns(func(r *T) (kind, period string) { return of(r).PeriodKind, of(r).Period }),
		GrainColumn(func(r *T) string {
			k := of(r)
			if more == nil {
				return grain(k.PeriodKind, k.Dimension, k.Value)
			}
			return grain(k.PeriodKind, k.Dimension, k.Value, more(r))
		})...)
}

// changeColumns are the days of the later period and the grain of a change. What is
// held against the same period a year earlier has a grain of its own: it tells of the
// same responses as what is held against the period before.
func changeColumns() []tables.Derived[ChangeRow] {
	return append(PeriodColumns(func(r *ChangeRow) (kind, period string) { return r.PeriodKind, r.To }),
		GrainColumn(func(r *ChangeRow) string {
			more := []string{system(r.Lens), cmp.Or(r.MixDimension, "whole")}
			if r.PeriodKind != KindYear && r.From == YearBefore(r.To) {
				more = append(more, "year_before")
			}
			return grain(r.PeriodKind, r.Dimension, r.Value, more...)
		})...)
}
