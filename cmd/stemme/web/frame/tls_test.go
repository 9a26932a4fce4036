package frame

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"html/template"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stemme/pipeline/messages"
)

func noHelpers(messages.Lang) template.FuncMap { return nil }

// certify writes a certificate and its key for 127.0.0.1.
func certify(t *testing.T, dir string, serial int64) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "stemme"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	signed, err := x509.CreateCertificate(rand.Reader, of, of, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: signed}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// TestTLS: the pages are served over TLS, with the certificate as its files are now;
// files of which only one is there, or that are none, leave the one before.
func TestTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key := certify(t, dir, 1)
	s, err := New(Config{Addr: "127.0.0.1:0", Cert: cert, Key: key, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}, bare)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- s.Listen(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}), func(url string) { ready <- url })
	}()
	address := <-ready
	if !strings.HasPrefix(address, "https://") {
		t.Errorf("served at %s", address)
	}
	serial := func() int64 {
		c, err := tls.Dial("tcp", strings.Trim(strings.TrimPrefix(address, "https:"), "/"), &tls.Config{InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	lookAgain := func() {
		s.cert.mu.Lock()
		s.cert.looked = time.Time{}
		s.cert.mu.Unlock()
	}
	if got := serial(); got != 1 {
		t.Errorf("certificate %d", got)
	}
	if err := os.WriteFile(cert, []byte("ikke et certifikat"), 0o600); err != nil {
		t.Fatal(err)
	}
	if lookAgain(); serial() != 1 {
		t.Error("a broken file took the certificate away")
	}
	certify(t, dir, 2)
	if lookAgain(); serial() != 2 {
		t.Error("the renewed certificate is not used")
	}
	if _, err := tls.Dial("tcp", strings.Trim(strings.TrimPrefix(address, "https:"), "/"), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	for _, c := range []Config{{Cert: cert}, {Key: key}, {Cert: key, Key: key}, {Cert: cert, Key: filepath.Join(dir, "nix")}} {
		c.Addr = "127.0.0.1:0"
		if _, err := New(c, bare); err == nil {
			t.Errorf("%q, %q are taken", c.Cert, c.Key)
		}
	}
	if _, err := New(Config{Addr: "0.0.0.0:0", Cert: cert, Key: key}, bare); err == nil {
		t.Error("TLS alone lets everybody in from other machines")
	}
}
