// Package bucket holds a test that copies editions to a server that speaks S3. It
// is a module of its own so that the program does without the server.
package bucket
