package models

// eachSaid is how often texts are said on average that are few texts over and over. Chosen by
// eye; in the demo and in public reviews nine in ten comments are different.
const eachSaid = 10

// Repeated says whether so many comments are so few different texts that they are no free
// text, but answers that were given or templates.
func Repeated(different, comments int) bool { return comments >= eachSaid*different }
