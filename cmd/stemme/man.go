package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"stemme/pipeline/messages"
)

// writeManual writes the manual page of the program, in the macros of man(7): the
// help of every command, from the same texts. The page names no version and no
// day, so that it changes only when the program does.
func writeManual(w io.Writer, lang messages.Lang, root *kong.Node) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH STEMME 1 \"\" \"stemme\" \"%s\"\n", roff(lang.Text("man_manual")))
	section := func(title messages.Key) {
		fmt.Fprintf(&b, ".SH %s\n", roff(strings.ToUpper(strings.TrimSuffix(lang.Text(title), ":"))))
	}
	section("man_name")
	fmt.Fprintf(&b, "stemme \\- %s\n", roff(lang.Text("man_short")))
	section("man_synopsis")
	page := pageOf(root, lang)
	fmt.Fprintf(&b, "%s\n", roff(page.usage))
	section("man_description")
	for _, text := range page.about {
		manText(&b, text)
	}
	section("cli_commands")
	manCommands(&b, lang, root)
	section("man_format")
	manText(&b, lang.Text("man_format_text"))
	section("man_environment")
	for _, name := range []string{"STEMME_LANG", "COLUMNS", "NO_COLOR", "STEMME_TOKEN", "STEMME_READER_TOKEN"} {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(name), roff(lang.Text(messages.Key("man_env_"+strings.ToLower(name)))))
	}
	section("man_codes")
	manText(&b, lang.Text("cli_codes"))
	_, err := io.WriteString(w, b.String())
	return err
}

// manCommands writes the commands under node, and those under them.
func manCommands(b *strings.Builder, lang messages.Lang, node *kong.Node) {
	for _, child := range node.Children {
		if child.Hidden {
			continue
		}
		page := pageOf(child, lang)
		fmt.Fprintf(b, ".SS %s\n", roff(page.usage))
		for _, text := range page.about {
			manText(b, text)
		}
		for _, s := range page.sections {
			if s.title == "cli_commands" {
				continue // they follow
			}
			for _, row := range s.rows {
				fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(row[0]), roff(row[1]))
			}
		}
		if len(page.examples) > 0 {
			fmt.Fprintf(b, ".P\n%s\n", roff(lang.Text("cli_examples")))
		}
		for _, e := range page.examples {
			fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(e[0]), roff(e[1]))
		}
		manCommands(b, lang, child)
	}
}

// manText writes a paragraph; lines that are indented stay as they are.
func manText(b *strings.Builder, text string) {
	b.WriteString(".P\n")
	verbatim := false
	for l := range strings.SplitSeq(text, "\n") {
		if is := strings.HasPrefix(l, " "); is != verbatim {
			b.WriteString(map[bool]string{true: ".nf\n", false: ".fi\n"}[is])
			verbatim = is
		}
		if l == "" {
			b.WriteString(".P\n")
			continue
		}
		b.WriteString(roff(l) + "\n")
	}
	if verbatim {
		b.WriteString(".fi\n")
	}
}

// roff is text that roff prints as it is.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", "\\(ga", `"`, `\(dq`, "~", `\(ti`, "^", `\(ha`).Replace(text)
	if strings.HasPrefix(text, ".") {
		text = `\&` + text
	}
	return text
}
