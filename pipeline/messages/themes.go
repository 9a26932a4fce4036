package messages

// themesMessages are those of the area that the file is named for.
var themesMessages = map[Key][2]string{
	"themes_too_few": {
		"For få kommentarer til temaer: der skal være mindst %d forskellige sætninger med indhold.",
		"Too few comments for themes: at least %d different clauses with content are needed.",
	},
	"themes_vectors_line": {
		"%s, linje %d: ordvektoren kan ikke læses",
		"%s, line %d: the word vector cannot be read",
	},
	"themes_remainder": {
		"%d af %d {2|sætning|sætninger} med indhold er uden tema (%.1f %%)",
		"%d of %d {2|clause|clauses} with content {1|is|are} without a theme (%.1f %%)",
	},
}
