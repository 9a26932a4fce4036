package worklist

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// mailbox is a mail server's memory.
type mailbox struct {
	mu    sync.Mutex
	mails []string
}

func (m *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return session{m}, nil }

type session struct{ box *mailbox }

func (session) Reset()                               {}
func (session) Logout() error                        { return nil }
func (session) Mail(string, *smtp.MailOptions) error { return nil }
func (session) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.mails = append(s.box.mails, string(text))
	return err
}

// mailServer is a real mail server on this machine.
func mailServer(t *testing.T) (*mailbox, int) {
	t.Helper()
	box := &mailbox{}
	server := smtp.NewServer(box)
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", 5*time.Second, 5*time.Second
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return box, l.Addr().(*net.TCPAddr).Port
}

// TestSendByMail: a receiver's responses are sent once, and not again.
func TestSendByMail(t *testing.T) {
	ctx, s := context.Background(), store(t)
	box, port := mailServer(t)
	post := &Post{Input: invented(t), Lang: messages.Danish}
	post.Input.Playbook.Mail = codebook.Mail{Host: "127.0.0.1", Port: port, From: "stemme@bank.invalid", Plain: true}
	post.Input.Playbook.Receivers[0].Deliver, post.Input.Playbook.Receivers[0].To = codebook.BySMTP, "nord@bank.invalid"
	if _, _, err := s.HandOut(ctx, post); err != nil {
		t.Fatal(err)
	}
	if _, written := boxes(t, s)["nord/000001.jsonl"]; written || len(box.mails) != 0 {
		t.Fatal("handing out wrote a file for, or sent, what leaves by mail")
	}
	for range 2 {
		if _, err := s.Send(ctx, post); err != nil {
			t.Fatal(err)
		}
	}
	if len(box.mails) != 2 {
		t.Fatalf("%d mails, want 2", len(box.mails))
	}
	for _, want := range []string{"To: <nord@bank.invalid>", "Message-ID: <" + idempotencyKey("bank/1"), "Ring kunden op", "500 kr."} {
		if !strings.Contains(box.mails[0], want) {
			t.Errorf("the mail lacks %q:\n%s", want, box.mails[0])
		}
	}
}

// TestSendByWebhook: signed, tried again after a failure of the receiver's, not
// after a refusal, and each letter accepted once.
func TestSendByWebhook(t *testing.T) {
	t.Setenv("STEMME_TEST_SECRET", "hemmelig")
	ctx, s := context.Background(), store(t)
	var mu sync.Mutex
	taken, calls := map[string]int{}, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		sign := hmac.New(sha256.New, []byte("hemmelig"))
		sign.Write(body)
		calls++
		switch {
		case r.Header.Get("X-Stemme-Signature") != "sha256="+hex.EncodeToString(sign.Sum(nil)):
			w.WriteHeader(http.StatusForbidden)
		case calls == 1:
			w.WriteHeader(http.StatusBadGateway)
		case strings.Contains(string(body), `"bank/3"`):
			w.WriteHeader(http.StatusUnprocessableEntity)
		default:
			taken[r.Header.Get("Idempotency-Key")]++
		}
	}))
	defer server.Close()
	post := &Post{Input: invented(t), Lang: messages.Danish}
	nord := post.Input.Playbook.Receivers[0]
	nord.Deliver, nord.To, nord.Secret = codebook.ByWebhook, server.URL, "STEMME_TEST_SECRET"
	if _, _, err := s.HandOut(ctx, post); err != nil {
		t.Fatal(err)
	}
	sent, err := s.Send(ctx, post)
	if err != nil || sent != (Sent{Sent: 1, Failed: 1}) || calls != 3 {
		t.Fatalf("%+v, %v after %d calls; want one sent at the second try, one refused at once", sent, err, calls)
	}
	if sent, err := s.Send(ctx, post); err != nil || sent != (Sent{Failed: 1}) {
		t.Errorf("again: %+v, %v", sent, err)
	}
	if taken[idempotencyKey("bank/1")] != 1 || len(taken) != 1 {
		t.Errorf("taken %v", taken)
	}
	t.Setenv("STEMME_TEST_SECRET", "")
	if before := calls; before > 0 {
		if _, err := s.Send(ctx, post); err != nil || calls != before {
			t.Errorf("sent without a signature: %v", err)
		}
	}
}
