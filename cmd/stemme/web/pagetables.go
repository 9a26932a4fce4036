package web

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A pageFound is what of a page can stand in a workbook.
type pageFound struct {
	title, sentence, narrowed string
	tables                    []pageTable
}

// A pageTable is a table of a page, with the heading above it.
type pageTable struct {
	title  string
	header []string
	rows   [][]string
	course bool // the figures of a chart over time
}

// readPage reads the tables of a page.
func readPage(from io.Reader) (found pageFound, err error) {
	root, err := html.Parse(from)
	if err != nil {
		return found, err
	}
	heading := ""
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Data == "h1" && found.title == "":
			found.title = textOf(n)
			heading = found.title
		case n.Data == "h2" || n.Data == "h3":
			heading = textOf(n)
		case n.Data == "p" && hasClass(n, "sentence"):
			found.sentence = textOf(n)
		case n.Data == "p" && hasClass(n, "narrowed"):
			found.narrowed = textOf(n)
		case n.Data == "table":
			if t := tableOf(n); len(t.rows) > 0 {
				t.title = heading
				found.tables = append(found.tables, t)
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return found, nil
}

// tableOf reads a table, without its columns of drawings.
func tableOf(table *html.Node) pageTable {
	t := pageTable{course: hasClass(table, "series")}
	var rows [][]string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Data == "tr" {
			var row []string
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if (c.Data == "th" || c.Data == "td") && !hasClass(c, "plotted") {
					row = append(row, textOf(c))
				}
			}
			rows = append(rows, row)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(table)
	if len(rows) > 0 {
		t.header, t.rows = rows[0], rows[1:]
	}
	return t
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return slices.Contains(strings.Fields(a.Val), class)
		}
	}
	return false
}

// textOf is the text of a node as it is seen: without what is hidden, and without
// drawings.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		if n.Data == "svg" || n.Data == "script" || n.Data == "style" || hasClass(n, "hidden") {
			return
		}
		if n.Data == "br" {
			b.WriteString(" ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
