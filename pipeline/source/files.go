package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stemme/pipeline/messages"
)

// Named turns paths and globs into the files that they name, each once, and the globs
// that name none. The files of a glob come in the order of their names.
func Named(patterns []string) (files, nothing []string) {
	for _, pattern := range patterns {
		found := []string{pattern}
		if _, err := os.Lstat(pattern); err != nil && strings.ContainsAny(pattern, "*?[") {
			if found, err = filepath.Glob(pattern); err != nil || len(found) == 0 {
				nothing = append(nothing, pattern)
			}
			slices.Sort(found)
		}
		for _, file := range found {
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	return files, nothing
}

// expand is Named, of which a glob that names nothing is no news, where that may be.
func (b *Batch) expand(cfg Config) ([]string, error) {
	files, nothing := Named(cfg.Files)
	for _, pattern := range nothing {
		if err := b.passed(cfg, pattern, messages.Errorf("source_no_match", pattern)); err != nil {
			return nil, err
		}
	}
	if len(files) == 0 && len(cfg.Inputs) == 0 && len(b.Empty) == 0 {
		return nil, messages.Errorf("source_no_files")
	}
	return files, nil
}

// A content is what was read of a file: all of it, or a sample.
type content struct {
	head    []byte
	windows [][]byte // further pieces of a sample, each of whole lines
	size    int64    // of the file
}

// sum is the SHA-256 of the content in hex, "" for a sample.
func (c content) sum() string {
	if int64(len(c.head)) < c.size || len(c.windows) > 0 {
		return ""
	}
	sum := sha256.Sum256(c.head)
	return hex.EncodeToString(sum[:])
}

// windows is how many pieces beside its beginning make the sample of a file.
const windows = 4

// loadSample is the beginning of file and pieces spread over the rest, sample
// bytes in all; the whole file where it is no larger.
func loadSample(file string, cfg *Config) (content, error) {
	in, size, err := openFile(file)
	if err != nil {
		return content{}, err
	}
	defer in.Close()
	sample := cfg.Sample
	if size <= int64(sample) || sample <= 0 {
		data, err := load(in, size, cfg)
		return content{head: data, size: int64(len(data))}, err
	}
	c := content{size: size}
	piece := func(at int64, n int) []byte {
		data := make([]byte, n)
		n, err = in.ReadAt(data, at)
		return data[:n]
	}
	c.head = piece(0, sample/2)
	if !isLines(c.head) {
		if isPacked(c.head) {
			c.head = piece(0, sample) // it holds several times as much
			return c, nil
		}
		data, err := load(in, size, cfg)
		return content{head: data, size: c.size}, err
	}
	c.head = c.head[:bytes.LastIndexByte(c.head, '\n')+1]
	for i := range windows {
		at := int64(sample/2) + (c.size-int64(sample))*int64(i+1)/windows
		data := piece(at, sample/2/windows)
		first, last := bytes.IndexByte(data, '\n'), bytes.LastIndexByte(data, '\n')
		if first >= 0 && last > first {
			c.windows = append(c.windows, data[first+1:last+1])
		}
	}
	return c, nil
}

// isPacked says whether data is compressed by gzip.
func isPacked(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) }

// isLines says whether data may be cut at the ends of its lines: text of one
// byte or UTF-8, and no JSON over several lines.
func isLines(data []byte) bool {
	if bytes.IndexByte(data, 0) >= 0 || bytes.IndexByte(data, '\n') < 0 || isPacked(data) || bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return false
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		first, _, _ := bytes.Cut(text, []byte("\n"))
		return json.Valid(first)
	}
	return true
}

// openFile opens a file and says how large it is. What is no file is not opened: a
// pipe would wait for ever, a device may never end.
func openFile(file string) (*os.File, int64, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, 0, unreadable(file, err)
	case info.IsDir():
		return nil, 0, messages.Errorf("source_directory", file)
	case !info.Mode().IsRegular():
		return nil, 0, messages.Errorf("source_no_file", file)
	}
	in, err := os.Open(file)
	if err != nil {
		return nil, 0, unreadable(file, err)
	}
	return in, info.Size(), nil
}

// load is the content of a file, whole.
func load(in *os.File, size int64, cfg *Config) ([]byte, error) {
	if size > cfg.unpacked() {
		return nil, bounded(errTooLarge, in.Name(), cfg)
	}
	data := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	n, err := data.ReadFrom(io.NewSectionReader(in, 0, cfg.unpacked()+1))
	switch {
	case err != nil:
		return nil, unreadable(in.Name(), err)
	case n > cfg.unpacked():
		return nil, bounded(errTooLarge, in.Name(), cfg)
	case n == 0:
		return nil, messages.Errorf("source_empty", in.Name())
	}
	return data.Bytes(), nil
}

// unreadable wraps what the operating system said, which names the file again.
func unreadable(file string, err error) error {
	if os.IsNotExist(err) {
		return messages.Errorf("source_not_found", file)
	}
	if os.IsPermission(err) {
		return messages.Errorf("source_forbidden", file)
	}
	return messages.Wrap(err, "source_unreadable", file)
}
