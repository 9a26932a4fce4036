package messages

// deliveryMessages are those of how sources bring what they have.
var deliveryMessages = map[Key][2]string{
	"drop_empty":     {"%s: mappen har ingen nye filer", "%s: the folder has no new files"},
	"drop_waiting":   {"%s: %d {2|fil|filer} er ændret for mindre end %d {3|sekund|sekunder} siden og venter til næste kørsel", "%s: %d {2|file|files} changed less than %d {3|second|seconds} ago and {2|waits|wait} for the next run"},
	"drop_missing":   {"mappen %s, som filer hentes fra (drop), er der ikke; lav den, eller ret stemme.yaml", "the folder %s that files are taken from (drop) is not there; make it, or mend stemme.yaml"},
	"drop_not_moved": {"%s er læst og udgivet, men kan ikke flyttes til %s; giv programmet adgang, eller flyt filen – den læses ellers igen, hvilket intet ændrer", "%s has been read and published but cannot be moved to %s; give the program access, or move the file – else it is read again, which changes nothing"},
	"remote_empty":   {"%s: intet nyt", "%s: nothing new"},
	"stdin_none":     {"der er intet at læse fra standard input", "there is nothing to read from standard input"},

	// Sources beyond this machine's files.
	"config_secret":       {"%s: adgangskoder hører ikke til i stemme.yaml; angiv en miljøvariabel eller en fil: %s", "%s: credentials do not belong in stemme.yaml; name an environment variable or a file: %s"},
	"remote_secret":       {"adgangskoden mangler: %s er tom eller findes ikke", "the credential is missing: %s is empty or not there"},
	"remote_source":       {"kilden %s", "the source %s"},
	"remote_address":      {"adressen kan ikke læses; ret url", "the address cannot be read; mend url"},
	"remote_unreachable":  {"%s svarer ikke; prøv igen, og se, om adressen er rigtig, og om maskinen har netadgang", "%s does not answer; try again, and see whether the address is right and the machine has access"},
	"remote_status":       {"%s svarer med fejlkode %d; se, om adressen og parametrene er rigtige", "%s answers with the code %d; see whether the address and its parameters are right"},
	"remote_denied":       {"%s giver ikke adgang (%d); se, om token er rigtigt og ikke er udløbet", "%s denies access (%d); see whether the token is right and has not run out"},
	"remote_elsewhere":    {"%s viser videre til en anden adresse, som ikke må få token; angiv den som url, hvis den er rigtig", "%s points to another address, which must not have the token; name it as url if it is right"},
	"remote_page":         {"%s, side %d", "%s, page %d"},
	"remote_pages":        {"%s bliver ved med at vise videre (samme side igen, eller over %d sider); se, om follow, next og parameter er rigtige", "%s points on for ever (to the same page, or over %d pages); see whether follow, next and parameter are right"},
	"remote_no_json":      {"svaret er ikke JSON", "the answer is no JSON"},
	"remote_no_rows":      {"der er ingen liste under %q; ret rows", "there is no list under %q; mend rows"},
	"remote_which_rows":   {"det er uklart, hvilken liste der er besvarelserne; angiv den med rows", "it is unclear which list is the responses; name it by rows"},
	"remote_too_large":    {"leverancen er større end %d MB; hent mindre ad gangen (færre rækker pr. side, LIMIT i forespørgslen), eller hæv limits: unpacked_mb i stemme.yaml", "the delivery is larger than %d MB; fetch less at a time (fewer rows a page, LIMIT in the query), or raise limits: unpacked_mb in stemme.yaml"},
	"remote_ca":           {"%s: der er ingen certifikater i PEM-form", "%s: there are no certificates in PEM form"},
	"remote_dsn":          {"forbindelsesstrengen kan ikke læses; ret den, hvor den står", "the connection string cannot be read; mend it where it stands"},
	"remote_timeout":      {"databasen svarede ikke inden %d {1|sekund|sekunder}; hæv timeout, eller hent færre rækker", "the database did not answer within %d {1|second|seconds}; raise timeout, or fetch fewer rows"},
	"remote_query":        {"databasen melder fejl %s; kør forespørgslen i databasens eget program for at se mere", "the database reports fault %s; run the query in the database's own program to see more"},
	"remote_query_words":  {"databasen melder fejl %s: %s", "the database reports fault %s: %s"},
	"remote_connection":   {"der er ingen forbindelse til databasen; se, om værten, kontoen og databasen er rigtige", "there is no connection to the database; see whether host, account and database are right"},
	"remote_column":       {"kolonne %d i forespørgslen mangler et navn eller har et, der er brugt; giv den et med AS", "column %d of the query has no name, or one that is taken; give it one by AS"},
	"remote_no_watermark": {"forespørgslen giver ingen kolonne, der hedder %q; tag den med, eller ret watermark", "the query gives no column named %q; select it, or mend watermark"},
	"remote_order":        {"rækkerne er ikke ordnet efter %q; slut forespørgslen med ORDER BY", "the rows are not ordered by %q; end the query by ORDER BY"},
}
