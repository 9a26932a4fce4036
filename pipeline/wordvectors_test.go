package pipeline

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stemme/models"
	"stemme/pipeline/messages"
)

// TestWordVectorsFile holds that plain and gzip files are read, that each has
// the hash of its own bytes, and that a fault names file and line.
func TestWordVectorsFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("2 2\ngebyr 1 0\nkort 0 1\n"))
	z.Close()
	responses := []models.Response{{Comment: "gebyr kort"}}
	a := analysis{documents: []models.Document{{Clauses: []models.Clause{{End: 10, Terms: []models.Term{
		{Text: "gebyr", End: 5}, {Text: "kort", Start: 6, End: 10}}}}}}}
	hashes := map[string]bool{}
	for name, text := range map[string][]byte{"a.vec": []byte("gebyr 1 0\nkort 0 1\n"), "b.vec.gz": packed.Bytes()} {
		v, hash, err := wordVectors(write(name, text), responses, a)
		if err != nil || v == nil {
			t.Fatalf("%s: %v", name, err)
		}
		hashes[hash] = true
	}
	if len(hashes) != 2 {
		t.Error("two files of different bytes have one hash")
	}
	bad := write("bad.vec", []byte("gebyr 1 0\nkort 0 x\n"))
	_, _, err := wordVectors(bad, responses, a)
	var told *messages.Error
	if !errors.As(err, &told) || told.Key != "themes_vectors_line" || told.Args[0] != bad || told.Args[1] != 2 {
		t.Errorf("a broken line: %v", err)
	}
}
