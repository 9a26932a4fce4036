package arrivals

import (
	"fmt"
	"slices"
	"testing"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// TestPartedOtherwise: where the cells of the earlier files were parted by another sign, the way out
// that keeps no response twice is named.
func TestPartedOtherwise(t *testing.T) {
	n := newNights(t)
	header := "Nr;Hvor sandsynligt er det, at du anbefaler os;Beløb;Kommentar"
	path := n.write("svar.csv", header, 60, func(i int) string { return fmt.Sprintf("%d;%d;%d,50;%s", i, i%11, i, comment(i)) })
	n.read(Rules{}, source.Config{Name: "svar", Delimiter: ",", Columns: map[string]string{"comment": "at du anbefaler os;Beløb;Kommentar"}}, path)
	if _, asked, text := n.read(Rules{}, source.Config{Name: "svar", Delimiter: ";"}, path); !slices.Contains(asked, messages.Key("reading_parted")) {
		t.Errorf("asked %v: %s", asked, text)
	}
}
