package lens

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"stemme/pipeline/messages"
)

//go:embed shipped/*.yaml
var shippedFiles embed.FS

// Supplement is how the id of a lens for one trade begins: it is read only where
// the configuration names it.
const Supplement = "kundetemaer-"

// shippedIDs lists the ids of the lenses that come with the program, in the order of
// their files.
var shippedIDs = sync.OnceValue(func() (ids []string) {
	names, err := fs.Glob(shippedFiles, "shipped/*.yaml")
	if err != nil {
		panic("lens: " + err.Error())
	}
	for _, name := range names {
		ids = append(ids, strings.TrimSuffix(strings.TrimPrefix(name, "shipped/"), ".yaml"))
	}
	return ids
})

// ships says whether a lens of this id comes with the program, without reading it.
func ships(id string) bool { return slices.Contains(shippedIDs(), id) }

// Shipped lists the lenses that come with the program, by id.
var Shipped = sync.OnceValue(func() []*Lens {
	var all []*Lens
	for _, id := range shippedIDs() {
		l, err := Parse(Source(id), "shipped/"+id+".yaml")
		if err != nil {
			panic("lens: " + err.Error())
		}
		all = append(all, l)
	}
	return all
})

// Ships says whether l came with the program.
func (l *Lens) Ships() bool { return slices.Contains(Shipped(), l) }

// Source is the file of a shipped lens; nil where none is called so.
func Source(id string) []byte {
	text, err := shippedFiles.ReadFile("shipped/" + id + ".yaml")
	if err != nil {
		return nil
	}
	return text
}

// IDs lists the ids of lenses, in order.
func IDs(lenses []*Lens) []string {
	ids := make([]string, len(lenses))
	for i, l := range lenses {
		ids[i] = l.ID
	}
	slices.Sort(ids)
	return ids
}

// Choose is the lenses that a night reads: the shipped ones that names lists, and
// the analysts' own, of which one takes the place of a shipped one with its id. No
// names are all shipped ones but the supplements; the name "none" is none of them.
func Choose(names []string, own []*Lens) ([]*Lens, error) {
	var out []*Lens
	for _, l := range Shipped() {
		chosen := slices.Contains(names, l.ID) || !slices.ContainsFunc(names, notSupplement) && !strings.HasPrefix(l.ID, Supplement)
		if chosen && !slices.ContainsFunc(own, func(o *Lens) bool { return o.ID == l.ID }) {
			out = append(out, l)
		}
	}
	for _, name := range names {
		known := func(l *Lens) bool { return l.ID == name }
		if name != noLens && !slices.ContainsFunc(Shipped(), known) && !slices.ContainsFunc(own, known) {
			return nil, messages.Errorf("lens_unknown", name, strings.Join(IDs(Shipped()), ", "))
		}
	}
	for i, l := range own {
		if j := slices.IndexFunc(own[:i], func(o *Lens) bool { return o.ID == l.ID }); j >= 0 {
			return nil, messages.Errorf("lens_same", l.ID, own[j].Path, l.Path)
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *Lens) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// noLens is the name that stands for no shipped lens.
const noLens = "none"

// notSupplement says whether a name chooses among the lenses for all trades.
func notSupplement(name string) bool { return !strings.HasPrefix(name, Supplement) }

// Example says whether a theme is an entry of a shipped lens, under the name that it ships with: an example until
// the organisation writes its own.
func Example(theme, name string) bool {
	return slices.ContainsFunc(Shipped(), func(l *Lens) bool {
		entry, of := strings.CutPrefix(theme, l.ID+"/")
		return of && slices.ContainsFunc(l.Entries, func(e Entry) bool { return e.ID == entry && e.Name == name })
	})
}
