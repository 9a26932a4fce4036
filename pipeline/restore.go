package pipeline

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"stemme/pipeline/atomicfile"
	"stemme/pipeline/edition"
	"stemme/pipeline/messages"
)

// Restore makes the data folder of a backup. The folder must be missing or
// empty; it appears whole, after every byte was compared as Verify does, or not at
// all.
func Restore(ctx context.Context, data, path string) (list BackupList, err error) {
	if entries, err := os.ReadDir(data); len(entries) > 0 {
		return list, messages.Errorf("restore_not_empty", data)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return list, messages.FileFault(err, data)
	}
	parent := filepath.Dir(filepath.Clean(data))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return list, messages.FileFault(err, parent)
	}
	draft, err := os.MkdirTemp(parent, ".stemme-restore-*")
	if err != nil {
		return list, messages.FileFault(err, parent)
	}
	defer os.RemoveAll(draft)
	if list, err = unpack(ctx, draft, path); err != nil {
		return list, err
	}
	if _, err := edition.Relink(draft); err != nil {
		return list, err
	}
	verdict := Verdict{Whole: true}
	if err := verifyLedger(draft, &verdict); err != nil {
		return list, err
	}
	if _, err := verifyEditions(ctx, draft, &verdict, false); err != nil {
		return list, err
	}
	if !verdict.Whole {
		return list, messages.Errorf("restore_damaged", path)
	}
	if err := os.Remove(data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return list, messages.FileFault(err, data)
	}
	if err := atomicfile.SyncTree(draft); err != nil {
		return list, messages.FileFault(err, draft)
	}
	return list, messages.FileFault(errors.Join(atomicfile.Rename(draft, data), atomicfile.Sync(parent)), data)
}

// unpack writes the files of a backup into dir and compares them with its list.
func unpack(ctx context.Context, dir, path string) (list BackupList, err error) {
	f, err := os.Open(path)
	if err != nil {
		return list, messages.FileFault(err, path)
	}
	defer f.Close()
	var from io.Reader = bufio.NewReaderSize(within{ctx, f}, 1<<20)
	if head, err := from.(*bufio.Reader).Peek(2); err == nil && head[0] == 0x1f && head[1] == 0x8b {
		if from, err = gzip.NewReader(from); err != nil {
			return list, messages.Errorf("restore_damaged", path)
		}
	}
	hashes := map[string]string{}
	files := tar.NewReader(from)
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if ctx.Err() != nil {
			return list, ctx.Err()
		}
		if err != nil || !fs.ValidPath(header.Name) || header.Typeflag != tar.TypeReg {
			return list, messages.Errorf("restore_damaged", path)
		}
		if header.Name == backupName {
			if err := json.NewDecoder(files).Decode(&list); err != nil {
				return list, messages.Errorf("restore_damaged", path)
			}
			continue
		}
		if hashes[header.Name], err = unpackFile(dir, header.Name, files); err != nil {
			if ctx.Err() == nil && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, fs.ErrExist)) {
				return list, messages.Errorf("restore_damaged", path)
			}
			return list, messages.FileFault(err, dir)
		}
	}
	return list, compareList(list, hashes, path)
}

func unpackFile(dir, path string, from io.Reader) (hash string, err error) {
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, sum), from); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), f.Close()
}

// compareList holds what was unpacked against the backup's own list.
func compareList(list BackupList, hashes map[string]string, path string) error {
	if list.Form > backupForm {
		return messages.Errorf("restore_form", path, list.Form, backupForm)
	}
	if list.Form < 1 || len(list.Files) != len(hashes) {
		return messages.Errorf("restore_damaged", path)
	}
	for _, f := range list.Files {
		if hashes[f.Path] != f.SHA256 || strings.HasPrefix(f.Path, ".") {
			return messages.Errorf("restore_damaged", path)
		}
	}
	return nil
}
