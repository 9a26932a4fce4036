package messages

// storageMessages are those of the tables, the ledger and the editions.
var storageMessages = map[Key][2]string{
	"table_damaged": {"tabellen %s kan ikke læses; den er beskadiget eller ikke skrevet af stemme",
		"the table %s cannot be read; it is damaged or was not written by stemme"},
	"table_version": {"tabellen %s har skemaversion %q, men dette program læser version %s; brug en nyere udgave af stemme",
		"the table %s has schema version %q, but this program reads version %s; use a newer stemme"},
}
