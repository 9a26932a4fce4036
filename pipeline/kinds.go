package pipeline

import (
	"maps"

	"stemme/models"
)

// kindNames are the kinds of sources as the configuration names them.
var kindNames = map[string]models.Kind{"": models.Survey, "survey": models.Survey, "open": models.Open, "employees": models.Employees, "panel": models.Panel}

// allKinds are the kinds of the sources that are no surveys, by name: of those
// that cfg names and of those that its file does, when others are read tonight.
func (cfg *Config) allKinds() map[string]models.Kind {
	kinds := maps.Clone(cfg.kinds)
	for _, s := range cfg.Sources {
		if kind := kindNames[s.Kind]; kind != models.Survey {
			if kinds == nil {
				kinds = map[string]models.Kind{}
			}
			kinds[s.Name] = kind
		}
	}
	return kinds
}

// placed sets the kinds and the stages of responses, in place. The ledger holds
// no kinds: what a source is may be said, and unsaid, after its responses are
// accepted.
func (cfg *Config) placed(responses []models.Response) []models.Response {
	kinds := cfg.allKinds()
	for i := range responses {
		responses[i].Kind = kinds[responses[i].Source]
	}
	cfg.staged(responses)
	return responses
}
