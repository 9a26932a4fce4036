package frame

import (
	"encoding/json"
	"net/http"
	"strings"
)

// APIRoot is where programs ask.
const APIRoot = "/api/v1/"

func isAPI(path string) bool { return strings.HasPrefix(path, APIRoot) }

// WriteJSON answers with v.
func WriteJSON(w http.ResponseWriter, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(append(text, '\n'))
	return IgnoreGone(err)
}

// WriteJSONError answers with a fault in words.
func WriteJSONError(w http.ResponseWriter, status int, text string) {
	line, _ := json.Marshal(map[string]string{"error": text})
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(append(line, '\n'))
}
