package codebook

import (
	"cmp"
	"slices"

	"github.com/goccy/go-yaml"

	"stemme/pipeline/messages"
)

// ViewsName is what the file of saved views is called; it lies beside the edits.
const ViewsName = "views.yaml"

// A View is a page that an analyst has saved, with its search or filters.
type View struct {
	Name    string `yaml:"name"`
	Address string `yaml:"address"` // path and parameters of the page
	Owner   string `yaml:"owner"`
	On      string `yaml:"on"` // day, 2026-11-26
}

// Views reads the file at path, in the order of names; none where there is no file.
// What is wrong with the file is a *messages.Error.
func Views(path string) ([]View, error) {
	all, err := listIn[View](path, "views_bad")
	slices.SortStableFunc(all, func(a, b View) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Owner, b.Owner)) })
	return all, err
}

// SaveView adds a view to the file at path, in place of one of the same name and
// owner. A file that cannot be read is left as it is.
func SaveView(path string, view View) error {
	return rewriteViews(path, func(all []View) []View {
		return append(slices.DeleteFunc(all, view.same), view)
	})
}

// DeleteView takes the view of a name and owner out of the file at path.
func DeleteView(path string, view View) error {
	return rewriteViews(path, func(all []View) []View { return slices.DeleteFunc(all, view.same) })
}

func (v View) same(o View) bool { return v.Name == o.Name && v.Owner == o.Owner }

// rewriteViews changes the views of the file at path through a file beside it.
func rewriteViews(path string, change func([]View) []View) error {
	all, err := Views(path)
	if err != nil {
		return err
	}
	text, err := yaml.Marshal(change(all))
	if err != nil {
		return err
	}
	return messages.FileFault(replace(path, string(text)), path)
}
