package messages

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// storageMessages are those of the tables, the ledger and the editions.
var storageMessages = map[Key][2]string{
	"group_unknown": {
		"systemet kender ikke gruppen %q: ret tables.group, eller opret gruppen",
		"the system knows no group %q: mend tables.group, or make the group",
	},
	"group_denied": {
		"filer kan ikke gives til gruppen %q: meld brugeren ind i gruppen, eller fjern tables.group",
		"files cannot be given to the group %q: make the user a member of it, or remove tables.group",
	},
	"backup_there": {
		"%s findes allerede; flyt den, eller vælg et andet navn til sikkerhedskopien",
		"%s is there already; move it, or choose another name for the backup",
	},
	"export_detail": {
		"tabellen %s har en række pr. besvarelse og er ikke åben: udelad --open for at skrive den ud",
		"the table %s has a row per response and is not open: leave out --open to write it",
	},
	"table_damaged": {"tabellen %s kan ikke læses; den er beskadiget eller ikke skrevet af stemme",
		"the table %s cannot be read; it is damaged or was not written by stemme"},
	"table_missing": {"udgaven har ingen tabel %s: den er udgivet af en tidligere version af stemme; kør stemme run, som udgiver en ny",
		"the edition has no table %s: an earlier version of stemme published it; run stemme run, which publishes a new one"},
	"table_version": {"tabellen %s har skemaversion %q, men dette program læser version %s; brug en nyere udgave af stemme",
		"the table %s has schema version %q, but this program reads version %s; use a newer stemme"},
	"ledger_damaged": {"filen %s i arkivet er beskadiget; hent den fra en sikkerhedskopi",
		"the ledger's file %s is damaged; restore it from a backup"},
	"ledger_gap": {"der mangler en fil i arkivet mellem %s og %s; hent den fra en sikkerhedskopi",
		"a file of the ledger is missing between %s and %s; restore it from a backup"},
	"ledger_first": {"der mangler en fil i arkivet før %s; hent den fra en sikkerhedskopi",
		"a file of the ledger is missing before %s; restore it from a backup"},
	"ledger_faults": {"arkivet %s er ikke, som programmet efterlod det; hent det fra en sikkerhedskopi, eller giv afkald på det, der mangler, med stemme run --accept-loss",
		"the ledger %s is not as the program left it; restore it from a backup, or give up what is missing with stemme run --accept-loss"},
	"ledger_missing":  {"%s mangler", "%s is missing"},
	"ledger_added":    {"%s hører ikke til; flyt den ud af mappen", "%s does not belong there; move it out of the folder"},
	"ledger_altered":  {"%s er ændret", "%s is altered"},
	"ledger_renamed":  {"%s er omdøbt til %s; giv den sit navn tilbage", "%s was renamed to %s; give it its name back"},
	"ledger_headless": {"begge kopier af %s mangler eller er ændret", "both copies of %s are missing or altered"},
	"ledger_head_form": {"filen %s i arkivet har form %d, men dette program læser form %d; brug en nyere udgave af stemme",
		"the ledger's file %s has form %d, but this program reads form %d; use a newer stemme"},
	"ledger_gone": {"der er udgaver i %s, men intet arkiv; hent mappen ledger fra en sikkerhedskopi, eller begynd forfra med stemme run --accept-loss",
		"there are editions in %s, but no ledger; restore the folder ledger from a backup, or begin anew with stemme run --accept-loss"},
	"ledger_other": {"arkivet er ikke det, udgaven %s blev lavet af, men en anden undersøgelses, eller fra før den; hent mappen ledger fra en sikkerhedskopi af denne mappe, brug en mappe for hver undersøgelse (--data), eller giv afkald på den gamle historie med stemme run --accept-loss",
		"the ledger is not the one that edition %s was made of, but another survey's, or from before it; restore the folder ledger from a backup of this folder, use a folder for each survey (--data), or give up the old history with stemme run --accept-loss"},
	"ledger_smaller": {"arkivet rummer %d {1|besvarelse|besvarelser}, men udgaven %s blev lavet af %d; hent arkivet fra en sikkerhedskopi, eller giv afkald på dem med stemme run --accept-loss",
		"the ledger holds %d {1|response|responses}, but edition %s was made of %d; restore the ledger from a backup, or give them up with stemme run --accept-loss"},
	"ledger_older": {"arkivet er ældre end det, udgaven %s blev lavet af; hent arkivet fra en nyere sikkerhedskopi, eller giv afkald på det nyere med stemme run --accept-loss",
		"the ledger is older than the one that edition %s was made of; restore the ledger from a newer backup, or give up what is newer with stemme run --accept-loss"},
	"loss_accepted_salt":      {"saltet er tabt: forget --customer finder ikke de kunder, der er i arkivet, ved deres numre (brug customer_key fra tabellen responses), og de tæller som nye, når de svarer igen", "the salt is lost: forget --customer does not find the customers in the ledger by their numbers (use customer_key of the table responses), and they count as new when they answer again"},
	"loss_accepted_responses": {"%d {1|besvarelse|besvarelser} gik tabt med det", "%d {1|response was|responses were} lost with it"},
	"loss_accepted":           {"givet afkald på i arkivet: %s", "given up in the ledger: %s"},
	"ledger_version": {"filen %s i arkivet har form %q, men dette program læser form %s; brug den udgave af stemme, der skrev den",
		"the ledger's file %s has form %q, but this program reads form %s; use the stemme that wrote it"},
	"disk_full": {"der er ikke plads på disken til %s", "there is no room on the disk for %s"},
	"no_permission": {"der er ikke rettigheder til %s; kør som den bruger, der ejer mappen, eller ret dens rettigheder",
		"no permission for %s; run as the user who owns the folder, or change its permissions"},
	"file_no_file":   {"%s er ikke en fil (men en pipe, en enhed eller lignende); skriv indholdet i en fil", "%s is no file (but a pipe, a device or the like); write the content to a file"},
	"file_too_large": {"filen %s er på mere end %d MB; den er næppe den, der var ment", "the file %s is of more than %d MB; it is hardly the one that was meant"},
	"file_fault":     {"filen %s kan ikke bruges", "the file %s cannot be used"},
	"data_locked":    {"en anden kørsel er i gang på de samme data; vent, til den er færdig", "another run is at work on the same data; wait until it is done"},
	"data_locked_by": {"en anden kørsel (proces %s) har været i gang på de samme data siden %s; vent, til den er færdig", "another run (process %s) has been at work on the same data since %s; wait until it is done"},
	"data_of_another": {"nætterne i %s køres af brugeren %s, som ikke kunne læse, hvad root skrev der; intet er gjort: kør som den bruger (sudo -u '%[2]s' …), eller giv root mappen med chown -R root",
		"the nights in %s are run by the user %s, who could not read what root wrote there; nothing was done: run as that user (sudo -u '%[2]s' …), or give root the folder by chown -R root"},
	"nothing_to_read": {"der er intet at læse endnu: nævn en fil (stemme run svar.csv), skriv kilder i stemme.yaml (stemme init laver den), eller prøv med opfundne svar (stemme demo MAPPE)", "there is nothing to read yet: name a file (stemme run answers.csv), write sources in stemme.yaml (stemme init makes it), or try invented answers (stemme demo FOLDER)"},
	"no_edition":      {"der er ingen udgivet udgave i %s; kør stemme run først", "there is no published edition in %s; run stemme run first"},
	"edition_missing": {"udgaven %s findes ikke; stemme editions viser dem, der findes",
		"the edition %s is not there; stemme editions lists those that are"},
	"edition_damaged": {"udgaven %s er beskadiget: %s svarer ikke til det udgivne; stemme verify --repair laver den forfra af arkivet",
		"the edition %s is damaged: %s is not as it was published; stemme verify --repair makes it again from the ledger"},
	"backup_damaged":    {"%s er beskadiget og blev ikke kopieret; kør stemme verify", "%s is damaged and was not copied; run stemme verify"},
	"restore_not_empty": {"mappen %s er ikke tom; vælg en anden med --data, eller flyt den væk først", "the folder %s is not empty; choose another with --data, or move it away first"},
	"restore_damaged":   {"sikkerhedskopien %s er ikke hel; tag en anden", "the backup %s is not whole; take another"},
	"restore_form":      {"sikkerhedskopien %s har form %d, men dette program læser form %d; brug en nyere udgave af stemme", "the backup %s has form %d, but this program reads form %d; use a newer stemme"},
	"edition_reduced": {"udgaven %s er skåret ned efter en sletning og kan ikke blive den gældende; dens tabeller kan stadig læses",
		"the edition %s was reduced by an erasure and cannot become the current one; its tables can still be read"},
	"edition_held":       {"udgaven %s er i brug og rummer stadig det slettede; den næste kørsel rydder den", "the edition %s is in use and still holds what was erased; the next run clears it"},
	"forget_unknown":     {"disse besvarelser findes ikke, så intet er slettet: %s", "there are no such responses, so nothing was erased: %s"},
	"sources_unknown":    {"der er ingen kilde, der hedder %q; se: stemme sources", "there is no source called %q; see: stemme sources"},
	"rename_name":        {"en kilde kan ikke hedde %q: navnet er tomt, har en skråstreg eller rummer personoplysninger; vælg et andet", "no source can be called %q: the name is empty, has a slash or holds personal data; choose another"},
	"rename_taken":       {"kilden %q er der, eller har været der, og to kilder kan ikke blive til én; vælg et andet navn, eller tag den ud med stemme sources remove, og læs dens filer igen med --source", "the source %q is there, or was, and two sources cannot become one; choose another name, or take it out by stemme sources remove and read its files again by --source"},
	"rename_erased":      {"under navnet %q er besvarelser slettet for altid, og de ville skjule nogle af kildens; intet er ændret: vælg et andet navn", "responses were erased for ever under the name %q, and they would hide some of the source's; nothing is changed: choose another name"},
	"rename_meanwhile":   {"kilden %q fik navnet %q, mens natten læste; intet er taget ind: kør natten igen", "the source %q was given the name %q while the night was reading; nothing was taken in: run the night again"},
	"delivery_withdrawn": {"%s er taget tilbage fra kilden %s og blev ikke læst ind igen; flyt filen væk, eller, skal den ind alligevel, kør: stemme sources readmit %s %s", "%s was taken back from the source %s and was not read again; move the file away or, to have it after all, run: stemme sources readmit %s %s"},
	"delivery_again":     {"%d {1|besvarelse|besvarelser} er nu, som de står i en fil, der er læst før; hvad der kom siden, er erstattet. Er det ikke meningen, så læs den nyeste fil igen", "%d {1|response is|responses are} now as in a file that was read before; what came since is replaced. If that is not meant, read the newest file again"},
	"delivery_small":     {"%s har kun %d {2|besvarelse|besvarelser}; kilden %s plejer at levere omkring %d: se efter, om noget mangler. Resten kan komme i en fil til", "%s has only %d {2|response|responses}; the source %s usually brings about %d: see whether some are missing. The rest may come in another file"},
	"delivery_which":     {"flere leveringer hedder %s i kilden %s: nr. %s; nævn nummeret", "several deliveries are called %s in the source %s: no. %s; name the number"},
	"delivery_of_source": {"nævn også, hvilken levering i kilden %s det er: nummeret, filen eller dagen; se: stemme sources deliveries", "name the delivery of the source %s too: its number, file or day; see: stemme sources deliveries"},
	"delivery_alone":     {"%s passer på leveringer i %d {2|kilde|kilder} og ikke i netop én; nævn kilden og leveringen, se: stemme sources deliveries", "%s fits deliveries in %d {2|source|sources} and not in just one; name the source and the delivery, see: stemme sources deliveries"},
	"delivery_gone":      {"%s er allerede taget tilbage fra kilden %s; skal den ind igen, så kør: stemme sources readmit %s %s", "%s was taken back from the source %s already; to have it again, run: stemme sources readmit %s %s"},
	"delivery_unknown":   {"kilden %s har ingen levering, der hedder %s og kan tages tilbage (ældre end 100 dage, eller fra før programmet huskede dem); se: stemme sources deliveries", "the source %s has no delivery called %s that can be taken back (older than 100 days, or from before the program remembered them); see: stemme sources deliveries"},
	"delivery_not_gone":  {"fra kilden %s er intet, der hedder %s, taget tilbage; se: stemme sources deliveries", "nothing called %[2]s was taken back from the source %[1]s; see: stemme sources deliveries"},
	"forget_future":      {"%s er ikke kommet endnu (i dag er %s), og alt ville blive slettet; intet er slettet: skriv den dag, som det ældste, der skal blive, er fra", "%s has not come yet (today is %s), and everything would be erased; nothing was erased: write the day of the oldest response that is to stay"},
	"forget_no_customer": {"ingen besvarelse er fra den kunde; intet er slettet. Skriv kunden netop, som kilden gør (store og små bogstaver tæller); er arkivets salt gået tabt, findes kunder fra før kun ved customer_key fra tabellen responses",
		"no response is of that customer; nothing was erased. Write the customer just as the source does (case counts); where the ledger's salt was lost, customers from before are found only by customer_key of the table responses"},
	"retention_erased": {"%d {1|besvarelse|besvarelser} er slettet for altid, fordi {1|den|de} er ældre end retention: %s", "%d {1|response is|responses are} erased for ever, being older than retention: %s"},
	"retention_most": {"retention: %s ville slette %d af %d {3|besvarelse|besvarelser} for altid: alle fra før %s, når det i dag er %s; ret maskinens ur eller retention, eller slet dem selv med stemme forget --before %[4]s, og kør igen",
		"retention: %s would erase %d of %d {3|response|responses} for ever: all from before %s, with today being %s; mend the machine's clock or retention, or erase them yourself with stemme forget --before %[4]s, and run again"},
	"copy_into_data": {"publish: %s er en mappe med arkivet af en undersøgelse, eller ligger i en; der slettes ældre kopier, så skriv en mappe, der kun er til kopierne",
		"publish: %s is a folder with the ledger of a survey, or lies in one; older copies are deleted there, so name a folder that is for the copies alone"},
	"retention_invalid":    {"retention: %q er ingen tid; skriv f.eks. 24 months, 2 years eller 730 days", "retention: %q is no time; write such as 24 months, 2 years or 730 days"},
	"edition_file_missing": {"%s mangler", "%s is missing"},
	"edition_file_altered": {"%s er ændret", "%s is altered"},
	"edition_file_added":   {"%s hører ikke til; flyt den væk", "%s does not belong there; move it away"},
	"edition_passed":       {"udgaven %s er beskadiget; en ny er lavet af arkivet", "the edition %s is damaged; a new one is made from the ledger"},
	"ledger_head_mended":   {"et af de to eksemplarer af %s var væk eller beskadiget og er skrevet igen efter det andet", "one of the two copies of %s was missing or damaged and has been written again from the other"},
	"edition_none_whole":   {"ingen udgave er hel, så temaernes numre begynder forfra", "no edition is whole, so the ids of themes begin anew"},
	"current_foreign": {"%s er ikke programmets link til den gældende udgave; flyt den væk",
		"%s is not the program's link to the current edition; move it away"},
	"edition_version": {"udgaven %s har form %d, men dette program læser form %d; brug en nyere udgave af stemme",
		"the edition %s has form %d, but this program reads form %d; use a newer stemme"},
	"edition_current": {"udgaven %s er den gældende og kan ikke slettes", "the edition %s is the current one and cannot be deleted"},
}

// FileFault is err, met in using the file or folder path, as a fault that names
// path and says what can be done: no room, no permission, or err itself. An
// Error stays as it is; nil stays nil.
func FileFault(err error, path string) error {
	var told *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &told):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return Wrap(err, "disk_full", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return Wrap(err, "no_permission", path)
	default:
		return Wrap(err, "file_fault", path)
	}
}

// mostFile is the most that is read of a file which people write: far above what
// anybody has written by hand.
const mostFile = 16 << 20 // bytes

// ReadFile reads a file that people write. One that is too large is an Error.
func ReadFile(path string) ([]byte, error) {
	file, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, mostFile+1))
	if err == nil && len(text) > mostFile {
		return nil, Errorf("file_too_large", path, mostFile>>20)
	}
	return text, err
}

// OpenFile opens a file that people name. A pipe would wait for ever and a device may
// never end: what is no file is an Error.
func OpenFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() { // of a folder reading says so
		return nil, Errorf("file_no_file", path)
	}
	return os.Open(path)
}
