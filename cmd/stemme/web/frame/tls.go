package frame

import (
	"crypto/tls"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"time"

	"stemme/pipeline/messages"
)

// A certificate is read from its files, and again when they have changed: whoever
// renews it need not tell the server.
type certificate struct {
	cert, key string
	log       *slog.Logger

	mu     sync.Mutex
	now    *tls.Certificate
	stamps [2]stamp
	looked time.Time
}

// A stamp tells a file from what it was before.
type stamp struct {
	size    int64
	changed time.Time
}

// lookEvery is how often the files are looked at.
const lookEvery = time.Second

// readCertificate reads a certificate and its key, in PEM.
func readCertificate(cert, key string, log *slog.Logger) (*certificate, error) {
	if cert == "" || key == "" {
		return nil, messages.Errorf("web_tls_both")
	}
	c := &certificate{cert: cert, key: key, log: log}
	return c, c.read()
}

// read reads the files unless they are those that were read last.
func (c *certificate) read() error {
	c.looked = time.Now()
	var stamps [2]stamp
	for i, name := range []string{c.cert, c.key} {
		info, err := os.Stat(name)
		if err != nil {
			return messages.Wrap(unwrapFile(err), "web_tls_unreadable", name)
		}
		stamps[i] = stamp{info.Size(), info.ModTime()}
	}
	if c.now != nil && stamps == c.stamps {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return messages.Wrap(err, "web_tls_unreadable", c.cert)
	}
	c.now, c.stamps = &pair, stamps
	return nil
}

// unwrapFile is the system's reason without the path, which the message names.
func unwrapFile(err error) error {
	if at := new(fs.PathError); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// current is the certificate to answer with. Files that cannot be read, such as those
// of which one has been replaced and the other not yet, leave the one before.
func (c *certificate) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) >= lookEvery {
		before := c.now
		if err := c.read(); err != nil {
			c.log.Error("certificate", "err", err)
		} else if c.now != before {
			c.log.Info("certificate read")
		}
	}
	return c.now, nil
}
