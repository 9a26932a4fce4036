package bucket

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

const (
	root   = "../.."
	key    = "noegle-til-test"
	secret = "hemmelig-til-test"
)

// A service is a server that speaks S3, which can be out of order.
type service struct {
	*httptest.Server
	backend gofakes3.Backend
	broken  atomic.Int64 // requests still to be answered by 503
	after   atomic.Int64 // requests still to be answered well before all are broken; below 0 is for ever
	asked   atomic.Int64
}

func serve(t *testing.T) *service {
	t.Helper()
	s := &service{backend: s3mem.New()}
	s.after.Store(-1)
	speaks := gofakes3.New(s.backend).Server()
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		switch {
		case !strings.Contains(r.Header.Get("Authorization"), "Credential="+key+"/"):
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "<Error><Code>AccessDenied</Code></Error>")
		case s.broken.Add(-1) >= 0, s.after.Load() == 0:
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			if s.after.Load() > 0 {
				s.after.Add(-1)
			}
			speaks.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	if err := s.backend.CreateBucket("undersoegelser"); err != nil {
		t.Fatal(err)
	}
	return s
}

// objects are the contents of the bucket by name.
func (s *service) objects(t *testing.T) map[string]string {
	t.Helper()
	list, err := s.backend.ListBucket("undersoegelser", nil, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range list.Contents {
		o, err := s.backend.GetObject("undersoegelser", c.Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(o.Contents)
		if err != nil {
			t.Fatal(err)
		}
		all[c.Key] = string(text)
	}
	return all
}

// program is stemme, built.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stemme")
	build := exec.Command("go", "build", "-o", path, "./cmd/stemme")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// A night runs stemme with the configuration at conf; env is added.
func night(t *testing.T, stemme, conf, survey string, env ...string) (code int, said string) {
	t.Helper()
	run := exec.Command(stemme, "--lang", "en", "run", "--quiet", "--config", conf, survey)
	run.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "AWS_") }), env...)
	var out bytes.Buffer
	run.Stdout, run.Stderr = &out, &out
	_ = run.Run()
	return run.ProcessState.ExitCode(), out.String()
}

// current is what the pointer of the bucket names, every file of it as its list
// says.
func current(t *testing.T, all map[string]string) string {
	t.Helper()
	var now struct{ Edition, Tables string }
	if err := json.Unmarshal([]byte(all["bank/nps/current.json"]), &now); err != nil {
		t.Fatalf("current.json: %v", err)
	}
	dir := "bank/nps/editions/" + now.Edition + "/"
	var files []struct {
		Path  string
		Bytes int
	}
	if err := json.Unmarshal([]byte(all[dir+"files.json"]), &files); err != nil || len(files) < 30 {
		t.Fatalf("files.json: %d files, %v", len(files), err)
	}
	for _, f := range files {
		if len(all[dir+f.Path]) != f.Bytes {
			t.Errorf("%s has %d bytes, want %d", f.Path, len(all[dir+f.Path]), f.Bytes)
		}
	}
	return now.Edition
}

// TestBucket copies night after night to a service that refuses, fails now and then,
// and breaks down in the middle.
func TestBucket(t *testing.T) {
	stemme, s, dir := program(t), serve(t), t.TempDir()
	conf, keys := filepath.Join(dir, "stemme.yaml"), filepath.Join(dir, "s3.ini")
	write(t, conf, "data: data\npublish:\n  - bucket: undersoegelser/bank/nps\n    endpoint: "+s.URL+"\n    region: eu-north-1\n    keep: 2\n")
	rows := "id;dato;score;kommentar\n1;01-02-2026;3;Lang ventetid i telefonen\n2;02-02-2026;9;Sød rådgiver\n"
	survey := filepath.Join(dir, "svar.csv")
	write(t, survey, rows)
	env := []string{"AWS_ACCESS_KEY_ID=" + key, "AWS_SECRET_ACCESS_KEY=" + secret}

	code, said := night(t, stemme, conf, survey, "AWS_ACCESS_KEY_ID=forkert", "AWS_SECRET_ACCESS_KEY="+secret)
	if code != 1 || strings.Count(said, "\n") != 1 || !strings.Contains(said, "could not be copied") || strings.Contains(said, secret) {
		t.Fatalf("with a wrong key: %d\n%s", code, said)
	}
	if len(s.objects(t)) != 0 {
		t.Fatal("something was written")
	}
	s.broken.Store(2)
	if code, said = night(t, stemme, conf, survey, env...); code != 0 || said != "" {
		t.Fatalf("%d\n%s", code, said)
	}
	all := s.objects(t)
	first := current(t, all)
	for name := range all {
		if strings.Contains(name, "responses.parquet") || strings.Contains(name, "mentions.parquet") || strings.Contains(name, "/index/") || strings.HasSuffix(name, "views.sql") {
			t.Errorf("%s was copied", name)
		}
	}
	asked := s.asked.Load()
	if code, said = night(t, stemme, conf, survey, env...); code != 0 || s.asked.Load()-asked > 5 {
		t.Errorf("nothing new: %d after %d requests\n%s", code, s.asked.Load()-asked, said)
	}

	write(t, survey, rows+"3;03-02-2026;1;Ingen ringer tilbage\n")
	s.after.Store(20) // then the service is gone for good
	code, said = night(t, stemme, conf, survey, env...)
	if all = s.objects(t); code != 1 || current(t, all) != first || !strings.Contains(said, "the next run tries again") {
		t.Errorf("broken down: %d, %s is current\n%s", code, current(t, all), said)
	}
	s.after.Store(-1)
	// Credentials can lie in a file, too.
	write(t, keys, "[default]\naws_access_key_id = "+key+"\naws_secret_access_key = "+secret+"\n")
	write(t, conf, "data: data\npublish:\n  - bucket: undersoegelser/bank/nps\n    endpoint: "+s.URL+"\n    region: eu-north-1\n    credentials: s3.ini\n    detail: true\n")
	if code, said = night(t, stemme, conf, survey); code != 0 {
		t.Fatalf("%d\n%s", code, said)
	}
	all = s.objects(t)
	second := current(t, all)
	if second == first {
		t.Error("the pointer was not moved")
	}
	detail := false
	for name := range all {
		detail = detail || strings.HasSuffix(name, second+"/tables/responses.parquet")
		if strings.Contains(name, first) {
			t.Errorf("%s is left beside single responses", name)
		}
	}
	if !detail {
		t.Error("the detail tables were not copied")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
