package main

import "stemme/pipeline/messages"

func init() { messages.Register(cmdMessages) }

// cmdMessages are those of the command line. A command's help is a key; the
// same key with "_more" behind it holds the longer text.
var cmdMessages = map[messages.Key][2]string{
	"cli_about": {
		"Stemme finder temaerne i kundernes kommentarer og siger, hvordan hvert tema hænger sammen med NPS.",
		"Stemme finds the themes in customers' comments and says how each goes with NPS.",
	},
	"cli_about_more": {
		"Begynd her:\n  stemme demo                        skriv en opdigtet undersøgelse at prøve på\n" +
			"  stemme check svar.csv              se, hvad der ville blive læst; intet gemmes\n" +
			"  stemme run svar.csv                læs, find temaer, udgiv\n" +
			"  stemme themes                      vis temaerne\n" +
			"  stemme search 'ventetid -telefon'  søg i kommentarerne",
		"Start here:\n  stemme demo                        write an invented survey to try\n" +
			"  stemme check answers.csv           see what would be read; nothing is kept\n" +
			"  stemme run answers.csv             read, find themes, publish\n" +
			"  stemme themes                      show the themes\n" +
			"  stemme search 'ventetid -telefon'  search the comments",
	},
	"cli_codes": {
		"Slutkoder: 0 færdig, 1 mislykket, 2 forkert brug eller opsætning, 3 færdig, men for mange rækker afvist,\n" +
			"4 en anden kørsel har låsen, 130 afbrudt. Hjælp til en kommando: stemme KOMMANDO --help",
		"Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done but too many rows rejected,\n" +
			"4 another run holds the lock, 130 interrupted. Help for a command: stemme COMMAND --help",
	},
	"cli_sources":        {"vis, hvad der er genkendt i hver kilde, eller godtag en ny læsning", "show what was recognised of each source, or accept a new reading"},
	"cli_sources_list":   {"vis, hvad der er genkendt i hver kilde", "show what was recognised of each source"},
	"cli_sources_accept": {"sig ja til det, en afvist nat læste anderledes", "say yes to what a refused night read otherwise"},
	"cli_sources_source": {"kildens navn", "the source's name"},
	"cli_sources_format": {"table eller json", "table or json"},
	"sources_source":     {"%s: %s %s, skala %s", "%s: %s %s, scale %s"},
	"sources_refused":    {"  en senere nat læste kilden anderledes og blev afvist; er det med vilje, så kør: stemme sources accept %s", "  a later night read it otherwise and was refused; if that is meant, run: stemme sources accept %s"},
	"sources_accepted":   {"den nye læsning af %s er godtaget; kør natten igen", "the new reading of %s is accepted; run the night again"},
	"cli_usage":          {"%s (prøv --help)", "%s (try --help)"},
	"cli_no_command":     {"der mangler en kommando (prøv --help)", "a command is missing (try --help)"},
	"cli_usage_word":     {"Brug:", "Usage:"},
	"cli_command_word":   {"KOMMANDO [FLAG …]", "COMMAND [FLAG …]"},
	"cli_commands":       {"Kommandoer:", "Commands:"},
	"cli_arguments":      {"Argumenter:", "Arguments:"},
	"cli_flags":          {"Flag:", "Flags:"},
	"cli_lang":           {"programmets sprog; også STEMME_LANG", "the program's language; also STEMME_LANG"},
	"crashed": {"programmet har en fejl og stopper; den seneste udgave er urørt. Hvor det skete, står i %s, som ikke rummer kommentarer",
		"the program has a fault and stops; the last edition is untouched. Where it happened is in %s, which holds no comments"},
	"interrupted": {"afbrudt; den seneste udgave er urørt", "interrupted; the last edition is untouched"},

	"cli_run": {"kør en nat: læs filer, find temaer, mål, udgiv", "run a night: read files, find themes, measure, publish"},
	"cli_run_more": {
		"Uden opsætning genkendes kolonnerne på deres navne og indhold. Hver kørsel lægger nye besvarelser til de gamle;\n" +
			"en række med samme kilde og id erstatter den gamle. Alle tal regnes om.\n\n" +
			"  stemme run svar.csv\n  stemme run --scale 1-10 --column comment=fritekst --person sagsbehandler svar/*.xlsx",
		"Without configuration, columns are recognised by their names and content. Each run adds new responses to the old;\n" +
			"a row with the same source and id replaces the old one. All figures are recomputed.\n\n" +
			"  stemme run answers.csv\n  stemme run --scale 1-10 --column comment=text --person agent answers/*.xlsx",
	},
	"cli_check":  {"vis, hvad der ville blive læst; intet gemmes", "show what would be read; nothing is kept"},
	"cli_search": {"søg i kommentarerne", "search the comments"},
	"cli_search_more": {
		"Alle ord skal findes, bøjet eller som led i sammensatte ord. \"ord i rækkefølge\", -ikke, ELLER (OR), (parenteser),\n" +
			"ord* (begyndelse), ord~ (stavefejl), =ord (kun netop den form), klasse:detractor, tema:…, kontaktpunkt:…, afdeling:…,\n" +
			"score:0..3, dato:2026-01..2026-03\n\n" +
			"  stemme search 'ventetid klasse:detractor'\n  stemme search '\"ikke tilfreds\" -netbank' --format csv",
		"Every word must be found, inflected or as part of a compound. \"words in order\", -not, OR, (brackets), word* (prefix),\n" +
			"word~ (misspelt), =word (that very form), class:detractor, theme:…, touchpoint:…, unit:…, score:0..3,\n" +
			"date:2026-01..2026-03\n\n" +
			"  stemme search 'ventetid class:detractor'\n  stemme search '\"ikke tilfreds\" -netbank' --format csv",
	},
	"cli_themes":         {"vis temaerne, eller ét tema med tal, ord og kommentarer", "show the themes, or one with figures, words and comments"},
	"cli_report":         {"vis tallene: score, årsager, ændring, udsving, hvad der er på spil", "show the figures: score, causes, change, moves, what is at stake"},
	"cli_report_section": {"kun denne del: scores, touchpoints, causes, drivers, change, alerts, at_stake", "this part only: scores, touchpoints, causes, drivers, change, alerts, at_stake"},
	"cli_report_period":  {"sammenlign måneder, kvartaler eller år; eller siden for en periode: 2026-10, 2026-K3, 2026", "compare months, quarters or years; or the page of one period: 2026-10, 2026-Q3, 2026"},
	"cli_report_unit":    {"siden for en afdeling", "the page of a unit"},
	"cli_report_lens":    {"vis linsens punkter i stedet for de fundne temaer", "show the lens's entries instead of the discovered themes"},
	"cli_report_out":     {"skriv siden som .html, .pdf eller .xlsx", "write the page as .html, .pdf or .xlsx"},
	"report_out":         {"%q slutter ikke på .html, .pdf eller .xlsx", "%q does not end in .html, .pdf or .xlsx"},
	"cli_report_rows":    {"højst så mange rækker i en del; 0 for alle", "rows of a part at most; 0 for all"},
	"cli_serve":          {"vis siderne i en browser", "show the pages in a browser"},
	"cli_serve_more": {
		"Kun denne maskine kan se dem. En anden adresse kræver STEMME_TOKEN (analytikere) eller en betroet proxy med\n--user-header; STEMME_READER_TOKEN giver kun adgang til tal.",
		"Only this machine can see them. Another address needs STEMME_TOKEN (analysts) or a trusted proxy with\n--user-header; STEMME_READER_TOKEN gives access to figures only.",
	},
	"cli_serve_addr":        {"adresse", "address"},
	"cli_serve_user_header": {"felt, som en betroet proxy skriver brugerens navn i", "header that a trusted proxy puts the user's name in"},
	"cli_serve_analyst":     {"brugere, der må læse kommentarer og rette; andre ser kun tal", "users who may read comments and edit; others see figures only"},
	"serve_ready":           {"åbn %s (stop med Ctrl-C)", "open %s (stop with Ctrl-C)"},
	"cli_explain":           {"vis, hvad der ligger bag et tal, og regn det efter", "show what stands behind a figure, and compute it again"},
	"cli_explain_more": {
		"  stemme explain nps touchpoint=Telefon period=2026-Q1\n  stemme explain theme_nps theme=t0007\n  stemme explain drivers theme=t0007 outcome=nps\n\n" +
			"Det, nøglen ikke nævner, er \"all\". Kolonnerne står i docs/tables.md.",
		"  stemme explain nps touchpoint=Telefon period=2026-Q1\n  stemme explain theme_nps theme=t0007\n  stemme explain drivers theme=t0007 outcome=nps\n\n" +
			"What the key leaves out is \"all\". The columns are in docs/tables.md.",
	},
	"cli_explain_table":     {"tabel med tal: nps, theme_nps, causes, drivers, changes, …", "table of figures: nps, theme_nps, causes, drivers, changes, …"},
	"cli_explain_key":       {"kolonne=værdi, der tilsammen peger på én række", "column=value that together point at one row"},
	"cli_explain_limit":     {"højst så mange besvarelser", "at most so many responses"},
	"explain_word":          {"%q er ikke kolonne=værdi", "%q is not column=value"},
	"explain_edition":       {"udgave: %s", "edition: %s"},
	"explain_null":          {"(ukendt)", "(unknown)"},
	"explain_kept":          {"ikke regnet efter: ordene i kommentarerne er ikke udgivet", "not computed again: the terms of the comments are not published"},
	"explain_same":          {"regnet efter af responses og mentions: samme tal", "computed again from responses and mentions: the same figure"},
	"explain_setup":         {"regnet efter med en anden opsætning end udgavens: %s afviger", "computed again with another configuration than the edition's: %s differ"},
	"explain_differs":       {"regnet efter: %s AFVIGER", "computed again: %s DIFFER"},
	"explain_behind":        {"%s besvarelser bag tallet:", "%s responses behind the figure:"},
	"cli_editions":          {"vis udgaver, gå tilbage til en tidligere, ryd op", "list editions, roll back, prune"},
	"cli_editions_list":     {"vis udgaverne", "list the editions"},
	"cli_editions_rollback": {"gør en tidligere udgave til den gældende", "make an earlier edition the current one"},
	"cli_editions_prune":    {"slet gamle udgaver", "delete old editions"},
	"cli_editions_keep":     {"så mange beholdes", "how many are kept"},
	"cli_editions_id":       {"udgavens nummer", "the edition's id"},
	"cli_verify":            {"læs hver byte af de gemte data, og sig, hvad der er beskadiget", "read every byte of what is kept and say what is damaged"},
	"cli_verify_more": {
		"Med --repair laves det igen, der kan: arkivets indeks over sig selv, filers navne, linket til den gældende udgave og\n" +
			"beskadigede udgaver. Det, arkivet har mistet, kan kun komme fra en sikkerhedskopi.",
		"With --repair what can be made again is: the ledger's list of its files, their names, the link to the current edition\n" +
			"and damaged editions. What the ledger has lost can only come from a backup.",
	},
	"cli_verify_repair": {"lav det igen, der kan laves", "make again what can be made"},
	"cli_backup":        {"kopiér alt, der er gemt, til én fil; nætter må køre imens", "copy all that is kept into one file; nights may run meanwhile"},
	"cli_backup_more": {
		"Kopien er fra ét øjeblik, og hver byte er sammenlignet. Den rummer kundernes kommentarer: gem den, hvor kun ejeren\nkan læse den. Ender navnet på gz, pakkes den.\n\n  stemme backup stemme-$(date +%F).tar\n  stemme restore stemme-2026-03-01.tar --data genskabt",
		"The copy is of one moment, and every byte is compared. It holds customers' comments: keep it where only the owner\ncan read it. Where the name ends in gz it is compressed.\n\n  stemme backup stemme-$(date +%F).tar\n  stemme restore stemme-2026-03-01.tar --data restored",
	},
	"cli_backup_file":  {"filen eller mappen, der kopieres til", "the file or folder to copy to"},
	"cli_backup_all":   {"alle udgaver, ikke kun den gældende", "every edition, not only the current one"},
	"cli_restore":      {"lav datamappen igen af en sikkerhedskopi", "make the data folder again from a backup"},
	"cli_restore_file": {"sikkerhedskopien", "the backup"},
	"backup_done":      {"kopieret til %s: %d besvarelser, %d filer", "copied to %s: %d responses, %d files"},
	"restore_done":     {"%s er genskabt: %d besvarelser, som de var %s", "%s is restored: %d responses, as they were on %s"},
	"cli_export":       {"skriv en tabel som CSV, JSON, Arrow eller Parquet", "write a table as CSV, JSON, Arrow or Parquet"},
	"cli_export_open":  {"kun tabeller, som andre end ejeren må læse", "only tables that others than the owner may read"},
	"cli_export_table": {"tabellens navn, se docs/tables.md", "name of the table, see docs/tables.md"},
	"cli_forget":       {"slet besvarelser eller en kunde for altid", "erase responses or a customer for ever"},
	"cli_forget_more": {
		"Besvarelserne fjernes fra arkivet, opfølgningen, søgningen og alle udgaver: den gældende laves igen, som om de aldrig\n" +
			"havde været der, og tidligere udgaver skæres ned. De kommer aldrig ind igen. Sikkerhedskopier nås ikke.\n\n" +
			"  stemme forget --response svar/17\n  stemme forget --customer 004711 --dry-run\n  stemme forget --before 2024-01-01",
		"The responses are removed from the ledger, the worklist, search and every edition: the current one is made again as if\n" +
			"they had never been there, and earlier ones are cut down. They never come back. Backups are not reached.\n\n" +
			"  stemme forget --response survey/17\n  stemme forget --customer 004711 --dry-run\n  stemme forget --before 2024-01-01",
	},
	"cli_forget_keys":     {"kilde/id på hver besvarelse", "source/id of each response"},
	"cli_forget_customer": {"kunden, som undersøgelsen nævner den, eller nøglen i tabellerne (customer_key)", "the customer as the survey names it, or the key in the tables (customer_key)"},
	"cli_forget_before":   {"alt, der er besvaret før denne dag (åååå-mm-dd)", "all that was answered before this day (yyyy-mm-dd)"},
	"cli_forget_dry":      {"tæl kun; slet intet", "only count; erase nothing"},
	"cli_forget_format":   {"kvittering som tekst eller json", "receipt as text or json"},
	"cli_init":            {"skriv en opsætning med forklaringer", "write a configuration with explanations"},
	"cli_init_file":       {"filen, der skrives", "the file to write"},
	"cli_demo":            {"skriv en opdigtet undersøgelse med facit", "write an invented survey with its gold labels"},
	"cli_demo_dir":        {"mappe til survey.csv, gold.tsv og truth.json", "directory for survey.csv, gold.tsv and truth.json"},
	"cli_demo_rows":       {"antal rækker", "number of rows"},
	"cli_demo_seed":       {"samme tal giver samme undersøgelse", "equal seeds give equal surveys"},
	"cli_version":         {"vis programmets version", "print the program's version"},
	"cli_config":          {"opsætningsfil; ellers stemme.yaml, hvis den findes", "configuration file; else stemme.yaml where there is one"},
	"cli_source":          {"kildens navn; ellers filens navn uden dato", "the source's name; else the file's, without its date"},
	"cli_column":          {"hvilken overskrift et felt står under: comment, score, id, time, title, touchpoint, stage, unit, customer, language", "which header a field is under: comment, score, id, time, title, touchpoint, stage, unit, customer, language"},
	"cli_scale":           {"skala: 0-10, 1-10, 1-5 eller LAV-HØJ:PASSIV,PROMOTER", "scale: 0-10, 1-10, 1-5 or LOW-HIGH:PASSIVE,PROMOTER"},
	"cli_language":        {"kommentarernes sprog; auto genkender det", "language of the comments; auto recognises it"},
	"cli_person":          {"kolonne med ansattes navne; læses aldrig ind", "column with names of staff; never read in"},
	"cli_check_format":    {"table eller json", "table or json"},
	"cli_whole":           {"læs hele filen, også når den er stor", "read the whole file, also when it is large"},
	"cli_dates":           {"hvad der står først i datoer som 04-05-2024: day (dag) eller month (måned)", "what stands first in dates such as 04-05-2024: day or month"},
	"cli_timezone":        {"tidszone for tidspunkter uden", "time zone of times without one"},
	"cli_vectors":         {"ordvektorer som tekst (word2vec, fastText; også gzip), der bruges, når temaerne tilpasses", "word vectors as text (word2vec, fastText; gzip too), used when themes are fitted"},
	"cli_files":           {"filer og mønstre: CSV, TSV, XLSX, JSON Lines, Parquet", "files and globs: CSV, TSV, XLSX, JSON Lines, Parquet"},
	"cli_data":            {"mappe til besvarelser og udgaver", "directory of responses and editions"},
	"cli_edition":         {"udgavens nummer eller current", "the edition's id or current"},
	"cli_themes_number":   {"antal temaer; 0 vælger selv", "number of themes; 0 chooses"},
	"cli_min_probability": {"mindre sikre temaer er ingen omtale; 0 giver hver sætning et tema", "less certain themes are no mention; 0 gives every clause one"},
	"cli_seed":            {"frø for alle lodtrækninger", "seed of every draw"},
	"cli_workers":         {"antal tråde; ændrer aldrig resultatet", "goroutines; never changes the result"},
	"cli_fresh":           {"glem temaerne fra sidst og find dem forfra", "forget last night's themes and find them anew"},
	"cli_accept_loss":     {"gå videre, selv om noget af arkivet mangler eller er beskadiget; det er så tabt", "go on although some of the ledger is missing or damaged; it is then lost"},
	"cli_quiet":           {"skriv intet til sidst", "print nothing at the end"},
	"cli_format":          {"table, json eller csv", "table, json or csv"},

	"stage_read":     {"læser filer", "reading files"},
	"stage_mask":     {"skjuler persondata", "masking personal data"},
	"stage_accept":   {"fører hovedbog", "keeping the ledger"},
	"stage_analyse":  {"læser kommentarer", "reading comments"},
	"stage_themes":   {"finder temaer", "finding themes"},
	"stage_measure":  {"regner", "measuring"},
	"stage_tabulate": {"skriver tabeller", "writing tables"},
	"stage_index":    {"bygger søgning", "building search"},
	"stage_publish":  {"udgiver", "publishing"},

	"role_id":         {"id", "id"},
	"role_score":      {"score", "score"},
	"role_comment":    {"kommentar", "comment"},
	"role_title":      {"overskrift", "title"},
	"role_answer":     {"svar på et spørgsmål mere", "answer to a further question"},
	"role_time":       {"tidspunkt", "time"},
	"role_touchpoint": {"kontaktpunkt", "touchpoint"},
	"role_stage":      {"trin", "stage"},
	"role_unit":       {"afdeling", "unit"},
	"role_customer":   {"kunde", "customer"},
	"role_language":   {"sprog", "language"},
	"role_person":     {"medarbejder: læses ikke ind", "staff: not read in"},
	"role_rating":     {"karakter", "rating"},
	"role_segment":    {"segment", "segment"},
	"role_private":    {"persondata: læses ikke ind", "personal data: not read in"},
	"role_ignored":    {"bruges ikke", "not used"},

	"check_file":      {"%s: %s; kilde %s", "%s: %s; source %s"},
	"check_rows":      {"%s rækker: %s læses, %s afvises; %s med kommentar", "%s rows: %s read, %s rejected; %s with a comment"},
	"check_sample":    {"stikprøve: %s af filen er læst; alle tal er af stikprøven (--whole læser alt)", "sample: %s of the file was read; all numbers are of the sample (--whole reads all)"},
	"check_dates":     {"datoer med %s først, tidszone %s%s", "dates with the %s first, time zone %s%s"},
	"check_else":      {"ellers %s", "else %s"},
	"check_scale":     {"skala %s (%s)%s", "scale %s (%s)%s"},
	"check_doubt":     {"– usikkert; angiv det for at være sikker", "– in doubt; declare it to be sure"},
	"check_delimiter": {"adskilt af %s", "delimited by %s"},
	"check_reject":    {"afvist: %s, række %d, %s: %s", "rejected: %s, row %d, %s: %s"},
	"check_cell":      {"kan ikke læses: %s, række %d, %s: %s", "cannot be read: %s, row %d, %s: %s"},
	"check_replaced":  {"erstattet: %s, række %d, %s: %s", "replaced: %s, row %d, %s: %s"},
	"check_more":      {"… og %s afviste rækker mere", "… and %s more rejected rows"},

	"run_file":      {"%s → kilde %s, skala %s%s", "%s → source %s, scale %s%s"},
	"run_cells":     {"%s celle(r) kan ikke læses: feltet er tomt, rækken er taget ind", "%s cell(s) cannot be read: the field is empty, the row is accepted"},
	"run_replaced":  {"%s række(r) er erstattet af en senere række med samme id", "%s row(s) are replaced by a later row with the same id"},
	"run_rows":      {"%s rækker læst = %s taget ind + %s afvist", "%s rows read = %s accepted + %s rejected"},
	"run_ledger":    {"%s nye, %s rettede, %s kendte i forvejen; %s besvarelser i alt", "%s new, %s corrected, %s known before; %s responses in all"},
	"run_classes":   {"%s promotere, %s passive, %s detractorer", "%s promoters, %s passives, %s detractors"},
	"run_nps":       {"NPS %s %s, n = %s", "NPS %s %s, n = %s"},
	"run_themes":    {"%d temaer; %s af %s sætninger er uden tema", "%d themes; %s of %s clauses are without a theme"},
	"run_published": {"udgave %s udgivet på %s sekunder", "edition %s published in %s seconds"},
	"run_unchanged": {"intet nyt: udgave %s gælder stadig", "nothing new: edition %s still stands"},

	"init_exists": {"%s findes allerede", "%s exists already"},
	"init_failed": {"%s kunne ikke skrives", "%s could not be written"},
	"init_done":   {"skrev %s", "wrote %s"},
	"version":     {"stemme %s (%s)", "stemme %s (%s)"},
	"demo_done":   {"%s rækker skrevet: %s, med facit i %s", "%s rows written: %s, gold labels in %s"},

	"cli_search_query":      {"det, der søges efter; intet giver alle", "what to search for; nothing gives all"},
	"cli_search_class":      {"kun denne kundegruppe: promoter, passive, detractor", "this class only: promoter, passive, detractor"},
	"cli_search_theme":      {"kun dette tema (id eller navn)", "this theme only (id or name)"},
	"cli_search_touchpoint": {"kun dette kontaktpunkt", "this touchpoint only"},
	"cli_search_unit":       {"kun denne afdeling og dem under den", "this unit and those below it only"},
	"cli_search_from":       {"kun fra og med denne dag", "from this day on"},
	"cli_search_to":         {"kun til og med denne dag", "up to and including this day"},
	"cli_search_sort":       {"relevance, date eller score", "relevance, date or score"},
	"cli_search_limit":      {"højst så mange", "at most so many"},
	"cli_search_after":      {"fortsæt efter et resultat (cursor)", "continue behind a hit (cursor)"},
	"cli_search_facet":      {"tæl efter class, theme, touchpoint, unit, month, score, language", "count by class, theme, touchpoint, unit, month, score, language"},
	"cli_themes_show":       {"vis temaerne, eller ét af dem", "show the themes, or one of them"},
	"cli_themes_theme":      {"id eller navn", "id or name"},
	"cli_themes_why":        {"vis, hvordan antallet af temaer blev valgt", "show how the number of themes was chosen"},
	"cli_themes_comments":   {"kommentarer fra hver kundegruppe", "comments of each class"},
	"cli_export_format":     {"csv, json, arrow eller parquet", "csv, json, arrow or parquet"},

	"search_total":     {"%s fundet: %s promotere, %s passive, %s detractorer, %s uden score", "%s found: %s promoters, %s passives, %s detractors, %s unscored"},
	"search_near":      {"\nnæsten: alle ordene på nær ét", "\nnear: all the words but one"},
	"search_next":      {"\nflere: --after %s", "\nmore: --after %s"},
	"search_day":       {"%q er ingen dag; skriv åååå-mm-dd", "%q is no day; write yyyy-mm-dd"},
	"search_unopened":  {"søgeindekset kan ikke åbnes", "the search index cannot be opened"},
	"themes_unknown":   {"temaet %q findes ikke; stemme themes viser dem, der gør", "there is no theme %q; stemme themes lists those there are"},
	"themes_whole":     {"alle: NPS %s %s, n = %s", "all: NPS %s %s, n = %s"},
	"col_name":         {"navn", "name"},
	"col_share":        {"andel", "share"},
	"col_words":        {"ord", "words"},
	"state_ready":      {"klar", "ready"},
	"state_not_ready":  {"ikke klar", "not ready"},
	"state_hidden":     {"skjult", "hidden"},
	"unscored":         {"uden score", "unscored"},
	"theme_state":      {"tilstand: %s; sammenhæng %s, afstand %s, stabilitet %s, navnets dækning %s", "state: %s; coherence %s, separation %s, stability %s, label fit %s"},
	"theme_size":       {"%s svar (%s af dem med kommentar), %s sætninger", "%s responses (%s of those with a comment), %s clauses"},
	"theme_nps":        {"NPS %s %s, n = %s: %s promotere, %s passive, %s detractorer", "NPS %s %s, n = %s: %s promoters, %s passives, %s detractors"},
	"theme_words":      {"ord: %s", "words: %s"},
	"why_given":        {"antallet var givet eller fulgte med fra natten før", "the number was given, or came from the night before"},
	"why_rule":         {"score er stabilitet + sammenhæng, udjævnet med nabotallene; valgt er det færreste temaer, hvis score er højst 0,02 under den bedste, men antallet fra før beholdes, så længe det nærmeste tal, der er prøvet, er højst 0,02 under det", "score is stability + coherence, averaged with the numbers next to it; chosen are the fewest themes whose score is within 0.02 of the best, but the number from before is kept as long as the nearest one tried is at most 0.02 below that"},
	"editions_current": {"udgave %s er nu den gældende", "edition %s is the current one now"},
	"forget_nothing":   {"angiv kilde/id, --customer eller --before", "give source/id, --customer or --before"},
	"forget_key":       {"%q er ikke kilde/id", "%q is not source/id"},
	"forget_done":      {"kvittering, %s UTC: %d besvarelser slettet; udgave %s er lavet uden dem; %d tidligere udgaver er skåret ned", "receipt, %s UTC: %d responses erased; edition %s is made without them; %d earlier editions are cut down"},
	"forget_would":     {"%d besvarelser ville blive slettet", "%d responses would be erased"},
	"forget_backups":   {"sikkerhedskopier og filer uden for datamappen er ikke rørt", "backups and files outside the data folder are untouched"},
	"export_unknown":   {"tabellen %q findes ikke i udgaven", "there is no table %q in the edition"},
}
