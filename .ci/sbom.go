//go:build ignore

// Sbom reads what `go version -m -json` says of a binary and writes it as
// CycloneDX 1.5.
package main

import (
	"encoding/json"
	"log"
	"os"
	"runtime/debug"
)

type component struct {
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl"`
}

func main() {
	var info debug.BuildInfo
	if err := json.NewDecoder(os.Stdin).Decode(&info); err != nil {
		log.Fatal(err)
	}
	list := []component{of("library", "std", info.GoVersion)}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		list = append(list, of("library", m.Path, m.Version))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
		"metadata":   map[string]any{"component": of("application", info.Main.Path, info.Main.Version)},
		"components": list,
	}); err != nil {
		log.Fatal(err)
	}
}

func of(kind, path, version string) component {
	return component{kind, path, version, "pkg:golang/" + path + "@" + version}
}
