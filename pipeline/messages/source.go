package messages

// sourceMessages are those of the area that the file is named for.
var sourceMessages = map[Key][2]string{
	// What stops a file.
	"source_no_files":    {"ingen filer at læse", "no files to read"},
	"source_no_match":    {"%s: ingen fil passer", "%s: no file matches"},
	"source_not_found":   {"%s: filen findes ikke", "%s: no such file"},
	"source_forbidden":   {"%s: ingen adgang til filen", "%s: permission denied"},
	"source_directory":   {"%s er en mappe; angiv filerne i den, fx med *", "%s is a directory; name the files in it, for instance with *"},
	"source_unreadable":  {"%s: filen kan ikke læses", "%s: the file cannot be read"},
	"source_empty":       {"%s: filen er tom", "%s: the file is empty"},
	"source_no_rows":     {"%s: der er ingen rækker under kolonnenavnene", "%s: there are no rows below the header"},
	"source_binary":      {"%s: filen er hverken CSV, XLSX, JSON Lines eller Parquet", "%s: the file is neither CSV, XLSX, JSON Lines nor Parquet"},
	"source_old_excel":   {"gammelt Excel-format (.xls) eller beskyttet med adgangskode; gem filen som .xlsx uden adgangskode", "old Excel format (.xls) or protected by a password; save the file as .xlsx without one"},
	"source_no_header":   {"%s: ingen linje med kolonnenavne fundet", "%s: no line of column names found"},
	"source_no_column":   {"%s: ingen kolonne hedder %q; kolonnerne er: %s", "%s: no column is named %q; the columns are: %s"},
	"source_no_comment":  {"%s: ingen kolonne med kommentarer fundet; angiv den med --column comment=NAVN; kolonnerne er: %s", "%s: no column of comments found; name it with --column comment=NAME; the columns are: %s"},
	"source_no_answer":   {"%s: hverken kommentar eller score fundet; kolonnerne er: %s", "%s: neither comment nor score found; the columns are: %s"},
	"source_no_location": {"tidszonen Europe/Copenhagen mangler", "the time zone Europe/Copenhagen is missing"},

	"source_column_twice": {"%s: kolonnen %q er angivet til mere end ét felt", "%s: the column %q is declared for more than one field"},
	"source_scale":        {"skala %q: skriv 0-10, 1-10, 1-5 eller LAV-HØJ:PASSIV,PROMOTER, fx 1-7:6,7", "scale %q: want 0-10, 1-10, 1-5 or LOW-HIGH:PASSIVE,PROMOTER, such as 1-7:6,7"},
	"source_language":     {"sprog %q: skriv auto, da, sv, nb eller en", "language %q: want auto, da, sv, nb or en"},

	// Why a row is left out.
	"source_reject_fields":      {"forkert antal felter: %d ventet, %d fundet", "wrong number of fields: %d expected, %d found"},
	"source_reject_quote":       {"anførselstegn uden makker", "quotation mark without its pair"},
	"source_reject_json":        {"linjen er ikke et JSON-objekt", "the line is not a JSON object"},
	"source_reject_score":       {"scoren er ikke et helt tal", "the score is not a whole number"},
	"source_reject_score_value": {"scoren %q er ikke et helt tal", "the score %q is not a whole number"},
	"source_reject_score_range": {"scoren %d er uden for skalaen %s", "the score %d is outside the scale %s"},
	"source_reject_date":        {"datoen findes ikke eller kan ikke læses", "the date does not exist or cannot be read"},
	"source_reject_date_value":  {"datoen %q findes ikke eller kan ikke læses", "the date %q does not exist or cannot be read"},

	// Why a column is taken for what it is.
	"source_why_declared": {"angivet", "declared"},
	"source_why_before":   {"som de tidligere nætter", "as in earlier nights"},
	"source_why_name":     {"efter navn", "by name"},
	"source_why_people":   {"personer", "people"},
	"source_why_unclear":  {"måske personer: udelades; angiv søjlen med --column NAVN=, hvis den er et segment", "perhaps people: left out; declare it with --column NAME= if it is a segment"},
	"source_why_word":     {"efter et ord i navnet", "by a word of the name"},
	"source_why_content":  {"efter indhold", "by content"},
	"source_why_few":      {"%d forskellige værdier", "%d distinct values"},
	"source_why_blank":    {"ingen værdier", "no values"},
	"source_why_date":     {"endnu en dato", "another date"},
	"source_why_text":     {"endnu en tekst", "another text"},
	"source_why_many":     {"for mange eller for lange værdier til et segment", "too many or too long values for a segment"},

	// Why a scale is taken.
	"source_scale_declared": {"angivet", "declared"},
	"source_scale_header":   {"står i kolonnenavnet", "stated in the column's name"},
	"source_scale_none":     {"ingen scorer", "no scores"},
	"source_scale_zero":     {"%d scorer er 0", "%d scores are 0"},
	"source_scale_ten":      {"ingen af %d scorer er 0: 0-10 eller 1-10, kundegrupperne er de samme", "none of %d scores is 0: 0-10 or 1-10, the classes are the same"},
	"source_scale_low":      {"alle %d scorer er højst 5", "all %d scores are 5 or less"},
	"source_scale_stars":    {"kolonnenavnet siger stjerner, og alle %d scorer er 1 til 5", "the column's name says stars, and all %d scores are 1 to 5"},
	"source_scale_five":     {"alle %d scorer er 1 til 5", "all %d scores are 1 to 5"},

	// What else is worth knowing of a file.
	"source_no_score":      {"ingen score fundet: besvarelserne indgår ikke i NPS", "no score found: the responses do not count towards NPS"},
	"source_mended":        {"%d tegn, som ikke er UTF-8, er læst som Windows-1252", "%d bytes that are not UTF-8 were read as Windows-1252"},
	"source_above":         {"%d linje(r) over kolonnenavnene sprunget over", "%d line(s) above the header skipped"},
	"source_second_header": {"to linjer med kolonnenavne: den anden er sprunget over", "two header lines: the second is skipped"},
	"source_twice":         {"kolonnenavnet %q findes flere gange; denne hedder her %q", "the column name %q comes more than once; this one is called %q here"},
	"source_month_first":   {"datoerne i %q har måneden først", "the dates in %q have the month first"},
	"source_sheet":         {"læst fra arket %q", "read from the sheet %q"},

	// What a night differs in from those before it.
	"source_diff_role":        {"kolonnen %q var %s og er nu %s", "the column %q was %s and now is %s"},
	"source_diff_gone":        {"kolonnen %q (%s) findes ikke mere", "the column %q (%s) is gone"},
	"source_diff_gone_unused": {"kolonnen %q, som ikke blev brugt, findes ikke mere", "the column %q, which was not used, is gone"},
	"source_diff_renamed":     {"kolonnen %q (%s) findes ikke mere; %q ser ud til at være kommet i stedet", "the column %q (%s) is gone; %q seems to stand in its place"},
	"source_diff_new":         {"ny kolonne: %q (%s)", "new column: %q (%s)"},
	"source_diff_scale":       {"skalaen var %s og er nu %s", "the scale was %s and now is %s"},
	"source_diff_order":       {"datoerne havde %s først og har nu %s først", "the dates had the %s first and now have the %s first"},
	"source_diff_form":        {"filen var skrevet som %q og er nu %q", "the file was written as %q and now is %q"},
	"source_order_day":        {"dagen", "day"},
	"source_order_month":      {"måneden", "month"},
}
