package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"stemme/pipeline/messages"
)

// WriteText writes the page for a terminal of 80 columns.
func (p *Page) WriteText(w io.Writer) error {
	cut := *p
	cut.fit()
	out := &strings.Builder{}
	fmt.Fprintf(out, "%s %s\n\n%s\n", p.Lang.Text("page_title"), strings.Join(messages.Known(cut.Title, cut.Unit), ", "), wrap(cut.Sentence, 80))
	if cut.Certain != "" {
		fmt.Fprintln(out, wrap(cut.Certain, 80))
	}
	fmt.Fprintf(out, "\nNPS %s  (%s)\n", cut.Score.Text, cut.Score.Note)
	for _, s := range cut.Shares {
		fmt.Fprintf(out, "%s %s (%s)  ", s.Text, s.Name, s.Count)
	}
	fmt.Fprintln(out)
	for _, list := range []struct {
		title string
		bars  []Bar
	}{
		{p.Lang.Text("page_down"), cut.Down}, {p.Lang.Text("page_up"), cut.Up}, {p.Lang.Text("page_detractors"), cut.Detractors},
		{p.Lang.Text("page_promoters"), cut.Promoters}, {cut.PlacesTitle, cut.Touchpoints}, {cut.HighFiveTitle, cut.HighFive},
		{p.Lang.Text("page_news"), cut.News}, {cut.LocalTitle, cut.Local},
	} {
		if len(list.bars) > 0 {
			fmt.Fprintf(out, "\n%s\n", list.title)
			rows := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
			for _, b := range list.bars {
				fmt.Fprintf(rows, "  %s\t%s\t%s\n", b.Name, b.Text, strings.Join(messages.Known(b.Note, b.Tone), " · "))
			}
			rows.Flush()
		}
	}
	if len(cut.Improvements) > 0 {
		fmt.Fprintf(out, "\n%s\n", p.Lang.Text("page_improvements"))
		rows := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
		for _, i := range cut.Improvements {
			fmt.Fprintf(rows, "  %s\t%s\t%s\t%s\n", i.What, i.Owner, i.Action, i.Effect)
		}
		rows.Flush()
	}
	fmt.Fprintf(out, "\n%s\n", wrap(strings.Join(cut.Foot, " · "), 80))
	_, err := io.WriteString(w, out.String())
	return err
}

// wrap breaks text between words into lines of at most width characters.
func wrap(text string, width int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, line), "\n")
}
