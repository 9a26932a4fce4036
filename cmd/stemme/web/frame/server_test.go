package frame

import (
	"testing"

	"stemme/pipeline/messages"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		cfg  Config
		want string // address, or the key of the message
	}{
		{Config{Addr: "8080"}, "127.0.0.1:8080"},
		{Config{Addr: ":8080"}, "127.0.0.1:8080"},
		{Config{Addr: "localhost:0"}, "localhost:0"},
		{Config{Addr: "[::1]:80"}, "[::1]:80"},
		{Config{Addr: "0.0.0.0:8080"}, "web_open"},
		{Config{Addr: "bank.example:8080"}, "web_open"},
		{Config{Addr: "a:b:c"}, "web_addr"},
		{Config{Addr: "0.0.0.0:8080", Token: "kort"}, "web_token_short"},
		{Config{Addr: "0.0.0.0:8080", Token: "en-noegle-til-analytikere"}, "0.0.0.0:8080"},
		{Config{Addr: "0.0.0.0:8080", UserHeader: "X-Remote-User"}, "0.0.0.0:8080"},
	} {
		got, err := address(c.cfg)
		if told, ok := err.(*messages.Error); ok {
			got = string(told.Key)
		} else if err != nil {
			t.Errorf("%+v: %v", c.cfg, err)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.cfg.Addr, got, c.want)
		}
	}
}
