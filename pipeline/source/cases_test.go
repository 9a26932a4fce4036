package source_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stemme/models"
	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// An answer is what reading a file should give. Fields left empty are not
// compared; a file may be asked about instead where asks says so.
type answer struct {
	rows, scored, commented int
	nps                     float64
	scale                   string
	encoding                string
	roles                   map[string]string // by header
	first                   string            // time of the first row in Danish time, or its day
	unit                    int               // rows with a unit
	answers                 int               // rows with an answer to a further question
	asks                    messages.Key      // of the error, or of a note
	doubt                   bool              // whether something must be in doubt
	cells                   int
}

// none stands for 0 where the zero value means that nothing is compared.
const none = -1

// usual is the answer that most files share.
func usual(rows int, with func(*answer)) answer {
	a := answer{rows: rows, scored: rows, commented: none, nps: math.NaN()}
	if with != nil {
		with(&a)
	}
	return a
}

const surveyNPS = -6.6667

func caseAnswers() map[string]answer {
	nps := func(a *answer) { a.nps = surveyNPS }
	roles := func(pairs ...string) func(*answer) {
		return func(a *answer) {
			a.roles = map[string]string{}
			for i := 0; i < len(pairs); i += 2 {
				a.roles[pairs[i]] = pairs[i+1]
			}
		}
	}
	and := func(all ...func(*answer)) func(*answer) {
		return func(a *answer) {
			for _, f := range all {
				f(a)
			}
		}
	}
	first := func(s string) func(*answer) { return func(a *answer) { a.first = s } }
	asks := func(key messages.Key) func(*answer) { return func(a *answer) { a.asks = key } }
	scored := func(n int) func(*answer) { return func(a *answer) { a.scored = n } }
	scale := func(s string) func(*answer) { return func(a *answer) { a.scale = s } }
	encoding := func(s string) func(*answer) { return func(a *answer) { a.encoding = s } }
	doubt := func(a *answer) { a.doubt = true }
	return map[string]answer{
		"b_filler.csv":                 usual(120, nil),
		"b_signature.csv":              usual(240, nil),
		"c_long_format.csv":            usual(none, asks("source_long")),
		"c_mysql_null.tsv":             usual(60, and(scored(none), roles("score", "score", "comment", "comment"))),
		"c_repeated_header.csv":        usual(60, nps),
		"c_titles12.csv":               usual(60, and(nps, roles("Score", "score", "Kommentar", "comment"))),
		"c_two_comments.csv":           usual(60, and(nps, func(a *answer) { a.answers = 60 }, roles("Hvad var godt?", "comment", "Hvad kan vi gøre bedre?", "answer"))),
		"c_unquoted_commas.csv":        usual(60, and(nps, roles("comment", "comment"))),
		"c_wholeline_quoted.csv":       usual(60, and(nps, roles("comment", "comment"))),
		"d_apos_year.csv":              usual(40, first("2026-03-01")),
		"d_cest.csv":                   usual(40, first("2026-03-01 08:15")),
		"d_compact.csv":                usual(40, first("2026-03-01 09:15")),
		"d_da_locale_zone.csv":         usual(40, first("2026-03-01 09:15")),
		"d_ddmmyy.csv":                 usual(40, first("2026-03-01")),
		"d_gforms_gmt.csv":             usual(40, first("2026-03-01 09:15")),
		"d_hhmm_h.csv":                 usual(40, first("2026-03-01 09:15")),
		"d_java_dot.csv":               usual(40, first("2026-03-01 09:15")),
		"d_js_tostring.csv":            usual(40, first("2026-03-01 08:15")),
		"d_mixed_order.csv":            usual(40, and(first("2026-03-13"), asks("source_dates_mixed"))),
		"d_month_only.csv":             usual(40, first("2026-03-01")),
		"d_month_only_da.csv":          usual(40, first("2026-03-01")),
		"d_slash_dash.csv":             usual(40, first("2026-03-01")),
		"d_spaces.csv":                 usual(40, first("2026-03-01")),
		"d_tz_name.csv":                usual(40, first("2026-03-01 09:15")),
		"d_us_ambiguous.csv":           usual(40, asks("source_dates_doubt")),
		"d_week.csv":                   usual(40, first("2026-02-23")),
		"e_cp1252_da_quotes.csv":       usual(60, encoding("windows-1252")),
		"e_cp1252_en_quotes.csv":       usual(60, encoding("windows-1252")),
		"f_hotjar.csv":                 usual(60, and(nps, roles("User", "private", "What's the reason for your score?", "comment", "Date Submitted", "time"))),
		"f_msforms_en.xlsx":            usual(60, and(nps, first("2026-03-01 09:17"), roles("Completion time", "time"))),
		"f_net_promoter_score.csv":     usual(60, and(nps, roles("net_promoter_score", "score"))),
		"f_surveymonkey_labels.csv":    usual(60, and(nps, first("2026-03-01 09:15"))),
		"f_trustpilot_api.jsonl":       usual(60, and(scale("1-5"), roles("consumer.displayName", "private", "consumer.id", "customer", "reviewId", "id", "text", "comment"))),
		"f_trustpilot_business.csv":    usual(60, and(scale("1-5"), roles("Review Language", "language", "Review Consumer User Id", "customer", "Review Username", "private", "Review Content", "comment"))),
		"google_forms_us.csv":          usual(60, and(nps, first("2026-03-01 09:15"))),
		"h_codes_values.csv":           usual(60, and(nps, roles("s_2", "comment", "s_1", "score"))),
		"h_questions_values.csv":       usual(60, and(nps, roles("Svarnummer", "id", "Q2 Hvorfor", "comment"))),
		"h_yesno.csv":                  usual(60, and(scored(none), roles("text_content", "comment"))),
		"i_id_repeats.csv":             usual(100, asks("source_id_repeats")),
		"i_svarnummer_corrected_1.csv": usual(60, and(nps, roles("Svarnummer", "id"))),
		"i_svarnummer_corrected_2.csv": usual(60, and(nps, roles("Svarnummer", "id"))),
		"j_deep.jsonl":                 usual(60, and(nps, roles("data.q1.value", "score", "data.q2.value", "comment"), first("2026-03-01 09:15"))),
		"j_wrapped.json":               usual(60, and(nps, roles("answers.nps", "score", "answers.comment", "comment"))),
		"limesurvey_da.csv":            usual(60, and(nps, roles("Start language", "language", "Date submitted", "time"))),
		"n_comment_2026-03-01.csv":     usual(60, and(nps, roles("Hvad var godt?", "comment", "Hvad kan vi gøre bedre?", "answer"))),
		"n_comment_2026-03-02.csv":     usual(60, roles("Hvad var godt?", "comment", "Hvad kan vi gøre bedre?", "answer")),
		"n_seg_2026-03-01.csv":         usual(200, roles("Filialkode", "segment")),
		"n_seg_2026-03-02.csv":         usual(9, nil),
		"p_staff_twoword.csv":          usual(60, and(nps, roles("Ansvarlig medarbejder", "person", "Assignee", "person"))),
		"qualtrics3.csv":               usual(60, and(nps, roles("Q1", "score", "Q2", "comment", "UserLanguage", "language", "ResponseId", "id"))),
		"qualtrics3_utf16.tsv":         usual(60, and(nps, roles("Q1", "score", "Q2", "comment"))),
		"s_0to5.csv":                   usual(60, scale("0-5:4,5")),
		"s_1to7.csv":                   usual(60, scale("1-7:6,7")),
		"s_1to7_nohdr.csv":             usual(60, and(scale("0-10"), doubt)),
		"s_99.csv":                     usual(60, scored(50)),
		"s_apos.csv":                   usual(60, nps),
		"s_class_da.csv":               usual(60, and(scored(none), asks("source_classes"))),
		"s_class_en.csv":               usual(60, and(scored(none), asks("source_classes"))),
		"s_half_comma.csv":             usual(none, asks("source_unreadable_halves")),
		"s_half_stars.csv":             usual(none, asks("source_unreadable_halves")),
		"s_header_0_10.csv":            usual(60, and(nps, roles("score_0_10", "score"), scale("0-10"))),
		"s_header_overall.csv":         usual(60, and(nps, roles("Samlet vurdering", "score"))),
		"s_ikkerelevant.csv":           usual(60, scored(50)),
		"s_label_extremely.csv":        usual(60, nps),
		"s_label_newline.csv":          usual(60, nps),
		"s_label_noblank.csv":          usual(60, nps),
		"s_nps_m100.csv":               usual(none, asks("source_scale_result")),
		"s_oensker.csv":                usual(60, scored(50)),
		"s_pct100_score.csv":           usual(none, asks("source_scale_hundred")),
		"s_rated5of5.csv":              usual(60, scale("1-5")),
		"s_starsym.csv":                usual(60, scale("1-5")),
		"s_two_scores.csv":             usual(60, and(nps, roles("Vil du anbefale os til en ven? (0-10)", "score", "CSAT", "rating"))),
		"t_html.csv":                   usual(60, nps),
		"x_datecells.xlsx":             usual(60, and(nps, first("2026-03-01 09:15"), roles("Udfyldt", "time"))),
		"x_merged.xlsx":                usual(60, and(nps, func(a *answer) { a.unit = 60 })),
		"x_summary_first.xlsx":         usual(60, and(nps, roles("Kanal", "touchpoint"))),
		"z_start_submit.csv":           usual(60, and(nps, first("2026-03-01 10:15"), roles("#", "id", "Submit Date (UTC)", "time"))),
		"z_two_scores_truth.csv":       usual(60, nps),
		"z_utc_header.csv":             usual(30, first("2026-07-02 00:30")),
	}
}

// TestCases reads every file of the cases that lie beside the project and says
// of each whether it is right, asked about or wrong.
func TestCases(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "cases")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Skipf("measured with data that is not part of the project: %v", err)
	}
	answers := caseAnswers()
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".md") {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			want, known := answers[e.Name()]
			if !known {
				t.Skip("no answer is written down")
			}
			batch, err := source.Read(context.Background(), source.Config{Files: []string{filepath.Join(dir, e.Name())}})
			verdict, faults := judge(batch, err, want)
			t.Logf("%s: %s", e.Name(), verdict)
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
}

// judge compares a batch with what it should be.
func judge(batch source.Batch, err error, want answer) (verdict string, faults []string) {
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if err != nil {
		var fault *messages.Error
		if errors.As(err, &fault) && fault.Key == want.asks {
			return "asked", nil
		}
		return "wrong", []string{err.Error()}
	}
	f := batch.Files[0]
	verdict = "right"
	if want.asks != "" {
		verdict = "asked"
		if !slices.ContainsFunc(f.Notes, func(n source.Note) bool { return n.Key == want.asks }) {
			wrong("%s is not said", want.asks)
		}
	}
	number := func(what string, got, want int) {
		if want != 0 && got != max(want, 0) && want != none {
			wrong("%s: %d, want %d", what, got, want)
		}
	}
	number("rows accepted", f.Accepted, want.rows)
	number("scored", f.Scored, want.scored)
	number("rejected", f.Rejected, 0)
	if f.Rejected > 0 || f.Cells > max(want.cells, 0) {
		wrong("%d rows and %d cells rejected: %s", f.Rejected, f.Cells, batch.Rejects[0].Reason.Text(messages.English))
	}
	if !math.IsNaN(want.nps) && math.Abs(npsOf(batch)-want.nps) > 0.01 {
		wrong("NPS %.2f, want %.2f", npsOf(batch), want.nps)
	}
	if want.scale != "" && f.Scale.String() != want.scale {
		wrong("scale %s, want %s", f.Scale, want.scale)
	}
	if want.doubt && !f.Doubtful() {
		wrong("nothing is in doubt")
	}
	if want.encoding != "" && f.Encoding != want.encoding {
		wrong("encoding %s, want %s", f.Encoding, want.encoding)
	}
	for _, c := range f.Columns {
		if r, ok := want.roles[c.Header]; ok && r != c.Role {
			wrong("%s is %s, want %s", c.Header, c.Role, r)
		}
		delete(want.roles, c.Header)
	}
	for h := range want.roles {
		wrong("no column %s", h)
	}
	if want.first != "" {
		if got := timeOf(batch.Responses[0]); got != want.first {
			wrong("first answered %s, want %s", got, want.first)
		}
	}
	units, answered := 0, 0
	for _, r := range batch.Responses {
		if r.Unit != "" {
			units++
		}
		if len(r.Answers) > 0 {
			answered++
		}
	}
	number("units", units, want.unit)
	number("answers", answered, want.answers)
	if len(faults) > 0 {
		verdict = "wrong"
	}
	return verdict, faults
}

func npsOf(batch source.Batch) float64 {
	sum, n := 0, 0
	for _, r := range batch.Responses {
		if c := r.Class(); c != models.NoClass {
			sum, n = sum+c.Value(), n+1
		}
	}
	return float64(sum) / float64(n)
}

// timeOf is when a response was given in Danish time, or its day.
func timeOf(r models.Response) string {
	if r.At.IsZero() {
		return r.Day.String()
	}
	at, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic(err)
	}
	return r.At.In(at).Format("2006-01-02 15:04")
}
