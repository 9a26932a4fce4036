package tables

import "stemme/pipeline/messages"

func init() { messages.Register(ownMessages) }

// ownMessages are what is said of a row that is asked for.
var ownMessages = map[messages.Key][2]string{
	"row_column":  {"tabellen har ingen kolonne %q; den har %s", "the table has no column %q; it has %s"},
	"row_none":    {"ingen række passer på %s; tabellens kolonner er %s", "no row matches %s; the columns of the table are %s"},
	"row_any":     {"tabellen har flere rækker; vælg %s: %s", "the table has several rows; choose %s: %s"},
	"row_several": {"flere rækker passer på %s; vælg også %s: %s", "several rows match %s; choose %s too: %s"},
}
