package main

import "stemme/pipeline/messages"

func init() { messages.Register(helpMessages) }

// helpMessages are those of help, the manual page and the shape of tables.
var helpMessages = map[messages.Key][2]string{
	"cli_help":             {"vis hjælp til en kommando, eller manualsiden", "show the help of a command, or the manual page"},
	"cli_help_command":     {"kommandoen, f.eks. themes merge", "the command, such as themes merge"},
	"cli_help_man":         {"skriv hele manualsiden til man(1)", "write the whole manual page for man(1)"},
	"cli_completion":       {"skriv det, en skal bruger til at fuldføre kommandoer", "write what a shell completes commands by"},
	"cli_completion_shell": {"bash, zsh eller fish", "bash, zsh or fish"},
	"cli_examples":         {"Eksempler:", "Examples:"},

	"cli_mcp":          {"lad et program læse tallene gennem Model Context Protocol", "let a program read the figures through the Model Context Protocol"},
	"cli_mcp_more":     {"Det, værktøjerne svarer, går til den model, programmet bruger: se docs/mcp.md. Uden --comments er det kun tal uden små grupper.", "What the tools answer goes to the model that the program uses: see docs/mcp.md. Without --comments it is figures without small groups only."},
	"cli_mcp_comments": {"lad enkelte kommentarer forlade maskinen, med persondata skjult", "let single comments leave the machine, personal data masked"},
	"mcp_scores":       {"NPS med 95 %-interval for et udsnit og en periode; små grupper er tilbageholdt.", "NPS with its 95 % interval for a cut and a period; small groups are withheld."},
	"mcp_themes":       {"Det, kunderne taler om, med andel og NPS for hvert tema.", "What customers speak of, with the share and NPS of each theme."},
	"mcp_changes":      {"Hvad den seneste ændring i NPS består af, del for del, med intervaller.", "What the latest change of NPS is made of, part by part, with intervals."},
	"mcp_explain":      {"Ét tal med dets regel, regnet efter.", "One figure with its rule, computed again."},
	"mcp_search":       {"Temaer og nyheder, der taler med nogle ord; med --comments kommentarerne selv, talt efter noget.", "Themes and news that speak in some words; with --comments the comments themselves, counted by something."},
	"mcp_published":    {"kun de åbne tabeller er gennemsøgt: temaernes ord og det nye, ikke kommentarerne", "only the open tables were searched: the words of themes and what is new, not the comments"},
	"mcp_words":        {"skriv højst %d almindelige ord uden tegn, ELLER, IKKE og felter; kommentarerne selv kan kun gennemsøges med --comments", "write at most %d plain words without signs, OR, NOT and fields; the comments themselves can be searched with --comments only"},

	"unknown_choice":   {"%s %q findes ikke%s Der er: %s", "there is no %s %q%s There are: %s"},
	"did_you_mean":     {"; mente du %q?", "; did you mean %q?"},
	"search_loose":     {"der er %s, hvis der spørges sådan: stemme search %s", "there are %s if asked like this: stemme search %s"},
	"search_miss_word": {"ingen kommentar har ordet %q%s", "no comment has the word %q%s"},
	"search_read":      {"%q er læst som %q; skriv =%[1]s for netop det ord", "%q is read as %q; write =%[1]s for that very word"},
	"search_miss":      {"ingen kommentar har %s %q%s", "no comment has %s %q%s"},
	"kind_command":     {"kommandoen", "command"},
	"kind_section":     {"delen", "section"},
	"kind_facet":       {"optællingen", "facet"},
	"kind_table":       {"tabellen", "table"},
	"kind_lens":        {"linsen", "lens"},
	"kind_theme":       {"temaet", "theme"},
	"report_csv": {"csv er én tabel: vælg en del med --section (%s), eller brug --format json",
		"csv is one table: choose a part with --section (%s), or use --format json"},

	"man_manual":      {"Stemmes manual", "Stemme's manual"},
	"man_name":        {"navn", "name"},
	"man_short":       {"temaer og NPS i kunders kommentarer", "themes and NPS in customers' comments"},
	"man_synopsis":    {"brug", "synopsis"},
	"man_description": {"beskrivelse", "description"},
	"man_format":      {"form", "format"},
	"man_format_text": {
		"Alle kommandoer, der svarer med tal eller rækker, har --format: text er til mennesker, json og csv til programmer. I json og csv\n" +
			"er kolonnernes navne engelske og faste, tal er tal med punktum, og det, der ikke kendes, er null eller tomt.\n" +
			"En tabel i text er så bred som COLUMNS siger, ellers som terminalen, og 80 tegn i en fil eller et rør; brede kolonner brydes\n" +
			"mellem ord, og intet skæres væk. Er der ikke plads, står hver række som en liste. Løbende tekst brydes kun på en terminal.",
		"All commands that answer with figures or rows have --format: text is for people, json and csv for programs. In json and csv\n" +
			"the columns' names are fixed, numbers are numbers with a point, and what is not known is null or empty.\n" +
			"A table in text is as wide as COLUMNS says, else as the terminal, and 80 characters in a file or a pipe; wide columns are broken\n" +
			"between words, and nothing is cut off. Where there is no room each row stands as a list. Running text is broken on a terminal only.",
	},
	"man_environment":             {"miljø", "environment"},
	"man_env_stemme_lang":         {"da eller en: programmets sprog.", "da or en: the program's language."},
	"man_env_columns":             {"Hvor mange tegn en linje må have.", "How many characters a line may have."},
	"man_env_no_color":            {"Sat til noget som helst: ingen farver.", "Set to anything: no colours."},
	"man_env_stemme_token":        {"Analytikeres adgang til stemme serve.", "Analysts' access to stemme serve."},
	"man_env_stemme_reader_token": {"Læseres adgang til stemme serve: kun tal.", "Readers' access to stemme serve: figures only."},
	"man_codes":                   {"slutkoder", "exit status"},

	"themes_lens":    {"linsen %s", "the lens %s"},
	"worklist_hours": {"%s t", "%s h"},
	"col_edition":    {"udgave", "edition"},
	"col_published":  {"udgivet", "published"},
	"col_rejected":   {"afvist", "rejected"},
	"col_current":    {"gælder", "current"},
	"col_fault":      {"fejl", "fault"},
	"col_id":         {"id", "id"},
	"col_score":      {"score", "score"},
	"col_points":     {"point", "score"},
	"col_title":      {"overskrift", "title"},
	"col_comment":    {"kommentar", "comment"},
	"col_cursor":     {"fortsæt", "continue"},
	"col_stability":  {"stabilitet", "stability"},
	"col_coherence":  {"sammenhæng", "coherence"},
	"col_chosen":     {"valgt", "chosen"},
}
