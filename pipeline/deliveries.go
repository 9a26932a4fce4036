package pipeline

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"stemme/pipeline/ledger"
	"stemme/pipeline/messages"
	"stemme/pipeline/remote"
	"stemme/pipeline/source"
)

// A delivery is what one source brought: files to read, contents that came
// otherwise.
type delivery struct {
	files  []string
	inputs []source.Input

	waiting bool // for files that may still be written, beside what was brought
	failed  bool // nothing could be fetched
}

// deliveries collects what the sources bring; what is to be put away afterwards is
// kept with the night.
func (n *night) deliveries(ctx context.Context) ([]delivery, error) {
	all := make([]delivery, len(n.cfg.Sources))
	n.left = map[string]leftOver{}
	past, err := History(n.cfg.Data)
	if err != nil {
		return nil, err
	}
	for i := range n.cfg.Sources {
		if err := n.deliver(ctx, &n.cfg.Sources[i], past, &all[i]); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if len(all) > 0 && !slices.ContainsFunc(all, func(d delivery) bool { return !d.failed }) {
		return nil, errors.Join(n.unfetched...)
	}
	return all, nil
}

// deliver collects what one source brings.
func (n *night) deliver(ctx context.Context, s *Source, past []RunRecord, d *delivery) error {
	d.files = slices.DeleteFunc(slices.Clone(s.Files), func(file string) bool { return file == source.StandardInput })
	if len(d.files) < len(s.Files) {
		input, err := n.cfg.standardInput()
		if err != nil {
			return err
		}
		d.inputs = append(d.inputs, input)
	}
	if s.Drop != "" {
		if err := n.pickUp(s, past, d); err != nil {
			return err
		}
	}
	from := s.remote()
	if from == nil {
		return nil
	}
	input, err := n.fetch(ctx, s, from)
	if d.failed = n.goesOn && ctx.Err() == nil && outOfReach(err); d.failed {
		n.unfetched = append(n.unfetched, err)
		return nil
	}
	if err == nil {
		d.inputs = append(d.inputs, input)
	}
	return err
}

// pickUp collects the files of a source's drop folder that no longer grow.
func (n *night) pickUp(s *Source, past []RunRecord, d *delivery) error {
	files, left, err := s.pickUp(time.Now())
	if err != nil {
		return err
	}
	again, late := s.grown(past, time.Now())
	files = append(files, again...)
	left.waiting, left.grown = left.waiting+late.waiting, late.grown
	for _, f := range files {
		d.files = append(d.files, f.path)
	}
	n.dropped = append(n.dropped, files...)
	n.left[s.Drop] = left
	d.waiting = left.waiting > 0
	if len(files) == 0 {
		d.inputs = append(d.inputs, source.Input{Name: s.Drop, Nothing: "drop_empty"})
	}
	return nil
}

// outOfReach says whether err is that a source's rows could not be fetched.
func outOfReach(err error) bool {
	var fault *messages.Error
	return errors.As(err, &fault) && fault.Key == "remote_source"
}

// without is the error of a night that is done but for the sources that could not be
// fetched; nil for none.
func (n *night) without() error {
	if len(n.unfetched) == 0 {
		return nil
	}
	return messages.Wrap(errors.Join(n.unfetched...), "remote_without")
}

// standardInput reads what is piped in.
func (cfg *Config) standardInput() (source.Input, error) {
	if cfg.Stdin == nil {
		return source.Input{}, messages.Errorf("stdin_none")
	}
	most := int64(cfg.Limits.UnpackedMB) << 20
	data, err := io.ReadAll(io.LimitReader(cfg.Stdin, most+1))
	if err != nil {
		return source.Input{}, messages.Wrap(unwrapPath(err), "source_unreadable", source.StdinName)
	}
	if int64(len(data)) > most {
		return source.Input{}, messages.Errorf("source_too_large", source.StdinName, cfg.Limits.UnpackedMB)
	}
	return source.Input{Name: source.StdinName, Data: data}, nil
}

// remote is where the source's rows are fetched from; nil for files.
func (s *Source) remote() remote.Source {
	switch {
	case s.HTTP != nil:
		return s.HTTP
	case s.Postgres != nil:
		return s.Postgres
	case s.SQLServer != nil:
		return s.SQLServer
	}
	return nil
}

// underBase takes the files that hold credentials and certificates from the folder
// of the configuration.
func (s *Source) underBase(base string) {
	var paths []*string
	switch {
	case s.HTTP != nil:
		paths = []*string{&s.HTTP.TokenFile, &s.HTTP.CAFile}
	case s.Postgres != nil:
		paths = []*string{&s.Postgres.DSNFile}
	case s.SQLServer != nil:
		paths = []*string{&s.SQLServer.DSNFile}
	}
	for _, path := range paths {
		*path = under(base, *path)
	}
}

// fetch brings the rows of a source beyond what the ledger has of it.
func (n *night) fetch(ctx context.Context, s *Source, from remote.Source) (source.Input, error) {
	if n.known == nil {
		marks, err := ledger.Marks(ledgerDir(n.cfg.Data))
		if err != nil {
			return source.Input{}, err
		}
		if n.known, n.marks = marks, map[string]string{}; n.known == nil {
			n.known = map[string]string{}
		}
	}
	brought, err := from.Fetch(ctx, remote.Ask{From: remote.ParseMark(n.known[s.Name]), Most: int64(n.cfg.Limits.UnpackedMB) << 20, Now: today()})
	if err != nil {
		return source.Input{}, messages.Wrap(err, "remote_source", s.Name)
	}
	if text := brought.Mark.Text(); text != "" {
		n.marks[s.Name] = text
	}
	if brought.Spoiled {
		n.fetched = append(n.fetched, source.Note{Key: "remote_spoiled", Args: []any{s.Name}})
	}
	if brought.Future > 0 {
		n.fetched = append(n.fetched, source.Note{Key: "remote_future", Args: []any{s.Name, brought.Future}})
	}
	return source.Input{Name: s.Name, Data: brought.Rows, Nothing: "remote_empty"}, nil
}
