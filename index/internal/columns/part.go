package columns

import "stemme/stemming"

// A RowPart is what some rows are made of, gathered while they are read one by
// one: those of one shard.
type RowPart struct {
	words    *shardWords
	forward  []int32  // word by word: into words.keys
	starts   []uint32 // by row: where it begins in forward; one more at the end
	titles   []uint32 // by row: words of the title
	RowOfDoc []uint32 // by document number of the shard's: row within the part
}

func NewRowPart(a *stemming.Analyser) *RowPart {
	return &RowPart{words: newShardWords(a), starts: []uint32{0}}
}

// A Word is a word of a comment by all that it is found by.
type Word struct {
	Exact  string   // as written, in lower case
	Folded string   // in plain letters; "" where that is no different
	Term   string   // stem of the whole word
	Heads  []string // terms of the parts that end it, where it is a compound
	Parts  []string // terms of its other parts
}

// Add reads the words of d, the next row, and hands them to each: those of the
// title, then those of the comment.
func (p *RowPart) Add(d *Document, each func(Word)) {
	lang := LanguageOf(d)
	for i, text := range [...]string{d.Title, d.Comment} {
		list := Tokens(p.words.analyser, text, lang)
		for j := range list {
			word := p.words.add(text, &list[j], lang)
			p.forward = append(p.forward, word)
			each(Word{list[j].Exact, p.words.folded[word], list[j].Term, p.words.heads[word], p.words.others[word]})
		}
		if i == 0 {
			p.titles = append(p.titles, uint32(len(list)))
		}
	}
	p.starts = append(p.starts, uint32(len(p.forward)))
}
