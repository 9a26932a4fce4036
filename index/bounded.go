package index

import (
	"stemme/index/internal/postings"
	"stemme/models"
	"stemme/models/bitset"
)

// Within is the index of those comments alone whose unit holds says yes to: whatever
// is asked of it, no other comment is found, counted or handed out. It shares the
// files of ix, which alone is to be closed. Of the other comments it still knows how
// rare a word is, which ranks what is found.
func (ix *Index) Within(holds func(unit string) bool) *Index {
	return &Index{opened: ix.opened, own: ix.cols.Unit.Test(holds)}
}

// keepOwn leaves the rows of a shard that may be found.
func (ix *Index) keepOwn(sh *postings.Shard, set bitset.Set) {
	if ix.own != nil {
		set.Keep(func(row uint32) bool { return ix.own(sh.Rows.Low + int(row)) })
	}
}

// rowOf is the row of a key that may be found.
func (ix *Index) rowOf(key models.Key) (row int, found bool) {
	row, found = ix.cols.RowOf(key)
	return row, found && (ix.own == nil || ix.own(row))
}
