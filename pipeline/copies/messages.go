package copies

import "stemme/pipeline/messages"

func init() { messages.Register(ownMessages) }

var ownMessages = map[messages.Key][2]string{
	"copy_failed": {
		"%s: udgaven %s kunne ikke kopieres dertil; den gælder her; hvad der lå der før, ligger der stadig, og den næste kørsel prøver igen",
		"%s: the edition %s could not be copied there; it is current here; what lay there before lies there still, and the next run tries again",
	},
}
