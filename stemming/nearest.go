package stemming

import (
	"strings"
	"unicode/utf8"
)

// Nearest is the name among known that was most likely meant by word, which is
// none of them: the one with the fewest letters wrong, at most one in three, or
// else the shortest one that word begins or is a part of. It is "" where none
// comes near. Case does not matter; of two that are equally near the first holds.
func Nearest(word string, known []string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	if word == "" {
		return ""
	}
	best, fewest := "", max(1, utf8.RuneCountInString(word)/3)+1
	for _, name := range known {
		if n := wrong([]rune(word), []rune(strings.ToLower(name)), fewest); n < fewest {
			best, fewest = name, n
		}
	}
	if best != "" {
		return best
	}
	for _, name := range known {
		lower := strings.ToLower(name)
		near := utf8.RuneCountInString(word) >= 3 && strings.Contains(lower, word) || len(lower) >= 4 && strings.Contains(word, lower)
		if near && (best == "" || len(name) < len(best)) {
			best = name
		}
	}
	return best
}

// wrong is the number of letters to leave out, put in, change or swap with their
// neighbour to get from a to b; limit where it is at least that.
//
// Method: optimal string alignment, Damerau, "A technique for computer detection
// and correction of spelling errors", Communications of the ACM 7 (1964).
func wrong(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := range a {
		before, last, now := rows[i%3], rows[(i+1)%3], rows[(i+2)%3]
		now[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(last[j+1]+1, now[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
	}
	return min(limit, rows[(len(a)+1)%3][len(b)])
}
