package messages

// sourceMessages are those of the area that the file is named for.
var sourceMessages = map[Key][2]string{}
