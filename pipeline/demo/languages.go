package demo

import "sync"

// A language is what is needed to write comments in it.
type language struct {
	*grammar
	themes [][2]voices // by theme: what is said against it and for it
}

// A voice is how much a customer says of one thing.
type voice int

const (
	even    voice = iota // a sentence
	brief                // a few words
	telling              // what happened, and when
)

// voices are the rules of one side of a theme; nil for a voice that has none.
type voices [3]*rule

// as is the rule of a voice, that of the even one where it has none; nil where
// nothing is said.
func (v *voices) as(voice voice) *rule {
	if v[voice] != nil {
		return v[voice]
	}
	return v[even]
}

// voices finds the rules of one side of a theme: "neg", "neg_kort" and
// "neg_fortalt".
func (g *grammar) voices(side string) (all voices) {
	for v, ending := range [...]string{"", "_kort", "_fortalt"} {
		if all[v] = g.rules[side+ending]; all[v] != nil {
			all[v].spread()
		}
	}
	return all
}

// grammars are all that is read from the embedded files.
type grammars struct {
	danish, english, swedish, norwegian language
	misspelt, spoken                    map[string][]string
}

// loadGrammars reads the embedded files once.
var loadGrammars = sync.OnceValues(func() (*grammars, error) {
	common, err := loadGrammar("faelles", nil)
	if err != nil {
		return nil, err
	}
	all := &grammars{danish: language{grammar: common}}
	for _, t := range themes {
		g, err := loadGrammar(t.ID, common)
		if err != nil {
			return nil, err
		}
		all.danish.themes = append(all.danish.themes, [2]voices{g.voices("neg"), g.voices("pos")})
	}
	for _, foreign := range []struct {
		file string
		to   *language
	}{{"english", &all.english}, {"svensk", &all.swedish}, {"norsk", &all.norwegian}} {
		g, err := loadGrammar(foreign.file, nil)
		if err != nil {
			return nil, err
		}
		foreign.to.grammar = g
		for _, t := range themes {
			foreign.to.themes = append(foreign.to.themes, [2]voices{{g.rules[t.ID+".neg"]}, {g.rules[t.ID+".pos"]}})
		}
	}
	if all.misspelt, err = loadWords("stavning"); err != nil {
		return nil, err
	}
	all.spoken, err = loadWords("talesprog")
	return all, err
})
