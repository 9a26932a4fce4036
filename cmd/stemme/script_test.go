package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets this test binary stand in for the program, both in scripts and
// where a test kills it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"stemme": func() { os.Exit(start(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs one file per promise of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("STEMME_LANG", "en")
			return nil
		},
	})
}
