package naming

import "stemme/models/parallel"

// together is the corpus of pieces under its own numbers.
func together(pieces []piece, workers int) *corpus {
	c := &corpus{clauses: []int32{0}, response: []int32{0}, numbers: map[word]int32{}, formNumber: map[formKey]int32{}}
	tokens := 0
	for i := range pieces {
		tokens += len(pieces[i].tokens)
	}
	c.tokens = make([]token, tokens)
	var g parallel.Group
	g.SetLimit(max(workers, 1))
	base := 0
	for i := range pieces {
		p := &pieces[i]
		terms, forms := c.number(p)
		c.place(p, int32(base))
		to := c.tokens[base : base+len(p.tokens)]
		base += len(p.tokens)
		g.Go(func() error {
			for i, t := range p.tokens {
				if t.term = terms[t.term]; t.form >= 0 {
					t.form = forms[t.form]
				}
				to[i] = t
			}
			return nil
		})
	}
	_ = g.Wait() // numbering cannot fail
	return c
}

// number gives the terms and forms of p the numbers that they have in c.
func (c *corpus) number(p *piece) (terms, forms []int32) {
	terms, forms = make([]int32, len(p.terms)), make([]int32, len(p.forms))
	for i, t := range p.terms {
		n, ok := c.numbers[t]
		if !ok {
			n = int32(len(c.terms))
			c.numbers[t] = n
			c.terms = append(c.terms, t)
		}
		terms[i] = n
	}
	for i, f := range p.forms {
		f.term = terms[f.term]
		key := formKey{f.text, f.term}
		n, ok := c.formNumber[key]
		if ok {
			c.forms[n].add(&f)
		} else {
			n = int32(len(c.forms))
			c.formNumber[key], c.forms = n, append(c.forms, f)
		}
		forms[i] = n
	}
	return terms, forms
}

// place appends the clauses and responses of p, whose tokens begin at base.
func (c *corpus) place(p *piece, base int32) {
	for _, end := range p.clauses {
		c.clauses = append(c.clauses, base+end)
	}
	for _, n := range p.counts {
		for range n {
			c.of = append(c.of, int32(len(c.response)-1))
		}
		c.response = append(c.response, c.response[len(c.response)-1]+n)
	}
}
