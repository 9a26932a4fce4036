package source

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestCodePages tells the eight-bit character sets apart by few bytes, of any
// kind.
func TestCodePages(t *testing.T) {
	for _, c := range []struct {
		name, text string
		page       *charmap.Charmap
	}{
		{"windows-1252", "I can’t wait – it’s “great”…", charmap.Windows1252},
		{"windows-1252", "Det er sgu’ fint, siger hun", charmap.Windows1252},
		{"windows-1252", "et eneste å", charmap.Windows1252},
		{"windows-1252", "Très bien, mais le réseau est lent; ça va à peu près", charmap.Windows1252},
		{"windows-1252", "Prisen er 20 € for høj – æv", charmap.Windows1252},
		{"windows-1252", "KØEN VAR FOR LANG", charmap.Windows1252},
		{"cp865", "Køen på Østerbro var lang, og æblerne rådne", charmap.CodePage865},
		{"cp865", "ÆRLIG TALT SÅ ØV", charmap.CodePage865},
		{"macintosh", "Køen på Østerbro var lang, og æblerne rådne", charmap.Macintosh},
		{"macintosh", "Sød pige i kassen", charmap.Macintosh},
	} {
		data, err := c.page.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if text, name, _, err := decode(data); err != nil || name != c.name || text != c.text {
			t.Errorf("%q in %s is read as %q in %s (%v)", c.text, c.name, text, name, err)
		}
	}
}
