package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/codebook/lens"
	"stemme/pipeline/edition"
	"stemme/pipeline/improvement"
	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/nps"
	"stemme/pipeline/source"
	"stemme/pipeline/themes"
	"stemme/pipeline/worklist"
)

// A ListedItem is an item of the worklist with what the customer wrote, and its themes by
// name, behind + or − where the customer praises them or complains of them.
type ListedItem struct {
	worklist.Entry
	ThemeNames []string // of all of them
	Main       []string // of the found themes that are ready, or else of the entries of the customer lens
	Comment    string   // masked; "" for none
}

// A List is the worklist as it stands.
type List struct {
	Items    []ListedItem // the most urgent first
	Kept     time.Duration
	Location *time.Location
	Unseen   []source.Note // what may be missing from it
}

// Worklist reads the worklist as it stands.
func Worklist(ctx context.Context, cfg Config) (list List, err error) {
	playbook, err := codebook.ReadPlaybook(cfg.PlaybookPath())
	if err != nil {
		return List{}, err
	}
	zone, err := copenhagen()
	if err != nil {
		return List{}, err
	}
	store, err := worklist.OpenToRead(ctx, cfg.Data)
	if err != nil {
		return List{}, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	entries, err := store.Entries(ctx)
	if err != nil {
		return List{}, err
	}
	list = List{Kept: playbook.List.Duration(), Location: zone, Items: make([]ListedItem, len(entries))}
	for i := range entries {
		list.Items[i].Entry = entries[i]
	}
	if err := list.name(cfg.Data); err != nil {
		return List{}, err
	}
	return list, list.quote(cfg.Data)
}

// name fills in the themes of the items, as the edition that stands has them.
func (l *List) name(data string) error {
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		return err
	}
	defer ed.Close()
	l.Unseen = doubtNotes(&ed.Manifest)
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	if err != nil {
		return err
	}
	names, ready := map[string]string{}, map[string]string{}
	for _, r := range rows {
		if r.State == models.Hidden {
			continue
		}
		names[r.ThemeID] = r.Name
		if r.Lens == "" && r.State == models.Ready {
			ready[r.ThemeID] = r.Name
		}
	}
	customers := map[string]string{}
	for id, name := range names {
		if models.LensOf(id) == lens.Customers {
			customers[id] = name
		}
	}
	for i := range l.Items {
		item := &l.Items[i]
		item.ThemeNames, item.Main = signed(&item.Item, names), signed(&item.Item, ready)
		if len(item.Main) == 0 {
			item.Main = signed(&item.Item, customers)
		}
	}
	return nil
}

// quote fills in what the customers of the items wrote: that of the ledger, which holds
// what came in since the night too.
func (l *List) quote(data string) error {
	book, err := ledger.Open(ledgerDir(data))
	if err != nil {
		return err
	}
	at := make(map[models.Key]int, len(l.Items))
	for i := range l.Items {
		at[l.Items[i].Key] = i
	}
	responses := book.Responses()
	for i := range responses {
		if n, listed := at[responses[i].Key()]; listed {
			l.Items[n].Comment = responses[i].Text()
		}
	}
	return nil
}

// signed are the names of an item's themes, each behind the sign of what the customer
// says of it: a theme called "Recommends us" may be told of not recommending.
func signed(item *worklist.Item, names map[string]string) (all []string) {
	for i, id := range item.Themes {
		name := names[id]
		if name == "" {
			continue
		}
		if i < len(item.Signs) {
			name = map[int8]string{1: "+ ", -1: "− "}[item.Signs[i]] + name
		}
		all = append(all, name)
	}
	return all
}

// sign says of each theme of the items whether the customer praises it or complains of it.
func sign(items []worklist.Item, responses []models.Response, mentions []models.Mention) {
	listed := make(map[models.Key]*worklist.Item, len(items))
	for i := range items {
		listed[items[i].Key] = &items[i]
		items[i].Signs = make([]int8, len(items[i].Themes))
	}
	of, spoken := make([]*worklist.Item, len(responses)), make([][]string, len(responses))
	for i := range responses {
		if item := listed[responses[i].Key()]; item != nil {
			of[i], spoken[i] = item, item.Themes
		}
	}
	for i, feelings := range improvement.FeelingsOf(spoken, mentions) {
		for k, feeling := range feelings {
			of[i].Signs[k] = nps.SignOf(feeling)
		}
	}
}

// mainly are those of themes that were asked for, and the found ones, or else the entries
// of the customer lens: those of a dozen lenses mostly say the same.
func mainly(ids, asked []string) (main []string) {
	for _, id := range ids {
		if models.LensOf(id) != "" && slices.Contains(asked, id) {
			main = append(main, id)
		}
	}
	known := len(main)
	for _, of := range []string{"", lens.Customers} {
		for _, id := range ids {
			if models.LensOf(id) == of && !slices.Contains(main, id) {
				main = append(main, id)
			}
		}
		if len(main) > known {
			break
		}
	}
	return main
}

// named are the names of the themes that have one.
func named(ids []string, names map[string]string) (all []string) {
	for _, id := range ids {
		if name := names[id]; name != "" {
			all = append(all, name)
		}
	}
	return all
}

// copenhagen is the time zone in which the days of a promise begin and end.
func copenhagen() (*time.Location, error) { return time.LoadLocation("Europe/Copenhagen") }

// standingThemes are the themes of the edition that stands.
func standingThemes(data string) (all []models.Theme, err error) {
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		return nil, err
	}
	defer ed.Close()
	rows, err := themes.Themes.Read(ed.Path(edition.Tables))
	for i := range rows {
		all = append(all, rows[i].Theme(nil))
	}
	return all, err
}

// Send delivers what was handed out and leaves the machine. It is the only thing
// here that opens a connection, and does so only where the playbook says so.
func Send(ctx context.Context, cfg Config) (sent worklist.Sent, err error) {
	post, err := postOf(cfg)
	if err != nil {
		return sent, err
	}
	store, err := worklist.OpenStore(ctx, cfg.Data)
	if err != nil {
		return sent, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Send(ctx, post)
}

// Leaving counts the receivers of the playbook that are delivered to over a network, which
// is what Send does.
func Leaving(cfg Config) (n int, err error) {
	playbook, err := codebook.ReadPlaybook(cfg.PlaybookPath())
	for _, r := range playbook.Receivers {
		if r.Deliver.Leaves() {
			n++
		}
	}
	return n, err
}

// UnroutedIn lists the responses of the edition that stands that nobody
// receives, with the reason.
func UnroutedIn(cfg Config) ([]worklist.Unrouted, error) {
	post, err := postOf(cfg)
	if err != nil {
		return nil, err
	}
	_, unrouted := worklist.Routes(post.Input)
	return unrouted, nil
}

// postOf is what letters are written from: the ledger, and the mentions of the
// edition that stands.
func postOf(cfg Config) (*worklist.Post, error) {
	lang, err := messages.ParseLang(cfg.Lang)
	if err != nil {
		return nil, err
	}
	playbook, err := codebook.ReadPlaybook(cfg.PlaybookPath())
	if err != nil {
		return nil, err
	}
	zone, err := copenhagen()
	if err != nil {
		return nil, err
	}
	book, err := ledger.Open(ledgerDir(cfg.Data))
	if err != nil {
		return nil, err
	}
	all, err := standingThemes(cfg.Data)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, t := range all {
		names[t.ID] = t.Name
	}
	responses := cfg.placed(book.Release())
	post := &worklist.Post{Lang: lang, Names: names, Input: worklist.Input{Responses: responses, Playbook: playbook, Location: zone,
		Primary: make([]string, len(responses)), Above: models.AboveOf(all), Language: make([]models.Language, len(responses))}}
	return post, fillMentions(cfg.Data, &post.Input)
}

// fillMentions takes themes and languages from the edition that stands.
func fillMentions(data string, in *worklist.Input) error {
	ed, err := edition.Open(data, edition.Current)
	if err != nil {
		return err
	}
	defer ed.Close()
	at := make(map[string]int, len(in.Responses))
	for i := range in.Responses {
		at[in.Responses[i].Key().String()] = i
	}
	dir := ed.Path(edition.Tables)
	rows, err := ledger.Responses.Read(dir)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if i, ok := at[r.ResponseKey]; ok {
			in.Primary[i], in.Language[i] = r.PrimaryThemeID, r.Language
		}
	}
	mentions, err := themes.Mentions.Read(dir)
	if err != nil {
		return err
	}
	for n := range mentions {
		if i, ok := at[mentions[n].ResponseKey]; ok {
			in.Mentions = append(in.Mentions, mentions[n].Mention(i))
		}
	}
	return nil
}

// A Chosen is a response to interview its customer about.
type Chosen struct {
	Response models.Response
	Themes   string // by name
}

// Sample chooses responses of the ledger to interview their customers about, the
// same ones each time; those who do not want to be asked, as the playbook says,
// are never among them.
func Sample(cfg Config, choice improvement.Choice) ([]Chosen, error) {
	post, err := postOf(cfg)
	if err != nil {
		return nil, err
	}
	in := improvement.Input{Responses: post.Input.Responses, Languages: post.Input.Language, Themes: worklist.Spoken(post.Input), Above: post.Input.Above}
	choice.OptOut = post.Input.Playbook.OptOut
	var chosen []Chosen
	for _, i := range improvement.Sample(in, choice) {
		chosen = append(chosen, Chosen{in.Responses[i], strings.Join(named(mainly(in.Themes[i], choice.Where.Theme), post.Names), "; ")})
	}
	return chosen, nil
}
