package source

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"stemme/pipeline/messages"
)

// A keptNote is a Note as GobEncode writes it.
type keptNote struct {
	Key  messages.Key
	Args []keptArg
}

// A keptArg is an argument of a note: of one kind, or what it says in each language. The
// others are nil.
type keptArg struct {
	Int      *int               `json:",omitempty"`
	Float    *float64           `json:",omitempty"`
	String   *string            `json:",omitempty"`
	Key      *messages.Key      `json:",omitempty"`
	Argument *messages.Argument `json:",omitempty"`
	Said     *said              `json:",omitempty"`
}

// said is an argument with a text of its own, as it was said.
type said struct{ Danish, English string }

// Text is what was said in lang.
func (s said) Text(lang messages.Lang) string {
	if lang == messages.Danish {
		return s.Danish
	}
	return s.English
}

// GobEncode writes the note so that GobDecode gives one that says the same. An argument of
// a kind that it does not know is an error.
func (n Note) GobEncode() ([]byte, error) {
	kept := keptNote{Key: n.Key}
	for _, arg := range n.Args {
		var k keptArg
		switch a := arg.(type) {
		case int:
			k.Int = &a
		case float64:
			k.Float = &a
		case string:
			if !utf8.ValidString(a) {
				return nil, fmt.Errorf("note %s: an argument that is no UTF-8", n.Key)
			}
			k.String = &a
		case messages.Key:
			k.Key = &a
		case messages.Argument:
			k.Argument = &a
		case interface{ Text(messages.Lang) string }:
			k.Said = &said{a.Text(messages.Danish), a.Text(messages.English)}
		default:
			return nil, fmt.Errorf("note %s: an argument of type %T", n.Key, arg)
		}
		kept.Args = append(kept.Args, k)
	}
	return json.Marshal(kept)
}

// GobDecode reads what GobEncode has written.
func (n *Note) GobDecode(text []byte) error {
	var kept keptNote
	if err := json.Unmarshal(text, &kept); err != nil {
		return err
	}
	*n = Note{Key: kept.Key}
	for _, k := range kept.Args {
		if k == (keptArg{}) {
			return fmt.Errorf("note %s: an argument of no kind", n.Key)
		}
		n.Args = append(n.Args, k.arg())
	}
	return nil
}

func (k keptArg) arg() any {
	switch {
	case k.Int != nil:
		return *k.Int
	case k.Float != nil:
		return *k.Float
	case k.Key != nil:
		return *k.Key
	case k.Argument != nil:
		return *k.Argument
	case k.Said != nil:
		return *k.Said
	default:
		return *k.String
	}
}
