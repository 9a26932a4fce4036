// Package readback is a test that another program, DuckDB, reads every table
// with the types, the values and the NULLs that were meant. It is a module of
// its own, so that DuckDB, which needs a C compiler, is no dependency of stemme;
// it shares no code with stemme, only files.
package readback
