package pipeline

import (
	"context"
	"io"
	"slices"
	"time"

	"stemme/pipeline/messages"
	"stemme/pipeline/source"
)

// standardInput is the file that stands for what is piped in.
const standardInput = "-"

// stdinName is what it is called in messages, and the source where none is named.
const stdinName = "stdin"

// A delivery is what one source brought: files to read, contents that came
// otherwise.
type delivery struct {
	files  []string
	inputs []source.Input
}

// deliveries collects what the sources bring; what is to be put away afterwards is
// kept with the night.
func (n *night) deliveries(ctx context.Context) ([]delivery, error) {
	all := make([]delivery, len(n.cfg.Sources))
	n.waiting = map[string]int{}
	for i := range n.cfg.Sources {
		s := &n.cfg.Sources[i]
		d := &all[i]
		d.files = slices.DeleteFunc(slices.Clone(s.Files), func(file string) bool { return file == standardInput })
		if len(d.files) < len(s.Files) {
			input, err := n.cfg.standardInput()
			if err != nil {
				return nil, err
			}
			d.inputs = append(d.inputs, input)
		}
		if s.Drop != "" {
			files, waiting, err := s.pickUp(time.Now())
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				d.files = append(d.files, f.path)
			}
			n.dropped = append(n.dropped, files...)
			n.waiting[s.Drop] = waiting
			if len(files) == 0 {
				d.inputs = append(d.inputs, source.Input{Name: s.Drop, Nothing: "drop_empty"})
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// standardInput reads what is piped in.
func (cfg *Config) standardInput() (source.Input, error) {
	if cfg.Stdin == nil {
		return source.Input{}, messages.Errorf("stdin_none")
	}
	most := int64(cfg.Limits.UnpackedMB) << 20
	data, err := io.ReadAll(io.LimitReader(cfg.Stdin, most+1))
	if err != nil {
		return source.Input{}, messages.Wrap(unwrapPath(err), "source_unreadable", stdinName)
	}
	if int64(len(data)) > most {
		return source.Input{}, messages.Errorf("source_too_large", stdinName, cfg.Limits.UnpackedMB)
	}
	return source.Input{Name: stdinName, Data: data}, nil
}
