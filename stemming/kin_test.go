package stemming

import (
	"slices"
	"strings"
	"testing"
)

// akin says whether two terms are the same or of a common group.
func akin(k *Kinship, a, b string) bool {
	if a == b {
		return true
	}
	for _, g := range k.groups[a] {
		if slices.Contains(k.groups[b], g) {
			return true
		}
	}
	return false
}

func TestKin(t *testing.T) {
	k := Kin()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"vente", "ventetid", true}, {"leverede", "leveringstiden", true}, {"svarede", "besvarelse", true},
		{"gebyrer", "kortgebyr", true}, {"rådgiverne", "bankrådgiver", true}, {"pakken", "pakken", true},
		{"ventetid", "gebyr", false}, {"lån", "lækker", false}, {"ukendtord", "pakke", false},
	} {
		a, b := repaired(c.a), repaired(c.b)
		if akin(k, a, b) != c.want || akin(k, b, a) != c.want {
			t.Errorf("akin(%q, %q) is not %v", c.a, c.b, c.want)
		}
	}
	if g := k.Groups(repaired("nowhere")); len(g) != 0 {
		t.Errorf("a word that is not there is of groups %v", g)
	}
}

// TestKinTable holds the form of the table: the size that it promises, no word
// twice in a line, no line of a single word, nothing but letters.
func TestKinTable(t *testing.T) {
	words, groups := 0, 0
	heads := map[string]bool{}
	for line := range strings.Lines(kinText) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		all := strings.Fields(line)
		groups++
		words += len(all)
		if len(all) < 2 {
			t.Errorf("a group of %d words: %s", len(all), line)
		}
		sorted := slices.Sorted(slices.Values(all))
		if len(slices.Compact(sorted)) != len(all) {
			t.Errorf("a word twice in %q", line)
		}
		if heads[all[0]] {
			t.Errorf("two groups are named %q", all[0])
		}
		heads[all[0]] = true
		for _, w := range all {
			if w != lower(w) || strings.Trim(w, "abcdefghijklmnopqrstuvwxyzæøåé0123456789-'") != "" {
				t.Errorf("%q is no word in small letters", w)
			}
		}
	}
	if k := Kin(); k.Len() != groups {
		t.Errorf("%d groups read of %d", k.Len(), groups)
	}
	if groups < 300 || words < 2700 {
		t.Errorf("%d words in %d groups, want 2700 in 300", words, groups)
	}
}

func TestReadKin(t *testing.T) {
	k := readKin("# about\n\npost brev\nog ikke kurv\n")
	if k.Len() != 2 || k.Head(0) != "post" || !slices.Equal(k.Terms(0), []string{"brev", "post"}) {
		t.Fatalf("read as %+v", k)
	}
	if !slices.Equal(k.Terms(1), []string{"kurv"}) {
		t.Errorf("words of grammar have kin: %q", k.Terms(1))
	}
	if !slices.Equal(k.Groups("post"), []int32{0}) {
		t.Errorf("groups of post: %v", k.Groups("post"))
	}
}
