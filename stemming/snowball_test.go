package stemming

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"stemme/testdata/corpora"
)

// shared reads the lines of a file that is no part of the project, or skips the
// test.
func shared(t testing.TB, path ...string) []string {
	t.Helper()
	file, err := os.Open(corpora.File(t, strings.Join(path, "/")))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestStemVocabulary holds Stem against Snowball's own vocabulary.
func TestStemVocabulary(t *testing.T) {
	words, stems := shared(t, "snowball-danish", "voc.txt"), shared(t, "snowball-danish", "output.txt")
	if len(words) != 23832 || len(stems) != len(words) {
		t.Fatalf("%d words, %d stems", len(words), len(stems))
	}
	for i, word := range words {
		if got := Stem(word); got != stems[i] {
			t.Errorf("voc.txt:%d: Stem(%q) = %q, want %q", i+1, word, got, stems[i])
		}
	}
}
