package web

import "stemme/pipeline/messages"

func init() { messages.Register(followMessages) }

// followMessages are those of the page of what is followed up.
var followMessages = map[messages.Key][2]string{
	"web_follow":      {"Opfølgning", "Follow-up"},
	"web_follow_lead": {"Hvordan det går med det, organisationen har sat sig for.", "How what the organisation has set out to do is going."},
	"web_follow_none": {"Der er hverken KPI'er eller indsatser. Skriv dem i kpis.yaml og initiatives.yaml i datamappen; docs/monday.md viser, hvordan. De står her efter næste kørsel.",
		"There are neither KPIs nor initiatives. Write them in kpis.yaml and initiatives.yaml in the data folder; docs/monday.md shows how. They stand here after the next run."},
	"web_kpis": {"KPI'er", "KPIs"},
	"web_kpis_note": {"Vist for den seneste hele periode, med 95 % interval. Nået og ikke nået siges kun, når hele intervallet ligger på samme side af målet. Ændringen er mod perioden før.",
		"Shown for the last whole period, with its 95% interval. Met and missed are said only where the whole interval lies on one side of the target. The change is against the period before."},
	"web_all_kpis":       {"Alle KPI'er og indsatser", "All KPIs and initiatives"},
	"web_kpi_value":      {"Værdi", "Value"},
	"web_kpi_status":     {"Status", "Status"},
	"web_kpi_change":     {"Ændring", "Change"},
	"web_kpi_met":        {"nået", "met"},
	"web_kpi_missed":     {"ikke nået", "missed"},
	"web_kpi_unsure":     {"usikkert", "uncertain"},
	"web_kpi_no_target":  {"intet mål", "no target"},
	"web_kpi_theme_gone": {"temaet findes ikke mere; ret kpis.yaml", "its theme is gone; mend kpis.yaml"},
	"web_kpi_partial":    {"uvist: perioden er ikke hel", "not known: the period is not whole"},
	"web_target":         {"Mål", "Target"},
	"web_target_is":      {"mål %s", "target %s"},
	"web_at_least":       {"mindst %s", "at least %s"},
	"web_at_most":        {"højst %s", "at most %s"},

	"web_measure_nps":        {"NPS", "NPS"},
	"web_measure_promoters":  {"andel promotere", "share of promoters"},
	"web_measure_detractors": {"andel detractorer", "share of detractors"},
	"web_measure_share":      {"andel af kommentarerne, der nævner »%s«, ros og klager talt sammen", "share of comments that mention “%s”, praise and complaints together"},
	"web_measure_praise":     {"andel af kommentarerne, der roser »%s«", "share of comments that praise “%s”"},
	"web_measure_blame":      {"andel af kommentarerne, der klager over »%s«", "share of comments that complain of “%s”"},
	"web_measure_theme_nps":  {"NPS blandt dem, der nævner »%s«", "NPS of those who mention “%s”"},
	"web_measure_rating":     {"gennemsnit af »%s«", "mean of “%s”"},

	"web_initiatives":  {"Indsatser", "Initiatives"},
	"web_initiative":   {"Indsats", "Initiative"},
	"web_since_day":    {"Siden", "Since"},
	"web_effect_nps":   {"NPS siden da", "NPS since then"},
	"web_effect_share": {"Temaets andel siden da, procentpoint", "Theme's share since then, percentage points"},
	"web_priority":     {"Prioritet", "Priority"},
	"web_initiatives_note": {"Forskellen før og efter hos dem, indsatsen når, mod forskellen hos de andre, med 95 % interval. Holder intervallet 0, er effekten ikke målbar. Det, der går dårligst, bedres ofte af sig selv: kun hvad der også er sikkert, når den værste kan være valgt, og mod året før, vises som en effekt. Når indsatsen alle, er der ingen at sammenligne med: så vises før og efter alene, og en forskel kan skyldes andet. Prioritet er ventet effekt gange gennemførlighed.",
		"The difference before and after of those the initiative reaches, against that of the others, with its 95% interval. Where the interval holds 0 no effect can be measured. What goes worst often improves by itself: only what is also sure where the worst may have been chosen, and against the year before, is shown as an effect. Where the initiative reaches all there is nobody to compare with: before and after alone are shown, and a difference may be due to other things. Priority is expected effect times feasibility."},

	"web_series":       {"Egne tal ved siden af temaer", "Own figures beside themes"},
	"web_series_one":   {"Tal", "Figure"},
	"web_weeks":        {"Uger", "Weeks"},
	"web_lag":          {"Temaet følger efter (uger)", "Theme follows by (weeks)"},
	"web_correlation":  {"Korrelation", "Correlation"},
	"web_series_short": {"for få uger (%s)", "too few weeks (%s)"},
	"web_series_note": {"Ugens tal mod temaets andel af kommentarerne ved den forsinkelse, hvor de følges mest ad. De hænger sammen; det beviser ingen årsag.",
		"The week's figure against the theme's share of comments, at the lag at which they go together most. They go together; it proves no cause."},
	"web_outcomes": {"Det, kunderne gjorde bagefter", "What customers did afterwards"},
}
