package main

// An example is a command line that does something useful, and what, in Danish
// and in English. A test parses every one of them.
type example struct{ line, danish, english string }

// examples are those of the commands, by path.
var examples = map[string][]example{
	"run": {
		{"stemme run svar.csv", "læs én fil, find temaer, udgiv", "read one file, find themes, publish"},
		{"stemme run --scale 1-10 --column comment=fritekst --person sagsbehandler 'svar/*.xlsx'", "sig selv, hvad kolonnerne er", "say yourself what the columns are"},
		{"stemme run --quiet --config /etc/stemme.yaml", "fra cron: skriver kun, når noget går galt", "from cron: writes only when something goes wrong"},
	},
	"check": {
		{"stemme check svar.csv", "se, hvad hver kolonne tages for", "see what each column is taken for"},
		{"stemme check svar.xlsx --whole --format json", "læs hele filen; svar til et program", "read the whole file; answer for a program"},
	},
	"search": {
		{"stemme search 'ventetid klasse:detractor'", "kun utilfredse kunders", "dissatisfied customers' only"},
		{"stemme search -telefon ventetid", "ventetid, men ikke telefon", "ventetid, but not telefon"},
		{`stemme search '"ikke tilfreds" -netbank' --format csv`, "alle felter til et regneark", "all fields for a spreadsheet"},
		{"stemme search ventetid --facet theme --facet month", "tæl efter tema og måned", "count by theme and month"},
	},
	"themes": {
		{"stemme themes", "vis alle temaer", "show all themes"},
		{"stemme themes t0004", "vis ét tema med kommentarer", "show one theme with comments"},
		{"stemme themes kundetemaer", "vis alle temaer i en linse", "show all entries of a lens"},
	},
	"themes show": {
		{"stemme themes show t0004 --comments 10", "flere kommentarer fra hver kundegruppe", "more comments of each class"},
		{"stemme themes show --why", "hvordan antallet blev valgt", "how the number was chosen"},
	},
	"themes rename": {{"stemme themes rename t0004 Lang ventetid i telefonen", "giv temaet et navn", "name the theme"}},
	"themes merge":  {{"stemme themes merge t0004 t0011", "t0011 bliver en del af t0004", "t0011 becomes part of t0004"}},
	"themes split":  {{"stemme themes split t0004 gebyr rente", "tag det, der siger gebyr eller rente, ud", "take out what says gebyr or rente"}},
	"themes pin":    {{"stemme themes pin t0004", "temaet bliver, hvad der end sker", "the theme stays whatever happens"}},
	"themes hide":   {{"stemme themes hide t0019", "temaet er intet fund", "the theme is no finding"}},
	"themes move": {
		{"stemme themes move svar/1043 t0004", "hele kommentaren", "the whole comment"},
		{"stemme themes move svar/1043 t0004 --clause 1", "kun dens anden sætning", "its second clause only"},
	},
	"themes owner": {{"stemme themes owner t0004 Kundecenter --action 'Ring tilbage samme dag'", "hvem gør hvad", "who does what"}},
	"report": {
		{"stemme report", "tallene, del for del", "the figures, part by part"},
		{"stemme report --section causes --format csv", "én del til et regneark", "one part for a spreadsheet"},
		{"stemme report --period 2026-Q3 --out side.pdf", "siden for et kvartal", "the page of a quarter"},
	},
	"highfive": {
		{"stemme highfive", "de fem temaer, der betyder mest", "the five themes that matter most"},
		{"stemme highfive -n 3 --lens principper --period 2026-K3", "tre principper i et kvartal", "three principles in a quarter"},
	},
	"serve": {
		{"stemme serve", "på denne maskine alene", "on this machine only"},
		{"stemme serve --addr 127.0.0.1:9000", "en anden port", "another port"},
	},
	"explain": {
		{"stemme explain nps touchpoint=Telefon period=2026-Q1", "scoren for et kontaktpunkt i et kvartal", "a touchpoint's score in a quarter"},
		{"stemme explain theme_nps theme=t0007", "et temas tal", "a theme's figures"},
		{"stemme explain drivers theme=t0007 outcome=nps", "hvordan et tema hænger sammen med scoren", "how a theme goes with the score"},
	},
	"packs":              {{"stemme packs --period 2026-Q3 pakker", "en fil til hver afdelings møde", "a file for each unit's meeting"}},
	"sample":             {{"stemme sample -n 5 --class detractor --theme t0004", "fem at ringe til", "five to call"}},
	"validate":           {{"stemme validate", "find fejl, og hvad ingen svarer for", "find faults, and what nobody answers for"}},
	"sources":            {{"stemme sources", "vis hver kildes læsning", "show each source's reading"}},
	"sources list":       {{"stemme sources list --format csv", "en række for hver kolonne", "a row a column"}},
	"sources deliveries": {{"stemme sources deliveries svar", "hvad er kommet, og hvornår", "what came, and when"}},
	"sources readmit":    {{"stemme sources readmit svar svar-2026-10.csv", "den var rigtig alligevel", "it was right after all"}},
	"sources withdraw":   {{"stemme sources withdraw svar svar-2026-10.csv --dry-run", "hvad ville gå ud, hvis filen aldrig var kommet?", "what would go if the file had never come?"}},
	"sources accept":     {{"stemme sources accept svar", "kilden har med vilje fået nye kolonner", "the source has new columns, and means it"}},
	"sources refuse":     {{"stemme sources refuse svar bank.csv", "det var en forkert fil", "it was a wrong file"}},
	"sources rename":     {{"stemme sources rename 'data (2)' kundeservice", "filen hed noget forkert", "the file had a wrong name"}},
	"sources remove":     {{"stemme sources remove 'Kopi af svar' --dry-run", "hvor mange svar det ville slette", "how many responses that would erase"}},
	"worklist":           {{"stemme worklist", "hvem der skal kontaktes først", "whom to contact first"}},
	"worklist show":      {{"stemme worklist show --unit 'Region Nord' --all", "også de afsluttede", "the resolved ones too"}},
	"worklist set":       {{"stemme worklist set contacted svar/1043 svar/1051", "de er ringet op", "they were called"}},
	"worklist send":      {{"stemme worklist send", "aflever det, der venter", "deliver what waits"}},
	"worklist unrouted":  {{"stemme worklist unrouted", "dem, ingen regel sender til nogen", "those that no rule sends to anybody"}},
	"codebook":           {{"stemme codebook check", "læs linserne og vis fejl", "read the lenses and show faults"}},
	"codebook check":     {{"stemme codebook check min-linse.yaml", "én fil", "one file"}},
	"codebook try":       {{"stemme codebook try 'De ringede selv tilbage samme dag'", "hvad rammer, og hvorfor", "what matches, and why"}},
	"codebook test":      {{"stemme codebook test", "alle linsers eksempler", "the examples of all lenses"}},
	"codebook coverage":  {{"stemme codebook coverage", "hvor meget dækkes ikke", "how much is not covered"}},
	"codebook suggest":   {{"stemme codebook suggest --lens kundetemaer", "ord at overveje", "words to consider"}},
	"codebook init":      {{"stemme codebook init --lens kundetemaer", "lav en kopi at rette i", "make a copy to edit"}},
	"editions":           {{"stemme editions", "vis dem, den nyeste først", "list them, the newest first"}},
	"editions list":      {{"stemme editions list --format json", "til et program", "for a program"}},
	"editions rollback":  {{"stemme editions rollback 000041-9ac20d1e", "vis igen en tidligere udgave", "show an earlier edition again"}},
	"editions prune":     {{"stemme editions prune --keep 14 --months 12", "de sidste 14 og én om måneden i et år", "the last 14 and one a month for a year"}},
	"verify": {
		{"stemme verify", "læs hver byte", "read every byte"},
		{"stemme verify --repair", "og lav det igen, der kan laves", "and make again what can be made"},
	},
	"backup":  {{"stemme backup stemme.tar.gz", "alt i én fil, pakket", "everything in one file, compressed"}},
	"restore": {{"stemme restore stemme.tar.gz --data genskabt", "i en ny mappe", "into a new folder"}},
	"export": {
		{"stemme export nps", "en tabel som CSV", "a table as CSV"},
		{"stemme export mentions --format parquet", "som Parquet", "as Parquet"},
	},
	"forget": {
		{"stemme forget --customer 004711 --dry-run", "tæl først", "count first"},
		{"stemme forget --response svar/17", "én besvarelse", "one response"},
		{"stemme forget --before 2024-01-01", "alt fra før en dag", "all from before a day"},
	},
	"init":       {{"stemme init", "skriver stemme.yaml", "writes stemme.yaml"}},
	"demo":       {{"stemme demo --rows 2000 prøve", "to tusind opdigtede besvarelser", "two thousand invented responses"}},
	"version":    {{"stemme version", "versionen", "the version"}},
	"mcp":        {{"stemme mcp --data stemme-data", "kun tal; til en model, der kan kalde værktøjer", "figures only; for a model that can call tools"}},
	"help":       {{"stemme help themes merge", "hjælp til én kommando", "help for one command"}, {"stemme help --man", "hele manualsiden", "the whole manual page"}},
	"completion": {{"stemme completion bash", "til ~/.bashrc: source <(stemme completion bash)", "for ~/.bashrc: source <(stemme completion bash)"}},
}
