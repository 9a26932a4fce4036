package worklist

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"

	"stemme/models"
	"stemme/pipeline/codebook"
	"stemme/pipeline/messages"
)

// mailDomain ends the Message-ID of every mail; reserved by RFC 2606, so that it
// is nobody's.
const mailDomain = "stemme.invalid"

// mail is a letter as a mail to its receiver. Equal letters are equal mails, to
// the byte.
func (p *Post) mail(l *Letter, receiver *codebook.Receiver) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	from := p.Input.Playbook.Mail.From
	if from == "" {
		from = "stemme@" + mailDomain
	}
	if err := msg.From(from); err != nil {
		return nil, messages.Wrap(err, "worklist_address", from)
	}
	if err := msg.To(receiver.To); err != nil {
		return nil, messages.Wrap(err, "worklist_address", receiver.To)
	}
	msg.Subject(p.Lang.Text("letter_subject", p.word(l.Class), strings.Join(messages.Known(l.Touchpoint, l.Unit), ", ")))
	msg.SetMessageIDWithValue(idempotencyKey(l.Response) + "@" + mailDomain)
	at, err := time.Parse(time.RFC3339, l.Answered)
	if err != nil {
		at, _ = time.Parse(time.DateOnly, l.Answered)
	}
	msg.SetDateWithValue(at)
	msg.SetBodyString(mail.TypeTextPlain, p.body(l))
	return msg, nil
}

// body is a letter in words: what it is about first, the comment last.
func (p *Post) body(l *Letter) string {
	var b strings.Builder
	line := func(key messages.Key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", p.Lang.Text(key), value)
		}
	}
	line("letter_response", l.Response)
	line("letter_answered", l.Answered)
	line("letter_class", p.word(l.Class))
	line("letter_score", strings.Join(messages.Known(l.Score.String(), l.Scale), " / "))
	line("letter_touchpoint", l.Touchpoint)
	line("letter_unit", l.Unit)
	line("letter_themes", strings.Join(l.Themes, "; "))
	line("letter_owner", l.Owner)
	line("letter_action", l.Action)
	line("letter_due", l.Due)
	line("letter_limit", l.Limit)
	for _, text := range messages.Known(l.Title, l.Comment) {
		b.WriteString("\n" + text + "\n")
	}
	return b.String()
}

func (p *Post) word(class string) string {
	if class == "" {
		return p.Lang.Text("unknown")
	}
	return p.Lang.Text(messages.Key(class))
}

// A Sent counts what became of the letters that leave the machine.
type Sent struct{ Sent, Failed int }

// triesAtMost is how often a letter is tried in one call; between two tries the
// wait doubles, beginning with firstWait.
const (
	triesAtMost = 3
	firstWait   = 500 * time.Millisecond
)

// Send delivers what was handed to receivers by SMTP or webhook and is not sent
// yet. Each letter is marked sent as soon as its receiver has taken it; a letter
// that was taken just as the program died is sent again with the same
// Message-ID, or Idempotency-Key, by which the receiver can tell. What a
// receiver refuses is kept with the reason and tried again by the next call.
func (s *Store) Send(ctx context.Context, post *Post) (Sent, error) {
	waiting, err := s.waiting(ctx)
	if err != nil {
		return Sent{}, err
	}
	at, spoken := post.positions(), Spoken(post.Input)
	var count Sent
	for _, w := range waiting {
		i, ok := at[w.key]
		receiver := post.Input.Playbook.Receiver(w.receiver)
		if !ok || receiver == nil {
			continue
		}
		l := post.letter(i, spoken[i], receiver, w.action)
		fault := retry(ctx, func() error { return post.deliver(ctx, &l, receiver) })
		if ctx.Err() != nil {
			return count, ctx.Err()
		}
		if fault != nil {
			count.Failed++
		} else {
			count.Sent++
		}
		if err := s.note(ctx, w.key, fault); err != nil {
			return count, err
		}
	}
	return count, nil
}

type waitingLetter struct {
	key              models.Key
	receiver, action string
}

func (s *Store) waiting(ctx context.Context) (all []waitingLetter, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT source, id, receiver, action FROM handed WHERE sent IS NULL AND deliver IN (?, ?) ORDER BY batch, source, id",
		string(codebook.BySMTP), string(codebook.ByWebhook))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w waitingLetter
		if err := rows.Scan(&w.key.Source, &w.key.ID, &w.receiver, &w.action); err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, rows.Err()
}

// note keeps what became of a letter.
func (s *Store) note(ctx context.Context, key models.Key, fault error) error {
	sent, reason := any(time.Now().UnixMicro()), ""
	if fault != nil {
		sent, reason = nil, fault.Error()
	}
	_, err := s.db.ExecContext(ctx, "UPDATE handed SET sent = ?, fault = ?, tries = tries + 1 WHERE source = ? AND id = ?",
		sent, reason, key.Source, key.ID)
	return err
}

// errRefused: the receiver will not take the letter however often it is tried.
var errRefused = errors.New("refused")

// retry calls do until it succeeds, is refused, or was tried often enough.
func retry(ctx context.Context, do func() error) error {
	wait := firstWait
	for n := 1; ; n++ {
		err := do()
		if err == nil || errors.Is(err, errRefused) || n == triesAtMost {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			wait *= 2
		}
	}
}

// deliver hands one letter over.
func (p *Post) deliver(ctx context.Context, l *Letter, receiver *codebook.Receiver) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if receiver.Deliver == codebook.ByWebhook {
		return webhook(ctx, l, receiver)
	}
	return p.smtp(ctx, l, receiver)
}

// smtp sends one mail. TLS is required unless the playbook says plain.
func (p *Post) smtp(ctx context.Context, l *Letter, receiver *codebook.Receiver) error {
	msg, err := p.mail(l, receiver)
	if err != nil {
		return err
	}
	how := p.Input.Playbook.Mail
	options := []mail.Option{mail.WithTLSPolicy(mail.TLSMandatory)}
	if how.Plain {
		options = []mail.Option{mail.WithTLSPolicy(mail.NoTLS)}
	}
	if how.Port != 0 {
		options = append(options, mail.WithPort(how.Port))
	}
	if how.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(how.User), mail.WithPassword(os.Getenv(how.Password)))
	}
	client, err := mail.NewClient(how.Host, options...)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, msg)
}

// webhook posts one letter as JSON. The signature is HMAC-SHA-256 of the body,
// in hex, under the key that the receiver's environment variable holds.
func webhook(ctx context.Context, l *Letter, receiver *codebook.Receiver) error {
	secret := os.Getenv(receiver.Secret)
	if secret == "" {
		return fmt.Errorf("%w: the environment variable %s is empty", errRefused, receiver.Secret)
	}
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, receiver.To, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	sign := hmac.New(sha256.New, []byte(secret))
	sign.Write(body)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", idempotencyKey(l.Response))
	req.Header.Set("X-Stemme-Signature", "sha256="+hex.EncodeToString(sign.Sum(nil)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)); err != nil {
		return err
	}
	switch {
	case resp.StatusCode < 300:
		return nil
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusRequestTimeout:
		return errors.New(resp.Status)
	default:
		return fmt.Errorf("%w: %s", errRefused, resp.Status)
	}
}
