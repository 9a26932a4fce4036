package pipeline

import (
	"maps"

	"stemme/models"
	"stemme/pipeline/arrivals"
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

// placing is where the configuration says that responses belong.
func (cfg *Config) placing() *arrivals.Placing {
	return &arrivals.Placing{Kinds: cfg.allKinds(), Renamed: cfg.Renamed, Journey: cfg.Journey, Turned: cfg.Turned}
}

// placed sets where responses belong, in place: see arrivals.Placing.
func (cfg *Config) placed(responses []models.Response) []models.Response {
	return cfg.placing().Place(responses)
}

// rules are what the configuration says of what comes in.
func (cfg *Config) rules() *arrivals.Rules {
	return &arrivals.Rules{Placing: *cfg.placing(), AsCorrection: cfg.AsCorrection, AsNew: cfg.AsNew, MixScales: cfg.Figures.MixScales, Today: today()}
}
