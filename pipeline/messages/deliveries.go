package messages

// deliveryMessages are those of how sources bring what they have.
var deliveryMessages = map[Key][2]string{
	"drop_empty":     {"%s: mappen har ingen nye filer", "%s: the folder has no new files"},
	"drop_waiting":   {"%s: %d fil(er) er ændret for mindre end %d sekunder siden og venter til næste kørsel", "%s: %d file(s) changed less than %d seconds ago and wait for the next run"},
	"drop_not_moved": {"%s er læst og udgivet, men kan ikke flyttes til %s; giv programmet adgang, eller flyt filen – den læses ellers igen, hvilket intet ændrer", "%s has been read and published but cannot be moved to %s; give the program access, or move the file – else it is read again, which changes nothing"},
	"remote_empty":   {"%s: intet nyt", "%s: nothing new"},
	"stdin_none":     {"der er intet at læse fra standard input", "there is nothing to read from standard input"},
}
