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

// placed sets the kinds and the stages of responses and unites the spellings of
// their values, in place. The ledger holds what was accepted: what a source is may
// be said, and unsaid, later, and which spelling most use may change.
func (cfg *Config) placed(responses []models.Response) []models.Response {
	kinds := cfg.allKinds()
	for i := range responses {
		responses[i].Kind = kinds[responses[i].Source]
	}
	respelled(responses)
	cfg.staged(responses)
	return responses
}
