// Package crash tells tests what a folder may hold when the program is killed, or
// the power goes, in any window between two effects on it.
//
// After kill -9 the folder holds what was written. After a power cut, what was not
// synced may be lost: a file may be empty, though it has its name, and a folder may
// hold the names of before, all of them or one.
package crash

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"stemme/pipeline/atomicfile"
)

// A Moment is what a folder may hold after a crash.
type Moment struct {
	Name string // when and how
	Done bool   // everything was done, and should be there
	tree tree
}

// A tree is what a folder holds, by path within it.
type tree map[string]node

type node struct {
	mode fs.FileMode
	link string
	text []byte
	id   version
}

// A version tells a file's content from that of others, and from its own before.
type version struct {
	inode, size uint64
	changed     time.Time
}

// Moments runs do and returns every moment of the folder dir on the way.
func Moments(dir string, do func()) []Moment {
	r := &recorder{dir: dir, texts: map[version][]byte{}, lasting: map[version]bool{}}
	for _, n := range r.look() {
		r.lasting[n.id] = true
	}
	stop := atomicfile.Watch(r.before)
	do()
	stop()
	r.done = true
	r.window("at the end", r.look())
	return r.moments
}

// A recorder follows the effects on a folder.
type recorder struct {
	dir     string
	moments []Moment
	texts   map[version][]byte
	lasting map[version]bool // files that are on the disk
	pending []effect         // whose names are not yet
	done    bool
}

// An effect is one that happened, and the folder before it.
type effect struct {
	paths   []string // within the folder
	folders []string // that hold the paths
	before  tree
}

func (r *recorder) before(e atomicfile.Effect) {
	var paths, folders []string
	for _, path := range []string{e.Path, e.To} {
		if rel, err := filepath.Rel(r.dir, path); path != "" && err == nil && !strings.HasPrefix(rel, "..") {
			paths, folders = append(paths, rel), append(folders, filepath.Dir(rel))
		}
	}
	if len(paths) == 0 {
		return
	}
	now := r.look()
	if e.Do != atomicfile.Syncing {
		r.window(fmt.Sprintf("before %s %s", e.Do, strings.Join(paths, " ")), now)
		r.pending = append(r.pending, effect{paths, folders, now})
		return
	}
	r.lasting[now[paths[0]].id] = true
	r.pending = slices.DeleteFunc(r.pending, func(p effect) bool { return slices.Contains(p.folders, paths[0]) })
}

// window adds what the folder may hold after a crash now.
func (r *recorder) window(name string, now tree) {
	r.add(Moment{name + ": killed", r.done, now})
	emptied := maps.Clone(now)
	for path, n := range now {
		if n.mode.IsRegular() && !r.lasting[n.id] {
			n.text = nil
			emptied[path] = n
		}
	}
	r.add(Moment{name + ": what was not synced is empty", r.done, emptied})
	var folders []string
	for i, e := range r.pending {
		folders = append(folders, e.folders...)
		if !slices.ContainsFunc(r.pending[i+1:], func(later effect) bool { return slices.ContainsFunc(later.paths, e.within) }) {
			r.add(Moment{fmt.Sprintf("%s: %s alone is lost", name, strings.Join(e.paths, " ")), r.done, undo(now, r.pending[i:i+1])})
		}
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		in := slices.DeleteFunc(slices.Clone(r.pending), func(e effect) bool { return !slices.Contains(e.folders, folder) })
		r.add(Moment{fmt.Sprintf("%s: names in %s are lost", name, folder), r.done, undo(now, in)})
	}
}

// add adds a moment unless another one is the same.
func (r *recorder) add(m Moment) {
	same := func(a, b node) bool { return a.mode == b.mode && a.link == b.link && bytes.Equal(a.text, b.text) }
	if !slices.ContainsFunc(r.moments, func(o Moment) bool { return o.Done == m.Done && maps.EqualFunc(o.tree, m.tree, same) }) {
		r.moments = append(r.moments, m)
	}
}

// undo is now without the effects, the last of which is undone first.
func undo(now tree, effects []effect) tree {
	now = maps.Clone(now)
	for _, e := range slices.Backward(effects) {
		maps.DeleteFunc(now, func(path string, _ node) bool { return e.within(path) })
		for path, n := range e.before {
			if e.within(path) {
				now[path] = n
			}
		}
	}
	return now
}

// within says whether path is one of the effect's, or lies in one.
func (e effect) within(path string) bool {
	return slices.ContainsFunc(e.paths, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}

// look reads the folder; files that have not changed are not read again.
func (r *recorder) look() tree {
	found := tree{}
	err := filepath.WalkDir(r.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == r.dir {
			return nil
		}
		if err != nil || path == r.dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		n := node{mode: info.Mode()}
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			n.link, err = os.Readlink(path)
		case d.Type().IsRegular():
			n.id = version{inode(info), uint64(info.Size()), info.ModTime()}
			if n.text = r.texts[n.id]; n.text == nil {
				n.text, err = os.ReadFile(path)
				r.texts[n.id] = n.text
			}
		}
		found[path[len(r.dir)+1:]] = n
		return err
	})
	if err != nil {
		panic(err)
	}
	return found
}

// Restore makes the folder dir hold what it held at the moment, and nothing else.
func (m Moment) Restore(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(m.tree)) {
		n, to := m.tree[path], filepath.Join(dir, path)
		var err error
		switch {
		case n.mode.IsDir():
			err = os.Mkdir(to, n.mode.Perm())
		case n.mode.IsRegular():
			err = os.WriteFile(to, n.text, n.mode.Perm())
		case n.link != "":
			err = os.Symlink(n.link, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
