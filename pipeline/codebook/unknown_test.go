package codebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stemme/pipeline/messages"
)

// TestUnknownFieldNamesTheKnown: a field that is not known is answered with those that may stand in
// its place: of an initiative, of its conditions, of the file.
func TestUnknownFieldNamesTheKnown(t *testing.T) {
	for text, want := range map[string]string{
		"initiatives:\n  - id: kurser\n    since: 2026-01-01\n":                                  "\"since\" kendes ikke her; det kan være id, name, theme, owner, action, start, end, where, against, impact, feasibility",
		"initiatives:\n  - id: kurser\n    where: {city: [Odense], unit: [Fyn]}\n":               "\"city\" kendes ikke her; det kan være source, touchpoint, stage, unit, segment, theme, class, language",
		"plans:\n  - id: kurser\n":                                                               "\"plans\" kendes ikke her; det kan være initiatives",
		"initiatives:\n  - id: a\n  - id: b\n    where: {segment: {by: [Odense]}, units: [F]}\n": "\"units\" kendes ikke her; det kan være source,",
	} {
		path := filepath.Join(t.TempDir(), InitiativesName)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Initiatives(path)
		if err == nil || !strings.Contains(messages.Danish.Error(err), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
