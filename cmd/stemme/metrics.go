package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"stemme/pipeline"
	"stemme/pipeline/atomicfile"
	"stemme/pipeline/messages"
)

// writeMetrics writes what a run counted in the text format of Prometheus, as
// the node exporter's textfile collector reads it: whole or not at all.
func writeMetrics(path string, r pipeline.RunRecord) error {
	return messages.FileFault(atomicfile.Write(path, 0o644, func(w io.Writer) error { return metrics(w, r) }), path)
}

// metrics writes one gauge a line, those of the stages in the stages' order.
func metrics(w io.Writer, r pipeline.RunRecord) error {
	var b strings.Builder
	gauge := func(name, help string, value float64) {
		fmt.Fprintf(&b, "# HELP stemme_%s %s\n# TYPE stemme_%s gauge\nstemme_%s %s\n", name, help, name, name, strconv.FormatFloat(value, 'f', -1, 64))
	}
	gauge("run_success", "1 where the last run was done, else 0.", map[bool]float64{true: 1}[r.Outcome == "done"])
	gauge("run_end_timestamp_seconds", "When the last run ended.", float64(r.At.Add(time.Duration(r.Seconds*float64(time.Second))).Unix()))
	gauge("run_duration_seconds", "How long it took.", r.Seconds)
	if r.Outcome == "done" {
		gauge("run_rows_read", "Rows that it read.", float64(r.Read))
		gauge("run_rows_rejected", "Rows that it refused.", float64(r.Rejected))
		gauge("run_responses_new", "Responses that were new.", float64(r.New))
		gauge("run_responses_replaced", "Responses of which it read another version.", float64(r.Replaced))
		gauge("run_responses_erased", "Responses that it erased.", float64(r.Erased))
		gauge("responses", "Responses in the ledger.", float64(r.Responses))
		gauge("themes", "Themes.", float64(r.Themes))
		gauge("clauses_without_theme_ratio", "Share of clauses without a theme.", r.WithoutTheme)
		if r.NPS != nil {
			gauge("nps", "The score over all responses.", *r.NPS)
		}
		gauge("run_damaged", "Things in the data folder that it found damaged, and went on from.", float64(r.Damaged))
		gauge("run_edits_lapsed", "Edits of the analysts that do not apply.", float64(len(r.Lapsed)))
		gauge("edition_unchanged", "1 where nothing was new.", map[bool]float64{true: 1}[r.Unchanged])
	}
	if len(r.Stages) > 0 {
		b.WriteString("# HELP stemme_stage_duration_seconds How long each stage took.\n# TYPE stemme_stage_duration_seconds gauge\n")
	}
	for _, stage := range pipeline.Stages {
		if took, ran := r.Stages[stage]; ran {
			fmt.Fprintf(&b, "stemme_stage_duration_seconds{stage=%q} %v\n", stage, took)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
