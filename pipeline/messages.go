package pipeline

import "stemme/pipeline/messages"

func init() { messages.Register(ownMessages) }

// ownMessages are what a night, its configuration and its check say.
var ownMessages = map[messages.Key][2]string{
	"config_faulty":        {"opsætningen %s skal rettes", "the configuration %s has to be corrected"},
	"config_unreadable":    {"opsætningen %s kan ikke læses", "the configuration %s cannot be read"},
	"explain_table":        {"der er ingen tabel med tal, der hedder %q", "there is no table of figures called %q"},
	"explain_meant":        {"; mente du %q?", "; did you mean %q?"},
	"explain_several":      {"flere rækker passer; vælg også %s: %s", "several rows match; choose %s too: %s"},
	"explain_empty":        {"tabellen %s har ingen rækker i udgave %s, så der er intet at forklare; hvad der fylder den, står under dens navn i docs/tables.md", "the table %s has no rows in edition %s, so that there is nothing to explain; what fills it stands under its name in docs/tables.md"},
	"explain_dimension":    {"%q er hverken en kolonne eller en måde at dele op på%s Opdelinger er %s", "%q is neither a column nor a way to cut%s Ways to cut are %s"},
	"explain_value":        {"%s=%s findes ikke i %s med det, der ellers er valgt%s Der er %s", "there is no %s=%s in %s with what else is chosen%s There are %s"},
	"masked_again":         {"%d {1|besvarelse|besvarelser}, som et tidligere program har læst, er maskeret på ny efter de regler, der gælder nu; det er ingen rettelse. Tidligere udgaver er også maskeret og har ikke længere søgning og rapporter. Kopier, sikkerhedskopier og det, der er sendt til modtagere, har stadig den gamle maskering", "%d {1|response|responses} that an earlier program read {1|is|are} masked anew by the rules of now; that is no correction. Earlier editions are masked too, and have neither search nor reports any more. Copies, backups and what was sent to receivers still have the former masking"},
	"upgraded":             {"sidste udgave er lavet af et andet program (%s, nu %s): alle perioder, også de afsluttede, er læst og målt på ny, og %d af %d {4|besvarelse|besvarelser} har fået et andet hovedtema. Tal og navne på temaer kan være andre end på det, der er trykt", "another program made the last edition (%s, now %s): all periods, closed ones too, are read and measured anew, and %d of %d {4|response has|responses have} another primary theme. Figures and names of themes may differ from what is printed"},
	"verify_edition":       {"udgave %s: %s", "edition %s: %s"},
	"verify_edition_whole": {"udgave %s er hel", "edition %s is whole"},
	"verify_fault":         {"%s", "%s"},
	"verify_held":          {"udgave %s er beskadiget og i brug; prøv igen, når siderne er lukket", "edition %s is damaged and in use; try again when the pages are closed"},
	"verify_ledger":        {"arkivet: %s", "the ledger: %s"},
	"verify_ledger_whole":  {"arkivet er helt: %d {1|besvarelse|besvarelser}; %d er slettet eller taget tilbage gennem tiden", "the ledger is whole: %d {1|response|responses}; %d {2|was|were} erased or taken back over time"},
	"verify_link":          {"linket %s til den gældende udgave mangler eller er brudt; stemme verify --repair laver det igen", "the link %s to the current edition is missing or broken; stemme verify --repair makes it again"},
	"verify_mended":        {"repareret i arkivet: %s", "mended in the ledger: %s"},
	"verify_not_rebuilt":   {"udgaverne laves først igen, når arkivet er helt", "the editions are made again once the ledger is whole"},
	"verify_rebuilt":       {"lavet igen af arkivet: udgave %s", "made again from the ledger: edition %s"},
	"verify_restore":       {"arkivet kan ikke laves igen: hent det fra en sikkerhedskopi, eller giv afkald på det, der mangler, med stemme run --accept-loss", "the ledger cannot be made again: restore it from a backup, or give up what is missing with stemme run --accept-loss"},
	"editions_faulty":      {"%d {1|udgave|udgaver} kan ikke læses; stemme verify siger mere, og stemme verify --repair laver dem igen", "%d {1|edition|editions} cannot be read; stemme verify says more, and stemme verify --repair makes them again"},
	"editions_deleted":     {"udgave %s er slettet", "edition %s is deleted"},
}
