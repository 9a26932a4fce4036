// Stemme finds what customers say in their comments, and what it does to the
// score.
package main

func main() {}
