package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"stemme/pipeline"
	"stemme/pipeline/messages"
)

// watcherFor follows a night on w: a progress bar on a terminal, one structured
// line per stage otherwise.
func watcherFor(w io.Writer, lang messages.Lang) pipeline.Watcher {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return &bar{lang: lang, bar: progressbar.NewOptions(len(pipeline.Stages),
			progressbar.OptionSetWriter(w),
			progressbar.OptionSetWidth(24),
			progressbar.OptionShowElapsedTimeOnFinish(),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(false),
		)}
	}
	return lines{slog.New(slog.NewTextHandler(w, nil))}
}

// unwatched says nothing.
type unwatched struct{}

func (unwatched) Begin(pipeline.Stage)                      {}
func (unwatched) End(pipeline.Stage, time.Duration, ...any) {}

// bar shows the stages as a progress bar.
type bar struct {
	lang messages.Lang
	bar  *progressbar.ProgressBar
}

func (b *bar) Begin(s pipeline.Stage) {
	b.bar.Describe(fmt.Sprintf("%-22s", b.lang.Text(messages.Key("stage_"+string(s)))))
}

func (b *bar) End(pipeline.Stage, time.Duration, ...any) { _ = b.bar.Add(1) }

// lines writes one line per stage.
type lines struct{ log *slog.Logger }

func (l lines) Begin(pipeline.Stage) {}

func (l lines) End(s pipeline.Stage, took time.Duration, facts ...any) {
	l.log.Info(string(s), append([]any{"seconds", took.Round(time.Millisecond).Seconds()}, facts...)...)
}
