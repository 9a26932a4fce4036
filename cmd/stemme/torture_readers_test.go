//go:build linux

package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stemme/pipeline/edition"
	"stemme/pipeline/tables"
)

// A witness is a reader that looks again and again while nights publish. It returns
// the mark of the edition that it saw and the rows of nps there; "" for an edition
// that went away under it, which a reader without a lock must live with.
type witness func() (mark, rows string, err error)

// readers lets readers of every kind look while nights publish two
// editions in turn and delete the last but one: each sees one of the two, whole.
func (s *story) readers(t *testing.T) {
	self := alias(t)
	data := s.keep(t, s.truth[1].history)
	conf := filepath.Join(t.TempDir(), "stemme.yaml")
	write(t, conf, noLens+"keep: 1\ndata: "+data+"\n")
	right := map[string]string{} // rows of nps by mark
	publish := func(i int) {
		t.Helper()
		if code, said := here("run", "--config", conf, "--seed", fmt.Sprint(2+i%2)); code != exitDone {
			t.Errorf("publishing: exit %d\n%s", code, said)
		}
	}
	for i := range times(3, 4) { // the model of the night before has its part: the marks must have settled
		publish(i)
		mark, _ := published(t, data)
		right[mark] = rowsIn(t, data, "nps")
	}
	url, stop := serving(t, self, data)
	defer stop()
	pause := time.Duration(times(10, 0)) * time.Millisecond // readers that never rest take the nights' processors
	var looks [4]atomic.Int64
	end := make(chan struct{})
	var all sync.WaitGroup
	for n, look := range []witness{opening(data), byLink(data), byPointer(data), overHTTP(url)} {
		all.Go(func() {
			for {
				select {
				case <-end:
					return
				default:
				}
				mark, rows, err := look()
				if err != nil {
					t.Errorf("reader %d: %v", n, err)
					return
				}
				if want, known := right[mark]; mark != "" && known && rows != want {
					t.Errorf("reader %d: edition %s has other rows", n, mark)
				}
				looks[n].Add(1)
				time.Sleep(pause)
			}
		})
	}
	for i := range times(3, 150) {
		publish(i)
	}
	close(end)
	all.Wait()
	for n := range looks {
		if looks[n].Load() < 3 {
			t.Errorf("reader %d has looked %d times", n, looks[n].Load())
		}
	}
	t.Logf("looks by opening, link, pointer and HTTP: %d %d %d %d; %d editions", looks[0].Load(), looks[1].Load(), looks[2].Load(), looks[3].Load(), len(right))
}

// opening reads as this program does.
func opening(data string) witness {
	return func() (string, string, error) {
		ed, err := edition.Open(data, edition.Current)
		if err != nil {
			return "", "", err
		}
		defer ed.Close()
		mark, rows, err := readNPS(ed.Path(edition.Tables))
		if err == nil && mark != edition.Mark(ed.Manifest.Key) {
			err = errors.New("a table of another edition")
		}
		return mark, rows, err
	}
}

// byLink reads current/tables/nps.parquet, as a BI tool does.
func byLink(data string) witness {
	return func() (string, string, error) {
		return passing(readNPS(filepath.Join(data, edition.Current, edition.Tables)))
	}
}

// byPointer reads current.json first, and the folder that it names.
func byPointer(data string) witness {
	return func() (mark, rows string, err error) {
		text, err := os.ReadFile(filepath.Join(data, edition.PointerName))
		if err != nil {
			return "", "", err
		}
		var p struct{ Edition, Tables string }
		if err := json.Unmarshal(text, &p); err != nil {
			return "", "", err
		}
		mark, rows, err = passing(readNPS(filepath.Join(data, p.Tables)))
		if err == nil && mark != "" && !strings.HasSuffix(p.Edition, mark) {
			err = errors.New("a table of another edition than current.json says")
		}
		return mark, rows, err
	}
}

// passing forgives that an edition was deleted.
func passing(mark, rows string, err error) (string, string, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	return mark, rows, err
}

func readNPS(dir string) (mark, rows string, err error) {
	table, err := tables.Read(filepath.Join(dir, "nps"+tables.Extension))
	if err != nil {
		return "", "", err
	}
	mark, _ = table.Schema.Metadata().GetValue("edition")
	return mark, fmt.Sprint(tables.Text(table).Rows), nil
}

// overHTTP asks the pages for the overview and the table.
func overHTTP(url string) witness {
	return func() (mark, rows string, err error) {
		for _, path := range []string{"/", "/api/v1/tables/nps.parquet"} {
			answer, err := http.Get(url + path)
			if err != nil {
				return "", "", err
			}
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if err != nil || answer.StatusCode != http.StatusOK {
				return "", "", fmt.Errorf("%s: %s, %w", path, answer.Status, err)
			}
			if strings.HasSuffix(path, tables.Extension) {
				return fromBytes(body)
			}
		}
		return "", "", nil
	}
}

func fromBytes(text []byte) (mark, rows string, err error) {
	dir, err := os.MkdirTemp("", "torture-")
	if err != nil {
		return "", "", err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "nps"+tables.Extension), text, 0o600); err != nil {
		return "", "", err
	}
	return readNPS(dir)
}

// serving starts the pages and returns their address.
func serving(t *testing.T, self, data string) (url string, stop func()) {
	t.Helper()
	pages := exec.Command(self, "--lang", "en", "serve", "--addr", "127.0.0.1:0", "--data", data)
	out, err := pages.StdoutPipe()
	must(t, err)
	var said bytes.Buffer
	pages.Stderr = &said
	must(t, pages.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	url = regexp.MustCompile(`http://\S+`).FindString(line)
	if err != nil || url == "" {
		t.Fatalf("the pages say %q: %v\n%s", line, err, said.String())
	}
	return strings.TrimSuffix(url, "/"), func() {
		_ = pages.Process.Signal(os.Interrupt)
		if err := pages.Wait(); crashedIn(0, said.String()) {
			t.Errorf("the pages crashed: %v\n%s", err, said.String())
		}
	}
}

// servedDamage damages every file of the index and the tables while the
// pages have them open: they answer rightly or with an error, and live.
func (s *story) servedDamage(t *testing.T) {
	data := s.keep(t, s.truth[1].history)
	url, stop := serving(t, alias(t), data)
	defer stop()
	dir, err := filepath.EvalSymlinks(filepath.Join(data, edition.Current))
	must(t, err)
	asked := []string{"/", "/temaer", "/soeg?q=ventetid", "/api/v1/tables/nps.parquet", "/kontaktpunkter"}
	get := func(path string) (int, string) {
		answer, err := http.Get(url + path)
		if err != nil {
			t.Fatalf("the pages are gone: %v", err)
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, string(text)
	}
	var want []string
	for _, path := range asked {
		code, text := get(path)
		if want = append(want, text); code != http.StatusOK {
			t.Fatalf("%s: %d", path, code)
		}
	}
	refused := 0
	for i, file := range every(t, dir) {
		if strings.HasPrefix(file, "bi/") || !tortured() && i%19 != 0 && !strings.HasPrefix(file, "index/") {
			continue
		}
		path := filepath.Join(dir, file)
		text := bytesOf(t, path)
		for k := range times(1, 5) {
			hurt := bytes.Clone(text)
			for at := k; at < len(hurt); at += 97 {
				hurt[at] ^= 0xff
			}
			overwrite(t, path, hurt)
			if k%2 == 1 || !tortured() && i%2 == 1 {
				must(t, os.Truncate(path, int64(len(text)/2*(k/2%2)))) // to nothing: what is mapped is gone
			}
			for n, page := range asked {
				code, now := get(page)
				if code == http.StatusOK && now != want[n] {
					t.Errorf("%s damaged: %s answers otherwise", file, page)
				}
				if code != http.StatusOK {
					refused++
				}
			}
		}
		overwrite(t, path, text)
	}
	for n, page := range asked {
		if code, now := get(page); code != http.StatusOK || now != want[n] {
			t.Errorf("after all: %s answers %d", page, code)
		}
	}
	t.Logf("%d answers were refused", refused)
}

// overwrite changes a file in its place, under whoever has it open.
func overwrite(t *testing.T, path string, text []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	defer f.Close()
	_, err = f.WriteAt(text, 0)
	must(t, err)
}

// clockBack lets a night find a folder that was written in the future, as after a
// clock that was put right: it ends at the truth, and deletes no edition that it would
// keep. The long form does so after every step, for a day, two years and ten.
func (s *story) clockBack(t *testing.T) {
	days := []int{731}
	first, last := 3, 3
	if tortured() {
		days, first, last = []int{1, 731, 3653}, 1, len(s.steps)-1
	}
	for _, ahead := range days {
		for at := first; at <= last; at++ {
			data := s.keep(t, s.truth[at].history)
			fromLater(t, data, time.Now().AddDate(0, 0, ahead).UTC().Truncate(time.Second))
			s.afterClock(t, data, at)
			os.RemoveAll(data)
		}
	}
}

// fromLater makes a data folder one that was written later.
func fromLater(t *testing.T, data string, later time.Time) {
	t.Helper()
	for _, path := range every(t, data) {
		name := filepath.Join(data, path)
		switch filepath.Base(path) {
		case "manifest.json":
			text := regexp.MustCompile(`"published_at": "[^"]*"`).ReplaceAll(bytesOf(t, name), []byte(`"published_at": "`+later.Format(time.RFC3339)+`"`))
			text = regexp.MustCompile(`"sum": "[^"]*"`).ReplaceAll(text, []byte(`"sum": ""`))
			sum := sha256.Sum256(text)
			write(t, name, strings.Replace(string(text), `"sum": ""`, `"sum": "`+hex.EncodeToString(sum[:])+`"`, 1))
		case "runs.jsonl", "audit.jsonl":
			write(t, name, regexp.MustCompile(`"20\d\d-\d\d-\d\d`).ReplaceAllString(string(bytesOf(t, name)), later.Format(`"2006-01-02`)))
		}
		must(t, os.Chtimes(name, later, later))
	}
}

// afterClock does step at, and the next, in a folder of later.
func (s *story) afterClock(t *testing.T, data string, at int) {
	t.Helper()
	conf := filepath.Join(t.TempDir(), "stemme.yaml")
	write(t, conf, noLens+"keep: 3\nkeep_months: 2\nkeep_days: 400\ndata: "+data+"\n")
	before := len(editionsIn(t, data))
	args := append(s.steps[at].on(data), "--config", conf)
	if code, said := here(args...); code != exitDone && code != exitRejected {
		t.Fatalf("exit %d\n%s", code, said)
	}
	if d := s.truth[at+1].same(s.look(t, data)); d != "" {
		t.Errorf("%s: %s", s.steps[at].name, d)
	}
	if now := len(editionsIn(t, data)); now < min(before, 3) {
		t.Errorf("%s: %d editions, %d before", s.steps[at].name, now, before)
	}
	if code, said := here("verify", "--data", data); code != exitDone {
		t.Errorf("%s: verify: %d\n%s", s.steps[at].name, code, said)
	}
	if at += 1; at < len(s.steps) {
		if at == len(s.steps)-1 {
			write(t, filepath.Join(data, "edits.yaml"), renaming)
		}
		s.mend(t, data, at)
	}
}

func editionsIn(t *testing.T, data string) []edition.Listed {
	t.Helper()
	all, err := edition.List(data)
	must(t, err)
	return all
}
