package source

import (
	"html"
	"regexp"
	"strings"
)

var (
	// entity is a character as HTML writes it, with its semicolon: without one it
	// may be anything, as in "AT&T".
	entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	// unseen are elements whose content is not read.
	unseen = regexp.MustCompile(`(?is)<!--.*?-->|<head\b[^<>]*>.*?</head\s*>|<title\b[^<>]*>.*?</title\s*>|<script\b[^<>]*>.*?</script\s*>|<style\b[^<>]*>.*?</style\s*>|<!(?:doctype|\[)[^<>]*>|<\?xml[^<>]*>`)
	// lineTag begins or ends a line, inTag nothing.
	lineTag = regexp.MustCompile(`(?i)</?(?:br|p|div|li|ul|ol|h[1-6]|tr|table|tbody|thead|blockquote|hr|body|html|head|header|footer|main|section|article|address|form|center|dl|dt|dd|tfoot|pre)(?:\s[^<>]*)?/?>`)
	inTag   = regexp.MustCompile(`(?i)</?(?:span|b|i|u|s|em|strong|a|font|img|small|sup|sub|code|strike|del|ins|big|tt|abbr|wbr|label|td|th|mark|o:p|meta|link|q)(?:\s[^<>]*)?/?>`)
	lines   = regexp.MustCompile(`[ \t]*\n[ \t]*(?:\n[ \t]*)+`)
)

// withoutMarkup is s with HTML's characters decoded and its tags taken out, as
// often as a form has encoded it, up to twice. What only looks like a tag, such
// as "<3", stays.
func withoutMarkup(s string) string {
	for range 2 {
		plain := decoded(s)
		if strings.Contains(plain, "<") {
			tagged := inTag.ReplaceAllString(lineTag.ReplaceAllString(unseen.ReplaceAllString(plain, " "), "\n"), "")
			if tagged != plain {
				plain = lines.ReplaceAllString(tagged, "\n")
			}
		}
		if plain == s {
			break
		}
		s = plain
	}
	return s
}

// decoded is s with the characters that HTML writes as words or numbers.
func decoded(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entity.ReplaceAllStringFunc(s, html.UnescapeString)
}
