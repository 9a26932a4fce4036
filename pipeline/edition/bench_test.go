package edition_test

import (
	"io"
	"testing"

	"stemme/pipeline/edition"
)

// BenchmarkOpen opens an edition of 256 MiB of tables: what the hashes cost.
func BenchmarkOpen(b *testing.B) {
	data := b.TempDir()
	d, err := edition.Begin(data)
	if err != nil {
		b.Fatal(err)
	}
	block := make([]byte, 1<<20)
	err = d.Write(edition.Tables+"/responses.parquet", func(w io.Writer) error {
		for range 256 {
			if _, err := w.Write(block); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	e, _, err := d.Publish(edition.Manifest{})
	if err != nil {
		b.Fatal(err)
	}
	e.Close()
	b.SetBytes(256 << 20)
	for b.Loop() {
		e, err := edition.Open(data, edition.Current)
		if err != nil {
			b.Fatal(err)
		}
		e.Close()
	}
}
