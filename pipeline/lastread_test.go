package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// A recalling watches whether a night answers from what the last one read.
type recalling struct {
	silent
	recalled bool
}

func (r *recalling) End(stage pipeline.Stage, _ time.Duration, facts ...any) {
	r.recalled = strings.Contains(fmt.Sprint(facts...), "recalled true")
	for i := 0; i+1 < len(facts); i += 2 {
		r.recalled = r.recalled || stage == pipeline.StageRead && facts[i] == "recalled" && facts[i+1] == true
	}
}

// recall runs a night and says whether it was answered without reading.
func recall(t *testing.T, cfg pipeline.Config) (pipeline.Summary, bool) {
	t.Helper()
	var w recalling
	s, err := pipeline.Run(context.Background(), cfg, &w)
	if err != nil {
		t.Fatal(err)
	}
	_, masked := s.Took[pipeline.StageMask]
	if w.recalled && masked {
		t.Error("recalled, and read")
	}
	return s, !masked
}

// summaryTold is all that a summary tells people, in both languages.
func summaryTold(t *testing.T, s pipeline.Summary) string {
	t.Helper()
	var b bytes.Buffer
	for i := range s.Files {
		f := s.Files[i]
		f.Reading = source.Reading{}
		fmt.Fprintf(&b, "%s %s %s %s %d %+v %d %d %d %d %d %d %t\n", f.File, f.Source, f.SHA256, f.Scale, f.HeaderLine, f.Dates, f.Accepted, f.Rejected, f.Replaced, f.Cells, f.Scored, f.Commented, f.ByName)
		for _, c := range f.Columns {
			fmt.Fprintf(&b, "%s %s %s %s %t %d %d %q\n", c.Header, c.Role, c.Name, c.Runner, c.Doubt, c.Given, c.Distinct, c.Forms)
			for _, n := range append(c.Evidence, c.Why) {
				fmt.Fprintln(&b, n.Key, n.Text(messages.Danish), n.Text(messages.English))
			}
		}
		for _, n := range append(f.Notes, f.ScaleWhy) {
			fmt.Fprintln(&b, n.Key, n.Text(messages.Danish), n.Text(messages.English))
		}
	}
	for _, n := range s.Notes {
		fmt.Fprintln(&b, n.Key, n.Text(messages.Danish), n.Text(messages.English))
	}
	for _, lang := range []messages.Lang{messages.Danish, messages.English} {
		if err := source.WriteRejects(&b, s.Rejects, lang); err != nil {
			t.Fatal(err)
		}
	}
	r := pipeline.RecordOf(s, time.Time{}, nil)
	r.Seconds, r.Stages = 0, nil
	fmt.Fprintf(&b, "%+v %+v %v %v %v\n", r, s.Accepted, *r.NPS, *r.Low, *r.High)
	return strings.NewReplacer(fmt.Sprint(r.NPS), "", fmt.Sprint(r.Low), "", fmt.Sprint(r.High), "").Replace(b.String())
}

// delivered writes a file of n invented answers, with what else it is to hold.
func delivered(t *testing.T, path string, n int, more ...string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("id;dato;score;kommentar\n")
	for i := range n {
		fmt.Fprintf(&b, "%d;%02d-%02d-2026;%d;ventede i telefonen som nummer %d\n", i, 1+i%28, 1+i%3, i%11, i)
	}
	b.WriteString(strings.Join(more, ""))
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFilesReadBeforeAreRecalled: the third night over the same file answers from what the
// second was told, and tells the same of rows refused, cells and notes; whatever decides
// what is read ends that.
func TestFilesReadBeforeAreRecalled(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	delivered(t, file, 60, "900;03-02-2026;77;Scoren findes ikke\n901;43-02-2026;7;Dagen findes ikke\n902;1;2;3;4;5;6;7\n")
	cfg := config(data, file)
	if _, without := recall(t, cfg); without {
		t.Fatal("the first night read nothing")
	}
	second, without := recall(t, cfg)
	if without {
		t.Fatal("the second night read nothing, and nothing was known")
	}
	if len(second.Rejects) < 2 {
		t.Fatalf("%d rejects, want some to be told again", len(second.Rejects))
	}
	for range 2 {
		third, without := recall(t, cfg)
		if !without || !third.Unchanged {
			t.Fatalf("the same file was read again (unchanged: %v)", third.Unchanged)
		}
		if got, want := summaryTold(t, third), summaryTold(t, second); got != want {
			t.Errorf("told otherwise:\n%s\nwant\n%s", got, want)
		}
	}
	for _, c := range []struct {
		what   string
		change func(cfg *pipeline.Config)
	}{
		{"a column that is declared", func(cfg *pipeline.Config) { cfg.Sources[0].Columns = map[string]string{"comment": "kommentar"} }},
		{"answers taken as corrections", func(cfg *pipeline.Config) { cfg.AsCorrection = true }},
		{"more in the file", func(*pipeline.Config) { delivered(t, file, 61) }},
		{"less in the file", func(*pipeline.Config) { delivered(t, file, 59) }},
		{"one byte of the file", func(*pipeline.Config) {
			text, _ := os.ReadFile(file)
			os.WriteFile(file, bytes.Replace(text, []byte("nummer 7\n"), []byte("nummer 8\n"), 1), 0o600)
		}},
		{"the same content under another name", func(cfg *pipeline.Config) {
			text, _ := os.ReadFile(file)
			other := filepath.Join(t.TempDir(), "svar.csv")
			os.WriteFile(other, text, 0o600)
			cfg.Sources[0].Files = []string{other}
		}},
		{"one more file", func(cfg *pipeline.Config) { cfg.Sources[0].Files = append(cfg.Sources[0].Files, answers(t, "5")) }},
		{"a ledger that others changed", func(*pipeline.Config) { night(t, config(data, answers(t, "17"))) }},
		{"an erasure", func(*pipeline.Config) {
			if _, err := pipeline.Forget(context.Background(), config(data), pipeline.Forgetting{Keys: []models.Key{{Source: "survey", ID: "3"}}}, silent{}); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(data, "lastread.gob")); err == nil {
				t.Error("what was read stays after an erasure")
			}
		}},
		{"edits", func(*pipeline.Config) {
			os.WriteFile(filepath.Join(data, "edits.yaml"), []byte("edits:\n  - pin: t0001\n"), 0o600)
		}},
		{"what is kept, damaged", func(*pipeline.Config) {
			path := filepath.Join(data, "lastread.gob")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text[len(text)/2] ^= 1
			os.WriteFile(path, text, 0o600)
		}},
		{"a retention that erases", func(cfg *pipeline.Config) {
			cfg.Retention = retentionThat(t, time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC))
		}},
	} {
		for i := 0; ; i++ { // until the night is recalled
			if _, without := recall(t, cfg); without {
				break
			}
			if i == 3 {
				t.Fatalf("before %s: never recalled", c.what)
			}
		}
		next := cfg
		next.Sources = append([]pipeline.Source{}, cfg.Sources...)
		c.change(&next)
		if _, without := recall(t, next); without {
			t.Errorf("%s: not read", c.what)
		}
	}
}

// changing changes a file once it has been read.
type changing struct {
	silent
	change func()
}

func (c *changing) End(stage pipeline.Stage, _ time.Duration, _ ...any) {
	if stage == pipeline.StageRead {
		c.change()
	}
}

// TestChangedBehindTheNight: a file that changes once it has been read is kept as what was
// read: the next night reads it, and is answered where it is again what it was.
func TestChangedBehindTheNight(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	cfg := config(data, file)
	delivered(t, file, 60)
	night(t, cfg)
	if s, err := pipeline.Run(context.Background(), cfg, &changing{change: func() { delivered(t, file, 61) }}); err != nil || s.Responses != 60 {
		t.Fatalf("%d responses: %v", s.Responses, err)
	}
	delivered(t, file, 60)
	if _, without := recall(t, cfg); !without {
		t.Error("what was read was read again")
	}
	delivered(t, file, 61)
	if s, without := recall(t, cfg); without || s.Responses != 61 {
		t.Errorf("the file changed behind the night is not read: %d responses", s.Responses)
	}
}

// retentionThat is a retention in days that erases what was answered before a day.
func retentionThat(t *testing.T, day time.Time) string {
	t.Helper()
	days := int(time.Since(day).Hours() / 24)
	if days < 1 {
		t.Skip("the clock says that it is not yet ", day)
	}
	return fmt.Sprintf("%d days", days)
}

// TestDaysToComeAreReadAgain: a date after tomorrow is refused today and may stand later, so
// such a file is read every night.
func TestDaysToComeAreReadAgain(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "survey.csv")
	delivered(t, file, 40, "900;"+time.Now().AddDate(0, 0, 3).Format("02-01-2006")+";7;Svar fra fremtiden\n")
	for i := range 4 {
		if s, without := recall(t, config(data, file)); without || len(s.Rejects) != 1 {
			t.Fatalf("night %d: read %v, %d rejects; want it read, and the date refused", i, !without, len(s.Rejects))
		}
	}
}
