package privacy

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"

	"stemme/models"
)

// own is what decides how texts are masked: this package and its lists.
//
//go:embed again.go alone.go births.go cues.go headers.go identities.go keys.go lists.go loose.go mask.go names.go numbers.go people.go privacy.go streets.go surnames.go view.go words.go
//go:embed lists/*.txt
var own embed.FS

// Rules tells one way of masking from every other: the SHA-256, in hex, of the code and
// the lists that mask. It is not a number that somebody raises by hand, since who mends a
// pattern would forget to; what changes nothing costs one more look at what is kept.
var Rules = sync.OnceValue(func() string {
	h := sha256.New()
	err := fs.WalkDir(own, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := own.ReadFile(path)
		h.Write(text)
		return err
	})
	if err != nil {
		panic("privacy: " + err.Error()) // what is embedded can be read
	}
	return hex.EncodeToString(h.Sum(nil))
})

// Again masks responses that were masked before, in place, by the rules of now. It is
// Apply but for customers and ids, which are hashed once.
func Again(ctx context.Context, responses []models.Response, workers int) error {
	_, err := apply(ctx, responses, workers, hideTexts)
	return err
}
