package messages

// indexMessages are those of the area that the file is named for.
var indexMessages = map[Key][2]string{}
