package pipeline

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/themes"
)

// wordVectors reads the word vectors of the file at path, gzip or plain, for the
// words of the responses, and the hash of the file; nothing for "".
func wordVectors(path string, responses []models.Response, a analysis) (_ *themes.WordVectors, hash string, err error) {
	if path == "" {
		return nil, "", nil
	}
	file, err := messages.OpenFile(path)
	if err != nil {
		return nil, "", messages.FileFault(err, path)
	}
	defer file.Close()
	sum := sha256.New()
	raw := bufio.NewReaderSize(io.TeeReader(file, sum), 1<<16)
	text := io.Reader(raw)
	if head, _ := raw.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		if text, err = gzip.NewReader(raw); err != nil {
			return nil, "", messages.FileFault(err, path)
		}
	}
	vectors, err := themes.ReadWordVectors(text, responses, a.documents)
	var fault *themes.LineError
	if errors.As(err, &fault) {
		return nil, "", messages.Wrap(fault.Err, "themes_vectors_line", path, fault.Line)
	}
	if err != nil {
		return nil, "", messages.FileFault(err, path)
	}
	if _, err := io.Copy(io.Discard, raw); err != nil { // whatever stands behind the compressed text
		return nil, "", messages.FileFault(err, path)
	}
	return vectors, hex.EncodeToString(sum.Sum(nil)), nil
}

// hashOfFile is the hash of a file as wordVectors gives it, "" for no file.
func hashOfFile(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	file, err := messages.OpenFile(path)
	if err != nil {
		return "", messages.FileFault(err, path)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", messages.FileFault(err, path)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
