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
// the order of the workbook. Hidden ones of its layout are told, and left.
func chosen(pages, hidden []page, cfg Config) *sheet {
	for i := range pages {
		pages[i].look(cfg)
	}
	best := slices.MaxFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.comments, b.comments), boolean(a.table != nil)-boolean(b.table != nil))
	})
	if aside := alikeTo(best, hidden, cfg); len(aside) > 0 {
		best.sheet.notes = append(best.sheet.notes, note("source_sheets_hidden", len(aside), strings.Join(aside, ", ")))
	}
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
	alike, again := onceEach(alike)
	names = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(again, name) })
	sh := alike[0].sheet
	if len(alike) > 1 {
		sh = best.with(alike, cfg.namesSheets())
	}
	if len(again) > 0 {
		sh.notes = append(sh.notes, note("source_sheets_again", len(again), strings.Join(again, ", ")))
	}
	sh.notes = append(sh.notes, note("source_sheet", strings.Join(names, ", ")))
	return sh
}

// alikeTo are the names of the pages that hold comments under the headers of best.
func alikeTo(best page, pages []page, cfg Config) (names []string) {
	for i := range pages {
		if p := &pages[i]; best.table != nil {
			if p.look(cfg); p.isLike(best) {
				names = append(names, p.name)
			}
		}
	}
	return names
}

// onceEach is pages without those whose every row stands on the others too, such as one of
// all regions beside one for each: the names of these are again.
func onceEach(pages []page) (once []page, again []string) {
	once = slices.Clone(pages)
	for i := 0; i < len(once); {
		others := slices.Delete(slices.Clone(once), i, i+1)
		if len(others) == 0 || !once[i].standsOn(others) {
			i++
			continue
		}
		once, again = others, append(again, once[i].name)
	}
	return once, again
}

// standsOn says whether every row of p stands on others, as often as it does on p.
func (p *page) standsOn(others []page) bool {
	left := map[string]int{}
	for i := range others {
		for _, r := range others[i].table.rows {
			left[others[i].rowUnder(p.table.headers, r)]++
		}
	}
	for _, r := range p.table.rows {
		key := p.rowUnder(p.table.headers, r)
		if left[key]--; left[key] < 0 {
			return false
		}
	}
	return len(p.table.rows) > 0
}

// rowUnder is what a row of p has under headers, as one text.
func (p *page) rowUnder(headers []string, r record) string {
	if r.fault != nil {
		return ""
	}
	var b strings.Builder
	for _, h := range headers {
		if at := slices.Index(p.table.headers, h); at >= 0 {
			b.WriteString(strings.TrimSpace(r.cells[at]))
		}
		b.WriteByte(0)
	}
	return b.String()
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

// sheetColumn is the column that says which sheet of a workbook a row stood on: what
// the sheets are called, a month or a region, may stand nowhere else.
const sheetColumn = "Ark"

// namesSheets says whether rows of several sheets get sheetColumn: those of a source that was
// read without it before would be other responses with it.
func (cfg *Config) namesSheets() bool {
	before, read := cfg.Readings[cfg.Name]
	return !read || before.column(sheetColumn) != nil
}

// with is the rows of pages under the headers of p and those that the others have
// beside, each under its own, with the name of the page behind them if named says so.
func (p *page) with(pages []page, named bool) *sheet {
	headers := slices.Clone(p.table.headers)
	for _, other := range pages {
		for _, h := range other.table.headers {
			if !slices.Contains(headers, h) {
				headers = append(headers, h)
			}
		}
	}
	named = named && !slices.ContainsFunc(headers, func(h string) bool { return fold(h) == fold(sheetColumn) })
	if named {
		headers = append(headers, sheetColumn)
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
				if named {
					cells[len(cells)-1] = other.name
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
