package codebook

import (
	"os"
	"path/filepath"
	"testing"
)

// Files that people write, whole and with what an editor leaves half written.
var plansWritten = []string{
	"promise: 24 hours\nopt_out: {column: Nej}\nmail: {host: a, from: b, port: 25}\nreceivers:\n  - {id: tlf, owner: A, deliver: smtp, to: a@b.dk}\nrules:\n  - {to: tlf, class: [detractor], unit: [A/B], theme: [t0001]}\n",
	"receivers:\n  - \nrules:\n  -\n", "kpis:\n  - {id: a, of: nps, target: 3, by: 2026-12}\nseries:\n  -\n", "edits:\n  - rename: t0001\n    to: A\n  -\n", "initiatives:\n  -\n", "kpis:\n ! 0000000000000000000000000\n000008: 0", // ends goccy/go-yaml
}

// TestHalfWritten: a file cut off at any byte is read or refused.
func TestHalfWritten(t *testing.T) {
	for _, text := range plansWritten {
		for end := range len(text) {
			readAll(t, text[:end])
		}
	}
}

func readAll(t *testing.T, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _ = ReadPlaybook(path)
	_, _ = ReadKPIs(path)
	_, _ = Read(path)
	_, _ = Judgements(path)
}

func FuzzPlans(f *testing.F) {
	for _, text := range plansWritten {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 3000 {
			readAll(t, s)
		}
	})
}
