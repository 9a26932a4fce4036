package source

import (
	"cmp"
	"slices"
	"strings"
)

// A page is one sheet of a workbook.
type page struct {
	name     string
	sheet    *sheet
	table    *table // nil where no header was found
	comments int    // values of the columns of comments
}

// chosen is the page with the most comments together with all of its layout, in
// the order of the workbook.
func chosen(pages []page, cfg Config) *sheet {
	for i := range pages {
		pages[i].look(cfg)
	}
	best := slices.MaxFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.comments, b.comments), boolean(a.table != nil)-boolean(b.table != nil))
	})
	var names []string
	var alike []page
	for _, p := range pages {
		if p.sheet == best.sheet || p.isLike(best) {
			names, alike = append(names, p.name), append(alike, p)
		}
	}
	if len(pages) < 2 {
		return best.sheet
	}
	sh := best.sheet
	if len(alike) > 1 {
		sh = best.with(alike)
	}
	sh.notes = append(sh.notes, note("source_sheet", strings.Join(names, ", ")))
	return sh
}

// isLike says whether p holds comments under the headers of other, in any order,
// but for a third of them.
func (p *page) isLike(other page) bool {
	if p.table == nil || other.table == nil {
		return false
	}
	shared := 0
	for _, h := range p.table.headers {
		if slices.Contains(other.table.headers, h) {
			shared++
		}
	}
	most := max(len(p.table.headers), len(other.table.headers))
	return shared == most || p.comments > 0 && 3*shared >= 2*most
}

// with is the rows of pages under the headers of p and those that the others have
// beside, each under its own.
func (p *page) with(pages []page) *sheet {
	headers := slices.Clone(p.table.headers)
	for _, other := range pages {
		for _, h := range other.table.headers {
			if !slices.Contains(headers, h) {
				headers = append(headers, h)
			}
		}
	}
	sh := &sheet{format: p.sheet.format, mac: p.sheet.mac, sampled: p.sheet.sampled, headed: true, records: []record{{line: p.table.headerLine, cells: headers}}}
	sh.labels = make([]string, len(headers))
	copy(sh.labels, p.table.labels)
	for _, other := range pages {
		sh.notes = appendNew(appendNew(sh.notes, other.sheet.notes), other.table.notes)
		for _, r := range other.table.rows {
			if r.fault == nil {
				cells := make([]string, len(headers))
				for i, h := range other.table.headers {
					cells[slices.Index(headers, h)] = r.cells[i]
				}
				r.cells = cells
			}
			sh.records = append(sh.records, r)
		}
	}
	return sh
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// look recognises what is on a page.
func (p *page) look(cfg Config) {
	tab, err := p.sheet.table(p.name, cfg)
	if err != nil {
		return
	}
	p.table = tab
	plan, err := recognise(tab, p.name, Config{Readings: cfg.Readings, Name: cfg.Name, Location: cfg.Location}, nil)
	if err != nil {
		return
	}
	for _, c := range plan.columns {
		if c.role == roleComment || c.role == roleAnswer {
			p.comments += c.given
		}
	}
}
