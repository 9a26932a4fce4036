// Package pipeline is a night: from comment files to themes, a search index and
// tables, published as one edition.
package pipeline
