// Package columns keeps everything about the comments of an index that is not a
// list of who holds a term: the arrays of their properties, their texts, their
// words one by one, and the vocabulary. They lie in one file, which is mapped
// into memory and used where it lies.
package columns

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unsafe"

	"github.com/blevesearch/mmap-go"
)

// The column file, with all numbers little-endian:
//
//	sections, each padded with zero bytes to a multiple of 8
//	contents: JSON, [{"name":"class","offset":0,"length":50000}, ...]
//	where the contents begin (uint64)
//	"stemme01"
//
// A section is an array of numbers, or the bytes of strings that an array of n+1
// offsets (uint64), the section NAME.at, cuts up. n is the number of comments, w of
// words, t of terms; comments are in the order of their keys, words of their exact
// forms, terms and all values in byte order:
//
//	source, source.values      uint32 by comment, into the strings of values
//	id, title, comment         strings by comment
//	class, score, day          uint8, int16 (−32768 for none), int32 by comment
//	touchpoint, stage, unit, language, segment.0, ...   as source
//	segments                   strings: the names of segment.0, ...
//	themes                     strings: ids
//	theme.at, theme            uint32: of comment i, theme[theme.at[i]:theme.at[i+1]], into themes
//	shard.0, ...               uint32 by document number of Bleve's: comment within the shard
//	exact, written             strings by word: in lower case; as it is mostly written
//	count, kind, termof        uint32, uint8, uint32 by word: times written, models.TermKind, its term
//	parts.at, parts            uint32: of word i, the terms of its parts
//	folded                     uint32: words that plain letters write otherwise, in the order of that form
//	terms                      strings: the terms
//	wordsof.at, wordsof        uint32: of term i, the words with it
//	partof.at, partof          uint32: of term i, the words that have it as a part
//	words.at, words            uint32: of comment i, its words in the order written, the title's first
//	titlewords                 uint32 by comment: how many of them are the title's
//	termrows                   uint32 by term: comments that hold it as a whole word
const fileMark = "stemme01"

// ErrCorrupt says that a directory does not hold an index of this form, whole.
var ErrCorrupt = errors.New("not a whole search index")

// number is what a section can hold.
type number interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32 | ~uint64 | ~int64
}

// section is one entry of the table of contents.
type section struct {
	Name   string `json:"name"`
	Offset int64  `json:"offset"`
	Length int64  `json:"length"`
}

// sectionWriter writes a column file; the first error sticks.
type sectionWriter struct {
	file *os.File
	w    *bufio.Writer
	at   int64
	toc  []section
	err  error
}

func createSections(name string) (*sectionWriter, error) {
	if !littleEndian {
		return nil, errors.New("search index: this machine's byte order is not supported")
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &sectionWriter{file: f, w: bufio.NewWriterSize(f, 1<<20)}, nil
}

// put writes b as a section.
func (s *sectionWriter) put(name string, b []byte) {
	s.toc = append(s.toc, section{name, s.at, int64(len(b))})
	s.write(b)
	s.write(make([]byte, -len(b)&7))
}

func (s *sectionWriter) write(b []byte) {
	if s.err != nil {
		return
	}
	n, err := s.w.Write(b)
	s.at += int64(n)
	s.err = err
}

// putNumbers writes v as a section.
func putNumbers[T number](s *sectionWriter, name string, v []T) {
	if len(v) == 0 {
		s.put(name, nil)
		return
	}
	s.put(name, unsafe.Slice((*byte)(unsafe.Pointer(&v[0])), len(v)*int(unsafe.Sizeof(v[0]))))
}

// putStrings writes n strings as two sections.
func putStrings(s *sectionWriter, name string, n int, at func(int) string) {
	offsets := make([]uint64, n+1)
	for i := range n {
		offsets[i+1] = offsets[i] + uint64(len(at(i)))
	}
	putNumbers(s, name+".at", offsets)
	s.toc = append(s.toc, section{name, s.at, int64(offsets[n])})
	for i := range n {
		s.write(unsafe.Slice(unsafe.StringData(at(i)), len(at(i))))
	}
	s.write(make([]byte, -int(offsets[n])&7))
}

// close writes the table of contents and brings everything to disk.
func (s *sectionWriter) close() error {
	toc, err := json.Marshal(s.toc)
	s.err = errors.Join(s.err, err)
	start := s.at
	s.write(toc)
	s.write(binary.LittleEndian.AppendUint64(nil, uint64(start)))
	s.write([]byte(fileMark))
	if s.err == nil {
		s.err = s.w.Flush()
	}
	if s.err == nil {
		s.err = s.file.Sync()
	}
	return errors.Join(s.err, s.file.Close())
}

// sections is a column file, mapped into memory; the first error sticks.
type sections struct {
	file *os.File
	mem  mmap.MMap
	at   map[string]section
	err  error
}

func openSections(name string) (*sections, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	s := &sections{file: f, at: map[string]section{}}
	if err := s.mapFile(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *sections) mapFile() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < 16 || !littleEndian {
		return fmt.Errorf("%s: %w", s.name(), ErrCorrupt)
	}
	if s.mem, err = mmap.Map(s.file, mmap.RDONLY, 0); err != nil {
		return fmt.Errorf("%s: %w", s.name(), err)
	}
	return s.readContents()
}

// name is the file's, without its directory.
func (s *sections) name() string { return filepath.Base(s.file.Name()) }

// close lets go of the file.
func (s *sections) close() error {
	var err error
	if s.mem != nil {
		err = s.mem.Unmap()
	}
	return errors.Join(err, s.file.Close())
}

func (s *sections) readContents() error {
	end := len(s.mem) - 16
	start := binary.LittleEndian.Uint64(s.mem[end:])
	if string(s.mem[end+8:]) != fileMark || start > uint64(end) {
		return fmt.Errorf("%s: %w", s.name(), ErrCorrupt)
	}
	var toc []section
	if err := json.Unmarshal(s.mem[start:end], &toc); err != nil {
		return fmt.Errorf("%s: %w", s.name(), ErrCorrupt)
	}
	for _, sec := range toc {
		if sec.Offset < 0 || sec.Length < 0 || sec.Offset%8 != 0 || sec.Offset+sec.Length > int64(start) {
			return fmt.Errorf("%s: %w", s.name(), ErrCorrupt)
		}
		s.at[sec.Name] = sec
	}
	return nil
}

// bytes is the section called name.
func (s *sections) bytes(name string) []byte {
	sec, ok := s.at[name]
	if !ok && s.err == nil {
		s.err = fmt.Errorf("%s: no section %s: %w", s.name(), name, ErrCorrupt)
	}
	return s.mem[sec.Offset : sec.Offset+sec.Length : sec.Offset+sec.Length]
}

// numbers is the section called name as n numbers; any number of them for n < 0.
func numbers[T number](s *sections, name string, n int) []T {
	b := s.bytes(name)
	var zero T
	size := int(unsafe.Sizeof(zero))
	if len(b)%size != 0 || n >= 0 && len(b) != n*size {
		if s.err == nil {
			s.err = fmt.Errorf("%s: section %s: %w", s.name(), name, ErrCorrupt)
		}
		return make([]T, max(n, 0))
	}
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), len(b)/size)
}

// Strings are a section of strings, used where it lies.
type Strings struct {
	offsets []uint64
	text    []byte
}

func readStrings(s *sections, name string, n int) Strings {
	if n >= 0 {
		n++
	}
	l := Strings{numbers[uint64](s, name+".at", n), s.bytes(name)}
	if last := len(l.offsets) - 1; (last < 0 || l.offsets[last] != uint64(len(l.text))) && s.err == nil {
		s.err = fmt.Errorf("%s: section %s: %w", s.name(), name, ErrCorrupt)
	}
	return l
}

func (l Strings) Len() int { return len(l.offsets) - 1 }

// At is the i-th string. It lies in the mapped file and must not be used once
// the index is closed; see clone.
func (l Strings) At(i int) string {
	b := l.text[l.offsets[i]:l.offsets[i+1]]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// Clone is a copy of the i-th string that lives on.
func (l Strings) Clone(i int) string { return string(l.text[l.offsets[i]:l.offsets[i+1]]) }

// texts are a section of long strings that are read from the file, a few at a
// time. Those of a page of hits lie all over it: mapped, each would bring sixteen
// pages of others along, and after some hundred searches all of them.
type texts struct {
	offsets []uint64
	file    *os.File
	begin   int64 // of the section, in the file
	size    uint64
}

func readTexts(s *sections, name string, n int) texts {
	l := readStrings(s, name, n)
	return texts{l.offsets, s.file, s.at[name].Offset, uint64(len(l.text))}
}

// read is the i-th string. Offsets that were damaged since the index was opened are
// an error before so much memory is asked for.
func (l texts) read(i int) (string, error) {
	from, to := l.offsets[i], l.offsets[i+1]
	if from > to || to > l.size {
		return "", fmt.Errorf("reading a comment: %w", ErrCorrupt)
	}
	b := make([]byte, to-from)
	if len(b) == 0 {
		return "", nil
	}
	if _, err := l.file.ReadAt(b, l.begin+int64(from)); err != nil {
		return "", fmt.Errorf("reading a comment: %w", err)
	}
	return unsafe.String(&b[0], len(b)), nil
}

var littleEndian = func() bool {
	n := uint16(1)
	return *(*byte)(unsafe.Pointer(&n)) == 1
}()
